"""How long comparing the two example articles takes, against only loading the spaCy pipeline that it uses."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from statistics import median

from alternate import alternate, report

from rashomon.annotation.parsing import MODELS

TURNS = 7
ALLOWED_RATIO = 2.2
ARTICLES = sorted(map(str, (Path(__file__).parents[1] / "examples" / "syria-2018").glob("*.txt")))


def main() -> int:
    """Measure, print; 1 where the ratio is over what is allowed."""
    if importlib.util.find_spec("torch"):
        sys.stdout.write("torch is installed here: it slows spaCy's import and so flatters the ratio\n")
    pipeline = next(filter(importlib.util.find_spec, MODELS))
    runs = alternate(
        {
            f"spacy.load({pipeline})": [sys.executable, "-c", f"import spacy; spacy.load({pipeline!r})"],
            "rashomon compare": [str(Path(sys.executable).with_name("rashomon")), "compare", *ARTICLES],
        },
        TURNS,
    )
    peer, ours = runs.values()
    ratio = median(s.wall for s in ours) / median(s.wall for s in peer)
    on_processor = median(s.processor for s in ours) / median(s.processor for s in peer)
    verdict = f"{ratio:.2f} times the time ({on_processor:.2f} on the processor); allowed is {ALLOWED_RATIO}"
    report(runs, {"ratio": ratio, "processor_ratio": on_processor}, verdict)
    return int(ratio > ALLOWED_RATIO)


if __name__ == "__main__":
    sys.exit(main())
