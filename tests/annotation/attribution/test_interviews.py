"""Interviews and programmes: what was said there passed through whoever publishes it."""

import pytest

from rashomon.annotation.pipeline import understand
from rashomon.settings import Settings
from rashomon.types import Article, Passage

RULES = Settings(attribution="rules")


def chain(text, words, outlet=None):
    whole = (Passage(0, len(text), "body"),)
    article = Article(id="a", text=text, text_sha256="", bytes_sha256="", outlet=outlet, passages=whole)
    statement = next(s for s in understand(article, RULES).statements if words in s.text)
    return [h.sources[0].text if h.sources else None for h in statement.chain]


@pytest.mark.parametrize(
    ("text", "hops"),
    [
        ("“The mill is closed,” Jan Novak told an interviewer.", ["Jan Novak", "an interviewer"]),
        ("“The mill is closed,” Jan Novak told host Ana Ruiz.", ["Jan Novak", "host Ana Ruiz"]),
        ("“The mill is closed,” Jan Novak told HarbourWire.", ["Jan Novak", "HarbourWire"]),
        ("Speaking on Harbour News, Jan Novak said the mill is closed.", ["Jan Novak", "Harbour News"]),
        ("“The mill is closed,” Jan Novak said, speaking on Harbour News.", ["Jan Novak", "Harbour News"]),
        ("Back on Harbour News, Jan Novak said the mill is closed.", ["Jan Novak", "Harbour News"]),
        ("In a June interview on Harbour Radio, Novak said the mill is closed.", ["Novak", "Harbour Radio"]),
        (
            "The union shrugged at Jan Novak's Harbour News appearance, in which he said the mill is closed.",
            ["he", "Harbour News"],
        ),
        (
            "Jan Novak told the Coast Herald that the port was safe, adding that the mill is closed.",
            ["Jan Novak", "the Coast Herald"],
        ),
    ],
)
def test_what_was_said_where_it_is_published_came_through_the_publisher(text, hops):
    assert chain(text, "mill is closed") == hops


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
    assert chain(text, "mill is closed") == ["Jan Novak"]


@pytest.mark.parametrize(
    "before",
    [
        "Ana Ruiz, the host of a morning show, was late.",
        "The weekend brought news to The Ana Ruiz Show.",
        "Few listen to commentators like Ana Ruiz.",
    ],
)
def test_who_asks_somewhere_in_the_article_publishes_what_he_is_told(before):
    assert chain(f"{before}\n“The mill is closed,” Jan Novak told Ruiz.", "mill is closed") == ["Jan Novak", "Ruiz"]


def test_what_was_told_to_the_outlet_or_its_programme_came_through_nobody():
    text = "“The mill is closed,” Jan Novak said, speaking on Harbour News Tonight."
    assert chain(text, "mill is closed", outlet="Harbour News") == ["Jan Novak"]
    text = "“The mill is closed,” Jan Novak told the Harbour Herald."
    assert chain(text, "mill is closed", outlet="HarbHerald") == ["Jan Novak"]


@pytest.mark.parametrize(
    "before",
    [
        "Jan Novak appeared on Harbour News on Monday.",
        "On Harbour News on Monday, Jan Novak attacked the council.",
        "Ivo Ban of Harbour News began his interview with Jan Novak late.",
    ],
)
def test_words_behind_an_appearance_came_through_it(before):
    said = chain(f"{before}\n“The mill is closed,” Novak said.", "mill is closed")
    assert said[0] == "Novak"
    assert len(said) == 2


def test_that_interview_is_the_one_named_before():
    text = (
        "Jan Novak spoke in an interview with the Coast Herald in May. The council met. Ana Ruiz said it rained. "
        "The ships came. In that interview, Novak said the mill is closed."
    )
    assert chain(text, "mill is closed") == ["Novak", "the Coast Herald"]
