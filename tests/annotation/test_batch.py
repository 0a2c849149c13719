"""What was understood once serves every article that carries the text."""

from __future__ import annotations

import hashlib

from msgspec.structs import replace

from rashomon.annotation.batch import for_another
from rashomon.annotation.pipeline import understand
from rashomon.types import Article, Passage

TEXT = "Mayor Ilse Brandt told Harbour News on Friday that the ferry had sunk. “Nobody was hurt,” she said."


def test_another_article_of_the_text_has_the_same_understanding_with_ids_of_its_own() -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    passages = (Passage(0, len(TEXT), "body"),)
    one = Article(id=digest[:16], text=TEXT, text_sha256=digest, bytes_sha256=digest, passages=passages)
    other = replace(one, id=f"{one.id}-01234567", file="copy.txt")
    understood = understand(one)
    again = for_another(understood, other)
    assert again.article == other
    assert [s.text for s in again.statements] == [s.text for s in understood.statements]
    ids = [x.id for u in (understood, again) for x in (*u.statements, *u.entities, *u.attributions, *u.events)]
    assert len(ids) == len(set(ids))
    assert (
        {s.article for s in again.statements} == {m.article for e in again.entities for m in e.mentions} == {other.id}
    )
    entities = {e.id for e in again.entities}
    named = {s.entity for x in again.statements for hop in x.chain for s in hop.sources if s.entity}
    assert named
    assert named <= entities
    statements, attributions = {s.id for s in again.statements}, {a.id for a in again.attributions}
    assert {e.statement for e in again.events} <= statements
    assert {a.statement for a in again.attributions} <= statements
    assert {s.attribution for s in again.statements} == attributions
    assert {a.article for a in again.attributions} == {other.id}
    assert for_another(understood, other) == again
