"""Figures side by side, later states, contrasts, and holders by article, in every format."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rich.console import Console

from rashomon.dossier.render import html, markdown
from rashomon.dossier.render.differences import (
    contrasts,
    figure_rows,
    holders,
    later_side,
    nothing_differs,
    resolved_label,
)
from rashomon.dossier.render.relation_lines import conflicts
from rashomon.dossier.render.text import print_summary
from rashomon.dossier.render.view import arrange
from rashomon.types import Claim, Difference, Dossier, Figure, FigureValue, Relation, Resolved, Spot


def spot(dossier: Dossier, statement: str, words: str) -> Spot:
    said = next(s for s in dossier.statements if s.id == statement)
    start = said.spans[0][0] + said.text.index(words)
    return Spot(start, start + len(words), words)


def value(dossier: Dossier, statement: str, words: str, number: float, **more: object) -> FigureValue:
    said = next(s for s in dossier.statements if s.id == statement)
    at = spot(dossier, statement, words)
    place = {"text": words, "start": at.start, "end": at.end, "statement": statement, "article": said.article}
    return FigureValue(low=number, high=number, **place, **more)


@pytest.fixture
def told(story: Dossier) -> Dossier:
    """The story with a figure, an update, a contrast, and a label with a pronoun."""
    figure = Figure(
        id="f-1",
        claim="k-fire",
        what="warehouses",
        unit="warehouse",
        kind="conflict",
        values=(
            value(story, "a1", "two warehouses", 2, holder="e-brandt", as_of="2031-05-02"),
            value(story, "b1", "Three warehouses", 3, holder="e-brigade", as_of="2031-05-03"),
        ),
    )
    numbers = Difference("number", spot(story, "a1", "two"), spot(story, "b1", "Three"), "update")
    accounts = Difference("wording", spot(story, "a4", "off"), spot(story, "b3", "switched off"), "contrast")
    relations = (
        Relation("a1", "b1", "update", (numbers,), 0.9, "likely", "the later report has more"),
        Relation("a4", "b3", "compatible", (accounts,), 0.8),
    )
    named = (Resolved(0, 4, "the burnt warehouses"),)
    claims = tuple(
        replace(c, label="They burned down", label_resolved=named, confidence="clear") if c.id == "k-fire" else c
        for c in story.claims
    )
    return replace(story, figures=(figure,), relations=relations, claims=claims)


def terminal(dossier: Dossier) -> str:
    console = Console(width=100, force_terminal=False)
    with console.capture() as captured:
        print_summary(dossier, console)
    return " ".join(captured.get().split())


def test_a_figure_has_its_values_by_article_with_who_gives_them(told: Dossier) -> None:
    (row,) = figure_rows(arrange(told))
    assert [(a.siglum, v.text, who) for a, v, who in row.values] == [
        ("A", "two warehouses", "Ilse Brandt"),
        ("B", "Three warehouses", "the fire brigade"),
    ]


def test_the_later_state_is_that_of_the_later_article(told: Dossier) -> None:
    view = arrange(told)
    (update,) = conflicts(view, "update")
    assert conflicts(view) == ()
    assert later_side(view, update).siglum == "B"


def test_no_article_has_the_later_state_where_the_days_do_not_tell(told: Dossier) -> None:
    undated = replace(told, articles=tuple(replace(a, published=None) for a in told.articles))
    view = arrange(undated)
    assert later_side(view, conflicts(view, "update")[0]) is None


def test_a_contrast_is_shown_with_the_words_of_both(told: Dossier) -> None:
    (contrast,) = contrasts(arrange(told))
    assert (contrast.difference.left.text, contrast.difference.right.text) == ("off", "switched off")


@pytest.mark.parametrize("shown", [terminal, markdown.render, html.render])
def test_figures_later_states_and_contrasts_are_shown(told: Dossier, shown) -> None:
    text = shown(told)
    for words in ("two warehouses", "Three warehouses", "the later report has more", "later state is in", "likely"):
        assert words in text
    assert "opposite ways" in text


def test_who_a_claim_is_from_is_told_by_article(story: Dossier) -> None:
    view = arrange(story)
    told = {h.name: [a.siglum for a in h.articles] for h in holders(view, view.claim_by_id["k-off"])}
    assert told["Pelle Oster"] == ["A"]
    assert told["Pelle Oster, through Harbour News"] == ["B"]
    assert "said by" not in terminal(story)


def test_a_label_has_the_names_of_its_pronouns_in_brackets(told: Dossier) -> None:
    claim = arrange(told).claim_by_id["k-fire"]
    assert resolved_label(claim) == "They [the burnt warehouses] burned down"
    assert "They [the burnt warehouses] burned down" in terminal(told)


@pytest.mark.parametrize("shown", [terminal, markdown.render, html.render])
def test_where_nothing_contradicts_it_is_said_how_much_was_compared(story: Dossier, shown) -> None:
    calm = replace(story, relations=tuple(r for r in story.relations if r.kind == "agree"))
    text = shown(calm)
    assert nothing_differs(arrange(calm)) in text
    assert "contradictions in other words can be missed" in text
    assert "0 conflicts" not in text
    assert "No conflicts found" not in text


def test_a_statement_may_stand_in_several_claims(story: Dossier) -> None:
    again = Claim("k-two", ("a1", "a3"), "two warehouses burned", importance=0.9)
    dossier = replace(story, claims=(*story.claims, again))
    view = arrange(dossier)
    assert {c.claim.id for c in view.claims_of["a1"]} == {"k-fire", "k-two"}
    assert view.claim_of("a1", "b1").claim.id == "k-fire"
    assert view.claim_by_id["k-two"].standing == "single"
    for shown in (terminal, markdown.render, html.render):
        assert shown(dossier)


def test_claims_of_one_standing_are_ordered_by_importance(story: Dossier) -> None:
    weighty = {"k-seen": 0.9, "k-blame": 0.2}
    claims = tuple(replace(c, importance=weighty.get(c.id, 0.0)) for c in story.claims)
    view = arrange(replace(story, claims=claims))
    assert [c.claim.id for c in view.single][:2] == ["k-seen", "k-blame"]
