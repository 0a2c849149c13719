"""spaCy's attribute ruler with a memory: what a rule says of a single word hangs on few things about that word.

The ruler tries each of its rules on each word, a tenth of all that parsing costs. Here what the rules of one word find
is remembered by the word's tag, its relation and its form, if any rule names that; only rules of several words, and
those with regular expressions, are tried each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc as SpacyDoc

    Patterns = list[list[dict[str, Any]]]
    Match = tuple[int, int, int, int]
    """A rule's number and key, the first word that it fits and the end."""

__all__ = ["remember"]

_RULER = "attribute_ruler"
_ATTRIBUTES = ("LOWER", "TAG", "DEP", "IS_SPACE")
"""What a rule of one word may ask for to be remembered; the form first."""


def remember(nlp: Language) -> None:
    """Put a ruler with a memory in the place of the pipeline's own, where it has one."""
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler

    rules = nlp.get_pipe(_RULER) if _RULER in nlp.pipe_names else None
    if type(rules) is not AttributeRuler:
        return
    name = "rashomon_ruler"
    if not Language.has_factory(name):
        Language.factory(name, func=_made)
    nlp.add_pipe(name, before=_RULER)
    nlp.remove_pipe(_RULER)


def _made(nlp: Language, name: str) -> Ruler:
    return Ruler(cast("AttributeRuler", nlp.get_pipe(_RULER)))


class Ruler:
    """A component that sets what the rules of an attribute ruler say, as that would."""

    def __init__(self, rules: AttributeRuler) -> None:
        from spacy.matcher import Matcher

        self._rules = rules
        self._of_one = Matcher(rules.vocab, validate=False)
        self._others = Matcher(rules.vocab, validate=False)
        forms: set[str] = set()
        for number, rule in enumerate(rules.patterns):
            patterns = cast("Patterns", rule["patterns"])
            alone = all(map(_is_of_one, patterns))
            (self._of_one if alone else self._others).add(str(number), patterns)
            if alone:
                forms.update(form for pattern in patterns for form in _named(pattern[0].get("LOWER", [])))
        self._forms = frozenset(rules.vocab.strings.add(form) for form in forms)
        self._known: dict[tuple[int, ...], tuple[tuple[int, int], ...]] = {}

    def __call__(self, doc: SpacyDoc) -> SpacyDoc:
        """Set the words' parts of speech, lemmas and so on."""
        set_annotations: Callable[[SpacyDoc, list[Match]], None] = self._rules.set_annotations
        set_annotations(doc, sorted(self._matches(doc)))  # later rules over earlier ones
        return doc

    def _matches(self, doc: SpacyDoc) -> Iterator[Match]:
        number = self._rules.vocab.strings
        for key, start, end in self._others(doc, allow_missing=True):
            yield int(number[key]), key, start, end
        for i, (form, *other) in enumerate(doc.to_array([*_ATTRIBUTES]).tolist()):
            kind = (form if form in self._forms else 0, *other)
            found = self._known.get(kind)
            if found is None:
                alone = self._of_one(doc[i : i + 1], allow_missing=True)
                found = self._known[kind] = tuple((int(number[key]), key) for key, _, _ in alone)
            for rule, key in found:
                yield rule, key, i, i + 1


def _is_of_one(pattern: list[dict[str, Any]]) -> bool:
    """Whether a pattern is of one word and of attributes that are remembered, given in so many words."""
    return len(pattern) == 1 and all(
        name in _ATTRIBUTES and (isinstance(value, str | bool) or value.keys() <= {"IN", "NOT_IN"})
        for name, value in pattern[0].items()
    )


def _named(value: str | Mapping[str, list[str]] | list[str]) -> list[str]:
    """The forms that a pattern names."""
    if isinstance(value, str):
        return [value]
    return [form for forms in value.values() for form in forms] if isinstance(value, Mapping) else value
