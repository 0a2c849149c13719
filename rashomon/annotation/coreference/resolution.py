"""Decide what noun phrases and pronouns stand for: the candidate that the ranker prefers, if it fits its cluster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rashomon.annotation.coreference.clusters import Heads, Referent, Spotted
from rashomon.annotation.coreference.features import COMPANY, Table, bears, candidates, is_company, pairs
from rashomon.annotation.coreference.mentions import Phrase, is_speaking
from rashomon.encoder.antecedents import alone, score
from rashomon.lexicon import words
from rashomon.names.people import Gender
from rashomon.types import EntityKind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

__all__ = ["resolve"]

_NEW = -0.7
"""What is added to the log odds that nothing before a mention is its antecedent."""
_NAMED, _SUBJECT, _NO_PERSON = 1.0, 3.0, -1.0
"""What is added to the log odds of a candidate for "he" or "she": if it has a name; for a subject, if it is the name
that was the subject of the sentence before; and if it names something else than a person."""
_TOLD = -2.0
"""What is added to that if the text tells who is meant: somebody has been called so."""
_PERSONS = ("person", "other", "thing")


def resolve(mentions: Table, referents: list[Referent], by_head: Heads) -> None:
    """Add to the referents, and to ``by_head``, what noun phrases and pronouns stand for."""
    found = _Clusters(mentions)
    if mentions.phrases:
        found.join()
        found.join_reports()
    for cluster in found.members():
        _add([mentions.phrases[n] for n in cluster], referents, by_head)


class _Clusters:
    """The clusters that the mentions of an article are joined to."""

    def __init__(self, mentions: Table) -> None:
        self.table = mentions
        self.of = list(range(len(mentions.phrases)))
        """For each mention, a mention of the same entity that was read before it; itself for the first."""
        self.gender: list[Gender | None] = [p.gender for p in mentions.phrases]

    def join(self) -> None:
        """Join what stands outside quotations first: only then is known who speaks them."""
        import numpy as np

        t = self.table
        first: dict[Referent, int] = {}
        for n, phrase in enumerate(t.phrases):
            if phrase.referent is not None:
                self.of[n] = first.setdefault(phrase.referent, n)
                self.gender[n] = phrase.referent.gender
        left, right = candidates(t)
        new = alone(t.single, t.heads)
        inside = t.ints.quote[left] > 0
        for some in (~inside, inside):
            a, b = left[some], right[some]
            scores = score(t.single, t.heads, t.verbs, pairs(t, a, b, self._speaking(a, b)), a, b)
            starts = np.flatnonzero(np.diff(a, prepend=-1)).tolist()
            for start, end in zip(starts, [*starts[1:], len(a)], strict=False):
                n = int(a[start])
                self._read(n, float(new[n]) + _NEW, scores[start:end], b[start:end].tolist())

    def _speaking(self, left: Ints, right: Ints) -> Floats:
        import numpy as np

        cluster = np.array([self.first_of(n) for n in range(len(self.of))], np.int64)
        speaker = self.table.speaker[left]
        speaks: Floats = ((speaker >= 0) & (cluster[speaker] == cluster[right])).astype(np.float32)
        return speaks

    def join_reports(self) -> None:
        """Take "the report" that says something, if it stands for nothing else, for the last body that was cited."""
        source: int | None = None
        for n, phrase in enumerate(self.table.phrases):
            if phrase.form == "name" and phrase.kind in ("organisation", "other") and is_speaking(phrase.head, False):
                source = self.of[n]
            report = phrase.head.lemma in words("nouns.text") or phrase.head.lemma in words("nouns.news")
            lone = report and self.of[n] == n and self.of.count(n) == 1 and phrase.definite and not phrase.plural
            if lone and source is not None and is_speaking(phrase.head) and phrase.words == {phrase.head.lemma}:
                self.of[n] = source

    def first_of(self, n: int) -> int:
        while self.of[n] != n:
            n = self.of[n]
        return n

    def _read(self, n: int, new: float, scores: Floats, others: Sequence[int]) -> None:
        """Join a mention to its likeliest candidate that agrees with it, if that is likelier than none."""
        speaker = int(self.table.speaker[n])
        if self.table.phrases[n].form == "1" and speaker >= 0 and self.first_of(speaker) != n:
            self.of[n] = self.first_of(speaker)
            return
        gender = self.gender[n]
        if gender and self.table.phrases[n].is_pronoun:
            scores += [self._prominence(n, other) for other in others]
        told, fitting = self._fitting(n, others)
        if told:
            new += _TOLD
        for at in (-scores).argsort(kind="stable").tolist():
            if scores[at] <= new:
                return
            other = self.first_of(others[at])
            if other in fitting and not (gender and self.gender[other] not in (None, gender)):
                self.of[n] = other
                self.gender[other] = self.gender[other] or gender
                return

    def _fitting(self, n: int, others: Sequence[int]) -> tuple[bool, set[int]]:
        """Return the entities that a mention may stand for, and whether the text tells them for sure.

        Whoever speaks is no "he" in the quotation. No noun for a person stands for a body, nor one for a body for a
        person. A title goes to those who bear it as it is told; if any of the candidates does, to nobody else.
        """
        phrase = self.table.phrases[n]
        found = {self.first_of(other) for other in others} - {n}
        speaker = int(self.table.speaker[n])
        if phrase.is_pronoun:
            speaks = {self.first_of(speaker)} if phrase.form in ("m", "f") and speaker >= 0 else set()
            return False, {first for first in found - speaks if not _is_it(phrase, self.table.phrases[first])}
        named = {first: r for first in found if (r := self.table.phrases[first].referent) is not None}
        named = {first: r for first, r in named.items() if not (_differ(r, phrase) or _is_named_otherwise(phrase, r))}
        bearers = {first for first, referent in named.items() if bears(referent, phrase)}
        if phrase.definite and phrase.words == {phrase.head.lemma} and phrase.head.lemma in COMPANY:
            companies = {first for first, referent in named.items() if is_company(referent)}
            bearers |= companies if len(companies) == 1 else set()
        if bearers and phrase.definite:
            return True, bearers
        others_ = {first for first, r in named.items() if any(phrase.head.lemma in role for role in r.roles)}
        unnamed = {first for first in found if self.table.phrases[first].referent is None}
        return False, unnamed | (set(named) - (others_ - bearers))

    def _prominence(self, pronoun: int, n: int) -> float:
        """Return what is added to the log odds of a mention as the antecedent of "he" or "she"."""
        phrase, t = self.table.phrases[n], self.table.ints
        prominence = _NAMED if self.table.phrases[self.first_of(n)].referent is not None else 0.0
        if not phrase.is_pronoun:
            after = t.sentence[pronoun] - t.sentence[n] == 1 and not t.quote[pronoun]
            prominence += _SUBJECT if after and t.main[pronoun] and t.main[n] and phrase.referent is not None else 0.0
            prominence += 0.0 if phrase.kind in _PERSONS else _NO_PERSON
        return prominence

    def members(self) -> list[list[int]]:
        """Return the mentions of each cluster in order; pronouns that stand for nobody are left out."""
        out: dict[int, list[int]] = {}
        for n in range(len(self.of)):
            out.setdefault(self.first_of(n), []).append(n)
        return [m for m in out.values() if len(m) > 1 or not self.table.phrases[m[0]].is_pronoun]


def _is_it(pronoun: Phrase, phrase: Phrase) -> bool:
    """Return whether a person is spoken of as "it"."""
    return pronoun.form == "n" and phrase.kind == "person"


def _is_named_otherwise(phrase: Phrase, referent: Referent) -> bool:
    """Return whether a name that the referent does not have stands in apposition: "the plant's owner, Varga Oil"."""
    names = {t.lower_ for t in phrase.head.children if t.dep_ == "appos" and t.pos_ == "PROPN"}
    return bool(names) and names.isdisjoint(referent.name.lower().split())


def _differ(referent: Referent, phrase: Phrase) -> bool:
    """Return whether one of the two is a person's and the other a body's."""
    bodies = ("organisation", "government", "group", "place", "event")
    person = phrase.kind == "person"
    return (person and referent.kind in bodies) or (referent.kind == "person" and phrase.kind in (*bodies, "text"))


def _add(cluster: Sequence[Phrase], referents: list[Referent], by_head: Heads) -> None:
    """Make the mentions of a cluster those of its referent."""
    referent = next((p.referent for p in cluster if p.referent is not None), None)
    if referent is None:
        single = cluster[0]
        if len(cluster) == 1 and not (single.kind in ("person", "group") and is_speaking(single.head)):
            return
        referent = _unnamed(cluster)
    if referent not in referents:
        referents.append(referent)
    for phrase in cluster:
        referent.speaks = referent.speaks or is_speaking(phrase.head)
        by_head.setdefault(phrase.head, referent)
        spots = {Spotted(phrase.start, phrase.end), Spotted(phrase.first, phrase.last)}
        referent.mentions.extend(sorted(spots - set(referent.mentions)))


def _unnamed(cluster: Sequence[Phrase]) -> Referent:
    kinds = [p.kind for p in cluster]
    called = next((p for p in cluster if not p.is_pronoun), cluster[0])
    kind: EntityKind = next((k for k in kinds if k != "thing" and k != "text"), "other")
    text = called.head.doc[called.start : called.end].text
    gender = next((p.gender for p in cluster if p.gender), None)
    return Referent(kind, text, named=False, plural=called.plural, gender=gender)
