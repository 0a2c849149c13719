"""Attributions by a noun or a preposition: "Washington's call for X to go", "the demand that", "according to"."""

from __future__ import annotations

from rashomon.annotation.attribution.cue_parts import source_of, sourced
from rashomon.annotation.attribution.cues import ARTICLE_WORDS, REPORT_NOUNS
from rashomon.annotation.attribution.types import Attribution, TokenRange, Via
from rashomon.annotation.syntax import children, phrase, subtree, trimmed, verb_group
from rashomon.types.parse import Token

__all__ = ["according_to", "noun_attribution"]

_ACCORDING = {"according": ("to",), "per": (), "judging": ("by",)}
_NOBODYS = frozenset("accusation allegation claim report rumor rumour suggestion suspicion".split())
"""Nouns that report without saying whose word it is; others need a holder ("a promise that" may be nobody's)."""
_ECHOING = frozenset({"cite", "echo", "endorse", "mention", "quote", "recall", "reference", "reiterate", "restate"})
_ECHOING_BY = {"with": frozenset({"agree", "concur"}), "to": frozenset({"point", "refer", "allude"})}
"""Verbs that pass a claim on as their own or as somebody's; to deny or dispute one does not."""
_IN_VIEW = frozenset({"view", "words", "opinion", "estimation", "telling"})


def noun_attribution(noun: Token) -> Attribution | None:
    """The attribution that a noun of saying makes with its clause, if it makes one."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in REPORT_NOUNS:
        return None
    mark, content = _that_clause(noun) or _for_clause(noun) or (None, set())
    if mark is None or not content:
        return None
    source = _holder(noun)
    if source is None and noun.lemma_.lower() not in _NOBODYS:
        return None
    frame = set(range(*phrase(noun))) - content | {noun.i, mark.i}
    if source is not None:
        frame |= set(range(*source))
    return Attribution(
        cue=(noun.i,),
        source=source,
        content=trimmed(content, noun.doc),
        frame=frozenset(frame),
        via=_passed_on(noun),
        anonymous=source is None,
    )


def _passed_on(noun: Token) -> tuple[Via, ...]:
    """Who passes it on: "echoed her claim that …", "agrees with his opinion that …", "pointed to reports that …"."""
    verb, wanted = noun.head, _ECHOING
    if noun.dep_ == "pobj":
        wanted = _ECHOING_BY.get(verb.lower_, frozenset())
        verb = verb.head
    elif noun.dep_ != "dobj":
        return ()
    if verb.lemma_.lower() not in wanted or verb.pos_ != "VERB":
        return ()
    who = source_of(verb)
    return (Via(who, cue=verb_group(verb)),) if who is not None else ()


def _that_clause(noun: Token) -> tuple[Token, set[int]] | None:
    """ "The demand that Iran leave": the clause right behind the noun, wherever the parser hung it."""
    for clause in children(noun, "acl", "ccomp", "relcl", "appos"):
        mark = next((c for c in clause.children if c.lower_ == "that" and c.dep_ == "mark"), None)
        if mark is not None and mark.i == noun.i + 1:
            return mark, {i for i in subtree(clause) if i > mark.i}
    return None


def _for_clause(noun: Token) -> tuple[Token, set[int]] | None:
    """ "The call for Iran to remove its forces": a "for … to" behind the noun."""
    doc = noun.doc
    mark = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
    if mark is None or mark.lower_ not in {"for", "on"}:
        return None
    if mark.dep_ == "mark":
        clause = mark.head
        return mark, {i for i in subtree(clause) if i > mark.i}
    for who in children(mark, "pobj"):
        for clause in (*children(who, "acl", "relcl"), *children(noun, "acl")):
            if any(c.tag_ == "TO" for c in clause.children):
                return mark, {i for i in subtree(who) | subtree(clause) if i > mark.i}
    return None


def _holder(noun: Token) -> TokenRange | None:
    """Whose it is: a possessor, a nationality, "by X", "from X", "of X", or who is said to have made it."""
    for who in children(noun, "poss"):
        return phrase(who)
    for by in children(noun, "prep", "agent"):
        if by.lower_ in {"by", "from", "of"}:
            for who in children(by, "pobj"):
                if who.ent_type_ or who.pos_ in {"PROPN", "PRON"}:
                    return phrase(who)
    for who in children(noun, "amod", "compound", "nmod"):
        if who.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"} or who.tag_ == "NNP":
            return (who.i, who.i + 1)
    return None


def according_to(word: Token) -> Attribution | None:
    """ "According to the report, …": the clause that it stands beside is the content."""
    doc = word.doc
    if word.lower_ in _ACCORDING:
        wanted = _ACCORDING[word.lower_]
        to = next((c for c in word.children if c.lower_ in wanted), word if not wanted else None)
        if to is None or (word.lower_ == "per" and word.dep_ != "prep"):
            return None
        whom = next(iter(children(to, "pobj")), None)
        cue = (word.i,) if to is word else (word.i, to.i)
    elif word.lower_ in _IN_VIEW and word.head.lower_ == "in" and word.head.i < word.i:
        whom = next((c for c in children(word, "poss")), None)
        cue = (word.head.i, word.i)
        word = word.head
    else:
        return None
    if whom is not None and word.lower_ == "per" and not (whom.pos_ == "PROPN" or whom.lower_ in ARTICLE_WORDS):
        return None
    if whom is None or whom.ent_type_ in {"CARDINAL", "MONEY", "PERCENT", "DATE"}:
        return None
    own = subtree(word)
    head = word.head
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
        head = head.head
    inner = sourced(head, word)
    content = subtree(head if inner is None else inner) - own
    if not content:
        return None
    return Attribution(
        cue=cue,
        source=phrase(whom),
        content=trimmed(content, doc),
        frame=frozenset(own),
    )
