"""Read an article's mentions in order and settle what noun phrases and pronouns stand for."""

from __future__ import annotations

from rashomon.annotation.coreference.clusters import Heads, Referent, Role, Spotted
from rashomon.annotation.coreference.names import Name
from rashomon.annotation.coreference.nominals import (
    Nominal,
    agrees,
    bearer_of_noun,
    find_nominals,
    is_speaking,
    only_company,
)
from rashomon.annotation.coreference.pronouns import (
    History,
    antecedent,
    gender_of_pronoun,
    is_pronoun,
    speakers_of,
)
from rashomon.lexicon import groups, words
from rashomon.names.people import title_gender
from rashomon.types.parse import Parse, Token

__all__ = ["resolve"]

_OF_NEWS = words("names.of_news")
_OFFICES = words("names.offices")
_SHIFTERS = words("people.words_that_make_another_office")
_FULL_TITLES = groups("people.short_titles_in_full")
_BE = words("function_words.be")
_MEASURES = words("people.measures")
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
        self.nominals = find_nominals(doc, quoted, names)
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
        referent = antecedent(token, self.history, self.by_head)
        if referent is None:
            return
        self._mention(token, token.i, token.i + 1, referent)
        if referent.gender is None and referent.kind == "person":
            referent.gender = gender_of_pronoun(token)

    def _note(self, token: Token, referent: Referent) -> None:
        self.history.note(token, referent)
        self.last_seen[referent] = token
        if is_speaking(token):
            referent.speaks = True
            said = is_speaking(token, acting=False)
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
            referent = self._said_of(head)
            if referent:
                referent.roles.add(nominal.words)
                if nominal.nation:
                    referent.nations.add(nominal.nation)
                if nominal.kind == "person":
                    referent.gender = referent.gender or title_gender(nominal.noun)

    def _said_of(self, noun: Token) -> Referent | None:
        """Return whom a noun is an apposition to, has as its apposition, or is said to be."""
        others = [c for c in noun.children if c.dep_ == "appos"]
        if noun.dep_ == "appos":
            others.append(noun.head)
        elif noun.dep_ == "attr" and noun.head.lemma in _BE:
            subject = noun.head.child("nsubj")
            others += [] if subject is None else [subject]
        nominal = self.nominals[noun]
        named = (self.named[t] for t in others if t in self.named)
        return next((r for r in named if nominal.kind != "text" and agrees(r, nominal)), None)

    # Noun phrases

    def _read_nominal(self, nominal: Nominal) -> None:
        head = nominal.head
        apposed = self._said_of(head)
        if apposed:
            if head.dep_ != "attr":
                self._mention(head, nominal.start, head.i + 1, apposed)
            return
        if nominal.kind == "text":
            self._read_text(nominal)
            return
        if nominal.noun in _OFFICES and (leader := self._leader(nominal)):
            self._read_office(nominal, leader)
            return
        referent = self._meant(nominal)
        if referent:
            self._mention(head, nominal.start, head.i + 1, referent)
        elif nominal.kind in ("person", "group") and not (nominal.bare and not is_speaking(head)):
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
        found = bearer_of_noun(nominal, self.last_seen) or self._by_role(nominal) or self._same_phrase(nominal)
        found = found or only_company(nominal, self.last_seen)
        if found is None and nominal.kind == "news" and self._is_plain(nominal) and self.last_source:
            return self.last_source[1]
        return found

    def _is_plain(self, nominal: Nominal) -> bool:
        return nominal.words - {nominal.noun} <= _OF_NEWS

    def _by_role(self, nominal: Nominal) -> Referent | None:
        """Return who has been named with the title or the description, if it is one or a near one."""
        if nominal.plural:
            return None
        fitting = [r for r in self.referents if r.named and agrees(r, nominal) and _bears(r, nominal)]
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
            if author and is_speaking(head):
                self._mention(head, nominal.start, head.i + 1, author)
            return
        if nominal.plural or not is_speaking(head):
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
    for role in map(_in_full, referent.roles):
        added = {w for w in nominal.words - role if w.isalpha() and w not in _MEASURES}
        fits = not added or nominal.nation in referent.nations
        if nominal.noun in role and (role & _SHIFTERS) <= nominal.words and fits:
            return True
    return False


def _in_full(role: Role) -> Role:
    return role.union(*(_FULL_TITLES[word] for word in role if word in _FULL_TITLES))
