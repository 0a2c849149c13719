"""Where statements lie: the tokens of each, under the attributions that hold it.

Three kinds of place hold a statement: the innermost content of an attribution, what an article says in its own voice,
and a clause inside the reporting itself that says more than the reporting ("a deal that they signed this week").
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise
from operator import attrgetter

from rashomon.annotation.attribution.cues import ANONYMITY_VERBS, coordinated, frame_head
from rashomon.annotation.attribution.types import Attribution
from rashomon.annotation.document import Document
from rashomon.annotation.factuality import certainty_of, polarity_of
from rashomon.annotation.quotations import Quote
from rashomon.annotation.speech_acts import force_of
from rashomon.annotation.syntax import (
    SUBJECTS,
    children,
    cue_word,
    finite,
    has_own_subject,
    is_infinitive,
    joint,
    negations,
    phrase,
    subject,
    subtree,
    torn,
    trimmed,
)
from rashomon.lexicon import words
from rashomon.types.parse import Parse, Token

__all__ = ["Segment", "parents", "segments"]

_SHORTEST = 3
"""Fewer words than this say nothing that could be compared."""
_LONGEST_SHARED = 6
"""A shared subject of more tokens than this is repeated by its head only."""
_SHORTEST_ASIDE = 5
_SENTENCE = 6
"""A sentence of so many words is kept as a statement even where the parser sees no finite verb in it."""
_REMAINDER = 5
"""At most so many words are checked for being only the remainder of a clause."""
_COMPLEMENTS = frozenset({"dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "oprd", "advcl", "dative", "agent"})
_NEEDED = (_COMPLEMENTS - {"advcl", "prep"}) | {
    *("pobj", "pcomp", "nsubj", "nsubjpass", "csubj", "expl", "aux", "auxpass", "neg", "prt"),
    *("det", "amod", "compound", "poss", "nummod", "case"),
}
"""Relations of words without which the word above says something else or nothing."""
_OF_VERBS = SUBJECTS | {"aux", "auxpass", "neg", "mark", "cc", "punct"}
"""Relations of words that say nothing where their verb is missing, and which make no sentence with it alone."""
_FUNCTION_WORDS = frozenset({"AUX", "PRON", "SCONJ", "CCONJ", "PART"})
_JOINT = 4
"""Tokens between two quotations that follow each other."""
_COORDINATORS = words("function_words.coordinators_between_clauses")


@dataclass(frozen=True, slots=True)
class Segment:
    """The tokens of one statement, its main predicate and the innermost attribution that holds it."""

    tokens: tuple[int, ...]
    predicate: int
    attribution: int | None
    """Index into the attributions; None in the article's own voice."""


def parents(attributions: Sequence[Attribution]) -> tuple[int | None, ...]:
    """Return for each attribution the smallest other one whose content holds its cue, or without a cue its content."""
    contents = [frozenset(a.content) for a in attributions]
    holding: dict[int, list[int]] = {}
    for n, content in enumerate(contents):
        for i in content:
            holding.setdefault(i, []).append(n)
    out: list[int | None] = []
    for n, inner in enumerate(attributions):
        inside = frozenset(inner.content if inner.implied or not inner.cue else inner.cue)
        near = holding.get(min(inside), ()) if inside else ()
        outer = [m for m in near if m != n and inside <= contents[m] and contents[m] != contents[n]]
        out.append(min(outer, key=lambda m: (len(contents[m]), m), default=None))
    return _without_rings(out, [len(c) for c in contents])


def _without_rings(up: list[int | None], sizes: Sequence[int]) -> tuple[int | None, ...]:
    """Make the attribution with the most words the outermost of those that hold each other's cues in a ring."""
    for n in range(len(up)):
        way: list[int] = []
        at: int | None = n
        while at is not None and at not in way:
            way.append(at)
            at = up[at]
        if at is not None:
            up[max(way[way.index(at) :], key=lambda m: (sizes[m], m))] = None
    return tuple(up)


def segments(
    document: Document, attributions: Sequence[Attribution], quotes: Sequence[Quote] = ()
) -> tuple[Segment, ...]:
    """Return every statement's tokens, in order of the text."""
    doc = document.parse
    up = parents(attributions)
    cues = {i for a in attributions for i in a.cue}
    out: list[Segment] = []
    nested: dict[int | None, list[Attribution]] = {}
    for attribution, above in zip(attributions, up, strict=True):
        nested.setdefault(above, []).append(attribution)
    for n, attribution in enumerate(attributions):
        inner = nested.get(n, ())
        first = attribution.content[0] if attribution.content else 0
        quoted = first > 0 and doc[first - 1].is_quote  # a speaker's sentence is not cut up
        for stretch in _apart(doc, _remaining(doc, attribution.content, inner), quotes):
            pieces = _pieces(doc, stretch, n)
            out.extend(_as_one(document, pieces, attribution.cue) if quoted else pieces)
    outer = nested.get(None, [])
    taken = {i for a in outer for i in a.content}
    touching: dict[int, list[Attribution]] = {}
    for attribution in outer:
        for start in {doc[i].sent.start for i in (*attribution.cue, *attribution.frame, *attribution.content)}:
            touching.setdefault(start, []).append(attribution)
    for sentence in doc.sents:
        tokens = range(sentence.start, sentence.end)
        out.extend(_pieces(doc, _remaining(doc, tokens, touching.get(sentence.start, ())), None))
    for n, attribution in enumerate(attributions):
        out.extend(_asides(doc, attribution, up[n], taken))
    out = [s for s in out if s.predicate not in cues or doc[s.predicate].pos_ == "VERB"]
    out = [whole for s in out if (whole := _whole(doc, s, attributions)) is not None]
    distinct: dict[tuple[int, ...], Segment] = {}
    for segment in sorted(out, key=lambda s: s.attribution is None):  # of equal ones the first under an attribution
        distinct.setdefault(segment.tokens, segment)
    return tuple(distinct[tokens] for tokens in sorted(distinct))


def _remaining(doc: Parse, tokens: Iterable[int], inner: Iterable[Attribution]) -> set[int]:
    """Return what is left of a stretch when the attributions inside it are taken out.

    A noun that reports stays in the clause that uses it ("responded to the demand"); a verb that reports goes with all
    that hangs on it.
    """
    left = set(tokens)
    for attribution in inner:
        left -= set(attribution.content)
        if attribution.cue and doc[attribution.cue[-1]].pos_ == "NOUN":
            left -= {i for i in attribution.frame if doc[i].dep_ == "mark"}
        else:
            left -= attribution.frame | set(attribution.cue)
    return left


def _apart(doc: Parse, region: set[int], quotes: Sequence[Quote]) -> list[set[int]]:
    """Return a content cut between quotations that follow each other: "“try this” and “leave that”"."""
    if not region:
        return []
    first = bisect_left(quotes, min(region), key=attrgetter("start"))
    last = bisect_right(quotes, max(region), key=attrgetter("start"))
    whole = [
        q
        for q in quotes[first:last]
        if q.start in region and q.end - 1 in region and any(t.pos_ in {"VERB", "AUX"} for t in doc[q.start : q.end])
    ]
    cuts = [
        b.start for a, b in pairwise(whole) if b.start - a.end <= _JOINT and doc[a.end - 1].sent == doc[b.start].sent
    ]
    bounds = [0, *cuts, len(doc)]
    return [{i for i in region if start <= i < end} for start, end in pairwise(bounds)]


def _as_one(document: Document, pieces: list[Segment], cue: tuple[int, ...]) -> list[Segment]:
    """Return a quoted sentence's clauses made one again, unless they differ in force, certainty or polarity."""
    out: list[Segment] = []
    for _, group in groupby(pieces, key=lambda s: document.parse[s.predicate].sent.start):
        sentence = list(group)
        labels = {
            (
                force_of(document, s.tokens, s.predicate, cue).label,
                certainty_of(document, s.tokens, s.predicate, cue).label,
                polarity_of(document, s.tokens, s.predicate, cue).label,
            )
            for s in sentence
        }
        if len(sentence) == 1 or len(labels) > 1:
            out.extend(sentence)
            continue
        first, last = min(s.tokens[0] for s in sentence), max(s.tokens[-1] for s in sentence)
        kept = {i for s in sentence for i in s.tokens}
        kept |= {i for i in range(first, last) if document.parse[i].pos_ in {"CCONJ", "PUNCT"}}
        out.append(Segment(tuple(sorted(kept)), sentence[0].predicate, sentence[0].attribution))
    return out


def _pieces(doc: Parse, region: set[int], attribution: int | None) -> list[Segment]:
    out: list[Segment] = []
    for _, sentence in groupby(sorted(region), key=lambda i: doc[i].sent.start):
        for part in _clauses(doc, list(sentence)):
            tokens = trimmed(part, doc)
            predicate = _predicate(doc, tokens)
            if predicate is None or not _says(doc, tokens, predicate, attribution):
                continue
            out.append(Segment(_with_subject(doc, tokens, predicate), predicate, attribution))
    return out


def _says(doc: Parse, tokens: tuple[int, ...], predicate: int, attribution: int | None) -> bool:
    words = [i for i in tokens if not doc[i].is_punct]
    verb = doc[predicate]
    if not words or _is_remainder(doc, words, verb):
        return False
    if attribution is not None:
        return len(words) > 1 or bool(words[0] and doc[words[0] - 1].is_quote)
    if verb.dep_ == "ROOT" and (verb.tag_ == "VB" or len(words) >= _SENTENCE) and _is_sentence(doc, words):
        return True  # an imperative, or a verb that the tagger missed
    if len(words) < _SHORTEST:
        return False
    # in its own voice a text states by a clause: a finite verb or a participle with what it is of
    if doc[words[0]].tag_ in {"WP", "WDT", "WRB"} and len(words) <= _SHORTEST:
        return False
    return verb.pos_ in {"VERB", "AUX"} and (
        finite(verb) or _shares_auxiliary(verb) or any(finite(doc[i]) for i in tokens if doc[i].pos_ == "AUX")
    )


def _is_remainder(doc: Parse, words: list[int], verb: Token) -> bool:
    """Return whether a few words are left of a clause whose complement is elsewhere: "the comment comes"."""
    if len(words) > _REMAINDER or (words[0] and doc[words[0] - 1].is_quote):
        return False
    inside = set(words)
    lost = any(c.i not in inside and c.i > verb.i and c.dep_ in _COMPLEMENTS for c in verb.children)
    return lost and not any(c.i in inside and c.dep_ in _COMPLEMENTS for c in verb.children)


def _is_sentence(doc: Parse, words: list[int]) -> bool:
    """Return whether the words begin a sentence and run to its full stop."""
    behind = words[-1] + 1
    return bool(doc[words[0]].is_sent_start) and behind < len(doc) and doc[behind].text in {".", "!", "?"}


def _predicate(doc: Parse, tokens: tuple[int, ...]) -> int | None:
    """Return the verb that the rest hangs on; without one, the head of the phrase."""
    inside = set(tokens)
    tops = [i for i in tokens if doc[i].head.i not in inside or doc[i].head.i == i]
    verbs = [i for i in tops if doc[i].pos_ in {"VERB", "AUX"}]
    below = (i for i in tokens if doc[i].pos_ in {"VERB", "AUX"} and doc[i].dep_[:3] != "aux" and finite(doc[i]))
    others = (i for i in tops if not doc[i].is_punct)
    return next(chain((i for i in verbs if finite(doc[i])), verbs, below, others), None)


# Making whole what asserts nothing by itself


def _whole(doc: Parse, segment: Segment, attributions: Sequence[Attribution]) -> Segment | None:
    """Return a segment that asserts something: with the words that its own need, or with the verb that governs it.

    None for the rest of a sentence that can be made no assertion.
    """
    made = None if segment.attribution is None else attributions[segment.attribution]
    reporting = made.frame | set(made.cue) if made is not None else frozenset()
    segment = replace(segment, tokens=_completed(doc, segment, reporting))
    verb, last = doc[segment.predicate], segment.tokens[-1] + 1
    if made is None and last < len(doc) and doc[last].text == "?":
        return None  # what an article asks itself: a heading, or what it answers in the next sentence
    if _is_wanted(doc, segment, made) or (
        _asserts(doc, segment) and (made is None or not _is_denied(doc, segment, made))
    ):
        return segment
    if made is not None:
        return _governed(doc, segment, made)
    if verb.dep_ == "relcl" and finite(verb):
        start, _ = phrase(verb.head)
        return replace(segment, tokens=tuple(sorted({*segment.tokens, *range(start, verb.head.i + 1)})))
    if verb.dep_ == "advcl" and finite(verb) and has_own_subject(verb):
        marks = _conjunctions(verb)
        return replace(segment, tokens=trimmed(set(segment.tokens) - marks, doc)) if marks else None
    begins = len(segment.tokens) > _SHORTEST and segment.tokens[0] - verb.sent.start < _SHORTEST
    return segment if begins and verb.dep_ == "ROOT" and any(finite(doc[i]) for i in segment.tokens) else None


def _completed(doc: Parse, segment: Segment, without: Collection[int]) -> tuple[int, ...]:
    """Return the tokens with the complements and clauses of theirs that were taken out, of which a word is left."""
    kept = set(segment.tokens)
    shared = subject(doc[segment.predicate])
    for token in (doc[i] for i in segment.tokens):
        lost = token.dep_ in _OF_VERBS and token is not shared and token.head.i not in kept.union(without)
        lost = lost and torn(token.head) is None  # the head of a torn clause is no word of this one
        if lost and any(above.i == segment.predicate for above in token.head.ancestors):
            kept |= subtree(token.head) - set(without)
    left = list(kept)
    while left:
        for child in doc[left.pop()].children:
            held = child.dep_ == "acl" and (is_infinitive(child) or any(children(child, "mark")))
            needed = child.dep_ in _NEEDED or held
            if not needed or child.i in kept or child.i in without or _stands_alone(child, kept):
                continue
            taken = subtree(child) - kept - set(without)
            kept |= taken
            left += taken
    return trimmed(kept, doc)


def _asserts(doc: Parse, segment: Segment) -> bool:
    """Return whether a segment is a clause that nothing outside governs, or a quoted sentence."""
    verb, first = doc[segment.predicate], doc[segment.tokens[0]]
    said = [i for i in segment.tokens if not doc[i].is_punct]
    bare = not any(c.i in said and c.dep_ not in _OF_VERBS for c in verb.children)
    quoted = bool(first.i) and doc[first.i - 1].is_quote and verb.pos_ == "VERB"
    if bare and not quoted and all(i == verb.i or doc[i].pos_ in _FUNCTION_WORDS for i in said):
        return False
    if segment.attribution is not None and first.i and doc[first.i - 1].is_quote and first.text[0].isupper():
        return True
    if not (finite(verb) or _shares_auxiliary(verb)):
        return verb.tag_ == "VB" and not is_infinitive(verb) and subject(verb) is None
    who = subject(verb)
    if who is None or who.i not in segment.tokens:
        return False
    if first.tag_ in {"WDT", "WP$"} or (first.tag_ == "WP" and verb.dep_ == "relcl"):
        return False
    if verb.dep_ in {"relcl", "ROOT"}:
        return True
    marks = {c.lower_ for c in children(verb, "mark") if c.i in segment.tokens}
    if marks - words("function_words.leading_complementisers"):
        return False
    return first.tag_ not in {"WP", "WDT", "WRB"} or verb.dep_ not in {"ccomp", "pcomp", "advcl"}


def _is_wanted(doc: Parse, segment: Segment, made: Attribution | None) -> bool:
    """Return whether it is what is wanted of somebody: "the firm to pay" of "the call for the firm to pay"."""
    word, verb = cue_word(doc, made.cue) if made is not None else None, doc[segment.predicate]
    who = next(children(verb, "nsubj", "nsubjpass"), None)
    if word is None or verb.tag_ != "VB" or who is None or who.i not in segment.tokens:
        return False
    return word.pos_ == "NOUN" or (is_infinitive(verb) and any(children(verb, "mark")))


def _is_denied(doc: Parse, segment: Segment, made: Attribution) -> bool:
    """Return whether a content in the reporter's words is not said or thought: "does not believe that"."""
    word, first = cue_word(doc, made.cue), segment.tokens[0]
    if word is None or made.implied or word.pos_ not in {"VERB", "AUX"} or word.sent is not doc[first].sent:
        return False
    return not (first and doc[first - 1].is_quote) and bool(negations(word))


def _governed(doc: Parse, segment: Segment, made: Attribution) -> Segment | None:
    """Return a segment with what governs it: the rest of the content, or the clause that reports it.

    "She accused the firm of fraud" for "the firm of fraud". None where that clause is no assertion either.
    """
    sentence, above = doc[segment.predicate].sent, doc[segment.predicate].head
    if above.i != segment.predicate and above.i in made.content and above.i not in segment.tokens:
        rest = {i for i in made.content if doc[i].sent is sentence}
        return replace(segment, tokens=trimmed(rest, doc), predicate=above.i)
    verb = None if made.implied else cue_word(doc, made.cue)
    if verb is None or verb.sent is not sentence:
        return segment
    if verb.pos_ not in {"VERB", "AUX"}:
        verb = next((v for v in verb.ancestors if v.pos_ in {"VERB", "AUX"} and finite(v)), verb)
    if verb.tag_ == "VBN" and segment.tokens[0] < verb.i < segment.tokens[-1]:  # "the meeting was said to have lasted"
        return replace(segment, tokens=tuple(range(segment.tokens[0], segment.tokens[-1] + 1)), predicate=verb.i)
    head = frame_head(verb)
    if head.dep_ in {"csubj", "pcomp", "pobj", "dobj"} or (head.dep_ == "acl" and head.tag_ != "VBG"):
        return None  # the clause that has it for a complement keeps it
    while not finite(head) and head.head.i != head.i:
        head = head.head
    tokens = subtree(head) - coordinated(head) | set(segment.tokens)
    tokens |= {i for i in range(*(made.source or (0, 0))) if doc[i].sent is sentence}
    if head.dep_ == "relcl":
        tokens |= set(range(phrase(head.head)[0], head.head.i + 1))
    elif head.dep_ == "advcl":
        tokens -= _conjunctions(head)
    return replace(segment, tokens=trimmed(tokens, doc), predicate=verb.i if head is frame_head(verb) else head.i)


def _conjunctions(verb: Token) -> set[int]:
    """Return the conjunctions that make a clause depend on another and still leave it asserted: "as", "after"."""
    return {c.i for c in children(verb, "mark", "advmod") if c.lower_ in words("time.conjunctions_of_facts")}


# Cutting a sentence into clauses


def _clauses(doc: Parse, tokens: list[int]) -> list[set[int]]:
    """Return a sentence's region cut into its coordinated clauses, those included that share a subject."""
    left = set(tokens)
    cut: list[set[int]] = []
    for i in sorted(tokens, reverse=True):
        verb = doc[i]
        own = subtree(verb)
        if (added := _addition(verb)) is not None and i in left:
            part = left & (own | set(added))
            if len(part) < len(left) and len(own) > _SHORTEST:
                cut.append(part)
                left -= own
        elif verb.pos_ in {"VERB", "AUX"} and _stands_alone(verb, left):
            part = {k for k in own & left if k >= joint(verb)} if torn(verb) is not None else own & left
            if part != left and len(part) >= _SHORTEST:
                cut.append(part)
                left -= part
    return [left, *reversed(cut)]


def _stands_alone(verb: Token, region: set[int]) -> bool:
    if torn(verb) is not None:
        return True
    before = verb.doc[max(0, verb.left_edge.i - 2) : verb.left_edge.i]
    if any(t.tag_ == "-LRB-" for t in before):
        return False
    if verb.head.i not in region:
        # inside a quotation the parser may hang the second clause on a verb outside of it
        return (
            finite(verb)
            and has_own_subject(verb)
            and any(i < verb.left_edge.i and verb.doc[i].head.i not in region and finite(verb.doc[i]) for i in region)
        )
    if not (finite(verb) or _shares_auxiliary(verb)):
        return False
    if verb.dep_ == "conj":
        if has_own_subject(verb):
            return _is_main(verb.head, region)
        return _is_main(verb.head, region) and len(subtree(verb) & region) > _SHORTEST and not _doubtful(verb)
    return has_own_subject(verb) and verb.dep_ in {"ccomp", "parataxis"} and _set_off(verb)


def _doubtful(verb: Token) -> bool:
    """Return whether it is open whose act a coordinated verb without subject is, or which of the two is asserted."""
    between = verb.doc[verb.head.i + 1 : verb.left_edge.i]
    either = any(c.lower_ in words("function_words.alternatives") for c in children(verb.head, "cc", "preconj"))
    return either or any(finite(t) and has_own_subject(t) for t in between)


def _set_off(verb: Token) -> bool:
    """Return whether a clause that the parser hung on the next is set off by a stop, or by a comma and "so", "but" …"""
    own = subtree(verb)
    around = [verb.doc[k].lower_ for k in (min(own) - 1, max(own) + 1, max(own) + 2) if 0 <= k < len(verb.doc)]
    if any(word in {";", ":", "—", "–"} for word in around[:2]):
        return True
    return verb.i < verb.head.i and around[-2:-1] == [","] and around[-1] in _COORDINATORS


def _addition(verb: Token) -> range | None:
    """Return what a relative clause after a comma is about: "Novak" of "Novak, who owns a mill"."""
    first = verb.left_edge.i
    if verb.dep_ != "relcl" or not finite(verb) or verb.head.pos_ not in {"NOUN", "PROPN"} or not first:
        return None
    relative = next((t for t in verb.doc[first : first + 2] if t.tag_ in {"WP", "WDT", "WP$"}), None)
    if verb.doc[first - 1].text != "," or relative is None:
        return None
    named = verb.head.head if verb.head.dep_ == "appos" else verb.head  # "Ada Moor, D-Ohio, who"
    start, end = phrase(named)[0], verb.head.i + 1
    if end - start <= _LONGEST_SHARED:
        return range(start, end)
    return range(verb.head.i, end) if relative.tag_ == "WP" else None


def _shares_auxiliary(verb: Token) -> bool:
    """Return whether a verb is finite by the auxiliary of the first: "were circulated and posted"."""
    return verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ == "VBN" and finite(verb.head)


def _is_main(verb: Token, region: set[int]) -> bool:
    """Return whether a verb heads its region, alone or coordinated: a conjunct in a relative clause does not."""
    while verb.dep_ == "conj" and verb.head.i in region:
        verb = verb.head
    return verb.head.i not in region or verb.head.i == verb.i or verb.dep_ == "ccomp"


def _with_subject(doc: Parse, tokens: tuple[int, ...], predicate: int) -> tuple[int, ...]:
    """Return the tokens with the subject that a coordinated verb shares: "Novak … left" of "Novak rose and left"."""
    verb = doc[predicate]
    if verb.dep_ != "conj" or has_own_subject(verb) or not (finite(verb) or _shares_auxiliary(verb)):
        return tokens
    who = subject(verb)
    if who is None or who.i in tokens or who.sent != verb.sent or who.tag_ in {"WDT", "WP"}:
        return tokens
    start, end = phrase(who)
    shared = range(start, end) if end - start <= _LONGEST_SHARED else (who.i,)
    return tuple(sorted({*tokens, *shared}))


# Clauses inside the reporting


def _asides(doc: Parse, attribution: Attribution, up: int | None, taken: set[int]) -> list[Segment]:
    """Return the clauses in the reporting that state something of their own."""
    out: list[Segment] = []
    if not attribution.cue or attribution.implied:
        return out
    for i in sorted(attribution.frame):
        verb = doc[i]
        if verb.pos_ not in {"VERB", "AUX"} or not finite(verb) or i in attribution.cue:
            continue
        own, marks = subtree(verb), (c.lower_ for c in children(verb, "mark", "advmod"))
        if not own <= attribution.frame or (up is None and own & taken):
            continue
        if verb.dep_ == "relcl" and verb.lemma_.lower() not in ANONYMITY_VERBS and _tells(verb):
            start, _ = phrase(verb.head)
            own |= set(range(start, verb.head.i + 1))
        elif verb.dep_ != "advcl" or not has_own_subject(verb) or words("time.conjunctions").isdisjoint(marks):
            continue
        tokens = trimmed(own, doc)
        if len(tokens) >= _SHORTEST_ASIDE:
            out.append(Segment(tokens, i, up))
    return out


def _tells(verb: Token) -> bool:
    """Return whether a relative clause adds something, and does not only say who is meant ("those who voted")."""
    first = verb.left_edge.i
    if any(c.lower_ in words("function_words.indefinite_articles") for c in children(verb.head, "det")):
        return True
    return first > 0 and verb.doc[first - 1].text in {",", "―", "—", "–"}
