from __future__ import annotations

import pytest
from msgspec.structs import replace

from rashomon.dossier import html, markdown
from rashomon.dossier.render.relation_lines import conflicts
from rashomon.dossier.render.sections import article_facts, left_out, omission_cases, origin_cases, wording_rows
from rashomon.dossier.render.view import arrange, siglum
from rashomon.types import Dossier, Fact


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_articles_go_by_letters(index: int, letters: str) -> None:
    assert siglum(index) == letters


def test_claims_are_numbered_conflicts_first_then_by_how_many_have_them(story: Dossier) -> None:
    view = arrange(story)
    assert [(c.claim.id, c.number, c.standing) for c in view.claims] == [
        ("k-fire", 1, "conflict"),
        ("k-hurt", 2, "conflict"),
        ("k-off", 3, "shared"),
        ("k-blame", 4, "single"),
        ("k-seen", 5, "single"),
        ("k-denied", 6, "single"),
    ]


def test_a_conflict_is_about_what_cannot_both_be_so_and_a_name_is_by_the_way(story: Dossier) -> None:
    first = story.relations[0]
    name = replace(first.differences[0], about="name")
    for differences, main, also in (
        ((name, *first.differences), ("time", "number"), ("name",)),
        ((name,), ("name",), ()),
        ((), (), ()),
    ):
        changed = replace(story, relations=(replace(first, differences=differences),))
        (conflict,) = conflicts(arrange(changed))
        assert tuple(d.about for d in conflict.main) == main
        assert tuple(d.about for d in conflict.also) == also


def test_statements_are_numbered_in_order_of_articles_and_text(story: Dossier) -> None:
    view = arrange(story)
    assert list(view.numbers) == ["a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4", "c1", "c2", "c3"]
    assert list(view.numbers.values()) == list(range(1, 12))


def test_a_moment_comes_before_a_later_one_and_one_without_a_place_last(story: Dossier, hostile: Dossier) -> None:
    assert [m.when for m in arrange(story).moments] == ["2031-05-02", "2031-05-03"]
    assert [m.when[:4] for m in arrange(hostile).moments] == ["2031", "2031", "</sc"]


def test_articles_of_one_outlet_are_told_apart_by_their_titles(story: Dossier) -> None:
    twice = replace(
        story, articles=tuple(replace(a, outlet="Wire", title=f"Title {n}") for n, a in enumerate(story.articles))
    )
    assert [a.name for a in arrange(twice).articles.values()] == ["Wire: Title 0", "Wire: Title 1", "Wire: Title 2"]


def test_an_article_without_an_outlet_goes_by_its_title_and_one_without_a_title_by_its_file(story: Dossier) -> None:
    first, second, third = story.articles
    changed = replace(story, articles=(replace(first, outlet=None), second, third))
    assert [(a.name, a.title) for a in arrange(changed).articles.values()] == [
        ("Fire closes Velden harbour", None),
        ("wire.txt", None),
        ("Herald", None),
    ]
    assert [a.title for a in arrange(story).articles.values()] == ["Fire closes Velden harbour", None, None]


def test_articles_of_one_title_are_told_apart_by_their_files(story: Dossier) -> None:
    twice = replace(story, articles=tuple(replace(a, outlet=None, title="Fire") for a in story.articles))
    assert [a.name for a in arrange(twice).articles.values()] == [
        "Fire: courier.txt",
        "Fire: wire.txt",
        "Fire: herald.txt",
    ]


def test_only_a_language_other_than_english_is_a_fact_to_beware_of(story: Dossier) -> None:
    first = replace(story.articles[0], language="nl")
    view = arrange(replace(story, articles=(first, *story.articles[1:])))
    assert "language: nl" in article_facts(view.articles[first.id])


def test_statements_little_alike_are_perhaps_one_claim_and_come_after_the_sure(story: Dossier, unsure: Dossier) -> None:
    assert [c.claim.id for c in arrange(story).firm] == ["k-fire", "k-hurt", "k-off"]
    assert [c.claim.id for c in arrange(unsure).firm] == ["k-fire", "k-hurt"]
    assert [c.claim.id for c in arrange(unsure).loose] == ["k-off"]


def test_claims_of_few_words_come_after_the_others_of_their_kind(story: Dossier) -> None:
    blame, seen, denied = story.claims[3:]
    statements = tuple(
        replace(s, text="Brandt", spans=((s.spans[0][0], s.spans[0][0] + 6),)) if s.id in blame.statements else s
        for s in story.statements
    )
    assert [c.claim.id for c in arrange(replace(story, statements=statements)).single] == [
        seen.id,
        denied.id,
        blame.id,
    ]


def test_a_place_of_the_same_words_is_named_once_for_a_reason(story: Dossier) -> None:
    first, *others = story.origins
    (reason,) = first.reasons
    again = replace(reason.evidence[0], start=reason.evidence[0].start + 1, end=reason.evidence[0].end + 1)
    twice = replace(first, reasons=(replace(reason, evidence=(*reason.evidence, again)),))
    view = arrange(replace(story, origins=(twice, *others)))
    (case,) = (c for c in origin_cases(view, view.shared) if c.verdict == "independent")
    assert [line.evidence for line in case.reasons] == [reason.evidence]


def test_what_is_left_out_goes_by_whether_it_could_be_known(story: Dossier) -> None:
    view = arrange(story)
    groups = [left_out(view, a.id) for a in story.articles]
    assert [[(knew, [c.claim.id for c in some]) for knew, some in group] for group in groups] == [
        [
            ("the dates do not show whether it could have known", ["k-denied"]),
            ("it could not have known yet", ["k-seen"]),
        ],
        [
            ("it could have known", ["k-blame"]),
            ("the dates do not show whether it could have known", ["k-denied"]),
        ],
        [("the dates do not show whether it could have known", ["k-hurt", "k-blame", "k-seen"])],
    ]


def test_a_day_of_publication_comes_with_who_tells_it(story: Dossier) -> None:
    first, *others = story.articles
    told = (Fact(field="published", value=first.published or "", source="json-ld", confidence=0.9),)
    view = arrange(replace(story, articles=(replace(first, facts=told), *others)))
    assert f"published {first.published} (its JSON-LD)" in article_facts(view.articles[first.id])


def test_an_articles_facts_say_what_to_beware_of(story: Dossier) -> None:
    first, _, last = arrange(story).articles.values()
    assert article_facts(first) == (
        "file courier.txt",
        "published 2031-05-04",
        "filed from Port Velden (NWA)",
        "4 statements",
        "33 characters repeated: counted once",
        "51 characters of boilerplate set aside",
    )
    assert article_facts(last)[:2] == ("file herald.txt", "no date of publication")
    assert "starts mid-story: the beginning is missing" in article_facts(last)


def test_an_article_that_is_not_whole_says_so_everywhere(story: Dossier) -> None:
    first, *others = story.articles
    told = Fact(field="text", value="articleBody", source="json-ld", confidence=1.0)
    cut = replace(story, articles=(replace(first, extent="paywalled", facts=(told,)), *others))
    facts = article_facts(next(iter(arrange(cut).articles.values())))
    assert "behind a paywall: only the free part is here" in facts
    assert "text from the page’s metadata, not visible on the page" in facts
    for shown in (html.render(cut), markdown.render(cut)):
        assert "behind a paywall: only the free part is here" in shown


def test_claims_with_the_same_verdict_and_origins_make_one_case(many: Dossier) -> None:
    view = arrange(many)
    cases = origin_cases(view, view.single)
    assert sum(len(c.claims) for c in cases) == len(view.single)
    assert len({(c.verdict, c.named) for c in cases}) == len(cases) < len(view.single)


def test_articles_that_leave_out_the_same_are_told_in_one(story: Dossier) -> None:
    a, b, c = (x.id for x in story.articles)
    assert [[x.article.id for x in case.articles] for case in omission_cases(arrange(story))] == [[a], [b], [c]]
    omissions = tuple(replace(o, article=other) for o in story.omissions if o.article == b for other in (b, c))
    same = replace(story, omissions=omissions)
    cases = omission_cases(arrange(same))
    assert [([x.article.id for x in case.articles], case.count) for case in cases] == [([a], 0), ([b, c], 2)]
    page = html.render(same)
    assert "leave out 2 claims" in page
    assert "The Velden Courier</span> leaves out nothing that the others report" in page
    assert "- **B** wire.txt, **C** Herald: 2 claims" in markdown.render(same)


def test_articles_that_use_the_same_phrases_are_told_in_one(story: Dossier) -> None:
    people = next(r for r in wording_rows(arrange(story)) if r.label == "Pelle Oster")
    assert [articles for articles, _ in people.together] == [(story.articles[0].id,), (story.articles[1].id,)]
    first, second = story.wording[1].phrases
    alike = replace(story, wording=(replace(story.wording[1], phrases=(first, replace(second, voice=first.voice))),))
    (row,) = wording_rows(arrange(alike))
    ((articles, used),) = row.together
    assert (articles, [u.text for u in used]) == (tuple(a.id for a in story.articles[:2]), ["Pelle Oster"])
    assert "  - A B: “Pelle Oster” (in its own voice)" in markdown.render(alike)


def test_wordings_without_a_common_phrase_come_first(story: Dossier) -> None:
    rows = wording_rows(arrange(story))
    assert [(r.label, r.differs) for r in rows] == [("A fire destroyed two warehouses", True), ("Pelle Oster", False)]
