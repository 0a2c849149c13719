"""The classifier of blocks: what it keeps, and that its trees are read as they were trained."""

from __future__ import annotations

from lxml.html import document_fromstring

from rashomon.ingest.page.blocks import cut
from rashomon.ingest.page.classifier import Model, Trees, story_in
from rashomon.ingest.page.extraction_match import match
from rashomon.ingest.page.features import NAMES, features

STORY = [
    f"The talks on the {what} ended on Tuesday without a result, officials of both delegations said, and they will not "
    f"be taken up again before the {when}."
    for what, when in (
        ("dam", "spring"),
        ("lake", "summer"),
        ("border", "harvest"),
        ("ferry", "winter"),
        ("road", "vote"),
    )
]
MENU = "<div class=menu><ul>" + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(12)) + "</ul></div>"


def told(markup: str, found: str) -> list[str]:
    page = cut(document_fromstring(f"<html><body>{MENU}<h1>Talks fail</h1>{markup}</body></html>"))
    story = story_in(page, match(page, found), "Talks fail", "")
    return [block.text for block, kept in zip(page.blocks, story.kept, strict=True) if kept]


def test_a_story_that_the_extractor_lost_is_found() -> None:
    paragraphs = "".join(f"<div data-testid=paragraph-{n}>{line}</div>" for n, line in enumerate(STORY * 2))
    lines = told(f"<div>{paragraphs}</div>", "")
    assert set(STORY) <= set(lines)
    assert not any(line.startswith("Section") for line in lines)


def test_a_table_that_the_extractor_found_is_kept() -> None:
    rows = "".join(f"<tr><td>Party {n}</td><td>{n}</td></tr>" for n in range(3))
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY)
    lines = told(f"<article>{paragraphs}<table>{rows}</table></article>", "\n".join([*STORY, "Party 1 1", "Party 2 2"]))
    assert "Party 2\t2" in lines


def test_a_row_of_features_has_a_value_for_each_name() -> None:
    page = cut(document_fromstring(f"<html><body>{MENU}<p>{STORY[0]}</p></body></html>"))
    rows = features(page, match(page, STORY[0]), "", "")
    assert {len(row) for row in rows} == {len(NAMES)}
    assert len(rows) == len(page.blocks)


def test_the_odds_are_the_sum_of_the_leaves_that_a_row_comes_to() -> None:
    trees = Trees(
        NAMES, 1, (0, 3), (1, 0, 0, 0), (2.0, 0.0, 0.0, 0.0), (1, 1, 2, 3), (2, 1, 2, 3), (0.0, -1.0, 4.0, 0.5)
    )
    model = Model(trees)
    below, above = model.probabilities([[0.0, 2.0], [0.0, 2.5]]).tolist()
    assert round(below, 4) == 0.3775
    assert round(above, 4) == 0.989
    assert model.probabilities([]).tolist() == []
