"""Who and what one article speaks of, and which of them a phrase stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.annotation.coreference.clusters import referents_of
from rashomon.annotation.coreference.names import find_names
from rashomon.annotation.coreference.parse_columns import Syntax, read_syntax
from rashomon.annotation.coreference.referent import Referent
from rashomon.annotation.coreference.resolution import read_on
from rashomon.lexicon import words
from rashomon.names.outlets import is_news_organisation
from rashomon.types import Entity, Mention
from rashomon.types.ids import EntityId, entity_id
from rashomon.types.parse import Token, TokenSpan

if TYPE_CHECKING:
    from rashomon.annotation.document import Document
    from rashomon.annotation.quotations import Quote

__all__ = ["Mentions", "entities"]

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
        return (
            None
            if any(t.tag_ in ("IN", "TO", "POS", "CC") or t.pos_ == "VERB" for t in before)
            else self.by_token[last.i]
        )


def entities(document: Document, marked: Sequence[Quote] | None = None) -> Mentions:
    """The entities of one parsed article: names, and the phrases and pronouns that are sure to stand for them.

    People and groups without a name ("a senior official") are entities of their own where something is said or meant
    by them more than once. A country that acts is a government, one where something happens is a place. ``marked``
    are the article's quotations, for whoever has found them already.
    """
    syntax = read_syntax(document, marked)
    names = find_names(document, syntax)
    referents, by_head = referents_of(syntax, names)
    read_on(syntax, names, referents, by_head)
    kept = [r for r in referents if r.named or r.speaks or len(r.mentions) > 1]
    found = {id(r): _entity(document, r) for r in kept}
    ordered = sorted(found.values(), key=lambda e: (e.mentions[0].start, e.mentions[0].end, e.id))
    by_token = {i: found[id(r)].id for i, r in sorted(by_head.items()) if id(r) in found}
    return Mentions(tuple(ordered), by_token | _relatives(syntax, by_token))


def _relatives(syntax: Syntax, by_token: Mapping[int, EntityId]) -> dict[int, EntityId]:
    """ "who" and "which" stand for what their clause belongs to; they are no mentions of their own."""
    return {
        i: by_token[syntax.heads[syntax.heads[i]]]
        for i, tag in enumerate(syntax.tags)
        if tag in ("WP", "WDT")
        and syntax.deps[syntax.heads[i]] == "relcl"
        and syntax.heads[syntax.heads[i]] in by_token
    }


def _entity(document: Document, referent: Referent) -> Entity:
    mentions = sorted({_mention(document, m.start, m.end) for m in referent.mentions})
    first = mentions[0]
    name = entity_id(first.article, first.span, referent.kind)
    outlet = _is_outlet(referent)
    return Entity(id=name, kind=referent.kind, name=referent.name, mentions=tuple(mentions), outlet=outlet)


def _is_outlet(referent: Referent) -> bool:
    """Return whether a name, or what the text calls its bearer ("El Norte, a newspaper"), is a news organisation's."""
    if referent.kind not in ("organisation", "group", "other") or not referent.named:
        return False
    return is_news_organisation(referent.name) or any(not _PUBLISHERS.isdisjoint(role) for role in referent.roles)


def _mention(document: Document, start: int, end: int) -> Mention:
    spot = document.spot(document.parse[start:end])
    return Mention(document.article.id, spot.start, spot.end, spot.text)
