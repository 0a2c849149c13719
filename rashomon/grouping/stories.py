"""Put articles into stories, one after another as they come, each held against a bounded number of those before.

Single-pass clustering with an inverted index (after Allan et al. 1998, topic detection and tracking): an article joins
the story that it fits best on the mean, begins one where it fits none, and makes one of stories that it brings
together.
How probable it is that two articles tell one story is a logistic regression over cosines of words, beginnings, names,
pairs of words and headlines, and over the days between them: `training/grouping.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rashomon.grouping.features import KINDS, Frequencies, Sketch, Weighed, sketch, weighed
from rashomon.types import Article, Headline, Story
from rashomon.types.ids import story_id

__all__ = ["Grouper", "group", "probability", "signs"]

SAME = 0.5
"""Mean probability from which an article belongs to a story, and two stories are one."""
MOST_NEAR = 60
"""Articles that one is held against: those with which it shares the rarest words."""
MOST_POSTINGS = 300
"""Articles that are kept for a word, the latest ones."""
MOST_STORIES = 8
"""Stories that an article is held against."""
MOST_MEMBERS = 20
"""Articles of a story that one is held against, the latest ones."""
RARE = 2.0
"""Inverse document frequency from which a word fetches articles."""
INDEXED = ("names", "lead", "title")
WEIGHTS = (6.67, 5.02, 0.8, -4.49, 5.4, -0.79, -2.6, 3.81)
OFFSET = -1.16
"""Of what `signs` returns. That of an unknown day is nearer to 0 than was fitted (-3.37), since all articles without
one were of one corpus."""


class Grouper:
    """Stories that grow article by article; the work for each is bounded, however many there are.

    Without ``frequencies`` those of the articles added so far are counted.
    """

    def __init__(self, frequencies: Frequencies | None = None) -> None:
        self._frequencies = frequencies or Frequencies()
        self._counts_itself = frequencies is None
        self._articles: list[Weighed] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._story: list[int] = []
        self._members: dict[int, list[int]] = {}

    @property
    def stories(self) -> list[list[int]]:
        """The numbers of the articles of each story, in the order in which they were added."""
        return list(self._members.values())

    def add(self, article: Sketch) -> int:
        """Add an article; return the number of its story."""
        number = len(self._articles)
        if self._counts_itself:
            self._frequencies.count(article)
        one = weighed(article, self._frequencies)
        terms = {t for kind in INDEXED for t in one.vectors[kind]}
        fitting = [story for fit, story in self._fits(one, self._near(terms)) if fit >= SAME]
        self._articles.append(one)
        at = fitting[0] if fitting else number
        self._members.setdefault(at, []).append(number)
        self._story.append(at)
        for story in fitting[1:]:
            if self._between(at, story) >= SAME:
                self._merge(at, story)
        for term in terms:
            postings = self._postings[term]
            postings.append(number)
            del postings[:-MOST_POSTINGS]
        return self._story[number]

    def _near(self, terms: set[str]) -> list[int]:
        """Return the stories of the articles that share the rarest words, the nearest first."""
        shared: dict[int, float] = defaultdict(float)
        for term in sorted(terms):
            rarity = self._frequencies.rarity(term)
            if rarity >= RARE:
                for other in self._postings.get(term, ()):
                    shared[other] += rarity
        near = sorted(shared.items(), key=lambda s: (-s[1], s[0]))[:MOST_NEAR]
        return list(dict.fromkeys(self._story[other] for other, _ in near))[:MOST_STORIES]

    def _fits(self, one: Weighed, stories: Iterable[int]) -> list[tuple[float, int]]:
        """Return how well an article fits stories, the best first."""
        fits = [(self._mean([one], self._latest(story)), story) for story in stories]
        return sorted(fits, key=lambda fit: (-fit[0], fit[1]))

    def _between(self, one: int, two: int) -> float:
        return self._mean(self._latest(one), self._latest(two))

    def _latest(self, story: int) -> list[Weighed]:
        return [self._articles[n] for n in self._members[story][-MOST_MEMBERS:]]

    def _mean(self, ones: Sequence[Weighed], others: Sequence[Weighed]) -> float:
        return sum(probability(signs(a, b)) for a in ones for b in others) / (len(ones) * len(others))

    def _merge(self, at: int, story: int) -> None:
        gone = self._members.pop(story)
        for member in gone:
            self._story[member] = at
        self._members[at] = sorted([*self._members[at], *gone])


def signs(a: Weighed, b: Weighed) -> tuple[float, ...]:
    """Return what speaks for one story.

    A cosine for each of KINDS, the logarithm of one more than the days between, whether a day is unknown, and the
    geometric mean of the cosines of words and names.
    """
    cosines = [a.cosine(b, kind) for kind in KINDS]
    unknown = a.day is None or b.day is None
    gap = 0.0 if a.day is None or b.day is None else math.log1p(abs(a.day - b.day))
    return (*cosines, gap, float(unknown), math.sqrt(cosines[0] * cosines[2]))


def probability(pair: Sequence[float]) -> float:
    """Return how probable it is that two articles tell one story, from their `signs`."""
    logit = OFFSET + sum(w * x for w, x in zip(WEIGHTS, pair, strict=True))
    return 1 / (1 + math.exp(-max(-500.0, logit)))


def group(articles: Iterable[Article]) -> tuple[Story, ...]:
    """Return the stories of articles, the largest first; an article that stands alone is a story of its own.

    The articles are taken by day, so their order changes nothing; how frequent words are is counted over all first.
    """
    ordered = sorted(articles, key=lambda a: a.precedence)
    sketches = [sketch(a) for a in ordered]
    frequencies = Frequencies()
    for one in sketches:
        frequencies.count(one)
    grouper = Grouper(frequencies)
    for one in sketches:
        grouper.add(one)
    vectors = [weighed(one, frequencies) for one in sketches]
    found = [_story([(ordered[n], vectors[n]) for n in members]) for members in grouper.stories]
    return tuple(sorted(found, key=lambda s: (-len(s.articles), s.days or ("",), s.id)))


def _story(members: Sequence[tuple[Article, Weighed]]) -> Story:
    articles = [a for a, _ in members]
    days = sorted(a.published for a in articles if a.published)

    def nearness(n: int) -> float:
        return sum(members[n][1].cosine(other, "title") for _, other in members[:MOST_MEMBERS])

    titled = [n for n, a in enumerate(articles) if a.title and a.title.strip()]
    best = max(titled, key=lambda n: (round(nearness(n), 6), -n), default=None)
    return Story(
        id=story_id(articles[0].id),
        articles=tuple(a.id for a in articles),
        headline=None if best is None else Headline(articles[best].id, " ".join((articles[best].title or "").split())),
        days=(days[0], days[-1]) if days else None,
    )
