from rashomon.comparison.pipeline import timeline
from rashomon.types import Claim, Moment, Statement, When


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
