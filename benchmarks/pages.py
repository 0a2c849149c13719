"""How right and how fast pages become articles' texts, against other extractors on the same pages in one run.

Each extractor is run as scrapinghub/article-extraction-benchmark runs it. Pages are decoded before; ours is then all of
`from_html`, metadata and the passages' kinds included, which the others are not asked for. What is scored is the story
that cleaning leaves of it, as in `python -m evals pages`. Extractors that are not installed are named and left out:
`pip install -r requirements-bench.txt`.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from statistics import fmean, median

from alternate import Seconds, report
from folder import options_of

from evals.files import read_page
from evals.tasks.pages import TASK, f1, shares_of, story_of
from rashomon.cleaning import clean
from rashomon.ingest.decode import decode
from rashomon.ingest.html import from_html
from rashomon.ingest.page.blocks import cut
from rashomon.ingest.page.tree import parse

ALLOWED_RATIO = 1.3
ROUNDS = 5
OURS, PEER = "rashomon", "trafilatura"

Reader = Callable[[str], object]
Texts = Callable[[str], str]


def trafilatura() -> Texts:
    from trafilatura import extract

    return lambda page: extract(page, include_comments=False) or ""


def newspaper() -> Texts:
    import newspaper as package
    import tldextract.tldextract

    # By default it asks the network for a newer list of suffixes than the one it has, at each page where there is none.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

    def text(page: str) -> str:
        try:
            return str(package.article("https://news.example/article", input_html=page, fetch_images=False).text)
        except (ImportError, LookupError):  # Korean needs NLTK, and data of NLTK's that pip does not install
            return ""

    return text


def readability() -> Texts:
    from readability import Document

    def text(page: str) -> str:
        return "\n".join(block.text for block in cut(parse(Document(page).summary(), "summary")).blocks)

    return text


def resiliparse() -> Texts:
    from resiliparse.extract.html2text import extract_plain_text

    return partial(extract_plain_text, main_content=True)


PEERS: dict[str, tuple[str, Callable[[], Texts]]] = {
    PEER: ("trafilatura", trafilatura),
    "newspaper4k": ("newspaper", newspaper),
    "readability-lxml": ("readability", readability),
    "resiliparse": ("resiliparse", resiliparse),
}
"""Distributions, the packages in them, and what makes a reader of each."""


def main() -> int:
    """Measure, print; 1 where the time is not within what is allowed or a peer is more often right."""
    options = options_of(__doc__ or "", "aeb", ROUNDS)
    if options.data is None:
        sys.stdout.write("no pages: name a folder with --data, or the evaluation data with RASHOMON_EVAL\n")
        return 0
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    gold = TASK.load(options.data)
    pages = [decode(read_page(page.path), page.id) for page in gold]
    absent = [name for name, (package, _) in PEERS.items() if find_spec(package) is None]
    if absent:
        sys.stdout.write(f"not installed, left out: {', '.join(absent)}\n")
    peers = {name: made() for name, (_, made) in PEERS.items() if name not in absent}
    texts: dict[str, Texts] = {OURS: lambda page: story_of(clean(from_html(page))), **peers}
    figures = {}
    for name, text in texts.items():  # a first round, not timed: it loads what is loaded once
        given = [text(page) for page in pages]
        shares = [shares_of(page.text, told) for page, told in zip(gold, given, strict=True)]
        precision = fmean(s.precision for s in shares if s.precision is not None)
        recall = fmean(s.recall for s in shares if s.recall is not None)
        sys.stdout.write(
            f"{name:<16}  F1 {f1(precision, recall):.3f}, precision {precision:.3f}, recall {recall:.3f}\n"
        )
        figures[f"{name} F1"] = f1(precision, recall)
    runs = _alternate({OURS: from_html, **peers}, pages, options.rounds)
    ratio = median(ours.processor / peer.processor for ours, peer in zip(runs[OURS], runs[PEER], strict=True))
    figures["ratio"] = ratio
    verdict = f"{ratio:.2f} times {PEER}'s time on the processor; allowed is {ALLOWED_RATIO}, on {len(pages)} pages"
    report(runs, figures, verdict)
    best = max(figures[f"{name} F1"] for name in peers)
    return int(ratio > ALLOWED_RATIO or figures[f"{OURS} F1"] <= best)


def _alternate(readers: dict[str, Reader], pages: list[str], rounds: int) -> dict[str, list[Seconds]]:
    """Seconds of each reader for all pages, one entry a round; who goes first changes from page to page."""
    names = list(readers)
    runs: dict[str, list[Seconds]] = {name: [] for name in names}
    gc.disable()  # its passes would fall to whoever runs just then
    for _ in range(rounds):
        spent = dict.fromkeys(names, Seconds(0.0, 0.0))
        for number, page in enumerate(pages):
            for turn in range(len(names)):
                name = names[(number + turn) % len(names)]
                wall, processor = time.perf_counter(), time.process_time()
                readers[name](page)
                took = Seconds(time.perf_counter() - wall, time.process_time() - processor)
                spent[name] = Seconds(spent[name].wall + took.wall, spent[name].processor + took.processor)
            gc.collect()
        for name in names:
            runs[name].append(spent[name])
    return runs


if __name__ == "__main__":
    sys.exit(main())
