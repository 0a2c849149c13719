"""Chains: from whoever first said it to whoever the article has it from."""

import pytest

from rashomon.annotation.pipeline import understand
from rashomon.settings import Settings
from rashomon.types import Article, Passage

RULES = Settings(attribution="rules")


def chain(text, words, settings=None):
    article = Article(id="a", text=text, text_sha256="", bytes_sha256="", passages=(Passage(0, len(text), "body"),))
    return min(
        (s for s in understand(article, settings).statements if words in s.text), key=lambda s: len(s.text)
    ).chain


def names(text, words):
    return [hop.sources[0].text if hop.sources else None for hop in chain(text, words)]


@pytest.mark.parametrize(
    ("text", "hops"),
    [
        ("The bridge was closed.", []),
        ("Jan Novak said the bridge was closed.", ["Jan Novak"]),
        ("The Herald reported that Jan Novak said the bridge was closed.", ["Jan Novak", "The Herald"]),
        ("Novak said that Mayor Ruiz had told the council that the bridge was closed.", ["Mayor Ruiz", "Novak"]),
        ("“The bridge was closed,” the Herald quoted Jan Novak as saying.", ["Jan Novak", "the Herald"]),
        ("Ana Ruiz repeated Novak's claim that the bridge was closed.", ["Novak"]),
    ],
)
def test_a_chain_has_every_hop_in_order(text, hops):
    assert names(text, "closed") == hops


@pytest.mark.parametrize(
    ("text", "hops"),
    [
        ("Drivers know that the bridge was closed, Jan Novak said.", ["Jan Novak"]),
        ("Jan Novak said the mayor should say that the bridge was closed.", ["Jan Novak"]),
        ("Jan Novak said the pictures show that the bridge was closed.", ["Jan Novak"]),
        ("Jan Novak said nobody believed that the bridge was closed.", ["Jan Novak"]),
        ("Jan Novak said the report shows that the bridge was closed.", ["the report", "Jan Novak"]),
        ("Jan Novak said Ana Ruiz told him that the bridge was closed.", ["Ana Ruiz", "Jan Novak"]),
        ("Jan Novak said Ana Ruiz suggested that the bridge was closed.", ["Ana Ruiz", "Jan Novak"]),
    ],
)
def test_what_nobody_said_or_thought_is_its_speakers_own(text, hops):
    assert names(text, "closed") == hops


def test_a_speaker_who_says_that_he_said_it_is_one_hop():
    (hop,) = chain("On Friday Maria Novak wrote to the council, saying the bridge was closed.", "the bridge was closed")
    assert hop.sources[0].text == "Maria Novak"
    assert hop.when.text == "Friday"


@pytest.mark.parametrize(
    ("text", "anonymous", "unresolved"),
    [
        ("A senior official said the bridge was closed.", True, False),
        ("Officials familiar with the matter said the bridge was closed.", True, False),
        ("The report claimed the bridge was closed.", False, True),
        ("The bridge was said to have been closed.", True, False),
        ("Police said the bridge was closed.", False, False),
        ("The mayor's spokesman, Jan Novak, said the bridge was closed.", False, False),
    ],
)
def test_unnamed_and_unknown_sources_are_told_apart(text, anonymous, unresolved):
    (hop,) = chain(text, "closed")
    assert (hop.anonymous, hop.unresolved) == (anonymous, unresolved)


def test_whom_it_was_said_to_is_kept():
    (hop,) = chain("Jan Novak told the council that the bridge was closed.", "closed")
    assert hop.to.text == "the council"


@pytest.mark.parametrize(
    ("text", "words", "hops"),
    [
        (
            "Jan Novak says Ana Ruiz promised to come and said she would close the bridge.",
            "she would close the bridge",
            ["Ana Ruiz", "Jan Novak"],
        ),
        ("Jan Novak said engineers predict a longer closure in May.", "longer closure", ["engineers", "Jan Novak"]),
        (
            "Jan Novak said the council had emphasized the need to close the bridge.",
            "need to close",
            ["the council", "Jan Novak"],
        ),
        (
            "“In May, he said, ‘The bridge is safe; we keep it,’” Ana Ruiz recalled in an interview.",
            "bridge is safe",
            ["he", "Ana Ruiz"],
        ),
        (
            "A film shows that the bridge stood, contradicting the mayor's claim that the bridge was closed.",
            "was closed",
            ["the mayor"],
        ),
    ],
)
def test_what_one_says_of_another_has_both(text, words, hops):
    chained = chain(text, words, RULES)
    assert [hop.sources[0].text for hop in chained] == hops


def test_a_thinker_who_is_the_unnamed_speaker_stays_unnamed():
    chained = chain("Several sources tell the Coast Herald they believe the bridge was closed.", "closed", RULES)
    assert [h.anonymous for h in chained] == [True, False]


@pytest.mark.parametrize(
    ("text", "words", "hops"),
    [
        ("“Enough,” said Ana Ruiz.\n“We will not pay for the bridge again.”", "again", ["Ana Ruiz"]),
        ("“It was cold on the bridge,” said Ana Ruiz.\n“God help us.”", "help", ["Ana Ruiz"]),
        ("Ana Ruiz says she sees a larger issue.\n“There is no money for bridges.”", "money", ["Ana Ruiz"]),
        ("Mayor Ana Ruiz accused the council of theft.\n“This is about our bridge.”", "about", ["Mayor Ana Ruiz"]),
        ("Maria Novak went to court on Monday.\n“There is no money for bridges.”", "money", ["Maria Novak"]),
        ("The bridge was closed.\n“There is no money for bridges.”", "money", [None]),
        ("“Enough,” said Ana Ruiz.\nThe bridge was closed.\nThe “old town” was flooded again.", "flooded", []),
        ("“Enough,” said Ana Ruiz.\nThe film “Bridge over the Water” was shown again.", "shown", []),
    ],
)
def test_a_quotation_without_a_cue_is_of_whoever_spoke_last(text, words, hops):
    assert names(text, words) == hops


@pytest.mark.parametrize(
    ("text", "words", "hops"),
    [
        ("MOOR: The bridge was closed.\nRUIZ: When?\nMOOR: It opens again in May.", "opens", ["MOOR"]),
        ("JAN MOOR, HOST (ph): Welcome.\nRUIZ: The bridge was closed.\nMOOR: Thanks.", "closed", ["RUIZ"]),
        ("[00:01] SPEAKER 1: The bridge was closed.\n[00:09] SPEAKER 1: It opens.", "closed", ["SPEAKER 1"]),
        ("MOOR: We begin.\nThe bridge was closed.\nMOOR: It opens again in May.", "closed", ["MOOR"]),
        ("Maria Novak met the paper.\nQ: And?\nA: The bridge was closed.\nQ: So?", "closed", ["Maria Novak"]),
        ("Update: The bridge was closed.\nRead more: It opens again in May.", "closed", []),
        ("The mayor met « old friends ». The bridge was closed.", "closed", []),
        ("« The bridge was closed », Maria Novak told the council.", "closed", ["Maria Novak"]),
    ],
)
def test_labels_and_marks_tell_who_speaks(text, words, hops):
    assert names(text, words) == hops


def test_what_nobody_was_asked_to_do_is_a_statement():
    article = "Jan Novak left on Sunday. The council never asked him to stay at the bridge."
    assert chain(article, "The council never asked him to stay") == ()


def test_what_the_net_reads_as_said_is_no_part_of_the_source():
    article = "Another 14 people were taken to hospital, police spokeswoman Ida Kronberg said."
    assert names(article, "taken to hospital") == ["police spokeswoman Ida Kronberg"]


def test_a_source_whose_name_stands_in_apposition_is_named():
    named = chain('A man who lives nearby, Tom Asker, said: "The bridge was closed on Monday."', "closed")
    unnamed = chain('A man who lives nearby said: "The bridge was closed on Monday."', "closed")
    assert [[hop.anonymous for hop in hops] for hops in (named, unnamed)] == [[False], [True]]
