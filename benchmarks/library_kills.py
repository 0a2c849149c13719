"""Kill processes that add articles and correct them, at random moments, and look for what was lost or is half there.

``python benchmarks/library_kills.py [--kills 200] [--library PATH|URL] [--seed 1]``: a process adds articles that were
understood before, one after another, compares their stories and makes corrections and takes them back; it prints a line
for each that is done. After each ``kill -9`` the library is opened, checked by the database's own means and ours, and
held against all the lines that were printed.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

import rashomon
from rashomon.api import made_here
from rashomon.library.corrections import place_of
from rashomon.settings import Settings

UNDERSTOOD = Path(__file__).parents[1] / "tests" / "library" / "understood.jsonl"
LONGEST_S = 0.6
"""Longest time that a process is let run after its first line."""


def main() -> int:
    """Run the kills and print what was found; the exit code is 1 where anything was."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--library", help="an empty one; by default in a new folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work is not None:
        work(given.library, given.work)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = kill_often(given.library or str(Path(folder) / "library.db"), given.kills, given.seed)
    say(*found[:20])
    return 1 if found else 0


def say(*lines: str) -> None:
    """Print lines at once."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def kill_often(url: str, kills: int, seed: int) -> list[str]:
    """Kill that many processes; return what was lost, doubled or damaged."""
    draw = random.Random(seed)
    reported: dict[str, set[str]] = {"article": set(), "correction": set(), "undone": set()}
    found: list[str] = []
    started = time.monotonic()
    for number in range(kills):
        reported_by(url, number, draw.uniform(0, LONGEST_S), reported)
        found += [f"kill {number + 1}: {problem}" for problem in problems(url, reported)]
    counts = ", ".join(f"{len(ids)} of {kind}" for kind, ids in reported.items())
    say(f"{kills} kills in {time.monotonic() - started:.0f} s: {counts} reported; {len(found)} problems")
    return found


def reported_by(url: str, number: int, wait_s: float, reported: dict[str, set[str]]) -> None:
    """Run a process, kill it a moment after its first line, and add what it had reported by then."""
    command = [sys.executable, __file__, "--library", url, "--work", str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(wait_s)
        process.kill()
        lines += process.stdout.readlines()
    for line in lines:
        kind, _, name = line.strip().partition(" ")
        if line.endswith("\n") and kind in reported:
            reported[kind].add(name)


def problems(url: str, reported: dict[str, set[str]]) -> list[str]:
    """Return what is wrong with the library, given what was reported."""
    try:
        with rashomon.Library(url) as library:
            found = list(library.check())
            there = library.articles()
            found += [f"article {i} is lost" for i in reported["article"] - set(there)]
            corrections = {k.correction.id: k for k in library.corrections()}
            found += [f"correction {i} is lost" for i in reported["correction"] - set(corrections)]
            found += [f"undoing of {i} is lost" for i in reported["undone"] if not corrections[i].undone]
            names = [str(library.article(i).file) for i in there]
            found += [f"{name} is there twice" for name in {n for n in names if names.count(n) > 1}]
    except rashomon.RashomonError as error:
        return [f"it does not open: {error}"]
    return found


def work(url: str, number: int) -> None:
    """Add articles, compare their stories, correct and take back, and report each on a line, until killed."""
    made = made_here(Settings())
    lines = UNDERSTOOD.read_bytes().splitlines()
    every = [replace(rashomon.load_understanding(x, any_version=True), made=made) for x in lines]
    with rashomon.Library(url, grouping=lambda articles: [{a.id} for a in articles]) as library:
        say("ready")
        for turn in range(1_000_000):
            one = every[turn % len(every)]
            named = replace(one, article=replace(one.article, file=f"{number}-{turn}.txt"))
            added = library.add([named], compare=False).added[0]
            say(f"article {added.article.id}")
            if turn % 3 == 0:
                library.update()
            if turn % 4 == 3:
                place = place_of(library.article(added.article.id))
                correction = library.correct("date", "accept", [place], who=f"process {number}")
                say(f"correction {correction.id}")
                library.undo(correction.id, who=f"process {number}")
                say(f"undone {correction.id}")


if __name__ == "__main__":
    sys.exit(main())
