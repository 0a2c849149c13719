"""Ids stay: what a dossier names, a later one of the same story names too, or leads on from it."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from msgspec.structs import replace

import rashomon
from rashomon.dossier import json as as_json
from rashomon.settings import from_environment
from rashomon.types import Dossier, Understanding

TEXTS = (
    "Finance Minister Ana Petrov visited Lisbon for talks with President Rui Costa. "
    '"We will never sell the port," Petrov told reporters. The harbour will close in May. A ferry sank on Friday.',
    "Petrov travelled to Lisbon for talks with President Costa. The harbour would close in May, Velden News reported. "
    '"We shall never sell the harbour," Petrov was quoted as saying. The ferry sank on Friday near the harbour.',
    "The harbour will close in May, according to Velden News. The Harbour Workers Union protested in Lisbon. "
    "Ana Petrov, the finance minister, said that the ferry sank on Friday because of a fire.",
    "The HWU, a union, said on Saturday that Minister Boris Petrov would sell the port. The ferry had burned and sunk.",
    "The harbour of Lisbon will close in May for repairs. President Rui Costa met Finance Minister Ana Petrov.",
)
DAYS = (None, "2020-05-01", "2020-05-02", "2020-05-03")


@cache
def understood(text: str, day: str | None = None, name: str = "text") -> Understanding:
    if day is not None:  # what is found in these texts does not depend on the day
        plain = understood(text, None, name)
        return replace(plain, article=replace(plain.article, published=day))
    return rashomon.understand(rashomon.from_text(text, name=name))


def ids(dossier: Dossier) -> set[str]:
    named = (dossier.articles, dossier.entities, dossier.statements, dossier.claims, dossier.events)
    return {one.id for values in named for one in values}


def lost(earlier: Dossier, later: Dossier) -> set[str]:
    """Ids that an earlier dossier has, or redirects, and that lead to nothing in the later one."""
    here = ids(later)
    return {i for i in ids(earlier) | set(earlier.redirects) if later.redirects.get(i, i) not in here}


@pytest.mark.slow
@examples(max_examples=25)
@given(st.permutations(TEXTS), st.lists(st.sampled_from(DAYS), min_size=5, max_size=5), st.integers(2, 3))
def test_every_id_leads_to_something_whatever_is_added(order: list[str], days: list[str | None], first: int) -> None:
    read = [understood(text, day) for text, day in zip(order, days, strict=True)]
    dossier = rashomon.compare(read[:first])
    known = ids(dossier)
    for count in range(first + 1, len(read) + 1):
        later = rashomon.compare(reversed(read[:count]), earlier=dossier)
        assert not lost(dossier, later)
        assert not {i for i in known if later.redirects.get(i, i) not in ids(later)}
        assert not set(later.redirects) & ids(later)
        assert as_json.load(as_json.dump(later)) == later
        dossier, known = later, known | ids(later)


@examples(max_examples=20, deadline=None)
@given(st.permutations(TEXTS), st.lists(st.sampled_from(DAYS), min_size=5, max_size=5), st.integers(2, 4))
def test_every_id_of_a_smaller_dossier_resolves_without_it(order: list[str], days: list[str | None], few: int) -> None:
    read = [understood(text, day) for text, day in zip(order, days, strict=True)]
    dossier = rashomon.compare(read)
    assert not lost(rashomon.compare(read[:few]), dossier)
    assert not set(dossier.redirects) & ids(dossier)
    assert as_json.load(as_json.dump(dossier)) == dossier


def test_only_what_was_joined_redirects() -> None:
    dossier = rashomon.compare([understood(text) for text in TEXTS])
    parts = len(dossier.statements) - len(dossier.claims)
    parts += sum(len(understood(text).entities) for text in TEXTS) - len(dossier.entities)
    assert len(dossier.redirects) == parts > 0


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2020-05-02", None])
def test_an_article_of_a_later_day_or_of_none_changes_no_id(day: str | None) -> None:
    for last in TEXTS:
        read = [understood(text, "2020-05-01") for text in TEXTS if text != last]
        before = rashomon.compare(read)
        after = rashomon.compare([*read, understood(last, day)])
        for parts in (claims, entities):
            told, now = parts(before), parts(after)
            for gone in told.keys() - now.keys():  # two have become one, which has the id of the other
                assert any(now[kept] & told[gone] and now[kept] & told[kept] for kept in now.keys() & told.keys())


def claims(dossier: Dossier) -> dict[str, set[object]]:
    return {claim.id: set(claim.statements) for claim in dossier.claims}


def entities(dossier: Dossier) -> dict[str, set[object]]:
    return {entity.id: set(entity.mentions) for entity in dossier.entities}


def test_an_earlier_dossier_of_the_same_articles_changes_nothing() -> None:
    read = [understood(text) for text in TEXTS]
    dossier = rashomon.compare(read)
    assert rashomon.compare(read, earlier=dossier) == dossier


def test_with_an_earlier_dossier_an_article_of_an_earlier_day_changes_no_id_either() -> None:
    read = [understood(text, "2020-05-02") for text in TEXTS[:2]]
    before = rashomon.compare(read)
    read.append(understood(TEXTS[4], "2020-05-01"))
    assert {c.id for c in before.claims} - {c.id for c in rashomon.compare(read).claims}
    after = rashomon.compare(read, earlier=before)
    assert {c.id for c in before.claims} <= {c.id for c in after.claims} | set(after.redirects)
    assert not lost(before, after)


def test_a_copy_under_another_name_changes_no_id() -> None:
    read = [rashomon.from_text(text, name="m.txt", published="2020-05-01") for text in TEXTS[:2]]
    before = rashomon.compare(read)
    for name in ("a.txt", "z.txt"):
        copy = rashomon.from_text(TEXTS[0], name=name, published="2020-05-01")
        assert not lost(before, rashomon.compare([copy, *read], earlier=before))
    later = rashomon.from_text(TEXTS[0], name="a.txt", published="2020-05-02")
    assert not lost(before, rashomon.compare([later, *read]))


@pytest.mark.parametrize(
    "function", ["comparison.pipeline.keep_entities", "comparison.pipeline.keep_claims", "dossier.build.redirects"]
)
def test_ids_that_cannot_be_kept_cost_nothing_else(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = [understood(text) for text in TEXTS]
    before = rashomon.compare(read[:3])

    def broken(*_: object) -> None:
        raise IndexError("of all things")

    monkeypatch.setattr(f"rashomon.{function}", broken)
    after = rashomon.compare(read, earlier=before)
    assert [(f.source, f.stage) for f in after.failures] == [("the comparison", "ids")]
    assert len(after.claims) == len(rashomon.compare(read).claims)
    assert as_json.load(as_json.dump(after)) == after


def test_what_is_left_out_again_takes_no_other_ids_with_it() -> None:
    read = [understood(text) for text in TEXTS[:3]]
    before = rashomon.compare(read)
    after = rashomon.compare(read[:2], earlier=before)
    own = {s.id for s in before.statements if s.article == read[2].article.id}
    told = {c.id for c in before.claims if set(c.statements) - own}
    assert not {i for i in told if after.redirects.get(i, i) not in ids(after)}


@pytest.mark.slow
def test_every_id_of_real_stories_leads_to_something() -> None:
    folder = from_environment().eval
    if folder is None:
        pytest.skip("RASHOMON_EVAL is not set")
    stories: dict[str, list[Understanding]] = {}
    lines = (folder / "stories" / "basil.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line]
    chosen = sorted({row["story"] for row in rows})[::8]
    for row in (row for row in rows if row["story"] in chosen):
        article = rashomon.from_text(row["text"], name=row["id"], published=row["published"])
        stories.setdefault(row["story"], []).append(rashomon.understand(article))
    for read in stories.values():
        before = [rashomon.compare(pair) for pair in combinations(read, 2)]
        whole = rashomon.compare(read)
        assert not set().union(*(lost(dossier, whole) for dossier in before))
        assert not lost(before[0], rashomon.compare(read, earlier=before[0]))


def test_the_ids_of_a_dossier_in_json_serve_as_well() -> None:
    read = [understood(text) for text in TEXTS]
    before = rashomon.compare(read[:3])
    kept = as_json.load(as_json.dump(before, text=False))
    assert rashomon.compare(read, earlier=kept) == rashomon.compare(read, earlier=before)
