"""Typer's command group, with messages that cannot control a terminal and no error for a closed pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperGroup
from typer.exceptions import TyperException

from rashomon.apps.exits import ClosedOutput

__all__ = ["Commands"]


class Commands(TyperGroup):
    """A command group whose usage errors, which may contain file names, are printed without control characters."""

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
    except BrokenPipeError as error:  # from --help and --version, which Typer prints
        raise ClosedOutput from error
