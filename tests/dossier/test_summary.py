"""The first screen as data: what happened, what differs, what is agreed, who speaks, how sure."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from rashomon.dossier import json as dossiers
from rashomon.dossier.sources import sources
from rashomon.dossier.summary import summarise
from rashomon.errors import UnreadableInput
from rashomon.types import (
    Article,
    CitedSource,
    Claim,
    Confidence,
    Difference,
    Dossier,
    Figure,
    FigureValue,
    Proposition,
    Relation,
    Spot,
    Statement,
    Summary,
)


def summed(dossier: Dossier) -> Dossier:
    dossier = replace(dossier, sources=sources(dossier.statements, dossier.entities))
    return replace(dossier, summary=summarise(dossier))


def summary_of(dossier: Dossier) -> Summary:
    summary = summed(dossier).summary
    assert summary is not None
    return summary


def source(dossier: Dossier, name: str) -> CitedSource:
    return next(s for s in sources(dossier.statements, dossier.entities) if s.name == name)


def test_a_source_tells_who_cites_it_and_through_whom(story: Dossier) -> None:
    courier, wire, _ = (a.id for a in story.articles)
    oster = source(story, "Pelle Oster")
    assert (oster.articles, oster.first_hand, oster.statements) == ((courier, wire), (courier,), 2)
    assert (oster.through, oster.quotes, oster.named) == ({"e-news": 1}, 1, True)


def test_the_role_of_a_source_is_what_an_article_puts_before_its_name(story: Dossier) -> None:
    assert source(story, "Ilse Brandt").role == "mayor"
    assert source(story, "Pelle Oster").role is None


def test_a_source_that_nothing_names_is_not_listed(story: Dossier) -> None:
    names = [s.name for s in sources(story.statements, story.entities)]
    assert names == ["Pelle Oster", "Ilse Brandt", "the fire brigade"]


def test_the_headline_is_that_which_shares_most_with_the_other_reports(story: Dossier) -> None:
    a, b, c = story.articles
    other = replace(a, id="d", title="Stocks fall in late trading")
    headline = summary_of(replace(story, articles=(other, a, b, c))).headline
    assert headline is not None
    assert (headline.article, headline.text) == (a.id, "Fire closes Velden harbour")


def test_the_days_are_the_first_and_the_last(story: Dossier) -> None:
    assert summary_of(story).days == ("2031-05-04", "2031-05-05")


def test_what_is_disputed_is_not_agreed_on(story: Dossier) -> None:
    claims = tuple(replace(c, importance=float(c.id == "k-fire")) for c in story.claims)
    summary = summary_of(replace(story, claims=claims))
    assert [(d.kind, d.claim) for d in summary.differ] == [("contradiction", "k-fire"), ("contradiction", "k-hurt")]
    assert summary.agree == ()  # of the claim of all three reports one member is a denial


def test_what_all_members_affirm_is_agreed_on(agreeing: Dossier) -> None:
    (agreed,) = summary_of(agreeing).agree
    assert (agreed.claim, len(agreed.articles)) == ("k-off", 3)


def test_important_claims_come_first(story: Dossier) -> None:
    weights = {"k-hurt": 0.9, "k-fire": 0.2}
    claims = tuple(replace(c, importance=weights.get(c.id, 0.0)) for c in story.claims)
    assert [d.claim for d in summary_of(replace(story, claims=claims)).differ] == ["k-hurt", "k-fire"]


def test_a_figure_stands_for_the_conflicts_of_its_values(story: Dossier) -> None:
    a, b, _ = story.articles
    one, two = Spot(a.content.index("two"), a.content.index("two") + 3, "two"), Spot(44, 49, "Three")
    relation = Relation("a1", "b1", "conflict", (Difference("number", one, two, "figure"),), 0.9)
    values = [("a1", a.id, 2.0, one), ("b1", b.id, 3.0, two)]
    figure = Figure(
        id="f1",
        claim="k-fire",
        what="warehouses",
        unit="warehouse",
        kind="conflict",
        values=tuple(
            FigureValue(low=n, high=n, text=s.text, start=s.start, end=s.end, statement=i, article=article)
            for i, article, n, s in values
        ),
    )
    summary = summary_of(replace(story, relations=(relation,), figures=(figure,)))
    assert [(d.kind, d.figure) for d in summary.differ] == [("figure", "f1")]
    assert "k-fire" not in [a.claim for a in summary.agree]


def test_the_lead_is_a_shared_claim_in_the_words_of_one_report(story: Dossier) -> None:
    claims = tuple(replace(c, importance=float(c.id == "k-fire")) for c in story.claims)
    lead = summary_of(replace(story, claims=claims)).lead
    assert lead is not None
    assert (lead.claim, len(lead.articles)) == ("k-fire", 3)
    assert lead.statement in ("a1", "b1", "c1")


def small(empty: Dossier, *sentences: str, shared: tuple[Claim, ...]) -> Dossier:
    """Return what two reports of the same sentences come to, with the claims that they share."""
    text = " ".join(f"{s}." for s in sentences)
    articles = tuple(
        Article(
            id=i, text=text, text_sha256="0" * 64, bytes_sha256="0" * 64, title="Bridge at Arlen closes after flood"
        )
        for i in "ab"
    )
    spans = [(text.index(s), text.index(s) + len(s)) for s in sentences]
    statements = tuple(
        Statement(id=f"{a.id}{n}", article=a.id, text=s, spans=(spans[n],), quotation="none", chain=())
        for a in articles
        for n, s in enumerate(sentences)
    )
    return replace(empty, articles=articles, statements=statements, claims=shared)


def claim(n: int, label: str, confidence: Confidence, importance: float = 0.5) -> Claim:
    return Claim(
        f"k{n}", (f"a{n}", f"b{n}"), label=label, label_of=f"a{n}", confidence=confidence, importance=importance
    )


def test_the_lead_opens_a_report_in_words_of_the_headlines_though_a_later_line_is_shared(empty: Dossier) -> None:
    told, later = (
        "The bridge at Arlen was closed after the flood on Monday",
        "The region has had six dry years in a row",
    )
    lead = summary_of(small(empty, told, later, shared=(claim(1, later, "clear"),))).lead
    assert lead is not None
    assert (lead.statement, lead.articles) == ("a0", ("a",))


def test_what_is_clear_is_agreed_before_what_is_likely_and_a_sentence_before_a_question(empty: Dossier) -> None:
    lines = ("The bridge at Arlen was closed", "Crews lost a boat", "Who pays for the damage", "Trains stood still")
    shared = (claim(1, lines[1], "likely"), claim(2, lines[2], "clear"), claim(3, lines[3], "clear"))
    dossier = small(empty, *lines, shared=shared)
    spots = {s.id: Spot(s.spans[0][0], s.spans[0][0] + 4, s.text[:4]) for s in dossier.statements}
    statements = tuple(
        replace(
            s,
            force="question" if s.text.startswith("Who") else "assertion",
            proposition=Proposition(predicate=spots[s.id], lemma=""),
        )
        for s in dossier.statements
    )
    assert [a.claim for a in summary_of(replace(dossier, statements=statements)).agree] == ["k3", "k1", "k2"]


def test_one_source_behind_several_reports_is_named(story: Dossier) -> None:
    (shared,) = summary_of(story).one_source
    assert (shared.entity, shared.claims, len(shared.articles)) == ("e-oster", ("k-off",), 2)


def test_the_tally_counts_what_has_no_source_what_is_hedged_and_what_is_quoted(story: Dossier) -> None:
    tally = summary_of(story).tally
    assert (tally.statements, tally.unsourced, tally.hedged, tally.quoted) == (11, 2, 2, 2)


def test_a_dossier_of_nothing_has_an_empty_first_screen(empty: Dossier) -> None:
    summary = summary_of(empty)
    assert (summary.lead, summary.differ, summary.agree, summary.speakers) == (None, (), (), ())


@pytest.mark.parametrize("name", ["story", "hostile", "many", "empty"])
def test_the_first_screen_is_written_and_read_again(request: pytest.FixtureRequest, name: str) -> None:
    dossier = summed(request.getfixturevalue(name))
    assert dossiers.load(dossiers.dump(dossier)) == dossier


def test_a_first_screen_that_names_what_is_not_there_is_refused(story: Dossier) -> None:
    dossier = summed(story)
    claims = (Claim("k", ("a1",), ""),)
    with pytest.raises(UnreadableInput, match="the summary names claim"):
        dossiers.load(dossiers.dump(replace(dossier, claims=claims, origins=(), omissions=(), wording=(), timeline=())))
