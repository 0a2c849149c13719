"""Where one statement affirms what another denies."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.comparison.contradiction import Finding, Pairing, found, spot_at
from rashomon.comparison.predicates import SUBJECTS, same_act, same_heads
from rashomon.comparison.propositions import LIGHT, Content
from rashomon.types import Spot

__all__ = ["polarities"]

SIMILAR = 0.4
"""Share of both statements that must have a counterpart for a negation in one to tell of the other."""
NEGATIVE = frozenset({"no", "none", "nothing", "nobody", "neither", "nor", "without"})
"""Words that negate what they stand at or are an argument of."""
DENYING = frozenset({"deny", "fail", "refuse", "decline", "lack", "unable", "cannot", "never", "hardly", "not", "n't"})
"""Words that negate the act that hangs on them."""
HEADS = frozenset(
    "have want plan intend decide agree mean try manage begin start need wish expect hope seek use".split()
)
"""Verbs that carry the infinitive after them: who did not decide to go did not go."""
CAREFUL = frozenset(
    "can could may might must should would ought shall need if whether unless until to only just merely simply "
    "necessarily entirely fully always yet even exactly really quite".split()
)
"""Words at an act by which it is not said to be plainly so or not so."""


def polarities(p: Pairing) -> Iterator[Finding]:
    """One affirms what the other denies, whoever they have it from.

    Exclusive where it is the same act of the same bearers, said plainly: no *may*, no *if*, no *not only*.
    """
    if min(p.match.left, p.match.right) < SIMILAR:
        return
    for left, right in _acts(p):
        one, two = _negation(p.left, left), _negation(p.right, right)
        if (one is None) == (two is None):
            continue
        exclusive = _plain(p, left, right) and same_act(p, left, right)
        yield found(
            "polarity",
            _spot_of(p.left, left if one is None else one),
            _spot_of(p.right, right if two is None else two),
            exclusive=exclusive,
        )
        return


def _acts(p: Pairing) -> Iterator[tuple[int, int]]:
    """Words of one lemma that say what happens: those of the predicates first, then the verbs that are aligned."""
    yield from same_heads(p)
    for i, j, _ in p.match.pairs:
        left, right = p.left.words[i].token, p.right.words[j].token
        verbs = {c.reading.tokens[t].pos for c, t in ((p.left, left), (p.right, right))} == {"VERB"}
        if verbs and _lemma(p.left, left) == _lemma(p.right, right):
            yield left, right


def _lemma(content: Content, token: int) -> str:
    return content.reading.tokens[token].lemma


def _negation(content: Content, act: int) -> int | None:
    """The word of the statement that negates an act: on it, as its argument, at its light verb, or what it hangs on."""
    tokens, children = content.reading.tokens, content.reading.children
    head = tokens[act].head
    bearers = (act, head) if _carried(content, act) else (act,)
    for bearer in bearers:
        for child in children[bearer]:
            if tokens[child].dep == "neg" and child in content.tokens:
                return child
            if found_at := _negative_argument(content, child):
                return found_at
    if len(bearers) > 1 and tokens[head].lemma in DENYING and head in content.tokens:
        return head
    return None


def _carried(content: Content, act: int) -> bool:
    """Whether what negates the head of a word negates the word: "made no *plans*", "did not plan to *go*"."""
    tokens, children = content.reading.tokens, content.reading.children
    token, head = tokens[act], tokens[act].head
    if token.dep in ("dobj", "attr", "acomp"):
        return tokens[head].lemma in LIGHT
    if token.dep == "xcomp":
        return tokens[head].lemma in HEADS | DENYING
    parts = {tokens[c].dep for c in children[act]} | {tokens[c].lemma for c in children[head]}
    return token.dep == "conj" and token.pos == "VERB" and not parts & {"nsubj", "nsubjpass", "aux", "but"}


def _negative_argument(content: Content, child: int) -> int | None:
    """A negative word as subject, object or determiner: "nobody came", "has no plans"."""
    tokens = content.reading.tokens
    if tokens[child].dep not in ("nsubj", "nsubjpass", "dobj", "det", "attr", "advmod", "preconj"):
        return None
    at_it = (child, *(c for c in content.reading.children[child] if tokens[c].dep == "det"))
    return next((t for t in at_it if tokens[t].lemma in NEGATIVE and t in content.tokens), None)


def _plain(p: Pairing, left: int, right: int) -> bool:
    """Whether both sides say plainly that it is so or is not; "nobody came" is of others than "she came"."""
    if p.left.future != p.right.future:
        return False
    return _said_plainly(p.left, left) and _said_plainly(p.right, right)


def _said_plainly(content: Content, act: int) -> bool:
    tokens, children = content.reading.tokens, content.reading.children
    around = [act, *((tokens[act].head,) if tokens[act].dep in ("dobj", "attr", "acomp", "xcomp") else ())]
    if tokens[act].dep in ("advcl", "relcl") and act != content.root:
        return False
    subjects = [c for c in children[around[-1]] if tokens[c].dep in SUBJECTS]
    nobody = any(tokens[t].lemma in NEGATIVE for c in subjects for t in (c, *children[c]))
    return not nobody and not any(tokens[c].lemma in CAREFUL for t in around for c in children[t])


def _spot_of(content: Content, token: int) -> Spot:
    return spot_at(content, content.reading.span(token, token))
