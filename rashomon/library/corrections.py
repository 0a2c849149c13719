"""Corrections as rows: kept, undone, and found again in articles whose ids and offsets have changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from secrets import token_hex
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from sqlalchemy import insert, select, update

from rashomon.errors import UsageError
from rashomon.library import records
from rashomon.library.schema import correction as corrections
from rashomon.library.schema import membership, redirect, story, version
from rashomon.library.terms import storable
from rashomon.types import Article, Correction, Passage, Place
from rashomon.types.spans import Span, overlap

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = [
    "Kept",
    "check",
    "corrected_article",
    "corrections_of",
    "every",
    "found_again",
    "insert_correction",
    "mark_lost",
    "new",
    "place_of",
    "undo",
]

CONTEXT = 60
"""Characters kept on each side of a quotation."""
LONGEST = 2_000
"""Most characters of a reason, a name or a value."""
RELATIONS = ("agree", "compatible", "conflict", "update")
PLACES = {"merge": 2, "join": 2, "relation": 2}
"""How many places a correction has, where that is not one; a chain has one and those of its speakers."""
OF_ARTICLES = ("boilerplate", "date")
"""Kinds that change how an article is read."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A correction as the library keeps it."""

    correction: Correction
    undone: str | None = None
    """Who took it back and when; None while it holds."""
    lost: str | None = None
    """Why it no longer matches the articles; None where it does."""


def place_of(article: Article, span: Span | None = None) -> Place:
    """Return the place of words of an article; of the whole article without a span. Raises UsageError."""
    if span is None:
        return Place(article=article.id, start=0, quotation="")
    start, end = span
    text = article.content
    if not 0 <= start < end <= len(text):
        raise UsageError(f"{start}–{end} is no place in {article.label}, which has {len(text):,} characters")
    return Place(
        article=article.id,
        start=start,
        quotation=text[start:end],
        before=text[max(0, start - CONTEXT) : start],
        after=text[end : end + CONTEXT],
    )


def new(
    kind: str, action: str, places: Iterable[Place], *, who: str, when: str, why: str = "", value: str = ""
) -> Correction:
    """Make a correction. Raises UsageError for one that cannot be meant."""
    try:
        made = msgspec.convert(
            {
                "id": f"k{token_hex(8)}",
                "kind": kind,
                "action": action,
                "places": [msgspec.to_builtins(p) for p in places],
                "value": value,
                "who": who,
                "when": when,
                "why": why,
            },
            Correction,
        )
    except msgspec.ValidationError as error:
        raise UsageError(f"the correction is wrong: {error}") from None
    check(made)
    return made


def check(made: Correction) -> None:
    """Raise UsageError for a correction that cannot be meant."""
    from rashomon.ingest.text import parse_day

    if not made.who.strip():
        raise UsageError("a correction says who makes it: --who NAME")
    if max(map(len, (made.who, made.why, made.value))) > LONGEST:
        raise UsageError(f"a correction's name, reason and value have {LONGEST:,} characters at most")
    needed = PLACES.get(made.kind, 1)
    if len(made.places) != needed and not (made.kind == "chain" and made.places):
        raise UsageError(
            f"a correction of kind {made.kind} is about {needed} place{'s'[: needed > 1]}, not {len(made.places)}"
        )
    whole = made.kind in ("move", "date")
    if any(whole != (not p.quotation) for p in made.places):
        raise UsageError(
            f"a correction of kind {made.kind} is about {'an article' if whole else 'words of an article'}"
        )
    if made.kind == "date" and made.action == "change":
        parse_day(made.value)
    if made.kind == "relation" and made.action == "change" and made.value not in RELATIONS:
        raise UsageError(f"a relation is one of {', '.join(RELATIONS)}, not {made.value[:40]!r}")
    if made.kind in ("move", "figure") and made.action == "change" and not made.value:
        raise UsageError(f"a correction of kind {made.kind} says what is right: --value")


def insert_correction(connection: Connection, made: Correction) -> None:
    """Keep a correction."""
    connection.execute(
        insert(corrections).values(
            id=made.id, kind=made.kind, article=made.places[0].article, data=records.pack(made), undone=None, lost=None
        )
    )


def undo(connection: Connection, given: str, who: str, when: str) -> Correction:
    """Take a correction back; it stays as a row. Raises UsageError where there is none to take back."""
    row = connection.execute(select(corrections).where(corrections.c.id == given)).first()
    if row is None:
        raise UsageError(f"there is no correction {given[:60]!r}: rashomon correct --list shows them")
    if row.undone is not None:
        raise UsageError(f"correction {given} was undone already: {row.undone}")
    if not who.strip():
        raise UsageError("undoing a correction says who does it: --who NAME")
    connection.execute(update(corrections).where(corrections.c.id == given).values(undone=f"{storable(who)}, {when}"))
    return records.unpack(row.data, Correction)


def every(connection: Connection) -> tuple[Kept, ...]:
    """Return all corrections in the order in which they were made."""
    rows = connection.execute(select(corrections).order_by(corrections.c.number))
    return tuple(Kept(correction=records.unpack(r.data, Correction), undone=r.undone, lost=r.lost) for r in rows)


def corrections_of(
    connection: Connection, articles: Iterable[str], kinds: Sequence[str] = ()
) -> tuple[Correction, ...]:
    """Return the corrections that hold for articles, by the article of their first place, in order."""
    chosen = select(corrections.c.data).where(
        corrections.c.article.in_(sorted(articles)), corrections.c.undone.is_(None)
    )
    if kinds:
        chosen = chosen.where(corrections.c.kind.in_(kinds))
    rows = connection.execute(chosen.order_by(corrections.c.number)).scalars()
    return tuple(records.unpack(data, Correction) for data in rows)


def mark_lost(connection: Connection, lost: dict[str, str | None]) -> None:
    """Write down which corrections no longer match, and which do again (None)."""
    for given, why in lost.items():
        connection.execute(update(corrections).where(corrections.c.id == given).values(lost=why))


def found_again(place: Place, article: Article) -> Span | None:
    """Return where the words of a place stand now: at the old place, else where most of the context is around them."""
    text, words = article.content, place.quotation
    end = place.start + len(words)
    if text[place.start : end] == words and text[max(0, place.start - CONTEXT) : place.start] == place.before:
        return place.start, end
    best: tuple[int, int] | None = None
    at = text.find(words) if words else -1
    tried = 0
    while at >= 0 and tried < 1_000:
        near = _same_end(text[:at][-CONTEXT:], place.before) + _same_start(
            text[at + len(words) :][:CONTEXT], place.after
        )
        if best is None or near > best[0]:
            best = (near, at)
        at = text.find(words, at + 1)
        tried += 1
    if best is None or (best[0] == 0 and tried > 1):
        return None
    return best[1], best[1] + len(words)


def _same_start(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _same_end(one: str, other: str) -> int:
    return _same_start(one[::-1], other[::-1])


def corrected_article(connection: Connection, article: Article) -> Article:
    """Return an article with the days and passages that editors gave it."""
    for made in corrections_of(connection, [article.id], OF_ARTICLES):
        if made.action == "accept":
            continue
        if made.kind == "date":
            article = replace(article, published=made.value or None)
        elif (span := found_again(made.places[0], article)) is not None:
            article = replace(article, passages=_cut_out(article.passages, span))
    return article


def _cut_out(passages: Sequence[Passage], span: Span) -> tuple[Passage, ...]:
    """Return the passages with boilerplate at a span, whatever was there."""
    out: list[Passage] = []
    for passage in passages:
        if not overlap((passage.start, passage.end), span):
            out.append(passage)
            continue
        start, end = max(passage.start, span[0]), min(passage.end, span[1])
        parts = ((passage.start, start, passage.kind), (start, end, "boilerplate"), (end, passage.end, passage.kind))
        out += [Passage(a, b, kind) for a, b, kind in parts if a < b]  # type: ignore[arg-type]
    return tuple(out)


def story_of(connection: Connection, article: str) -> int | None:
    """Return the number of the story that an article is in."""
    return connection.execute(
        select(membership.c.story)
        .join(version, version.c.number == membership.c.version)
        .where(version.c.id == article)
    ).scalar()


def story_number(connection: Connection, given: str) -> int | None:
    """Return the number of the story of an id, also of one that leads on."""
    found = connection.execute(select(story.c.number).where(story.c.id == given)).scalar()
    if found is None:
        found = connection.execute(select(redirect.c.story).where(redirect.c.old == given)).scalar()
    return found
