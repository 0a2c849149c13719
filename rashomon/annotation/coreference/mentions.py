"""The mentions of an article: names, noun phrases, pronouns, and several of them joined by "and"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from rashomon.annotation.coreference.clusters import Heads, Referent
from rashomon.annotation.coreference.names import Name
from rashomon.lexicon import words
from rashomon.names.countries import match_country
from rashomon.names.people import Gender, title_gender
from rashomon.types import EntityKind
from rashomon.types.parse import Parse, Token

__all__ = ["FORMS", "KINDS", "Form", "Kind", "Phrase", "find_phrases", "is_speaking", "nation_of"]

Form = Literal["name", "noun", "list", "m", "f", "n", "p", "1", "1p", "2", "d", "dp"]
"""Of pronouns the person, number and gender; d and dp are demonstratives of one and of several."""
FORMS: tuple[Form, ...] = ("name", "noun", "list", "m", "f", "n", "p", "1", "1p", "2", "d", "dp")

Kind = EntityKind | Literal["text", "thing"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "government", "group", "place", "event", "other", "text", "thing")

_WORDS: tuple[tuple[frozenset[str], Form], ...] = (
    (words("function_words.masculine_pronouns"), "m"),
    (words("function_words.feminine_pronouns"), "f"),
    (words("function_words.neuter_pronouns"), "n"),
    (words("function_words.plural_pronouns"), "p"),
    (words("function_words.speaker_pronouns"), "1"),
    (words("function_words.speakers_pronouns"), "1p"),
    (words("function_words.words_for_hearers"), "2"),
    (words("function_words.near_and_far"), "d"),
    (words("function_words.these_and_both"), "dp"),
)
_PRONOUNS = {word: form for those, form in _WORDS for word in those}
_KIND_OF_FORM: dict[Form, Kind] = {"m": "person", "f": "person", "1": "person", "2": "person", "1p": "group"}
_ORGANISATION = words("nouns.company") | words("nouns.organisation") | words("nouns.news")
_REPORTING = REPORT_VERBS | THOUGHT_VERBS | TELL_VERBS | QUOTE_VERBS | CALL_VERBS | ACCUSE_VERBS.keys()
_BY = words("function_words.by_and_from")
_DEFINITE = words("function_words.definite_determiners")
_NO_PART = _DEFINITE | words("function_words.indefinite_articles") | words("function_words.possessive_endings")
_INSIDE = frozenset({"det", "predet", "poss", "amod", "compound", "nmod", "nummod", "quantmod", "case"})
_BEHIND = frozenset({"prep", "relcl", "acl", "appos", "amod", "case", "nmod", "poss", "nummod", "advmod"})
_MODIFIERS = frozenset({"compound", "nmod", "amod", "npadvmod"})
_NEAR_TAIL = 10
"""Tokens behind a noun within which a complement belongs to what its bearer is called."""


@dataclass(slots=True, eq=False)
class Phrase:
    """A mention, ``doc[start:end]`` without and ``doc[first:last]`` with all that belongs to it."""

    head: Token
    form: Form
    start: int
    end: int
    first: int
    last: int
    kind: Kind = "thing"
    plural: bool = False
    gender: Gender | None = None
    referent: Referent | None = None
    """Whom a name, its apposition, or what is said to be its bearer, stands for."""
    words: frozenset[str] = frozenset()
    """The words before a noun and its lemma, lower case, without determiners."""

    @property
    def key(self) -> str:
        """The lemma of a noun, the form of a pronoun, the last word of a name."""
        return self.head.lemma if self.form == "noun" else self.head.lower_

    @property
    def definite(self) -> bool:
        """Whether a determiner says that the reader knows who or what is meant."""
        determiner = self.head.child("det")
        return determiner is not None and determiner.lower_ in _DEFINITE

    @property
    def is_pronoun(self) -> bool:
        return self.form not in ("name", "noun", "list")


def find_phrases(doc: Parse, names: Sequence[Name], by_head: Heads) -> list[Phrase]:
    """Return all mentions in order of their heads; of a noun and a list with one head the list comes last."""
    left, right = _edges(doc)
    named = {n.head.i: n for n in names if n.head in by_head}
    taken = {i for n in names if not n.country for i in range(n.titled, n.tail)}
    out: list[Phrase] = []
    for token in doc:
        name = named.get(token.i)
        if name is not None:
            out.append(_name(token, name, by_head[token], left, right))
        elif (form := _PRONOUNS.get(token.lower_)) and _is_pronoun(token):
            plural = form in ("p", "1p", "dp")
            gender: Gender | None = "m" if form == "m" else "f" if form == "f" else None
            kind = _KIND_OF_FORM.get(form, "group" if form == "p" else "thing")
            out.append(Phrase(token, form, token.i, token.i + 1, token.i, token.i + 1, kind, plural, gender))
        elif token.is_noun and token.text[0].isalnum() and token.i not in taken and not _modifies(token):
            out.append(_noun(token, left, right))
        else:
            continue
        if token.dep_ != "conj" and any(c.dep_ == "conj" and (c.is_noun or c.tag_ == "PRP") for c in token.children):
            out.append(_list(out[-1], right))
    _apply_roles(out)
    _apply_offices(out)
    return out


def _edges(doc: Parse) -> tuple[list[int], list[int]]:
    """Return the first token and the end of each token's subtree."""
    left, right = list(range(len(doc))), list(range(1, len(doc) + 1))
    for token in doc:
        at = token
        while at.head is not at:
            at = at.head
            if left[at.i] <= token.i < right[at.i]:
                break
            left[at.i], right[at.i] = min(left[at.i], token.i), max(right[at.i], token.i + 1)
    return left, right


def _whole(
    head: Token, start: int, end: int, left: list[int], right: list[int], behind: frozenset[str] = _BEHIND
) -> tuple[int, int]:
    """Return where the phrase of a noun starts and ends with determiners, complements, clauses and appositions."""
    first, last = start, end
    for child in head.children:
        if child.i < head.i and child.dep_ in _INSIDE:
            first = min(first, left[child.i])
        elif child.i > head.i and child.dep_ in behind:
            last = max(last, right[child.i])
    doc = head.doc
    while last > end and (doc[last - 1].text.isspace() or (doc[last - 1].is_punct and doc[last - 1].text not in ")]")):
        last -= 1
    return first, last


def _name(token: Token, name: Name, referent: Referent, left: list[int], right: list[int]) -> Phrase:
    behind = _BEHIND - {"prep"} if name.kind == "person" else _BEHIND
    first, last = _whole(token, name.titled, name.tail, left, right, behind)
    if token.doc[last : last + 1].text in words("function_words.possessive_endings"):
        last += 1
    plural = token.tag_ == "NNPS" or referent.plural
    return Phrase(
        token, "name", name.start, name.end, first, last, referent.kind, plural, referent.gender, referent,
        frozenset(t.lower_ for t in token.doc[name.start : name.end]),
    )  # fmt: skip


def _is_pronoun(token: Token) -> bool:
    if token.tag_ in ("PRP", "PRP$"):
        return not _is_empty(token)
    return token.tag_ == "DT" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative")


def _is_empty(token: Token) -> bool:
    """Return whether an "it" stands for nothing: "it is clear that", "it was agreed that", "it rained"."""
    verb = token.head
    if token.lower_ not in words("function_words.neuter_pronouns") or token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    below = [*verb.children, *(c for a in verb.children if a.dep_ in ("acomp", "attr") for c in a.children)]
    about = token.dep_ == "nsubjpass" or verb.lemma in words("function_words.be")
    clause = about and any(c.dep_ in ("ccomp", "csubj", "xcomp") and c.i > verb.i for c in below)
    return clause or verb.lemma in words("verbs.with_empty_it")


def _modifies(token: Token) -> bool:
    return token.dep_ in _MODIFIERS and not (token.dep_ == "npadvmod" and token.is_proper)


def _noun(noun: Token, left: list[int], right: list[int]) -> Phrase:
    doc = noun.doc
    first, last = _whole(noun, noun.i, noun.i + 1, left, right)
    end = noun.i + 1
    for child in noun.children:
        near = child.dep_ in ("prep", "amod", "acl") and child.i == end and right[child.i] - end <= _NEAR_TAIL
        if near and right[child.i] <= last and not any(t.is_punct for t in doc[end : right[child.i]]):
            end = right[child.i]
    about = (*doc[first : noun.i], *_of_what(noun, right))
    return Phrase(
        noun, "noun", first, end, first, last, _kind(noun), _is_plural(noun), title_gender(noun.lemma), None,
        frozenset([*(t.lower_ for t in about if not t.is_punct), noun.lemma]) - _NO_PART,
    )  # fmt: skip


def _of_what(noun: Token, right: list[int]) -> Iterable[Token]:
    """Return the words after the preposition of "minister of transport", "president of Iran"."""
    for child in noun.children:
        if child.i == noun.i + 1 and child.lower_ in words("function_words.of_and_for"):
            return noun.doc[child.i + 1 : right[child.i]] if right[child.i] - child.i <= 5 else ()
    return ()


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS") or noun.lower_ in words("nouns.people")


def _kind(token: Token) -> Kind:
    noun = token.lower_ if token.tag_.startswith("NNP") else token.lemma
    plural = token.tag_ in ("NNS", "NNPS")
    if noun in words("nouns.text"):
        return "text"
    if noun in words("nouns.person"):
        return "group" if plural else "person"
    if token.lower_ in words("nouns.people"):
        return "group"
    if noun in words("nouns.government") and not plural:
        return "government"
    if noun in _ORGANISATION and not plural:
        return "organisation"
    if title_gender(noun):
        return "group" if plural else "person"
    return "group" if noun in words("nouns.group") else "thing"


def _list(of: Phrase, right: list[int]) -> Phrase:
    """Return the mention of all that a phrase is joined to by "and"."""
    members = [of.head]
    for member in members:
        members += [c for c in member.children if c.dep_ == "conj"]
    last = max(right[m.i] for m in members)
    while last > of.last and of.head.doc[last - 1].is_punct:
        last -= 1
    kind: Kind = "group" if of.kind in ("person", "group") else of.kind
    return Phrase(of.head, "list", of.first, max(last, of.last), of.first, max(last, of.last), kind, True)


def _apply_roles(phrases: Sequence[Phrase]) -> None:
    """Give referents what appositions and "is" say of them; an apposition stands for whom it is one to."""
    of = {p.head: p for p in phrases if p.form in ("name", "noun")}
    for phrase in phrases:
        if phrase.form == "noun" and (referent := _said_of(phrase, of)):
            referent.roles.add(phrase.words)
            referent.nations.update(nation_of(phrase))
            if phrase.kind == "person":
                referent.gender = referent.gender or phrase.gender
            if phrase.head.dep_ != "attr":
                phrase.referent = referent


def _apply_offices(phrases: Sequence[Phrase]) -> None:
    """Make of a person's administration, campaign or family one of its own, called after the person."""
    named = {p.head: p.referent for p in phrases if p.form == "name" and p.kind == "person"}
    offices: dict[str, Referent] = {}
    for phrase in phrases:
        if phrase.form == "noun" and phrase.referent is None and phrase.head.lemma in words("names.offices"):
            leader = next((r for c in phrase.head.children if c.i < phrase.head.i and (r := named.get(c))), None)
            if leader is not None:
                name = f"{leader.name.split()[-1]} {phrase.head.lemma}"
                kind: EntityKind = "government" if phrase.kind == "government" else "organisation"
                phrase.referent = offices.setdefault(name, Referent(kind, name))


def _said_of(phrase: Phrase, of: Mapping[Token, Phrase]) -> Referent | None:
    """Return whom a noun is an apposition to, has as its apposition, or is said to be."""
    noun = phrase.head
    others = [c for c in noun.children if c.dep_ == "appos"]
    if noun.dep_ == "appos":
        others.append(noun.head)
    elif noun.dep_ == "attr" and noun.head.lemma in words("function_words.be"):
        subject = noun.head.child("nsubj")
        others += [] if subject is None else [subject]
    for other in others:
        named = of.get(other)
        if named and named.referent and named.form == "name" and _may_be_one(named.referent, phrase):
            return named.referent
    return None


def _may_be_one(referent: Referent, phrase: Phrase) -> bool:
    if phrase.kind == "person" or referent.kind == "person":
        return referent.kind in ("person", "other") and phrase.kind in ("person", "thing")
    return phrase.kind != "text" and referent.kind != "place"


def nation_of(phrase: Phrase) -> Iterator[str]:
    """Give the codes of the countries that the words of a phrase name."""
    for token in phrase.head.doc[phrase.first : phrase.head.i]:
        if token.text[:1].isupper() and (found := match_country(token.text)):
            yield found.country.code


def is_speaking(token: Token, acting: bool = True) -> bool:
    """Return whether a token heads a source or an actor: who says or does it, who is told, "according to" whom.

    Without ``acting``, only saying counts.
    """
    token = token.first_conjunct
    dep, above = token.dep_, token.head
    if dep in ("nsubj", "nsubjpass"):
        return above.lemma in _REPORTING or (acting and above.lemma in words("verbs.government"))
    if dep in ("dobj", "dative"):
        return above.lemma in TELL_VERBS or above.lemma in QUOTE_VERBS
    if dep == "poss":
        return above.lemma in REPORT_NOUNS
    if dep == "pobj" and above.lower_ in words("function_words.to"):
        return above.head.lower_ in words("function_words.according")
    return dep == "pobj" and above.lower_ in _BY and above.head.lemma in _REPORTING | REPORT_NOUNS
