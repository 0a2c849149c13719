"""Whether the name of a country or capital is its government or the place."""

import pytest

from rashomon.annotation.coreference import entities


def kind_of(document, sentence):
    """The kind of the name that stands in brackets."""
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    parse = document(text)
    return next(e.kind for e in entities(parse).entities for m in e.mentions if (m.start, m.end) == (start, end))


@pytest.mark.parametrize(
    "sentence",
    [
        "[Ottawa] rejected the plan on Monday.",
        "Talks between Lisbon and [Madrid] failed.",
        "The minister read out [Lisbon]'s demand for more time.",
        "The envoy told [Madrid] that the talks were over.",
        "[Portugal] was accused of breaking the treaty.",
        "The treaty was broken by [Portugal].",
        "France will help [Portugal] rebuild the port.",
        "The [Portuguese] offer came too late.",
        "The deal was turned down by the [Portuguese].",
        "The plan needs a guarantee from [Madrid].",
        "[US]-backed fighters took the town.",
        "The [Kremlin] denied the claim.",
        "Washington imposed sanctions on [Portugal].",
        "He met the [Spanish] ambassador.",
        "The [U.S.] request was denied.",
        "Spain and [Portugal] signed a deal this week.",
    ],
)
def test_a_country_that_acts_or_is_acted_with_is_its_government(document, sentence):
    assert kind_of(document, sentence) == "government"


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministers met in [Madrid] on Monday.",
        "She flew to [Madrid] with her staff.",
        "The queen visited [Portugal] last week.",
        "Planes bombed [Madrid] overnight.",
        "Troops crossed into [Portugal].",
        "He has lived near [Lisbon] for years.",
        "The army withdrew its tanks from [Portugal].",
        "They drove through [Spain] at night.",
        "Fighting broke out in southern [Portugal].",
        "The factory is in Porto, [Portugal].",
        "[Lisbon]-based investors sold their shares.",
        "Rain fell outside [Lisbon].",
        "They want to leave [Spain] for good.",
    ],
)
def test_a_country_where_something_happens_is_a_place(document, sentence):
    assert kind_of(document, sentence) == "place"
