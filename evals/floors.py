"""Floors: figures that a change must not fall under, and the data that they were measured on.

They stand in ``floors.toml``. A floor is raised when the product gets better, and lowered only with a new reason beside
it. The data is digested, so that figures of other data are never held against them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec

from evals.report import Report

__all__ = ["FLOORS", "Floor", "digest", "read_floors", "shortfalls"]

FLOORS = Path(__file__).parent / "floors.toml"


class Floor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one task must reach on one file of data."""

    task: str
    home: Literal["own", "evaluation"]
    """Whose the data is: the small corpus in ``tests/corpus``, or the folder that the setting ``eval`` names."""
    data: str
    """Path of the data from its home."""
    sha256: str
    """`digest` of the files that the task reads for it."""
    since: date
    reason: str
    """Why the floors are what they are."""
    least: dict[str, float] = {}
    """By the figure's key."""
    most: dict[str, float] = {}
    """The same for figures that are better the smaller they are."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    floor: tuple[Floor, ...]


def read_floors(path: Path = FLOORS) -> tuple[Floor, ...]:
    """All floors. Raises msgspec.ValidationError for a file of another form: it is ours, so that is a bug."""
    return msgspec.toml.decode(path.read_bytes(), type=_File).floor


def digest(files: Iterable[Path]) -> str:
    """One SHA-256 over the names and bytes of ``files``, in order of name: the same wherever they lie."""
    parts = sorted((path.name, sha256(path.read_bytes()).hexdigest()) for path in files)
    return sha256("".join(f"{name}\0{content}\n" for name, content in parts).encode("utf-8")).hexdigest()


def shortfalls(floor: Floor, report: Report) -> list[str]:
    """One line for each figure of ``report`` that is missing or under its floor."""
    figures = report.figures
    bounds = [
        *((key, least, figures.get(key, float("-inf")) >= least) for key, least in floor.least.items()),
        *((key, most, figures.get(key, float("inf")) <= most) for key, most in floor.most.items()),
    ]
    return [
        f"{floor.task} on {floor.data}: {key} is {figures.get(key, 'not measured')}, its floor is {bound}"
        for key, bound, held in bounds
        if not held
    ]
