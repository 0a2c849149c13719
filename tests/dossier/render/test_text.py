from __future__ import annotations

import io
import re

import pytest
from msgspec.structs import replace
from rich.console import Console

from rashomon.dossier.render.text import print_summary
from rashomon.types import Dossier


def printed(dossier: Dossier, encoding: str = "utf-8", width: int = 80, **options: object) -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_summary(dossier, Console(file=file, width=width, **options))
    file.flush()
    return raw.getvalue().decode(encoding)


def test_it_says_what_matters_first(story: Dossier) -> None:
    text = printed(story)
    parts = [
        "3 articles, 11 statements, 6 claims (3 in several articles), 2 conflicts",
        "Conflicts",
        "In several articles",
    ]
    parts += ["Only in A, The Velden Courier: 1 claim", "Left out: 1 input", "broken.bin: not text"]
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)


def test_a_conflict_shows_both_sentences_and_who_says_them(story: Dossier) -> None:
    assert """\
  On the time: Friday / Saturday; a number: two warehouses / Three warehouses
    A  “A fire destroyed two warehouses in the harbour of Port Velden on Friday”
       — Ilse Brandt
    B  “Three warehouses burned down in Port Velden on Saturday” — the fire
       brigade
""" in printed(story)


def test_a_shared_claim_shows_its_verdict_and_its_chains(story: Dossier) -> None:
    assert """\
   3  the sprinklers were switched off
      in A B C; origins: the same origin; named: Pelle Oster
      A  Pelle Oster
      B  Pelle Oster, through Harbour News
      C  The authority
""" in printed(story)


def test_a_claim_that_is_perhaps_the_same_says_so(story: Dossier, unsure: Dossier) -> None:
    assert "perhaps the same claim" not in printed(story)
    assert "in A B C, perhaps the same claim; origins: the same origin" in printed(unsure, width=200)


def test_what_not_established_means_is_said_once_where_it_is_said(story: Dossier) -> None:
    assert printed(story).count("“Not established”: the texts name no source,") == 1
    assert "“Not established”" not in printed(replace(story, origins=()))


@pytest.mark.parametrize("name", ["story", "hostile", "many", "empty"])
@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(
    request: pytest.FixtureRequest, name: str, width: int
) -> None:
    from rich.cells import cell_len

    lines = printed(request.getfixturevalue(name), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("name", ["story", "hostile", "many", "empty"])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_will_do(request: pytest.FixtureRequest, name: str, encoding: str) -> None:
    text = printed(request.getfixturevalue(name), encoding)
    assert "articles, " in text


def test_ascii_keeps_quotation_marks_and_dashes(story: Dossier) -> None:
    assert '"Three warehouses burned down in Port Velden on Saturday" -- the fire' in printed(story, "ascii")


def test_in_a_pipe_there_are_no_colour_codes_and_in_a_terminal_only_our_own(hostile: Dossier) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed(hostile))
    coloured = printed(hostile, force_terminal=True, color_system="standard")
    assert "\x1b[1m" in coloured
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", re.sub(r"\x1b\[[0-9;]*m", "", coloured))


def test_markup_of_the_terminals_library_stays_text(hostile: Dossier) -> None:
    assert "[bold red]x[/]" in printed(hostile, width=20_000)


def test_long_lists_are_cut_and_counted(many: Dossier) -> None:
    text = printed(many)
    assert text.count("\n") < 600
    assert re.search(r"^  and \d+ more$", text, re.MULTILINE)
