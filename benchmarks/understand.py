"""How fast `rashomon.understand` reads, against the bare spaCy pipeline, all its components, on the same articles."""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from alternate import Seconds, report

import rashomon
from rashomon.annotation.parsing import MODELS

ARTICLES = 200
CHUNK = 20
"""Articles between two turns."""
ALLOWED_RATIO = 0.8
ALLOWED_GB = 1.2
CORPUS = Path(__file__).parents[1] / "tests" / "corpus"


def main() -> int:
    """Measure, print; 1 where a figure is not within what is allowed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=_default(), help="JSON lines with a `text` each")
    parser.add_argument("--memory", action="store_true", help="only understand the articles and print the peak in GB")
    options = parser.parse_args()
    try:
        texts = _texts(options.data)
    except (OSError, ValueError, KeyError) as error:
        parser.error(f"{options.data}: no JSON lines with a text each ({error})")
    if options.memory:
        for text in texts:
            rashomon.understand(rashomon.from_text(text))
        sys.stdout.write(f"{_peak_gb()}\n")
        return 0
    memory = _memory_of_a_process(options.data)  # before this process grows: a child's peak begins with its parent's
    runs, words = _alternate(texts)
    peer, ours = (median(count / s.wall for count, s in zip(words, seconds, strict=True)) for seconds in runs.values())
    ratio = ours / peer
    verdict = (
        f"{peer:.0f} and {ours:.0f} words a second: {ratio:.2f} times; allowed is at least {ALLOWED_RATIO}\n"
        f"{memory:.2f} GB at the peak; allowed are {ALLOWED_GB}"
    )
    figures = {"ratio": ratio, "gigabytes": memory, "words": sum(words), "words_a_second": ours}
    report(runs, figures, verdict)
    return int(ratio < ALLOWED_RATIO or memory > ALLOWED_GB)


def _default() -> Path | None:
    """The labelled articles of the evaluation, where they are."""
    folder = os.environ.get("RASHOMON_EVAL")
    found = Path(folder) / "attribution" / "train.jsonl" if folder else None
    return found if found and found.exists() else None


def _texts(data: Path | None) -> list[str]:
    """The texts of the articles, repeated where there are too few of them."""
    if data is None:
        found = [path.read_text(encoding="utf8") for path in sorted(CORPUS.rglob("*.txt"))]
    else:
        with data.open(encoding="utf8") as lines:
            found = [json.loads(line)["text"] for line in islice(lines, ARTICLES)]
    if not found:
        raise ValueError("it is empty")
    return list(islice(cycle(found), ARTICLES))


def _memory_of_a_process(data: Path | None) -> float:
    """The peak, in GB, of a process that understands the articles and does nothing else."""
    if data is None:
        sys.stdout.write(
            "RASHOMON_EVAL has no attribution/train.jsonl: the few texts of tests/corpus, again and again\n"
        )
    command = [sys.executable, __file__, "--memory", *(("--data", str(data)) if data else ())]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _peak_gb() -> float:
    """The most memory that this process has held; Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e9 if sys.platform == "darwin" else peak * 1024 / 1e9


def _alternate(texts: list[str]) -> tuple[dict[str, list[Seconds]], list[int]]:
    """Each reader's runs, one a chunk, and the words of each chunk; a first chunk warms up and is not counted."""
    import spacy

    pipeline = next(filter(importlib.util.find_spec, MODELS))
    nlp = spacy.load(pipeline)
    runs: dict[str, list[Seconds]] = {pipeline: [], "rashomon.understand": []}
    words: list[int] = []
    chunks = [texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)]
    for number, chunk in enumerate([chunks[0], *chunks]):
        articles = [rashomon.from_text(text) for text in chunk]
        begun = _now()
        docs = list(nlp.pipe(chunk))
        peer = _since(begun)
        count = sum(not token.is_space for doc in docs for token in doc)
        del docs
        begun = _now()
        for article in articles:
            rashomon.understand(article)
        ours = _since(begun)
        if number:
            words.append(count)
            for seconds, spent in zip(runs.values(), (peer, ours), strict=True):
                seconds.append(spent)
    return runs, words


def _now() -> Seconds:
    return Seconds(time.perf_counter(), time.process_time())


def _since(begun: Seconds) -> Seconds:
    return Seconds(*(now - then for now, then in zip(_now(), begun, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
