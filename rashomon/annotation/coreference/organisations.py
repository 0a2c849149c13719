"""Which names of organisations, groups and other things are of one: acronyms, short forms, generic words."""

from __future__ import annotations

from collections import defaultdict

from rashomon.annotation.coreference.names import Name
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.annotation.coreference.referent import Referent
from rashomon.names.countries import match_country
from rashomon.names.forms import as_acronym, initials_of, organisation_keys, same_organisation
from rashomon.names.people import gender_of_given, is_title
from rashomon.names.spelling import normalise
from rashomon.names.tables import words

__all__ = ["organisations"]

_KINDS = ("organisation", "group", "event", "other")
_FORCES = frozenset({"army", "navy", "senate", "congress", "parliament", "treasury", "marines"})
"""Single words that stand for what a country has one of."""
_ENDINGS = words("org-endings")
_DISTINCT = words("namesakes")
"""What makes another thing of the same first word: the Ford Foundation is not Ford."""


def organisations(syntax: Syntax, names: list[Name]) -> list[tuple[Name, Referent]]:
    """Each name that is neither a person's nor a place's, with whom it stands for."""
    mine = [n for n in names if n.kind in _KINDS]
    aliases = _aliases(syntax, mine)
    known = _Known()
    found: dict[str, Referent] = {}
    for name in sorted(mine, key=lambda n: (-_weight(n.text), n.start)):
        if name.text not in found:
            found[name.text] = known.find(aliases.get(name.text, name.text)) or known.add(name)
    return [(n, found[n.text]) for n in mine]


def _weight(text: str) -> int:
    """Longer names first, and a name spelled out before its acronym."""
    return 0 if text.replace(".", "").isupper() and " " not in text else len(text.split())


def _aliases(syntax: Syntax, names: list[Name]) -> dict[str, str]:
    """For what follows a name in parentheses somewhere, that name."""
    ends = {n.end: n for n in names}
    out: dict[str, str] = {}
    for name in names:
        before = ends.get(name.start - 1)
        if before and syntax.texts[name.start - 1] == "(" and _may_abbreviate(name.text, before.text):
            out[name.text] = before.text
    return out


def _may_abbreviate(short: str, long: str) -> bool:
    """In parentheses, capitals or letters in the order of the name are enough: "(AVAS)", "(CENTCOM)", "(Sana)"."""
    if short.isupper() and short.isalpha():
        return True
    letters = iter(normalise(long).replace(" ", ""))
    initials = {w[0] for w in normalise(long).split()}
    return " " not in short and normalise(short)[:1] in initials and all(c in letters for c in normalise(short))


class _Known:
    """The organisations found so far, by all that may name them."""

    def __init__(self) -> None:
        self.by_key: dict[str, Referent] = {}
        self.by_initials: dict[str, Referent] = {}
        self.by_first_word: defaultdict[str, list[Referent]] = defaultdict(list)
        self.by_last_words: defaultdict[str, list[Referent]] = defaultdict(list)
        self.by_letter: defaultdict[str, list[Referent]] = defaultdict(list)

    def add(self, name: Name) -> Referent:
        referent = Referent(name.kind, name.text, plural=name.kind == "group")
        parts = normalise(name.text).split()
        for key in (*organisation_keys(name.text), _one_number(name.text)):
            self.by_key.setdefault(key, referent)
        for initials in initials_of(name.text):
            self.by_initials.setdefault(initials, referent)
        if len(parts) > 1:
            self.by_first_word[parts[0]].append(referent)
            for at in range(1, len(parts)):
                self.by_last_words[" ".join(parts[at:])].append(referent)
        self.by_letter["".join(parts)[:1]].append(referent)
        return referent

    def find(self, text: str) -> Referent | None:
        """Who is called so, if it is somebody known."""
        for key in (*sorted(organisation_keys(text)), _one_number(text)):
            if key in self.by_key:
                return self.by_key[key]
        if (letters := as_acronym(text)) and letters in self.by_initials:
            return self.by_initials[letters]
        word = normalise(text)
        alike = (r for r in self.by_letter[word[:1]] if same_organisation(text, r.name))
        return self._begins(word) or self._ends(word) or next(alike, None)

    def _begins(self, word: str) -> Referent | None:
        """A single word that one longer name begins with, and no other: "Goldman" for "Goldman Sachs"."""
        if " " in word or len(word) < 4 or gender_of_given(word) or is_title(word):
            return None
        longer = self.by_first_word.get(word, [])
        if len(longer) > 1:
            longer = [r for r in longer if normalise(r.name).split()[-1] in _ENDINGS]
        only = longer[0] if len(longer) == 1 else None
        fits = only and only.kind == "organisation" and _DISTINCT.isdisjoint(normalise(only.name).split())
        return only if fits else None

    def _ends(self, word: str) -> Referent | None:
        """What is left of one longer name, and no other, without its country or city: "the Navy", "the Red Sox"."""
        if " " not in word and word not in _FORCES:
            return None
        longer = [r for r in self.by_last_words.get(word, ()) if r.kind != "other"]
        if len(longer) != 1:
            return None
        return longer[0] if " " in word or match_country(longer[0].name.rpartition(" ")[0]) else None


def _one_number(text: str) -> str:
    """Republicans and Republican, the Democrats and Democrat."""
    form = normalise(text)
    return form[:-1] if form.endswith("s") and len(form) > 4 else form
