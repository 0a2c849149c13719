from rashomon.comparison.pipeline import omissions, timeline
from rashomon.types import Article, Claim, Moment, Omission, Statement, When


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


def told(name: str, value: str | None) -> tuple[Claim, Statement]:
    when = When(0, 1, "x", value)
    statement = Statement(id=f"s{name}", article="a", spans=(), text="", quotation="none", chain=(), when=when)
    return Claim(name, (statement.id,), name), statement


def moments(*values: str | None) -> tuple[Moment, ...]:
    told_ = [told(f"c{i}", v) for i, v in enumerate(values)]
    return timeline([c for c, _ in told_], [s for _, s in told_])


def test_claims_stand_in_the_order_of_their_times() -> None:
    made = moments("2018-08-28", "2018-06", "2018-08-26")
    assert [(m.when, m.precision, m.claims) for m in made] == [
        ("2018-06", "month", ("c1",)),
        ("2018-08-26", "day", ("c2",)),
        ("2018-08-28", "day", ("c0",)),
    ]


def test_claims_of_one_time_share_a_moment() -> None:
    assert moments("2018-W34", "2018-W34") == (Moment("2018-W34", "week", ("c0", "c1")),)


def test_times_without_a_place_in_the_calendar_are_left_out() -> None:
    assert moments("XXXX-WXX-6", "PT4H", "PRESENT_REF", None) == ()


def test_a_claim_with_two_times_stands_at_both() -> None:
    one, first = told("a", "2018-08-25")
    _, second = told("b", "2018-08-26")
    both = Claim("c", (first.id, second.id), one.label)
    assert [m.claims for m in timeline([both], [first, second])] == [("c",), ("c",)]
