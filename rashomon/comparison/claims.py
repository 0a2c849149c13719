"""Claims made of groups of statements: their labels, the parts that tell them, and how much they matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rashomon.comparison.clustering import Group, Grouping, confidence
from rashomon.comparison.labels import label, shorten
from rashomon.comparison.propositions import SUBJECTS, Content
from rashomon.lexicon import words
from rashomon.types import Claim, Entity, Member, Span, Statement
from rashomon.types.ids import claim_id
from rashomon.types.parse import Token

__all__ = ["alone", "claims", "importance", "part"]

SHARE, PLACE, HEADLINE, FIGURES = 0.5, 0.25, 0.15, 0.1
"""What counts for the importance of a claim, and how much: together 1."""
FULL_HEADLINE = 3
"""Words of a headline that a claim must have to count as what the headline tells."""
SHORTEST_PART = 4
"""Tokens of a part of a statement that tells a fact of its own."""
OWN_FACT = frozenset({"conj", "relcl", "advcl", "parataxis"})
"""Relations of a verb to another that may tell a fact of its own."""
TELLS = 0.5
"""Share of the words of a part that other members must have, as a share of that of the part they have most words of."""
STOP_LEMMAS = words("function_words.stop_lemmas")


def claims(contents: Sequence[Content], grouping: Grouping, entities: Iterable[Entity] = ()) -> tuple[Claim, ...]:
    """Return the claims, in order of the groups; ``entities`` give labels the names of who they speak of."""
    names: dict[str, str] = {e.id: e.name for e in entities}
    lengths = Counter(c.article.number for c in contents)
    headlines = {c.article.number: _headline(c) for c in contents if c.position == 0}
    return tuple(_claim(contents, one, names, lengths, headlines) for one in grouping)


def alone(statement: Statement) -> Claim:
    """Return the claim of a statement that is compared with no other."""
    return Claim(
        id=claim_id(statement.id),
        statements=(statement.id,),
        label=shorten(statement.text),
        members=(Member(statement.id, statement.spans),),
        label_of=statement.id,
    )


def _claim(
    contents: Sequence[Content],
    one: Group,
    names: Mapping[str, str],
    lengths: Mapping[int, int],
    headlines: Mapping[int, frozenset[str]],
) -> Claim:
    members = [contents[i] for i in one.members]
    shown = label(members, names)
    earliest = min((contents[i] for i in one.at_home), key=_since)
    return Claim(
        id=claim_id(earliest.statement.id),
        statements=tuple(c.statement.id for c in members),
        label=shown.text,
        members=tuple(Member(c.statement.id, part(c, members)) for c in members),
        label_of=shown.statement,
        label_resolved=shown.resolved,
        confidence=confidence(one.agreement) if len(members) > 1 else None,
        importance=importance(members, lengths, headlines),
    )


def _since(content: Content) -> tuple[object, ...]:
    """What statements are sorted by where the earliest gives the claim its id."""
    return (*content.article.understanding.article.precedence, content.statement.spans, content.statement.id)


def importance(
    members: Sequence[Content], lengths: Mapping[int, int], headlines: Mapping[int, frozenset[str]]
) -> float:
    """Return how much a claim matters in the story, 0 to 1: share of the articles, place in them, headline, figures.

    ``lengths`` are the numbers of statements of the articles, ``headlines`` their titles' words.
    """
    first: dict[int, Content] = {}
    for member in members:
        first.setdefault(member.article.number, member)
    place = sum(1 - c.position / lengths[number] for number, c in first.items()) / len(first)
    told = {w.key for m in members for w in m.words} | {t.lemma_ for m in members for t in m.tokens}
    headline = max(min(len(told & headlines.get(number, frozenset())) / FULL_HEADLINE, 1.0) for number in first)
    figures = any(m.numbers for m in members)
    share = len(first) / len(lengths)
    return round(SHARE * share + PLACE * place + HEADLINE * headline + FIGURES * figures, 3)


def _headline(content: Content) -> frozenset[str]:
    """Return the words of the title of an article, as lemmas where the article has the same words."""
    article = content.article
    lemmas = {t.lower_: t.lemma_ for t in article.parse.tokens if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")}
    title = (article.understanding.article.title or "").casefold()
    spelt = ("".join(ch if ch.isalnum() else " " for ch in title)).split()
    return frozenset(lemmas[w] for w in spelt if w in lemmas) - STOP_LEMMAS


# Parts


def part(content: Content, members: Sequence[Content]) -> tuple[Span, ...]:
    """Return where the part of a statement stands that tells what the other members of its claim tell.

    That is all of it, unless it tells several facts and the others have no word of some.
    """
    others = {w.key for m in members if m.statement.id != content.statement.id for w in m.words}
    parts = _parts(content) if others else []
    if len(parts) < 2:
        return content.statement.spans
    keys = {w.token: w.key for w in content.words}
    own = [{keys[t] for t in tokens if t in keys} for tokens in parts]
    shares = [len(told & others) / len(told) if told else 0.0 for told in own]
    most = max(range(len(parts)), key=lambda n: len(own[n] & others))
    telling = [tokens for tokens, share in zip(parts, shares, strict=True) if share >= TELLS * shares[most]]
    if not any(shares) or len(telling) == len(parts):
        return content.statement.spans
    return _runs({t for tokens in telling for t in tokens})


def _parts(content: Content) -> list[set[Token]]:
    """Return the tokens of a statement by the facts that they tell: clauses side by side, and those that add one."""
    inside = set(content.tokens)
    heads = [
        t
        for t in sorted(inside, key=lambda t: t.i)
        if t.pos_ in ("VERB", "AUX") and t.dep_ in OWN_FACT and t.head in inside
    ]
    phrases = {t: inside.intersection(t.subtree) for t in heads}
    phrases = {t: tokens for t, tokens in phrases.items() if len(tokens) >= SHORTEST_PART}
    own = {t: set(p).difference(*(q for u, q in phrases.items() if u in p and u is not t)) for t, p in phrases.items()}
    for head, tokens in own.items():
        if head.dep_ == "conj" and not any(c.dep_ in SUBJECTS for c in head.children):
            subject = next((c for c in head.first_conjunct.children if c.dep_ in SUBJECTS), None)
            tokens |= inside.intersection(subject.subtree if subject else ())
    rest = inside.difference(*phrases.values())
    return [p for p in (rest, *own.values()) if len(p) >= SHORTEST_PART]


def _runs(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the stretches of tokens that follow each other, marks at their ends left out."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and runs[-1][-1].i + 1 == token.i:
            runs[-1].append(token)
        elif not token.is_punct:
            runs.append([token])
    for run in runs:
        while run[-1].is_punct or run[-1].dep_ == "cc":
            run.pop()
            if not run:
                break
    return tuple((run[0].idx, run[-1].idx + len(run[-1])) for run in runs if run)
