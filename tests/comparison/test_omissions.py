"""What an article does not have, and what of it comes near."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from rashomon.comparison.omissions import omissions
from rashomon.types import Article, Claim, Nearest, Omission, Statement


def article(name: str, published: str | None = None) -> Article:
    return Article(id=name, text_sha256="", bytes_sha256="", published=published)


def claim(name: str, *homes: str) -> tuple[Claim, list[Statement]]:
    statements = [
        Statement(id=f"{name}-{home}", article=home, spans=(), text="", quotation="none", chain=()) for home in homes
    ]
    return Claim(name, tuple(s.id for s in statements), name), statements


def test_an_article_without_a_claim_leaves_it_out() -> None:
    found, statements = claim("c", "a", "b")
    articles = [article("a"), article("b"), article("c")]
    assert omissions(articles, [found], statements) == (Omission("c", "c", None),)


def test_what_all_have_nobody_leaves_out() -> None:
    found, statements = claim("c", "a", "b")
    assert omissions([article("a"), article("b")], [found], statements) == ()


def test_in_a_small_story_a_lone_claim_is_left_out_by_the_others() -> None:
    found, statements = claim("c", "a")
    assert [o.article for o in omissions([article(x) for x in "abc"], [found], statements)] == ["b", "c"]


def test_in_a_large_story_a_lone_claim_is_left_out_by_nobody() -> None:
    found, statements = claim("c", "a")
    assert omissions([article(x) for x in "abcd"], [found], statements) == ()


def test_in_a_story_of_hundreds_a_claim_of_a_few_is_left_out_by_nobody() -> None:
    articles = [article(str(n)) for n in range(100)]
    few, statements = claim("c", *map(str, range(9)))
    enough, more = claim("d", *map(str, range(10)))
    made = omissions(articles, [few, enough], [*statements, *more])
    assert len(made) == 90
    assert {o.claim for o in made} == {"d"}


def test_a_later_article_could_have_known_and_an_earlier_one_could_not() -> None:
    found, statements = claim("c", "b")
    days = {"a": "2020-05-01", "b": "2020-05-02", "c": "2020-05-03"}
    made = omissions([article(x, day) for x, day in days.items()], [found], statements)
    assert [(o.article, o.could_have_known) for o in made] == [("a", False), ("c", True)]


def test_the_same_day_or_no_day_tells_nothing() -> None:
    found, statements = claim("c", "b")
    days = {"a": "2020-05-02", "b": "2020-05-02", "c": None}
    made = omissions([article(x, day) for x, day in days.items()], [found], statements)
    assert [o.could_have_known for o in made] == [None, None]


def test_an_undated_report_may_have_been_first() -> None:
    found, statements = claim("c", "b", "c")
    days = {"a": "2020-05-01", "b": "2020-05-02", "c": None}
    made = omissions([article(x, day) for x, day in days.items()], [found], statements)
    assert [o.could_have_known for o in made] == [None]


def test_the_most_important_come_first_and_slight_ones_are_no_omissions() -> None:
    made = [claim(name, "a", "b") for name in "cde"]
    weighed = [replace(c, importance=i) for (c, _), i in zip(made, (0.4, 0.9, 0.1), strict=True)]
    found = omissions([article(x) for x in "abz"], weighed, [s for _, some in made for s in some])
    assert [(o.claim, o.importance) for o in found] == [("d", 0.9), ("c", 0.4)]


@dataclass(frozen=True)
class Told:
    """As much of a content as the search for what is near asks for."""

    statement: Statement


def test_what_comes_near_in_the_article_is_told_and_what_hardly_does_is_not() -> None:
    found, statements = claim("c", "a", "b")
    others = [article(x) for x in "abyz"]
    near = {"y": Nearest("y1", 0.6), "z": Nearest("z1", 0.1)}
    asked = [Told(s) for s in statements]
    made = omissions(others, [found], statements, asked, lambda _, a: near[a])  # type: ignore[arg-type]
    assert {o.article: o.nearest for o in made} == {"y": near["y"], "z": None}
