"""The commands of the library, called as a shell would, and feeds that are followed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import corpus
import pytest
import typer.main
from msgspec.structs import replace

import rashomon
from rashomon.apps import cli, exits
from rashomon.library.watching import due, look
from rashomon.settings import Settings


class Run(NamedTuple):
    code: object
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Call a command on a library of three stories."""
    place = str(tmp_path / "x.db")
    with rashomon.Library(place) as library:
        library.add(corpus.of(corpus.FIRE | corpus.ALONE), compare=False)

    def call(*arguments: str) -> Run:
        command = typer.main.get_command(cli.app)
        with pytest.raises(SystemExit) as ended:
            exits.guard(lambda: command([*arguments, "--library", place], prog_name="rashomon"))
        return Run(ended.value.code or 0, *capfd.readouterr())

    return call


def test_search_prints_lines_csv_and_json(run: Callable[..., Run]) -> None:
    shown = run("search", "heater", "said-by:Ilse Brandt")
    assert shown.code == 0
    assert "Post, 2025-03-03: Ilse Brandt: a heater had caused the fire" in shown.out
    rows = run("search", "said-by:brandt", "heater", "--csv").out.splitlines()
    assert rows[0].startswith("article,outlet,day,title,story,statement,text")
    assert len(rows) == 3
    found = json.loads(run("search", "otters", "--json").out)
    assert [(r["outlet"], r["speaker"]) for r in found] == [("Mirror", "")]
    assert run("search", "zebra").out == "Nothing was found; other words may find it.\n"


def test_a_wrong_query_is_one_line_and_a_usage_error(run: Callable[..., Run]) -> None:
    failed = run("search", "day:soon")
    assert failed.code == exits.USAGE
    assert failed.err.count("\n") == 1
    assert "day:soon is no day" in failed.err


def test_a_correction_is_made_listed_and_undone(run: Callable[..., Run]) -> None:
    (otters,) = corpus.articles(corpus.ALONE)
    made = run("correct", "date", "accept", otters.id, "--who", "Ada", "--why", "seen in print")
    assert made.code == 0
    given = made.out.strip()
    listed = run("correct", "--list").out
    assert listed.startswith(f"{given} ")
    assert "Ada: accept date" in listed
    assert "seen in print" in listed
    assert run("correct", "--undo", given, "--who", "Bo").code == 0
    assert json.loads(run("correct", "--list", "--json").out)[0]["undone"].startswith("Bo, ")
    assert run("correct", "date", "accept", otters.id).code == exits.USAGE


def test_a_library_is_exported_and_read_again(run: Callable[..., Run], tmp_path: Path) -> None:
    path = str(tmp_path / "all.gz")
    assert run("export", path).err == f"Wrote 4 articles to {path}\n"
    assert "Added 0 articles, 4 were there" in run("import", path).err
    assert run("import", str(tmp_path / "none.gz")).code == exits.NO_RESULT
    assert run("backup", str(tmp_path / "copy.db")).code == 0
    assert run("restore", str(tmp_path / "copy.db")).code == exits.NO_RESULT  # there is a library already


def test_csv_has_no_formulas() -> None:
    from rashomon.apps.libraries import csv_bytes

    assert csv_bytes([{"a": "=1+1", "b": None}], ("a", "b")) == b"a,b\r\n'=1+1,\r\n"


def test_a_feed_that_fails_is_left_alone_longer_each_time() -> None:
    assert due(0.0, 0, 900.0, 900.0)
    assert not due(0.0, 1, 900.0, 1_000.0)
    assert due(0.0, 1, 900.0, 1_800.0)
    assert not due(0.0, 30, 900.0, 70_000.0)
    assert due(0.0, 30, 900.0, 86_400.0)


def test_a_look_adds_what_is_new_and_skips_feeds_that_fail(
    library: rashomon.Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.library import articles

    monkeypatch.setattr(articles, "understand", lambda *_: corpus.understood()["mirror"])
    good, bad = tmp_path / "mirror.txt", tmp_path / "none.txt"
    good.write_text(corpus.ALONE["mirror"][2], encoding="utf-8")
    first = look(library, [str(good), str(bad)], 900.0, 1_000.0)
    assert [a.state for a in first.added] == ["new"]
    assert [f.source for f in first.failures] == [str(bad)]
    again = look(library, [str(good), str(bad)], 900.0, 1_100.0)
    assert [a.state for a in again.added] == ["known"]
    assert again.failures == ()
    assert [f.source for f in look(library, [str(bad)], 900.0, 9_000.0).failures] == [str(bad)]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_every_id_resolves_when_articles_come_one_by_one_in_any_order(
    library: rashomon.Library, order: tuple[int, ...]
) -> None:
    every = corpus.of(corpus.FIRE | corpus.LATER)
    seen: set[str] = set()
    for number in order:
        library.add([every[number]])
        for line in library.stories(several=True):
            dossier = library.story(line.id)
            seen |= {line.id} | {x.id for part in (dossier.claims, dossier.entities) for x in part}
    (line,) = library.stories()
    final = library.story(line.id)
    ids = {line.id, *(c.id for c in final.claims), *(e.id for e in final.entities)}
    assert [i for i in seen if library.resolve(i) not in ids] == []


def test_settings_name_the_library(tmp_path: Path) -> None:
    with rashomon.Library(settings=Settings(library=str(tmp_path / "mine.db"))) as library:
        assert library.name == str(tmp_path / "mine.db")


def test_a_story_is_compared_from_the_command_line(run: Callable[..., Run], tmp_path: Path) -> None:
    with rashomon.Library(tmp_path / "x.db") as library:
        library.update()
        (story,) = library.stories(several=True)
    page = tmp_path / "story.html"
    made = run("compare", "--story", story.id, "--html", str(page), "--json", "-")
    assert made.code == 0
    assert {a["outlet"] for a in json.loads(made.out)["articles"]} == {"Courier", "Post", "Ledger"}
    assert "Karsund" in page.read_text()
    assert run("compare", "--story", "t0").err.startswith("rashomon: there is no story 't0'")
    assert run("compare", "--story", story.id, "a.txt").code == exits.USAGE
    assert run("compare", "a.txt").code == exits.USAGE


def test_add_takes_outlets_and_can_be_quiet(
    run: Callable[..., Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.library import articles

    parts = ("tokens", "entities", "statements", "attributions", "events", "times", "quotations")
    nothing = replace(corpus.understood()["mirror"], **dict.fromkeys(parts, ()))
    monkeypatch.setattr(articles, "understand", lambda article, _: replace(nothing, article=article))
    path = tmp_path / "swan.txt"
    path.write_text("Swans have come to the river Lunne, a warden said on Tuesday, and nobody knows from where.")
    monkeypatch.setattr(exits, "_HUSHED", [False])
    added = run("add", str(path), "--outlet", f"{path}=Lunne Weekly", "--quiet")
    assert (added.code, added.out, added.err) == (0, "", "")
    with rashomon.Library(tmp_path / "x.db") as library:
        assert library.article(library.articles()[-1]).outlet == "Lunne Weekly"
