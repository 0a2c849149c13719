"""What somebody put out himself: words that the articles quote alike, things that an article tells were published."""

from __future__ import annotations

from bisect import bisect_right

from rashomon.comparison.annotated_article import Reading
from rashomon.comparison.propositions import Content
from rashomon.comparison.shared_runs import longest_run
from rashomon.lexicon import words
from rashomon.types import Source, Span
from rashomon.types.ids import EntityId

__all__ = ["publisher", "same_words", "speaker"]

QUOTED_WORDS = 5
"""So many words in a row, quoted alike, are one utterance."""
WHOLE_WORDS = 4
"""The same where they are all that one of the two quotes."""
OWN_VOICE_WORDS = 8
"""The same where one of the two has them outside quotation marks."""

RELEASING = words("documents.publishing_verbs")
THINGS = words("documents.published")

Run = tuple[Span, Span, int]
"""Where words stand that two articles share, and how many they are."""


def same_words(a: Content, b: Content) -> Run | None:
    """The words that two articles quote alike from one speaker, or that one has without naming the speaker."""
    if a.reading is b.reading or not _may_be_one(a, b):
        return None
    left, right, length = longest_run(a.bare, b.bare)
    if length < WHOLE_WORDS or (length < QUOTED_WORDS and length < min(len(a.bare), len(b.bare))):
        return None
    spans = (a.words_span(left, left + length), b.words_span(right, right + length))
    quoted = [_in_quotation(c.reading, s) for c, s in zip((a, b), spans, strict=True)]
    if all(quoted) or (any(quoted) and (length >= OWN_VOICE_WORDS or length == len(a.bare) == len(b.bare))):
        return (*spans, length)
    return None


def _may_be_one(a: Content, b: Content) -> bool:
    """Whether the two name one first speaker, or at most one of them names any."""
    one, two = speaker(a), speaker(b)
    return one is None or two is None or one.entity == two.entity


def _in_quotation(reading: Reading, span: Span) -> bool:
    at = bisect_right(reading.quoted, (span[0], span[1])) - 1
    return any(s <= span[0] < e for s, e in reading.quoted[max(0, at) : at + 2])


def speaker(content: Content) -> Source | None:
    """Who said it first, where the text names exactly one."""
    hop = content.statement.chain[0] if content.statement.chain else None
    if hop is None or hop.anonymous or hop.unresolved or len(hop.sources) != 1:
        return None
    return hop.sources[0] if hop.sources[0].entity is not None else None


def publisher(content: Content) -> tuple[int, EntityId] | None:
    """Who put the thing out that an article tells of in its own voice, as token and entity: "posted by the group"."""
    if content.statement.chain or content.root < 0:
        return None
    reading = content.reading
    tokens = reading.tokens
    if tokens[content.root].lemma not in RELEASING:
        return None
    if thing := reading.child(content.root, "nsubjpass"):
        agent = reading.child(content.root, "agent")
        actor = reading.child(agent, "pobj") if agent is not None else None
    else:
        thing, actor = reading.child(content.root, "dobj"), reading.child(content.root, "nsubj")
    if thing is None or actor is None or tokens[thing].lemma not in THINGS:
        return None
    bearers = (actor, *(c for c in reading.children[actor] if tokens[c].dep in ("appos", "compound")))
    named = (t for t in bearers if tokens[t].pos == "PROPN" and reading.entity_at.get(t) is not None)
    return next(((t, reading.entity_at[t]) for t in named), None)
