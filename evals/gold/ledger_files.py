"""Read ledgers, written in words or as offsets; those with offsets can be shared without their articles.

A ledger in words quotes the articles: ``"source": "the mayor"``. One with offsets gives ``[start, end)`` in code points
of the statement's own article, ``"source": [120, 129]``, or ``["article", start, end]`` where any article is allowed.
Both forms may be mixed. Words that occur several times in an article mean the first occurrence; use a span for others.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, NoReturn

import msgspec

from evals.files import decode
from evals.gold.ledger import GoldArticle, GoldHop, GoldOrigin, GoldRelation, GoldStatement, GoldWording, Ledger
from rashomon.errors import UnreadableInput
from rashomon.types import About, Certainty, Force, Polarity, RelationKind, Span, Verdict

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["TextOf", "read_ledger"]

TextOf = Callable[[str], str]
"""Returns the text of an article by its name; raises InputError if there is none."""

Words = str | Span
"""Words of the statement's own article: quoted, or as a span."""

Name = str | tuple[str, int, int]
"""Words of any article: quoted, or as article and span."""


class _Repeat(msgspec.Struct, frozen=True):
    again: Span


class _Article(msgspec.Struct, frozen=True, kw_only=True):
    headline: Words | None
    starts_mid_story: bool
    repeated: tuple[_Repeat, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    published: str | None = None
    text_sha256: str | None = None


class _Hop(msgspec.Struct, frozen=True, kw_only=True):
    source: Words | None = None
    resolves_to: Name | None = None
    anonymous: bool = False
    unresolved: bool = False
    implied: bool = False
    said: Words | None = None


class _Statement(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    article: str
    text: str | None = None
    span: Span | None = None
    chain: tuple[_Hop, ...] = ()
    hedge: Words | None = None
    when: Words | None = None
    certainty: Certainty
    polarity: Polarity
    force: Force


class _Relation(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    left: str
    right: str
    accept: tuple[RelationKind, ...]
    about: About | None = None


class _Namesake(msgspec.Struct, frozen=True, kw_only=True):
    name: Name


class _Origin(msgspec.Struct, frozen=True, kw_only=True):
    topic: str
    statements: tuple[str, ...]
    named: tuple[Name, ...] = ()
    verdict: Verdict


class _Wording(msgspec.Struct, frozen=True, kw_only=True):
    concept: str
    values: dict[str, Words]


class _Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """The file's form; fields not named here (notes, vocabulary) are ignored."""

    articles: dict[str, _Article]
    statements: tuple[_Statement, ...]
    relations: tuple[_Relation, ...] = ()
    only_in: dict[str, tuple[str, ...]] = {}
    entities: tuple[tuple[Name, ...], ...] = ()
    not_the_same: tuple[_Namesake, ...] = ()
    origins: tuple[_Origin, ...] = ()
    wording: tuple[_Wording, ...] = ()


def read_ledger(path: Path, name: str, text_of: TextOf) -> Ledger:
    """Read the ledger at ``path`` and replace every span by the words of the articles that ``text_of`` returns.

    Raises InputError where the file is malformed, an article is missing or not the text that the ledger is about, a
    span lies outside its article, words do not stand in it, or a statement is named that the ledger does not hold.
    """
    raw = decode(path, _Ledger)
    return _Reader(str(path), name, {a: text_of(a) for a in raw.articles}).ledger(raw)


class _Reader:
    """Resolves the spans of one ledger; keeps the file's name, for errors, and the texts."""

    def __init__(self, source: str, name: str, texts: dict[str, str]) -> None:
        self.source = source
        self.name = name
        self.texts = texts

    def ledger(self, raw: _Ledger) -> Ledger:
        self.check_references(raw)
        return Ledger(
            name=self.name,
            articles=tuple(self.article(n, a) for n, a in raw.articles.items()),
            statements=tuple(self.statement(s) for s in raw.statements),
            relations=tuple(
                GoldRelation(id=r.id, left=r.left, right=r.right, accept=r.accept, about=r.about) for r in raw.relations
            ),
            only_in_one=tuple(i for of in raw.only_in.values() for i in of),
            entities=tuple(tuple(self.words("entities", n) for n in group) for group in raw.entities),
            place_and_actor=tuple(self.words("not_the_same", n.name) for n in raw.not_the_same),
            origins=tuple(self.origin(o) for o in raw.origins),
            wording=tuple(self.wording(w) for w in raw.wording),
        )

    def check_references(self, raw: _Ledger) -> None:
        ids = {s.id for s in raw.statements}
        named = [(r.id, i) for r in raw.relations for i in (r.left, r.right)]
        named += [(f"only_in {a}", i) for a, of in raw.only_in.items() for i in of]
        named += [(f"origin {o.topic!r}", i) for o in raw.origins for i in o.statements]
        for where, statement in named:
            if statement not in ids:
                self.fail(where, f"there is no statement {statement}")

    def origin(self, raw: _Origin) -> GoldOrigin:
        named = tuple(self.words(f"origin {raw.topic!r}", n) for n in raw.named)
        return GoldOrigin(topic=raw.topic, statements=raw.statements, named=named, verdict=raw.verdict)

    def wording(self, raw: _Wording) -> GoldWording:
        values = {a: self.words_in(f"wording {raw.concept!r}", a, v) for a, v in raw.values.items()}
        return GoldWording(concept=raw.concept, values=values)

    def article(self, name: str, raw: _Article) -> GoldArticle:
        text = self.texts[name]
        if raw.text_sha256 and sha256(text.encode("utf-8")).hexdigest() != raw.text_sha256:
            self.fail(f"article {name}", "its text is not the one that the ledger is about: text_sha256 differs")
        repeats = tuple(r.again for r in raw.repeated)
        for span in (*repeats, *raw.boilerplate):
            self.words_in(f"article {name}", name, span)
        return GoldArticle(
            name=name,
            text=text,
            published=raw.published,
            headline=None if raw.headline is None else self.words_in(f"article {name}", name, raw.headline),
            repeats=repeats,
            boilerplate=raw.boilerplate,
            starts_mid_story=raw.starts_mid_story,
        )

    def statement(self, raw: _Statement) -> GoldStatement:
        where, article = f"statement {raw.id}", raw.article

        def words(given: Words | None) -> str | None:
            return None if given is None else self.words_in(where, article, given)

        def hop(h: _Hop) -> GoldHop:
            return GoldHop(
                name=words(h.source) if h.resolves_to is None else self.words(where, h.resolves_to),
                anonymous=h.anonymous,
                unresolved=h.unresolved,
                implied=h.implied,
                said=words(h.said),
            )

        return GoldStatement(
            id=raw.id,
            article=article,
            span=self.span(where, article, raw),
            chain=tuple(hop(h) for h in raw.chain),
            hedge=words(raw.hedge),
            when=words(raw.when),
            certainty=raw.certainty,
            polarity=raw.polarity,
            force=raw.force,
        )

    def span(self, where: str, article: str, raw: _Statement) -> Span:
        if raw.span is not None:
            self.words_in(where, article, raw.span)
            return raw.span
        if raw.text is None:
            self.fail(where, "has neither a text nor a span")
        self.words_in(where, article, raw.text)
        start = self.texts[article].index(raw.text)
        return start, start + len(raw.text)

    def words(self, where: str, given: Name) -> str:
        """Resolve a name; one in words need not occur in any article, since a ledger may give the full name."""
        return given if isinstance(given, str) else self.words_in(where, given[0], given[1:])

    def words_in(self, where: str, article: str, given: Words) -> str:
        text = self.texts.get(article)
        if text is None:
            self.fail(where, f"there is no article {article}")
        if isinstance(given, str):
            if given not in text:
                self.fail(where, f"{given!r} does not stand in article {article}")
            return given
        start, end = given
        if not 0 <= start < end <= len(text):
            self.fail(where, f"[{start}, {end}] is empty or outside article {article} of {len(text)} characters")
        return text[start:end]

    def fail(self, where: str, problem: str) -> NoReturn:
        raise UnreadableInput(self.source, f"{where}: {problem}")
