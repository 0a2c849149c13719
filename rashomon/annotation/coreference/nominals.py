"""Phrases that speak of people and groups without naming them: "a senior official", "the company", "the report"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rashomon.annotation.attribution.cues import (
    ACCUSE_VERBS,
    CALL_VERBS,
    QUOTE_VERBS,
    REPORT_NOUNS,
    REPORT_VERBS,
    TELL_VERBS,
    THOUGHT_VERBS,
)
from rashomon.annotation.coreference.names import Name
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.names.countries import match_country
from rashomon.names.tables import words

__all__ = ["Nominal", "NominalKind", "find_nominals", "is_speaking"]

NominalKind = Literal["person", "group", "organisation", "news", "text", "government"]

_PERSON = words("person-nouns")
_PEOPLE = words("people-nouns")
_NEWS = words("news-nouns")
_TEXT = words("text-nouns")
_GOVERNMENT = words("government-nouns")
_ORGANISATION = words("company-nouns") | words("organisation-nouns")
_GROUP = words("group-nouns")
_REPORTING = REPORT_VERBS | THOUGHT_VERBS | TELL_VERBS | QUOTE_VERBS | CALL_VERBS | ACCUSE_VERBS.keys()
_ACTING = words("government-verbs")
_LONGEST_TAIL = 10
"""Tokens after the noun that still belong to the phrase that stands for a name."""


@dataclass(frozen=True, slots=True)
class Nominal:
    """The phrase ``doc[start:end]`` headed by the common noun ``head``."""

    start: int
    end: int
    head: int
    kind: NominalKind
    noun: str
    """The lemma of its head, lower case."""
    plural: bool
    definite: bool
    bare: bool
    """Singular without any determiner: "ran for mayor" speaks of nobody."""
    owner: int | None
    """The possessor: "his", "Trump" in "Trump's lawyer"."""
    nation: str | None
    """Code of the country that an adjective or possessor names."""
    words: frozenset[str]
    """All words before the noun and the noun's lemma, lower case."""


def find_nominals(syntax: Syntax, names: list[Name]) -> dict[int, Nominal]:
    """All such phrases by the token of their head; those that are titles or part of names are left out."""
    taken = {i for n in names if not n.country for i in range(n.titled, n.tail)}
    out: dict[int, Nominal] = {}
    for i, tag in enumerate(syntax.tags):
        if not tag.startswith("NN") or i in taken or syntax.deps[i] in ("compound", "nmod", "amod", "npadvmod"):
            continue
        kind = _kind(syntax, i)
        if kind:
            out[i] = _nominal(syntax, i, kind)
    return out


def _kind(syntax: Syntax, i: int) -> NominalKind | None:
    noun = syntax.lowers[i] if syntax.tags[i].startswith("NNP") else syntax.lemmas[i]
    noun = noun.removeprefix("ex-")
    plural = syntax.tags[i] in ("NNS", "NNPS")
    if noun in _TEXT:
        return "text"
    if noun in _NEWS:
        return "news"
    if noun in _PERSON:
        return "group" if plural else "person"
    if syntax.lowers[i] in _PEOPLE and (plural or syntax.lowers[i] != noun or noun in _PEOPLE):
        return "group"
    if noun in _GOVERNMENT and not plural:
        return "government"
    if noun in _ORGANISATION and not plural:
        return "organisation"
    return "group" if noun in _GROUP else None


def _nominal(syntax: Syntax, i: int, kind: NominalKind) -> Nominal:
    start = i
    determiner: int | None = None
    owner: int | None = None
    numbered = any(syntax.deps[c] == "nummod" for c in syntax.children[i])
    for c in syntax.children[i]:
        if c < i and syntax.deps[c] in (
            "det",
            "predet",
            "poss",
            "amod",
            "compound",
            "nmod",
            "nummod",
            "advmod",
            "quantmod",
        ):
            start = min(start, _leftmost(syntax, c))
        if syntax.deps[c] == "det":
            determiner = c
        elif syntax.deps[c] == "poss":
            owner = c
    start = next((k + 1 for k in range(i - 1, start - 1, -1) if syntax.texts[k] in _MARKS), start)
    about = [*range(start, i), *_of_what(syntax, i)]
    before = [syntax.lowers[k] for k in about]
    nation = next((m.country.code for k in about if (m := match_country(syntax.texts[k]))), None)
    return Nominal(
        start=start,
        end=_tail(syntax, i),
        head=i,
        kind=kind,
        noun=syntax.lemmas[i],
        plural=syntax.tags[i] in ("NNS", "NNPS") or syntax.lowers[i] in _PEOPLE,
        definite=owner is not None or (determiner is not None and syntax.lowers[determiner] in _DEFINITE),
        bare=determiner is None and owner is None and syntax.tags[i] in ("NN", "NNP") and not numbered,
        owner=owner,
        nation=nation,
        words=frozenset([*before, syntax.lemmas[i]]) - _DEFINITE - {"a", "an", "'s", "’s"},
    )


def _of_what(syntax: Syntax, i: int) -> range:
    """The words of "minister of transport", "president of Iran"."""
    for c in syntax.children[i]:
        if c == i + 1 and syntax.lowers[c] in ("of", "for") and (k := syntax.child(c, "pobj")) is not None:
            return range(c + 1, k + 1) if k - c <= 4 else range(0)
    return range(0)


_MARKS = frozenset('"“”„«»()[]—–')
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def _leftmost(syntax: Syntax, i: int) -> int:
    while syntax.children[i] and syntax.children[i][0] < i:
        i = syntax.children[i][0]
    return i


def _tail(syntax: Syntax, i: int) -> int:
    """Where the phrase ends with what tells who is meant: "familiar with the matter", "of the committee"."""
    end = i + 1
    for c in syntax.children[i]:
        restricts = syntax.deps[c] in ("prep", "amod", "acl") and c == end
        if restricts:
            last = _rightmost(syntax, c)
            inside = range(end, last + 1)
            if last - i > _LONGEST_TAIL or any(syntax.texts[k] in ',"“”;:' or syntax.quoted[k] for k in inside):
                break
            end = last + 1
    return end


def _rightmost(syntax: Syntax, i: int) -> int:
    while syntax.children[i] and syntax.children[i][-1] > i:
        i = syntax.children[i][-1]
    return i


def is_speaking(syntax: Syntax, i: int, acting: bool = True) -> bool:
    """Whether token ``i`` heads a source or an actor: who says or does it, to whom it is told, "according to" whom.

    Without ``acting``, only saying counts.
    """
    i = syntax.first_conjunct(i)
    dep, above = syntax.deps[i], syntax.heads[i]
    lemma = syntax.lemmas[above]
    if dep in ("nsubj", "nsubjpass"):
        return lemma in _REPORTING or (acting and lemma in _ACTING)
    if dep in ("dobj", "dative"):
        return lemma in TELL_VERBS or lemma in QUOTE_VERBS
    if dep == "poss":
        return lemma in REPORT_NOUNS
    if dep != "pobj":
        return False
    verb = syntax.heads[above]
    if syntax.lowers[above] == "to":
        return syntax.lowers[verb] == "according"
    return syntax.lowers[above] in ("by", "from") and syntax.lemmas[verb] in (_REPORTING | REPORT_NOUNS)
