"""Attributions by rules over the parse: the verbs, nouns and phrases of `cues`, and quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.understand.attribution import Attribution
from rashomon.understand.cue_nouns import according_to, noun_attribution
from rashomon.understand.cue_verbs import verb_attribution
from rashomon.understand.parse import Parsed
from rashomon.understand.quotes import Quote
from rashomon.understand.speakers import quoted

__all__ = ["find"]


def find(parsed: Parsed, quotes: Sequence[Quote]) -> tuple[Attribution, ...]:
    """Every attribution of the story, in order of cue."""
    found: list[Attribution] = []
    for token in parsed.doc:
        made = verb_attribution(token) or noun_attribution(token) or according_to(token)
        if made is not None and made.content:
            found.append(made)
    return quoted(parsed, quotes, tuple(_outside_quotes(parsed, quotes, a) for a in found))


def _outside_quotes(parsed: Parsed, quotes: Sequence[Quote], made: Attribution) -> Attribution:
    """A cue inside a quotation reports nothing outside of it."""
    home = next((q for q in quotes if any(q.start <= c < q.end for c in made.cue)), None)
    if home is None:
        return made
    inside = tuple(i for i in made.content if home.start <= i < home.end)
    return replace(made, content=inside, frame=frozenset(i for i in made.frame if home.start <= i < home.end))
