"""Who and what one article speaks of, and which of them a phrase stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.annotation.coreference.clusters import Heads, Referent, referents_of
from rashomon.annotation.coreference.features import Table, table
from rashomon.annotation.coreference.mentions import find_phrases
from rashomon.annotation.coreference.names import Name, find_names
from rashomon.annotation.coreference.resolution import resolve
from rashomon.annotation.quotations import Quote, quotes
from rashomon.lexicon import words
from rashomon.names.outlets import is_news_organisation
from rashomon.types import Entity, Mention
from rashomon.types.ids import EntityId, entity_id
from rashomon.types.parse import Parse, Token, TokenSpan

if TYPE_CHECKING:
    from rashomon.annotation.document import Document, Paragraph

__all__ = ["Mentions", "entities", "mentions_of"]

_PUBLISHERS = words("news_organisations.publisher_nouns")


@dataclass(frozen=True, slots=True)
class Mentions:
    """The entities of an article and what its words stand for."""

    entities: tuple[Entity, ...]
    """In order of their first mentions."""
    by_token: Mapping[int, EntityId]
    """For the head token of each mention, the entity's id."""

    def entity_of(self, phrase: TokenSpan | Token) -> EntityId | None:
        """The entity that a phrase of the doc stands for: its head's or its apposition's, never a modifier's."""
        if isinstance(phrase, Token):
            return self.by_token.get(phrase.i)
        root = phrase.root
        inside = range(phrase.start, phrase.end)
        for i in (root.i, *(c.i for c in root.children if c.dep_ == "appos" and c.i in inside)):
            if i in self.by_token:
                return self.by_token[i]
        return self._last_of(phrase)

    def _last_of(self, phrase: TokenSpan) -> EntityId | None:
        """The name that ends a phrase which the parser has taken apart, no preposition or possessive before it."""
        last = next((t for t in reversed(list(phrase)) if not t.is_punct and t.tag_ != "POS"), None)
        if last is None or last.i not in self.by_token or last.tag_[:3] not in ("NNP", "PRP"):
            return None
        before = phrase.doc[phrase.start : last.i]
        parted = any(t.tag_ in ("IN", "TO", "POS", "CC") or t.pos_ == "VERB" for t in before)
        return None if parted else self.by_token[last.i]


def entities(document: Document, marked: Sequence[Quote] | None = None) -> Mentions:
    """Return the entities of one parsed article: names, and the phrases and pronouns that are sure to stand for them.

    People and groups without a name ("a senior official") are entities of their own where something is said or meant
    by them more than once. A country that acts is a government, one where something happens is a place. ``marked``
    are the article's quotations, for whoever has found them already.
    """
    doc = document.parse
    names = find_names(doc)
    referents, by_head = referents_of(doc, names)
    resolve(_table(document, marked, names, by_head), referents, by_head)
    kept = [r for r in referents if r.named or r.speaks or len(r.mentions) > 1]
    found = {r: _entity(document, r) for r in kept}
    ordered = sorted(found.values(), key=lambda e: (e.mentions[0].start, e.mentions[0].end, e.id))
    by_token = {t.i: found[r].id for t, r in by_head.items() if r in found}
    return Mentions(tuple(ordered), by_token | _relatives(doc, by_token))


def mentions_of(document: Document) -> Table:
    """Return the mentions of an article with their features, which the ranker is trained on."""
    names = find_names(document.parse)
    return _table(document, None, names, referents_of(document.parse, names)[1])


def _table(document: Document, marked: Sequence[Quote] | None, names: list[Name], by_head: Heads) -> Table:
    quoted = _numbered(document, quotes(document) if marked is None else marked)
    phrases = find_phrases(document.parse, names, by_head)
    return table(phrases, quoted, _numbered(document, document.paragraphs))


def _numbered(document: Document, parts: Iterable[Quote | Paragraph]) -> list[int]:
    """Return for each token the number of the part that it stands in, from 1; 0 outside."""
    out = [0] * len(document.parse)
    for number, part in enumerate(parts, 1):
        out[part.start : part.end] = [number] * (part.end - part.start)
    return out


def _relatives(doc: Parse, by_token: Mapping[int, EntityId]) -> dict[int, EntityId]:
    """Return whom "who" and "which" stand for: what their clause belongs to. They are no mentions of their own."""
    return {
        t.i: by_token[t.head.head.i]
        for t in doc
        if t.tag_ in ("WP", "WDT") and t.head.dep_ == "relcl" and t.head.head.i in by_token
    }


def _entity(document: Document, referent: Referent) -> Entity:
    spots = sorted({document.spot(document.parse[m.start : m.end]) for m in referent.mentions})
    mentions = tuple(Mention(document.article.id, spot.start, spot.end, spot.text) for spot in spots)
    name = entity_id(document.article.id, mentions[0].span, referent.kind)
    return Entity(id=name, kind=referent.kind, name=referent.name, mentions=mentions, outlet=_is_outlet(referent))


def _is_outlet(referent: Referent) -> bool:
    """Return whether a name, or what the text calls its bearer ("El Norte, a newspaper"), is a news organisation's."""
    if referent.kind not in ("organisation", "group", "other") or not referent.named:
        return False
    return is_news_organisation(referent.name) or any(not _PUBLISHERS.isdisjoint(role) for role in referent.roles)
