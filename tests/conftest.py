"""How every test runs: Hypothesis draws the same examples in CI each time, and never counts the milliseconds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import settings

from rashomon.settings import from_environment

if TYPE_CHECKING:
    import pytest

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud when the product was held against the small corpus only."""
    ran = [r for outcome in ("passed", "failed", "skipped") for r in terminalreporter.getreports(outcome)]
    measured = any("test_no_figure_falls_under_its_floor" in report.nodeid for report in ran)
    if measured and from_environment().eval is None:
        message = (
            "RASHOMON_EVAL is not set: the floors were checked on the small corpus in tests/corpus only, "
            "and the tasks claims and cases not against the scripts beside their data"
        )
        terminalreporter.write_sep("=", message, yellow=True, bold=True)
