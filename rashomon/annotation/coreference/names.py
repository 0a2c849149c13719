"""The names of an article, of which kind they are, and what stands before and after them.

The small English model mislabels names that it does not know. What the words around a name tell (titles, a generic
noun, an apposition) and what the same name is elsewhere in the article outvote its label.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.annotation.coreference.countries import NameSpan
from rashomon.annotation.coreference.government_or_place import acts_as_subject, is_located
from rashomon.annotation.coreference.name_spans import name_spans
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.names.countries import CountryMatch, match_country
from rashomon.names.people import gender_of_given, is_role, is_title, person_name
from rashomon.names.spelling import normalise
from rashomon.names.tables import words
from rashomon.types import EntityKind

if TYPE_CHECKING:
    from rashomon.annotation.document import Document

__all__ = ["Name", "find_names"]


@dataclass(slots=True)
class Name:
    """A name at ``doc[start:end]``, without determiner, possessive and titles."""

    start: int
    end: int
    text: str
    kind: EntityKind
    head: int
    """The token whose relation to the sentence is the name's; the generic noun's where one follows."""
    titled: int
    """Where the titles before it start; ``start`` if there are none."""
    tail: int
    """Where a generic noun after it ends ("Norvia news agency"); ``end`` if there is none."""
    country: CountryMatch | None = None


_LONGEST_TITLE = 12
"""Tokens of titles before a name."""
_PERSON_NOUNS = words("person-nouns")
_WELL_KNOWN = words("well-known")
_ORGANISATION_NOUNS = words("news-nouns") | words("company-nouns") | words("organisation-nouns") | words("generic")


def find_names(document: Document, syntax: Syntax) -> list[Name]:
    """All names in order; they do not overlap, but one may stand in the titles of the next."""
    spans = name_spans(document, syntax)
    owner = {i: n for n, span in enumerate(spans) for i in range(span.start, span.end)}
    heads = [_head(syntax, span) for span in spans]
    titled = [_title_start(syntax, span, n, owner, spans) for n, span in enumerate(spans)]
    kinds = _vote(syntax, spans, heads, titled)
    out = []
    for span, head, title, kind in zip(spans, heads, titled, kinds, strict=True):
        tail = _tail(syntax, span, head) if kind in ("organisation", "group", "other") else span.end
        out.append(
            Name(
                start=span.start,
                end=span.end,
                text=syntax.text(span.start, span.end),
                kind=kind,
                head=tail - 1 if tail > span.end else head,
                titled=title if kind == "person" else span.start,
                tail=tail,
                country=span.country,
            )
        )
    return out


def _head(syntax: Syntax, span: NameSpan) -> int:
    outside = [
        i for i in range(span.start, span.end) if not span.start <= syntax.heads[i] < span.end or syntax.heads[i] == i
    ]
    return outside[-1] if outside else span.end - 1


def _title_start(syntax: Syntax, span: NameSpan, number: int, owner: dict[int, int], spans: list[NameSpan]) -> int:
    """Where the titles before a name start: "former U.S. Secretary of State", "national security chief"."""
    if span.country or span.kind not in ("person", "organisation", "other", None):
        return span.start
    start, has_title = span.start, False
    for i in range(span.start - 1, max(-1, span.start - _LONGEST_TITLE), -1):
        if syntax.sentences[i] != syntax.sentences[span.start] or (i in owner and spans[owner[i]].kind == "person"):
            break
        role = _role_of_word(syntax, i, start, span.end, i in owner)
        if role is None:
            break
        if role == "title":
            has_title = True
        if role != "joint":
            start = i
    return start if has_title else span.start


def _role_of_word(syntax: Syntax, i: int, start: int, end: int, named: bool) -> str | None:
    """What the word at ``i`` is to a name whose titles reach from ``start``: a title, more of it, a joint, nothing."""
    text, lower = syntax.texts[i], syntax.lowers[i]
    if lower in ("of", "for", "and", "&") and start < end:
        after = syntax.texts[i + 1]
        field = is_title(after) and (not is_role(after) or syntax.lowers[i + 1] == "justice")
        joins = i > 0 and is_title(syntax.texts[i - 1]) and field
        return "joint" if joins else None
    if text in "-‐‑":
        return "joint"
    if syntax.tags[i][:2] not in ("NN", "JJ"):
        return None
    if is_role(text) or lower in _PERSON_NOUNS:
        return "title" if syntax.is_noun(i) and (text[:1].isupper() or syntax.tags[i] == "NN") else "more"
    if is_title(text):
        return "more"
    found = match_country(text)
    if found and found.kind in ("name", "adjective"):
        return "more"
    within = syntax.deps[i] in ("compound", "amod", "nmod") and i < syntax.heads[i] < end
    return "more" if within and (named or syntax.tags[i] in ("NN", "JJ", "NNP")) else None


def _tail(syntax: Syntax, span: NameSpan, head: int) -> int:
    """Where the generic noun that a name stands before ends: "Norvia news agency", "the Grey Front militant group"."""
    if syntax.deps[head] not in ("compound", "nmod", "amod") or span.country:
        return span.end
    noun = syntax.heads[head]
    between = range(span.end, noun)
    if noun < span.end or syntax.tags[noun] != "NN" or syntax.lowers[noun] not in _ORGANISATION_NOUNS:
        return span.end
    plain = all(syntax.tags[i] in ("NN", "JJ", "HYPH", "VBN", "NNP") for i in between)
    return noun + 1 if plain and len(between) <= 4 else span.end


def _vote(syntax: Syntax, spans: list[NameSpan], heads: list[int], titled: list[int]) -> list[EntityKind]:
    """The kind of every name; names written alike are of one kind, a city and the paper called after it excepted."""
    keys = [normalise(syntax.text(s.start, s.end)) for s in spans]
    places = {k for s, k in zip(spans, keys, strict=True) if s.kind == "place"}
    bearers = {person_name(k).family for s, k in zip(spans, keys, strict=True) if s.kind == "person" and " " in k}
    votes: defaultdict[str, Counter[EntityKind]] = defaultdict(Counter)
    for n, (span, head, title) in enumerate(zip(spans, heads, titled, strict=True)):
        called = _tail(syntax, span, head) > span.end or _is_called(syntax, head)
        if called and (keys[n] in places or keys[n] in bearers):
            keys[n] = f"{keys[n]} @{n}"
        if called:
            votes[keys[n]]["organisation"] += 8
        if span.kind:
            votes[keys[n]][span.kind] += 2
        for kind, weight in _evidence(syntax, span, head, title):
            votes[keys[n]][kind] += weight
    for n, kind in _pronouns(syntax, heads):
        votes[keys[n]][kind] += 2
    full = [key for key in votes if " " in key]
    people = [person_name(key) for key in full if _winner(votes[key]) == "person"]
    families = {person.family for person in people} | set(_titled(syntax, spans, keys, titled))
    firms = {key.split()[0] for key in full if _winner(votes[key]) == "organisation"}
    located = {k for k, h in zip(keys, heads, strict=True) if is_located(syntax, h)}
    given = {person.given[0] for person in people if person.given and gender_of_given(person.given[0])} - located
    for key in (families | given | _siblings(syntax, spans, keys)) & set(keys) - firms:
        votes[key]["person"] += votes[key].total() + 1
    for key in _located_nowhere(syntax, spans, keys, heads) - located:
        if _winner(votes[key]) == "place":
            votes[key]["organisation"] += votes[key].total()
    return ["government" if s.country else _winner(votes[k]) for s, k in zip(spans, keys, strict=True)]


def _pronouns(syntax: Syntax, heads: list[int]) -> Iterator[tuple[int, EntityKind]]:
    """What "his" and "its" tell of the subject of their clause: the number of the name, and a kind."""
    numbers = {head: n for n, head in enumerate(heads)}
    for i, tag in enumerate(syntax.tags):
        kind = _TOLD.get(syntax.lowers[i]) if tag == "PRP$" else None
        verb = next((k for k in syntax.up(i) if syntax.is_verb(k)), None) if kind else None
        subject = syntax.child(verb, "nsubj") if verb is not None else None
        if kind and subject in numbers and subject is not None and subject < i:
            yield numbers[subject], kind


_TOLD: dict[str, EntityKind] = {"his": "person", "her": "person", "its": "organisation"}


def _located_nowhere(syntax: Syntax, spans: list[NameSpan], keys: list[str], heads: list[int]) -> set[str]:
    """Names taken for places that say or do something: companies, mostly, unless something lies in them."""
    acting = {k for s, k, h in zip(spans, keys, heads, strict=True) if s.kind == "place" and acts_as_subject(syntax, h)}
    return {k for k in acting if k not in words("us-states")}


def _titled(syntax: Syntax, spans: list[NameSpan], keys: list[str], titled: list[int]) -> Iterator[str]:
    """Single words that a person's title stands before: "President Roe" is as good as a full name."""
    for span, key, title in zip(spans, keys, titled, strict=True):
        before = syntax.texts[span.start - 1] if title < span.start else ""
        if span.end - span.start == 1 and before[:1].isupper() and is_role(before):
            yield key


def _siblings(syntax: Syntax, spans: list[NameSpan], keys: list[str]) -> set[str]:
    """First names joined to another one or to a full name: "Ann and Bob Roe"."""
    out = set()
    for (one, key), (two, other) in itertools.pairwise(zip(spans, keys, strict=True)):
        joined = two.start == one.end + 1 and syntax.lowers[one.end] in ("and", "&")
        alone = one.end - one.start == 1 and not one.country and two.kind == "person"
        if joined and alone and gender_of_given(key) and gender_of_given(other.split()[0]):
            out.add(key)
    return out


def _winner(votes: Counter[EntityKind]) -> EntityKind:
    return max(votes, key=lambda kind: (votes[kind], kind)) if votes else "other"


def _evidence(syntax: Syntax, span: NameSpan, head: int, title: int) -> Iterator[tuple[EntityKind, int]]:
    """What a name's own words and those beside it tell about its kind, with weights; a label of spaCy's weighs 2."""
    first, last = syntax.texts[span.start], syntax.lowers[span.end - 1]
    length = span.end - span.start
    if title < span.start and not (length > 1 and last in words("org-endings")):
        yield "person", 6 if syntax.texts[span.start - 1][:1].isupper() else 2
    if 2 <= length <= 4 and gender_of_given(first) and last not in words("org-endings"):
        yield "person", 2
    if length > 1 and last in words("org-endings"):
        yield "organisation", 2
    if length > 1 and last in words("place-endings"):
        yield "place", 2
    if length == 1 and len(first) > 1 and first.replace(".", "").isupper() and span.kind in (None, "place"):
        yield "organisation", 1 if span.kind is None else 3
    if length == 1 and last in _WELL_KNOWN:
        yield "organisation", 8
    if span.kind is None and syntax.deps[head] in ("nsubj", "nsubjpass") and length > 1:
        yield "person", 1


def _is_called(syntax: Syntax, head: int) -> bool:
    """Whether a generic noun right before says that it is an organisation: "news outlet El Faro"."""
    noun = syntax.heads[head]
    if syntax.deps[head] != "appos" or syntax.lowers[noun] not in _ORGANISATION_NOUNS:
        return False
    return noun < head and all(syntax.tags[i] != "," for i in range(noun, head))
