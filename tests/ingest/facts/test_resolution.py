"""One ordering of facts for every kind of article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.facts.resolution import join_facts, settle
from rashomon.ingest.text import from_text
from rashomon.types import Fact

FACTS = st.lists(
    st.builds(
        Fact,
        field=st.sampled_from(["title", "author", "published", "modified", "url", "language"]),
        value=st.sampled_from(["2019-10-19", "2019-10-20", "Jane Doe", "jane doe", "—"]),
        source=st.sampled_from(["json-ld", "meta", "feed", "text"]),
        confidence=st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0]),
    ),
    max_size=12,
)


def fact(value: str, source: str, confidence: float, field: str = "published") -> Fact:
    return Fact(field=field, value=value, source=source, confidence=confidence)  # type: ignore[arg-type]


def test_the_user_is_always_right() -> None:
    others = [fact("2019-10-20", source, 0.99) for source in ("json-ld", "meta", "url", "feed", "text")]
    assert settle([*others, fact("2019-10-19", "user", 1.0)]).published == "2019-10-19"
    assert settle([fact("2019-10-20", "feed", 1.0), fact("2019-10-19", "user", 1.0)]).published == "2019-10-19"


def test_two_that_agree_go_before_one_that_is_trusted_more() -> None:
    found = settle([fact("a", "json-ld", 0.9), fact("b", "meta", 0.8), fact("b", "feed", 0.8)])
    assert found.published == "b"
    assert [one.value for one in found.facts] == ["b", "b", "a"]


def test_what_a_source_says_twice_counts_once() -> None:
    found = settle([fact("a", "json-ld", 0.9), fact("b", "meta", 0.8), fact("b", "meta", 0.7)])
    assert found.published == "a"
    assert found.facts == (fact("a", "json-ld", 0.9), fact("b", "meta", 0.8))


def test_the_authors_are_those_of_one_source() -> None:
    names = [("Jane Doe", "json-ld", 0.9), ("John Roe", "json-ld", 0.9), ("Jane D.", "meta", 0.8)]
    assert settle([fact(*name, field="author") for name in names]).authors == ("Jane Doe", "John Roe")


def test_facts_join_an_article_and_fill_it() -> None:
    article = join_facts(from_text("A text.", title="Given"), [fact("2019-10-19", "feed", 0.9)])
    assert (article.title, article.published) == ("Given", "2019-10-19")
    assert join_facts(article) == article
    assert join_facts(article, [fact("2019-10-18", "user", 1.0)]).published == "2019-10-18"


@given(FACTS)
def test_settling_twice_changes_nothing(facts: list[Fact]) -> None:
    found = settle(facts)
    assert settle(found.facts) == found
    assert {(f.field, f.value, f.source) for f in facts} == {(f.field, f.value, f.source) for f in found.facts}
