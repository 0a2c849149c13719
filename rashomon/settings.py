"""One frozen Settings; the only place that reads or sets the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from rashomon.errors import UsageError

__all__ = ["Settings", "cache_folder", "forbid_telemetry", "from_environment"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a user can set; every field has an environment variable ``RASHOMON_<FIELD>``."""

    spacy_model: str | None = None
    """Name of the spaCy pipeline; by default the official `en_core_web_sm` if installed, else its PyPI build."""

    fast_parser: bool = True
    """Whether inner workings of spaCy are replaced by faster ones that find the same."""

    attribution: Literal["net", "rules"] = "net"
    """What finds who said what and how certainly: the small trained net, or rules alone, which miss about half."""

    max_bytes: Annotated[int, Meta(gt=0)] = 20_000_000
    """Largest input file, in bytes; of an archive, a mailbox and JSONL, the largest piece."""

    max_words: Annotated[int, Meta(gt=0)] = 100_000
    """Longest story that is understood, in words and signs; what is only read has no such bound."""

    max_articles: Annotated[int, Meta(gt=0)] = 10_000
    """How many articles one call reads at most, and how many addresses it follows."""

    follow: bool = False
    """Whether what feeds and sitemaps point at is fetched."""

    fields: str = ""
    """Which fields of JSON records hold what, before the usual names: ``text=story,title=meta.headline``."""

    contact: str | None = None
    """Where the keeper of a site can turn, an address or a page of yours; part of the user agent."""

    fetch_seconds: Annotated[float, Meta(gt=0, le=86_400)] = 60.0
    """Longest time to fetch one address, in seconds, without the waiting for its host's turn."""

    fetch_pause_s: Annotated[float, Meta(ge=0, le=86_400)] = 1.0
    """Pause between two requests to one host, in seconds; a site's Crawl-delay can lengthen it."""

    allow_hosts: tuple[str, ...] = ()
    """Your own hosts, addresses or networks that are fetched although they are not public."""

    cache: Path | None = None
    """Folder for fetched pages; by default where the platform keeps caches."""

    cache_bytes: Annotated[int, Meta(ge=0)] = 200_000_000
    """Largest size of that folder, in bytes; 0 keeps nothing."""

    eval: Path | None = None
    """Folder of the labelled data that the slow tests measure the product on."""


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``RASHOMON_*`` variables, of which an empty one counts as none.

    Raises UsageError naming a variable that does not parse.
    """
    given: dict[str, str | list[str]] = {
        f: text for f in Settings.__struct_fields__ if (text := environ.get(f"RASHOMON_{f.upper()}"))
    }
    if "allow_hosts" in given:
        given["allow_hosts"] = environ["RASHOMON_ALLOW_HOSTS"].replace(",", " ").split()
    try:
        return msgspec.convert(given, Settings, strict=False, dec_hook=_from_text)
    except msgspec.ValidationError as error:
        raise UsageError(f"a RASHOMON_* environment variable is wrong: {error}") from None


def forbid_telemetry(environ: MutableMapping[str, str] = os.environ) -> None:
    """Forbid ONNX Runtime, which must not be loaded yet, to send or keep anything about its use."""
    environ["ORT_DISABLE_TELEMETRY"] = "1"


def cache_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """Where the platform keeps what a program can fetch again; None for a user without a home."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "rashomon" / "Cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "rashomon"
    given = environ.get("XDG_CACHE_HOME", "")
    # XDG: a relative path is to be ignored.
    return (Path(given) if Path(given).is_absolute() else home / ".cache") / "rashomon"


def _from_text(kind: type, text: str) -> object:
    """A value of a type that msgspec does not know: a Path."""
    return kind(text)
