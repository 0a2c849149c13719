"""What the ranker reads: features of each mention, and of each mention with each of its candidates for antecedent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING, Any, NamedTuple

from rashomon.annotation.attribution.cues import REPORT_VERBS, TELL_VERBS
from rashomon.annotation.coreference.clusters import Referent
from rashomon.annotation.coreference.mentions import FORMS, KINDS, Phrase, is_speaking, nation_of
from rashomon.encoder.words import vectors
from rashomon.lexicon import groups, words
from rashomon.names.people import title_gender
from rashomon.names.spelling import normalise

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

__all__ = ["COMPANY", "Table", "bears", "candidates", "is_company", "pairs", "table"]

_ROLES = (
    "nsubj",
    "nsubjpass",
    "dobj",
    "dative",
    "pobj",
    "poss",
    "attr",
    "appos",
    "conj",
    "compound",
    "npadvmod",
    "ROOT",
)
_SPEECH = REPORT_VERBS | TELL_VERBS
_INDEFINITE = words("function_words.indefinite_articles")
_DEFINITE = words("function_words.definite_determiners")
_REFLEXIVE = tuple(sorted(words("function_words.reflexive_endings")))
COMPANY = words("nouns.company")
_COMPANY_ENDINGS = words("names.company_endings")
_FULL_TITLES = groups("people.short_titles_in_full")
_NEAREST = 40
"""Mentions back that are candidates, whatever they are."""
_FIRST_WORD_ALIKE = 3
"""Mentions farther back with the same head that are."""
_AHEAD = 4
"""Names behind a pronoun in its sentence that are."""
_PRONOUN_MENTIONS = 24


class Numbers(NamedTuple):
    """Numbers that pairs of mentions are compared by."""

    at: Any
    start: Any
    end: Any
    sentence: Any
    paragraph: Any
    quote: Any
    form: Any
    kind: Any
    gender: Any
    plural: Any
    referent: Any
    key: Any
    text: Any
    role: Any
    clause: Any
    above: Any
    verb: Any
    said: Any
    main: Any
    before: Any


@dataclass(slots=True)
class Table:
    """The mentions of one article and their features, as arrays."""

    phrases: Sequence[Phrase]
    single: Floats
    """A row of features for each mention."""
    heads: Floats
    """The vector of its head noun."""
    verbs: Floats
    """The vector of what it is an argument of."""
    ints: Numbers
    """Numbers of each mention that pairs are made of, as arrays."""
    speaker: Ints
    """For each mention the one that names the speaker of the quotation around it; -1 without one."""
    titled: dict[int, list[int]]
    """For a noun, the mentions of those who have been called so."""


def table(phrases: Sequence[Phrase], quoted: Sequence[int], paragraphs: Sequence[int]) -> Table:
    """Return the features of single mentions; ``quoted`` and ``paragraphs`` are given for each token."""
    import numpy as np

    numbers: dict[object, int] = {}
    numbered: list[Numbers] = []
    rows = []
    of_referent: defaultdict[Referent, list[int]] = defaultdict(list)
    seen: defaultdict[object, int] = defaultdict(int)
    for n, p in enumerate(phrases):
        head, top = p.head, p.head.first_conjunct
        who: object = p.referent if p.referent is not None else (p.form, p.key)
        before = seen[who]
        seen[who] += 1
        if p.referent is not None:
            of_referent[p.referent].append(n)
        gender = p.referent.gender if p.referent is not None else p.gender
        said = top.dep_ == "nsubj" and top.head.lemma in _SPEECH
        main = top.dep_ in ("nsubj", "nsubjpass") and top.head.dep_ == "ROOT"
        rows.append(_row(p, top.dep_, gender, before, said, main, bool(quoted[head.i])))
        numbered.append(
            Numbers(
                at=head.i,
                start=p.first,
                end=p.last,
                sentence=head.sent_i,
                paragraph=paragraphs[head.i],
                quote=quoted[head.i],
                form=FORMS.index(p.form),
                kind=KINDS.index(p.kind),
                gender={"m": 1, "f": 2, None: 0}[gender],
                plural=int(p.plural),
                referent=numbers.setdefault(who, len(numbers)) if p.referent is not None else -1 - n,
                key=numbers.setdefault(p.key, len(numbers)),
                text=numbers.setdefault(head.doc[p.first : p.last].text.lower(), len(numbers)),
                role=_ROLES.index(top.dep_) if top.dep_ in _ROLES else len(_ROLES),
                clause=top.head.i if top.head.is_verb else -1 - n,
                above=top.head.head.i if top.dep_ == "pobj" else top.head.i,
                verb=numbers.setdefault(top.head.lemma, len(numbers)),
                said=int(said),
                main=int(main),
                before=before,
            )
        )
    heads = vectors([p.key if p.form in ("noun", "list") else "" for p in phrases])
    verbs = vectors([_governor(p) for p in phrases])
    arrays = Numbers(*np.array(numbered, np.int64).reshape(len(numbered), len(Numbers._fields)).T)
    titled: defaultdict[int, list[int]] = defaultdict(list)
    for referent, places in of_referent.items():
        for word in {
            w for role in referent.roles for w in (*role, *(t for r in role for t in _FULL_TITLES.get(r, ())))
        }:
            if word in numbers:
                titled[numbers[word]] += places
    single = np.array(rows, np.float32) if rows else np.zeros((0, 1), np.float32)
    return Table(
        phrases, single, heads, verbs, arrays, _speakers(phrases, quoted), {k: sorted(v) for k, v in titled.items()}
    )


def _row(p: Phrase, dep: str, gender: object, before: int, said: bool, main: bool, quoted: bool) -> list[float]:
    head = p.head
    child = head.child("det")
    determiner = child.lower_ if child is not None else ""
    row = [float(p.form == form) for form in FORMS] + [float(p.kind == kind) for kind in KINDS]
    row += [float(dep == role) for role in _ROLES]
    proper = head.tag_.startswith("NNP")
    row += [
        head.tag_ == "PRP$",
        head.lower_.endswith(_REFLEXIVE),
        gender == "m",
        gender == "f",
        p.plural,
        determiner in _INDEFINITE,
        determiner in _DEFINITE,
        bool(determiner) and determiner not in _DEFINITE and determiner not in _INDEFINITE,
        head.child("poss") is not None,
        head.child("nummod") is not None,
        proper,
        not determiner and not p.plural and not proper,
        any(c.dep_ == "relcl" for c in head.children),
        any(c.dep_ == "prep" for c in head.children),
        any(c.dep_ == "amod" for c in head.children),
        said,
        is_speaking(head),
        main,
        quoted,
        head.i == head.sent.start,
        head.sent_i == 0,
        head.sent_i == 1,
        log1p(head.sent_i) / 4,
        log1p(before) / 3,
        before == 0,
        log1p(p.last - p.first) / 3,
    ]
    return [float(v) for v in row]


def _governor(p: Phrase) -> str:
    top = p.head.first_conjunct
    above = top.head.head if top.dep_ == "pobj" else top.head
    return above.lemma if above is not top else ""


def _speakers(phrases: Sequence[Phrase], quoted: Sequence[int]) -> Ints:
    """Return for each mention the mention that names the speaker of the quotation around it; -1 without one."""
    import numpy as np

    at = {p.head.i: n for n, p in reversed(list(enumerate(phrases)))}
    found: dict[int, int] = {}
    for token in phrases[0].head.doc if phrases else ():
        number, verb = quoted[token.i], token.head
        if number and number not in found and not quoted[verb.i] and verb.lemma in _SPEECH:
            subject = verb.child("nsubj", "nsubjpass")
            if subject is not None and subject.i in at:
                found[number] = at[subject.i]
    return np.array([found.get(quoted[p.head.i], -1) for p in phrases], np.int64)


def candidates(t: Table) -> tuple[Ints, Ints]:
    """Return pairs of an anaphor and a candidate, in order of the anaphors."""
    import numpy as np

    by_key: defaultdict[int, list[int]] = defaultdict(list)
    left: list[int] = []
    right: list[int] = []
    key, sentence = t.ints.key.tolist(), t.ints.sentence.tolist()
    for n, p in enumerate(t.phrases):
        if p.referent is None:
            nearest = _NEAREST if not p.is_pronoun else _PRONOUN_MENTIONS
            first = max(0, n - nearest)
            some = list(range(first, n))
            if p.is_pronoun:
                ahead = (k for k in range(n + 1, len(t.phrases)) if t.phrases[k].form == "name")
                for k in ahead:
                    if sentence[k] != sentence[n] or len(some) > n - first + _AHEAD:
                        break
                    some.append(k)
            else:
                far = {k for k in by_key[key[n]][-_FIRST_WORD_ALIKE:] if k < first}
                far.update([k for k in t.titled.get(key[n], ()) if k < first][-_FIRST_WORD_ALIKE:])
                some = [*sorted(far), *some]
            left += [n] * len(some)
            right += some
        by_key[key[n]].append(n)
    return np.array(left, np.int64), np.array(right, np.int64)


def pairs(t: Table, left: Ints, right: Ints, speaking: Floats) -> Floats:
    """Return the features of pairs; ``speaking`` tells of each whether the candidate speaks the anaphor's quotation."""
    import numpy as np

    a, b = (Numbers(*(values[side] for values in t.ints)) for side in (left, right))
    sentences = a.sentence - b.sentence
    ahead = right > left
    fits, alike = _agreement(a, b)
    quote, other = a.quote, b.quote
    inside = (quote > 0) & (quote == other)
    both_nouns = (a.form == FORMS.index("noun")) & (b.form <= FORMS.index("list"))
    words_ = _words(t, left, right, a.key == b.key, both_nouns)
    cosine = (t.heads[left] * t.heads[right]).sum(axis=1)
    role = np.minimum(a.role, 2) == np.minimum(b.role, 2)
    rank = _rank(left, right, fits, ahead)
    last = _is_last(left, b.referent, ahead)
    columns = (
        np.log1p(np.abs(left - right)) / 3,
        np.log1p(np.abs(a.at - b.at)) / 5,
        np.log1p(np.abs(sentences)) / 2,
        sentences == 0,
        sentences == 1,
        sentences == 2,
        sentences > 3,
        a.paragraph == b.paragraph,
        a.paragraph == b.paragraph + 1,
        ahead,
        *alike,
        a.key == b.key,
        a.text == b.text,
        *words_,
        cosine,
        np.where(both_nouns, cosine, 0),
        a.kind == b.kind,
        a.role == b.role,
        role,
        a.verb == b.verb,
        (a.clause == b.clause) & (a.clause >= 0),
        (a.above == b.above) & (a.form > 2),
        (b.start <= a.at) & (a.at < b.end),
        (a.start <= b.at) & (b.at < a.end),
        inside,
        (quote > 0) & (other == 0),
        (quote == 0) & (other > 0),
        (quote > 0) & (other > 0) & ~inside,
        speaking,
        (t.speaker[right] == left) & (left >= 0),
        (a.said == 1) & (b.said == 1),
        (a.main == 1) & (b.main == 1),
        (b.main == 1) & (sentences == 1),
        (b.main == 1) & (sentences == 0),
        1 / (1 + rank),
        rank == 0,
        last,
        np.log1p(b.before) / 3,
        b.referent >= 0,
    )
    return np.stack([np.asarray(c, np.float32) for c in columns], axis=1)


def _agreement(a: Numbers, b: Numbers) -> tuple[Any, list[Any]]:
    """Return of pairs whether they agree, and all that gender, number and form tell."""
    import numpy as np

    known = (a.gender > 0) & (b.gender > 0)
    clash = known & (a.gender != b.gender)
    person = KINDS.index("person")
    of_person = np.isin(a.form, [FORMS.index("m"), FORMS.index("f")])
    fits_person = of_person & (b.kind == person) & (b.plural == 0) & ~clash
    neuter = (a.form == FORMS.index("n")) & (b.kind != person) & (b.plural == 0)
    several = (a.form == FORMS.index("p")) & ((b.plural == 1) | np.isin(b.kind, [1, 3]))
    same = (a.form == b.form) & (a.form > 2)
    fits = fits_person | neuter | several | same
    return fits, [
        known & ~clash,
        clash,
        of_person & (b.gender == 0) & (b.kind == person),
        a.plural == b.plural,
        (a.plural == 1) & (b.plural == 1),
        same,
        fits,
        of_person & ~np.isin(b.kind, [person, KINDS.index("other"), KINDS.index("thing")]),
    ]


def _words(t: Table, left: Ints, right: Ints, alike: Any, nouns: Any) -> list[Any]:
    """Return what the words of nouns tell: all in the other, none added, the noun in a name, a title borne, nations."""
    import numpy as np

    out = np.zeros((6, len(left)), np.float32)
    for n in np.flatnonzero(nouns).tolist():
        p, q = t.phrases[left[n]], t.phrases[right[n]]
        if alike[n]:
            out[0, n] = p.words <= q.words
            out[1, n] = q.words <= p.words
            out[2, n] = len(p.words & q.words) / max(1, len(p.words | q.words))
        elif q.form == "name":
            out[3, n] = p.head.lemma in q.words
        if q.referent is not None and q.form == "name" and q.referent.roles:
            out[4, n] = bears(q.referent, p)
            out[5, n] = bool(q.referent.nations) and not q.referent.nations.isdisjoint(nation_of(p))
    return list(out)


def bears(referent: Referent, p: Phrase) -> bool:
    """Return whether a title or description of somebody named is the phrase's."""
    gender = title_gender(p.head.lemma)
    if gender and referent.gender not in (None, gender):
        return False
    shifters, told = words("people.words_that_make_another_office"), p.words - words("people.measures")
    for role in referent.roles:
        full = role.union(*(_FULL_TITLES[word] for word in role if word in _FULL_TITLES))
        if p.head.lemma in full and full & shifters <= p.words and (told <= full or not referent.nations):
            return True
    return False


def is_company(referent: Referent) -> bool:
    """Return whether a name, or what is said of its bearer, is a company's."""
    last = normalise(referent.name).split()[-1:]
    return not _COMPANY_ENDINGS.isdisjoint(last) or any(not COMPANY.isdisjoint(r) for r in referent.roles)


def _rank(left: Ints, right: Ints, fits: Any, ahead: Any) -> Floats:
    """Return how many mentions that agree with the anaphor stand between it and each candidate."""
    import numpy as np

    good = (fits & ~ahead).astype(np.float32)
    total = np.cumsum(good[::-1])[::-1]
    ends = np.flatnonzero(np.diff(left, append=-1))
    beyond = np.zeros(len(left) + 1, np.float32)
    beyond[:-1] = total
    after = beyond[np.repeat(ends + 1, np.diff(ends, prepend=-1))]
    return np.where(ahead, 0, total - good - after).astype(np.float32)


def _is_last(left: Ints, referents: Ints, ahead: Any) -> Any:
    """Return of each candidate whether it is the last mention of its referent before the anaphor."""
    import numpy as np

    codes = np.where(referents < 0, -1 - np.arange(len(left)), left * (referents.max(initial=0) + 1) + referents)
    _, first = np.unique(codes[::-1], return_index=True)
    out = np.zeros(len(left), bool)
    out[len(left) - 1 - first] = True
    return (out | (referents < 0)) & ~ahead
