"""How long finding what is copied takes, in many articles and in twice as many, and beside datasketch's MinHash LSH.

The articles are made from the sentences of real ones: words exchanged so that what two of them share by chance is what
two real articles would, then copies planted. Everything is drawn from a seed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

ARTICLES = 100_000
PEER_ARTICLES = 10_000
ALLOWED_SECONDS = 180
ALLOWED_GB = 2.0
ALLOWED_GROWTH = 2.3
SEED = 4
WORDS = (400, 600)
EXCHANGED = 0.4
"""Share of a sentence's words that are exchanged for others of the corpus."""
THRESHOLD = 0.5
"""Jaccard similarity from which the peers call two articles near duplicates."""
PERMUTATIONS = 128


class Planted(NamedTuple):
    """An article, and the number of the one that it copies, itself where it is new."""

    text: str
    kind: str
    source: int


def make(data: Path, count: int, target: Path) -> None:
    """Write ``count`` articles, of which 10 in 100 are light edits of an earlier one, 2 the same, 5 reuse a passage.

    The first article of each thousand is a wire text that 20 others of that thousand carry.
    """
    draw = random.Random(SEED)
    sentences, pool = _sentences(data)
    texts: list[str] = []
    with target.open("w", encoding="utf8") as out:
        while len(texts) < count:
            made = _article(texts, sentences, pool, draw)
            texts.append(made.text)
            out.write(f"{json.dumps(made)}\n")


def _article(texts: list[str], sentences: list[list[str]], pool: list[str], draw: random.Random) -> Planted:
    number = len(texts)
    chance = draw.random()
    source = draw.randrange(number) if number else 0
    if 0 < number % 1000 <= 20:
        wire = number - number % 1000
        return Planted(_paragraphs(_edited(texts[wire].split(), pool, draw)), "near", wire)
    if number and chance < 0.10:
        return Planted(_paragraphs(_edited(texts[source].split(), pool, draw)), "near", source)
    if number and chance < 0.12:
        return Planted(texts[source], "exact", source)
    words = _new(sentences, pool, draw)
    if number and chance < 0.17:
        at, length, to = draw.randrange(250), draw.randint(30, 80), draw.randrange(len(words))
        words[to:to] = texts[source].split()[at : at + length]
        return Planted(_paragraphs(words), "passage", source)
    return Planted(_paragraphs(words), "new", number)


def _sentences(data: Path) -> tuple[list[list[str]], list[str]]:
    """Sentences as words, without quotation marks: exchanged words would leave them open."""
    sentences = []
    for name in ("ecb.jsonl", "basil.jsonl"):
        with (data / name).open(encoding="utf8") as lines:
            for line in lines:
                found = re.split(r"(?<=[.!?])\s+|\n", re.sub('["“”]', "", json.loads(line)["text"]))
                sentences += [words for one in found if 6 <= len(words := one.split()) <= 60]
    return sentences, [word for words in sentences for word in words]


def _new(sentences: list[list[str]], pool: list[str], draw: random.Random) -> list[str]:
    words: list[str] = []
    length = draw.randint(*WORDS)
    while len(words) < length:
        words += [draw.choice(pool) if draw.random() < EXCHANGED else w for w in draw.choice(sentences)]
    return words


def _edited(words: list[str], pool: list[str], draw: random.Random) -> list[str]:
    """Every twentieth word exchanged, a tenth of the text cut."""
    start = draw.randrange(len(words))
    cut = [*words[:start], *words[start + len(words) // 10 :]]
    return [draw.choice(pool) if draw.random() < 0.05 else w for w in cut]


def _paragraphs(words: list[str]) -> str:
    return "\n".join(" ".join(words[at : at + 60]) for at in range(0, len(words), 60))


def find(made: list[Planted]) -> set[tuple[int, int]]:
    """The pairs that Rashomon finds, by number."""
    from rashomon.types import Article

    articles = []
    for number, one in enumerate(made):
        digest = sha256(one.text.encode()).hexdigest()
        articles.append(Article(id=f"{number:06}", text=one.text, text_sha256=digest, bytes_sha256=digest))
    import rashomon

    return {(int(c.left), int(c.right)) for c in rashomon.copies(articles)}


def find_by_datasketch(made: list[Planted]) -> set[tuple[int, int]]:
    """The pairs that MinHash LSH finds on shingles of five words, as its documentation has it."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    found = set()
    for number, one in enumerate(made):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([s.encode() for s in _shingles(one.text)])
        found.update((other, number) for other in lsh.query(sketch))
        lsh.insert(number, sketch)
    return found


def find_by_rensa(made: list[Planted]) -> set[tuple[int, int]]:
    """The same by rensa."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    found = set()
    for number, one in enumerate(made):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update(list(_shingles(one.text)))
        found.update((other, number) for other in lsh.query(sketch))
        lsh.insert(number, sketch)
    return found


def _shingles(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return {" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))}


FINDERS = {"rashomon": find, "datasketch": find_by_datasketch, "rensa": find_by_rensa}


class Measured(NamedTuple):
    """What one finder took in a process of its own, the articles' own memory in the peak but not their making."""

    seconds: float
    processor: float
    gigabytes: float
    pairs: int
    recall: dict[str, float]


def measure(finder: str, source: Path) -> Measured:
    """In this process."""
    with source.open(encoding="utf8") as lines:
        made = [Planted(*json.loads(line)) for line in lines]
    begun, on_processor = time.perf_counter(), time.process_time()
    pairs = FINDERS[finder](made)
    seconds, processor = time.perf_counter() - begun, time.process_time() - on_processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    planted = {(one.source, number): one.kind for number, one in enumerate(made) if one.kind != "new"}
    recall = {
        kind: sum(p in pairs for p, k in planted.items() if k == kind)
        / max(1, sum(k == kind for k in planted.values()))
        for kind in ("exact", "near", "passage")
    }
    gigabytes = peak / 1e9 if sys.platform == "darwin" else peak * 1024 / 1e9
    return Measured(seconds, processor, gigabytes, len(pairs), recall)


def in_a_process(finder: str, source: Path, count: int) -> Measured:
    """Measured in a process that does nothing else, and printed."""
    command = [sys.executable, __file__, "--only", finder, "--file", str(source)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = Measured(*json.loads(done.stdout))
    recall = ", ".join(f"{kind} {share:.3f}" for kind, share in found.recall.items())
    sys.stdout.write(
        f"{finder:<10} {count:>7,} articles  {found.seconds:7.1f} s, processor {found.processor:7.1f} s, "
        f"{found.gigabytes:.2f} GB, {found.pairs:,} pairs; found of planted: {recall}\n"
    )
    sys.stdout.flush()
    return found


def compare(data: Path, articles: int, peer_articles: int) -> int:
    """Measure all, print; 1 where a figure is not within what is allowed."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for count in sorted({peer_articles, articles // 2, articles}):
            files[count] = Path(folder) / f"{count}.jsonl"
            making = [sys.executable, __file__, "--data", str(data), "--make", str(count), "--file", str(files[count])]
            subprocess.run(making, check=True)  # not here: a child's peak memory begins with its parent's
        peer = {name: in_a_process(name, files[peer_articles], peer_articles) for name in FINDERS}
        half, whole = (in_a_process("rashomon", files[n], n) for n in (articles // 2, articles))
    figures = {
        "ratio": peer["datasketch"].processor / peer["rashomon"].processor,
        "growth": whole.processor / half.processor,
        "wall_growth": whole.seconds / half.seconds,
        "seconds": whole.seconds,
        "processor": whole.processor,
        "gigabytes": whole.gigabytes,
    }
    sys.stdout.write(f"{json.dumps({name: round(value, 3) for name, value in figures.items()})}\n")
    over = whole.seconds > ALLOWED_SECONDS or whole.gigabytes > ALLOWED_GB
    return int(over or figures["growth"] > ALLOWED_GROWTH)


def main() -> int:
    """Read the options and do what they ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    folder = os.environ.get("RASHOMON_EVAL")
    parser.add_argument("--data", type=Path, default=Path(folder) / "stories" if folder else None)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--peer-articles", type=int, default=PEER_ARTICLES)
    parser.add_argument("--only", choices=sorted(FINDERS), help="measure this finder on --file alone, print JSON")
    parser.add_argument("--make", type=int, help="only write so many articles to --file")
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.only:
        sys.stdout.write(json.dumps(measure(options.only, options.file)))
        return 0
    if options.data is None or not (options.data / "ecb.jsonl").exists():
        parser.error("--data needs the folder with ecb.jsonl and basil.jsonl, or RASHOMON_EVAL the one it stands in")
    if options.make:
        make(options.data, options.make, options.file)
        return 0
    return compare(options.data, options.articles, options.peer_articles)


if __name__ == "__main__":
    sys.exit(main())
