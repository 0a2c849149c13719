"""Read the long tables that ship beside the code: tab-separated, with a header, UTF-8, `|` between several values."""

from __future__ import annotations

from functools import cache
from importlib import resources

__all__ = ["rows", "several"]


@cache
def rows(package: str, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``data/<name>.tsv`` in a package, as column to value."""
    text = (resources.files(package) / "data" / f"{name}.tsv").read_text(encoding="utf8")
    header, *lines = (line.split("\t") for line in text.splitlines() if line)
    return tuple(dict(zip(header, line, strict=True)) for line in lines)


def several(value: str) -> tuple[str, ...]:
    """Return the values of one field."""
    return tuple(value.split("|")) if value else ()
