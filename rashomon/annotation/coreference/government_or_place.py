"""Whether a country's or capital's name stands for its government, which acts, or for the place.

Decided by the word's relation in the sentence alone, with lexicons of verbs and nouns; an adjective ("the American
offer"), a people ("the Russians") and the seat of a government are the actor unless something happens in them.
"""

from __future__ import annotations

from collections.abc import Callable

from rashomon.annotation.attribution.cues import REPORT_VERBS, TELL_VERBS
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.names.countries import CountryMatch
from rashomon.names.tables import words

__all__ = ["acts", "acts_as_subject", "is_located"]

_PLACE_PREPS = words("place-preps")
_MOTION_VERBS = words("motion-verbs")
_PLACE_VERBS = words("place-verbs")
_STILL_VERBS = words("still-verbs")
_GOVERNMENT_VERBS = words("government-verbs") | REPORT_VERBS | TELL_VERBS
_PERSON_VERBS = words("person-verbs")
_ACT_NOUNS = words("act-nouns")
_ENVOY_NOUNS = words("envoy-nouns")
_GIVE_VERBS = words("give-verbs")
_LOCATIVE_NOUNS = words("locative-nouns")
_DIRECTIONS = words("directions")
_PLACE_PARTICIPLES = frozenset({"based", "born", "bound", "wide", "area"})


def acts(syntax: Syntax, i: int, match: CountryMatch) -> bool:
    """Whether the country's name headed by token ``i`` stands for its government."""
    if match.kind in ("adjective", "people"):
        return not (match.kind == "adjective" and _is_language(syntax, i))
    i = syntax.first_conjunct(i)
    if any(syntax.lowers[c] in _DIRECTIONS for c in syntax.children[i]) or _follows_place(syntax, i):
        return False
    rule = _RULES.get(syntax.deps[i])
    return rule(syntax, i, match.kind == "capital") if rule else match.kind != "capital"


def acts_as_subject(syntax: Syntax, i: int) -> bool:
    """Whether token ``i`` is the subject of a verb of saying or governing: what makes any other place an actor."""
    i = syntax.first_conjunct(i)
    verb = syntax.heads[i]
    return (
        syntax.deps[i] == "nsubj" and syntax.is_verb(verb) and syntax.lemmas[verb] in _GOVERNMENT_VERBS - _STILL_VERBS
    )


def is_located(syntax: Syntax, i: int) -> bool:
    """Whether token ``i`` stands after a preposition of place, or after a comma as what another place lies in."""
    i = syntax.first_conjunct(i)
    above = syntax.lowers[syntax.heads[i]]
    return (syntax.deps[i] == "pobj" and (above in _PLACE_PREPS or above in ("to", "from"))) or _follows_place(
        syntax, i
    )


def _is_language(syntax: Syntax, i: int) -> bool:
    """ "in Arabic", "speaks French": no noun after it."""
    return syntax.deps[i] == "pobj" and syntax.lowers[syntax.heads[i]] == "in" and not syntax.children[i]


def _follows_place(syntax: Syntax, i: int) -> bool:
    """ "Aleppo, Syria": an apposition or a bare name after a comma that says where."""
    if syntax.deps[i] not in ("appos", "npadvmod", "nmod", "conj"):
        return False
    before = syntax.texts[i - 1] == "," if i else False
    return before and syntax.tags[i - 2] in ("NNP", "NNPS") and syntax.heads[i] < i


def _subject(syntax: Syntax, i: int, capital: bool) -> bool:
    verb = syntax.heads[i]
    if not capital:
        return True
    return syntax.lemmas[verb] not in _STILL_VERBS


def _passive_subject(syntax: Syntax, i: int, capital: bool) -> bool:
    verb = syntax.lemmas[syntax.heads[i]]
    return verb in _PERSON_VERBS if capital else verb not in _PLACE_VERBS


def _object(syntax: Syntax, i: int, capital: bool) -> bool:
    verb = syntax.lemmas[syntax.heads[i]]
    if verb in _PLACE_VERBS or verb in _MOTION_VERBS:
        return False
    return not capital or verb in _PERSON_VERBS or verb in _GOVERNMENT_VERBS


def _possessor(syntax: Syntax, i: int, capital: bool) -> bool:
    return syntax.lemmas[syntax.heads[i]] not in _LOCATIVE_NOUNS


def _modifier(syntax: Syntax, i: int, capital: bool) -> bool:
    noun = syntax.lemmas[syntax.heads[i]]
    return noun in _ACT_NOUNS if capital else noun not in _LOCATIVE_NOUNS


def _measure(syntax: Syntax, i: int, capital: bool) -> bool:
    """ "Lebanon-based" is a place, "U.S.-backed" an actor; a bare name set beside a clause is a dateline's."""
    head = syntax.heads[i]
    return syntax.tags[head] == "VBN" and syntax.lowers[head] not in _PLACE_PARTICIPLES


def _after_preposition(syntax: Syntax, i: int, capital: bool) -> bool:
    prep = syntax.heads[i]
    lower, above = syntax.lowers[prep], syntax.heads[prep]
    lemma = syntax.lemmas[above]
    if lower in _PLACE_PREPS or syntax.tags[prep] == "VBG":
        return False
    if lower == "from":
        return syntax.is_noun(above) and lemma in _ACT_NOUNS
    if lower in ("to", "for") and lemma in _MOTION_VERBS:
        return False
    if lower == "to":
        return lemma in _ENVOY_NOUNS or lemma in _GIVE_VERBS or _hands_over(syntax, above)
    if lower == "of":
        return not capital and lemma not in _LOCATIVE_NOUNS
    return True


def _hands_over(syntax: Syntax, verb: int) -> bool:
    """Weapons sent to Syria go to somebody; troops sent to Syria go somewhere."""
    given = syntax.child(verb, "dobj")
    return syntax.is_verb(verb) and given is not None and syntax.lemmas[given] in _ENVOY_NOUNS


def _always(syntax: Syntax, i: int, capital: bool) -> bool:
    return True


_RULES: dict[str, Callable[[Syntax, int, bool], bool]] = {
    "nsubj": _subject,
    "csubj": _subject,
    "nsubjpass": _passive_subject,
    "dobj": _object,
    "poss": _possessor,
    "compound": _modifier,
    "nmod": _modifier,
    "amod": _modifier,
    "npadvmod": _measure,
    "pobj": _after_preposition,
    "dative": _always,
    "agent": _always,
}
