"""Stories whose statements readers linked into claims: the rows of ``claims.jsonl``, which hold ids and offsets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from evals.files import decode, decode_rows
from rashomon.errors import MissingInput, UnreadableInput
from rashomon.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Article", "Claim", "Listed", "Origin", "Statement", "Story", "Text", "read_stories"]

FOLDS = "folds.json"
ARTICLES = ("articles.jsonl", "../stories/basil.jsonl")
"""Where the articles are by default, from the claims file's folder."""


class Article(msgspec.Struct, frozen=True):
    """One article of a story."""

    id: str
    published: str


class Statement(msgspec.Struct, frozen=True):
    """What one article states somewhere, with those who are behind it: the first speaker first."""

    article: str
    spans: tuple[Span, ...]
    chain: tuple[str, ...] | None = None
    """Empty for the article's own voice, None where readers did not judge it."""
    broken: str | None = None
    """Why the span asserts nothing, or something else than the text; None for a sound statement."""


class Claim(msgspec.Struct, frozen=True):
    """Statements of several articles that tell the same event or proposition."""

    members: tuple[str, ...]


class Listed(msgspec.Struct, frozen=True):
    """A difference between two statements that readers listed."""

    left: str
    right: str
    kind: Literal["conflict", "update", "contrast", "part"]


class Origin(msgspec.Struct, frozen=True):
    """What readers could tell of the origins of a claim."""

    claim: tuple[str, ...]
    verdict: Literal["same origin", "independent", "unclear"]


class _Row(msgspec.Struct, frozen=True):
    story: str
    articles: dict[str, Article]
    statements: dict[str, Statement]
    claims: tuple[Claim, ...]
    pairs: tuple[Listed, ...]
    not_same: tuple[tuple[str, str], ...]
    origins: tuple[Origin, ...]


class Text(msgspec.Struct, frozen=True):
    """An article's text and title: a row of a file of articles."""

    id: str
    text: str
    title: str | None = None


class Story(_Row, frozen=True):
    """A story with the texts of its articles; articles and statements go by the reader's short names."""

    texts: dict[str, Text] = {}
    """By the article's short name."""
    files: tuple[Path, ...] = ()
    """Where the texts were looked for."""


def read_stories(
    data: Path, articles: Iterable[Path] = (), fold: int | None = None, most: int | None = None
) -> tuple[Story, ...]:
    """The stories of a claims file, all or those of one ``fold``, ``most`` at the most.

    Raises MissingInput where an article is in none of the files, UnreadableInput where a row is inconsistent or a fold
    is empty.
    """
    rows = decode_rows(data, _Row)
    if fold is not None:
        path = data.with_name(FOLDS)
        folds = decode(path, dict[str, int])
        rows = [row for row in rows if folds.get(row.story) == fold]
        if not rows:
            raise UnreadableInput(str(path), f"has no story of {data.name} in fold {fold}")
    files = list(articles) or [path for name in ARTICLES if (path := data.parent / name).exists()]
    texts = {text.id: text for path in files for text in decode_rows(path, Text)}
    return tuple(_story(row, texts, str(data), files) for row in rows[:most])


def _story(row: _Row, texts: Mapping[str, Text], source: str, files: Iterable[Path]) -> Story:
    for article in row.articles.values():
        if article.id not in texts:
            searched = ", ".join(map(str, files)) or "any file: name those of the articles with --articles"
            raise MissingInput(source, f"story {row.story}: article {article.id} is not in {searched}")
    named = {name: texts[article.id] for name, article in row.articles.items()}
    _check(row, named, source)
    return Story(**msgspec.structs.asdict(row), texts=named, files=tuple(files))


def _check(row: _Row, texts: Mapping[str, Text], source: str) -> None:
    """Raises UnreadableInput for a statement outside its article and for a name of none."""
    for name, statement in row.statements.items():
        length = len(texts[statement.article].text) if statement.article in texts else -1
        if not statement.spans or not all(0 <= start < end <= length for start, end in statement.spans):
            raise UnreadableInput(source, f"story {row.story}: statement {name} is outside the article it names")
    named = [
        *(name for claim in row.claims for name in claim.members),
        *(name for pair in row.pairs for name in (pair.left, pair.right)),
        *(name for pair in row.not_same for name in pair),
    ]
    if unknown := [name for name in named if name not in row.statements]:
        raise UnreadableInput(source, f"story {row.story}: there is no statement {unknown[0]}")
