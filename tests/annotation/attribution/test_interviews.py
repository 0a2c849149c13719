"""Interviews and programmes: what was said there passed through whoever publishes it, as long as it goes on."""

import pytest

from rashomon.annotation.pipeline import understand
from rashomon.settings import Settings
from rashomon.types import Article, Passage

RULES = Settings(attribution="rules")


def chains(text, outlet=None):
    whole = (Passage(0, len(text), "body"),)
    article = Article(id="a", text=text, text_sha256="", bytes_sha256="", outlet=outlet, passages=whole)
    return {
        s.text: [(h.sources[0].text if h.sources else None, h.implied) for h in s.chain]
        for s in understand(article).statements
    }


def chain(text, words, outlet=None):
    return next(c for t, c in chains(text, outlet).items() if words in t)


def test_an_interview_goes_on_while_nobody_else_speaks():
    text = "Maria Novak told the Coast Herald that the mill would close. She also said the workers were told in May."
    assert chain(text, "workers were told") == [("She", False), ("the Coast Herald", True)]


def test_an_interview_ends_where_somebody_else_speaks():
    text = (
        "Maria Novak told the Coast Herald that the mill would close. Mayor Ivo Ruiz said the town was not told. "
        "Novak said the workers knew."
    )
    assert chain(text, "town was not told") == [("Mayor Ivo Ruiz", False)]
    assert chain(text, "workers knew") == [("Novak", False)]


def test_what_was_told_to_the_outlet_itself_went_through_nobody():
    text = "Maria Novak told the Coast Herald that the mill would close."
    assert chain(text, "mill would close", outlet="Coast Herald") == [("Maria Novak", False)]


def test_a_trailing_credit_covers_its_own_sentence():
    text = "The mill will close in May, the Coast Herald reported. The mill was opened by the mayor in 1962."
    assert chain(text, "was opened") == []


def hops(text, words, outlet=None):
    whole = (Passage(0, len(text), "body"),)
    article = Article(id="a", text=text, text_sha256="", bytes_sha256="", outlet=outlet, passages=whole)
    statement = next(s for s in understand(article, RULES).statements if words in s.text)
    return [h.sources[0].text if h.sources else None for h in statement.chain]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("“The mill is closed,” Jan Novak told an interviewer.", ["Jan Novak", "an interviewer"]),
        ("“The mill is closed,” Jan Novak told host Ana Ruiz.", ["Jan Novak", "host Ana Ruiz"]),
        ("“The mill is closed,” Jan Novak told HarbourWire.", ["Jan Novak", "HarbourWire"]),
        ("Speaking on Harbour News, Jan Novak said the mill is closed.", ["Jan Novak", "Harbour News"]),
        ("“The mill is closed,” Jan Novak said, speaking on Harbour News.", ["Jan Novak", "Harbour News"]),
        ("Back on Harbour News, Jan Novak said the mill is closed.", ["Jan Novak", "Harbour News"]),
        ("In a June interview on Harbour Radio, Novak said the mill is closed.", ["Novak", "Harbour Radio"]),
        (
            "Jan Novak told the Coast Herald that the port was safe, adding that the mill is closed.",
            ["Jan Novak", "the Coast Herald"],
        ),
    ],
)
def test_what_was_said_where_it_is_published_came_through_the_publisher(text, sources):
    assert hops(text, "mill is closed") == sources


@pytest.mark.parametrize(
    "text",
    [
        "“The mill is closed,” Jan Novak told the council.",
        "“The mill is closed,” Jan Novak told reporters.",
        "“The mill is closed,” Jan Novak told Ana Ruiz.",
        "“The mill is closed,” Jan Novak said in an interview.",
        "“The mill is closed,” Jan Novak said in a meeting with Ana Ruiz.",
    ],
)
def test_what_was_told_to_people_who_do_not_publish_came_through_nobody(text):
    assert hops(text, "mill is closed") == ["Jan Novak"]


@pytest.mark.parametrize(
    "before",
    [
        "Ana Ruiz, the host of a morning show, was late.",
        "The weekend brought news to The Ana Ruiz Show.",
        "Few listen to commentators like Ana Ruiz.",
    ],
)
def test_who_asks_somewhere_in_the_article_publishes_what_he_is_told(before):
    assert hops(f"{before}\n“The mill is closed,” Jan Novak told Ruiz.", "mill is closed") == ["Jan Novak", "Ruiz"]


def test_what_was_told_to_the_outlet_or_its_programme_came_through_nobody():
    text = "“The mill is closed,” Jan Novak said, speaking on Harbour News Tonight."
    assert hops(text, "mill is closed", outlet="Harbour News") == ["Jan Novak"]
    text = "“The mill is closed,” Jan Novak told the Harbour Herald."
    assert hops(text, "mill is closed", outlet="HarbHerald") == ["Jan Novak"]


@pytest.mark.parametrize(
    "before",
    [
        "Jan Novak appeared on Harbour News on Monday.",
        "On Harbour News on Monday, Jan Novak attacked the council.",
        "Ivo Ban of Harbour News began his interview with Jan Novak late.",
    ],
)
def test_words_behind_an_appearance_came_through_it(before):
    said = hops(f"{before}\n“The mill is closed,” Novak said.", "mill is closed")
    assert said[0] == "Novak"
    assert len(said) == 2


def test_that_interview_is_the_one_named_before():
    text = (
        "Jan Novak spoke in an interview with the Coast Herald in May. The council met. Ana Ruiz said it rained. "
        "The ships came. In that interview, Novak said the mill is closed."
    )
    assert hops(text, "mill is closed") == ["Novak", "the Coast Herald"]


@pytest.mark.parametrize("medium", ["in a statement", "in a letter", "in an interview", "in a post on Tuesday"])
def test_what_is_said_in_a_medium_is_the_speakers(medium):
    text = f"Mayor Ilse Brandt said {medium} that the old steel factory in Velden will close in May."
    assert hops(text, "will close")[0] == "Mayor Ilse Brandt"
