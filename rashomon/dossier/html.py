"""The dossier as one page that needs nothing else: no request, no font, no picture; whole without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.dossier import words
from rashomon.dossier.axis import axis
from rashomon.dossier.differences import differing
from rashomon.dossier.flow import chain_lines, flow
from rashomon.dossier.sections import article_facts, left_out, origin_cases, standing_of, wording_rows
from rashomon.dossier.segments import blocks, cut, sentence_around
from rashomon.dossier.view import ArticleView, ClaimView, Conflict, View, arrange
from rashomon.model import Difference, Dossier, Moment, Span, Statement

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

__all__ = ["render"]

MOST_WIDE = 4
"""Articles that still get a column of their own in the table of claims."""

MOST_OPEN = 6
"""Articles that stand open side by side; of more, those with the chosen claim."""

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)

MOST_WORDINGS = 10
"""Wordings shown at once: of those without a common phrase."""

MOST_SHOWN = 900
"""Code points of a sentence in conflict."""

PASSAGES = {
    "boilerplate": "Boilerplate, set aside",
    "embed": "Somebody else’s post, set aside",
    "pullquote": "Pull quote, said in the text itself",
    "related": "Link to something else, set aside",
    "repeat": "Said above already, counted once",
}
"""Kinds of passages that are shown apart, and what stands over them."""
SPEECH = {
    "none": "told, not as speech",
    "indirect": "indirect speech",
    "mixed": "indirect speech with words quoted",
    "direct": "direct speech",
}


def render(dossier: Dossier) -> str:
    """``dossier`` as an HTML page: the same bytes for the same dossier, all text from outside escaped.

    The page carries a Content-Security-Policy that allows this page's own style and script, by their hashes, and
    nothing else: no request, no other script, whatever an article holds.
    """
    environment, style, script = _environment()
    return environment.get_template("dossier.html").render(**_context(arrange(dossier), style, script)) + "\n"


@cache
def _environment() -> tuple[Environment, str, str]:
    """Templates compiled once in a process, with style and script as they stand in the page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("rashomon.dossier", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(),
    )
    environment.tests["has"] = lambda said, article: article in said
    page = files("rashomon.dossier") / "page"
    style, script = ((page / name).read_text("utf-8") for name in ("style.css", "script.js"))
    return environment, style, script


def _bytecode_cache() -> BytecodeCache | None:
    """Compiled templates, kept where Python keeps compiled modules and by its rules: none where it may not write.

    Compiling the templates takes some eight times as long as rendering a page of two articles.
    """
    from jinja2 import FileSystemBytecodeCache

    page = files("rashomon.dossier") / "page"
    if sys.dont_write_bytecode or not isinstance(page, Path):
        return None
    folder = page / "__pycache__"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def _context(view: View, style: str, script: str) -> dict[str, Any]:
    from markupsafe import Markup

    lines = chain_lines(view)
    conflicts = [_conflict(view, c) for c in view.conflicts]
    return {
        "view": view,
        "policy": _policy(style, script),
        "style": Markup(style),  # noqa: S704 our own file
        "script": Markup(script),  # noqa: S704 our own file
        "figures": _figures(view),
        "contents": _contents(view),
        "conflicts": conflicts,
        "few": len(view.articles) <= MOST_WIDE,
        "all_open": len(view.articles) <= MOST_OPEN,
        "shared_cases": origin_cases(view, view.shared),
        "single_cases": origin_cases(view, view.single),
        "chains": lines,
        "picture": flow(view, lines),
        "line": axis(view),
        "wordings": wording_rows(view),
        "most_wordings": MOST_WORDINGS,
        "undated": sum(not a.article.published for a in view.articles.values()),
        "about_words": words.ABOUT,
        "verdict_words": words.VERDICT,
        "voice_words": words.VOICE,
        "relation_words": words.RELATION,
        "not_established": words.NOT_ESTABLISHED,
        "perhaps_the_same": words.PERHAPS_THE_SAME,
        "speech_words": SPEECH,
        "passage_words": PASSAGES,
        **_functions(view),
    }


def _functions(view: View) -> dict[str, Callable[..., Any]]:
    return {
        "plain": words.plain,
        "shorten": words.shorten,
        "counted": words.counted,
        "when": words.when,
        "placed": lambda time: time.value and words.day_span(time.value) is not None,
        "manner": words.manner,
        "shown_by": words.shown_by,
        "through": partial(words.through, names=view.names),
        "hop_name": partial(words.hop_name, names=view.names),
        "article_facts": article_facts,
        "left_out": partial(left_out, view),
        "blocks": lambda a: blocks(a.article, a.statements),
        "language": _language,
        "direction": _direction,
        "standing_of": partial(standing_of, view),
        "claims_of": partial(_claims_of, view),
        "claims_at": lambda moment: [view.claim_by_id[i] for i in moment.claims],
        "said_at": _said_at,
        "statement_numbers": lambda some: " ".join(str(view.numbers[s.id]) for s in some),
        "claim_numbers": lambda some: " ".join(str(c.number) for c in _claims_of(view, some)),
    }


def _policy(style: str, script: str) -> str:
    allowed = " ".join(
        f"{what} 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}';"
        for what, text in (("style-src", style), ("script-src", script))
    )
    return f"default-src 'none'; {allowed} base-uri 'none'; form-action 'none'"


def _language(article: ArticleView) -> str:
    language = article.article.language or ""
    return language if LANGUAGE.fullmatch(language) else ""


def _direction(article: ArticleView) -> str:
    language = _language(article).split("-")[0].lower()
    return "auto" if not language else "rtl" if language in RIGHT_TO_LEFT else "ltr"


def _figures(view: View) -> list[tuple[str, str, str]]:
    """What there is: number, noun, note."""
    shared = view.shared
    independent = sum(c.origin is not None and c.origin.verdict == "independent" for c in shared)
    figures = [
        (len(view.articles), "articles" if len(view.articles) != 1 else "article", ""),
        (len(view.statements), "statements", ""),
        (len(view.claims), "claims", _in_several(view)),
        (len(view.conflicts), "conflicts" if len(view.conflicts) != 1 else "conflict", ""),
        (independent, "on independent origins", f"of {counted_claims(len(shared))}"),
    ]
    if view.dossier.failures:
        figures.append((len(view.dossier.failures), "left out", ""))
    return [(f"{number:,}", noun, note) for number, noun, note in figures]


def _in_several(view: View) -> str:
    perhaps = f", {len(view.loose):,} more perhaps" if view.loose else ""
    return f"{len(view.firm):,} in several articles{perhaps}"


def counted_claims(number: int) -> str:
    return words.counted(number, "shared claim")


def _contents(view: View) -> list[tuple[str, str, int | None]]:
    """The parts of the page: id, name, how many there are in it."""
    return [
        ("conflicts", "Conflicts", len(view.conflicts)),
        ("claims", "Claims", len(view.claims)),
        ("origins", "Origins", None),
        ("chains", "Who through whom", None),
        ("wording", "Wording", len(view.dossier.wording)),
        ("omissions", "Left out", None),
        ("timeline", "Timeline", len(view.moments)),
        ("articles", "Articles", len(view.articles)),
    ]


@dataclass(frozen=True, slots=True)
class _Side:
    article: ArticleView
    statement: Statement
    pieces: tuple[tuple[str, str], ...]
    """The sentence: text and how it stands: ``around`` the statement, ``differs``, ``varies`` or nothing of these."""


@dataclass(frozen=True, slots=True)
class _Pair:
    claim: ClaimView | None
    label: str
    differences: tuple[Difference, ...]
    also: tuple[Difference, ...]
    sides: tuple[_Side, _Side]


def _conflict(view: View, conflict: Conflict) -> _Pair:
    left, right = conflict.left, conflict.right
    varying = differing(left.text, right.text)
    return _Pair(
        conflict.claim,
        conflict.claim.claim.label if conflict.claim else left.text,
        conflict.main,
        conflict.also,
        (
            _side(view, left, [d.left.span for d in conflict.main], varying[0]),
            _side(view, right, [d.right.span for d in conflict.main], varying[1]),
        ),
    )


def _side(view: View, statement: Statement, differs: list[Span], varies: tuple[Span, ...]) -> _Side:
    article = view.articles[statement.article]
    text, first, last = article.article.content, statement.spans[0][0], statement.spans[-1][1]
    if not text:
        return _Side(article, statement, ((words.shorten(statement.text, 600), ""),))
    if len(statement.spans) > 1:  # spans in pieces have offsets of their own: only what was named is marked
        varies = ()
    layers = [(span, "own") for span in statement.spans]
    layers += [((first + s, first + e), "varies") for s, e in varies] + [(span, "differs") for span in differs]
    window = _window(sentence_around(text, (first, last)), min([s for s, _ in differs], default=first))
    pieces = ((_how(found), text[s:e]) for (s, e), found in cut(window, layers))
    joined = tuple(("".join(words for _, words in some), how) for how, some in groupby(pieces, key=itemgetter(0)))
    return _Side(article, statement, joined)


def _window(span: Span, important: int) -> Span:
    """At most MOST_SHOWN code points of a sentence, those around the important place."""
    start, end = span
    if end - start > MOST_SHOWN and start <= important < end:
        start = max(start, important - MOST_SHOWN // 3)
    return start, min(end, start + MOST_SHOWN)


def _how(found: tuple[str, ...]) -> str:
    return next((how for how in ("differs", "varies") if how in found), "" if found else "around")


def _claims_of(view: View, statements: Iterable[Statement]) -> list[ClaimView]:
    return list({c.number: c for s in statements if (c := view.claim_of.get(s.id))}.values())


def _said_at(claim: ClaimView, moment: Moment) -> list[Statement]:
    """The statements that put the claim at this moment; one of each article that has it where none says so itself."""
    said = [s for some in claim.said.values() for s in some]
    return [s for s in said if s.when and s.when.value == moment.when] or [some[0] for some in claim.said.values()]
