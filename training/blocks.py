"""Train the classifier of blocks (``rashomon/ingest/page/data/blocks.json``) on pages with the texts of their articles.

    python training/blocks.py --pages FOLDER [--write]

FOLDER has the folders ``aeb``, ``publishers`` and ``dates`` of pages, as the tasks ``pages`` and ``passages`` read
them. A block is story if the gold text has its words. Each page is used three times: with the blocks that trafilatura
finds in its fast mode, as at run time, and, at a lower weight, with those of its recall mode and with none, so that the
classifier is not lost where the extractor is. Every page counts the same, and a block by the root of its length.

Prints the F1 of the blocks chosen, as task ``pages`` measures it, on publishers that were not trained on (in folds by
publisher), next to trafilatura's; with ``--write``, trains on all pages and writes the data file.
"""

from __future__ import annotations

import argparse
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import lightgbm
import msgspec
import numpy as np
from trafilatura import bare_extraction

from evals import files
from evals.gold.golden_pages import read_golden
from evals.tasks import pages as task
from rashomon.ingest.decode import decode
from rashomon.ingest.facts import facts_of
from rashomon.ingest.facts.resolution import settle
from rashomon.ingest.html import extracted, shown_title
from rashomon.ingest.page.blocks import cut
from rashomon.ingest.page.classifier import DATA, LEAST_FOUND, LEAST_NEW, Trees
from rashomon.ingest.page.extraction_match import match
from rashomon.ingest.page.features import NAMES, features
from rashomon.ingest.page.page_type import described
from rashomon.ingest.page.tree import parse

FOLDS = 6
ROUNDS = 220
WEIGHTS = (1.0, 0.4, 0.4)
"""Of a page with what trafilatura finds in its fast mode, in its recall mode, and with nothing found."""
LIKELY = 10.0
"""Weight of a page's story; no block has more than HEAVIEST."""
HEAVIEST = 3.0
GENERIC = frozenset("www blog co com org net hosted".split())
STORY = ("body", "headline", "dateline", "correction")
SETTINGS = {
    "objective": "binary",
    "num_leaves": 15,
    "max_depth": 8,
    "learning_rate": 0.06,
    "min_data_in_leaf": 30,
    "lambda_l2": 3,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "verbose": -1,
    "seed": 0,
    "deterministic": True,
    "num_threads": 1,
}


class Page(NamedTuple):
    """A page of a set: its publisher, its blocks, and the rows of features in the three ways."""

    of: str
    publisher: str
    gold: str
    texts: list[str]
    found: list[bool]
    right: np.ndarray
    rows: tuple[np.ndarray, ...]

    @property
    def weights(self) -> np.ndarray:
        sizes = np.array([sqrt(max(1, len(text))) for text in self.texts])
        total = float((sizes * self.right).sum() or sizes.sum())
        return np.minimum(sizes / total * LIKELY, HEAVIEST)


def publisher_of(url: str) -> str:
    parts = [part for part in (urlsplit(url).hostname or "").split(".")[:-1] if part not in GENERIC]
    return parts[-1] if parts else url


def read(folder: Path) -> list[Page]:
    found = []
    for name in ("aeb", "publishers"):
        urls = msgspec.json.decode((folder / name / task.GOLD).read_bytes(), type=dict[str, dict[str, object]])
        for page in task.TASK.load(folder / name):
            url = urls[page.id].get("url")
            publisher = publisher_of(str(url)) if url else page.id.split("_")[0].lower()
            found.append(page_of(name, publisher, page.text, page.path))
    for golden in read_golden(folder):
        if golden.name.startswith("dates"):
            text = "\n".join(line.text for line in golden.passages if line.kind in STORY)
            found.append(page_of("dates", golden.id, text, golden.path))
    return found


def page_of(of: str, publisher: str, gold: str, path: Path) -> Page:
    source = decode(files.read_page(path), path.name)
    tree = parse(source, path.name)
    blocks, about = cut(tree), described(tree)
    title = shown_title(blocks, settle(facts_of(tree))) or ""
    wide = bare_extraction(source, favor_recall=True, include_comments=False)
    texts = (extracted(tree, path.name), wide.text if wide is not None and not isinstance(wide, dict) else "", "")
    matches = [match(blocks, text or "") for text in texts]
    size = (len(blocks.blocks), len(NAMES))
    rows = tuple(np.array(features(blocks, one, title, about), dtype=np.float32).reshape(size) for one in matches)
    right = np.array(match(blocks, gold).kept, dtype=bool)
    return Page(of, publisher, gold, [block.text for block in blocks.blocks], matches[0].kept, right, rows)


def fit(pages: list[Page]) -> lightgbm.Booster:
    rows = np.concatenate([page.rows[way] for way in range(len(WEIGHTS)) for page in pages])
    right = np.concatenate([page.right for _ in WEIGHTS for page in pages])
    weights = np.concatenate([page.weights * weight for weight in WEIGHTS for page in pages])
    return lightgbm.train(SETTINGS, lightgbm.Dataset(rows, right, weight=weights), ROUNDS)


def fold(publisher: str) -> int:
    return int(sha256(publisher.encode()).hexdigest(), 16) % FOLDS


def measure(pages: list[Page]) -> None:
    """Print the figures on publishers not trained on."""
    told: dict[str, list[tuple[str, str, str]]] = {}
    for number in range(FOLDS):
        held = [page for page in pages if fold(page.publisher) == number]
        booster = fit([page for page in pages if fold(page.publisher) != number])
        for page in held:
            chances = booster.predict(page.rows[0])
            least = np.where(page.found, LEAST_FOUND, LEAST_NEW)
            text = "\n".join(text for text, take in zip(page.texts, chances >= least, strict=True) if take)
            peer = "\n".join(text for text, take in zip(page.texts, page.found, strict=True) if take)
            told.setdefault(page.of, []).append((page.gold, text, peer))
    for name, rows in told.items():
        print(name, len(rows), "classifier", figures([row[:2] for row in rows]), end=" ")
        print("trafilatura's blocks", figures([(gold, peer) for gold, _, peer in rows]))


def figures(rows: list[tuple[str, str]]) -> str:
    shares = [task.shares_of(gold, text) for gold, text in rows]
    precisions = [one.precision for one in shares if one.precision is not None]
    recalls = [one.recall for one in shares if one.recall is not None]
    precision, recall = float(np.mean(precisions)), float(np.mean(recalls))
    return f"F1 {task.f1(precision, recall):.4f} P {precision:.4f} R {recall:.4f}"


def flat(booster: lightgbm.Booster) -> Trees:
    """Return the trees as flat arrays, numbers rounded to what matters."""
    feature: list[int] = []
    limit: list[float] = []
    low: list[int] = []
    high: list[int] = []
    value: list[float] = []
    deepest = 0

    def add(node: dict[str, object], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        number = len(feature)
        for column in (feature, low, high):
            column.append(0)
        limit.append(0.0)
        value.append(0.0)
        if "leaf_value" in node:
            low[number] = high[number] = number
            value[number] = round(float(node["leaf_value"]), 5)  # type: ignore[arg-type]
        else:
            feature[number] = int(node["split_feature"])  # type: ignore[call-overload]
            limit[number] = float(f"{node['threshold']:.7g}")
            low[number] = add(node["left_child"], depth + 1)  # type: ignore[arg-type]
            high[number] = add(node["right_child"], depth + 1)  # type: ignore[arg-type]
        return number

    roots = [add(tree["tree_structure"], 0) for tree in booster.dump_model()["tree_info"]]
    columns = (tuple(column) for column in (roots, feature, limit, low, high, value))
    return Trees(NAMES, deepest, *columns)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    pages = read(given.pages)
    measure(pages)
    if given.write:
        DATA.write_bytes(msgspec.json.encode(flat(fit(pages))) + b"\n")


if __name__ == "__main__":
    main()
