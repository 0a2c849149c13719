"""Lists of a dossier as rows and as CSV."""

from __future__ import annotations

import csv
import io

import pytest
from msgspec.structs import replace

from rashomon.dossier.render.tables import TABLES, rows, to_csv
from rashomon.dossier.sources import sources
from rashomon.types import Dossier


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_quote_has_its_speaker_its_outlet_and_its_day(story: Dossier) -> None:
    quotes = read(to_csv(rows(story, "quotes")))
    assert (quotes[0]["speaker"], quotes[0]["quote"]) == ("Ilse Brandt", "Nobody was hurt")
    assert (quotes[0]["outlet"], quotes[0]["published"]) == ("The Velden Courier", "2031-05-04")


def test_a_source_has_whom_it_is_cited_through(story: Dossier) -> None:
    known = replace(story, sources=sources(story.statements, story.entities))
    oster = next(row for row in read(to_csv(rows(known, "sources"))) if row["source"] == "Pelle Oster")
    assert (oster["reports"], oster["through"]) == ("2", "Harbour News")


def test_a_copy_tells_which_report_had_it_first(story: Dossier) -> None:
    assert [row["first"] for row in read(to_csv(rows(story, "copies")))] == ["The Velden Courier", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\x1b=", " ="])
def test_no_cell_begins_as_a_formula(start: str) -> None:
    (row,) = read(to_csv([{"claim": f'{start}HYPERLINK("https://evil.example")', "reports": 2}]))
    assert row["claim"].startswith("'")
    assert row["reports"] == "2"


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("name", ["story", "hostile", "many", "empty"])
def test_every_list_is_made_of_every_dossier(request: pytest.FixtureRequest, name: str, table: str) -> None:
    found = rows(request.getfixturevalue(name), table)
    if found:
        assert len(read(to_csv(found))) == len(found)
