"""The syntax of a parse: arguments of a verb, noun phrases, clauses, voice, auxiliaries, negation; one function each.

Tokens are passed as `Token`, or by index into ``Document.parse``; a set of tokens is a set of indices. Relations are
ClearNLP's, as spaCy's English pipelines give them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from rashomon.lexicon import phrases, table, words
from rashomon.types.parse import Parse, Token

__all__ = [
    "FINITE_TAGS",
    "OBJECTS",
    "SUBJECTS",
    "agent",
    "auxiliaries",
    "children",
    "cue_word",
    "finite",
    "has_own_subject",
    "is_agentless_passive",
    "is_infinitive",
    "is_passive",
    "joint",
    "lemma_of",
    "modal_of",
    "modal_verb",
    "negation_words",
    "negations",
    "object_of",
    "own_subject",
    "perfect",
    "phrase",
    "prepositional_objects",
    "runs",
    "subject",
    "subtree",
    "torn",
    "trimmed",
    "verb_group",
]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "dative", "attr"})
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
_CLAUSAL = frozenset({"relcl", "ccomp", "advcl", "parataxis", "conj", "acl"})
_EDGES = frozenset({"PUNCT", "SPACE", "CCONJ"})
_NEGATED_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd", "pobj"})
_BE = words("function_words.be")
_CONTRACTED = words("function_words.contracted_auxiliaries")
_SAME_DOER = words("function_words.prepositions_of_gerunds_with_the_same_subject")
_NEGATIVE_DETERMINERS = words("factuality.negative_determiners")
_NO_LONGER = words("factuality.words_after_no_that_end_a_state")
_NOT_NEGATING = words("factuality.words_after_not_that_affirm")
_IN_NO_WAY = words("factuality.nouns_after_no_that_negate_the_verb")
_HELP = words("factuality.verbs_that_cannot_negates_to_affirm")
_AGREE = words("factuality.verbs_that_cannot_more_affirms")
_MORE = words("factuality.more")


# The tree


def children(token: Token, *deps: str) -> Iterator[Token]:
    """Return the children of a token by one of the relations."""
    return (c for c in token.children if c.dep_ in deps)


def subtree(token: Token) -> set[int]:
    """Return the indices of a token and of all that depends on it."""
    return {t.i for t in token.subtree}


def lemma_of(token: Token) -> str:
    """Return the lemma in lower case, with the particle of a phrasal verb: "turn down"."""
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    return f"{token.lemma_.lower()} {particle}".strip()


def cue_word(doc: Parse, cue: Collection[int]) -> Token | None:
    """Return the word that says what kind of cue it is: "saying" of "was quoted as saying"."""
    tokens = [doc[i] for i in cue]
    main = [t for t in tokens if t.pos_ in ("VERB", "NOUN") and t.dep_ not in ("aux", "auxpass")]
    return main[-1] if main else (tokens[-1] if tokens else None)


# Arguments and voice


def own_subject(verb: Token) -> Token | None:
    """Return the subject that depends on the verb itself."""
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def has_own_subject(verb: Token) -> bool:
    """Return whether a subject depends on the verb itself."""
    return own_subject(verb) is not None


def subject(verb: Token) -> Token | None:
    """Return the understood subject: the verb's own, that of the verb above, or what a relative clause modifies.

    The subject of a participle after a comma ("…, saying that") is the subject of the clause.
    """
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = own_subject(verb)
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


def object_of(verb: Token) -> Token | None:
    """Return the first object or nominal complement of a verb."""
    return next((c for c in children(verb, *OBJECTS) if c.pos_ != "ADP"), None)


def prepositional_objects(word: Token) -> Iterator[tuple[Token, Token]]:
    """Return each preposition that depends on a word, with the noun that it governs."""
    return ((prep, noun) for prep in children(word, "prep", "dative") for noun in children(prep, "pobj"))


def is_passive(verb: Token) -> bool:
    """Return whether a verb is passive: by an auxiliary, or as a bare participle ("Asked whether …, she said")."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl"} and not any(c.dep_ == "aux" for c in verb.children)


def agent(verb: Token) -> Token | None:
    """Return the noun after the "by" of a passive."""
    return next((who for by in children(verb, "agent") for who in children(by, "pobj")), None)


def is_agentless_passive(verb: Token) -> bool:
    """Return whether a verb is passive and nobody is named as its agent: "was said to", "is believed to"."""
    return (
        verb.tag_ == "VBN"
        and any(c.dep_ == "auxpass" or (c.dep_ == "aux" and c.lemma_ in _BE) for c in verb.children)
        and not any(c.dep_ == "agent" for c in verb.children)
    )


# Noun phrases


def phrase(token: Token, without: Collection[int] = ()) -> tuple[int, int]:
    """Return the noun phrase of a head as a token range: modifiers, appositions, no clause, nothing of ``without``."""
    kept = subtree(token) - set(without)
    if token.i + 1 < len(token.doc) and token.doc[token.i + 1].tag_ == "-LRB-":
        # "Sen. Tim Kaine (D-Va.)": the closing bracket does not always depend on the name
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
    """Return whether the parser took a day for a part of a name: "On Friday Jan Novak wrote"."""
    return word.ent_type_ == "DATE" and head.ent_type_ != "DATE" and head.pos_ == "PROPN"


# Clauses


def finite(verb: Token) -> bool:
    """Return whether a verb, with its auxiliaries, is finite: it can head a clause of its own."""
    if verb.tag_ in FINITE_TAGS:
        return True
    return any(c.tag_ in FINITE_TAGS or c.lower_ in _CONTRACTED for c in children(verb, "aux", "auxpass"))


def verb_group(verb: Token) -> tuple[int, ...]:
    """Return a verb with its auxiliaries, negation and particle."""
    return tuple(sorted([verb.i, *(c.i for c in children(verb, "aux", "auxpass", "neg", "prt"))]))


def torn(verb: Token) -> Token | None:
    """Return the true subject of a second clause that the parser joined to the list before it.

    "It included A, B and C, and the meeting was held": parsed as if all of "A … meeting" was held, under "included".
    The signs are a clause without "that" under a verb before it that takes none, and a conjunct right before the
    clause's verb. "He said the group and its allies were ready" is no such case.
    """
    if verb.dep_ != "ccomp" or verb.head.i > verb.i or any(c.dep_ == "mark" for c in verb.children):
        return None
    if verb.head.lemma_.lower() in words("factuality.verbs_with_clauses"):
        return None
    who = next(children(verb, "nsubj", "nsubjpass"), None)
    last = verb.doc[min(verb_group(verb)) - 1]
    if who is None or last.dep_ != "conj" or last.i <= who.i or last.i not in subtree(who):
        return None
    start = last.left_edge.i
    before = verb.doc[start - 1]
    return (
        last if start > who.i and before.pos_ == "CCONJ" and verb.doc[start].pos_ in {"DET", "PROPN", "PRON"} else None
    )


def joint(verb: Token) -> int:
    """Return the first token of a verb's clause; of a torn one, that of its true subject."""
    who = torn(verb)
    return who.left_edge.i if who is not None else verb.left_edge.i


def trimmed(tokens: Iterable[int], doc: Parse, *, marks: bool = True) -> tuple[int, ...]:
    """Return the tokens in order, without punctuation, conjunctions and (``marks``) a leading "that" at the edges."""
    kept = sorted(set(tokens))
    while kept and _edge(doc[kept[0]], marks):
        kept.pop(0)
    while kept and doc[kept[-1]].pos_ in _EDGES and not (doc[kept[-1]].tag_ == "-RRB-" and len(kept) > 1):
        kept.pop()
    return tuple(kept)


def _edge(token: Token, marks: bool) -> bool:
    if token.pos_ in _EDGES and token.tag_ not in {"-LRB-", "$", "#"} and token.dep_ != "preconj":
        return True
    return marks and token.dep_ == "mark" and token.lower_ in words("function_words.leading_complementisers")


def runs(tokens: Iterable[int], doc: Parse, breaks: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return token ranges that hold the tokens: a gap of punctuation alone is closed, a break opens a new range.

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


# Auxiliaries and modals


def auxiliaries(verb: Token) -> list[Token]:
    """Return a verb's auxiliaries; a coordinated verb without subject and auxiliary shares those of the first."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if own or verb.dep_ != "conj" or has_own_subject(verb) or verb.tag_ in ("VBD", "VBZ", "VBP"):
        return own
    return auxiliaries(verb.head) if verb.head.pos_ in ("VERB", "AUX") else own


def modal_verb(verb: Token) -> Token | None:
    """Return the modal of a verb, or the verb itself where it is one."""
    return next((t for t in (*auxiliaries(verb), verb) if t.tag_ == "MD"), None)


def modal_of(verb: Token) -> str | None:
    """Return the modal of a verb in full: "will" for "'ll"; None without one."""
    token = modal_verb(verb)
    return None if token is None else table("function_words.modals_in_full").get(token.lower_, token.lower_)


def perfect(verb: Token) -> Token | None:
    """Return the "have" of a perfect after a modal or "to"."""
    return next((c for c in children(verb, "aux") if c.lower_ in words("function_words.have")), None)


def is_infinitive(verb: Token) -> bool:
    """Return whether "to" stands before the verb."""
    return any(c.tag_ == "TO" for c in children(verb, "aux"))


# Negation


def negations(verb: Token) -> list[Token]:
    """Return the words that negate a verb: "not", "never", "no longer", a "no" in an argument, "failed to" itself."""
    if _only_stresses(verb):
        return []
    found = [c for c in verb.children if _negates(c)]
    for argument in verb.children:
        if argument.dep_ in _NEGATED_ARGUMENTS:
            found += _negative_words(argument)
        elif argument.dep_ in ("advmod", "npadvmod", "acomp") and argument.lower_ in _NO_LONGER:
            found += [c for c in argument.children if c.lower_ in words("factuality.no")]
        elif argument.dep_ == "prep":
            nouns = (noun for noun in argument.children if noun.lemma_.lower() in _IN_NO_WAY)
            found += [c for noun in nouns for c in noun.children if c.lower_ in words("factuality.no")]
    if lemma_of(verb) in words("factuality.verbs_that_only_negate") and any(c.dep_ == "xcomp" for c in verb.children):
        found.append(verb)
    return found


def negation_words(negation: Token) -> tuple[int, ...]:
    """Return the tokens of a negation: "no one" has two."""
    return (negation.i - 1, negation.i) if _is_no_one(negation) else (negation.i,)


def _only_stresses(verb: Token) -> bool:
    """Return whether a negation would affirm: "cannot help but", "could not be higher", "could not agree more"."""
    if modal_of(verb) not in words("factuality.modals_of_ability"):
        return False
    if verb.lemma_ in _BE:
        complements = [c for c in verb.children if c.dep_ == "acomp"]
        return any(c.tag_ == "JJR" or any(g.lower_ in _MORE for g in c.children) for c in complements)
    return verb.lemma_ in _HELP or (verb.lemma_ in _AGREE and any(c.lower_ in _MORE for c in verb.children))


def _negates(token: Token) -> bool:
    if token.dep_ != "neg" and token.lower_ not in words("factuality.negators"):
        return False
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return after not in _NOT_NEGATING and token.dep_ in ("neg", "advmod", "preconj", "cc", "det", "intj")


def _is_no_one(token: Token) -> bool:
    return token.i > 0 and (token.nbor(-1).lower_, token.lower_) in phrases("factuality.negative_phrases")


def _negative_words(argument: Token) -> Iterator[Token]:
    """Yield a "no" or "neither" on an argument, or the argument itself where it is "nobody"."""
    if argument.lower_ in words("factuality.negative_words") or _is_no_one(argument):
        yield argument
        return
    for child in argument.children:
        if child.lower_ in _NEGATIVE_DETERMINERS and child.dep_ in ("det", "preconj", "neg", "advmod"):
            if argument.lemma_.lower() not in words("factuality.nouns_after_no_that_affirm"):
                yield child
            return
