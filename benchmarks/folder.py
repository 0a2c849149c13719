"""The options of a benchmark on labelled pages."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

__all__ = ["options_of"]


def options_of(about: str, name: str, rounds: int) -> argparse.Namespace:
    """``data``, a folder or None, by default that of this name in the evaluation data, where it is; and ``rounds``."""
    folder = os.environ.get("RASHOMON_EVAL")
    found = Path(folder) / "pages" / name if folder else None
    parser = argparse.ArgumentParser(description=about)
    default = found if found and found.exists() else None
    parser.add_argument("--data", type=Path, default=default, help="a folder of pages with a gold.json")
    parser.add_argument("--rounds", type=int, default=rounds)
    return parser.parse_args()
