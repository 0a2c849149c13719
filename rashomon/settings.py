"""One frozen Settings; the only place that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from rashomon.errors import UsageError

__all__ = ["Settings", "from_environment"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a user can set; every field has an environment variable ``RASHOMON_<FIELD>``."""

    spacy_model: str | None = None
    """Name of the spaCy pipeline; by default the official `en_core_web_sm` if installed, else its PyPI build."""

    attribution: Literal["net", "rules"] = "net"
    """What finds who said what and how certainly: the small trained net, or rules alone, which miss about half."""

    max_bytes: int = 20_000_000
    """Largest input file, in bytes; of an archive, a mailbox and JSONL, the largest piece."""

    max_articles: int = 10_000
    """How many articles one call reads at most, and how many addresses it follows."""

    follow: bool = False
    """Whether what feeds and sitemaps point at is fetched."""

    fields: str = ""
    """Which fields of JSON records hold what, before the usual names: ``text=story,title=meta.headline``."""

    eval: Path | None = None
    """Folder of the labelled data that the slow tests measure the product on."""


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``RASHOMON_*`` variables; raises UsageError naming a variable that does not parse."""
    given = {f: environ[name] for f in Settings.__struct_fields__ if (name := f"RASHOMON_{f.upper()}") in environ}
    try:
        return msgspec.convert(given, Settings, strict=False, dec_hook=_from_text)
    except msgspec.ValidationError as error:
        raise UsageError(f"a RASHOMON_* environment variable is wrong: {error}") from None


def _from_text(kind: type, text: str) -> object:
    """A value of a type that msgspec does not know: a Path."""
    return kind(text)
