"""spaCy's parser and name finder, stepped from outside.

A step of theirs chooses the next transition of all texts at once. In their own loop, compiled to run without Python's
lock, each of the many questions whether a transition is possible takes the lock and gives it back, which is most of the
time; asked from outside, with the lock held throughout, the same steps take half as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc

__all__ = ["step"]

_STEPPED = "_stepped"


def step(nlp: Language) -> None:
    """Put a component that steps in the place of each parser and name finder that keeps one state a text."""
    from spacy.language import Language
    from spacy.pipeline import DependencyParser, EntityRecognizer

    if not Language.has_factory(_STEPPED):
        Language.factory(_STEPPED, func=_made)
    components: list[tuple[str, Any]] = list(nlp.pipeline)
    for name, component in components:
        if type(component) in {DependencyParser, EntityRecognizer} and component.cfg.get("beam_width", 1) == 1:
            nlp.add_pipe(_STEPPED, name=f"{name}{_STEPPED}", before=name)
            nlp.remove_pipe(name)


def _made(nlp: Language, name: str) -> Stepped:
    return Stepped(nlp.get_pipe(name.removesuffix(_STEPPED)))


class Stepped:
    """A component that gives what a transition-based one of spaCy's would."""

    def __init__(self, component: Any) -> None:
        self._component = component

    def __call__(self, doc: SpacyDoc) -> SpacyDoc:
        """Parse a text, or find its names."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[SpacyDoc], *, batch_size: int = 256) -> Iterator[SpacyDoc]:
        """The same for many."""
        rest = iter(docs)
        while batch := list(islice(rest, batch_size)):
            self._component.set_annotations(batch, self._states(batch))
            yield from batch

    def _states(self, docs: list[SpacyDoc]) -> list[Any]:
        """The texts' last states."""
        states: list[Any] = self._component.moves.init_batch(docs)
        live = [state for state in states if not state.is_final()]
        if live:
            choose = self._component.model.predict(docs)
            while live:
                live = self._component.transition_states(live, choose.predict(live))
        return states
