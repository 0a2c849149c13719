"""How sure the author of a text is that something in it happened: what tells it can be swapped."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.annotation.document import Document
from rashomon.annotation.factuality import factuality_of
from rashomon.annotation.parsing.spacy import parse_texts
from rashomon.encoder import net
from rashomon.settings import Settings
from rashomon.types import Span

__all__ = ["committed"]


def committed(texts: Sequence[str], spans: Sequence[Span], settings: Settings | None = None) -> list[float]:
    """For each text, how sure its author is that the event at ``span`` happened: -3 (did not) to 3 (did), 0 unknown.

    ``spans`` are in code points of the text at the same place; a text may come several times, with other spans, and is
    read once. A span without a word gives 0. By the net, or by rules if the settings say so; then it raises UsageError
    if the spaCy pipeline is not installed.
    """
    at: dict[str, list[tuple[int, Span]]] = {}
    for n, (text, span) in enumerate(zip(texts, spans, strict=True)):
        at.setdefault(text, []).append((n, span))
    out = [0.0] * len(texts)
    if settings is None or settings.attribution == "net":
        for places, reading in zip(at.values(), net.read([(text, [(0, len(text))]) for text in at]), strict=True):
            for n, span in places:
                if texts[n][slice(*span)].strip():
                    out[n] = reading.certainty_at(span[0]) or 0.0
        return out
    for places, document in zip(
        at.values(), parse_texts(at, settings.spacy_model, fast=settings.fast_parser), strict=True
    ):
        for n, span in places:
            out[n] = _by_rules(document, span)
    return out


def _by_rules(document: Document, span: Span) -> float:
    """The commitment of the sentence that the span stands in to the highest word of the span."""
    words = document.parse.char_span(*span, alignment_mode="expand")
    if words is None or not document.article.content[slice(*span)].strip():
        return 0.0
    event = words.root
    return factuality_of(document, range(event.sent.start, event.sent.end), event.i, None)
