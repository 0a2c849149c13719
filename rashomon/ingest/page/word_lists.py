"""The word lists in ``data``: class and id names by role, and phrases around articles."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

__all__ = ["any_of", "sections"]

DATA = Path(__file__).parent / "data"
HEAD = re.compile(r"\[(\w+)\]")


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Return the lines below each ``[head]`` of ``data/name.txt``, in order, without blank lines and comments."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if head := HEAD.fullmatch(line):
            lines = found.setdefault(head[1], [])
        elif line and line[0] != "#":
            lines.append(line)
    return {head: tuple(lines) for head, lines in found.items()}


def any_of(name: str, head: str) -> str:
    """Return a regular expression for any of the lines below a head."""
    return f"(?:{'|'.join(sections(name)[head])})"
