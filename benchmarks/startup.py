"""How long `rashomon --help` takes beyond an interpreter that does nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

from alternate import alternate, report

TURNS = 15
ALLOWED_SECONDS = 0.25


def main() -> int:
    """Measure, print; 1 where help is later than allowed."""
    seconds = alternate(
        {
            "python -c pass": [sys.executable, "-c", "pass"],
            "rashomon --help": [str(Path(sys.executable).with_name("rashomon")), "--help"],
        },
        TURNS,
    )
    later = median(seconds["rashomon --help"]) - median(seconds["python -c pass"])
    report(seconds, {"seconds_more": later}, f"{later:.3f} s more; allowed are {ALLOWED_SECONDS} s")
    return int(later > ALLOWED_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
