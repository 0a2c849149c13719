"""What an article is grouped by: its day, and its words, names, numbers and pairs of words with their frequencies."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise

from rashomon.encoder.words import commonness
from rashomon.lexicon import words as listed
from rashomon.types import STORY_KINDS, Article

__all__ = ["KINDS", "Frequencies", "Sketch", "Weighed", "of_text", "sketch", "weighed"]

KINDS = ("words", "lead", "names", "pairs", "title")
"""The features: all words of the story, those of its beginning, its names, its pairs of neighbouring words, and the
words of its headline."""

MOST = {"words": 160, "lead": 60, "names": 50, "pairs": 120, "title": 24}
"""Most features of a kind, those with the greatest weight."""
LEAD = 90
"""Words of the beginning."""
LONGEST = 20_000
"""Characters of a story that are read."""
WORD = re.compile(r"[^\W_]+")
CAPITAL = re.compile(r"[^\W\d_]*")
UNRANKED = listed("function_words.unranked")
FREQUENT = 0.35
"""Commonness from which a word says nothing about what a story is on."""


@dataclass(frozen=True)
class Sketch:
    """An article as it is grouped: for each kind of feature the weights of its terms before their rarity."""

    day: int | None
    """Ordinal of the day of publication."""
    terms: Mapping[str, Mapping[str, float]]


@dataclass
class Frequencies:
    """In how many articles each term has been seen, beside what is known of English."""

    articles: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    def count(self, one: Sketch) -> None:
        """Count an article."""
        self.articles += 1
        self.seen.update({term for terms in one.terms.values() for term in terms})

    def rarity(self, term: str) -> float:
        """Return the inverse document frequency of a term, smoothed by how common the word is in English."""
        seen = self.seen[term] + PRIOR * _expected(term)
        return max(0.0, math.log((self.articles + PRIOR) / (seen + 0.5)))


PRIOR = 100.0
"""Articles that the frequency of a word in English counts for."""


@lru_cache(maxsize=100_000)
def _expected(term: str) -> float:
    """Return in what share of articles a word is expected."""
    share = 1.0
    for word in term.split(" "):
        common = commonness(word)
        share *= min(1.0, 30 * common / 1000 / max(1 - common, 1e-3)) if common else 0.001
    return share


@dataclass(frozen=True)
class Weighed:
    """A sketch with the rarity of its terms put in: for each kind a unit vector."""

    day: int | None
    vectors: Mapping[str, Mapping[str, float]]

    def cosine(self, other: Weighed, kind: str) -> float:
        """Return the cosine of two articles in the features of a kind."""
        few, many = sorted((self.vectors[kind], other.vectors[kind]), key=len)
        return sum(weight * many[term] for term, weight in few.items() if term in many)


def weighed(one: Sketch, frequencies: Frequencies) -> Weighed:
    """Put in how rare the terms are by now."""
    vectors = {}
    for kind, terms in one.terms.items():
        rare = {term: weight * frequencies.rarity(term) for term, weight in terms.items()}
        norm = math.sqrt(sum(x * x for x in rare.values())) or 1.0
        vectors[kind] = {term: x / norm for term, x in rare.items()}
    return Weighed(one.day, vectors)


def sketch(article: Article) -> Sketch:
    """Return what an article is grouped by."""
    body = "\n".join(article.content[p.start : p.end] for p in article.passages if p.kind in STORY_KINDS)
    return of_text(article.title or "", body or article.content, article.published)


def of_text(title: str, body: str, published: str | None) -> Sketch:
    """Return what a text is grouped by."""
    words = WORD.findall(body[:LONGEST])
    plain = [_lemma(word) for word in words]
    named = _named(words, plain)
    content = [word for word in plain if _says(word)]
    heading = [word for word in map(_lemma, WORD.findall(title[:500])) if _says(word)]
    pairs = (f"{a} {b}" for a, b in pairwise(content))
    given: dict[str, Iterable[str]] = {
        "words": [*heading, *content],
        "lead": [*heading, *(word for word in plain[:LEAD] if _says(word))],
        "names": [word for word in (*heading, *content) if word in named],
        "pairs": pairs,
        "title": heading or [word for word in plain[:14] if _says(word)],
    }
    return Sketch(_ordinal(published), {kind: _weights(kind, terms) for kind, terms in given.items()})


def _weights(kind: str, terms: Iterable[str]) -> dict[str, float]:
    counted = Counter(terms)
    weights = {term: 1 + math.log(n) for term, n in counted.items()}
    blank = Frequencies()
    kept = sorted(weights, key=lambda term: (-weights[term] * blank.rarity(term), term))[: MOST[kind]]
    return {term: weights[term] for term in kept}


def _named(words: list[str], plain: list[str]) -> set[str]:
    """Return the words that are written with a capital wherever they stand, and not often otherwise known."""
    capital = Counter(p for w, p in zip(words, plain, strict=True) if w[0].isupper() and not w.isdigit())
    small = Counter(p for w, p in zip(words, plain, strict=True) if not w[0].isupper())
    return {p for p, n in capital.items() if not small[p] and (n > 1 or commonness(p) < 0.2) and _says(p)}


def _lemma(word: str) -> str:
    low = word.casefold()
    if len(low) > 4 and low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return low[:-3] + "y" if low.endswith("ies") else low[:-1]
    return low


def _says(word: str) -> bool:
    return len(word) > 1 and word not in UNRANKED and commonness(word) < FREQUENT


def _ordinal(published: str | None) -> int | None:
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else None
    except ValueError:
        return None
