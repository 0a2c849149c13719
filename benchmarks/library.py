"""How soon a library of 100,000 articles answers: opening, 200 searches, memory, and adding an article.

``python benchmarks/library.py [--articles 100000] [--library PATH|URL] [--seed 1] [--adds 200] [--data FILE]``. The
articles are generated from a seed and loaded as if they had been understood: words by their frequency in English, each
article about one of many topics, with 30 to 44 statements that have speakers and vectors. What is added then are real
texts (`--data`, JSON lines with a `text` each, by default those of ``RASHOMON_EVAL``), understood as they are added.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert

import rashomon
from rashomon.api import made_here
from rashomon.encoder.words import _table
from rashomon.library import articles, records, schema
from rashomon.library.opening import Store, open_store
from rashomon.library.records import Rows
from rashomon.library.terms import DIMENSIONS, facet, terms, tsvector
from rashomon.library.vectors import SIZE, quantised
from rashomon.settings import Settings, from_environment

ALLOWED = {"search p95 ms": 150.0, "add ratio": 2.0, "open s": 1.0, "search MB": 600.0}
BATCH = 500
TOPIC_OF = 20
"""Articles of one topic, which are one story."""
WORDS = (300, 600)
STATEMENTS = (30, 44)
FIRST = date(2024, 1, 1)
DAYS = 700
SYLLABLES = ("ba", "ren", "tok", "vel", "mi", "dor", "sa", "lun", "ke", "ha", "ro", "ti", "no", "gra", "wes", "pel")


def main() -> int:
    """Load, measure in a process of its own, print; 1 where a figure is over what is allowed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--adds", type=int, default=200)
    parser.add_argument("--library", help="one that is there is measured as it is; by default in a new folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, help="JSON lines with a `text` each, for what is added")
    parser.add_argument("--measure", choices=("search", "add"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        figures = search(given.library, given.seed) if given.measure == "search" else add(given)
        sys.stdout.write(json.dumps(figures))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        url = given.library or str(Path(folder) / "library.db")
        load(url, given.articles, given.seed)
        figures: dict[str, float] = {}
        for what in ("search", "add") if given.adds else ("search",):
            options = ["--measure", what, "--library", url, "--seed", str(given.seed), "--adds", str(given.adds)]
            options += ["--data", str(given.data)] if given.data else []
            run = subprocess.run([sys.executable, __file__, *options], check=True, stdout=subprocess.PIPE)
            figures |= json.loads(run.stdout)
    for name, figure in figures.items():
        sys.stdout.write(f"{name:<20} {figure:>10,.2f}{f'   allowed {ALLOWED[name]}' if name in ALLOWED else ''}\n")
    sys.stdout.write(json.dumps(figures) + "\n")
    return int(any(figures[name] > most for name, most in ALLOWED.items() if name in figures))


def vocabulary() -> tuple[list[str], np.ndarray]:
    """Return words of English and how often each is, by Zipf's law."""
    names, _, ranks = _table()
    known = sorted((int(ranks[row]), word) for word, row in names.items() if ranks[row] and word.isalpha())
    words = list(dict.fromkeys(t for _, word in known for t in terms(word)))
    weights = 1 / (np.arange(len(words)) + 2.7)
    return words, weights / weights.sum()


def load(url: str, many: int, seed: int) -> None:
    """Fill an empty library with generated articles, as `rashomon.Library.add` would have kept them."""
    settings = from_environment()
    store = open_store(url)
    with store.read() as connection:
        there = connection.execute(schema.version.select().limit(1)).first()
    if there is None:
        started = time.monotonic()
        made = records.made_hash(made_here(settings))
        source = Generator(seed)
        for at in range(0, many, BATCH):
            _load(store, source, range(at, min(at + BATCH, many)), made)
        sys.stderr.write(f"{many:,} articles were loaded in {time.monotonic() - started:.0f} s\n")
    store.close()


class Generator:
    """Articles by number."""

    def __init__(self, seed: int) -> None:
        self.draw = np.random.default_rng(seed)
        self.words, self.weights = vocabulary()
        names = random.Random(seed)
        self.people = [
            " ".join("".join(names.choices(SYLLABLES, k=names.randint(2, 3))).title() for _ in range(2))
            for _ in range(3_000)
        ]
        self.topics: dict[int, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}

    def topic(self, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the words of a topic, and where its articles and statements lie."""
        if number not in self.topics:
            words = self.draw.integers(100, len(self.words), 60)
            self.topics = {number: (words, self.draw.normal(size=DIMENSIONS), self.draw.normal(size=SIZE))}
        return self.topics[number]

    def article(self, number: int) -> tuple[rashomon.Article, Rows]:
        """Return an article and its rows."""
        draw = self.draw
        own, middle, centre = self.topic(number // TOPIC_OF)
        count = int(draw.integers(*WORDS))
        drawn = draw.choice(len(self.words), count, p=self.weights)
        drawn = np.where(draw.random(count) < 0.15, own[draw.integers(0, len(own), count)], drawn)
        words = [self.words[i] for i in drawn]
        text = " ".join(words)
        day = (FIRST + timedelta(days=(number // TOPIC_OF * 7 + number % 3) % DAYS)).isoformat()
        outlet = f"Outlet {int(draw.integers(0, 200))}"
        article = rashomon.from_text(text[:60] + f" {number}", name=f"{number}.txt", published=day, outlet=outlet)
        speakers = [self.people[int(i)] for i in (draw.pareto(1.0, 4) * 20).astype(int) % len(self.people)]
        several = int(draw.integers(*STATEMENTS))
        near = draw.normal(size=(several, SIZE)) + centre
        vector = draw.normal(size=DIMENSIONS) * 0.5 + middle
        facets = {facet("s", t) for s in speakers for t in terms(s)} | {facet("o", t) for t in terms(outlet)}
        facets |= {facet("e", t) for s in speakers for t in terms(s)}
        rows = Rows(
            mentions=tuple(
                {"entity": f"e{number}-{i}", "kind": "person", "name": s, "start": i, "end": i + 9, "mentions": 3}
                for i, s in enumerate(speakers)
            ),
            statements=tuple(self._statement(number, i, words, speakers) for i in range(several)),
            terms=text,
            facets=" ".join(sorted(facets)),
            tsvector=tsvector(words, sorted(facets)),
            vector=(vector / np.linalg.norm(vector)).astype(np.float16).tobytes(),
            statement_vectors=quantised(near.astype(np.float32)),
        )
        return article, rows

    def _statement(self, number: int, place: int, words: list[str], speakers: list[str]) -> dict[str, Any]:
        start = place * 8
        speaker = speakers[place % 8] if place % 8 < len(speakers) else ""
        return {
            "id": "s" + sha256(f"{number} {place}".encode()).hexdigest()[:16],
            "start": start,
            "end": start + 60,
            "text": " ".join(words[start : start + 12]),
            "speaker": speaker,
            "said_by": f" {' '.join(terms(speaker))} " if speaker else " ",
            "via": " ",
            "quoted": place % 5 == 0,
            "hedged": place % 7 == 0,
        }


def _load(store: Store, source: Generator, numbers: range, made: str) -> None:
    values: dict[Any, list[dict[str, Any]]] = {}

    def put(table: Any, **row: Any) -> None:
        values.setdefault(table, []).append(row)

    bodies: list[tuple[int, Rows]] = []
    for n in numbers:
        number = n + 1
        article, rows = source.article(n)
        put(schema.article, number=number, key=f"file:{n}.txt", added=articles.now())
        reading = records.reading_hash(article)
        columns = {"outlet": article.outlet, "title": article.title, "published": article.published}
        put(
            schema.version,
            number=number,
            article=number,
            id=article.id,
            identity=records.identity_hash(article),
            reading=reading,
            text_sha256=article.text_sha256,
            added=articles.now(),
            data=records.pack(article),
            **columns,
        )
        put(schema.understanding, reading=reading, made=made, data=b"\0" * 2_000)
        for table, some in ((schema.mention, rows.mentions), (schema.statement, rows.statements)):
            for row in some:
                put(table, version=number, **row)
        put(schema.vector, version=number, data=rows.vector)
        put(schema.statement_vector, version=number, data=rows.statement_vectors)
        bodies.append((number, rows))
        topic = n // TOPIC_OF + 1
        if n % TOPIC_OF == 0:
            days = {"first_day": article.published, "last_day": article.published}
            put(
                schema.story,
                number=topic,
                id=f"t{topic:012x}",
                headline=f"Topic {topic}",
                revision=1,
                compared=1,
                **days,
            )
        put(schema.membership, version=number, story=topic)
    order = [schema.article, schema.version, schema.story]
    with store.write() as connection:
        for table in (*order, *(t for t in values if t not in order)):
            if table in values:
                connection.execute(insert(table), values[table])
        articles.insert_bodies(connection, bodies)


def queries(seed: int) -> list[str]:
    """Return 200 queries: words from the most frequent to rare ones, one to three, phrases, and operators."""
    draw = random.Random(seed)
    words, _ = vocabulary()
    people = Generator(seed).people

    def word() -> str:
        return words[int(len(words) ** draw.uniform(0.25, 0.98))]

    out = [word() for _ in range(50)]
    out += [f"{word()} {word()}" for _ in range(50)]
    out += [f"{word()} {word()} {word()}" for _ in range(30)]
    out += [f'{word()} said-by:"{people[int(draw.paretovariate(1.0) * 20) % len(people)]}"' for _ in range(25)]
    out += [f"{word()} day:2024-{draw.randint(1, 12):02}" for _ in range(15)]
    out += [f"{word()} outlet:{draw.randint(0, 199)}" for _ in range(10)]
    out += [f'"{words[draw.randint(1, 60)]} {words[draw.randint(1, 60)]}"' for _ in range(10)]
    out += [f"{word()} {kind}" for kind in ("quoted:yes", "hedged:yes") for _ in range(5)]
    return out


def search(url: str, seed: int) -> dict[str, float]:
    """Return how long opening and each query takes, and the peak of memory."""
    begun = time.perf_counter()
    library = rashomon.Library(url, settings=_settings())
    opened = time.perf_counter() - begun
    library.outdated()
    told = time.perf_counter() - begun
    begun = time.perf_counter()
    library.search("the first search")
    first = time.perf_counter() - begun
    times, processor = [], []
    found = 0
    slow = []
    for query in queries(seed):
        begun, used = time.perf_counter(), time.process_time()
        found += len(library.search(query))
        times.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
        slow.append((times[-1], query))
    library.close()
    for took, query in sorted(slow)[-8:]:
        sys.stderr.write(f"{took:8.1f} ms  {query}\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "open s": told,
        "open alone s": opened,
        "first search s": first,
        "search median ms": float(np.percentile(times, 50)),
        "search p95 ms": float(np.percentile(times, 95)),
        "search max ms": max(times),
        "processor p95 ms": float(np.percentile(processor, 95)),
        "search MB": peak,
        "results": found,
    }


def _settings() -> Settings:
    return from_environment()


def add(given: argparse.Namespace) -> dict[str, float]:
    """Return how long understanding real articles takes, and keeping them, with their stories compared."""
    data = given.data or Path(os.environ.get("RASHOMON_EVAL", "")) / "stories" / "basil.jsonl"
    rows = [json.loads(line) for line in data.read_text(encoding="utf-8").split("\n") if line]
    library = rashomon.Library(given.library, settings=_settings())
    library.search("the first search")
    understood, kept = [], []
    for n, row in enumerate(rows[: given.adds + 1]):
        article = rashomon.from_text(
            row["text"],
            name=f"add-{n}-{time.time_ns()}",
            title=row.get("title") or None,
            published=row.get("published"),
        )
        begun = time.perf_counter()
        found = rashomon.understand(article)
        between = time.perf_counter()
        library.add([found])
        if n:  # the first loads the parser and the nets
            understood.append(between - begun)
            kept.append(time.perf_counter() - between)
    library.close()
    return {
        "adds": len(kept),
        "understand s": float(np.mean(understood)),
        "keep s": float(np.mean(kept)),
        "add ratio": 1 + sum(kept) / sum(understood),
    }


if __name__ == "__main__":
    sys.exit(main())
