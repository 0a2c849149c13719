"""Attributions by rules over the parse: the verbs, nouns and phrases of `cues`, and quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from rashomon.annotation.attribution.cue_nouns import according_to, noun_attribution
from rashomon.annotation.attribution.cue_verbs import verb_attribution
from rashomon.annotation.attribution.cues import REPORT_VERBS
from rashomon.annotation.attribution.speakers import quoted
from rashomon.annotation.attribution.types import Attribution
from rashomon.annotation.document import Document
from rashomon.annotation.quotations import Quote, quote_at
from rashomon.annotation.syntax import phrase, subject, trimmed, verb_group

__all__ = ["find"]

_INNER_OPEN = frozenset({"'", "‘", "`", "‚", "‹"})
_INNER_CLOSE = frozenset({"'", "’", "›"})
"""Marks of a quotation inside a quotation."""
_OTHERS = frozenset({"he", "she", "they"})


def find(document: Document, quotes: Sequence[Quote]) -> tuple[Attribution, ...]:
    """Every attribution of the story, in order of cue."""
    found: list[Attribution] = []
    for token in document.parse:
        made = verb_attribution(token) or noun_attribution(token) or according_to(token)
        if made is not None and made.content:
            found.append(made)
    placed = (_placed(document, quotes, a) for a in found)
    kept = [a for a in placed if a is not None and a.content]
    kept += _inner(document, quotes, kept)
    return quoted(document, quotes, tuple(kept))


def _placed(document: Document, quotes: Sequence[Quote], made: Attribution) -> Attribution | None:
    """An attribution held against the quotation marks around it.

    A cue inside a quotation reports nothing outside of it, and a speaker's own "I think" is his wording, not a source.
    Where the cue follows a quotation, the marks say more surely than the parse where the words end and who comes next.
    """
    home = next((q for c in made.cue if (q := quote_at(quotes, c)) is not None), None)
    if home is not None:
        if made.source is None or not _another(document, made, made.source[1] - 1):
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
    if document.parse[made.cue[0]].sent.start > before.end:
        return made
    between = range(before.end, made.cue[0])
    content = tuple(i for i in made.content if i not in between)
    source = made.source
    if source is None or source[0] < before.end:
        source = _name_between(document, between) or _name_after(document, made.cue[-1])
    gone = set(between) | (set(range(*source)) if source else set())
    return replace(made, content=tuple(i for i in content if i not in gone), source=source, frame=made.frame | gone)


def _another(document: Document, made: Attribution, last: int) -> bool:
    """Whether a cue inside a quotation reports somebody else's words, not the speaker's own thought.

    A pronoun speaks for somebody else only where it is the third person's and marks inside the quotation say so:
    "“Then he said, ‘Close it,’” Novak recalled."
    """
    doc = document.parse
    if doc[last].tag_ not in {"PRP", "PRP$"}:
        return True
    if doc[last].lower_ not in _OTHERS or not made.content:
        return False
    first = made.content[0]
    return doc[first].text in _INNER_OPEN or (first > 0 and doc[first - 1].text in _INNER_OPEN)


def _inner(document: Document, quotes: Sequence[Quote], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Quotations inside quotations whose cue stands right before them, where no clause under the cue was found."""
    doc = document.parse
    cued = {i for a in found for i in a.cue}
    for quote in quotes:
        for i in range(quote.start + 2, quote.end - 1):
            if doc[i].text not in _INNER_OPEN or doc[i - 1].text not in {",", ":"} or i - 2 in cued:
                continue
            verb, who = doc[i - 2], subject(doc[i - 2])
            end = next((k for k in range(i + 2, quote.end) if doc[k].text in _INNER_CLOSE), quote.end)
            if verb.lemma_.lower() not in REPORT_VERBS or who is None or not quote.start <= who.i < i:
                continue
            if who.pos_ == "PRON" and who.lower_ not in _OTHERS:
                continue
            content = trimmed(range(i + 1, end), doc, marks=False)
            if content:
                yield Attribution(verb_group(verb), phrase(who), content, frozenset({who.i, verb.i, i - 1, i}))


def _name_between(document: Document, between: range) -> tuple[int, int] | None:
    doc = document.parse
    stop = next(
        (i for i in between if doc[i].tag_ in {"WP", "WDT", "WP$"} or doc[i].dep_ in {"aux", "advmod"}), between.stop
    )
    kept = trimmed(range(between.start, stop), doc)
    while kept and doc[kept[0]].is_quote:
        kept = kept[1:]
    named = any(doc[i].pos_ in {"PROPN", "NOUN", "PRON"} for i in kept)
    return (kept[0], kept[-1] + 1) if named else None


def _name_after(document: Document, cue: int) -> tuple[int, int] | None:
    doc = document.parse
    stop = next(
        (i for i in range(cue + 1, doc[cue].sent.end) if doc[i].is_punct or doc[i].pos_ in {"ADP", "VERB"}), cue + 1
    )
    named = any(doc[i].pos_ in {"PROPN", "NOUN", "PRON"} for i in range(cue + 1, stop))
    return (cue + 1, stop) if named else None
