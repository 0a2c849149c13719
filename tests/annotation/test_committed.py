"""How sure an author is of an event, by its span."""

from __future__ import annotations

import pytest

from rashomon.annotation.committed import committed
from rashomon.settings import Settings

RULES = Settings(attribution="rules")


def sure(text, word, settings=RULES):
    start = text.index(word)
    return committed([text], [(start, start + len(word))], settings)[0]


def test_by_the_net_what_happened_lies_above_what_may_and_that_above_what_did_not():
    broke, may, did_not = (
        sure(text, word, None)
        for text, word in (
            ("The dam broke on Monday .", "broke"),
            ("The dam may break on Monday .", "break"),
            ("The dam did not break on Monday .", "break"),
        )
    )
    assert -3 <= did_not < -1 < may < broke <= 3


def test_what_happened_is_sure_what_did_not_is_its_opposite_and_what_may_lies_between():
    assert sure("The dam broke on Monday .", "broke") == 3.0
    assert sure("The dam did not break on Monday .", "break") == -3.0
    assert 0 < sure("The dam may break on Monday .", "break") < 3
    assert sure("If the dam breaks , the town will flood .", "breaks") == 0.0


def test_only_the_sentence_of_the_span_counts():
    text = "It rained . Did the dam break ? The town was flooded ."
    assert (sure(text, "break"), sure(text, "flooded")) == (0.0, 3.0)


def test_each_text_is_answered_in_its_place_however_often_it_comes():
    calm, broken = "The lake was calm .", "The dam did not break ."
    texts = [broken, calm, broken, broken]
    spans = [(12, 17), (13, 17), (4, 7), (12, 17)]
    given = committed(texts, spans, RULES)
    assert given == [committed([t], [s], RULES)[0] for t, s in zip(texts, spans, strict=True)]
    assert (given[0], given[1], given[3]) == (-3.0, 3.0, -3.0)


@pytest.mark.parametrize("settings", [None, RULES])
def test_a_span_without_a_word_is_unknown(settings):
    assert committed(["The  dam", " "], [(3, 5), (0, 1)], settings) == [0.0, 0.0]


def test_texts_and_spans_must_be_as_many():
    with pytest.raises(ValueError, match="shorter"):
        committed(["It held ."], [])


def test_nothing_asked_is_nothing_answered():
    assert committed([], []) == []
