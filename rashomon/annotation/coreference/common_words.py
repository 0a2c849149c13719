"""Capitalised words that name nobody: those of headlines, of emphasis, and epithets that end in a common noun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from rashomon.annotation.coreference.countries import NameSpan
from rashomon.annotation.coreference.parse_columns import Syntax
from rashomon.names.tables import words

__all__ = ["without_common"]

_NOUNS = (
    "person-nouns",
    "people-nouns",
    "group-nouns",
    "organisation-nouns",
    "company-nouns",
    "news-nouns",
    "text-nouns",
    "offices",
    "locative-nouns",
    "act-nouns",
    "envoy-nouns",
)
_OTHERS = frozenset("dear week weekend day night month year century member nation country".split())
_ONLY_ONE = frozenset({"house", "senate", "congress", "parliament"})
"""Common nouns that stand for the one there is, if they have a capital."""
_HEADLINE = 0.7
"""Share of the words of a sentence that have a capital, from which on a capital tells nothing."""
_SHORTEST_HEADLINE = 4


def without_common(syntax: Syntax, runs: Iterable[NameSpan]) -> Iterator[NameSpan]:
    """The capitalised runs, which no recogniser takes for names, without the single words that are common ones.

    A word is common if the article has it without a capital as well, if it is a noun for people, groups, papers or
    places, or if it stands alone in a quotation; and in a headline if it has no capital anywhere else.
    """
    lower = {text for text in syntax.texts if text.islower()}
    headlines = _headlines(syntax)
    capital = {
        text for i, text in enumerate(syntax.texts) if syntax.sentences[i] not in headlines and syntax.is_proper(i)
    }
    for run in runs:
        text, word = syntax.texts[run.start], syntax.lowers[run.start]
        if run.end - run.start > 1 or word in _ONLY_ONE or text[1:] != word[1:]:
            yield run
        elif word in lower or _is_common_noun(syntax, run.start) or _fills_quotation(syntax, run.start):
            continue
        elif text in capital or syntax.sentences[run.start] not in headlines:
            yield run


def _is_common_noun(syntax: Syntax, i: int) -> bool:
    word = syntax.lowers[i]
    return not {word, word.removesuffix("s"), syntax.lemmas[i]}.isdisjoint(_common_nouns())


@cache
def _common_nouns() -> frozenset[str]:
    return _OTHERS.union(*(words(kind) for kind in _NOUNS))


def _fills_quotation(syntax: Syntax, i: int) -> bool:
    """ "Nah." """
    number = syntax.quoted[i]
    near = range(max(0, i - 3), min(len(syntax), i + 4))
    return bool(number) and all(k == i or syntax.quoted[k] != number or not syntax.texts[k].isalnum() for k in near)


def _headlines(syntax: Syntax) -> set[int]:
    """The sentences most of whose words have a capital."""
    long: Counter[int] = Counter()
    capital: Counter[int] = Counter()
    for text, sentence in zip(syntax.texts, syntax.sentences, strict=True):
        if len(text) > 3 and text.isalpha():
            long[sentence] += 1
            capital[sentence] += text[0].isupper()
    return {s for s, count in long.items() if count >= _SHORTEST_HEADLINE and capital[s] >= _HEADLINE * count}
