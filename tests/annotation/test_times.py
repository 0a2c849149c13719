"""Time expressions and their TIMEX3 values, against Tuesday, 28 August 2018."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rashomon
from rashomon.annotation.temporal import times

TUESDAY = "2018-08-28"


def found(document, text, published=TUESDAY):
    return [(t.when.text, t.when.value) for t in times(document(text), published)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister visited Oslo on Saturday.", [("Saturday", "2018-08-25")]),
        ("The minister will visit Oslo on Saturday.", [("Saturday", "2018-09-01")]),
        ("The trial is set to begin on Wednesday.", [("Wednesday", "2018-08-29")]),
        ("The paper reported Tuesday that the talks had failed.", [("Tuesday", "2018-08-28")]),
        ("They will meet on Tuesday.", [("Tuesday", "2018-08-28")]),
        ("The markets stay closed until Friday.", [("Friday", "2018-08-31")]),
        ("Nobody has been seen there since Friday.", [("Friday", "2018-08-24")]),
        ("She agreed to resign on Thursday.", [("Thursday", "2018-08-30")]),
        ("The vote was held last Tuesday.", [("last Tuesday", "2018-08-21")]),
        ("The vote is due next Tuesday.", [("next Tuesday", "2018-09-04")]),
        ("They met Monday last week.", [("Monday last week", "2018-08-20")]),
        ("The house burned down Monday night.", [("Monday night", "2018-08-27TNI")]),
        ("The house burned down on Monday-evening.", [("Monday-evening", "2018-08-27TEV")]),
        ("Early Sunday the shooting stopped.", [("Early Sunday", "2018-08-26")]),
        ("They signed the deal last week.", [("last week", "2018-W34")]),
        ("They signed the deal this week.", [("this week", "2018-W35")]),
        ("They will sign the deal next month.", [("next month", "2018-09")]),
        ("Later this year a new law takes effect.", [("Later this year", "2018")]),
        ("It fell by the end of last year.", [("the end of last year", "2017")]),
        ("They met there over the weekend.", [("the weekend", "2018-W34-WE")]),
        ("They will meet there this weekend.", [("this weekend", "2018-W35-WE")]),
    ],
)
def test_weekdays_and_weeks_follow_the_publication_day_and_the_tense(document, text, expected):
    assert found(document, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met in June.", [("June", "2018-06")]),
        ("They met in October.", [("October", "2017-10")]),
        ("They will meet in June.", [("June", "2019-06")]),
        ("He had no plans beyond the winter.", [("the winter", "2018-WI")]),
        ("The party lost the November elections.", [("November", "2018-11")]),
        ("They met in August and October 2015.", [("August", "2015-08"), ("October 2015", "2015-10")]),
        ("Voters decide this November.", [("this November", "2018-11")]),
        ("On February the 15th they left.", [("February the 15th", "2018-02-15")]),
        ("The talks are scheduled for March 3.", [("March 3", "2019-03-03")]),
        ("In a May 14 email she said no.", [("May 14", "2018-05-14")]),
        ("She was born in May 1961.", [("May 1961", "1961-05")]),
        ("They met in early June.", [("early June", "2018-06")]),
        ("It was built last September.", [("last September", "2017-09")]),
        ("They signed it on June 12.", [("June 12", "2018-06-12")]),
        ("They will sign it on June 12.", [("June 12", "2019-06-12")]),
        ("A September 3 hearing has been scheduled.", [("September 3", "2018-09-03")]),
        ("They signed it on June 12, 2018, in Oslo.", [("June 12, 2018", "2018-06-12")]),
        ("They signed it on 12 June.", [("12 June", "2018-06-12")]),
        ("Closed on 3, 4 and 5 June.", [("3", "2018-06-03"), ("4", "2018-06-04"), ("5 June", "2018-06-05")]),
        ("It was closed on June 3, 4 and 5.", [("June 3", "2018-06-03"), ("4", "2018-06-04"), ("5", "2018-06-05")]),
        ("On June 3, 4 people died.", [("June 3", "2018-06-03")]),
        ("They signed it on the 12th of June 2016.", [("the 12th of June 2016", "2016-06-12")]),
        ("They signed it on Sept. 3, 2016.", [("Sept. 3, 2016", "2016-09-03")]),
        ("They met on Thursday, June 14, in Oslo.", [("Thursday, June 14", "2018-06-14")]),
        ("Signed 2018-06-12 in Oslo.", [("2018-06-12", "2018-06-12")]),
        ("The date on it was 03/02/2018.", [("03/02/2018", "2018-03-02")]),
        ("The date on it was 23/02/2018.", [("23/02/2018", "2018-02-23")]),
        ("It started in 2011.", [("2011", "2011")]),
        ("The 2016 election was close.", [("2016", "2016")]),
        ("It was popular in the 1990s.", [("the 1990s", "199")]),
        ("It was popular in the '80s.", [("the '80s", "198")]),
        ("It was built in the 19th century.", [("the 19th century", "18")]),
        ("Profits fell in the second quarter.", [("the second quarter", "2018-Q2")]),
        ("Profits fell in the third quarter of last year.", [("the third quarter of last year", "2017-Q3")]),
        ("Profits fell in Q1 2017.", [("Q1 2017", "2017-Q1")]),
        ("They met in the summer of 2015.", [("the summer of 2015", "2015-SU")]),
        ("They met last winter.", [("last winter", "2017-WI")]),
        ("Snow is forecast until the end of 2018.", [("the end of 2018", "2018")]),
    ],
)
def test_dates_months_years_and_longer(document, text, expected):
    assert found(document, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left yesterday.", [("yesterday", "2018-08-27")]),
        ("They leave tomorrow morning.", [("tomorrow morning", "2018-08-29TMO")]),
        ("They leave tonight.", [("tonight", "2018-08-28TNI")]),
        ("They left last night.", [("last night", "2018-08-27TNI")]),
        ("They left earlier today.", [("earlier today", "2018-08-28")]),
        ("They left at 3 p.m.", [("3 p.m.", "2018-08-28T15:00")]),
        (
            "They left on Sunday and came back at 10:30 pm.",
            [("Sunday", "2018-08-26"), ("10:30 pm", "2018-08-26T22:30")],
        ),
        ("They left at 3 p.m. on Monday.", [("3 p.m. on Monday", "2018-08-27T15:00")]),
        ("They left Monday at 08:30 UTC.", [("Monday at 08:30 UTC", "2018-08-27T08:30Z")]),
        ("They left at noon.", [("noon", "2018-08-28T12:00")]),
        ("They left two years ago.", [("two years ago", "2016")]),
        ("They left three days ago.", [("three days ago", "2018-08-25")]),
        ("They left a month ago.", [("a month ago", "2018-07")]),
        ("They left years ago.", [("years ago", "PAST_REF")]),
        (
            "It began on May 3, 2017. The next day it was over.",
            [("May 3, 2017", "2017-05-03"), ("The next day", "2017-05-04")],
        ),
        ("It began in 2011. Two years later it was over.", [("2011", "2011"), ("Two years later", "2013")]),
        (
            "It fell in March from the same month last year.",
            [("March", "2018-03"), ("the same month last year", "2017-03")],
        ),
        ("He is now in prison.", [("now", "PRESENT_REF")]),
        ("He is currently in prison.", [("currently", "PRESENT_REF")]),
        ("He recently left prison.", [("recently", "PAST_REF")]),
        ("He will soon leave prison.", [("soon", "FUTURE_REF")]),
    ],
)
def test_times_of_day_and_distances(document, text, expected):
    assert found(document, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The meeting lasted four hours.", ("four hours", "PT4H", "DURATION")),
        ("He came for a two-day visit.", ("two-day", "P2D", "DURATION")),
        ("A 27-year contract was signed.", ("27-year", "P27Y", "DURATION")),
        ("The war has gone on for a decade.", ("a decade", "P10Y", "DURATION")),
        ("It grew in the past two months.", ("the past two months", "P2M", "DURATION")),
        ("It took two and a half years.", ("two and a half years", "P2.5Y", "DURATION")),
        ("It took half an hour.", ("half an hour", "PT30M", "DURATION")),
        ("It took several weeks.", ("several weeks", "PXW", "DURATION")),
        ("It took twenty-five minutes.", ("twenty-five minutes", "PT25M", "DURATION")),
        ("It lost money for three consecutive quarters.", ("three consecutive quarters", "P3Q", "DURATION")),
        ("They meet every Monday.", ("every Monday", "XXXX-WXX-1", "SET")),
        ("They meet annually.", ("annually", "P1Y", "SET")),
        ("They meet every two weeks.", ("every two weeks", "P2W", "SET")),
        ("It makes 15 planes a year.", ("a year", "P1Y", "SET")),
    ],
)
def test_lengths_and_what_recurs(document, text, expected):
    assert [(t.when.text, t.when.value, t.kind) for t in times(document(text), TUESDAY)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He visited Oslo on Saturday.", [("Saturday", "XXXX-WXX-6")]),
        ("He visited Oslo on Saturday night.", [("Saturday night", "XXXX-WXX-6TNI")]),
        ("They met in June.", [("June", "XXXX-06")]),
        ("They met on June 12.", [("June 12", "XXXX-06-12")]),
        ("They met last week.", [("last week", None)]),
        ("They met yesterday.", [("yesterday", None)]),
        ("They met two years ago.", [("two years ago", None)]),
        ("They met at 3 p.m.", [("3 p.m.", "XXXX-XX-XXT15:00")]),
        ("They met on June 12, 2018.", [("June 12, 2018", "2018-06-12")]),
        ("Profits fell in the second quarter.", [("the second quarter", "XXXX-Q2")]),
    ],
)
def test_without_a_publication_day_what_is_not_known_stays_open(document, text, expected):
    assert found(document, text, published=None) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He may march on the capital.",
        "Prices could fall and the cat may spring.",
        "Theresa May resigned.",
        "April Ryan asked him twice.",
        "The Sun printed it.",
        "About 2000 people came.",
        "It cost $ 1999.",
        "The 56-year-old man was released.",
        "Three quarters of the voters stayed at home.",
        "The second man left.",
        "He died in his 70s.",
        "The Daily Mirror printed it.",
        "They came as soon as they could.",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(document, text):
    assert found(document, text) == []


def test_offsets_and_tokens_point_at_the_same_words(document):
    text = (
        "🙂 Ein Zitat: «c’était» — on Monday‚ the 3rd of May 2017…\nThen, “last week”, they left; 今日 is today’s word."
    )
    parse = document(text)
    out = times(parse, TUESDAY)
    assert len(out) >= 3
    for t in out:
        assert text[t.when.start : t.when.end] == t.when.text
        assert (parse.starts[t.start], parse.ends[t.end - 1]) == (t.when.start, t.when.end)


def test_no_expression_reaches_over_a_line_break(document):
    assert found(document, "The markets stay closed until Friday\nJune 12, 2018\nThey fell.") == [
        ("Friday", "2018-08-31"),
        ("June 12, 2018", "2018-06-12"),
    ]


@pytest.mark.parametrize("published", ["", "no date", "2018-13-45", "0001-01-01", "9999-12-31", "2018-08-28T10:00:00Z"])
def test_odd_publication_days_do_not_raise(document, published):
    text = "Last week, 900000 years ago and next month they will meet in 9999-12-31 or a century from now, on Monday."
    times(document(text), published)


WORDS = st.sampled_from(
    (
        "last next this week year Monday May June 31 12 2018 '82 3 p.m. at on the of quarter first two - day days ago "
        "later now half a an hour century 1990s , . every weekend Christmas spring fall same month before 24:00 "
        "30/30/2018 2018-02-30 é 🙂"
    ).split()
)


@given(st.lists(WORDS, max_size=14))
def test_any_words_give_valid_offsets_in_order(document, words):
    text = " ".join(words)
    out = times(document(text), TUESDAY)
    assert all(text[t.when.start : t.when.end] == t.when.text for t in out)
    assert all(a.when.end <= b.when.start for a, b in pairwise(out))


@pytest.mark.parametrize(
    "text", ["On Tuesday—“said Novak, it rained.", "Closed Tuesday—“said", "Sunday/“Monday was dry."]
)
def test_a_weekday_run_together_with_a_mark_fails_no_stage(text):
    understanding = rashomon.understand(rashomon.from_text(text))
    assert understanding.failed == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened in the last week of April 2015.", [("the last week of April 2015", "2015-W18")]),
        ("They met in the second week of July.", [("the second week of July", "2018-W28")]),
        ("It was opened in the last week of March 2009.", [("the last week of March 2009", "2009-W13")]),
        ("It was held on the last weekend of May.", [("the last weekend of May", "2018-W21-WE")]),
        ("They met on the first Monday of May 2019.", [("the first Monday of May 2019", "2019-05-06")]),
        ("They met on the last Friday in June.", [("the last Friday in June", "2018-06-29")]),
        ("They met on the last Tuesday of July 2018.", [("the last Tuesday of July 2018", "2018-07-31")]),
        ("Sales fell in the last quarter of 2020.", [("the last quarter of 2020", "2020-Q4")]),
        ("Sales fell in the final half of 2017.", [("the final half of 2017", "2017-H2")]),
        ("He was held on the morning of June 3.", [("the morning of June 3", "2018-06-03TMO")]),
    ],
)
def test_weeks_and_weekdays_are_counted_in_their_month(document, text, expected):
    assert found(document, text) == expected


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        (
            "The fire broke out on Sunday. They came at 10 a.m. and left at noon.",
            ["2018-08-26T10:00", "2018-08-26T12:00"],
        ),
        ("At 9 p.m. the hall was locked, as it was every evening, on Sunday too.", ["2018-08-26T21:00"]),
        ("The shooting began Saturday.\nPolice found the man at 11:15 p.m. in a shed.", ["2018-08-25T23:15"]),
        ("The shooting began at 11:15 p.m., police said.", ["2018-08-28T23:15"]),
    ],
)
def test_an_hour_is_of_the_day_of_its_sentence_its_paragraph_or_the_event(document, text, hours):
    assert [value for _, value in found(document, text) if ":" in value] == hours


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The trial begins on Monday.", "2018-09-03"),
        ("The trial began on Monday.", "2018-08-27"),
        ("The council says it met on Monday.", "2018-08-27"),
        ("The vote is on Monday.", "2018-09-03"),
        ("Ferries run from March 6.", "2019-03-06"),
        ("Ferries ran from March 6.", "2018-03-06"),
        ("Starting October 6, ferries run every hour.", "2018-10-06"),
        ("He hopes to win before the April election.", "2019-04"),
        ("He resigned before the April election.", "2018-04"),
    ],
)
def test_what_is_planned_lies_ahead(document, text, value):
    assert found(document, text)[0][1] == value
