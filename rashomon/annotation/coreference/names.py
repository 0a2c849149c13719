"""Decide of which kind each name of an article is, what titles stand before it and what noun after it.

The small English model mislabels names that it does not know. What the words around a name tell (titles, a generic
noun, an apposition) and what the same name is elsewhere in the article outvote its label.

A country's or capital's name stands for its government, which acts, or for the place: by the word's relation in the
sentence alone, with lexicons of verbs and nouns. An adjective ("the American offer"), a people ("the Russians") and
the seat of a government are the actor unless something happens in them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rashomon.annotation.attribution.cues import REPORT_VERBS, TELL_VERBS
from rashomon.annotation.coreference.name_spans import NameSpan, name_spans
from rashomon.lexicon import words
from rashomon.names.countries import CountryMatch, match_country
from rashomon.names.people import gender_of_given, is_role, is_title, person_name
from rashomon.names.spelling import normalise
from rashomon.types import EntityKind
from rashomon.types.parse import Parse, Token

__all__ = ["Name", "acts", "acts_as_subject", "find_names"]


@dataclass(slots=True)
class Name:
    """A name at ``doc[start:end]``, without determiner, possessive and titles."""

    start: int
    end: int
    text: str
    kind: EntityKind
    head: Token
    """The token whose relation to the sentence is the name's; the generic noun's where one follows."""
    titled: int
    """Where the titles before it start; ``start`` if there are none."""
    tail: int
    """Where a generic noun after it ends ("Norvia news agency"); ``end`` if there is none."""
    country: CountryMatch | None = None


_LONGEST_TITLE = 12
"""Tokens of titles before a name."""
_LABEL, _CALLED = 2, 8
"""Weights of a label that spaCy gives, and of a noun that says what a name is."""
_ORGANISATION_NOUNS = (
    words("nouns.news") | words("nouns.company") | words("nouns.organisation") | words("names.generic")
)
_BOTH_ROLE_AND_FIELD = words("names.roles_that_are_fields")


def find_names(doc: Parse) -> list[Name]:
    """Return all names in order; they do not overlap, but one may stand in the titles of the next."""
    spans = name_spans(doc)
    owner = {i: span for span in spans for i in range(span.start, span.end)}
    heads = [_head(doc, span) for span in spans]
    titled = [_title_start(doc, span, owner) for span in spans]
    kinds = _vote(doc, spans, heads, titled)
    out = []
    for span, head, title, kind in zip(spans, heads, titled, kinds, strict=True):
        tail = _tail(span, head) if kind in ("organisation", "group", "other") else span.end
        out.append(
            Name(
                start=span.start,
                end=span.end,
                text=doc[span.start : span.end].text,
                kind=kind,
                head=doc[tail - 1] if tail > span.end else head,
                titled=title if kind == "person" else span.start,
                tail=tail,
                country=span.country,
            )
        )
    return out


def _head(doc: Parse, span: NameSpan) -> Token:
    """Return the last token of a name whose head lies outside."""
    outside = [t for t in doc[span.start : span.end] if not span.start <= t.head.i < span.end or t.head is t]
    return outside[-1] if outside else doc[span.end - 1]


# Titles and generic nouns


def _title_start(doc: Parse, span: NameSpan, owner: dict[int, NameSpan]) -> int:
    """Return where the titles before a name start: "former U.S. Secretary of State", "national security chief"."""
    if span.country or span.kind not in ("person", "organisation", "other", None):
        return span.start
    start, has_title = span.start, False
    for i in range(span.start - 1, max(-1, span.start - _LONGEST_TITLE), -1):
        if doc[i].sent is not doc[span.start].sent or (i in owner and owner[i].kind == "person"):
            break
        role = _role_of_word(doc[i], start, span.end, i in owner)
        if role is None:
            break
        if role == "title":
            has_title = True
        if role != "joint":
            start = i
    return start if has_title else span.start


def _role_of_word(word: Token, start: int, end: int, named: bool) -> Literal["title", "more", "joint"] | None:
    """Return what a word is to a name whose titles reach from ``start``: a title, more of it, a joint, nothing."""
    doc, i = word.doc, word.i
    if word.lower_ in words("names.title_joints") and start < end:
        after = doc[i + 1]
        field = is_title(after.text) and (not is_role(after.text) or after.lower_ in _BOTH_ROLE_AND_FIELD)
        return "joint" if i > 0 and is_title(doc[i - 1].text) and field else None
    if word.text in "-‐‑":
        return "joint"
    if word.tag_[:2] not in ("NN", "JJ"):
        return None
    if is_role(word.text) or word.lower_ in words("nouns.person"):
        return "title" if word.is_noun and (word.text[:1].isupper() or word.tag_ == "NN") else "more"
    if is_title(word.text):
        return "more"
    found = match_country(word.text)
    if found and found.kind in ("name", "adjective"):
        return "more"
    within = word.dep_ in ("compound", "amod", "nmod") and i < word.head.i < end
    return "more" if within and (named or word.tag_ in ("NN", "JJ", "NNP")) else None


def _tail(span: NameSpan, head: Token) -> int:
    """Return where the generic noun after a name ends: "Norvia news agency", "the Grey Front militant group"."""
    noun = head.head
    if head.dep_ not in ("compound", "nmod", "amod") or span.country or noun.i < span.end:
        return span.end
    if noun.tag_ != "NN" or noun.lower_ not in _ORGANISATION_NOUNS:
        return span.end
    between = head.doc[span.end : noun.i]
    plain = all(t.tag_ in ("NN", "JJ", "HYPH", "VBN", "NNP") for t in between)
    return noun.i + 1 if plain and len(between) <= 4 else span.end


def _is_called(head: Token) -> bool:
    """Return whether a generic noun right before a name says that it is an organisation's: "news outlet El Faro"."""
    noun = head.head
    if head.dep_ != "appos" or noun.lower_ not in _ORGANISATION_NOUNS:
        return False
    return noun.i < head.i and all(t.tag_ != "," for t in head.doc[noun.i : head.i])


# Kinds


def _vote(doc: Parse, spans: list[NameSpan], heads: list[Token], titled: list[int]) -> list[EntityKind]:
    """Return the kind of every name: one for names written alike, unless one of them is called an organisation."""
    keys = [normalise(doc[s.start : s.end].text) for s in spans]
    places = {k for s, k in zip(spans, keys, strict=True) if s.kind == "place"}
    bearers = {person_name(k).family for s, k in zip(spans, keys, strict=True) if s.kind == "person" and " " in k}
    votes: defaultdict[str, Counter[EntityKind]] = defaultdict(Counter)
    for n, (span, head, title) in enumerate(zip(spans, heads, titled, strict=True)):
        called = _tail(span, head) > span.end or _is_called(head)
        if called and (keys[n] in places or keys[n] in bearers):
            keys[n] = f"{keys[n]} @{n}"
        if called:
            votes[keys[n]]["organisation"] += _CALLED
        if span.kind:
            votes[keys[n]][span.kind] += _LABEL
        for kind, weight in _evidence(doc, span, head, title):
            votes[keys[n]][kind] += weight
    for n, kind in _told_by_possessives(doc, heads):
        votes[keys[n]][kind] += 2
    full = [key for key in votes if " " in key]
    people = [person_name(key) for key in full if _winner(votes[key]) == "person"]
    families = {person.family for person in people} | set(_titled(doc, spans, keys, titled))
    firms = {key.split()[0] for key in full if _winner(votes[key]) == "organisation"}
    given = {person.given[0] for person in people if person.given and gender_of_given(person.given[0])}
    for key in (families | given) & set(keys) - firms:
        votes[key]["person"] += votes[key].total() + 1
    return ["government" if s.country else _winner(votes[k]) for s, k in zip(spans, keys, strict=True)]


def _winner(votes: Counter[EntityKind]) -> EntityKind:
    return max(votes, key=lambda kind: (votes[kind], kind)) if votes else "other"


def _evidence(doc: Parse, span: NameSpan, head: Token, title: int) -> Iterator[tuple[EntityKind, int]]:
    """Give what a name's own words and those beside it tell about its kind, with weights."""
    first, last = doc[span.start].text, doc[span.end - 1].lower_
    length = span.end - span.start
    organised = length > 1 and last in words("names.org_endings")
    if title < span.start and not organised:
        yield "person", 6 if doc[span.start - 1].text[:1].isupper() else 2
    if 2 <= length <= 4 and gender_of_given(first) and not organised:
        yield "person", 2
    if organised:
        yield "organisation", 2
    if length > 1 and last in words("names.place_endings"):
        yield "place", 2
    if length == 1 and len(first) > 1 and first.replace(".", "").isupper() and span.kind in (None, "place"):
        yield "organisation", 1 if span.kind is None else 3
    if length == 1 and last in words("names.well_known"):
        yield "organisation", _CALLED
    if span.kind is None and head.dep_ in ("nsubj", "nsubjpass") and length > 1:
        yield "person", 1


def _told_by_possessives(doc: Parse, heads: list[Token]) -> Iterator[tuple[int, EntityKind]]:
    """Give what "his" and "its" tell of the subject of their clause: the number of the name, and a kind."""
    numbers = {head: n for n, head in enumerate(heads)}
    for token in doc:
        his = token.lower_ in words("function_words.possessives_of_people")
        if token.tag_ != "PRP$" or not (his or token.lower_ in words("function_words.its")):
            continue
        verb = next((t for t in token.ancestors if t.is_verb), None)
        subject = verb.child("nsubj") if verb is not None else None
        if subject in numbers and subject is not None and subject.i < token.i:
            yield numbers[subject], "person" if his else "organisation"


def _titled(doc: Parse, spans: list[NameSpan], keys: list[str], titled: list[int]) -> Iterator[str]:
    """Give the single words that a person's title stands before: "President Roe" is as good as a full name."""
    for span, key, title in zip(spans, keys, titled, strict=True):
        before = doc[span.start - 1].text if title < span.start else ""
        if span.end - span.start == 1 and before[:1].isupper() and is_role(before):
            yield key


# Governments and places

_MOTION_VERBS = words("verbs.motion")
_STILL_VERBS = words("verbs.still")
_GOVERNMENT_VERBS = words("verbs.government") | REPORT_VERBS | TELL_VERBS
_ACT_NOUNS = words("nouns.act")
_LOCATIVE_NOUNS = words("nouns.locative")


def acts(word: Token, found: CountryMatch) -> bool:
    """Return whether a country's name stands for its government, by its relation to its head."""
    if found.kind in ("adjective", "people"):
        return True
    word, capital = word.first_conjunct, found.kind == "capital"
    above = word.head.lemma
    match word.dep_:
        case "nsubj":
            return not capital or above not in _STILL_VERBS
        case "dobj":
            by_whom = above in words("verbs.person") or above in _GOVERNMENT_VERBS
            return above not in words("verbs.place") | _MOTION_VERBS and (not capital or by_whom)
        case "poss":
            return above not in _LOCATIVE_NOUNS
        case "compound" | "nmod" | "amod":
            return above in _ACT_NOUNS if capital else above not in _LOCATIVE_NOUNS
        case "npadvmod":  # "U.S.-backed" is an actor, "Lebanon-based" a place; a bare name is a dateline's
            return word.head.tag_ == "VBN" and word.head.lower_ not in words("verbs.participles_after_places")
        case "pobj":
            return _acts_after(word.head, capital)
        case "appos":  # it tells where a place lies: "Porto, Portugal"
            return False
        case "dative" | "agent":
            return True
    return not capital


def _acts_after(preposition: Token, capital: bool) -> bool:
    """Return whether a country after a preposition is its government."""
    lower, above = preposition.lower_, preposition.head
    if lower in words("names.place_preps") or preposition.tag_ == "VBG":
        return False
    if lower in words("function_words.from"):
        return above.is_noun and above.lemma in _ACT_NOUNS
    if lower in words("function_words.goals") and above.lemma in _MOTION_VERBS:
        return False
    if lower in words("function_words.to"):
        return above.lemma in words("nouns.envoy") or above.lemma in words("verbs.give")
    if lower in words("function_words.of"):
        return not capital and above.lemma not in _LOCATIVE_NOUNS
    return True


def acts_as_subject(word: Token) -> bool:
    """Return whether a word is the subject of a verb of saying or governing: what makes another place an actor."""
    word = word.first_conjunct
    verb = word.head
    return word.dep_ == "nsubj" and verb.is_verb and verb.lemma in _GOVERNMENT_VERBS
