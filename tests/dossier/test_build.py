from __future__ import annotations

import hashlib
from functools import cache
from itertools import permutations

import msgspec
import pytest

import rashomon
from evals.scoring.integrity import problems
from rashomon.comparison import pipeline as comparing
from rashomon.dossier import json as dossiers
from rashomon.dossier.build import build
from rashomon.settings import Settings
from rashomon.types import Article, Dossier, Failure, Passage, Understanding

TEXTS = (
    "Finance Minister Ana Petrov visited Lisbon on Tuesday for talks with President Rui Costa. "
    "Velden News reported that the harbour will close in May. "
    '"We will never sell the port," Petrov told reporters. The old bridge was painted green.',
    "Finance Minister Ana Petrov travelled to Lisbon on Wednesday for talks with President Rui Costa. "
    "A senior official said the harbour would close in May. "
    '"We shall never sell the harbour," Petrov was quoted as saying. Rain is expected in the north.',
    "The harbour will close in May, according to Velden News. The workers’ union, a club, protested — 😀 — in vain.",
)


@cache
def understand(text: str, published: str | None = None) -> Understanding:
    from rashomon.annotation import pipeline

    digest = hashlib.sha256(text.encode()).hexdigest()
    return pipeline.understand(
        Article(
            id=digest[:16],
            text=text,
            text_sha256=digest,
            bytes_sha256=digest,
            published=published,
            passages=(Passage(0, len(text), "body"),),
        )
    )


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return build([understand(t) for t in TEXTS])


def test_the_same_articles_give_the_same_bytes_in_any_order() -> None:
    all_bytes = {msgspec.json.encode(build([understand(t) for t in order])) for order in permutations(TEXTS)}
    assert len(all_bytes) == 1


def test_articles_stand_by_day_of_publication() -> None:
    days = ("2020-05-03", "2020-05-01", "2020-05-02")
    made = build([understand(t, day) for t, day in zip(TEXTS, days, strict=True)])
    assert [a.published for a in made.articles] == sorted(days)


def test_every_statement_is_in_exactly_one_claim(dossier: Dossier) -> None:
    claimed = [s for c in dossier.claims for s in c.statements]
    assert sorted(claimed) == sorted(s.id for s in dossier.statements)
    assert len({c.id for c in dossier.claims}) == len(dossier.claims)


def test_ids_that_are_referred_to_exist(dossier: Dossier) -> None:
    statements = {s.id for s in dossier.statements}
    entities = {e.id for e in dossier.entities}
    claims = {c.id for c in dossier.claims}
    articles = {a.id for a in dossier.articles}
    assert {i for r in dossier.relations for i in (r.left, r.right)} <= statements
    assert {x.entity for s in dossier.statements for h in s.chain for x in h.sources} - {None} <= entities
    assert {g.entity for o in dossier.origins for g in o.groups} - {None} <= entities
    home = {s.id: s.article for s in dossier.statements}
    several = [c.id for c in dossier.claims if len({home[s] for s in c.statements}) > 1]
    assert [o.claim for o in dossier.origins] == several
    assert {o.claim for o in dossier.omissions} <= claims
    assert {o.article for o in dossier.omissions} <= articles
    assert {w.entity for w in dossier.wording} - {None} <= entities
    assert {w.claim for w in dossier.wording} - {None} <= claims


def test_every_spot_repeats_its_article(dossier: Dossier) -> None:
    texts = {a.id: a.content for a in dossier.articles}
    home = {s.id: s.article for s in dossier.statements}
    spots = [(m.article, m) for e in dossier.entities for m in e.mentions]
    spots += [(p.article, p) for w in dossier.wording for p in w.phrases]
    spots += [(e.article, e) for o in dossier.origins for g in o.groups for e in g.evidence]
    spots += [(e.article, e) for o in dossier.origins for r in o.reasons for e in r.evidence]
    spots += [(home[r.left], d.left) for r in dossier.relations for d in r.differences]
    spots += [(home[r.right], d.right) for r in dossier.relations for d in r.differences]
    assert spots
    assert all(texts[article][s.start : s.end] == s.text for article, s in spots)


def test_relations_join_two_articles_and_one_conflicts(dossier: Dossier) -> None:
    home = {s.id: s.article for s in dossier.statements}
    assert all(home[r.left] != home[r.right] for r in dossier.relations)
    assert [d.about for r in dossier.relations if r.kind == "conflict" for d in r.differences] == ["time"]


def test_a_claim_is_labelled_in_the_articles_own_words(dossier: Dossier) -> None:
    texts = {a.id: " ".join(a.content.split()) for a in dossier.articles}
    home = {s.id: s.article for s in dossier.statements}
    for claim in dossier.claims:
        *speaker, words = claim.label.split(": ")
        assert words.rstrip("…") in texts[home[claim.label_of]]
        assert all(name in {e.name for e in dossier.entities} for name in speaker)


def test_a_claim_of_two_articles_is_left_out_by_the_third(dossier: Dossier) -> None:
    home = {s.id: s.article for s in dossier.statements}
    for claim in dossier.claims:
        having = {home[s] for s in claim.statements}
        left_out = {o.article for o in dossier.omissions if o.claim == claim.id}
        assert left_out == {a.id for a in dossier.articles} - having


def test_an_article_that_was_not_understood_leaves_nothing_out() -> None:
    silent = understand("Oh!")
    assert silent.statements == ()
    made = build([understand(TEXTS[0]), understand(TEXTS[1]), silent])
    assert made.omissions
    assert silent.article.id not in {o.article for o in made.omissions}


def test_failures_are_kept_in_order() -> None:
    made = build([understand(TEXTS[0])], [Failure("b.txt", "is empty"), Failure("a.txt", "no such file")])
    assert [f.source for f in made.failures] == ["a.txt", "b.txt"]


def test_articles_without_statements_give_an_empty_dossier() -> None:
    digest = hashlib.sha256(b"").hexdigest()
    empty = Understanding(
        article=Article(id=digest[:16], text="", text_sha256=digest, bytes_sha256=digest),
        tokens=(),
        entities=(),
        statements=(),
        events=(),
        times=(),
        quotations=(),
    )
    made = build([empty])
    assert (made.claims, made.relations, made.origins, made.wording) == ((), (), (), ())
    assert len(build([empty, understand(TEXTS[0])]).claims) == len(build([understand(TEXTS[0])]).claims)


def test_the_same_text_of_two_outlets_gives_the_same_dossier_in_any_order() -> None:
    articles = [
        rashomon.from_text(TEXTS[0], name="one.txt"),
        rashomon.from_text(TEXTS[0], name="two.txt"),
        rashomon.from_text(TEXTS[2], name="three.txt"),
        rashomon.from_text(TEXTS[2], name="three.txt"),
    ]
    first, *others = (rashomon.compare(order) for order in ([*articles], [*articles[::-1]]))
    assert all(msgspec.json.encode(other) == msgspec.json.encode(first) for other in others)
    assert [f.problem for f in first.failures] == ["named twice, compared once"]
    assert [c.kind for c in first.copies] == ["exact"]
    assert len({a.id for a in first.articles}) == 3
    assert problems(first) == []
    pair = set(first.copy_groups[0].articles)
    of = {s.id: s.article for s in first.statements}
    shared = {c.id for c in first.claims if {of[s] for s in c.statements} == pair}
    assert shared
    assert {o.verdict for o in first.origins if o.claim in shared} == {"same origin"}


def test_a_text_that_two_carry_is_understood_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.annotation import batch as each

    read = []
    understood = each.understand

    def counted(article: Article, settings: Settings) -> Understanding:
        read.append(article.file)
        return understood(article, settings)

    monkeypatch.setattr(each, "understand", counted)
    days = {"one.txt": "2020-05-01", "two.txt": "2020-05-01", "three.txt": "2020-05-02"}
    dossier = rashomon.compare([rashomon.from_text(TEXTS[0], name=n, published=d) for n, d in days.items()])
    assert len(read) == 2  # another day may be another Tuesday
    assert "three.txt" in read
    assert [c.kind for c in dossier.copies] == ["exact"] * 3
    assert problems(dossier) == []


def _broken(*_: object, **__: object) -> None:
    raise IndexError("of all things")


@pytest.mark.parametrize(
    ("function", "stage", "parts"),
    [
        ("link", "entities", {"origins"}),
        ("Aligner", "alignment", {"relations", "omissions"}),
        ("group", "claims", {"omissions"}),
        ("relate", "relations", {"relations"}),
        ("origins", "origins", {"origins"}),
        ("omissions", "omissions", {"omissions"}),
        ("wording", "wording", {"wording"}),
        ("timeline", "timeline", {"timeline"}),
    ],
)
def test_a_stage_of_the_comparison_that_fails_costs_what_it_finds(
    function: str, stage: str, parts: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    days = ("2020-05-03", "2020-05-01", "2020-05-02")
    understood = [understand(t, day) for t, day in zip(TEXTS, days, strict=True)]
    whole = build(understood)
    monkeypatch.setattr(f"rashomon.comparison.pipeline.{function}", _broken)
    made = build(understood)
    (failure,) = made.failures
    assert (failure.source, failure.stage) == ("the comparison", stage)
    assert "IndexError" in failure.problem
    assert len(made.statements) == len(whole.statements)
    stated = [s for c in made.claims for s in c.statements]
    assert sorted(stated) == sorted(s.id for s in made.statements)
    for part in ("relations", "origins", "omissions", "wording", "timeline"):
        if part in parts:
            assert getattr(made, part) == (), part
        elif stage not in ("entities", "alignment", "claims"):
            assert getattr(made, part) == getattr(whole, part), part
    if stage in ("alignment", "claims"):
        assert len(made.claims) == len(made.statements)
    assert dossiers.load(dossiers.dump(made)) == made


def test_copy_groups_that_fail_cost_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    understood = [understand(t, "2020-05-01") for t in TEXTS]
    whole = build(understood)
    monkeypatch.setattr("rashomon.dossier.build.copy_groups", _broken)
    made = build(understood)
    assert [(f.source, f.stage) for f in made.failures] == [("the comparison", "copy groups")]
    assert made.claims == whole.claims
    assert made.relations == whole.relations


def test_an_article_that_cannot_be_compared_keeps_its_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    contents_of = comparing.contents_of

    def fails_on_one(understanding: Understanding, number: int) -> object:
        return _broken() if understanding.article.text == TEXTS[0] else contents_of(understanding, number)

    monkeypatch.setattr(comparing, "contents_of", fails_on_one)
    made = build([understand(t) for t in TEXTS])
    (one,) = [a.id for a in made.articles if a.text == TEXTS[0]]
    assert [(f.source, f.stage) for f in made.failures] == [(one, "contents")]
    own = {s.id for s in made.statements if s.article == one}
    assert own
    assert all(len(c.statements) == 1 for c in made.claims if own & set(c.statements))
    assert one not in {o.article for o in made.omissions}
    assert made.relations
    assert dossiers.load(dossiers.dump(made)) == made
