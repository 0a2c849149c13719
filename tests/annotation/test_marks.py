"""The words that show a statement's certainty, polarity and force, in articles understood from end to end."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rashomon
from rashomon.annotation.pipeline import understand
from rashomon.settings import Settings
from rashomon.types import STORY_KINDS, Article, Passage, Repair, covers

CORPUS = Path(__file__).parents[1] / "corpus"
PLAIN = {"certainty": "certain", "polarity": "affirmed", "force": "assertion"}
RULES = Settings(attribution="rules")


def understood(text, passages=None, repairs=()):
    whole = (Passage(0, len(text), "body"),) if text else ()
    digest = {"text_sha256": "", "bytes_sha256": ""}
    article = Article(id="a", text=text, passages=passages or whole, repairs=tuple(repairs), **digest)
    return understand(article, RULES)


def marks_of(text, about, **more):
    return [m.text for s in understood(text, **more).statements for m in s.marks if m.about == about]


def check(understanding):
    """Every mark repeats the article, lies in its story, and stands where there is something to show."""
    article = understanding.article
    story = [(p.start, p.end) for p in article.passages if p.kind in STORY_KINDS]
    for statement in understanding.statements:
        for mark in statement.marks:
            assert mark.text == article.content[mark.start : mark.end]
            assert covers(story, mark.span)
        for about, plain in PLAIN.items():
            shown = [m for m in statement.marks if m.about == about]
            assert bool(shown) == (getattr(statement, about) != plain)
            assert shown == sorted(shown, key=lambda m: m.start)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.txt")), ids=lambda path: path.stem)
def test_marks_of_whole_articles_are_words_of_their_story(path):
    understanding = understand(rashomon.read(path), RULES)
    assert any(s.marks for s in understanding.statements)
    check(understanding)


PIECES = st.sampled_from(
    [
        "The ferry may leave on Friday.",
        "The mayor did not say whether the mill would close.",
        "No one came, and the council turned the offer down.",
        "“Leave the harbour now!” she told the crew.",
        "He denied that it didnâ€™t sail.",
        "Did it sink?",
        "\n",
        "Subscribe to our newsletter.",
        "🎉",
        " ",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=7), st.data())
def test_marks_of_any_text_are_words_of_its_story(pieces, data):
    text = " ".join(pieces)
    cut = data.draw(st.integers(1, len(text)))
    passages = (Passage(0, cut, "boilerplate"), *((Passage(cut, len(text), "body"),) if cut < len(text) else ()))
    check(understood(text, passages))


def test_a_cue_outside_of_the_statement_shows_its_force():
    (statement,) = (s for s in understood("The council demanded that the crew leave.").statements if s.chain)
    assert statement.force == "demand"
    assert [(m.about, m.text) for m in statement.marks] == [("force", "demanded")]
    assert statement.marks[0].end <= statement.spans[0][0]


def test_one_statement_has_marks_of_every_kind():
    (statement,) = understood("“Might the ferry not leave?” Novak asked.").statements
    assert (statement.polarity, statement.force, statement.certainty) == ("negated", "question", "unknown")
    assert [(m.about, m.text) for m in statement.marks] == [("certainty", "?"), ("polarity", "not"), ("force", "?")]


def test_a_mark_is_what_stands_in_the_text_before_any_repair():
    text = "The ferry didnâ€™t leave the harbour."
    start = text.index("â€™")
    assert marks_of(text, "polarity", repairs=[Repair(start, start + 3, "’")]) == ["nâ€™t"]
