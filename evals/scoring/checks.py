"""Checks on what the product makes of a small input: whether each holds, and what there is instead.

A check is ``["kind", argument …]``:

body TEXT [n], nobody TEXT [n]       the story of the n-th article (body, entry, dateline passages) has TEXT, has not
field NAME VALUE [n]                 an attribute of the n-th article, as a string
narts N                              how many articles come of the files
quote TEXT SPEAKER                   a statement with TEXT is first said by SPEAKER: the text's words, or "[=NAME]"
noquote TEXT SPEAKER                 nobody so called says a statement with TEXT
stmt TEXT, nostmt TEXT               a statement is exactly TEXT, none has it
mention TEXT n NAME                  the n-th mention TEXT stands for the entity NAME
apart A B                            A and B are no mentions of one entity
time TEXT VALUE                      a time expression around TEXT has the TIMEX3 VALUE ("None": unresolved)
conflict A B, diff A B               a conflict or update between words A and B, any difference between them
noconflict                           there is neither conflict nor update
related A B, notsame A B             two related statements have A and B, no claim has both
copy KIND|None, nocopy               copies of this kind, or of any, are found, none is
crash                                understanding every article raises nothing, and there is an article
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from rashomon.types import Article, Copy, Dossier, Understanding

__all__ = ["CHECKS", "Check", "Outcome", "Produced"]

STORY = frozenset({"body", "entry", "dateline"})
CONFLICTS = frozenset({"conflict", "update"})
STRAIGHT = str.maketrans("’“”", '\'""')


class Produced(msgspec.Struct, frozen=True, kw_only=True):
    """All that was made of the files of a case; what no check looks at is left out."""

    articles: tuple[Article, ...]
    read: tuple[Understanding, ...] = ()
    dossier: Dossier | None = None
    copies: tuple[Copy, ...] = ()

    @property
    def compared(self) -> Dossier:
        """The dossier. Raises ValueError where none was made."""
        if self.dossier is None:
            raise ValueError("the articles were not compared")
        return self.dossier


class Outcome(NamedTuple):
    """Whether a check holds, and what there is if it does not."""

    holds: bool
    instead: str


class Check(NamedTuple):
    """One kind of check."""

    run: Callable[..., Outcome]
    """Takes what was produced, then the arguments."""
    least: int
    """How many arguments it has at least."""
    most: int
    reads: bool = False
    """Whether it needs the articles understood."""
    compares: bool = False
    """Whether it needs them compared."""


def _plain(text: str) -> str:
    """Text as it is compared: quotation marks straight, each run of white space one space."""
    return " ".join(text.translate(STRAIGHT).split())


def _story(produced: Produced, number: str) -> str:
    if int(number) >= len(produced.articles):
        return ""
    article = produced.articles[int(number)]
    return _plain("\n".join(article.content[p.start : p.end] for p in article.passages if p.kind in STORY))


def _body(produced: Produced, text: str, number: str = "0") -> Outcome:
    return Outcome(_plain(text) in _story(produced, number), "not in the story")


def _nobody(produced: Produced, text: str, number: str = "0") -> Outcome:
    return Outcome(_plain(text) not in _story(produced, number), "in the story")


def _articles(produced: Produced, number: str) -> Outcome:
    return Outcome(len(produced.articles) == int(number), f"{len(produced.articles)} articles")


def _field(produced: Produced, name: str, value: str, number: str = "0") -> Outcome:
    here = produced.articles[int(number) :]
    found = getattr(here[0], name) if here else "no article"
    return Outcome(str(found) == value, repr(found))


def _speakers(produced: Produced, text: str) -> Iterator[list[str]]:
    """The chain of each statement that has the text: for each hop, its speakers with their entities' names."""
    for understood in produced.read:
        names = {entity.id: entity.name for entity in understood.entities}
        for statement in understood.statements:
            if _plain(text) in _plain(statement.text):
                yield [
                    "+".join(s.text + (f"[={names[s.entity]}]" if s.entity in names else "") for s in hop.sources)
                    for hop in statement.chain
                ]


def _quote(produced: Produced, text: str, speaker: str) -> Outcome:
    chains = list(_speakers(produced, text))
    return Outcome(any(chain and speaker in chain[0] for chain in chains), str(chains or "no such statement"))


def _no_quote(produced: Produced, text: str, speaker: str) -> Outcome:
    chains = list(_speakers(produced, text))
    return Outcome(not any(speaker in hop for chain in chains for hop in chain), str(chains or "no such statement"))


def _statement(produced: Produced, text: str) -> Outcome:
    given = {_plain(s.text).strip(". ") for understood in produced.read for s in understood.statements}
    return Outcome(_plain(text).strip(". ") in given, "no statement is exactly this")


def _no_statement(produced: Produced, text: str) -> Outcome:
    return Outcome(not list(_speakers(produced, text)), "a statement holds it")


def _mention(produced: Produced, text: str, number: str, name: str) -> Outcome:
    entities = [entity for understood in produced.read for entity in understood.entities]
    found = sorted({(m.start, entity.name) for entity in entities for m in entity.mentions if m.text == text})
    places = sorted({start for start, _ in found})[int(number) :]
    return Outcome(bool(places) and (places[0], name) in found, str(found))


def _apart(produced: Produced, one: str, other: str) -> Outcome:
    entities = [entity for understood in produced.read for entity in understood.entities]
    both = [entity.name for entity in entities if {one, other} <= {mention.text for mention in entity.mentions}]
    return Outcome(not both, str(both))


def _time(produced: Produced, text: str, value: str) -> Outcome:
    times = [(time.text, str(time.value)) for understood in produced.read for time in understood.times]
    found = [(words, given) for words, given in times if text in words or words in text]
    return Outcome(any(given == value for _, given in found), str(found))


def _differing(produced: Produced, *, conflicts: bool) -> list[tuple[str, str]]:
    """The words of both sides of each difference, of all relations or of conflicts and updates."""
    relations = [r for r in produced.compared.relations if not conflicts or r.kind in CONFLICTS]
    return [(d.left.text, d.right.text) for relation in relations for d in relation.differences]


def _between(pairs: Sequence[tuple[str, str]], one: str, other: str) -> Outcome:
    return Outcome(any(one in f"{a}|{b}" and other in f"{a}|{b}" for a, b in pairs), str(pairs))


def _conflict(produced: Produced, one: str, other: str) -> Outcome:
    return _between(_differing(produced, conflicts=True), one, other)


def _difference(produced: Produced, one: str, other: str) -> Outcome:
    return _between(_differing(produced, conflicts=False), one, other)


def _no_conflict(produced: Produced) -> Outcome:
    pairs = _differing(produced, conflicts=True)
    return Outcome(not pairs, str(pairs))


def _texts(produced: Produced) -> dict[str, str]:
    return {statement.id: _plain(statement.text) for statement in produced.compared.statements}


def _related(produced: Produced, one: str, other: str) -> Outcome:
    texts = _texts(produced)
    both = [f"{texts[relation.left]} || {texts[relation.right]}" for relation in produced.compared.relations]
    return Outcome(any(_plain(one) in text and _plain(other) in text for text in both), "not related")


def _not_same(produced: Produced, one: str, other: str) -> Outcome:
    texts = _texts(produced)
    claims = [[texts[statement] for statement in claim.statements] for claim in produced.compared.claims]
    found = [claim for claim in claims if all(any(_plain(part) in text for text in claim) for part in (one, other))]
    return Outcome(not found, str(found))


def _copy(produced: Produced, kind: str) -> Outcome:
    kinds = [copy.kind for copy in produced.copies]
    return Outcome(bool(kinds) if kind == "None" else kind in kinds, str(kinds))


def _no_copy(produced: Produced) -> Outcome:
    return Outcome(not produced.copies, str([copy.kind for copy in produced.copies]))


def _understood(produced: Produced) -> Outcome:
    return Outcome(bool(produced.read), "no article was understood")


CHECKS = {
    "body": Check(_body, 1, 2),
    "nobody": Check(_nobody, 1, 2),
    "field": Check(_field, 2, 3),
    "narts": Check(_articles, 1, 1),
    "quote": Check(_quote, 2, 2, reads=True),
    "noquote": Check(_no_quote, 2, 2, reads=True),
    "stmt": Check(_statement, 1, 1, reads=True),
    "nostmt": Check(_no_statement, 1, 1, reads=True),
    "mention": Check(_mention, 3, 3, reads=True),
    "apart": Check(_apart, 2, 2, reads=True),
    "time": Check(_time, 2, 2, reads=True),
    "conflict": Check(_conflict, 2, 2, compares=True),
    "noconflict": Check(_no_conflict, 0, 0, compares=True),
    "diff": Check(_difference, 2, 2, compares=True),
    "related": Check(_related, 2, 2, compares=True),
    "notsame": Check(_not_same, 2, 2, compares=True),
    "copy": Check(_copy, 1, 1, compares=True),
    "nocopy": Check(_no_copy, 0, 0, compares=True),
    "crash": Check(_understood, 0, 0, reads=True),
}
"""By the name that a case gives."""
