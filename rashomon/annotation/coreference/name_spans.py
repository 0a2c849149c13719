"""Find where names stand: what spaCy's recogniser marks, corrected, countries, and runs of capitalised words.

No recogniser takes the last for names; single words among them that are common ones are left out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rashomon.lexicon import words
from rashomon.names.countries import CountryMatch, match_country
from rashomon.names.people import gender_of_given, is_office, is_role, is_title, title_gender
from rashomon.names.spelling import normalise
from rashomon.types import EntityKind
from rashomon.types.parse import Parse, Token, TokenSpan

__all__ = ["NameSpan", "name_spans"]


class NameSpan(NamedTuple):
    """The tokens ``doc[start:end]`` name something; ``kind`` is None where nothing tells of what kind it is."""

    start: int
    end: int
    kind: EntityKind | None
    country: CountryMatch | None = None


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
_NO_FIRST = frozenset({"DT", "PRP$", "IN", "CC", "POS", "PDT", "CD"})
_OPEN = frozenset({"NN", "VB", "JJ", "FW"})
"""Classes of words that new ones join, names among them."""
_HYPHENS = "-‐‑–"
_PARTY_AND_STATE = re.compile(r"[RDI]-\w[\w.]*")
"""After an American politician's name: "R-Minn."."""
_ADDRESS = re.compile(r"@|://|\.\w+/")
_NOT_NAMES = words("names.calendar") | words("names.no_names") | words("names.company_forms")
_ENDINGS = words("names.org_endings")
_OF_HEADS = words("names.of_heads")
_OFTEN_OTHER = words("names.often_other_titles")
_POSSESSIVES = words("function_words.possessive_endings")
_REGIONS = words("names.regions_of_america")
_AMERICAS = words("names.americas")
_LONGEST_COUNTRY = 7
"""Words in the longest name of a country."""
_COMMON_NOUNS = frozenset[str]().union(
    words("nouns.person"),
    words("nouns.people"),
    words("nouns.group"),
    words("nouns.organisation"),
    words("nouns.company"),
    words("nouns.news"),
    words("nouns.text"),
    words("names.offices"),
    words("nouns.locative"),
    words("nouns.act"),
    words("nouns.envoy"),
)


def name_spans(doc: Parse) -> list[NameSpan]:
    """Return all stretches that name something, in order; they do not overlap."""
    taken = [False] * len(doc)
    out: list[NameSpan] = []

    def take(spans: Iterable[NameSpan]) -> None:
        for span in spans:
            if not any(taken[span.start : span.end]):
                taken[span.start : span.end] = [True] * (span.end - span.start)
                out.append(span)

    countries = list(_countries(doc))
    recognised = [span for entity in doc.ents for span in _corrected(entity)]
    people = {
        doc[i].lower_ for r in recognised if r.kind == "person" and r.end - r.start > 1 for i in (r.start, r.end - 1)
    }
    recognised = list(_taken_apart(doc, recognised))
    by_token = {i: country for country in countries for i in range(country.start, country.end)}
    take(r for r in recognised if _outranks_country(doc, r, by_token, people))
    take(countries)
    take(recognised)
    take(_surnames(doc, recognised))
    take(_uncommon(doc, _runs(doc, taken)))
    return _completed(sorted(out))


# What spaCy's recogniser marks


def _corrected(entity: TokenSpan) -> Iterator[NameSpan]:
    """Cut off what does not belong to a recognised name; take it apart where it joins several."""
    label, doc = _KINDS.get(entity.label_), entity.doc
    if label is None:
        return
    for start, end in _split(entity, label):
        while start < end and (doc[start].tag_ in _NO_FIRST or not _is_word(doc[start])):
            start += 1
        while start < end and (doc[end - 1].tag_ == "POS" or not _is_word(doc[end - 1])):
            end -= 1
        kind = "organisation" if label == "person" and _ends_organised(doc, start, end) else label
        while kind == "person" and start < end - 1 and _precedes_name(doc[start].text):
            start += 1
        while start < end and doc[end - 1].text.islower() and doc[end - 1].lower_ in _NOT_NAMES:
            end -= 1
        if kind in ("organisation", "other") and 2 <= end - start <= 4 and _is_titled_person(doc, start, end):
            start += 1
        if _names_something(doc, start, end, kind):
            yield NameSpan(start, end, kind)


def _split(entity: TokenSpan, kind: EntityKind) -> list[tuple[int, int]]:
    """Cut a recognised span at verbs, and a person's at commas, "and" and possessives."""
    doc = entity.doc
    person = kind == "person" and normalise(doc[entity.end - 1].text) not in words("names.suffixes")
    cuts = [t.i for t in entity if _parts_names(t, person)]
    edges = [entity.start - 1, *cuts, entity.end]
    return [(a + 1, b) for a, b in itertools.pairwise(edges) if a + 1 < b]


def _parts_names(token: Token, person: bool) -> bool:
    if person and (token.lower_ in words("names.between_people") or token.tag_ == "POS"):
        return True
    return token.tag_ in ("VBD", "VBZ") and token.text.islower()


def _taken_apart(doc: Parse, spans: list[NameSpan]) -> Iterator[NameSpan]:
    """Part two organisations joined by "and" where one of them is named alone elsewhere."""
    alone = {doc[s.start : s.end].text for s in spans}
    for span in spans:
        joint = next((i for i in range(span.start, span.end) if doc[i].lower_ in words("names.joints")), None)
        parts = [] if joint is None else [(span.start, joint), (joint + 1, span.end)]
        if span.kind != "person" and any(doc[start:end].text in alone for start, end in parts):
            yield from (span._replace(start=start, end=end) for start, end in parts if start < end)
        else:
            yield span


def _completed(spans: list[NameSpan]) -> list[NameSpan]:
    """Add to a person's name the part of it right before or after that was not recognised."""
    out: list[NameSpan] = []
    for span in spans:
        if out and out[-1].end == span.start and {out[-1].kind, span.kind} == {"person", None}:
            span = NameSpan(out.pop().start, span.end, "person")
        out.append(span)
    return out


def _surnames(doc: Parse, recognised: list[NameSpan]) -> Iterator[NameSpan]:
    """Find the single words that end a person's full name elsewhere, however the tagger takes them."""
    full = {doc[r.end - 1].text for r in recognised if r.kind == "person" and r.end - r.start > 1}
    lower = {t.text for t in doc if t.text.islower()}
    for token in doc:
        text = token.text
        if text in full and text[:1].isupper() and token.tag_[:2] in _OPEN and text.lower() not in lower:
            yield NameSpan(token.i, token.i + 1, None)


def _is_titled_person(doc: Parse, start: int, end: int) -> bool:
    """Return whether what was taken for an organisation is a title and a person: "Spokeswoman Ann Roe"."""
    title, after = doc[start], doc[start + 1]
    if not is_role(title.text) or title.lower_.strip(".") in _OFTEN_OTHER or after.lower_ in _ENDINGS:
        return False
    known = title_gender(title.text) or gender_of_given(after.text)
    return bool(known) or (end - start == 2 and after.text[:1].isupper())


def _precedes_name(word: str) -> bool:
    return is_title(word) or match_country(word) is not None


def _ends_organised(doc: Parse, start: int, end: int) -> bool:
    """Return whether a name of several words ends as only organisations' do: "Political Action Conference"."""
    return end - start > 1 and doc[end - 1].lower_ in _ENDINGS


def _names_something(doc: Parse, start: int, end: int, kind: EntityKind) -> bool:
    inside, text = doc[start:end], doc[start:end].text
    if not any(_is_capital(t.text) for t in inside) or len(text) < 2:
        return False
    last = inside[-1]
    if (kind == "group" and last.tag_.startswith("JJ")) or _joins_countries(text):
        return False
    if all(t.lower_.replace(".", "") in _NOT_NAMES or t.tag_ == "CD" for t in inside):
        return False
    if kind != "person" and is_office(last.text):
        return False
    before_title = end < len(doc) and is_title(doc[end].text) and doc[end].is_noun
    return not (before_title and all(_precedes_name(t.text) for t in inside))


def _joins_countries(text: str) -> bool:
    """Return whether a text is a relation of two countries and no name: "U.S.-Mexico" (border, talks)."""
    parts = text.split("-")
    return len(parts) == 2 and all(match_country(part) for part in parts)


def _is_word(token: Token) -> bool:
    return any(c.isalnum() for c in token.text) and token.lower_ not in _POSSESSIVES and not _ADDRESS.search(token.text)


def _is_capital(text: str) -> bool:
    """Return whether a text has a capital at its start, or after it as "iPhone" has."""
    return text[:1].isupper() or text[1:2].isupper()


# Countries


def _countries(doc: Parse) -> Iterator[NameSpan]:
    """Find countries by any of their names, the longest first; one that begins or ends another name gives that name."""
    i = 0
    while i < len(doc):
        span = _country_at(doc, i) if doc[i].text[:1].isupper() else None
        if span:
            yield _with_rest_of_name(doc, span)
        i = span.end if span else i + 1


def _country_at(doc: Parse, start: int) -> NameSpan | None:
    first = doc[start]
    if start and first.lower_ in _AMERICAS and doc[start - 1 - (doc[start - 1].text == "-")].lower_ in _REGIONS:
        return None
    if first.tag_ == "DT":
        return None
    stop = start + 1
    while stop < start + _LONGEST_COUNTRY and _is_beside(doc, start, stop) and _goes_on(doc[stop]):
        stop += 1
    for end in range(stop, start, -1):
        if doc[end - 1].text.replace(".", "").isalpha():
            found = match_country(doc[start:end].text)
            if found:
                return NameSpan(start, end, "government", found)
    return None


def _is_beside(doc: Parse, start: int, i: int) -> bool:
    """Return whether token ``i`` exists and stands in the sentence of ``start``: names end with it."""
    return i < len(doc) and doc[i].sent is doc[start].sent


def _goes_on(token: Token) -> bool:
    text = token.text
    return text[:1].isupper() or token.lower_ in words("names.small_in_countries") or text in "-,'’" or text[:1] in "'’"


def _with_rest_of_name(doc: Parse, span: NameSpan) -> NameSpan:
    """Return the longer name that a country's begins or ends: "Washington Post", "Bank of America"."""
    start, end = span.start, span.end
    while _is_beside(doc, start, end) and doc[end].is_proper:
        end += 1
    if end > span.end and doc[end - 1].lower_ in _ENDINGS:
        return NameSpan(start, end, "organisation")
    if start >= 2 and doc[start - 1].lower_ in words("function_words.of") and doc[start - 2].lower_ in _OF_HEADS:
        start -= 2
        while doc[start].text[:1].isupper() and start and doc[start - 1].is_proper:
            start -= 1
        if doc[start].text[:1].isupper():
            return NameSpan(start, span.end, "organisation")
    return span


def _outranks_country(doc: Parse, span: NameSpan, countries: Mapping[int, NameSpan], people: set[str]) -> bool:
    """Return whether a recognised name has a country's as a part, or is a person's who is called like one."""
    for country in (countries[i] for i in range(span.start, span.end) if i in countries):
        if span.start <= country.start and country.end <= span.end:
            if span[:2] != country[:2]:
                return True
            return span.kind == "person" and doc[country.end - 1].lower_ in people
    return False


# Capitalised words


def _runs(doc: Parse, taken: list[bool]) -> Iterator[NameSpan]:
    """Find runs of proper nouns that nothing else marks; hyphens and small words may join them."""
    i = 0
    while i < len(doc):
        if taken[i] or not doc[i].is_proper:
            i += 1
            continue
        end = i + 1
        while _is_beside(doc, i, end) and not taken[end] and (doc[end].is_proper or _joins(doc, taken, end)):
            end += 1
        start = i
        while start < end - 1 and _precedes_name(doc[start].text) and not _ends_organised(doc, i, end):
            start += 1
        if _is_unknown_name(doc[start:end]):
            yield NameSpan(start, end, None)
        i = end


def _joins(doc: Parse, taken: list[bool], i: int) -> bool:
    after = i + 1 < len(doc) and not taken[i + 1] and doc[i + 1].is_proper
    hyphen = doc[i].text in _HYPHENS and not doc[i - 1].whitespace_
    return after and (hyphen or doc[i].lower_ in words("names.name_particles"))


def _is_unknown_name(span: TokenSpan) -> bool:
    text = span.text
    if is_office(span[-1].text) or len(text) < 2:
        return False
    if all(t.lower_.strip(".") in _NOT_NAMES or is_title(t.text) for t in span):
        return False
    return not _PARTY_AND_STATE.fullmatch(text) and not _joins_countries(text)


def _uncommon(doc: Parse, runs: Iterable[NameSpan]) -> Iterator[NameSpan]:
    """Leave out the single words that the article has without a capital as well, and nouns for people or groups."""
    lower = {t.text for t in doc if t.text.islower()}
    for run in runs:
        token = doc[run.start]
        capitals = token.text[1:] != token.lower_[1:]
        if run.end - run.start > 1 or capitals or (token.lower_ not in lower and not _is_common_noun(token)):
            yield run


def _is_common_noun(token: Token) -> bool:
    word = token.lower_
    return not _COMMON_NOUNS.isdisjoint((word, word.removesuffix("s"), token.lemma))
