"""Where names stand: what spaCy's recogniser marks, mended, the countries of the lexicon, and capitalised runs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rashomon.annotation.coreference.common_words import without_common
from rashomon.annotation.coreference.countries import NameSpan, country_spans
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.names.countries import match_country
from rashomon.names.people import gender_of_given, is_office, is_role, is_title, title_gender
from rashomon.names.spelling import normalise
from rashomon.names.tables import words
from rashomon.types import EntityKind

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["name_spans"]


_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "PRODUCT": "other",
    "WORK_OF_ART": "other",
    "LAW": "other",
}
_NOT_NAMES = words("calendar") | words("no-names") | words("company-forms")
_DIRECTIONS = words("directions")
_PARTY_AND_STATE = re.compile(r"[RDI]-\w[\w.]*")
"""After an American politician's name: "R-Minn."."""


def name_spans(document: Document, syntax: Syntax) -> list[NameSpan]:
    """All stretches that name something, in order; they do not overlap."""
    taken = [False] * len(syntax)
    out: list[NameSpan] = []

    def take(spans: Iterable[NameSpan]) -> None:
        for span in spans:
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = [True] * (span.end - span.start)
                out.append(span)

    lands = list(country_spans(syntax))
    recognised = [
        r for e in document.parse.ents for r in _mended(syntax, NameSpan(e.start, e.end, _KINDS.get(e.label_)))
    ]
    people = {
        syntax.lowers[i] for r in recognised if r.kind == "person" and r.end - r.start > 1 for i in (r.start, r.end - 1)
    }
    recognised = _joined(_taken_apart(syntax, recognised))
    by_token = {i: land for land in lands for i in range(land.start, land.end)}
    take(r for r in recognised if _outranks(syntax, r, by_token, people))
    take(lands)
    take(recognised)
    take(_surnames(syntax, recognised))
    take(without_common(syntax, _runs(syntax, taken)))
    return _completed(sorted(out))


def _mended(syntax: Syntax, span: NameSpan) -> Iterator[NameSpan]:
    """A recognised span without what does not belong to the name, taken apart where it joins several."""
    if span.kind is None:
        return
    for start, end in _split(syntax, span):
        while start < end and (syntax.tags[start] in _NO_FIRST or not _is_word(syntax.texts[start])):
            start += 1
        while start < end and (syntax.tags[end - 1] == "POS" or not _is_word(syntax.texts[end - 1])):
            end -= 1
        kind = "organisation" if _ends_organised(syntax, start, end) and span.kind == "person" else span.kind
        while start < end - 1 and syntax.lowers[start] in _GREETINGS:
            start += 1
        while kind == "person" and start < end - 1 and _precedes_a_name(syntax.texts[start]):
            start += 1
        while start < end and syntax.texts[end - 1].islower() and syntax.lowers[end - 1] in _NOT_NAMES:
            end -= 1
        if kind in ("organisation", "other") and 2 <= end - start <= 4 and _is_titled(syntax, start, end):
            start += 1
        if _names_something(syntax, start, end, kind):
            yield NameSpan(start, end, kind)


def _taken_apart(syntax: Syntax, spans: list[NameSpan]) -> Iterator[NameSpan]:
    """Two organisations joined by "and" are two where one of them is named alone elsewhere."""
    alone = {syntax.text(s.start, s.end) for s in spans}
    for span in spans:
        joint = next((i for i in range(span.start, span.end) if syntax.lowers[i] in ("and", "&", "/")), None)
        parts = [] if joint is None else [(span.start, joint), (joint + 1, span.end)]
        if span.kind != "person" and any(syntax.text(*part) in alone for part in parts):
            yield from (span._replace(start=start, end=end) for start, end in parts if start < end)
        else:
            yield span


def _joined(spans: Iterable[NameSpan]) -> list[NameSpan]:
    """Two people with nothing between them are one: "Muammar" and "al-Qaddafi"."""
    out: list[NameSpan] = []
    for span in spans:
        if out and span.kind == "person" == out[-1].kind and out[-1].end == span.start:
            span = out.pop()._replace(end=span.end)
        out.append(span)
    return out


def _completed(spans: list[NameSpan]) -> list[NameSpan]:
    """A person's name with the part of it right before or after that was not recognised."""
    out: list[NameSpan] = []
    for span in spans:
        if out and out[-1].end == span.start and {out[-1].kind, span.kind} == {"person", None}:
            span = NameSpan(out.pop().start, span.end, "person")
        out.append(span)
    return out


def _surnames(syntax: Syntax, recognised: list[NameSpan]) -> Iterator[NameSpan]:
    """Single words that end a person's full name elsewhere, however the tagger takes them."""
    full = {syntax.texts[r.end - 1] for r in recognised if r.kind == "person" and r.end - r.start > 1}
    lower = {text for text in syntax.texts if text.islower()}
    for i, text in enumerate(syntax.texts):
        if text in full and text[:1].isupper() and text.lower() not in lower and syntax.tags[i][:2] in _OPEN:
            yield NameSpan(i, i + 1, None)


_OPEN = frozenset({"NN", "VB", "JJ", "FW"})
"""Classes of words that new ones join, names among them."""
_GREETINGS = frozenset({"dear", "hello", "hi", "hey", "bye", "thanks"})
_NO_FIRST = frozenset({"DT", "PRP$", "IN", "CC", "POS", "PDT", "CD"})


def _is_titled(syntax: Syntax, start: int, end: int) -> bool:
    """Whether what was taken for an organisation is a title and a person: "Spokeswoman Ann Roe", "Bishop Roe"."""
    title = syntax.texts[start]
    if not is_role(title) or syntax.lowers[start].strip(".") in _OFTEN_OTHER:
        return False
    if syntax.lowers[start + 1] in _ENDINGS:
        return False
    known = title_gender(title) or gender_of_given(syntax.texts[start + 1])
    return bool(known) or (end - start == 2 and syntax.texts[start + 1][:1].isupper())


_ENDINGS = words("org-endings")
_OFTEN_OTHER = words("often-other-titles")


def _precedes_a_name(word: str) -> bool:
    return is_title(word) or match_country(word) is not None


def _ends_organised(syntax: Syntax, start: int, end: int) -> bool:
    """Whether a name of several words ends in what only organisations do: "Political Action Conference"."""
    return end - start > 1 and syntax.lowers[end - 1] in _ENDINGS


def _names_something(syntax: Syntax, start: int, end: int, kind: EntityKind) -> bool:
    inside = range(start, end)
    if not any(_is_capital(syntax.texts[i]) for i in inside) or len(syntax.text(start, end)) < 2:
        return False
    if (kind == "group" and syntax.tags[end - 1].startswith("JJ")) or _joins_countries(syntax.text(start, end)):
        return False
    if all(syntax.lowers[i].replace(".", "") in _NOT_NAMES or syntax.tags[i] == "CD" for i in inside):
        return False
    if kind != "person" and is_office(syntax.texts[end - 1]):
        return False
    if not all(_precedes_a_name(syntax.texts[i]) for i in inside):
        return True
    before_a_title = end < len(syntax) and is_title(syntax.texts[end]) and syntax.is_noun(end)
    return not before_a_title and (kind != "person" or end - start == 1)


def _joins_countries(text: str) -> bool:
    """ "U.S.-Mexico" (border, talks): a relation, no name."""
    parts = text.split("-")
    return len(parts) == 2 and all(match_country(part) for part in parts)


def _is_word(text: str) -> bool:
    return any(c.isalnum() for c in text) and text.lower() not in ("'s", "’s") and "@" not in text and "://" not in text


def _is_capital(text: str) -> bool:
    """A capital, or a code like A380 or iPhone."""
    return (
        text[:1].isupper() or text[1:2].isupper() or (any(c.isdigit() for c in text) and any(c.isupper() for c in text))
    )


def _split(syntax: Syntax, span: NameSpan) -> list[tuple[int, int]]:
    """The names in a recognised span: cut at addresses and verbs, and a person's at commas, "and" and possessives."""
    person = span.kind == "person" and normalise(syntax.texts[span.end - 1]) not in words("suffixes")
    cuts = [i for i in range(span.start, span.end) if _parts_names(syntax, i, person)]
    edges = [span.start - 1, *cuts, span.end]
    return [(a + 1, b) for a, b in itertools.pairwise(edges) if a + 1 < b]


def _parts_names(syntax: Syntax, i: int, person: bool) -> bool:
    lower = syntax.lowers[i]
    if person and (lower in _BETWEEN_PEOPLE or syntax.tags[i] == "POS"):
        return True
    return (syntax.tags[i] in ("VBD", "VBZ") and syntax.texts[i].islower()) or ".com/" in lower or "://" in lower


_BETWEEN_PEOPLE = frozenset({"and", "&", ",", ";", "or", "with", "/"})


def _outranks(syntax: Syntax, span: NameSpan, lands: Mapping[int, NameSpan], people: set[str]) -> bool:
    """Whether a recognised name holds a country's name as a part of it, or is a person's who is called like one."""
    inside = {lands[i].start: lands[i] for i in range(span.start, span.end) if i in lands}
    for land in inside.values():
        if span.start <= land.start and land.end <= span.end:
            if span.end - span.start == land.end - land.start:
                return span.kind == "person" and syntax.lowers[land.end - 1] in people
            rest = [i for i in range(span.start, span.end) if not land.start <= i < land.end]
            return not all(syntax.lowers[i] in _DIRECTIONS for i in rest)
    return False


def _runs(syntax: Syntax, taken: list[bool]) -> Iterator[NameSpan]:
    """Runs of proper nouns that nothing else marks; hyphens and small words may join them."""
    i = 0
    while i < len(syntax):
        if taken[i] or not syntax.is_proper(i):
            i += 1
            continue
        end = i + 1
        while syntax.is_beside(i, end) and not taken[end] and (syntax.is_proper(end) or _joins(syntax, taken, end)):
            end += 1
        start = i
        while start < end - 1 and _precedes_a_name(syntax.texts[start]) and not _ends_organised(syntax, i, end):
            start += 1
        if _is_unknown_name(syntax, start, end):
            yield NameSpan(start, end, None)
        i = end


def _joins(syntax: Syntax, taken: list[bool], i: int) -> bool:
    after = i + 1 < len(syntax) and not taken[i + 1] and syntax.is_proper(i + 1)
    hyphen = syntax.texts[i] in "-‐‑–" and not syntax.spaces[i - 1]
    return after and (hyphen or syntax.lowers[i] in words("name-particles"))


def _is_unknown_name(syntax: Syntax, start: int, end: int) -> bool:
    inside = range(start, end)
    if is_office(syntax.texts[end - 1]) or len(syntax.text(start, end)) < 2:
        return False
    if all(syntax.lowers[i].strip(".") in _NOT_NAMES or is_title(syntax.texts[i]) for i in inside):
        return False
    if _PARTY_AND_STATE.fullmatch(syntax.text(start, end)) or _joins_countries(syntax.text(start, end)):
        return False
    return all(_is_word(syntax.texts[i]) or syntax.texts[i] in "-‐‑–" for i in inside)
