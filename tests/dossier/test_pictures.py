"""The two pictures: chains as a flow, times as a line."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from rashomon.dossier import html
from rashomon.dossier.render.attribution_flow import BOX_WIDTH, MOST_BOXES, chain_lines, flow
from rashomon.dossier.render.view import View, arrange
from rashomon.types import Dossier


def test_the_list_has_every_statement_once_the_most_used_way_first(story: Dossier) -> None:
    lines = chain_lines(arrange(story))
    assert [(line.text, line.count) for line in lines] == [
        ("Ilse Brandt", 2),
        ("the fire brigade", 2),
        ("Pelle Oster", 1),
        ("Pelle Oster, through Harbour News", 1),
        ("The authority", 1),
        ("somebody not identified", 1),
        ("somebody unnamed", 1),
        ("the article itself", 2),
    ]
    assert sum(line.count for line in lines) == len(story.statements)


def test_every_step_of_every_chain_is_drawn(story: Dossier) -> None:
    view = arrange(story)
    picture = flow(view, chain_lines(view))
    ways = {(e.source.label, e.target.label, len(e.statements)) for e in picture.edges}
    assert ("Pelle Oster", "Harbour News", 1) in ways
    assert ("Harbour News", "wire.txt", 1) in ways
    assert ("the fire brigade", "wire.txt", 2) in ways
    assert sum(len(e.statements) for e in picture.edges) == sum(len(s.chain) for s in story.statements)


def test_two_unnamed_sources_are_never_drawn_as_one(story: Dossier) -> None:
    view = arrange(story)
    unsure = [b for b in flow(view, chain_lines(view)).boxes if b.unsure]
    assert sorted(b.label for b in unsure) == ["somebody not identified", "somebody unnamed"]


@pytest.mark.parametrize("name", ["story", "hostile", "many"])
def test_boxes_stand_apart_and_lines_run_from_left_to_right(request: pytest.FixtureRequest, name: str) -> None:
    view: View = arrange(request.getfixturevalue(name))
    picture = flow(view, chain_lines(view))
    for x in {b.x for b in picture.boxes}:
        column = sorted((b.y, b.y + b.height) for b in picture.boxes if b.x == x)
        assert all(above[1] < below[0] for above, below in pairwise(column))
        assert len(column) <= max(MOST_BOXES + 1, len(view.articles))
    assert all(e.source.x + BOX_WIDTH < e.target.x for e in picture.edges)
    assert all(b.y + b.height <= picture.height and b.x + BOX_WIDTH <= picture.width for b in picture.boxes)


def test_more_statements_make_a_thicker_line(story: Dossier) -> None:
    view = arrange(story)
    edges = flow(view, chain_lines(view)).edges
    thin = {e.width for e in edges if len(e.statements) == 1}
    thick = {e.width for e in edges if len(e.statements) == 2}
    assert max(thin) < min(thick)


def test_nothing_is_drawn_where_nobody_is_quoted(empty: Dossier) -> None:
    view = arrange(empty)
    assert flow(view, chain_lines(view)) is None


def axis(dossier: Dossier) -> tuple[int, str] | None:
    """The width and the drawing of the line of times on the page."""
    found = re.search(r'<svg class="axis" viewBox="0 0 (\d+) .*?</svg>', html.render(dossier), re.DOTALL)
    return (int(found[1]), found[0]) if found else None


def test_stops_stand_in_order_and_apart(story: Dossier, many: Dossier) -> None:
    for dossier in (story, many):
        width, line = axis(dossier)
        places = [float(x) for x in re.findall(r'<text class="nos" x="([\d.]+)"', line)]
        assert len(places) >= 2
        assert all(b - a >= 130 for a, b in pairwise(places))
        assert places[-1] < width


def test_a_time_without_a_place_is_not_drawn_and_one_alone_makes_no_line(hostile: Dossier) -> None:
    assert axis(hostile) is None
    assert '<section id="timeline"' in html.render(hostile)
