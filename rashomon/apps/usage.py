"""The commands, with messages on wrong calls that cannot steer a terminal: a file's name may stand in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperGroup
from typer.exceptions import TyperException

__all__ = ["Commands"]


class Commands(TyperGroup):
    """A group whose usage errors are shown without control characters."""

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        with _harmless_errors():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        with _harmless_errors():
            return super().invoke(ctx)


@contextmanager
def _harmless_errors() -> Iterator[None]:
    from rashomon.dossier.render.labels import harmless

    try:
        yield
    except TyperException as error:
        error.message = harmless(error.message)
        raise
