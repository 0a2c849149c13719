"""The commands, as Typer shows them: messages that cannot steer a terminal, and no word where nobody reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperGroup
from typer.exceptions import TyperException

from rashomon.apps.exits import ClosedOutput

__all__ = ["Commands"]


class Commands(TyperGroup):
    """A group whose usage errors, in which a file's name may stand, are shown without control characters."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        with _shown_safely():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        with _shown_safely():
            return super().invoke(ctx)


@contextmanager
def _shown_safely() -> Iterator[None]:
    from rashomon.dossier.render.labels import harmless

    try:
        yield
    except TyperException as error:
        error.message = harmless(error.message)
        raise
    except BrokenPipeError as error:  # of help and version, which Typer prints
        raise ClosedOutput from error
