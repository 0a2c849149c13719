"""The geometry of a parse: phrases, clauses, subjects, and where two clauses that the parser ran together divide.

Tokens are passed by index into ``Document.parse``; a set of tokens is a ``frozenset`` or ``set`` of indices. Relations
are ClearNLP's, as spaCy's English pipelines give them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rashomon.types.parse import Parse, Token

__all__ = [
    "FINITE_TAGS",
    "SUBJECTS",
    "children",
    "finite",
    "has_own_subject",
    "joint",
    "phrase",
    "runs",
    "subject",
    "subtree",
    "torn",
    "trimmed",
    "verb_group",
]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
_CLAUSAL = frozenset({"relcl", "ccomp", "advcl", "parataxis", "conj", "acl"})
_CONTRACTED = frozenset(f"{mark}{rest}" for mark in "'’" for rest in ("m", "re", "s", "ve", "ll", "d"))
"""Auxiliaries that the tagger often takes for adverbs: "I’m guessing"."""
_SAME_DOER = frozenset({"after", "as", "before", "by", "in", "upon", "while", "without"})
"""Prepositions whose gerund is done by the subject of the clause; "scoffed at him for believing" is not."""
_EDGES = frozenset({"PUNCT", "SPACE", "CCONJ"})


def children(token: Token, *deps: str) -> Iterator[Token]:
    """The children of a token by one of the relations."""
    return (c for c in token.children if c.dep_ in deps)


def subtree(token: Token) -> set[int]:
    """A token with all that hangs on it."""
    return {t.i for t in token.subtree}


def finite(verb: Token) -> bool:
    """Whether a verb, with its auxiliaries, is finite: it can head a clause of its own."""
    if verb.tag_ in FINITE_TAGS:
        return True
    return any(c.tag_ in FINITE_TAGS or c.lower_ in _CONTRACTED for c in children(verb, "aux", "auxpass"))


def has_own_subject(verb: Token) -> bool:
    return any(c.dep_ in SUBJECTS for c in verb.children)


def subject(verb: Token) -> Token | None:
    """Who does what the verb says: its own subject, that of the verb it hangs on, or what a relative clause is of.

    A participle that hangs on a clause by comma ("…, saying that") is the doing of the clause's subject.
    """
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            return verb.head if own.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else own
        if verb.dep_ in {"acl", "relcl"}:
            return verb.head
        if verb.dep_ == "pcomp" and verb.head.lower_ not in _SAME_DOER:
            return None
        if verb.dep_ not in {"xcomp", "conj", "advcl", "ccomp", "pcomp", "prep"}:
            return None
        verb = verb.head
    return None


def torn(verb: Token) -> Token | None:
    """The true subject of a second clause that the parser took into the list before it.

    "It included A, B and C, and the meeting was held": document as if all of "A … meeting" was held, under "included".
    Seen by a clause without "that" under a verb that hardly takes one, with a conjunct right before its verb.
    """
    if verb.dep_ != "ccomp" or verb.head.i > verb.i or any(c.dep_ == "mark" for c in verb.children):
        return None
    who = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    last = verb.doc[min(verb_group(verb)) - 1]
    if who is None or last.dep_ != "conj" or last.i <= who.i or last.i not in subtree(who):
        return None
    start = last.left_edge.i
    before = verb.doc[start - 1]
    return (
        last if start > who.i and before.pos_ == "CCONJ" and verb.doc[start].pos_ in {"DET", "PROPN", "PRON"} else None
    )


def joint(verb: Token) -> int:
    """The first token of a verb's clause, where a torn clause begins at its true subject."""
    who = torn(verb)
    return who.left_edge.i if who is not None else verb.left_edge.i


def phrase(token: Token, without: Collection[int] = ()) -> tuple[int, int]:
    """The noun phrase of a head, as a token range: modifiers, appositions, no clause and nothing of ``without``."""
    kept = subtree(token) - set(without)
    if token.i + 1 < len(token.doc) and token.doc[token.i + 1].tag_ == "-LRB-":
        # "Sen. Tim Kaine (D-Va.)": the closing bracket is not always hung on the name
        last = max(kept)
        if last + 1 < len(token.doc) and token.doc[last + 1].tag_ == "-RRB-":
            kept.add(last + 1)
    for child in token.children:
        clause = child.dep_ in _CLAUSAL and (child.dep_ != "conj" or child.pos_ in {"VERB", "AUX"})
        if clause or (child.dep_ == "prep" and child.i > token.i and any(c.dep_ == "pcomp" for c in child.children)):
            kept -= subtree(child)
    start = end = token.i
    while start - 1 in kept:
        start -= 1
    while end + 1 in kept:
        end += 1
    doc = token.doc
    while end > token.i and doc[end].pos_ in _EDGES and doc[end].tag_ != "-RRB-":
        end -= 1
    while start < token.i and (doc[start].pos_ in _EDGES or _is_day_before_name(doc[start], token)):
        start += 1
    if end > token.i and doc[end].tag_ == "POS":
        end -= 1
    return start, end + 1


def _is_day_before_name(word: Token, head: Token) -> bool:
    """ "On Friday Jan Novak wrote": the parser takes the day for a part of the name."""
    return word.ent_type_ == "DATE" and head.ent_type_ != "DATE" and head.pos_ == "PROPN"


def verb_group(verb: Token) -> tuple[int, ...]:
    """A verb with its auxiliaries, negation and particle."""
    return tuple(sorted([verb.i, *(c.i for c in children(verb, "aux", "auxpass", "neg", "prt"))]))


def trimmed(tokens: Iterable[int], doc: Parse, *, marks: bool = True) -> tuple[int, ...]:
    """The tokens in order, without punctuation, conjunctions and (with ``marks``) a leading "that" at the edges."""
    kept = sorted(set(tokens))
    while kept and _edge(doc[kept[0]], marks):
        kept.pop(0)
    while kept and doc[kept[-1]].pos_ in _EDGES and not (doc[kept[-1]].tag_ == "-RRB-" and len(kept) > 1):
        kept.pop()
    return tuple(kept)


def _edge(token: Token, marks: bool) -> bool:
    if token.pos_ in _EDGES and token.tag_ not in {"-LRB-", "$", "#"} and token.dep_ != "preconj":
        return True
    return marks and token.dep_ == "mark" and token.lower_ in {"that", "for"}


def runs(tokens: Iterable[int], doc: Parse, breaks: Collection[int] = ()) -> list[tuple[int, int]]:
    """Token ranges that hold the tokens: a gap of punctuation only is closed, a ``break`` always opens a new range.

    ``breaks`` are the first tokens of paragraphs.
    """
    out: list[tuple[int, int]] = []
    for i in sorted(tokens):
        if out:
            gap = range(out[-1][1], i)
            if all(doc[g].is_punct for g in gap) and not any(b in breaks for b in range(out[-1][1], i + 1)):
                out[-1] = (out[-1][0], i + 1)
                continue
        out.append((i, i + 1))
    return out
