"""Typer's command group, with messages that cannot control a terminal and no error for a closed pipe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from rashomon.apps.exits import ClosedOutput

__all__ = ["App", "Command", "Commands", "examples"]

_TYPE = re.compile(r" <[^<>]*>")
"""A type as Typer writes it behind the name of an argument."""


def examples(*lines: str) -> str:
    """Return the end of a command's help: calls as a user types them."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


class Command(TyperCommand):
    """A command whose help names no types of Python."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        records: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for param in self.get_params(ctx):
            if record := param.get_help_record(ctx):
                records[param.param_type_name].append((_TYPE.sub("", record[0]), record[1]))
        for title, kind in (("Arguments", "argument"), ("Options", "option")):
            if records[kind]:
                with formatter.section(title):
                    formatter.write_dl(records[kind])


class App(typer.Typer):
    """A command line whose commands are of the class `Command`."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        return super().command(name, **{"cls": Command, **options})


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
