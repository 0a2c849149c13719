"""The label of a claim: words of one article that every member supports and that a reader understands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from rashomon.comparison.propositions import SUBJECTS, Content
from rashomon.comparison.quantities import Quantity, compatible
from rashomon.lexicon import words
from rashomon.types import Resolved, Span, merge
from rashomon.types.ids import StatementId
from rashomon.types.parse import Token

__all__ = ["LABEL_LENGTH", "Label", "label", "shorten"]

LABEL_LENGTH = 200
NAME_LENGTH = 60
"""Characters of a name in brackets, and of a speaker before a label."""
SHORTEST = 4
"""Fewer words than this are shown in their sentence."""
ELLIPSIS = "…"
QUOTES = '"“”'

PERSONAL = words("function_words.personal_pronouns")
OWN = words("function_words.speakers_own_words")
HEARERS = words("function_words.words_for_hearers")
DEFINITE = words("function_words.definite_determiners")
RELATIVES = words("reporting.source_relatives")
COMPLEMENTISERS = words("function_words.leading_complementisers")


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the statement that it is taken from, and the words of it whose names are known."""

    text: str
    statement: StatementId
    resolved: tuple[Resolved, ...]


def label(members: Sequence[Content], names: Mapping[str, str]) -> Label:
    """Return the label of a claim: the words of the member that says least that others do not say.

    A member that is no clause of its own is shown in its sentence. A number that another member contradicts is left
    out. Where all members are from one speaker, the label begins with the speaker's name. ``names`` are the entities'.
    """
    telling = max(members, key=lambda c: (_fitness(c, members, names), c.statement.id))
    dropped = [(q.start, q.end) for q in telling.numbers if _contradicted(q, telling, members)]
    if (link := _only_link(telling)) is not None:
        dropped.append(link)
    drafted = _Draft(telling, names, _shown(telling), dropped)
    return drafted.label(_speaker(members, telling, names))


def shorten(text: str) -> str:
    """Return ``text`` on one line, cut to LABEL_LENGTH characters with an ellipsis: behind a clause, or a word."""
    line = " ".join(text.split())
    if len(line) <= LABEL_LENGTH:
        return line
    cut = line[: LABEL_LENGTH - 1]
    clause = max(cut.rfind(mark) for mark in (", ", "; ", " – ", " — "))
    at = clause if clause > LABEL_LENGTH * 3 // 4 else cut.rfind(" ")
    return (cut[:at] if at > LABEL_LENGTH // 2 else cut).rstrip(" ,;:–—-") + ELLIPSIS


# Which member


def _fitness(content: Content, members: Sequence[Content], names: Mapping[str, str]) -> float:
    """Return how well the words of a member serve for all."""
    length = sum(end - start for start, end in content.statement.spans)
    hanging = any(t.dep_ in SUBJECTS and _is_open(content, t, names) for t in content.tokens)
    return (
        2.0 * _is_clause(content)
        + 2.0 * _supported(content, members)
        - 2.0 * any(_contradicted(q, content, members) for q in content.numbers)
        - 1.0 * hanging
        - 0.5 * (len(content.statement.spans) > 1)
        - max(0.0, length / LABEL_LENGTH - 1.0)
    )


def _supported(content: Content, members: Sequence[Content]) -> float:
    """Return how far a member's words are those of the others: the mean of its share of them and of the overlap."""
    own = {w.key for w in content.words}
    others = [{w.key for w in m.words} for m in members if m is not content]
    if not own or not others:
        return float(bool(own))
    return fmean(len(own & o) * (0.5 / len(own) + 1 / (len(own) + len(o))) for o in others)


def _contradicted(number: Quantity, content: Content, members: Sequence[Content]) -> bool:
    """Return whether a member of another article counts the same and gives another number only."""
    if number.change:
        return False
    for other in members:
        rivals = [q for q in other.numbers if q.measure == number.measure and not q.change]
        if other.article is not content.article and rivals and not any(_equal(number, q) for q in rivals):
            return True
    return False


def _equal(a: Quantity, b: Quantity) -> bool:
    return compatible(a, b) and (a.rounded or b.rounded or (a.low, a.high) == (b.low, b.high))


def _is_clause(content: Content) -> bool:
    """Return whether a statement has a finite verb with its subject, and hangs on nothing before it."""
    if _only_link(content) is not None:
        return True
    inside = _inside(content)
    subjects = (t for t in content.tokens if t.dep_ in SUBJECTS and t.lemma_ not in RELATIVES and t.head in inside)
    verbs = [t.head for t in subjects if not (t.head.dep_ == "relcl" and t.lemma_ in COMPLEMENTISERS)]
    tops = [v for v in verbs if v.head not in content.tokens or v.head is v]
    first = min(content.tokens, key=lambda t: t.i, default=None)
    if first is None or not any(not any(c.dep_ == "aux" and c.pos_ == "PART" for c in v.children) for v in tops):
        return False
    if len(content.verbatim) < SHORTEST:
        return False
    hangs = first.dep_ == "mark" and first.head in tops and first.lemma_ not in COMPLEMENTISERS
    return not hangs and first.lemma_ not in RELATIVES and not (first.dep_ == "aux" and first.pos_ == "PART")


def _inside(content: Content) -> set[Token]:
    """Return the tokens of a statement, those that only hedge it included."""
    return {token for span in content.statement.spans for token in content.article.within(span)}


def _only_link(content: Content) -> Span | None:
    """Return where the relative pronoun stands, mark included, of a statement that is a noun and its relative clause.

    Without it the noun is the subject: "Etheridge, who has sat in Congress since 1997". None for any other statement.
    """
    inside = _inside(content)
    for token in sorted(inside, key=lambda t: t.i):
        verb = token.head
        if token.lemma_ in RELATIVES and token.dep_ in SUBJECTS and verb.dep_ == "relcl" and verb in inside:
            noun = verb.head
            if noun in inside and noun.head not in inside and noun.dep_ in SUBJECTS:
                start = max((t.idx + len(t) for t in inside if t.i < token.i and not t.is_punct), default=token.idx)
                return (start, token.idx + len(token))
    return None


def _is_open(content: Content, token: Token, names: Mapping[str, str]) -> bool:
    """Return whether a token points to something that is not known."""
    if token.lower_ in OWN:
        return content.speaker is None
    pointing = token.pos_ in ("PRON", "DET") and token.lower_ not in RELATIVES
    return pointing and _name(content, token, names) is None


def _name(content: Content, token: Token, names: Mapping[str, str]) -> str | None:
    """Return the name of the entity that a token stands for; None where no name is known."""
    entity = content.article.entity_at.get(token)
    name = " ".join(names.get(entity, "").split()) if entity else ""
    return name if _is_name(name) else None


def _is_name(name: str) -> bool:
    return 0 < len(name) <= NAME_LENGTH and not (PERSONAL | OWN).intersection(name.casefold().split())


def _speaker(members: Sequence[Content], telling: Content, names: Mapping[str, str]) -> str | None:
    """Return the name of the one speaker of all members, or of the one whose "I" or "you" the label has.

    Where the name is not known, what the speaker is called in the article.
    """
    if not all(m.statement.chain for m in members):
        return None
    one = len({m.holder for m in members}) == 1 or any(t.lower_ in OWN | HEARERS for t in telling.tokens)
    if one and telling.speaker is not None:
        name = names.get(telling.holder or "") or telling.speaker.text
    elif one or len(members) == 1:
        named = (hop.sources for hop in telling.statement.chain if hop.sources)
        name = ", ".join(s.text for s in next(named, ()))
    else:
        return None
    name = " ".join(name.split())
    return name if _is_name(name) else None


# Which words


def _shown(content: Content) -> tuple[Span, ...]:
    """Return the stretch of the article that a label shows: the statement with its asides, or its whole sentence."""
    text, spans = content.article.text, content.statement.spans
    tokens = sorted(content.tokens, key=lambda t: t.i)
    start, end = spans[0][0], spans[-1][1] - text[: spans[-1][1]].endswith(".")
    if not tokens:
        return spans
    sentence = tokens[0].sent
    last = sentence[-1]
    whole = (sentence[0].idx, last.idx + (0 if last.is_punct else len(last)))
    if not _is_clause(content) and _in_one(tokens):
        start, end = whole
    elif len(spans) > 1 and (end - start > LABEL_LENGTH or not _in_one(tokens)):
        return spans
    else:
        start = next((t.idx for t in tokens if not _is_lead(t)), start)
    return (_quoted(text, start, end),)


def _in_one(tokens: Sequence[Token]) -> bool:
    return tokens[0].sent is tokens[-1].sent


def _is_lead(token: Token) -> bool:
    """Return whether a label can do without a word at its beginning: "and", "but", "that", a mark."""
    if token.dep_ == "mark":
        return token.lemma_ in COMPLEMENTISERS
    return token.dep_ == "cc" or (token.is_punct and token.text not in QUOTES)


def _quoted(text: str, start: int, end: int) -> Span:
    """Return a stretch with the quotation mark beside it that it lacks."""
    if sum(text.count(mark, start, end) for mark in QUOTES) % 2:
        behind = next((n for n in (1, 2) if text[end : end + n].endswith(tuple(QUOTES))), 0)
        if behind:
            return (start, end + behind)
        if start and text[start - 1] in QUOTES:
            return (start - 1, end)
    return (start, end)


class _Draft:
    """Words of an article on their way to a label: what is left out, what is put in, and where each comes to stand."""

    def __init__(
        self, content: Content, names: Mapping[str, str], shown: tuple[Span, ...], dropped: Sequence[Span]
    ) -> None:
        self.content, self.names, self.shown, self.dropped = content, names, shown, dropped
        self.at: dict[int, int] = {}
        """Where characters of the article stand in the label."""

    def label(self, speaker: str | None) -> Label:
        """Return the label, after the name of the speaker unless its own words have it."""
        said = self.content.statement.chain[0] if speaker else None
        has = said and any(s <= spot.start < e for spot in said.sources for s, e in self.shown)
        head = f"{speaker}: " if speaker and not has else ""
        text = shorten(head + self._text(len(head)))
        if not head:
            text = text[:1].upper() + text[1:]
        resolved = tuple(r for r in self._resolved(speaker if head else None) if r.end < len(text))
        return Label(text, self.content.statement.id, resolved)

    def _text(self, length: int) -> str:
        """Return the words on one line, those left out as an ellipsis."""
        source, out = self.content.article.text, ""
        gaps = merge(self.dropped)
        for start, end in self.shown:
            if self.at:
                out = f"{out.rstrip()} {ELLIPSIS} "
            for offset in range(start, end):
                if any(s <= offset < e for s, e in gaps):
                    out = out if out.endswith(ELLIPSIS) else f"{out.rstrip()} {ELLIPSIS}".lstrip()
                elif not source[offset].isspace() or (out and not out.endswith(" ")):
                    self.at[offset] = length + len(out)
                    out += " " if source[offset].isspace() else source[offset]
        return out

    def _resolved(self, speaker: str | None) -> Iterator[Resolved]:
        """Yield pronouns and descriptions whose names the label does not have before them, each entity once."""
        article = self.content.article
        tokens = [t for span in self.shown for t in article.within(span) if t.idx in self.at]
        named = {article.entity_at[t] for t in tokens if t.pos_ == "PROPN" and t in article.entity_at}
        words_shown = " ".join(t.lower_ for t in tokens)
        known = {speaker} if speaker else set()
        for token in tokens:
            start, end, name = self._stand_in(token)
            if name and name not in known and end - 1 in self.at and article.entity_at.get(token) not in named:
                known.add(name)
                if name.casefold() not in words_shown:
                    yield Resolved(self.at[start], self.at[end - 1] + 1, name)

    def _stand_in(self, token: Token) -> tuple[int, int, str | None]:
        """Return where a word or phrase stands that stands for a name, and the name; None for any other word."""
        start, end = token.idx, token.idx + len(token)
        if token.lower_ in OWN:
            spoken = self.content.speaker
            name = _name(self.content, token, self.names) or (self.names.get(spoken.entity or "") if spoken else None)
            return start, end, name
        if token.lower_ in PERSONAL:
            return start, end, _name(self.content, token, self.names)
        entity = self.content.article.entity_at.get(token)
        if token.lower_ in DEFINITE and token.dep_ == "det" and entity:
            mentions = self.content.article.entities[entity].mentions
            phrase = next((m for m in mentions if m.start == start and m.end - start <= NAME_LENGTH), None)
            tokens = self.content.article.within(phrase.span) if phrase else []
            name = _name(self.content, token, self.names)
            if phrase and name and all(t.pos_ != "PROPN" for t in tokens) and name.split()[-1][:1].isupper():
                return start, phrase.end, name
        return start, end, None
