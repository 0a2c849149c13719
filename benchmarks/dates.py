"""How often and how fast the day of publication is found in pages, against htmldate, fast and extensive, on the same.

In every round each reader has its turn at all the pages, from the bytes on; who goes first changes from round to round.
What htmldate remembers of strings it has read is forgotten before each turn, so that none lives on another.
"""

from __future__ import annotations

import gzip
import json
import logging
import sys
import time
from collections.abc import Callable
from statistics import median

from alternate import Seconds, report
from folder import options_of
from htmldate import find_date
from htmldate.meta import reset_caches

from evals.tasks.dates import told_by
from rashomon.errors import InputError

ALLOWED_RATIO = 1.0
ROUNDS = 5
OURS, FAST, EXTENSIVE = "rashomon", "htmldate fast", "htmldate extensive"

Reader = Callable[[bytes, str], str | None]


def main() -> int:
    """Measure, print; 1 where the time is not within what is allowed or a peer is right more often."""
    options = options_of(__doc__ or "", "dates", ROUNDS)
    if options.data is None:
        sys.stdout.write("no pages: name a folder with --data, or the evaluation data with RASHOMON_EVAL\n")
        return 0
    logging.disable(logging.CRITICAL)
    gold = json.loads((options.data / "gold.json").read_text(encoding="utf-8"))
    pages = [(gzip.decompress((options.data / name).read_bytes()), row["url"]) for name, row in gold.items()]
    days = [row["published"] for row in gold.values()]
    figures: dict[str, float] = {}
    for name, reader in READERS.items():  # a first round, not timed: it loads what is loaded once
        figures |= _figures(name, [reader(*page) for page in pages], days)
    runs = _alternate(pages, options.rounds)
    seconds = {name: median(s.processor for s in runs[name]) for name in READERS}
    ratio = seconds[OURS] / seconds[EXTENSIVE]
    figures |= {"ratio to extensive": ratio, "ratio to fast": seconds[OURS] / seconds[FAST]}
    verdict = f"{ratio:.2f} times htmldate extensive's time; allowed is {ALLOWED_RATIO}, on {len(pages)} pages"
    report(runs, figures, verdict)
    return int(ratio > ALLOWED_RATIO or figures[f"{OURS} F1"] < figures[f"{EXTENSIVE} F1"])


def _ours(data: bytes, url: str) -> str | None:
    try:
        return told_by(data, "page", url).published
    except InputError:
        return None


def _fast(data: bytes, url: str) -> str | None:
    return find_date(data, url=url, extensive_search=False, original_date=True)


def _extensive(data: bytes, url: str) -> str | None:
    return find_date(data, url=url, extensive_search=True, original_date=True)


READERS: dict[str, Reader] = {OURS: _ours, FAST: _fast, EXTENSIVE: _extensive}


def _figures(name: str, given: list[str | None], days: list[str]) -> dict[str, float]:
    """F1 and accuracy, as `python -m evals dates` defines them."""
    right = sum(answer == day for answer, day in zip(given, days, strict=True))
    return {f"{name} F1": 2 * right / (right + len(days)), f"{name} accuracy": right / len(days)}


def _alternate(pages: list[tuple[bytes, str]], rounds: int) -> dict[str, list[Seconds]]:
    """Seconds of each reader for all pages, one entry a round."""
    names = list(READERS)
    runs: dict[str, list[Seconds]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in (*names[turn % len(names) :], *names[: turn % len(names)]):
            reset_caches()
            wall, processor = time.perf_counter(), time.process_time()
            for page in pages:
                READERS[name](*page)
            runs[name].append(Seconds(time.perf_counter() - wall, time.process_time() - processor))
    return runs


if __name__ == "__main__":
    sys.exit(main())
