"""Attributions by a verb with a frame of its own: "quoted X as saying", "made clear", "called it a mistake"."""

from __future__ import annotations

from rashomon.annotation.attribution.cue_parts import agent_of, clause, coordinated, is_passive, source_of
from rashomon.annotation.attribution.cues import ACCUSE_VERBS, CALL_VERBS, QUOTE_VERBS
from rashomon.annotation.attribution.types import Attribution, TokenRange, Via
from rashomon.annotation.syntax import children, phrase, subtree, trimmed, verb_group
from rashomon.types.parse import Parse, Token

__all__ = ["framed"]


def framed(verb: Token) -> Attribution | None:
    """The attribution that a verb makes by a frame of its own, if it makes one."""
    lemma = verb.lemma_.lower()
    if lemma in QUOTE_VERBS and (saying := _as_saying(verb)) is not None:
        return _quoted(verb, saying)
    if lemma == "make":
        return _made_clear(verb)
    if lemma in CALL_VERBS:
        return _called(verb)
    if lemma in ACCUSE_VERBS:
        return _accused(verb)
    return None


def _as_saying(verb: Token) -> Token | None:
    for as_ in children(verb, "prep", "mark", "advcl"):
        if as_.lower_ == "as":
            for saying in children(as_, "pcomp"):
                if saying.tag_ == "VBG":
                    return saying
        elif as_.tag_ == "VBG" and any(c.lower_ == "as" for c in as_.children):
            return as_
    return None


def _quoted(verb: Token, saying: Token) -> Attribution | None:
    """ "The Herald quoted X as saying", "X was quoted by it as saying": X's content, through the Herald."""
    doc = verb.doc
    passive = is_passive(verb)
    content = clause(verb, False) | clause(saying, False)
    frame = subtree(verb) - content
    if passive:
        who = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        source = phrase(who) if who is not None else None
        carrier, anonymous = agent_of(verb)
        if carrier is None and (printed := _printed_in(verb)) is not None:
            carrier, anonymous = printed, False
        cue: tuple[int, ...] = (*verb_group(verb), saying.i - 1, saying.i)
    else:
        # the object and all that stands between it and "as": the parser hangs the rest of a long title elsewhere
        whom = next(iter(children(verb, "dobj")), None)
        source = _trimmed_range(doc, whom.left_edge.i, saying.i - 1) if whom is not None else None
        carrier, anonymous = source_of(verb), False
        cue = (saying.i,)
    if source is None:
        return None
    via = Via(carrier, cue=verb_group(verb), anonymous=anonymous and carrier is None)
    return Attribution(tuple(sorted(cue)), source, trimmed(content, doc), frozenset(frame), via=(via,))


def _printed_in(verb: Token) -> TokenRange | None:
    """ "Was quoted in the Herald as saying": the paper that quotes."""
    for preposition in children(verb, "prep"):
        if preposition.lower_ in {"in", "on"}:
            for where in children(preposition, "pobj"):
                if where.ent_type_ not in {"DATE", "TIME", "GPE", "LOC"} and where.pos_ == "PROPN":
                    return phrase(where)
    return None


def _trimmed_range(doc: Parse, start: int, end: int) -> TokenRange | None:
    kept = trimmed(range(start, end), doc)
    return (kept[0], kept[-1] + 1) if kept else None


def _made_clear(verb: Token) -> Attribution | None:
    clear = next((t for t in verb.doc[verb.i + 1 : verb.i + 5] if t.lower_ in {"clear", "plain", "known"}), None)
    if clear is None or clear.i not in subtree(verb):
        return None
    content = {i for c in children(verb, "dobj", "ccomp") for i in subtree(c)} - {clear.i}
    content |= {i for c in children(clear, "ccomp", "advcl") for i in subtree(c)}
    content -= {c.i for c in children(verb, "expl")} | {t.i for t in verb.doc[verb.i + 1 : clear.i]}
    source = source_of(verb)
    if not content or source is None:
        return None
    frame = frozenset(subtree(verb) - content)
    return Attribution((*verb_group(verb), clear.i), source, trimmed(content, verb.doc), frame)


def _called(verb: Token) -> Attribution | None:
    """ "Called the deal a mistake", "described it as a success"."""
    content: set[int] = set()
    for child in children(verb, "oprd", "xcomp", "ccomp"):
        if child.left_edge.tag_ not in {"WP", "WRB", "WDT"}:
            content |= subtree(child)
    named = list(children(verb, "dobj"))
    if any(c.tag_ in {"WP", "WDT"} for c in named):
        return None
    objects = {i for c in named for i in subtree(c)}
    for as_ in children(verb, "prep"):
        if as_.lower_ == "as":
            content |= subtree(as_) - {as_.i}
    source = source_of(verb)
    if not content or source is None or is_passive(verb):
        return None
    if len(content | objects) < 2 or verb.doc[min(content)].tag_ in {"TO", "IN"}:
        return None
    frame = frozenset(subtree(verb) - content - objects - coordinated(verb))
    return Attribution(verb_group(verb), source, trimmed(content | objects, verb.doc), frame)


def _accused(verb: Token) -> Attribution | None:
    """ "Accused X of lying"."""
    whom = next(iter(children(verb, "dobj")), None)
    source = source_of(verb)
    wanted = ACCUSE_VERBS[verb.lemma_.lower()]
    near = (*children(verb, "prep"), *(children(whom, "prep") if whom is not None else ()))
    charge = next((p for p in near if p.lower_ == wanted), None)
    if whom is None or whom.tag_ in {"WP", "WDT"} or charge is None or source is None:
        return None
    content = subtree(whom) | subtree(charge)
    frame = frozenset(subtree(verb) - content - coordinated(verb))
    return Attribution(verb_group(verb), source, trimmed(content, verb.doc), frame)
