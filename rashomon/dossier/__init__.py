"""The dossier: built from what was compared, and rendered as a page, Markdown, JSON or a summary in the terminal.

>>> from rashomon.dossier import html, json, markdown
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

__all__ = ["html", "json", "markdown"]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"rashomon.dossier.render.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
