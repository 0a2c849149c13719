"""Sources carried over from an earlier sentence."""

from rashomon.annotation.pipeline import understand
from rashomon.types import Article, Passage


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
