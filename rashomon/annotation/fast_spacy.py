"""spaCy made faster: all of its inner workings that are replaced, behind the setting ``fast_parser``.

The results are those of spaCy alone; parsing takes a third of the time.

- Matrices are multiplied by numpy's BLAS, on one core: the one that spaCy brings takes three times as long.
- The parser and the name finder are stepped from outside: their own loop, compiled to run without Python's lock, takes
  the lock and gives it back for each question whether a transition is possible, which is half of the time.
- The attribute ruler has a memory. What the rules of one word find is remembered by the word's tag, its relation and
  its form, if any rule names that; only rules of several words, or with regular expressions, are tried each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc as SpacyDoc
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    Patterns = list[list[dict[str, Any]]]
    Match = tuple[int, int, int, int]
    """A rule's number and key, the first word that it fits and the end."""

__all__ = ["Ruler", "Stepped", "make_fast", "one_core"]

_FAST = "_fast"
"""What the name of a faster part ends with."""
_ATTRIBUTES = ("LOWER", "TAG", "DEP", "IS_SPACE")
"""What a rule of one word may ask for to be remembered; the form first."""


def one_core() -> AbstractContextManager[object]:
    """Have BLAS use one core meanwhile: matrices so small gain nothing from a second one, which the net wants."""
    return cast("AbstractContextManager[object]", _threads().limit(limits=1, user_api="blas"))


@cache
def _threads() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def make_fast(nlp: Language) -> None:
    """Put faster parts in the place of a pipeline's own: of its ruler, and of a parser that keeps one state a text."""
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler, DependencyParser, EntityRecognizer

    for kind in (Ruler, Stepped):
        if not Language.has_factory(kind.__name__):
            Language.factory(kind.__name__, func=_faster)
    components: list[tuple[str, Any]] = list(nlp.pipeline)
    for name, component in components:
        for layer in component.model.walk() if getattr(component, "model", None) else ():
            if getattr(layer.ops, "use_blis", False):
                layer.ops = type(layer.ops)(use_blis=False)
        steps = type(component) in {DependencyParser, EntityRecognizer} and component.cfg.get("beam_width", 1) == 1
        if steps or type(component) is AttributeRuler:
            nlp.add_pipe((Stepped if steps else Ruler).__name__, name=f"{name}{_FAST}", before=name)
            nlp.remove_pipe(name)


def _faster(nlp: Language, name: str) -> Ruler | Stepped:
    """Return the part that takes the place of the one whose name it has, with an ending."""
    part: Any = nlp.get_pipe(name.removesuffix(_FAST))
    return Stepped(part) if hasattr(part, "moves") else Ruler(part)


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
    """Return whether a pattern is of one word and of attributes that are remembered, given in so many words."""
    return len(pattern) == 1 and all(
        name in _ATTRIBUTES and (isinstance(value, str | bool) or value.keys() <= {"IN", "NOT_IN"})
        for name, value in pattern[0].items()
    )


def _named(value: str | Mapping[str, list[str]] | list[str]) -> list[str]:
    """Return the forms that a pattern names."""
    if isinstance(value, str):
        return [value]
    return [form for forms in value.values() for form in forms] if isinstance(value, Mapping) else value


class Stepped:
    """A component that gives what a transition-based one of spaCy's would."""

    def __init__(self, component: Any) -> None:
        self._component = component

    def __call__(self, doc: SpacyDoc) -> SpacyDoc:
        """Parse a text, or find its names."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[SpacyDoc], *, batch_size: int = 256) -> Iterator[SpacyDoc]:
        """Yield the same for many."""
        rest = iter(docs)
        while batch := list(islice(rest, batch_size)):
            self._component.set_annotations(batch, self._states(batch))
            yield from batch

    def _states(self, docs: list[SpacyDoc]) -> list[Any]:
        """Return the texts' last states."""
        states: list[Any] = self._component.moves.init_batch(docs)
        live = [state for state in states if not state.is_final()]
        if live:
            choose = self._component.model.predict(docs)
            while live:
                live = self._component.transition_states(live, choose.predict(live))
        return states
