"""Who says what: the forms in which English reports."""

import pytest

from rashomon.annotation.attribution.rules import completed, find
from rashomon.annotation.quotations import quotes
from rashomon.annotation.syntax import runs


def read(document, text):
    doc = document(text)
    return doc, completed(doc, quotes(doc), find(doc, quotes(doc)))


def words(doc, tokens):
    return " … ".join(doc.parse[s:e].text for s, e in runs(tokens, doc.parse))


def source(doc, attribution):
    return doc.parse[slice(*attribution.source)].text if attribution.source else None


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        ("Maria Lopez said that the bridge was closed.", "Maria Lopez", "the bridge was closed"),
        ("The bridge was closed, Maria Lopez said on Friday.", "Maria Lopez", "The bridge was closed"),
        ("The bridge, she said, would stay closed.", "she", "The bridge … would stay closed"),
        ("According to the mayor, the bridge was closed.", "the mayor", "the bridge was closed"),
        ("Reporters repeated Norway's demand that the ship leave the port.", "Norway", "the ship leave the port"),
        ("The minister rejected the offer, saying that it came too late.", "The minister", "it came too late"),
        ("Lopez called the plan a disaster.", "Lopez", "the plan a disaster"),
        ("Lopez accused the firm of lying.", "Lopez", "the firm of lying"),
        ("“The bridge is safe,” said Maria Lopez.", "Maria Lopez", "The bridge is safe"),
        ("The firm urged residents to leave the valley.", "The firm", "residents to leave the valley"),
    ],
)
def test_a_source_gets_its_content(document, text, who, content):
    doc, found = read(document, text)
    assert (who, content) in [(source(doc, a), words(doc, a.content).strip(" ,")) for a in found]


def test_a_passive_without_agent_has_no_source(document):
    doc, (attribution,) = read(document, "The meeting was said to have lasted four hours.")
    assert attribution.anonymous
    assert attribution.source is None
    assert words(doc, attribution.content) == "The meeting … to have lasted four hours"


def test_quoting_makes_two_hops(document):
    doc, (attribution,) = read(document, "“We will rebuild,” the Herald quoted the mayor, Jan Novak, as saying.")
    assert source(doc, attribution) == "the mayor, Jan Novak"
    assert doc.parse[slice(*attribution.via[0].source)].text == "the Herald"


def test_being_quoted_without_agent_passes_through_somebody_unnamed(document):
    _, (attribution,) = read(document, "“We will rebuild the bridge,” Novak was quoted as saying.")
    assert attribution.via[0].anonymous


def test_an_interview_is_the_interviewers(document):
    doc, (attribution,) = read(
        document, "“We will rebuild it,” Novak said in an interview with the Coast Herald newspaper."
    )
    assert "Coast Herald" in doc.parse[slice(*attribution.via[0].source)].text


def test_a_quotation_keeps_its_speaker_over_sentences_and_past_the_cue(document):
    doc, found = read(
        document, "“We waited. Nobody came to help us,” Novak said. “Until they come, we will wait here.”"
    )
    assert [a.implied for a in found] == [False, True]
    assert words(doc, found[0].content).startswith("We waited")
    assert {source(doc, a) for a in found} == {"Novak"}


def test_a_participle_after_a_comma_belongs_to_who_speaks(document):
    text = "Novak told the council that the towns were partners, stressing that the ties between them were strong."
    doc, found = read(document, text)
    assert [source(doc, a) for a in found] == ["Novak", "Novak"]
    assert words(doc, found[0].content) == "the towns were partners"


def test_the_name_beside_a_quotation_wins_over_a_noun_inside_it(document):
    doc, found = read(
        document, "“He has left behind thousands of lawsuits and customers who feel cheated,” Novak said."
    )
    assert [source(doc, a) for a in found] == ["Novak"]


def test_a_speakers_own_belief_is_no_second_source(document):
    doc, found = read(document, "“I believe the council will follow through,” Jan Novak told reporters.")
    assert [source(doc, a) for a in found] == ["Jan Novak"]


@pytest.mark.parametrize(
    "text",
    [
        "The painter described what he called a failure of taste.",
        "The film shows him leaving the hall.",
        "Does anyone believe that this was wanted?",
        "Per tradition, the girls were in attendance.",
        "Newly sworn members reading aloud the charter did not recite every verse.",
    ],
)
def test_what_only_looks_like_reporting_is_none(document, text):
    assert read(document, text)[1] == ()


def test_a_short_answer_has_a_speaker(document):
    doc, (attribution,) = read(document, "“No,” Maria said quickly.")
    assert (source(doc, attribution), words(doc, attribution.content)) == ("Maria", "No")


def test_the_title_of_a_work_is_nobodys_words(document):
    _, found = read(document, "“That is not possible,” Novak said on the program “State of the Old City.”")
    assert len(found) == 1


def test_a_vow_is_the_content_of_who_vows(document):
    doc, (attribution,) = read(document, "The firm vowed to reopen the mill in May.")
    assert (source(doc, attribution), words(doc, attribution.content)) == ("The firm", "to reopen the mill in May")
