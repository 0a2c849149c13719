"""Read an article's mentions in order and settle what phrases and pronouns stand for."""

from __future__ import annotations

import re

from rashomon.annotation.coreference.descriptions import agrees, bearer_of_noun, only_company
from rashomon.annotation.coreference.names import Name
from rashomon.annotation.coreference.nominals import Nominal, find_nominals, is_speaking
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.annotation.coreference.pronouns import History, antecedent, is_pronoun, speakers_of
from rashomon.annotation.coreference.referent import Referent, Role, Spotted
from rashomon.names.people import Gender, title_gender
from rashomon.names.tables import words

__all__ = ["read_on"]

_OF_NEWS = words("of-news")
_OFFICES = words("offices")
_SHIFTERS = frozenset({"vice", "deputy", "assistant", "former", "ex", "then", "acting", "late"})
"""Words that make another office of one: the vice president is not the president."""
_FEMALE = frozenset(
    "woman girl mother daughter sister wife widow aunt niece grandmother girlfriend lady actress".split()
)
_MALE = frozenset(
    "man boy father son brother husband uncle nephew grandfather boyfriend gentleman guy gunman actor".split()
)
_MEASURED = re.compile(
    r"[\w-]{1,40}-(?:term|year-old|time)|-|\d{1,3}|year|term|old|two|three|four|five|six|seven|eight|nine|ten"
)
"""What may be added to a title at will: "the seven-term congressman"."""
_LONGEST_DESCRIPTION = 12
"""Tokens from the noun that describes somebody to the end of the description."""
_FAR_MORE = 3
"""Times as many mentions as any other bearer of a title has whoever is meant by it alone."""
_NEAR = 2
"""Sentences back within which one of several bearers of a title is the one that is meant."""


class _Reader:
    """State while the article is read from first to last token."""

    def __init__(
        self, syntax: Syntax, names: list[Name], referents: list[Referent], by_head: dict[int, Referent]
    ) -> None:
        self.syntax = syntax
        self.referents = referents
        self.by_head = by_head
        self.history = History()
        self.last_seen: dict[Referent, int] = {}
        self.unnamed: dict[tuple[str, bool], Referent] = {}
        self.nominals = find_nominals(syntax, names)
        self.named = {n.head: by_head[n.head] for n in names if n.head in by_head}
        self.strays = self._stray_appositions()
        self.last_source: tuple[int, Referent] | None = None
        self.last_text: tuple[int, Referent | None] | None = None

    def read(self) -> None:
        """What stands outside quotations first: only then is it known who speaks them, and so is not "he" in them."""
        self._learn_roles()
        for i in range(len(self.syntax)):
            if i in self.named:
                self._note(i, self.named[i])
            elif i in self.nominals:
                self._read_nominal(self.nominals[i])
            elif is_pronoun(self.syntax, i) and not self.syntax.quoted[i]:
                self._read_pronoun(i)
        self.history.speakers = speakers_of(self.syntax, self.by_head)
        for i in range(len(self.syntax)):
            if self.syntax.quoted[i] and is_pronoun(self.syntax, i):
                self._read_pronoun(i)

    def _read_pronoun(self, i: int) -> None:
        referent = antecedent(self.syntax, i, self.history, self.by_head)
        if referent is None:
            return
        self._mention(i, i, i + 1, referent)
        if referent.gender is None and referent.kind == "person":
            referent.gender = "f" if self.syntax.lowers[i].startswith(("she", "her")) else "m"

    def _note(self, i: int, referent: Referent) -> None:
        self.history.note(i, referent)
        self.last_seen[referent] = i
        if is_speaking(self.syntax, i):
            referent.speaks = True
            said = is_speaking(self.syntax, i, acting=False)
            if said and referent.kind in ("organisation", "other") and referent.named:
                self.last_source = (i, referent)

    def _mention(self, i: int, start: int, end: int, referent: Referent) -> None:
        self.by_head[i] = referent
        referent.mentions.append(Spotted(start, end, i))
        self._note(i, referent)

    def _learn_roles(self) -> None:
        """What appositions and "is" say of named people and organisations, wherever they stand."""
        for i, nominal in self.nominals.items():
            referent = self._said_of(i)
            if referent:
                referent.roles.add(nominal.words)
                if nominal.nation:
                    referent.nations.add(nominal.nation)
                if nominal.kind == "person":
                    referent.gender = referent.gender or _gender(nominal.noun)

    def _stray_appositions(self) -> dict[int, list[int]]:
        """People's names that the parser has tied to a place inside the phrase: "the envoy to Damascus, Jane Roe"."""
        out: dict[int, list[int]] = {}
        for k, referent in self.named.items():
            beside = self.by_head.get(self.syntax.heads[k])
            if self.syntax.deps[k] != "appos" or referent.kind != "person" or (beside and beside.kind == "person"):
                continue
            noun = self._phrase_before(self.syntax.heads[k])
            if noun is not None:
                out.setdefault(noun, []).append(k)
        return out

    def _phrase_before(self, i: int) -> int | None:
        """The person whose description ends at token ``i``, with nothing but prepositions and nouns between."""
        for k in range(i, max(-1, i - _LONGEST_DESCRIPTION), -1):
            if k in self.nominals and self.nominals[k].kind == "person":
                return k
            if self.syntax.tags[k][:2] not in ("NN", "IN", "TO", "DT", "JJ", "PO", "CC", "HY"):
                return None
        return None

    def _said_of(self, i: int) -> Referent | None:
        """Whom a noun is an apposition to, has as its apposition, or is said to be."""
        syntax = self.syntax
        others = [c for c in (*syntax.children[i], *self.strays.get(i, ())) if syntax.deps[c] == "appos"]
        if syntax.deps[i] == "appos":
            others.append(syntax.heads[i])
        elif syntax.deps[i] == "attr" and syntax.lemmas[syntax.heads[i]] == "be":
            subject = syntax.child(syntax.heads[i], "nsubj")
            others += [] if subject is None else [subject]
        return next((self.named[k] for k in others if k in self.named and self._one_kind(i, self.named[k])), None)

    def _one_kind(self, i: int, referent: Referent) -> bool:
        return self.nominals[i].kind != "text" and agrees(referent, self.nominals[i])

    def _read_nominal(self, nominal: Nominal) -> None:
        i = nominal.head
        apposed = self._said_of(i)
        if apposed:
            if self.syntax.deps[i] != "attr":
                self._mention(i, nominal.start, i + 1, apposed)
            return
        if nominal.kind == "text":
            self._read_text(nominal)
            return
        if nominal.noun in _OFFICES and (leader := self._leader(nominal)):
            self._read_office(nominal, leader)
            return
        referent = self._meant(nominal)
        if referent:
            self._mention(i, nominal.start, i + 1, referent)
        elif nominal.kind in ("person", "group") and not (nominal.bare and not is_speaking(self.syntax, i)):
            name = self.syntax.text(nominal.start, nominal.end)
            new = Referent(nominal.kind, name, named=False, plural=nominal.plural)
            new.gender = _gender(nominal.noun)
            new.roles.add(nominal.words)
            self.referents.append(new)
            self.unnamed[nominal.noun, nominal.plural] = new
            self._mention(i, nominal.start, nominal.end, new)

    def _leader(self, nominal: Nominal) -> str | None:
        """Whose administration, campaign or family it is, by name."""
        for k in range(nominal.start, nominal.head):
            referent = self.named.get(k)
            if referent and referent.kind == "person":
                return referent.name.split()[-1]
        return None

    def _read_office(self, nominal: Nominal, leader: str) -> None:
        name = f"{leader} {nominal.noun}"
        known = next((r for r in self.referents if r.named and r.name.casefold() == name.casefold()), None)
        if known is None:
            known = Referent("government" if nominal.kind == "government" else "organisation", name)
            self.referents.append(known)
        self._mention(nominal.head, nominal.start, nominal.head + 1, known)

    def _meant(self, nominal: Nominal) -> Referent | None:
        """The referent that a phrase stands for, None if the text does not tell."""
        if nominal.kind == "government":
            return self._government(nominal)
        if not nominal.definite or (nominal.owner is not None and nominal.nation is None):
            return None
        found = bearer_of_noun(nominal, self.last_seen) or self._by_role(nominal) or self._same_phrase(nominal)
        found = found or only_company(self.syntax, nominal, self.last_seen)
        plain = nominal.words - {nominal.noun} <= _OF_NEWS
        if found is None and nominal.kind == "news" and plain and self.last_source:
            return self.last_source[1]
        return found

    def _by_role(self, nominal: Nominal) -> Referent | None:
        """Who has been named with the title or the description, if it is one or a near one."""
        if nominal.plural:
            return None
        fitting = [r for r in self.referents if r.named and agrees(r, nominal) and self._bears(r, nominal)]
        seen = self.last_seen
        fitting = sorted((r for r in fitting if r in seen), key=lambda r: -seen[r])
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        here = self.syntax.sentences[nominal.head]
        near = [r for r in fitting if here - self.syntax.sentences[seen[r]] <= _NEAR]
        first, second = sorted(fitting, key=lambda r: -len(r.mentions))[:2]
        known = len(near) == 1 or (not near and len(first.mentions) >= _FAR_MORE * len(second.mentions))
        return first if known and near in ([], [first]) else None

    @staticmethod
    def _bears(referent: Referent, nominal: Nominal) -> bool:
        if nominal.nation and referent.nations and nominal.nation not in referent.nations:
            return False
        gender = _gender(nominal.noun)
        if gender and referent.gender not in (None, gender):
            return False
        for role in map(_spelled_out, referent.roles):
            if nominal.noun in role and (role & _SHIFTERS) <= nominal.words:
                extra = {w for w in nominal.words - {nominal.noun} if not _MEASURED.fullmatch(w)}
                if extra <= role or nominal.nation in referent.nations:
                    return True
        return False

    def _same_phrase(self, nominal: Nominal) -> Referent | None:
        """The last unnamed one called by the same noun, whose description holds all that this one says."""
        last = self.unnamed.get((nominal.noun, nominal.plural))
        return last if last and any(nominal.words <= role for role in last.roles) else None

    def _government(self, nominal: Nominal) -> Referent | None:
        """ "the Syrian government" is Syria's; "the government" that of the only country that has acted."""
        acting = [r for r in self.referents if r.kind == "government"]
        if nominal.nation:
            inside = range(nominal.start, nominal.head)
            return next((self.by_head[k] for k in inside if k in self.by_head and self.by_head[k] in acting), None)
        plain = nominal.definite and nominal.owner is None and len(nominal.words) == 1
        return acting[0] if plain and len(acting) == 1 else None

    def _read_text(self, nominal: Nominal) -> None:
        """ "the report": the news source named last, unless another text has come up since."""
        i = nominal.head
        of_its_own = not nominal.words - {nominal.noun} <= _OF_NEWS
        if not nominal.definite or nominal.owner is not None or of_its_own:
            author = self.by_head.get(nominal.owner) if nominal.owner is not None else self._author(i)
            self.last_text = (i, author)
            if author and nominal.owner is not None and is_speaking(self.syntax, i):
                self._mention(i, nominal.start, i + 1, author)
            return
        if nominal.plural or not is_speaking(self.syntax, i):
            return
        source = self.last_source
        if self.last_text and (source is None or self.last_text[0] > source[0]):
            source = (i, self.last_text[1]) if self.last_text[1] else None
        if source:
            self._mention(i, nominal.start, i + 1, source[1])

    def _author(self, i: int) -> Referent | None:
        """ "a report by the inspector general", "a Reuters report"."""
        for c in self.syntax.children[i]:
            if self.syntax.deps[c] == "compound" and c in self.by_head and self.by_head[c].kind == "organisation":
                return self.by_head[c]
            if self.syntax.lowers[c] in ("by", "from") and (k := self.syntax.child(c, "pobj")) is not None:
                return self.by_head.get(k)
        return None


def _spelled_out(role: Role) -> Role:
    return role.union(*(_ABBREVIATED[word] for word in role if word in _ABBREVIATED))


_ABBREVIATED: dict[str, tuple[str, ...]] = {
    "rep": ("representative", "congressman", "congresswoman", "lawmaker"),
    "representative": ("congressman", "congresswoman", "lawmaker"),
    "sen": ("senator", "lawmaker"),
    "senator": ("lawmaker",),
    "gov": ("governor",),
    "gen": ("general",),
    "sgt": ("sergeant",),
    "lt": ("lieutenant",),
    "capt": ("captain",),
    "col": ("colonel",),
    "adm": ("admiral",),
    "cmdr": ("commander",),
    "prof": ("professor",),
    "dr": ("doctor",),
}


def _gender(noun: str) -> Gender | None:
    if noun in _FEMALE:
        return "f"
    return "m" if noun in _MALE else title_gender(noun)


def read_on(syntax: Syntax, names: list[Name], referents: list[Referent], by_head: dict[int, Referent]) -> None:
    """Add to referents and ``by_head`` what noun phrases and pronouns stand for."""
    _Reader(syntax, names, referents, by_head).read()
