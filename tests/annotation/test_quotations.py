"""Quotation marks, however they are typed."""

import pytest

from rashomon.annotation.quotations import quotes


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He called it "a mistake" twice.', ["a mistake"]),
        ("He called it “a mistake” twice.", ["a mistake"]),
        ('He called it "a mistake” twice.', ["a mistake"]),
        ("Sie nannte es „ein Fehler“ heute.", ["ein Fehler"]),
        ("The paper «Le Soir» wrote it.", ["Le Soir"]),
        ('"We go," she said. "We stay," he said.', ["We go,", "We stay,"]),
        ("The ‘special operation’ went on.", ["special operation"]),
        ("It is the workers’ right, and the firm's too.", []),
        ('The pole is 6" long and 3" wide.', []),
    ],
)
def test_what_stands_in_marks_is_found(document, text, inside):
    read = document(text)
    assert [read.parse[q.start : q.end].text for q in quotes(read)] == inside


def test_a_quotation_runs_over_lines_until_it_is_closed(document):
    read = document("“We waited for hours.\nNobody came,” said Ana Ruiz.\nThe road was closed.")
    (quote,) = quotes(read)
    assert read.parse[quote.start].text == "We"
    assert read.parse[quote.end - 1].text == ","


def test_a_quotation_that_the_next_paragraph_opens_anew_goes_on(document):
    read = document("“We waited for hours.\n“Nobody came,” said Ana Ruiz.")
    first, second = quotes(read)
    assert first.goes_on
    assert not second.goes_on


def test_an_odd_mark_costs_nothing_but_itself(document):
    read = document('The "plan was dropped on Monday.\nThe mayor said “we will try again” on Tuesday.')
    assert [read.parse[q.start : q.end].text for q in quotes(read)] == ["we will try again"]
