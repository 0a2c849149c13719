"""Floors: the least that each figure must reach, and the data on which they were measured.

They are kept in ``floors.toml``. A floor is raised when the product gets better, and lowered only with a new reason.
Each has a digest of its data, so that figures measured on other data are never compared with it.
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
    """The least that one task must reach on one file of data."""

    task: str
    home: Literal["own", "evaluation"]
    """Where the data is: in ``tests/corpus``, or in the folder that the setting ``eval`` names."""
    data: str
    """Path of the data, relative to its home."""
    sha256: str
    """`digest` of the files that the task reads for it."""
    since: date
    reason: str
    """Why the floors have these values."""
    least: dict[str, float] = {}
    """Lower bounds, by the figure's key."""
    most: dict[str, float] = {}
    """Upper bounds, for figures that are better the smaller they are."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    floor: tuple[Floor, ...]


def read_floors(path: Path = FLOORS) -> tuple[Floor, ...]:
    """Read all floors. Raises msgspec.ValidationError for a malformed file, which is a bug: it is ours."""
    return msgspec.toml.decode(path.read_bytes(), type=_File).floor


def digest(files: Iterable[Path]) -> str:
    """Hash the names and contents of ``files``, sorted by name; the folder does not matter."""
    parts = sorted((path.name, sha256(path.read_bytes()).hexdigest()) for path in files)
    return sha256("".join(f"{name}\0{content}\n" for name, content in parts).encode("utf-8")).hexdigest()


def shortfalls(floor: Floor, report: Report) -> list[str]:
    """Describe each figure of ``report`` that is missing or breaks its bound, a line each."""
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
