"""The settings; the only module that reads or sets environment variables."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from rashomon.errors import UsageError

__all__ = ["Settings", "cache_folder", "data_folder", "forbid_telemetry", "from_environment"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a user can set; every field has an environment variable ``RASHOMON_<FIELD>``."""

    spacy_model: str | None = None
    """Name of the spaCy pipeline; by default the official `en_core_web_sm` if installed, else its PyPI build."""

    fast_parser: bool = True
    """Whether to replace parts of spaCy by faster ones that give the same result."""

    attribution: Literal["net", "rules"] = "net"
    """How attributions and factuality are found: by the small trained net, or by rules alone, which miss about half."""

    aligner: Path | None = None
    """File of another net for pairs of statements than this package's `aligner.onnx`."""

    max_bytes: Annotated[int, Meta(gt=0)] = 20_000_000
    """Largest input file, in bytes; for archives, mailboxes and JSONL, the largest single item."""

    max_words: Annotated[int, Meta(gt=0)] = 100_000
    """Longest story that is analysed, in tokens; reading alone has no such limit."""

    max_articles: Annotated[int, Meta(gt=0)] = 10_000
    """Most articles that one call reads, and most addresses that it follows."""

    follow: bool = False
    """Whether to fetch the pages that feeds and sitemaps link to."""

    fields: str = ""
    """Which fields of JSON records to read, before the usual names: ``text=story,title=meta.headline``."""

    contact: str | None = None
    """Contact for site operators, an address or a page of yours; part of the user agent."""

    fetch_seconds: Annotated[float, Meta(gt=0, le=86_400)] = 60.0
    """Time limit for fetching one address, in seconds, not counting the wait for its host's turn."""

    fetch_pause_s: Annotated[float, Meta(ge=0, le=86_400)] = 1.0
    """Pause between two requests to one host, in seconds; a site's Crawl-delay can lengthen it."""

    allow_hosts: tuple[str, ...] = ()
    """Your own hosts, addresses or networks, fetched although they are not public."""

    cache: Path | None = None
    """Folder for fetched pages; by default the platform's cache folder."""

    cache_bytes: Annotated[int, Meta(ge=0)] = 200_000_000
    """Size limit of that folder, in bytes; 0 keeps nothing."""

    library: str | None = None
    """The library: a path, or ``postgresql://…``; by default `library.db` in the platform's data folder."""

    eval: Path | None = None
    """Folder of labelled data for the slow tests."""


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from the ``RASHOMON_*`` variables; an empty variable counts as unset.

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
    """Disable ONNX Runtime's telemetry. Call this before ONNX Runtime is imported."""
    environ["ORT_DISABLE_TELEMETRY"] = "1"


def cache_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """Return the platform's cache folder for Rashomon; None for a user without a home directory."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "rashomon" / "Cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "rashomon"
    given = environ.get("XDG_CACHE_HOME", "")
    # XDG: a relative path must be ignored.
    return (Path(given) if Path(given).is_absolute() else home / ".cache") / "rashomon"


def data_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """Return the platform's folder for what Rashomon keeps for its user; None for a user without a home directory."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "rashomon" / "Data"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "rashomon"
    given = environ.get("XDG_DATA_HOME", "")
    # XDG: a relative path must be ignored.
    return (Path(given) if Path(given).is_absolute() else home / ".local" / "share") / "rashomon"


def _from_text(kind: type, text: str) -> object:
    """Convert text to a type that msgspec does not know: a Path."""
    return kind(text)
