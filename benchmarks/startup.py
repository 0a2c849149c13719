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
    runs = alternate(
        {
            "python -c pass": [sys.executable, "-c", "pass"],
            "rashomon --help": [str(Path(sys.executable).with_name("rashomon")), "--help"],
        },
        TURNS,
    )
    nothing, help_page = (median(s.wall for s in seconds) for seconds in runs.values())
    later = help_page - nothing
    report(runs, {"seconds_more": later}, f"{later:.3f} s more; allowed are {ALLOWED_SECONDS} s")
    return int(later > ALLOWED_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
