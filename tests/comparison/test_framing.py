from __future__ import annotations

import pytest

from rashomon.comparison.entity_linking import link
from rashomon.comparison.framing import descriptions, voice
from rashomon.comparison.propositions import AnnotatedArticle
from rashomon.dossier.build import build


def described(understanding) -> set[tuple[str, str]]:
    article = AnnotatedArticle(link([understanding]).understandings[0], 0)
    return {(article.entities[e].name, article.text[slice(*span)]) for e, span in descriptions(article)}


@pytest.mark.parametrize(
    ("text", "name", "phrase"),
    [
        ("Talks with Hamas and other armed groups went on.", "Hamas", "armed groups"),
        ("Hamas, an armed movement, held talks in Cairo.", "Hamas", "armed movement"),
        ("Hamas is an armed movement.", "Hamas", "armed movement"),
        ("The Hamas terror group held talks in Cairo.", "Hamas", "terror group"),
    ],
)
def test_what_an_entity_is_called_besides_its_name_is_found(understood, text, name, phrase) -> None:
    found = described(understood(text))
    assert any(name in owner and phrase in words for owner, words in found), found


@pytest.mark.parametrize("text", ["Hamas is not a peaceful movement.", "Hamas wants to be a peaceful movement."])
def test_what_an_entity_is_said_not_to_be_does_not_describe_it(understood, text) -> None:
    assert not described(understood(text))


def test_the_voice_is_quoted_paraphrased_or_the_outlets_own(understood) -> None:
    text = 'The armed movement met. Ilse Brandt said the brave rebels left. "The bandits lost," Ilse Brandt said.'
    article = AnnotatedArticle(understood(text), 0)

    def voice_of(words: str) -> str:
        at = text.index(words)
        return voice(article, (at, at + len(words)))

    assert [voice_of(w) for w in ("armed movement", "brave rebels", "bandits")] == ["outlet", "paraphrased", "quoted"]


def test_two_articles_words_for_one_entity_stand_together(understood) -> None:
    one = understood("Talks between Egypt, Hamas and other liberation movements went on in Cairo.", outlet="One")
    other = understood("Talks with the Hamas terror group went on in Cairo.", outlet="Two")
    dossier = build([one, other])
    (hamas,) = [e.id for e in dossier.entities if e.name == "Hamas"]
    phrases = {p.text for w in dossier.wording if w.entity == hamas for p in w.phrases}
    assert {"liberation movements", "terror group"} <= phrases


def test_an_entity_that_all_name_alike_is_not_listed(understood) -> None:
    one = understood("Ilse Brandt opened the bridge. Brandt was pleased.", outlet="One")
    other = understood("Ilse Brandt closed the harbour. Ms. Brandt was sad.", outlet="Two")
    dossier = build([one, other])
    assert not [w for w in dossier.wording if w.entity]


@pytest.mark.parametrize("form", ["President Brandt", "Ms. Ilse Brandt", "Brandt"])
def test_a_variant_of_a_name_or_title_is_no_wording(understood, form) -> None:
    one = understood("Ilse Brandt opened the bridge.", outlet="One")
    other = understood(f"{form} closed the harbour. Ilse Brandt was sad.", outlet="Two")
    assert not [w for w in build([one, other]).wording if w.entity]


def test_a_phrase_is_listed_once_for_an_article_and_a_voice(understood) -> None:
    one = understood("Mayor Ilse Brandt left. Mayor Ilse Brandt came back. Mayor Ilse Brandt spoke.", outlet="One")
    other = understood("Engineer Ilse Brandt left.", outlet="Two")
    dossier = build([one, other])
    texts = [(p.article, p.text, p.voice) for w in dossier.wording for p in w.phrases]
    assert len(texts) == len(set(texts)) > 1


def worded(dossier) -> list[set[str]]:
    return [{p.text for p in w.phrases} for w in dossier.wording if w.claim]


@pytest.mark.parametrize(
    ("left", "right", "phrases"),
    [
        (
            "The mayor destroyed the letters of the harbour union.",
            "The mayor ruined the letters of the harbour union.",
            {"destroyed", "ruined"},
        ),
    ],
)
def test_other_words_for_one_thing_stand_together(understood, left, right, phrases) -> None:
    assert phrases in worded(build([understood(left, outlet="One"), understood(right, outlet="Two")]))


def test_a_claim_shows_no_more_than_its_most_telling_words(understood) -> None:
    text = "The {} mayor {} the old {} of the harbour union in Velden on Friday and {} the {} bridge."
    one = understood(text.format("angry", "destroyed", "letters", "closed", "big"), outlet="One")
    other = understood(text.format("furious", "ruined", "messages", "shut", "large"), outlet="Two")
    for phrases in worded(build([one, other])):
        assert len(phrases) <= 12


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("It was posted by the conservative action group Velden Rising.", {"conservative action group"}),
        ("It was posted by several Republicans and more Velden Democrats.", set()),
    ],
)
def test_what_stands_before_a_name_describes_it(understood, text, phrases) -> None:
    assert {words for _, words in described(understood(text))} == phrases
