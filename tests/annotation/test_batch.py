"""What was understood once serves every article that carries the text."""

from __future__ import annotations

from msgspec.structs import replace

import rashomon
from evals.scoring.integrity import problems
from rashomon.annotation.batch import for_another, understand_each
from rashomon.dossier import json
from rashomon.settings import Settings
from rashomon.types import Attribution, Understanding, spot
from rashomon.types.ids import attribution_id

TEXT = "Mayor Ilse Brandt told Harbour News on Friday that the ferry had sunk. “Nobody was hurt,” she said."


def understood_twice() -> tuple[Understanding, Understanding]:
    """The same text as two articles, each understood by itself."""
    one, other = rashomon.distinct([rashomon.from_text(TEXT, name=name) for name in ("one.txt", "two.txt")])
    return rashomon.understand(one), rashomon.understand(other)


def test_what_is_made_of_another_articles_understanding_is_what_its_own_would_be() -> None:
    one, other = understood_twice()
    assert one.statements
    assert one.events
    assert any(s.entity for x in one.statements for hop in x.chain for s in hop.sources)
    assert for_another(one, other.article) == other
    assert for_another(other, one.article) == one


def attributed(understanding: Understanding) -> Understanding:
    """The same with its first reported statement's attribution, made by hand."""
    statement = next(s for s in understanding.statements if s.chain)
    hop, article = statement.chain[0], understanding.article
    assert hop.cue is not None
    source = tuple(spot(article.content, s.span) for s in hop.sources)
    said = Attribution(
        id=attribution_id(article.id, [s.span for s in source], hop.cue.span, statement.spans),
        article=article.id,
        source=source,
        cue=hop.cue,
        content=statement.spans,
        chain=statement.chain,
        statement=statement.id,
        found_by="net",
        states=True,
    )
    statements = (replace(s, attribution=said.id) if s == statement else s for s in understanding.statements)
    return replace(understanding, statements=tuple(statements), attributions=(said,))


def test_attributions_and_what_names_them_move_along() -> None:
    one, other = map(attributed, understood_twice())
    assert one.attributions[0].id != other.attributions[0].id
    assert for_another(one, other.article) == other
    assert rashomon.load_understanding(rashomon.dump_understanding(one)) == one
    dossier = rashomon.compare([one, other])
    assert [a.id for a in dossier.attributions] == [one.attributions[0].id, other.attributions[0].id]
    assert problems(dossier) == []
    assert json.load(json.dump(dossier)) == dossier


def test_two_articles_of_one_text_share_no_id() -> None:
    one, other = understood_twice()
    ids = [x.id for u in (one, other) for x in (*u.statements, *u.entities, *u.events)]
    assert len(ids) == len(set(ids))


def test_what_is_known_is_not_understood_again_and_serves_the_others_of_its_text() -> None:
    one, other = understood_twice()
    marked = replace(one, times=())
    articles = [other.article, one.article]
    found = list(understand_each(articles, Settings(spacy_model="none_is_asked_for"), 1, {one.article.id: marked}))
    assert found == [for_another(marked, other.article), marked]


def test_of_an_article_in_another_language_nothing_is_kept() -> None:
    one, _ = understood_twice()
    other = replace(one.article, language="fr")
    (found,) = understand_each([other], Settings(), 1, {other.id: replace(one, article=other)})
    assert found.statements == found.tokens == ()
