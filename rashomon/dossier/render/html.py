"""The dossier as one self-contained HTML page: no requests, fonts or images, and complete without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.dossier.render import labels as words
from rashomon.dossier.render.attribution_flow import chain_lines, flow
from rashomon.dossier.render.conflict_pairs import pairs
from rashomon.dossier.render.copies import copy_lines, group_lines
from rashomon.dossier.render.differences import (
    contrasts,
    figure_rows,
    holders,
    label_pieces,
    nothing_differs,
    resolved_label,
)
from rashomon.dossier.render.front import front
from rashomon.dossier.render.relation_lines import relation_lines, together
from rashomon.dossier.render.sections import article_facts, omission_cases, origin_cases, standing_of, wording_rows
from rashomon.dossier.render.text_segments import blocks
from rashomon.dossier.render.timeline_axis import axis
from rashomon.dossier.render.view import ArticleView, ClaimView, View, arrange
from rashomon.types import Dossier, Moment, Statement

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment

__all__ = ["render"]

MOST_WIDE = 4
"""Most articles that get a column each in the table of claims."""

MOST_OPEN = 6
"""Most articles shown side by side; of more, only those with the selected claim are open."""

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)

MOST_WORDINGS = 10
"""Most wordings shown at once, of those without a common phrase."""

MOST_COPIES, MOST_CHANGES = 12, 60
"""Most pairs of articles shown at once, and most changes of a version."""

MOST_CARRIERS = 6
"""Most articles with the same words that are named next to a statement."""

PASSAGES = {
    "boilerplate": "Boilerplate, set aside",
    "embed": "Somebody else’s post, set aside",
    "pullquote": "Pull quote, said in the text itself",
    "related": "Link to something else, set aside",
    "repeat": "Said above already, counted once",
}
"""Kinds of passages that are set apart, with their headings."""
SPEECH = {
    "none": "told, not as speech",
    "indirect": "indirect speech",
    "mixed": "indirect speech with words quoted",
    "direct": "direct speech",
}


def render(dossier: Dossier) -> str:
    """Return ``dossier`` as an HTML page: the same bytes for the same dossier, all outside text escaped.

    The page has a Content-Security-Policy that allows only its own style and script, by their hashes: no requests and
    no other scripts, whatever an article contains.
    """
    environment, style, script = _environment()
    return environment.get_template("dossier.html").render(**_context(arrange(dossier), style, script)) + "\n"


@cache
def _environment() -> tuple[Environment, str, str]:
    """Compile the templates once per process; return them with the page's style and script."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("rashomon.dossier.render", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(),
    )
    environment.tests["has"] = lambda said, article: article in said
    page = files("rashomon.dossier.render") / "page"
    style, script = ((page / name).read_text("utf-8") for name in ("style.css", "script.js"))
    return environment, style, script


def _bytecode_cache() -> BytecodeCache | None:
    """Return a cache for compiled templates next to Python's compiled modules; None if it cannot be written.

    Compiling the templates takes about eight times as long as rendering a page of two articles.
    """
    from jinja2 import FileSystemBytecodeCache

    page = files("rashomon.dossier.render") / "page"
    if sys.dont_write_bytecode or not isinstance(page, Path):
        return None
    folder = page / "__pycache__"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def _context(view: View, style: str, script: str) -> dict[str, Any]:
    from markupsafe import Markup

    lines = chain_lines(view)
    conflicts = pairs(view)
    return {
        "view": view,
        "policy": _policy(style, script),
        "style": Markup(style),  # noqa: S704 our own file
        "script": Markup(script),  # noqa: S704 our own file
        "front": front(view),
        "figures": _figures(view, len(conflicts)),
        "contents": _contents(view, len(conflicts)),
        "conflicts": conflicts,
        "updates": pairs(view, "update"),
        "contrasts": contrasts(view),
        "figure_rows": figure_rows(view),
        "nothing_differs": nothing_differs(view),
        "few": len(view.articles) <= MOST_WIDE,
        "all_open": len(view.articles) <= MOST_OPEN,
        "copies": copy_lines(view),
        "copy_groups": group_lines(view),
        "most_carriers": MOST_CARRIERS,
        "most_copies": MOST_COPIES,
        "most_changes": MOST_CHANGES,
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
        "omission_cases": partial(omission_cases, view),
        "relation_lines": partial(relation_lines, view),
        "together": partial(together, view),
        "wordings_of": partial(_wordings_of, view),
        "blocks": lambda a: blocks(a.article, a.statements),
        "language": _language,
        "direction": _direction,
        "standing_of": partial(standing_of, view),
        "holders": partial(holders, view),
        "label_pieces": label_pieces,
        "resolved_label": resolved_label,
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


def _figures(view: View, conflict_count: int) -> list[tuple[str, str, str]]:
    """Return the page's key figures: number, noun, note."""
    shared = view.shared
    independent = sum(c.origin is not None and c.origin.verdict == "independent" for c in shared)
    figures = [
        (len(view.articles), "articles" if len(view.articles) != 1 else "article", ""),
        (len(view.statements), "statements", ""),
        (len(view.claims), "claims", _in_several(view)),
        *([(conflict_count, "conflicts" if conflict_count != 1 else "conflict", "")] if conflict_count else []),
        (independent, "on independent origins", f"of {counted_claims(len(shared))}"),
    ]
    if view.left_out:
        figures.append((len(view.left_out), "left out", ""))
    return [(f"{number:,}", noun, note) for number, noun, note in figures]


def _in_several(view: View) -> str:
    perhaps = f", {len(view.loose):,} more perhaps" if view.loose else ""
    return f"{len(view.firm):,} in several articles{perhaps}"


def counted_claims(number: int) -> str:
    return words.counted(number, "shared claim")


def _contents(view: View, conflict_count: int) -> list[tuple[str, str, int | None]]:
    """Return the sections of the page: id, name, number of entries."""
    copied = len(copy_lines(view))
    return [
        *([("copies", "Copied", copied)] if copied else []),
        *([("figures", "Figures", len(view.dossier.figures))] if view.dossier.figures else []),
        ("conflicts", "Conflicts", conflict_count or None),
        ("claims", "Claims", len(view.claims)),
        ("origins", "Origins", None),
        ("chains", "Who through whom", None),
        ("wording", "Wording", len(view.dossier.wording)),
        ("omissions", "Left out", None),
        ("timeline", "Timeline", len(view.moments)),
        ("articles", "Articles", len(view.articles)),
    ]


def _claims_of(view: View, statements: Iterable[Statement]) -> list[ClaimView]:
    return list({c.number: c for s in statements for c in view.claims_of.get(s.id, ())}.values())


def _wordings_of(view: View, claim: ClaimView) -> tuple[int, tuple[tuple[Statement, ...], ...]]:
    """Return the number of wordings of the claim, and its statements grouped by wording, source and manner."""
    found = together(view, (s for some in claim.said.values() for s in some))
    return len({words.folded(same[0].text) for same in found}), found


def _said_at(claim: ClaimView, moment: Moment) -> list[Statement]:
    """Return the claim's statements that give this moment; if none does, the first statement of each article."""
    said = [s for some in claim.said.values() for s in some]
    return [s for s in said if s.when and s.when.value == moment.when] or [some[0] for some in claim.said.values()]
