"""Attributions by rules over the parse: the verbs, nouns and phrases of `cues`, and quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from rashomon.understand.attribution import Attribution
from rashomon.understand.clauses import trimmed
from rashomon.understand.cue_nouns import according_to, noun_attribution
from rashomon.understand.cue_verbs import verb_attribution
from rashomon.understand.parse import Parsed
from rashomon.understand.quotes import Quote, quote_at
from rashomon.understand.speakers import quoted

__all__ = ["find"]


def find(parsed: Parsed, quotes: Sequence[Quote]) -> tuple[Attribution, ...]:
    """Every attribution of the story, in order of cue."""
    found: list[Attribution] = []
    for token in parsed.doc:
        made = verb_attribution(token) or noun_attribution(token) or according_to(token)
        if made is not None and made.content:
            found.append(made)
    kept = (_placed(parsed, quotes, a) for a in found)
    return quoted(parsed, quotes, tuple(a for a in kept if a is not None and a.content))


def _placed(parsed: Parsed, quotes: Sequence[Quote], made: Attribution) -> Attribution | None:
    """An attribution held against the quotation marks around it.

    A cue inside a quotation reports nothing outside of it, and a speaker's own "I think" is his wording, not a source.
    Where the cue follows a quotation, the marks say more surely than the parse where the words end and who comes next.
    """
    home = next((q for c in made.cue if (q := quote_at(quotes, c)) is not None), None)
    if home is not None:
        if made.source is None or parsed.doc[made.source[1] - 1].tag_ in {"PRP", "PRP$"}:
            return None
        inside = range(home.start, home.end)
        content = tuple(i for i in made.content if i in inside)
        return replace(made, content=content, frame=frozenset(i for i in made.frame if i in inside))
    before = quote_at(quotes, made.content[0]) if made.content else None
    if before is None or before.end > made.cue[0]:
        return made
    following = bisect_left(quotes, before.end, key=attrgetter("start"))
    if following < len(quotes) and quotes[following].start < made.cue[0]:
        return made
    if parsed.doc[made.cue[0]].sent.start > before.end:
        return made
    between = range(before.end, made.cue[0])
    content = tuple(i for i in made.content if i not in between)
    source = made.source
    if source is None or source[0] < before.end:
        source = _name_between(parsed, between) or _name_after(parsed, made.cue[-1])
    gone = set(between) | (set(range(*source)) if source else set())
    return replace(made, content=tuple(i for i in content if i not in gone), source=source, frame=made.frame | gone)


def _name_between(parsed: Parsed, between: range) -> tuple[int, int] | None:
    doc = parsed.doc
    stop = next(
        (i for i in between if doc[i].tag_ in {"WP", "WDT", "WP$"} or doc[i].dep_ in {"aux", "advmod"}), between.stop
    )
    kept = trimmed(range(between.start, stop), doc)
    while kept and doc[kept[0]].is_quote:
        kept = kept[1:]
    named = any(doc[i].pos_ in {"PROPN", "NOUN", "PRON"} for i in kept)
    return (kept[0], kept[-1] + 1) if named else None


def _name_after(parsed: Parsed, cue: int) -> tuple[int, int] | None:
    doc = parsed.doc
    stop = next(
        (i for i in range(cue + 1, doc[cue].sent.end) if doc[i].is_punct or doc[i].pos_ in {"ADP", "VERB"}), cue + 1
    )
    named = any(doc[i].pos_ in {"PROPN", "NOUN", "PRON"} for i in range(cue + 1, stop))
    return (cue + 1, stop) if named else None
