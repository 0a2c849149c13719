"""Rashomon: many reports, one story.

>>> import rashomon
>>> articles = [rashomon.read(path) for path in ("one.txt", "other.html")]
>>> dossier = rashomon.compare(articles)
>>> [relation.kind for relation in dossier.relations]
['conflict', 'agree']

Every name in ``__all__`` is public. The types load on first use, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from rashomon.api import (
    compare,
    copies,
    distinct,
    dump_understanding,
    find,
    from_text,
    load_understanding,
    read,
    read_all,
    stories,
    understand,
)

if TYPE_CHECKING:
    from rashomon.errors import (
        BinaryInput,
        EmptyInput,
        FetchFailed,
        InputError,
        LibraryError,
        LockedInput,
        MissingInput,
        NothingToCompare,
        RashomonError,
        TooLarge,
        UnreadableInput,
        UsageError,
    )
    from rashomon.library import Library
    from rashomon.settings import Settings
    from rashomon.types import (
        Article,
        CitedSource,
        Claim,
        Copy,
        CopyGroup,
        Dossier,
        Entity,
        Event,
        Failure,
        Found,
        Hit,
        Passage,
        Relation,
        Spot,
        Statement,
        Story,
        Summary,
        Understanding,
    )

__all__ = [
    "Article",
    "BinaryInput",
    "CitedSource",
    "Claim",
    "Copy",
    "CopyGroup",
    "Dossier",
    "EmptyInput",
    "Entity",
    "Event",
    "Failure",
    "FetchFailed",
    "Found",
    "Hit",
    "InputError",
    "Library",
    "LibraryError",
    "LockedInput",
    "MissingInput",
    "NothingToCompare",
    "Passage",
    "RashomonError",
    "Relation",
    "Settings",
    "Spot",
    "Statement",
    "Story",
    "Summary",
    "TooLarge",
    "Understanding",
    "UnreadableInput",
    "UsageError",
    "compare",
    "copies",
    "distinct",
    "dump_understanding",
    "find",
    "from_text",
    "load_understanding",
    "read",
    "read_all",
    "stories",
    "understand",
]

__version__ = "0.1.0"

_LAZY = ("rashomon.types", "rashomon.errors", "rashomon.settings", "rashomon.library")
"""The modules that define the public types."""


def __getattr__(name: str) -> object:
    if name in __all__:
        module = next(module for path in _LAZY if name in (module := import_module(path)).__all__)
        globals()[name] = getattr(module, name)
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
