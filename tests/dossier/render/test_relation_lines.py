"""What stands once for the same words: conflicts, notes and wordings of a text that several articles carry."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console

from rashomon.dossier import html, markdown
from rashomon.dossier.render.relation_lines import conflicts, relation_lines, together
from rashomon.dossier.render.text import print_summary
from rashomon.dossier.render.view import arrange
from rashomon.types import Claim, Dossier, Relation, When


def terminal(dossier: Dossier) -> str:
    out = StringIO()
    print_summary(dossier, Console(file=out, width=200))
    return out.getvalue()


def sides(dossier: Dossier) -> list[tuple[list[str], list[str]]]:
    return [([s.id for s in c.left], [s.id for s in c.right]) for c in conflicts(arrange(dossier))]


def turned(relation: Relation) -> Relation:
    differences = tuple(replace(d, left=d.right, right=d.left) for d in relation.differences)
    return replace(relation, left=relation.right, right=relation.left, differences=differences)


def changed(dossier: Dossier, statement: str, **given: object) -> Dossier:
    return replace(
        dossier, statements=tuple(replace(s, **given) if s.id == statement else s for s in dossier.statements)
    )


def test_a_conflict_of_the_same_words_is_one_with_all_that_carry_either_side(carried: Dossier) -> None:
    assert sides(carried) == [(["c", "p", "s"], ["h"])]


def test_what_a_conflict_is_about_stands_in_the_first_of_either_side(carried: Dossier) -> None:
    for relations in (carried.relations, carried.relations[::-1]):
        dossier = replace(carried, relations=relations)
        view = arrange(dossier)
        (conflict,) = conflicts(view)
        for statement, spots in (
            (conflict.left[0], [d.left for d in conflict.main]),
            (conflict.right[0], [d.right for d in conflict.main]),
        ):
            text = view.articles[statement.article].article.content
            assert [text[s.start : s.end] for s in spots] == [s.text for s in spots] != []


def test_one_of_the_same_words_that_means_something_else_is_not_named(carried: Dossier) -> None:
    for other in ({"polarity": "negated"}, {"force": "question"}, {"when": When(0, 6, "Friday", "2031-05-02")}):
        assert sides(changed(carried, "s", **other)) == [(["c", "p"], ["h"])]


def test_the_same_words_of_another_claim_or_of_none_are_not_joined(carried: Dossier) -> None:
    apart = replace(carried, claims=(Claim("k", ("c", "h"), ""), Claim("l", ("p", "s"), "")))
    assert sides(apart) == [(["c"], ["h"]), (["h"], ["p", "s"])]
    assert sides(replace(carried, claims=())) == [(["c", "p"], ["h"])]


def test_the_same_words_on_another_thing_are_another_conflict(carried: Dossier) -> None:
    first, agree, last = carried.relations
    other = replace(last, differences=tuple(replace(d, about="time") for d in last.differences))
    assert len(sides(replace(carried, relations=(first, agree, other)))) == 2
    by_the_way = replace(last, differences=(*last.differences, replace(last.differences[0], about="holder")))
    (conflict,) = conflicts(arrange(replace(carried, relations=(first, agree, by_the_way))))
    assert [(d.about, d.left.text, d.right.text) for d in conflict.also] == [("holder", "Twelve", "Fifteen")]


def test_the_same_words_against_each_other_stay_pairs(carried: Dossier) -> None:
    relations = tuple(Relation(a, b, "conflict", (), 0.9) for a, b in (("c", "p"), ("c", "s"), ("p", "s")))
    assert sides(replace(carried, relations=relations)) == [(["c"], ["p"]), (["c"], ["s"]), (["p"], ["s"])]


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_the_sides_do_not_hang_on_which_way_round_a_relation_is(data: st.DataObject, many: Dossier) -> None:
    """Every conflict of the dossier is in just one entry, its two statements on either side of it."""
    words = {s.id: data.draw(st.sampled_from(["It burns", "it  BURNS", "It rains"])) for s in many.statements[:40]}
    dossier = replace(
        many, statements=tuple(replace(s, text=words.get(s.id, s.text)) for s in many.statements), relations=()
    )
    pairs = data.draw(st.lists(st.tuples(*[st.sampled_from(list(words))] * 2).filter(lambda p: p[0] != p[1])))
    relations = [Relation(a, b, "conflict", (), 0.9) for a, b in dict.fromkeys(pairs)]
    turn = data.draw(st.lists(st.booleans(), min_size=len(relations), max_size=len(relations)))
    other = [turned(r) if t else r for r, t in zip(relations, turn, strict=True)]
    found = [sides(replace(dossier, relations=tuple(some))) for some in (relations, other)]
    assert [{frozenset(left), frozenset(right)} for left, right in found[0]] == [
        {frozenset(left), frozenset(right)} for left, right in found[1]
    ]
    for r in relations:
        holding = [(left, right) for left, right in found[0] if {r.left, r.right} <= {*left, *right}]
        assert any((r.left in left) != (r.left in right) for left, right in holding)


def test_every_way_of_showing_it_counts_one_and_names_all(carried: Dossier) -> None:
    assert "1 conflict." in markdown.render(carried)
    assert "1 conflict\n" in terminal(carried)
    assert "<dt>conflict</dt><dd>1</dd>" in re.sub(r"\s*\n\s*", "", html.render(carried))
    assert (
        "- **A** “Twelve people were killed in the flood” — the coast guard\n"
        "  - the same words in **C** Post\n"
        "  - the same words in **D** Star — Radio Velden\n"
        "- **B** “Fifteen people were killed in the flood” — police\n"
    ) in markdown.render(carried)
    assert (
        "    A  “Twelve people were killed in the flood” — the coast guard\n"
        "       the same words in Post (C)\n"
        "       the same words in Star (D) — Radio Velden\n"
        "    B  “Fifteen people were killed in the flood” — police\n"
    ) in terminal(carried)


def test_each_carrier_on_the_page_leads_to_its_own_place(carried: Dossier) -> None:
    page = html.render(carried)
    (section,) = re.findall(r'<section id="conflicts".*?</section>', page, re.DOTALL)
    assert section.count('<article class="conflict">') == 1
    numbers = arrange(carried).numbers
    for key, name in (("p", "Post"), ("s", "Star")):
        link = rf'<a href="#s{numbers[key]}" data-s="{numbers[key]}" data-c="1"><b class="siglum"[^>]*>.</b> '
        assert re.search(rf'{link}<span dir="auto">{name}</span></a>', section)
        assert f'id="s{numbers[key]}"' in page


def test_many_carriers_are_folded_on_the_page_and_go_by_their_letters_in_the_terminal(many: Dossier) -> None:
    first, *others = [next(s for s in many.statements if s.article == a.id) for a in many.articles[:13]]
    alike = tuple(replace(s, text="It burns", chain=()) for s in others)
    dossier = replace(
        many,
        statements=(first, *alike),
        claims=(Claim("k", (first.id, *(s.id for s in alike)), ""),),
        relations=tuple(Relation(first.id, s.id, "conflict", (), 0.9) for s in alike[:7]),
        **dict.fromkeys(("origins", "omissions", "timeline"), ()),
    )
    assert sides(dossier) == [([first.id], [s.id for s in alike])]
    assert "<summary>and 5 more</summary>" in html.render(dossier)
    assert "article-09.txt (J), K L M\n" in terminal(dossier)
    assert "**L** article-11.txt, **M** article-12.txt\n" in markdown.render(dossier)


def test_a_note_names_few_of_many_carriers_so_that_the_page_grows_with_its_articles(many: Dossier) -> None:
    def page_of(count: int) -> str:
        said = [next(s for s in many.statements if s.article == a.id) for a in many.articles[:count]]
        alike = tuple(replace(s, text="It burns", chain=()) for s in said)
        return html.render(
            replace(
                many,
                statements=alike,
                claims=(Claim("k", tuple(s.id for s in alike), ""),),
                relations=tuple(Relation(alike[0].id, s.id, "agree", (), 0.9) for s in alike[1:]),
                **dict.fromkeys(("origins", "omissions", "timeline"), ()),
            )
        )

    few, some, all_of_them = (page_of(count) for count in (10, 20, 30))
    assert " and 22 more</span>" in all_of_them
    assert len(all_of_them) - len(some) < 1.1 * (len(some) - len(few))


def test_a_note_tells_the_same_words_once_seen_from_its_statement(carried: Dossier) -> None:
    view = arrange(carried)
    (line,) = relation_lines(view, view.statements["h"])
    assert [s.id for s in line.others] == ["c", "p", "s"]
    assert [(d.left.text, d.right.text) for d in line.differences] == [("Fifteen", "Twelve")]
    lines = relation_lines(view, view.statements["p"])
    assert [(x.kind, [s.id for s in x.others]) for x in lines] == [("agree", ["c", "s"]), ("conflict", ["h"])]


@pytest.mark.parametrize(
    ("other", "groups"), [({}, [["c", "p"], ["h"], ["s"]]), ({"chain": ()}, [["c"], ["h"], ["p"], ["s"]])]
)
def test_the_same_words_stand_together_where_the_same_say_them(
    carried: Dossier, other: dict[str, object], groups: list[list[str]]
) -> None:
    found = together(arrange(carried), changed(carried, "p", **other).statements)
    assert [[s.id for s in some] for some in found] == groups
