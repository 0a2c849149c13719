"""Read an article's mentions in order and settle what noun phrases and pronouns stand for.

Noun phrases speak of people and groups without naming them: "a senior official", "the company".
"""

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
from rashomon.annotation.coreference.clusters import Heads, Referent, Role, Spotted
from rashomon.annotation.coreference.names import Name
from rashomon.annotation.coreference.pronouns import History, antecedent, gender_of_pronoun, is_pronoun, speakers_of
from rashomon.lexicon import groups, words
from rashomon.names.countries import match_country
from rashomon.names.people import title_gender
from rashomon.names.spelling import normalise
from rashomon.types.parse import Parse, Token

__all__ = ["resolve"]

_Kind = Literal["person", "group", "organisation", "news", "text", "government"]

_COMPANY = words("nouns.company")
_COMPANY_ENDINGS = words("names.company_endings")
_ORGANISATION = _COMPANY | words("nouns.organisation")
_REPORTING = REPORT_VERBS | THOUGHT_VERBS | TELL_VERBS | QUOTE_VERBS | CALL_VERBS | ACCUSE_VERBS.keys()
_DEFINITE = words("function_words.definite_determiners")
_NO_PART = _DEFINITE | words("function_words.indefinite_articles") | words("function_words.possessive_endings")
_OF = words("function_words.of_and_for")
_BY = words("function_words.by_and_from")
_MODIFIERS = frozenset({"det", "predet", "poss", "amod", "compound", "nmod", "nummod", "advmod", "quantmod"})
_MARKS = frozenset('"“”„«»()[]—–')
_LONGEST_TAIL = 10
"""Tokens after the noun that still belong to the phrase that stands for a name."""
_RECENT = 5
"""Sentences back within which a company is what "the company" speaks of."""

_FULL_TITLES = groups("people.short_titles_in_full")
_FAR_MORE = 3
"""Times as many mentions as any other bearer of a title has whoever is meant by it alone."""
_NEAR = 2
"""Sentences back within which one of several bearers of a title is the one that is meant."""


def resolve(doc: Parse, quoted: list[int], names: list[Name], referents: list[Referent], by_head: Heads) -> None:
    """Add to the referents, and to ``by_head``, what noun phrases and pronouns stand for."""
    _Reader(doc, quoted, names, referents, by_head).read()


class _Reader:
    """State while the article is read from first to last token."""

    def __init__(
        self, doc: Parse, quoted: list[int], names: list[Name], referents: list[Referent], by_head: Heads
    ) -> None:
        self.doc = doc
        self.quoted = quoted
        self.referents = referents
        self.by_head = by_head
        self.history = History(quoted)
        self.last_seen: dict[Referent, Token] = {}
        self.unnamed: dict[tuple[str, bool], Referent] = {}
        self.nominals = _find_nominals(doc, quoted, names)
        self.named = {n.head: by_head[n.head] for n in names if n.head in by_head}
        self.last_source: tuple[Token, Referent] | None = None
        self.last_text: tuple[Token, Referent | None] | None = None

    def read(self) -> None:
        """Read what stands outside quotations first: only then is known who speaks them, and so is not "he" in them."""
        self._learn_roles()
        for token in self.doc:
            if token in self.named:
                self._note(token, self.named[token])
            elif token in self.nominals:
                self._read_nominal(self.nominals[token])
            elif not self.quoted[token.i] and is_pronoun(token):
                self._read_pronoun(token)
        self.history.speakers = speakers_of(self.doc, self.quoted, self.by_head)
        for token in self.doc:
            if self.quoted[token.i] and is_pronoun(token):
                self._read_pronoun(token)

    def _read_pronoun(self, token: Token) -> None:
        if referent := antecedent(token, self.history, self.by_head):
            self._mention(token, token.i, token.i + 1, referent)
            if referent.kind == "person":
                referent.gender = referent.gender or gender_of_pronoun(token)

    def _note(self, token: Token, referent: Referent) -> None:
        self.history.note(token, referent)
        self.last_seen[referent] = token
        if _is_speaking(token):
            referent.speaks = True
            said = _is_speaking(token, acting=False)
            if said and referent.kind in ("organisation", "other") and referent.named:
                self.last_source = (token, referent)

    def _mention(self, head: Token, start: int, end: int, referent: Referent) -> None:
        self.by_head[head] = referent
        referent.mentions.append(Spotted(start, end))
        self._note(head, referent)

    # Descriptions of named ones

    def _learn_roles(self) -> None:
        """Keep what appositions and "is" say of named people and organisations, wherever they stand."""
        for head, nominal in self.nominals.items():
            if referent := self._said_of(head):
                referent.roles.add(nominal.words)
                referent.nations.update(filter(None, (nominal.nation,)))
                if nominal.kind == "person":
                    referent.gender = referent.gender or title_gender(nominal.noun)

    def _said_of(self, noun: Token) -> Referent | None:
        """Return whom a noun is an apposition to, has as its apposition, or is said to be."""
        others = [c for c in noun.children if c.dep_ == "appos"]
        if noun.dep_ == "appos":
            others.append(noun.head)
        elif noun.dep_ == "attr" and noun.head.lemma in words("function_words.be"):
            subject = noun.head.child("nsubj")
            others += [] if subject is None else [subject]
        nominal = self.nominals[noun]
        named = (self.named[t] for t in others if t in self.named)
        return next((r for r in named if nominal.kind != "text" and _agrees(r, nominal)), None)

    # Noun phrases

    def _read_nominal(self, nominal: Nominal) -> None:
        head = nominal.head
        if apposed := self._said_of(head):
            if head.dep_ != "attr":
                self._mention(head, nominal.start, head.i + 1, apposed)
            return
        if nominal.kind == "text":
            self._read_text(nominal)
            return
        if nominal.noun in words("names.offices") and (leader := self._leader(nominal)):
            self._read_office(nominal, leader)
            return
        if referent := self._meant(nominal):
            self._mention(head, nominal.start, head.i + 1, referent)
        elif nominal.kind in ("person", "group") and not (nominal.bare and not _is_speaking(head)):
            name = self.doc[nominal.start : nominal.end].text
            new = Referent(nominal.kind, name, named=False, plural=nominal.plural, gender=title_gender(nominal.noun))
            new.roles.add(nominal.words)
            self.referents.append(new)
            self.unnamed[nominal.noun, nominal.plural] = new
            self._mention(head, nominal.start, nominal.end, new)

    def _leader(self, nominal: Nominal) -> str | None:
        """Return whose administration, campaign or family it is, by name."""
        for token in self.doc[nominal.start : nominal.head.i]:
            referent = self.named.get(token)
            if referent and referent.kind == "person":
                return referent.name.split()[-1]
        return None

    def _read_office(self, nominal: Nominal, leader: str) -> None:
        name = f"{leader} {nominal.noun}"
        known = next((r for r in self.referents if r.named and r.name.casefold() == name.casefold()), None)
        if known is None:
            known = Referent("government" if nominal.kind == "government" else "organisation", name)
            self.referents.append(known)
        self._mention(nominal.head, nominal.start, nominal.head.i + 1, known)

    def _meant(self, nominal: Nominal) -> Referent | None:
        """Return the referent that a phrase stands for, None if the text does not tell."""
        if nominal.kind == "government":
            return self._government(nominal)
        if not nominal.definite or (nominal.owner is not None and nominal.nation is None):
            return None
        found = _bearer_of_noun(nominal, self.last_seen) or self._by_role(nominal) or self._same_phrase(nominal)
        found = found or _only_company(nominal, self.last_seen)
        if found is None and nominal.kind == "news" and self._is_plain(nominal) and self.last_source:
            return self.last_source[1]
        return found

    def _is_plain(self, nominal: Nominal) -> bool:
        return nominal.words - {nominal.noun} <= words("names.of_news")

    def _by_role(self, nominal: Nominal) -> Referent | None:
        """Return who has been named with the title or the description, if it is one or a near one."""
        if nominal.plural:
            return None
        fitting = [r for r in self.referents if r.named and _agrees(r, nominal) and _bears(r, nominal)]
        seen = self.last_seen
        fitting = sorted((r for r in fitting if r in seen), key=lambda r: -seen[r].i)
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        near = [r for r in fitting if nominal.head.sent_i - seen[r].sent_i <= _NEAR]
        first, second = sorted(fitting, key=lambda r: -len(r.mentions))[:2]
        known = len(near) == 1 or (not near and len(first.mentions) >= _FAR_MORE * len(second.mentions))
        return first if known and near in ([], [first]) else None

    def _same_phrase(self, nominal: Nominal) -> Referent | None:
        """Return the last unnamed one called by the same noun, whose description holds all that this one says."""
        last = self.unnamed.get((nominal.noun, nominal.plural))
        return last if last and any(nominal.words <= role for role in last.roles) else None

    def _government(self, nominal: Nominal) -> Referent | None:
        """Return Syria for "the Syrian government", the only country that has acted for "the government"."""
        acting = [r for r in self.referents if r.kind == "government"]
        if nominal.nation:
            inside = (self.by_head.get(t) for t in self.doc[nominal.start : nominal.head.i])
            return next((r for r in inside if r in acting), None)
        plain = nominal.definite and nominal.owner is None and len(nominal.words) == 1
        return acting[0] if plain and len(acting) == 1 else None

    # Reports

    def _read_text(self, nominal: Nominal) -> None:
        """Take "the report" for the news source named last, unless another text has come up since."""
        head = nominal.head
        if not nominal.definite or nominal.owner is not None or not self._is_plain(nominal):
            author = self.by_head.get(nominal.owner) if nominal.owner is not None else None
            self.last_text = (head, author)
            if author and _is_speaking(head):
                self._mention(head, nominal.start, head.i + 1, author)
            return
        if nominal.plural or not _is_speaking(head):
            return
        source = self.last_source
        if self.last_text and (source is None or self.last_text[0].i > source[0].i):
            source = (head, self.last_text[1]) if self.last_text[1] else None
        if source:
            self._mention(head, nominal.start, head.i + 1, source[1])


def _bears(referent: Referent, nominal: Nominal) -> bool:
    """Return whether a title or description of somebody named is the phrase's."""
    if nominal.nation and referent.nations and nominal.nation not in referent.nations:
        return False
    gender = title_gender(nominal.noun)
    if gender and referent.gender not in (None, gender):
        return False
    shifters, told = words("people.words_that_make_another_office"), nominal.words - words("people.measures")
    for role in map(_in_full, referent.roles):
        fits = nominal.nation in referent.nations or not any(w.isalpha() for w in told - role)
        if fits and nominal.noun in role and role & shifters <= nominal.words:
            return True
    return False


def _in_full(role: Role) -> Role:
    return role.union(*(_FULL_TITLES[word] for word in role if word in _FULL_TITLES))


# The phrases


@dataclass(frozen=True, slots=True)
class Nominal:
    """The phrase ``doc[start:end]`` headed by the common noun ``head``."""

    start: int
    end: int
    head: Token
    kind: _Kind
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


def _find_nominals(doc: Parse, quoted: list[int], names: list[Name]) -> dict[Token, Nominal]:
    """Return all such phrases by their head; those that are titles or part of names are left out."""
    taken = {i for n in names if not n.country for i in range(n.titled, n.tail)}
    out: dict[Token, Nominal] = {}
    for token in doc:
        modifies = token.dep_ in ("compound", "nmod", "amod", "npadvmod")
        if token.is_noun and not modifies and token.i not in taken and (kind := _kind(token)):
            out[token] = _nominal(token, kind, quoted)
    return out


def _kind(token: Token) -> _Kind | None:
    noun = token.lower_ if token.tag_.startswith("NNP") else token.lemma
    plural = token.tag_ in ("NNS", "NNPS")
    if noun in words("nouns.text"):
        return "text"
    if noun in words("nouns.news"):
        return "news"
    if noun in words("nouns.person"):
        return "group" if plural else "person"
    if token.lower_ in words("nouns.people") and (plural or token.lower_ != noun or noun in words("nouns.people")):
        return "group"
    if noun in words("nouns.government") and not plural:
        return "government"
    if noun in _ORGANISATION and not plural:
        return "organisation"
    return "group" if noun in words("nouns.group") else None


def _nominal(noun: Token, kind: _Kind, quoted: list[int]) -> Nominal:
    doc = noun.doc
    determiner, owner = noun.child("det"), noun.child("poss")
    before = [c.left_edge.i for c in noun.children if c.i < noun.i and c.dep_ in _MODIFIERS]
    start = min([noun.i, *before])
    start = next((k + 1 for k in range(noun.i - 1, start - 1, -1) if doc[k].text in _MARKS), start)
    about = [*doc[start : noun.i], *_of_what(noun)]
    numbered = noun.child("nummod") is not None
    return Nominal(
        start=start,
        end=_tail(noun, quoted),
        head=noun,
        kind=kind,
        plural=noun.tag_ in ("NNS", "NNPS") or noun.lower_ in words("nouns.people"),
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


def _tail(noun: Token, quoted: list[int]) -> int:
    """Return where the phrase ends with what tells who is meant: "familiar with the matter", "of the committee"."""
    doc, end = noun.doc, noun.i + 1
    for child in noun.children:
        if child.dep_ in ("prep", "amod", "acl") and child.i == end:
            last = child.subtree[-1]
            inside = range(end, last.i + 1)
            if last.i - noun.i > _LONGEST_TAIL or any(doc[k].text in ',"“”;:' or quoted[k] for k in inside):
                break
            end = last.i + 1
    return end


def _is_speaking(token: Token, acting: bool = True) -> bool:
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


# Which named organisation a description fits by name or by kind


def _agrees(referent: Referent, nominal: Nominal) -> bool:
    """Return whether a description is of the referent's kind: no person is a union, and no union a leader."""
    if nominal.kind == "person":
        return referent.kind == "person"
    return referent.kind not in ("person", "place")


def _bearer_of_noun(nominal: Nominal, seen: Mapping[Referent, Token]) -> Referent | None:
    """Return the organisation mentioned last that has the noun in its name: a Supreme Court for "the court"."""
    if nominal.kind not in ("organisation", "group", "news") or nominal.plural:
        return None
    fitting = [r for r in _organisations(seen) if _carries(r.name, nominal)]
    return max(fitting, key=lambda r: seen[r].i, default=None)


def _only_company(nominal: Nominal, seen: Mapping[Referent, Token]) -> Referent | None:
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
