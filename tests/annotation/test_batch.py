"""What was understood once serves every article that carries the text."""

from __future__ import annotations

from msgspec.structs import replace

import rashomon
from evals.scoring.integrity import problems
from rashomon.annotation.batch import for_another, understand_each
from rashomon.dossier import json
from rashomon.settings import Settings
from rashomon.types import Understanding

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


def test_attributions_and_what_names_them_move_along() -> None:
    one, other = understood_twice()
    assert {a.id for a in one.attributions}.isdisjoint(a.id for a in other.attributions)
    assert {s.attribution for s in one.statements} <= {a.id for a in one.attributions}
    assert rashomon.load_understanding(rashomon.dump_understanding(one)) == one
    dossier = rashomon.compare([one, other])
    assert [a.id for a in dossier.attributions] == [a.id for a in one.attributions + other.attributions]
    assert problems(dossier) == []
    assert json.load(json.dump(dossier)) == dossier


def test_two_articles_of_one_text_share_no_id() -> None:
    one, other = understood_twice()
    ids = [x.id for u in (one, other) for x in (*u.statements, *u.entities, *u.attributions, *u.events)]
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
