"""Find the phrases that speak of people and groups without naming them: "a senior official", "the company"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from rashomon.annotation.coreference.clusters import Referent
from rashomon.annotation.coreference.names import Name
from rashomon.lexicon import words
from rashomon.names.countries import match_country
from rashomon.names.spelling import normalise
from rashomon.types.parse import Parse, Token

__all__ = ["Nominal", "NominalKind", "agrees", "bearer_of_noun", "find_nominals", "is_speaking", "only_company"]

NominalKind = Literal["person", "group", "organisation", "news", "text", "government"]

_PERSON = words("nouns.person")
_PEOPLE = words("nouns.people")
_NEWS = words("nouns.news")
_TEXT = words("nouns.text")
_GOVERNMENT = words("nouns.government")
_COMPANY = words("nouns.company")
_COMPANY_ENDINGS = words("names.company_endings")
_ORGANISATION = _COMPANY | words("nouns.organisation")
_GROUP = words("nouns.group")
_REPORTING = REPORT_VERBS | THOUGHT_VERBS | TELL_VERBS | QUOTE_VERBS | CALL_VERBS | ACCUSE_VERBS.keys()
_ACTING = words("verbs.government")
_DEFINITE = words("function_words.definite_determiners")
_NO_PART = _DEFINITE | words("function_words.indefinite_articles") | words("function_words.possessive_endings")
_OF = words("function_words.of_and_for")
_BY = words("function_words.by_and_from")
_TO = words("function_words.to")
_ACCORDING = words("function_words.according")
_MODIFIERS = frozenset({"det", "predet", "poss", "amod", "compound", "nmod", "nummod", "advmod", "quantmod"})
_MARKS = frozenset('"“”„«»()[]—–')
_LONGEST_TAIL = 10
"""Tokens after the noun that still belong to the phrase that stands for a name."""
_RECENT = 5
"""Sentences back within which a company is what "the company" speaks of."""


@dataclass(frozen=True, slots=True)
class Nominal:
    """The phrase ``doc[start:end]`` headed by the common noun ``head``."""

    start: int
    end: int
    head: Token
    kind: NominalKind
    plural: bool
    definite: bool
    bare: bool
    """Singular without any determiner: "ran for mayor" speaks of nobody."""
    owner: Token | None
    """The possessor: "his", "Trump" in "Trump's lawyer"."""
    nation: str | None
    """Code of the country that an adjective or possessor names."""
    words: frozenset[str]
    """All words before the noun and the noun's lemma, lower case."""

    @property
    def noun(self) -> str:
        """The lemma of the head, lower case."""
        return self.head.lemma


def find_nominals(doc: Parse, quoted: list[int], names: list[Name]) -> dict[Token, Nominal]:
    """Return all such phrases by their head; those that are titles or part of names are left out."""
    taken = {i for n in names if not n.country for i in range(n.titled, n.tail)}
    out: dict[Token, Nominal] = {}
    for token in doc:
        if not token.is_noun or token.i in taken or token.dep_ in ("compound", "nmod", "amod", "npadvmod"):
            continue
        kind = _kind(token)
        if kind:
            out[token] = _nominal(token, kind, quoted)
    return out


def _kind(token: Token) -> NominalKind | None:
    noun = token.lower_ if token.tag_.startswith("NNP") else token.lemma
    plural = token.tag_ in ("NNS", "NNPS")
    if noun in _TEXT:
        return "text"
    if noun in _NEWS:
        return "news"
    if noun in _PERSON:
        return "group" if plural else "person"
    if token.lower_ in _PEOPLE and (plural or token.lower_ != noun or noun in _PEOPLE):
        return "group"
    if noun in _GOVERNMENT and not plural:
        return "government"
    if noun in _ORGANISATION and not plural:
        return "organisation"
    return "group" if noun in _GROUP else None


def _nominal(noun: Token, kind: NominalKind, quoted: list[int]) -> Nominal:
    doc, start = noun.doc, noun.i
    determiner: Token | None = None
    owner: Token | None = None
    for child in noun.children:
        if child.i < noun.i and child.dep_ in _MODIFIERS:
            start = min(start, _leftmost(child).i)
        if child.dep_ == "det":
            determiner = child
        elif child.dep_ == "poss":
            owner = child
    start = next((k + 1 for k in range(noun.i - 1, start - 1, -1) if doc[k].text in _MARKS), start)
    about = [*doc[start : noun.i], *_of_what(noun)]
    numbered = noun.child("nummod") is not None
    return Nominal(
        start=start,
        end=_tail(noun, quoted),
        head=noun,
        kind=kind,
        plural=noun.tag_ in ("NNS", "NNPS") or noun.lower_ in _PEOPLE,
        definite=owner is not None or (determiner is not None and determiner.lower_ in _DEFINITE),
        bare=determiner is None and owner is None and noun.tag_ in ("NN", "NNP") and not numbered,
        owner=owner,
        nation=next((m.country.code for t in about if (m := match_country(t.text))), None),
        words=frozenset([*(t.lower_ for t in about), noun.lemma]) - _NO_PART,
    )


def _of_what(noun: Token) -> Iterable[Token]:
    """Return the words after the preposition of "minister of transport", "president of Iran"."""
    for child in noun.children:
        if child.i == noun.i + 1 and child.lower_ in _OF and (whom := child.child("pobj")) is not None:
            return noun.doc[child.i + 1 : whom.i + 1] if whom.i - child.i <= 4 else ()
    return ()


def _leftmost(token: Token) -> Token:
    while token.children and token.children[0].i < token.i:
        token = token.children[0]
    return token


def _tail(noun: Token, quoted: list[int]) -> int:
    """Return where the phrase ends with what tells who is meant: "familiar with the matter", "of the committee"."""
    doc, end = noun.doc, noun.i + 1
    for child in noun.children:
        if child.dep_ in ("prep", "amod", "acl") and child.i == end:
            last = child
            while last.children and last.children[-1].i > last.i:
                last = last.children[-1]
            inside = range(end, last.i + 1)
            if last.i - noun.i > _LONGEST_TAIL or any(doc[k].text in ',"“”;:' or quoted[k] for k in inside):
                break
            end = last.i + 1
    return end


def is_speaking(token: Token, acting: bool = True) -> bool:
    """Return whether a token heads a source or an actor: who says or does it, who is told, "according to" whom.

    Without ``acting``, only saying counts.
    """
    token = token.first_conjunct
    dep, above = token.dep_, token.head
    if dep in ("nsubj", "nsubjpass"):
        return above.lemma in _REPORTING or (acting and above.lemma in _ACTING)
    if dep in ("dobj", "dative"):
        return above.lemma in TELL_VERBS or above.lemma in QUOTE_VERBS
    if dep == "poss":
        return above.lemma in REPORT_NOUNS
    if dep != "pobj":
        return False
    if above.lower_ in _TO:
        return above.head.lower_ in _ACCORDING
    return above.lower_ in _BY and (above.head.lemma in _REPORTING or above.head.lemma in REPORT_NOUNS)


# Which named organisation a description fits by name or by kind


def agrees(referent: Referent, nominal: Nominal) -> bool:
    """Return whether a description is of the referent's kind: no person is a union, and no union a leader."""
    if nominal.kind == "person":
        return referent.kind == "person"
    return referent.kind not in ("person", "place")


def bearer_of_noun(nominal: Nominal, seen: Mapping[Referent, Token]) -> Referent | None:
    """Return the organisation mentioned last that has the noun in its name: a Supreme Court for "the court"."""
    if nominal.kind not in ("organisation", "group", "news") or nominal.plural:
        return None
    fitting = [r for r in _organisations(seen) if _carries(r.name, nominal)]
    return max(fitting, key=lambda r: seen[r].i, default=None)


def only_company(nominal: Nominal, seen: Mapping[Referent, Token]) -> Referent | None:
    """Return the one company that has been mentioned of late, if no organisation has been since: "the company"."""
    if nominal.noun not in _COMPANY or len(nominal.words) > 1 or nominal.plural:
        return None
    near = (r for r in _organisations(seen) if nominal.head.sent_i - seen[r].sent_i <= _RECENT)
    companies = [r for r in near if _is_company(r)]
    last = max((r for r in seen if r.kind == "organisation"), key=lambda r: seen[r].i, default=None)
    return last if companies == [last] else None


def _organisations(seen: Iterable[Referent]) -> list[Referent]:
    return [r for r in seen if r.named and r.kind in ("organisation", "group", "other")]


def _carries(name: str, nominal: Nominal) -> bool:
    """Return whether a name's own noun is the description's and the rest of it has all that the description adds."""
    parts = normalise(name).split()
    own = next((parts[at - 1 : at] for at, part in enumerate(parts) if part in _OF and at), parts[-1:])
    return len(parts) > 1 and nominal.noun in own and nominal.words <= set(parts)


def _is_company(referent: Referent) -> bool:
    last = normalise(referent.name).split()[-1:]
    return not _COMPANY_ENDINGS.isdisjoint(last) or any(not _COMPANY.isdisjoint(r) for r in referent.roles)
