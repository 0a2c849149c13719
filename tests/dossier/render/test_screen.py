"""The first screen in a terminal."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from rich.console import Console

from rashomon.dossier.render.screen import print_screen
from rashomon.dossier.sources import sources
from rashomon.dossier.summary import summarise
from rashomon.types import Dossier


def printed(dossier: Dossier, width: int = 80) -> str:
    dossier = replace(dossier, sources=sources(dossier.statements, dossier.entities))
    out = io.StringIO()
    print_screen(replace(dossier, summary=summarise(dossier)), Console(file=out, width=width))
    return out.getvalue()


def test_it_answers_what_differs_what_is_agreed_who_speaks_and_how_sure(agreeing: Dossier) -> None:
    text = printed(agreeing)
    parts = ["3 reports", "The reports differ on", "The reports agree that", "One source behind several reports"]
    parts += ["Who speaks", "How sure", "Reports  The Velden Courier"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_what_only_a_source_says_is_not_shown_as_fact(agreeing: Dossier) -> None:
    assert "the sprinklers were switched off — says Pelle Oster" in printed(agreeing)


def test_it_never_says_only_that_nothing_was_found(story: Dossier) -> None:
    text = " ".join(printed(replace(story, relations=())).split())
    assert "contradictions in other words can be missed" in text
    assert "0 " not in text


@pytest.mark.parametrize("name", ["story", "hostile", "many", "empty"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_it_has_at_most_40_lines_and_none_is_too_wide(request: pytest.FixtureRequest, name: str, width: int) -> None:
    from rich.cells import cell_len

    text = printed(request.getfixturevalue(name), width)
    assert "\x1b" not in text
    assert "\u202e" not in text
    lines = text.splitlines()
    assert len(lines) <= 40
    assert max(map(cell_len, lines)) <= width
