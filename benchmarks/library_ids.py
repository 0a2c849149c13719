"""Whether every id stays: the articles of many stories are added one by one, in several orders.

``python benchmarks/library_ids.py [--data FILE] [--stories 50] [--orders 3] [--seed 1]``. ``FILE`` has JSON lines with
``text``, ``title``, ``published`` and ``story``, or the articles understood (`rashomon.dump_understanding`); by default
it is `stories/basil.jsonl` of ``RASHOMON_EVAL``. After each article every id that a dossier ever had is resolved.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import rashomon
from rashomon.types import Dossier, Understanding


def main() -> int:
    """Add, resolve, print; 1 where an id does not resolve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=_default())
    parser.add_argument("--stories", type=int, default=50)
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    read = understandings(given.data, given.stories)
    draw = random.Random(given.seed)
    failed = 0
    for number in range(given.orders):
        order = list(read)
        if number:
            draw.shuffle(order)
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder, rashomon.Library(Path(folder) / "library.db") as library:
            ids, lost = added(library, order)
            stories = len(library.stories(several=True))
        failed += len(lost)
        took = time.monotonic() - started
        sys.stdout.write(
            f"order {number + 1}: {len(order)} articles, {stories} stories of several, {ids:,} ids, "
            f"{len(lost)} do not resolve, {took:.0f} s\n"
        )
        sys.stdout.write("".join(f"  {line}\n" for line in lost[:10]))
        sys.stdout.flush()
    return int(failed > 0)


def _default() -> Path:
    return Path(os.environ.get("RASHOMON_EVAL", ".")) / "stories" / "basil.jsonl"


def understandings(data: Path, stories: int) -> list[Understanding]:
    """Return the articles of the first stories, understood."""
    out: list[Understanding] = []
    seen: dict[str, None] = {}
    for line in data.read_bytes().split(b"\n"):
        if not line:
            continue
        row = json.loads(line)
        if "understanding" in row:
            found = rashomon.load_understanding(line, any_version=True)
            story = str(found.article.file).rpartition("_")[0]
        else:
            story = row["story"]
            found = None
        seen.setdefault(story)
        if len(seen) > stories:
            break
        out.append(found or rashomon.understand(_article(row)))
    return out


def _article(row: dict[str, str]) -> rashomon.Article:
    return rashomon.from_text(
        row["text"], name=row["id"], title=row.get("title") or None, published=row.get("published") or None
    )


def added(library: rashomon.Library, order: list[Understanding]) -> tuple[int, list[str]]:
    """Add articles one by one; return how many ids there were, and those that did not resolve at some time."""
    dossiers: dict[str, Dossier] = {}
    ever: dict[str, str] = {}
    lost: dict[str, str] = {}
    for number, one in enumerate(order):
        report = library.add([one])
        for story in report.stories:
            try:
                dossiers[story] = library.story(story)
            except rashomon.UsageError:  # one article
                dossiers.pop(story, None)
        for story in [s for s in dossiers if library.resolve(s) != s]:
            del dossiers[story]
        now = {i for d in dossiers.values() for i in ids_of(d)} | {s.id for s in library.stories()}
        for given in ever:
            if given not in now and library.resolve(given) not in now:
                lost.setdefault(given, f"{given}, in the dossier after article {ever[given]}, not after {number + 1}")
        ever.update((i, str(number + 1)) for i in now)
    return len(ever), list(lost.values())


def ids_of(dossier: Dossier) -> set[str]:
    """Return every id that a dossier has."""
    parts = (
        *(dossier.articles, dossier.entities, dossier.statements, dossier.claims),
        *(dossier.figures, dossier.attributions, dossier.events),
    )
    return {x.id for part in parts for x in part}


if __name__ == "__main__":
    sys.exit(main())
