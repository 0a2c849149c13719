"""The lexicons that ship beside the code: tab-separated files with a header, UTF-8, `|` between several values."""

from __future__ import annotations

from functools import cache
from importlib import resources

__all__ = ["rows", "several", "words"]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<name>.tsv`` as column to value."""
    text = (resources.files("rashomon.names") / "data" / f"{name}.tsv").read_text(encoding="utf8")
    header, *lines = (line.split("\t") for line in text.splitlines() if line)
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


def several(value: str) -> tuple[str, ...]:
    """The values of one field."""
    return tuple(value.split("|")) if value else ()


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in ``data/words.tsv``, all in lower case."""
    return frozenset(word for row in rows("words") if row["kind"] == kind for word in row["words"].split())
