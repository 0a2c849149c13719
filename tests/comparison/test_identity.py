"""What goes on from an earlier dossier keeps its id; where that cannot be, a redirect leads on."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from rashomon.comparison.identity import keep_claims, redirects
from rashomon.types import Article, Claim, Dossier, Statement

TEXT = "".join(f"{n:9} " for n in range(10))


def article(day: str | None, name: str) -> Article:
    digest = sha256(name.encode()).hexdigest()
    return Article(id=name, text=TEXT, text_sha256=digest, bytes_sha256=digest, published=day)


ARTICLES = (article("2020-05-01", "a"), article("2020-05-02", "b"), article(None, "c"))


def statement(name: str) -> Statement:
    """The statement "a3": the third ten characters of article a; "a3+" begins two characters later."""
    start = int(name[1]) * 10
    spans = ((start + 2 * name.count("+"), start + 10),)
    return Statement(id=f"s{name}", article=name[0], spans=spans, text="", quotation="none", chain=())


def dossier(claims: Iterable[str], earlier: Dossier | None = None) -> Dossier:
    """A dossier of claims that are written "a1 b2", with the ids that they get."""
    told = [claim.split() for claim in claims]
    statements = tuple(statement(name) for names in told for name in names)
    found = tuple(Claim(f"c{names[0]}", tuple(f"s{n}" for n in names), "") for names in told)
    leads: dict[str, str] = {}
    if earlier is not None:
        found, leads = keep_claims(found, statements, ARTICLES, earlier)
    made = Dossier(
        articles=ARTICLES,
        entities=(),
        statements=statements,
        claims=found,
        relations=(),
        origins=(),
        omissions=(),
        wording=(),
        events=(),
        timeline=(),
        redirects={},
    )
    if earlier is None:
        return made
    return Dossier(
        **{**{f: getattr(made, f) for f in made.__struct_fields__}, "redirects": redirects(made, leads, earlier)}
    )


def named(made: Dossier) -> dict[str, str]:
    return {c.id: " ".join(s[1:] for s in c.statements) for c in made.claims}


def test_a_claim_that_grows_keeps_its_id_although_another_statement_comes_first() -> None:
    before = dossier(["b1", "b2"])
    after = dossier(["a1 b1", "b2"], before)
    assert named(after) == {"cb1": "a1 b1", "cb2": "b2"}
    assert after.redirects == {}


def test_of_two_that_become_one_the_earlier_gives_the_id() -> None:
    after = dossier(["a1 b1 c1"], dossier(["c1", "b1", "a1"]))
    assert named(after) == {"ca1": "a1 b1 c1"}
    assert after.redirects == {"cb1": "ca1", "cc1": "ca1"}


def test_of_a_claim_that_falls_apart_the_larger_part_keeps_the_id() -> None:
    after = dossier(["a1", "b1 c1"], dossier(["a1 b1 c1"]))
    assert set(named(after).values()) == {"a1", "b1 c1"}
    assert named(after)["ca1"] == "b1 c1"


def test_of_equal_parts_the_earlier_keeps_the_id() -> None:
    assert named(dossier(["b1", "a1"], dossier(["a1 b1"]))) == {"ca1": "a1", "cb1": "b1"}


def test_redirects_are_chased_to_the_end() -> None:
    first = dossier(["a1", "b1", "c1"])
    second = dossier(["a1", "b1 c1"], first)
    assert second.redirects == {"cc1": "cb1"}
    third = dossier(["a1 b1 c1"], second)
    assert third.redirects == {"cb1": "ca1", "cc1": "ca1"}
    assert dossier(["a1 b1 c1"], third).redirects == third.redirects


def test_what_comes_apart_again_has_its_own_id_back() -> None:
    first = dossier(["a1 a2", "b1"])
    joined = dossier(["a1 a2 b1"], first)
    assert joined.redirects == {"cb1": "ca1"}
    after = dossier(["a1 a2", "b1"], joined)
    assert named(after) == named(first)
    assert after.redirects == {}


def test_an_id_that_leads_elsewhere_is_not_given_away() -> None:
    before = dossier(["a1", "b1 b2 b3"])
    after = dossier(["a1 b2 b3", "b1"], before)
    assert after.redirects == {"cb1": "ca1"}
    assert named(after)["ca1"] == "a1 b2 b3"
    assert "cb1" not in named(after)


def test_statements_that_were_cut_otherwise_lead_to_those_with_their_words() -> None:
    after = dossier(["a1 b1+", "b2"], dossier(["a1+", "b1", "b2"]))
    assert named(after) == {"ca1+": "a1 b1+", "cb2": "b2"}
    assert after.redirects == {"cb1": "ca1+", "sa1+": "sa1", "sb1": "sb1+"}


def test_what_is_nowhere_any_more_leads_nowhere() -> None:
    after = dossier(["a1"], dossier(["a1", "b1"]))
    assert after.redirects == {}
