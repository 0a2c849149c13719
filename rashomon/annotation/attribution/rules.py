"""Attributions by rules over the parse: verbs, nouns and phrases that attribute, and quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter

from rashomon.annotation.attribution.cues import (
    ACCUSE_VERBS,
    CALL_VERBS,
    CUE_VERBS,
    QUOTE_VERBS,
    REPORT_NOUNS,
    REPORT_VERBS,
    TELL_VERBS,
    clause,
    coordinated,
    frame_head,
    hearer_of,
    source_of,
)
from rashomon.annotation.attribution.interviews import through
from rashomon.annotation.attribution.types import Attribution, TokenRange, Via
from rashomon.annotation.clauses import parents
from rashomon.annotation.document import Document
from rashomon.annotation.quotations import Quote, quote_at
from rashomon.annotation.syntax import (
    agent,
    children,
    cue_word,
    finite,
    has_own_subject,
    is_passive,
    joint,
    negations,
    phrase,
    prepositional_objects,
    subject,
    subtree,
    torn,
    trimmed,
    verb_group,
)
from rashomon.lexicon import words
from rashomon.types.parse import Token

__all__ = ["RULES", "completed", "find"]

_MAX_ASIDE = 14
"""Longest "…, X said in Y on Z, …" that is read as an aside within what is said, in tokens."""
_SHORTEST_QUOTATION = 5
"""Fewer words than this in quotation marks are a term or a scare quote unless a cue takes them."""
_TURNS = 2
"""So many turns of one speaker make a talk."""
_NEAR = 5
"""Tokens behind a short answer in which its cue must stand."""
_INNER_OPEN = frozenset("'‘`‚‹")
_INNER_CLOSE = frozenset("'’›")
"""Marks of a quotation inside a quotation."""
_RELATIVES = frozenset({"WP", "WRB", "WDT"})


def find(document: Document, quotes: Sequence[Quote], without: Collection[str] = ()) -> tuple[Attribution, ...]:
    """Every attribution of the story, in order of cue; by the rules that ``without`` does not name."""
    rules = [rule for name, rule in RULES.items() if name not in without]
    found = (next(filter(None, (rule(token) for rule in rules)), None) for token in document.parse)
    placed = (_placed(document, quotes, made) for made in found if made is not None and made.content)
    kept = tuple(made for made in placed if made is not None and made.content)
    if "quotation_marks" in without:
        return tuple(sorted(kept, key=lambda a: (a.cue or a.content, a.content)))
    return _quoted(document, quotes, kept, without)


# Verbs


def _reported(verb: Token) -> Attribution | None:
    """ "Said that …", ", he said, …", "urged him to …", "vowed to …", "was said to have …", "believes that …"."""
    doc, lemma = verb.doc, verb.lemma_.lower()
    if verb.pos_ not in {"VERB", "AUX"} or lemma not in CUE_VERBS:
        return None
    thought, passive = lemma not in REPORT_VERBS, is_passive(verb)
    content = clause(verb, thought) or _aside_host(verb) or (_raised(verb) if passive else _foreseen(verb))
    if not content and lemma in TELL_VERBS and not negations(verb):
        content = _told_to(verb)
    if not content and lemma in words("reporting.promise_verbs"):
        content = {i for c in children(verb, "xcomp") if doc[c.i - 1].tag_ == "TO" for i in subtree(c)}
    said = trimmed(content, doc)
    if not said:
        return None
    by = agent(verb) if passive else None
    source = (phrase(by) if by is not None else None) if passive else source_of(verb)
    if source is None and not passive and said[0] < verb.i and not doc[said[0] - 1].is_quote:
        return None  # what stands before a cue is its content only where a speaker stands with the cue
    if thought and not passive:
        who = subject(verb)
        # "Does anyone believe that …?" is nobody's thought, and "I guess" is the speaker's own wording
        nobodys = who is None or who.lower_ in words("reporting.nobody")
        if nobodys or source is None or not finite(verb):
            return None
    frame = subtree(frame_head(verb)) - set(said) - coordinated(verb)
    return Attribution(
        cue=verb_group(verb),
        source=source,
        content=said,
        frame=frozenset(frame),
        to=hearer_of(verb, passive),
        via=through(verb, frame),
        anonymous=passive and source is None,
    )


def _aside_host(verb: Token) -> set[int]:
    """What an aside such as ", he said," interrupts or closes."""
    if verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "conj"} or not finite(verb):
        return set()
    own = subtree(verb)
    if not has_own_subject(verb) or len(own) > _MAX_ASIDE or verb.head.i == verb.i:
        return set()
    if any(c.dep_ in {"dobj", "mark"} for c in verb.children) and verb.dep_ != "parataxis":
        return set()
    doc, first, last = verb.doc, min(own), max(own)
    sentence = verb.sent
    left = first == sentence.start or doc[first].is_punct or doc[first - 1].is_punct
    right = last + 1 >= sentence.end or doc[last].is_punct or doc[last + 1].is_punct
    if not (left and right) or (verb.dep_ == "conj" and last + 1 < sentence.end - 1):
        return set()
    host = verb.head
    while host.pos_ not in {"VERB", "AUX"} and host.dep_ not in {"ROOT", "ccomp"} and host.head.i != host.i:
        host = host.head
    for joined in (*children(host, "conj"), *(c for c in children(host, "ccomp") if torn(c) is not None)):
        if joined.lemma_.lower() in CUE_VERBS:  # it brings a cue of its own
            own |= {i for i in subtree(joined) if torn(joined) is None or i >= joint(joined)}
    return subtree(host) - own


def _foreseen(verb: Token) -> set[int]:
    """ "Said economists predict higher growth": what is foreseen or stressed, where somebody else passes it on."""
    lemma, stressed = verb.lemma_.lower(), words("reporting.stressing_verbs")
    if lemma not in stressed | words("reporting.forecasting_verbs") or verb.dep_ != "ccomp":
        return set()
    what = next((c for c in children(verb, "dobj") if c.pos_ == "NOUN" and len(subtree(c)) > 1), None)
    if what is None or not has_own_subject(verb) or verb.head.lemma_.lower() not in CUE_VERBS:
        return set()
    if lemma in stressed and not any(children(what, "acl", "prep")):
        return set()
    return {i for c in verb.children if c.i >= what.left_edge.i for i in subtree(c)}


def _infinitive(verb: Token, *relations: str) -> Token | None:
    """The clause with "to" that depends on a verb."""
    return next((c for c in children(verb, *relations) if any(a.tag_ == "TO" for a in c.children)), None)


def _raised(verb: Token) -> set[int]:
    """ "The meeting was said to have lasted": subject and infinitive are the content."""
    to, who = _infinitive(verb, "xcomp", "advcl"), next(children(verb, "nsubjpass"), None)
    if to is None or who is None or verb.lemma_.lower() in TELL_VERBS:
        return set()
    return {i for i in subtree(who) if i >= joint(verb)} | subtree(to)


def _told_to(verb: Token) -> set[int]:
    """ "Urged Iran to withdraw": object and infinitive are the content."""
    to, whom = _infinitive(verb, "xcomp", "ccomp"), next(children(verb, "dobj", "nsubjpass"), None)
    if to is None and whom is not None and whom.i > verb.i:
        # "urged those present to pay": the infinitive hangs on a modifier of the object
        below = (t for t in whom.subtree if t.dep_ in {"xcomp", "relcl", "acl"})
        to = next((t for t in below if t.doc[t.i - 1].tag_ == "TO"), None)
    if to is None:
        return set()
    return subtree(to) | (subtree(whom) if whom is not None else set())


def _as_saying(verb: Token) -> Attribution | None:
    """ "The Herald quoted X as saying", "X was quoted by it as saying": X's content, through the Herald."""
    whom = next(children(verb, "nsubjpass", "dobj"), None)
    if whom is None or verb.pos_ != "VERB" or verb.lemma_.lower() not in QUOTE_VERBS:
        return None
    behind = (t for t in verb.subtree if t.tag_ == "VBG" and t.doc[t.i - 1].lower_ in words("function_words.as"))
    saying = next((t for t in behind if verb in (t.head, t.head.head)), None)
    if saying is None:
        return None
    content = clause(verb, False) | clause(saying, False)
    if is_passive(verb):
        inside = (n for p, n in prepositional_objects(verb) if p.lower_ in words("reporting.print_prepositions"))
        papers = (n for n in inside if n.pos_ == "PROPN" and n.ent_type_ not in {"DATE", "TIME", "GPE", "LOC"})
        by = next(papers, None) if agent(verb) is None else agent(verb)
        source, carrier = phrase(whom), phrase(by) if by is not None else None
        cue: tuple[int, ...] = (*verb_group(verb), saying.i - 1, saying.i)
    else:
        # the object and all that stands between it and "as": the parser hangs the rest of a long title elsewhere
        kept = trimmed(range(whom.left_edge.i, saying.i - 1), verb.doc) or (whom.i,)
        source, carrier, cue = (kept[0], kept[-1] + 1), source_of(verb), (saying.i,)
    via = Via(carrier, cue=verb_group(verb), anonymous=carrier is None and is_passive(verb))
    frame = frozenset(subtree(verb) - content)
    return Attribution(tuple(sorted(cue)), source, trimmed(content, verb.doc), frame, via=(via,))


def _made_clear(verb: Token) -> Attribution | None:
    """ "Made clear that …", "made his wish plain"."""
    source = source_of(verb) if verb.pos_ == "VERB" and verb.lemma_.lower() in words("reporting.making_verbs") else None
    below = subtree(verb)
    near = (t for t in verb.doc[verb.i + 1 : verb.i + 5] if t.lower_ in words("reporting.clear_adjectives"))
    clear = next((t for t in near if t.i in below), None)
    if source is None or clear is None:
        return None
    said = (*children(verb, "dobj", "ccomp"), *children(clear, "ccomp", "advcl"))
    content = {i for c in said for i in subtree(c)} - set(range(verb.i + 1, clear.i + 1))
    content -= {c.i for c in children(verb, "expl")}
    cue = (*verb_group(verb), clear.i)
    return Attribution(cue, source, trimmed(content, verb.doc), frozenset(below - content))


def _judged(verb: Token) -> Attribution | None:
    """ "Called the deal a mistake", "described it as a success", "accused X of lying"."""
    lemma = verb.lemma_.lower()
    charge, named = ACCUSE_VERBS.get(lemma), list(children(verb, "dobj"))
    source = source_of(verb) if verb.pos_ == "VERB" and (charge or lemma in CALL_VERBS) else None
    if source is None or is_passive(verb) or any(c.tag_ in _RELATIVES for c in named):
        return None
    if charge is not None:
        near = (p for word in (verb, *named[:1]) for p in children(word, "prep") if named and p.lower_ == charge)
        said = set().union(*map(subtree, near))
    else:
        complements = (c for c in children(verb, "oprd", "xcomp", "ccomp") if c.left_edge.tag_ not in _RELATIVES)
        said = {i for c in complements for i in subtree(c)}
        for as_ in children(verb, "prep"):
            said |= subtree(as_) - {as_.i} if as_.lower_ in words("function_words.as") else set()
    content = said.union(*map(subtree, named))
    if not said or len(content) < 2 or (charge is None and verb.doc[min(said)].tag_ in {"TO", "IN"}):
        return None
    frame = frozenset(subtree(verb) - content - coordinated(verb))
    return Attribution(verb_group(verb), source, trimmed(content, verb.doc), frame)


# Nouns and prepositions

_CLAUSES_OF_NOUNS = ("acl", "ccomp", "relcl", "appos")


def _noun(noun: Token) -> Attribution | None:
    """ "The demand that Iran leave", "a call for Iran to leave": a noun of saying with the clause right behind it."""
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in REPORT_NOUNS or noun.i + 1 == len(noun.doc):
        return None
    mark = noun.doc.tokens[noun.i + 1]
    that = mark.lower_ in words("reporting.complementizers") and mark.head in children(noun, *_CLAUSES_OF_NOUNS)
    if mark.dep_ != "mark" or not (that or mark.lower_ in words("function_words.for")):
        return None
    content = {i for i in subtree(mark.head) if i > mark.i}
    source = _holder(noun)
    if source is None and noun.lemma_.lower() not in words("reporting.unowned_nouns"):
        return None
    frame = set(range(*phrase(noun))) - content | {noun.i, mark.i} | set(range(*(source or (0, 0))))
    held = trimmed(content, noun.doc)
    return Attribution((noun.i,), source, held, frozenset(frame), anonymous=source is None)


def _holder(noun: Token) -> TokenRange | None:
    """Whose it is: a possessor, "by X", "from X", "of X", or a name or nationality before it."""
    for who in children(noun, "poss"):
        return phrase(who)
    for by, who in prepositional_objects(noun):
        if by.lower_ in words("reporting.holder_prepositions") and (who.ent_type_ or who.pos_ in {"PROPN", "PRON"}):
            return phrase(who)
    for who in children(noun, "amod", "compound", "nmod"):
        if who.ent_type_ in {"NORP", "GPE", "ORG", "PERSON"} or who.tag_ == "NNP":
            return (who.i, who.i + 1)
    return None


def _according(word: Token) -> Attribution | None:
    """ "According to the report, …", "in his view, …": the clause that it stands beside is the content."""
    whom: Token | None
    cue: tuple[int, ...]
    if word.lower_ in words("function_words.according"):
        to = next((c for c in word.children if c.lower_ in words("function_words.to")), None)
        whom = next(children(to, "pobj"), None) if to is not None else None
        cue = (word.i, to.i) if to is not None else ()
    elif word.lower_ in words("function_words.per") and word.dep_ == "prep":
        whom, cue = next(children(word, "pobj"), None), (word.i,)
        if whom is not None and whom.pos_ != "PROPN" and whom.lower_ not in words("documents.speaking"):
            return None
    elif word.lower_ in words("reporting.view_nouns") and word.head.pos_ == "ADP" and word.head.i < word.i:
        whom, cue = next(children(word, "poss"), None), (word.head.i, word.i)
        word = word.head
    else:
        return None
    if whom is None or whom.ent_type_ in {"CARDINAL", "MONEY", "PERCENT", "DATE"}:
        return None
    own, head = subtree(word), word.head
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
        head = head.head
    return Attribution(cue, phrase(whom), trimmed(subtree(head) - own, word.doc), frozenset(own))


RULES: Mapping[str, Callable[[Token], Attribution | None]] = {
    "as_saying": _as_saying,
    "made_clear": _made_clear,
    "judging_verb": _judged,
    "reporting_verb": _reported,
    "reporting_noun": _noun,
    "according_to": _according,
}
"""By name: what makes an attribution of a token, if it is a cue; the first that does is taken."""


# Quotation marks


def _placed(document: Document, quotes: Sequence[Quote], made: Attribution) -> Attribution | None:
    """An attribution held against the quotation marks around it.

    A cue inside a quotation reports nothing outside of it, and a speaker's own "I think" is his wording, not a source.
    Where the cue follows a quotation, the marks say more surely than the parse where the words end and who comes next.
    """
    home = next((q for c in made.cue if (q := quote_at(quotes, c)) is not None), None)
    if home is not None:
        if made.source is None or not _is_anothers(document, made, made.source[1] - 1):
            return None
        inside = range(home.start, home.end)
        content = tuple(i for i in made.content if i in inside)
        return replace(made, content=content, frame=frozenset(i for i in made.frame if i in inside))
    before = quote_at(quotes, made.content[0])
    if before is None or before.end > made.cue[0]:
        return made
    following = bisect_left(quotes, before.end, key=attrgetter("start"))
    if following < len(quotes) and quotes[following].start < made.cue[0]:
        return made
    if document.parse[made.cue[0]].sent.start > before.end:
        return made
    between, source = range(before.end, made.cue[0]), made.source
    if source is not None and source[0] < before.end:
        source = None
    gone = set(between) | (set(range(*source)) if source else set())
    return replace(
        made, content=tuple(i for i in made.content if i not in gone), source=source, frame=made.frame | gone
    )


def _is_anothers(document: Document, made: Attribution, last: int) -> bool:
    """Whether a cue inside a quotation reports somebody else's words, not the speaker's own thought.

    A pronoun speaks for somebody else only where it is the third person's and marks inside the quotation say so:
    "“Then he said, ‘Close it,’” Novak recalled."
    """
    doc = document.parse
    if doc[last].tag_ not in {"PRP", "PRP$"}:
        return True
    if doc[last].lower_ not in words("reporting.third_person") or not made.content:
        return False
    first = made.content[0]
    return doc[first].text in _INNER_OPEN or (first > 0 and doc[first - 1].text in _INNER_OPEN)


def _quoted(
    document: Document, quotes: Sequence[Quote], found: Sequence[Attribution], without: Collection[str]
) -> tuple[Attribution, ...]:
    """The attributions, contents grown to whole quotations, with those added that have a cue beside a quotation."""
    out = list(found)
    holding: dict[int, list[int]] = {}
    for n, attribution in enumerate(out):
        for i in attribution.content:
            holding.setdefault(i, []).append(n)
    for quote in quotes:
        inside = range(quote.start, quote.end)
        near = sorted({n for i in inside for n in holding.get(i, ())})
        at = next((n for n in near if _takes(document, out[n], quote)), None)
        if at is not None:
            out[at] = replace(out[at], content=tuple(sorted({*out[at].content, *inside})))
        elif "cue_beside" not in without and (beside := _cue_beside(document, quote)) is not None:
            out.append(beside)
    return tuple(sorted(out, key=lambda a: (a.cue or a.content, a.content)))


def completed(
    document: Document, quotes: Sequence[Quote], attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions, with quotations that none holds given to who spoke last, there or in the paragraph before.

    What stands in quotation marks is never the article's own word: where nobody spoke, it has a source that is not
    named.
    """
    attributions = _labelled(document, attributions)
    spoken = (a for a in attributions if a.states and not (a.cue and quote_at(quotes, a.cue[0])))
    held = {i for a in spoken for i in a.content}
    outer = (
        a for a, up in zip(attributions, parents(attributions), strict=True) if up is None and _speaks(document, a)
    )
    said = sorted(((max(a.cue[-1], a.content[-1]), a) for a in outer if a.content), key=itemgetter(0))
    out = list(attributions)
    for quote in quotes:
        inside = range(quote.start, quote.end)
        if 2 * len(held.intersection(inside)) > len(inside) or not _is_statement(document, quote):
            continue
        at = bisect_left(said, quote.start, key=itemgetter(0))
        near = at and document.paragraph_of(quote.start) - document.paragraph_of(said[at - 1][0]) <= 1
        before = said[at - 1][1] if near else _author(document, quote)
        made = replace(before, content=tuple(inside), frame=frozenset(), implied=True, states=True, reported=())
        said.insert(at, (quote.end - 1, made))
        out.append(made)
    return tuple(sorted(out, key=lambda a: (a.cue or a.content, a.content)))


_LABEL = re.compile(
    r"(?:\[[\d:.]{4,12}\] {0,3})?(?P<who>[A-Z][\w.'’-]{0,30}(?: [A-Z\d][\w.'’-]{0,30}){0,4})"
    r"(?:, [^:()]{1,60})?(?: \([^()]{1,30}\)){0,2}:\s"
)
"""What stands before a turn of a talk: "NOVAK:", "A:", "[00:01:12] SPEAKER 1:", "JAN NOVAK, MAYOR (ph):"."""


def _labelled(document: Document, attributions: Sequence[Attribution]) -> Sequence[Attribution]:
    """Return the attributions with the turns of a talk whose speakers are given before a colon.

    One name must come back. A paragraph without one, between two in capitals, goes on with the turn before.
    """
    doc, lines = document.parse, document.paragraphs
    found = [_LABEL.match(doc[p.start : p.end].text) for p in lines]
    often = Counter(m["who"].rsplit(" ", 1)[-1] for m in found if m is not None)
    if max(often.values(), default=0) < _TURNS:
        return attributions
    turns = [m if m and (m["who"].isupper() or often[m["who"].rsplit(" ", 1)[-1]] >= _TURNS) else None for m in found]
    out, upper = list(attributions), False
    source: TokenRange | None = None
    last = max(n for n, m in enumerate(turns) if m is not None)
    for line, turn in zip(lines[: last + 1], turns, strict=False):
        start, at = line.start, document.offsets[line.start]
        if turn is not None:
            who = [t.i for t in doc[line.start : line.end] if turn.start("who") <= t.idx - at < turn.end("who")]
            source = _answering(document, line.start) if turn["who"] == "A" else (who[0], who[-1] + 1)
            start = next(t.i for t in doc[who[-1] : line.end] if t.text.endswith(":")) + 1
            upper = turn["who"].isupper()
        elif source is None or not upper or doc[line.end - 1].text == "?":
            continue
        gone = set(range(line.start, start))
        out = [a for a in out if gone.isdisjoint(a.cue)]
        content = tuple(range(start, line.end))
        out.append(Attribution((start - 1,) if turn else (), source, content, frozenset(gone), implied=turn is None))
    return sorted((a for a in out if a.content), key=lambda a: (a.cue or a.content, a.content))


def _answering(document: Document, before: int) -> TokenRange:
    """Return the first full name before a token: who answers, where the article says "A:"; else the label."""
    names = (t for t in document.parse[:before] if t.ent_type_ == "PERSON" and t.i and t.nbor(-1).ent_type_ == "PERSON")
    name = next(names, None)
    return (name.i - 1, name.i + 1) if name is not None else (before, before + 1)


def _author(document: Document, quote: Quote) -> Attribution:
    """Return an attribution without a cue to whom the sentence before a quotation is about, if it names a person."""
    sentence = document.parse[max(quote.start - 2, 0)].sent
    who = subject(sentence.root)
    named = who is not None and who.ent_type_ == "PERSON" and who.i < quote.start
    return Attribution((), phrase(who) if who is not None and named else None, (), anonymous=not named)


def _speaks(document: Document, made: Attribution) -> bool:
    """Return whether an attribution tells that somebody speaks."""
    word = cue_word(document.parse, made.cue)
    if word is None or (made.source is None and not made.anonymous):
        return False
    speaking = CUE_VERBS | words("reporting.quotation_verbs") | CALL_VERBS | ACCUSE_VERBS.keys()
    return made.states if word.pos_ != "VERB" else word.lemma_.lower() in speaking


def _takes(document: Document, attribution: Attribution, quote: Quote) -> bool:
    """Whether an attribution's content runs into a quotation that its cue stands outside of."""
    if any(quote.start <= c < quote.end for c in attribution.cue):
        return False
    inside = sum(1 for i in attribution.content if quote.start <= i < quote.end)
    if not inside:
        return False
    # a nominal cue or a name inside a sentence owns a quotation only when most of its own content is in it
    if inside >= 0.5 * min(len(attribution.content), quote.end - quote.start):
        return True
    sentence = document.parse[attribution.cue[0]].sent
    return sentence.start < quote.end and quote.start < sentence.end


def _cue_beside(document: Document, quote: Quote) -> Attribution | None:
    """A cue without a clause of its own beside a quotation: "…," said X in May. X, smiling: "…"."""
    doc = document.parse
    long = _is_long(document, quote)
    if not long and not _opens_sentence(document, quote):
        return None
    paragraph, last = (document.paragraphs[document.paragraph_of(i)] for i in (quote.start, quote.end - 1))
    after = doc[quote.end - 1].sent.end
    if after <= quote.end + 1 and after < last.end:
        # the parser ends a sentence at "?”"; what follows is the cue unless a full stop and a capital say otherwise
        start = after + 1 if doc[after].is_quote and after + 1 < last.end else after
        if _final(document, quote) in {"?", "!", ","} or doc[start].is_lower:
            after = doc[start].sent.end
    before = doc[quote.start].sent.start
    if before >= quote.start - 1 and before > paragraph.start and doc[before - 1].lower_ in {":", ","}:
        before = doc[before - 1].sent.start
    behind: Sequence[int] = range(quote.end, min(after, last.end))
    ahead: Sequence[int] = range(quote.start - 1, max(before, paragraph.start) - 1, -1)
    if not long:
        # a word or two are somebody's answer only where the cue follows at once: "No," she said
        ahead, behind = (), behind[: _NEAR if doc[quote.end - 1].text in {",", "?", "!"} else 0]
    verbs = (doc[i] for where in (behind, ahead) for i in where if doc[i].pos_ == "VERB")
    quoting = REPORT_VERBS | words("reporting.quotation_verbs")
    made = (_beside(verb, quote) for verb in verbs if verb.lemma_.lower() in quoting)
    return next(filter(None, made), None)


def _final(document: Document, quote: Quote) -> str:
    """The sign that closes a quotation; marks that close a quotation inside it are passed over."""
    at = quote.end - 1
    while at > quote.start and document.parse[at].text in _INNER_CLOSE:
        at -= 1
    return document.parse[at].text


def _beside(verb: Token, quote: Quote) -> Attribution | None:
    who = subject(verb)
    if who is None and verb.dep_ == "amod" and verb.head.i > verb.i:
        who = verb.head  # "…," added Novak: the parser takes the cue for an adjective
    if who is None or quote.start <= who.i < quote.end or who.tag_ in {"WDT", "WP", "EX"}:
        return None
    inside = range(quote.start, quote.end)
    frame = subtree(verb) - set(inside)
    content = trimmed(inside, verb.doc, marks=False)
    if not content:
        return None  # "“But,” he added, “…”": a conjunction alone says nothing
    source = phrase(who, without=inside)
    return Attribution(verb_group(verb), source, content, frozenset(frame), via=through(verb, frame))


def _opens_sentence(document: Document, quote: Quote) -> bool:
    return quote.start <= document.parse[quote.start].sent.start + 1


def _is_statement(document: Document, quote: Quote) -> bool:
    """Return whether a quotation begins a sentence and is long, or one to its end: "God help us." """
    inside = document.parse[quote.start : quote.end]
    whole = inside[-1].text in {".", "!", "?"} and any(finite(t) for t in inside if t.pos_ in {"VERB", "AUX"})
    return _opens_sentence(document, quote) and (whole or _is_long(document, quote))


def _is_long(document: Document, quote: Quote) -> bool:
    """Whether a quotation can stand for itself: neither a term nor the title of a work."""
    inside = [t for t in document.parse[quote.start : quote.end] if not t.is_punct]
    title = all(t.is_title or t.pos_ in {"ADP", "DET", "CCONJ"} for t in inside)
    return len(inside) >= _SHORTEST_QUOTATION and not title
