"""One article as a page of its own: who says what in it, its quotes, figures and times, and its text."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files

from rashomon.dossier.render.labels import OWN_VOICE, counted, hop_name, manner, plain, shorten, when
from rashomon.types import STORY_KINDS, Article, Passage, Statement, Understanding
from rashomon.types.timex import extent

__all__ = ["render"]

OWN_STYLE = """
main li{margin:.3rem 0}main li li{margin-left:1.5rem}
.whole{white-space:pre-line;max-width:46rem;font-family:var(--serif);line-height:1.6}
.whole span:target{background:var(--lit);color:var(--lit-ink)}
"""
"""What this page needs beyond the dossier's style."""

Piece = tuple[str, str | None]
"""A stretch of the text and the id of its statement, where it has one; inside another statement it has no text."""


def render(understanding: Understanding) -> str:
    """Return what was understood of one article as a self-contained HTML page; all outside text is escaped.

    The page makes no request and runs no script, whatever the article contains.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("rashomon.dossier.render", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (files("rashomon.dossier.render") / "page" / "style.css").read_text("utf-8") + OWN_STYLE
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    statements = understanding.statements
    names: dict[str, str] = {entity.id: entity.name for entity in understanding.entities}
    page = environment.get_template(
        "single.html"
    ).render(
        article=understanding.article,
        title=plain(understanding.article.title or understanding.article.label),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 our own file
        statements=statements,
        quotes=[s for s in statements if s.quotation in ("direct", "mixed")],
        sources=_sources(understanding, names),
        figures=_figures(understanding),
        times=_times(understanding),
        without=sum(not s.chain for s in statements),
        passages=[(p.kind, list(_pieces(understanding, p.start, p.end))) for p in _story(understanding.article)],
        speaker=lambda s: hop_name(s.chain[0], names) if s.chain else OWN_VOICE,
        chain=lambda s: [hop_name(hop, names) for hop in s.chain[1:]],
        manner=manner,
        counted=counted,
        shorten=shorten,
        when=when,
    )
    return page + "\n"


def _story(article: Article) -> list[Passage]:
    return [p for p in article.passages if p.kind in STORY_KINDS and article.content[p.start : p.end].strip()]


def _sources(understanding: Understanding, names: dict[str, str]) -> list[tuple[str, list[Statement]]]:
    """Return who speaks first in the chains, with what each says, the most cited first."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in understanding.statements:
        if statement.chain:
            said[hop_name(statement.chain[0], names)].append(statement)
    return sorted(said.items(), key=lambda row: (-len(row[1]), row[0]))


def _figures(understanding: Understanding) -> list[tuple[str, Statement]]:
    """Return the numbers of the statements, without those of times, each with the words around it."""
    text = understanding.article.content
    times = [(time.start, time.end) for time in understanding.times]
    found = []
    for word in understanding.tokens:
        if word.pos != "NUM" or any(start <= word.start < end for start, end in times):
            continue
        within = (s for s in understanding.statements if any(a <= word.start and word.end <= b for a, b in s.spans))
        if (statement := next(within, None)) is not None:
            found.append((text[word.start : word.end], statement))
    return found


def _times(understanding: Understanding) -> list[tuple[str, list[Statement]]]:
    """Return the times of the statements that have a value, the earliest first, with what happens then."""
    happens: dict[str, list[Statement]] = defaultdict(list)
    for statement in understanding.statements:
        if statement.when is not None and statement.when.value:
            happens[statement.when.value].append(statement)
    return sorted(happens.items(), key=lambda row: (extent(row[0]) is None, extent(row[0]) or (0, 0), row[0]))


def _pieces(understanding: Understanding, start: int, end: int) -> Iterator[Piece]:
    """Cut a passage into the first stretches of statements and what stands between them."""
    text, at = understanding.article.content, start
    for statement in sorted(understanding.statements, key=lambda s: s.spans[0]):
        first, last = statement.spans[0]
        if start <= first < end:
            yield text[at : max(at, first)], None
            yield text[max(at, first) : last], statement.id
            at = max(at, last)
    yield text[at:end], None
