"""Where two aligned statements differ and may both be right: who holds it, how far it reaches, how it is worded."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.comparison.contradiction import Finding, Pairing, found, spot_at
from rashomon.comparison.noun_phrases import noun_phrase, parts, phrase_head
from rashomon.comparison.propositions import Content
from rashomon.types import Source, Spot

__all__ = ["holders", "scopes", "wordings"]

LIMITING = frozenset({"amod", "advmod", "det", "predet", "compound", "nmod"})
NEAR = 0.4
"""How alike two words must be for a limit on one to tell of the other."""
WHOLE = frozenset("full fully complete completely entire entirely whole wholly all every total totally each".split())
PART = frozenset(
    "part partial partially partly some several half most portion limited northern southern eastern western "
    "north south east west central northeastern northwestern southeastern southwestern".split()
)


def holders(p: Pairing) -> Iterator[Finding]:
    """Two different people or bodies that each article names as the first to have said it."""
    a, b = _first(p.left), _first(p.right)
    if a and b and a.entity != b.entity:
        yield found("holder", Spot(a.start, a.end, a.text), Spot(b.start, b.end, b.text))


def _first(content: Content) -> Source | None:
    hop = content.statement.chain[0] if content.statement.chain else None
    if hop is None or hop.anonymous or hop.unresolved or not hop.sources or hop.sources[0].entity is None:
        return None
    return hop.sources[0]


def scopes(p: Pairing) -> Iterator[Finding]:
    """The whole of something in one, a part of it in the other: a full withdrawal, leaving the south."""
    for left_words, right_words in ((WHOLE, PART), (PART, WHOLE)):
        left, right = _limiting(p, p.left, left_words, 0), _limiting(p, p.right, right_words, 1)
        if left and right:
            yield found("scope", left, right)
            return


def _limiting(p: Pairing, content: Content, limits: frozenset[str], side: int) -> Spot | None:
    """The phrase with the first limiting word that bears on an aligned word."""
    tokens = content.reading.tokens
    aligned = {content.words[(i, j)[side]].token for i, j, alike in p.match.pairs if alike > NEAR}
    for i in content.tokens:
        if tokens[i].lemma not in limits or tokens[i].dep not in LIMITING:
            continue
        head = tokens[i].head
        bears = i in aligned or head in aligned or (limits is WHOLE and tokens[head].head in aligned)
        if not bears:
            continue
        if tokens[i].pos == "PROPN":
            continue
        if tokens[i].pos == "ADV":
            return spot_at(content, (tokens[i].start, tokens[i].end))
        return spot_at(content, noun_phrase(content.reading, i if tokens[i].pos == "NOUN" else head))
    return None


def _worded_apart(p: Pairing, left: int, right: int) -> bool:
    """Whether two phrases share their head or a modifier, and each has a telling word that the other has not.

    The same word as head of one and modifier of the other ("video camera", "amateur video") is about two things;
    numbers, order and owners are facts rather than wording.
    """
    (head, mine), (other, theirs) = parts(p.left.reading, left), parts(p.right.reading, right)
    same_head = head == other
    if not same_head and not mine & theirs:
        return False
    one, two = (mine - theirs, theirs - mine) if same_head else ((mine - theirs) | {head}, (theirs - mine) | {other})
    if not same_head and (head in theirs or other in mine or _taken(p, left, right)):
        return False
    return bool(p.left.reading.telling(one)) and bool(p.right.reading.telling(two))


def _taken(p: Pairing, left: int, right: int) -> bool:
    """Whether one of two different heads has its counterpart elsewhere."""
    places = [(p.left.words[i].token, p.right.words[j].token) for i, j, alike in p.match.pairs if alike > NEAR]
    return any((a == left) != (b == right) for a, b in places)


def wordings(p: Pairing) -> Iterator[Finding]:
    """Two phrases for the same thing that share a word and part in another: occupying power, occupying force."""
    seen = set()
    for i, j, _ in p.match.pairs:
        left = phrase_head(p.left.reading, p.left.words[i].token)
        right = phrase_head(p.right.reading, p.right.words[j].token)
        if left is None or right is None or (left, right) in seen:
            continue
        seen.add((left, right))
        if _worded_apart(p, left, right):
            yield found(
                "wording",
                spot_at(p.left, noun_phrase(p.left.reading, left)),
                spot_at(p.right, noun_phrase(p.right.reading, right)),
            )
