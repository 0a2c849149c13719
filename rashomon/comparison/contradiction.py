"""What cannot be true of one happening in two reports, what a later one supersedes, and opposite accounts.

Each check holds two statements against each other in one frame: an act with the same arguments, an office, a name, a
quotation. A time or a number is compared only where it depends on the words that are aligned. Whether both statements
are of one happening is for the caller to judge, from their alignment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rashomon.comparison.alignment import Pairing
from rashomon.comparison.framing import apposed, span_of
from rashomon.comparison.propositions import AnnotatedArticle, Content, key_of
from rashomon.comparison.quantities import Quantity
from rashomon.lexicon import groups, numbers, series, words
from rashomon.names.countries import match_country
from rashomon.names.spelling import normalise
from rashomon.types import About, Argument, Difference, Span, Spot, When, spot
from rashomon.types.dossier import DifferenceKind
from rashomon.types.parse import Token
from rashomon.types.timex import precision, same_time

__all__ = ["REAL", "Finding", "findings", "later", "opposites", "same_acts", "spellings"]

WEEKDAYS = frozenset(numbers("time.weekdays"))
NEGATORS = words("factuality.negators")
COUNTED_BACK = words("contrast.counted_back")
FUTURE = words("function_words.future_auxiliaries")
HAVE = words("function_words.have")
BE = words("function_words.be")
PLAIN_AUXILIARIES = BE | HAVE | words("function_words.do")
PRESENT = series("contrast.present_endings")
AHEAD = words("contrast.ahead")
NOT_YET = words("contrast.not_yet")
UNKNOWN = words("contrast.unknown")
NOT_TOLD = words("contrast.not_told")
ARTICLES = words("framing.determiners")
NOT_IN_OFFICE = words("contrast.not_in_office")
OPPOSITES = frozenset(
    frozenset((one, other)) for one, others in groups("contrast.opposites").items() for other in others
)
_PAIRS = {
    key: frozenset(" / ".join(sorted(pair)) for pair in OPPOSITES if key in pair)
    for key in {word for pair in OPPOSITES for word in pair}
}
_OFFICERS: WeakKeyDictionary[AnnotatedArticle, dict[frozenset[str], tuple[str, Spot]]] = WeakKeyDictionary()
REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})
"""TIMEX3 values of "now", "recently", "soon"."""
MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "prep", "relcl", "acl"})
OFFICE_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
NAMED = frozenset({"person", "place", "organisation"})
CORE = frozenset({"subject", "object"})
COMPLEMENTS = frozenset({"acomp", "attr"})
CLAUSES = frozenset({"xcomp", "ccomp", "acl"})
TELLING = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "NUM", "PART"})
WORDED = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
BRACKETS = frozenset("([{")
PLAIN = frozenset({"certain", "probable"})
REAL = frozenset({"assertion", "denial", "refusal"})
"""Forces of what is said to be so; demands, offers, promises and questions do not conflict."""

NEGATED = 0.4
"""Share of both statements that must have a counterpart for a negation in one to say something of the other."""
SYNONYMS = 0.6
"""How alike two predicates must be for one to deny the other."""
MOST_STEPS = 6
"""Steps from a time up to the predicate that it may belong to."""
SAME_WORDS = 5
"""Words that two quotations or sentences must share to be one in two versions."""
COPIED = 0.75
"""Share of the shorter one that must be the same."""
MOST_CHANGED = 3
"""Words of the place where two versions differ."""
SPELT_ALIKE = 0.8
"""How alike two written names must be to be one name misspelt, by the letters in the same order."""
ENDING = 3
"""Letters in which two forms of one word end: Democrat, Democratic."""
LONG_NAME = 5
"""Letters of a name from which its spelling tells something."""


class Finding(NamedTuple):
    """A difference, and why it is called one, where both statements are of one happening."""

    difference: Difference
    reason: str = ""
    """Empty where both values may be true."""
    copied: bool = False
    """Whether both are one sentence or quotation but for this: then they are surely of one happening."""


def findings(p: Pairing) -> Iterator[Finding]:
    """Yield what two statements differ in, apart from how they word the same."""
    seen: set[tuple[Span, Span]] = set()
    for check in (_versions, _times, _numbers, _stages, _polarities, _unknown, _offices, _slots):
        for finding in check(p):
            places = (finding.difference.left.span, finding.difference.right.span)
            if places not in seen:
                seen.add(places)
                yield finding


def later(p: Pairing) -> int:
    """Return 1 where the right article is of a later day than the left, -1 where the left is, 0 where none is known."""
    one, two = (c.article.understanding.article.published for c in (p.left, p.right))
    return 0 if not one or not two or one[:10] == two[:10] else 1 if two > one else -1


def _finding(
    about: About, kind: DifferenceKind, left: Spot, right: Spot, why: str = "", copied: bool = False
) -> Finding:
    why = f"{why}: “{left.text}” and “{right.text}”" if why else ""
    return Finding(Difference(about, left, right, kind), why, copied)


def _spot(content: Content, *tokens: Token) -> Spot:
    return spot(content.article.text, (tokens[0].idx, tokens[-1].idx + len(tokens[-1])))


def _is_plain(content: Content) -> bool:
    return content.statement.certainty in PLAIN and content.statement.force in REAL


# One sentence or quotation in two versions


def _versions(p: Pairing) -> Iterator[Finding]:
    """Yield where one sentence or quotation stands in two versions."""
    left, right = _quoted(p.left), _quoted(p.right)
    same_holder = p.left.holder == p.right.holder or None in (p.left.holder, p.right.holder)
    if left and right and same_holder:
        for one, two in _changes(left, right, COPIED):
            mine, theirs = ({t.lower_ for t in side} for side in (one, two))
            if not (mine <= theirs or theirs <= mine) and all(any(t.pos_ in WORDED for t in s) for s in (one, two)):
                why = "one quotation is given in two wordings"
                yield _finding("wording", "contradiction", _spot(p.left, *one), _spot(p.right, *two), why, copied=True)
        return
    changes = _changes(p.left.verbatim, p.right.verbatim, COPIED)
    if len(changes) == 1:
        yield from _changed(p, *changes[0])


def _quoted(content: Content) -> tuple[Token, ...]:
    """Return the words of a statement that stand in quotation marks."""
    if not content.is_quoted:
        return ()
    spans = content.article.quoted
    return tuple(t for t in content.verbatim if any(start <= t.idx < end for start, end in spans))


def _changes(left: Sequence[Token], right: Sequence[Token], least: float) -> list[tuple[list[Token], list[Token]]]:
    """Return the places inside two versions of one text that differ; none where too little is the same.

    A place where one version has nothing is given with the word before it.
    """
    if min(len(left), len(right)) < SAME_WORDS:
        return []
    one, two = ([normalise(t.text) for t in side] for side in (left, right))
    codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    equal = sum(b - a for tag, a, b, _, _ in codes if tag == "equal")
    if equal < max(SAME_WORDS, least * min(len(left), len(right))):
        return []
    found = []
    for tag, a, b, c, d in codes:
        outer = (a == 0 and c == 0) or (b == len(one) and d == len(two))
        if tag == "equal" or (outer and b - a != d - c) or "".join(one[a:b]) == "".join(two[c:d]):
            continue
        changed = [*left[a:b], *right[c:d]]
        if any(t.pos_ in TELLING for t in changed) and not any(_is_put_in(t) for t in changed):
            before = int(tag != "replace")
            found.append((list(left[a - before : b]), list(right[c - before : d])))
    return found if all(max(len(a), len(b)) <= MOST_CHANGED for a, b in found) else []


def _is_put_in(token: Token) -> bool:
    """Return whether a word is an editor's, in brackets."""
    return token.i > 0 and token.doc.tokens[token.i - 1].text in BRACKETS


def _changed(p: Pairing, one: list[Token], two: list[Token]) -> Iterator[Finding]:
    """Yield a name or a negation that stands in one of two versions of a sentence only."""
    added = {t.lower_ for t in one} ^ {t.lower_ for t in two}
    if added and added <= NEGATORS and _is_plain(p.left) and _is_plain(p.right):
        negation = next(t for t in (*one, *two) if t.lower_ in added)
        left = _spot(p.left, negation if negation in one else _act(p.left, negation))
        right = _spot(p.right, negation if negation in two else _act(p.right, negation))
        kind, why = _denial(p, negation, negated_left=negation in one)
        yield _finding("polarity", kind, left, right, why, copied=True)
    elif _is_name(p.left, one) and _is_name(p.right, two):
        left, right = _spot(p.left, *one), _spot(p.right, *two)
        places = [_kind(c, side[-1]) == "place" for c, side in ((p.left, one), (p.right, two))]
        about: About = "place" if all(places) else "name"
        if any(places) and (not all(places) or _is_country(left.text) != _is_country(right.text)):
            yield _finding("place", "detail", left, right)
        elif _shortened(left.text, right.text) or _shortened(right.text, left.text):
            return
        elif set(normalise(left.text).split()).isdisjoint(normalise(right.text).split()):
            yield _finding(
                about, "contradiction", left, right, why=f"another {about} in the same sentence", copied=True
            )


def _shortened(short: str, name: str) -> bool:
    """Return whether a name is given with its beginning and a point: "Ark." for "Arkansas"."""
    return short.endswith(".") and name.casefold().startswith(short[:-1].casefold())


def _is_country(name: str) -> bool:
    match = match_country(name)
    return match is not None and match.kind == "name"


def _act(content: Content, negation: Token) -> Token:
    """Return what a negation in the other of two versions negates in this one."""
    head = negation.head
    goal = next((c for c in head.children if c.dep_ in COMPLEMENTS), head) if head.lemma_ in BE else head
    return next((t for t in content.verbatim if t.lemma_ == goal.lemma_), content.root or content.verbatim[0])


def _is_name(content: Content, tokens: Sequence[Token]) -> bool:
    return all(t.pos_ == "PROPN" and t not in content.article.timed for t in tokens)


def _kind(content: Content, token: Token) -> str | None:
    entity = content.article.entities.get(content.article.entity_at.get(token, ""))
    return entity.kind if entity else None


# Times


def _times(p: Pairing) -> Iterator[Finding]:
    """Yield two times of the same act, unless they say the same."""
    a, b = p.left.statement.when, p.right.statement.when
    if a is None or b is None or not (_is_of_predicate(p.left, a) and _is_of_predicate(p.right, b)):
        return
    relation = same_time(a.value, b.value)
    if relation == "same" or normalise(a.text) == normalise(b.text) or not REFERENCES.isdisjoint((a.value, b.value)):
        return
    points = precision(a.value) is not None and precision(b.value) is not None and not _is_about_a_year(a, b)
    same_day_name = WEEKDAYS & set(normalise(a.text).split()) & set(normalise(b.text).split())
    exclusive = relation == "different" and points and not same_day_name and _arguments_fit(p)
    spots = (Spot(a.start, a.end, a.text), Spot(b.start, b.end, b.text))
    why = "two times of one act" if exclusive else ""
    yield _finding("time", "contradiction" if exclusive else "detail", *spots, why)


def _is_about_a_year(a: When, b: When) -> bool:
    """Return whether one counts years back, "42 years ago", and the other is of the same year or one beside it."""
    years = [w.value[:4] if w.value else "" for w in (a, b)]
    back = any(not COUNTED_BACK.isdisjoint(normalise(w.text).split()) and precision(w.value) == "year" for w in (a, b))
    return back and all(y.isdecimal() for y in years) and abs(int(years[0]) - int(years[1])) <= 1


def _is_of_predicate(content: Content, when: When) -> bool:
    """Return whether the way from the time up to the predicate passes no other verb or noun that could bear a time."""
    inside = content.article.within((when.start, when.end))
    if not inside or content.root is None:
        return False
    goals = {content.root, *content.predicates}
    tokens = content.article.parse.tokens
    if inside[-1].i + 1 < len(tokens) and tokens[inside[-1].i + 1] in goals:
        return True  # "the mayor on Friday resigned": the parser may attach it to the mayor
    token = next((t for t in inside if t.head not in inside), inside[0])
    for _ in range(MOST_STEPS):
        token = token.head
        if token in goals:
            return True
        if token.pos_ in ("VERB", "NOUN") or token.head is token:
            return False
    return False


# Numbers


def _numbers(p: Pairing) -> Iterator[Finding]:
    """Yield two numbers of the same things; whether they exclude each other is told by the figures."""
    for one in p.left.numbers:
        others = [other for other in p.right.numbers if _counts_the_same(p, one, other)]
        own = [q for q in p.left.numbers if q.unit == one.unit]
        if len(others) != 1 or len(own) != 1 or (one.low, one.high) == (others[0].low, others[0].high):
            continue
        other = others[0]
        left, right = (spot(c.article.text, (q.start, q.end)) for c, q in ((p.left, one), (p.right, other)))
        yield _finding("number", "detail", left, right)


def _counts_the_same(p: Pairing, one: Quantity, other: Quantity) -> bool:
    """Return whether the same noun is counted, under the same modifiers, and depends on aligned words."""
    if one.counted is None or other.counted is None or one.governor is None:
        return False
    same = one.unit == other.unit or p.counterpart(one.counted) is other.counted
    return (
        same
        and _modifiers(one.counted) == _modifiers(other.counted)
        and p.counterpart(one.governor) is not None
        and p.counterpart(one.governor) is other.governor
    )


def _modifiers(noun: Token) -> frozenset[str]:
    return frozenset(c.lemma_ for c in noun.children if c.dep_ in MODIFIERS)


# Acts: to come or done, affirmed or denied


def same_acts(p: Pairing) -> Iterator[tuple[Token, Token]]:
    """Yield predicates of one lemma, then other verbs of one lemma that are aligned."""
    yield from ((a, b) for a in p.left.predicates for b in p.right.predicates if a.lemma_ == b.lemma_)
    yield from ((a, b) for a, b, _ in p.links() if a.lemma_ == b.lemma_ and a.pos_ == b.pos_ == "VERB")


def _acts(p: Pairing) -> Iterator[tuple[Token, Token]]:
    """Yield the same acts, then predicates that say the same in other words or exclude each other."""
    yield from same_acts(p)
    mains = (set(p.left.predicates), set(p.right.predicates))
    yield from ((a, b) for a, b, alike in p.links() if alike >= SYNONYMS and a in mains[0] and b in mains[1])
    yield from ((a, b) for a in mains[0] for b in mains[1] if _opposite(a, b))


def _opposite(left: Token, right: Token) -> bool:
    return frozenset((key_of(left), key_of(right))) in OPPOSITES


def opposites(key: str) -> frozenset[str]:
    """Return what an act and those that exclude it have in common, as keys: they stand in the same frame."""
    return _PAIRS.get(key, frozenset())


def _stages(p: Pairing) -> Iterator[Finding]:
    """Yield an act that one report has as to come and the other, of no earlier day, as done."""
    for left, right in same_acts(p):
        one, two = _ahead(p.left, left), _ahead(p.right, right)
        done = right if one else left
        if (one is None) == (two is None) or later(p) == (-1 if one else 1):
            continue
        if _is_done(p.right if one else p.left, done):
            yield _finding(
                "time",
                "update",
                _spot(p.left, *sorted({one or left, left}, key=lambda t: t.i)),
                _spot(p.right, *sorted({two or right, right}, key=lambda t: t.i)),
                why="to come in one report, done in the other",
            )
            return


def _ahead(content: Content, act: Token) -> Token | None:
    """Return the word that says that an act is to come: "will", "is *expected* to", "*plans* to"."""
    auxiliary = next((c for c in act.children if c.dep_ == "aux" and c.lemma_ in FUTURE), None)
    if auxiliary is not None:
        return auxiliary
    infinitive = any(c.dep_ == "aux" and c.lemma_ not in PLAIN_AUXILIARIES for c in act.children)
    if act.dep_ in CLAUSES and infinitive and (act.head.lemma_ in AHEAD or act.head.lower_ in AHEAD):
        return act.head
    return None


def _is_done(content: Content, act: Token) -> bool:
    """Return whether a statement says plainly that an act has been done; by the forms of its words."""
    past = act.lower_ != act.lemma_ and not act.lower_.endswith(PRESENT)
    open_auxiliary = any(c.dep_ == "aux" and c.lemma_ not in PLAIN_AUXILIARIES for c in act.children)
    negated = content.statement.polarity == "negated" or _negation(content, act) is not None
    plain = content.statement.certainty == "certain" and content.statement.force == "assertion"
    return past and plain and not open_auxiliary and not negated


def _polarities(p: Pairing) -> Iterator[Finding]:
    """Yield an act that one affirms and the other denies, of one subject; a later report may tell a later state."""
    if min(p.match.left, p.match.right) < NEGATED:
        return
    for left, right in _acts(p):
        one, two = _negation(p.left, left), _negation(p.right, right)
        if (one is None) != (two is None) and not _opposite(left, right):
            kind, why = _denied(p, left, right, negated_left=one is not None)
            yield _finding("polarity", kind, one or _spot(p.left, left), two or _spot(p.right, right), why)
            return
        if one is None and two is None and _opposite(left, right):
            kind, why = _denied(p, left, right, negated_left=None)
            yield _finding("polarity", kind, _spot(p.left, left), _spot(p.right, right), why)
            return


def _denied(p: Pairing, left: Token, right: Token, negated_left: bool | None) -> tuple[DifferenceKind, str]:
    """Return the kind of a difference in polarity, and why it is one."""
    main = left in p.left.predicates and right in p.right.predicates
    if not main or p.left.future != p.right.future or not (_is_plain(p.left) and _is_plain(p.right)):
        return "detail", ""
    if not _same_arguments(p) or (negated_left is None and not _same_objects(p, left, right)):
        return "detail", ""
    if negated_left is not None:
        return _denial(p, left if negated_left else right, negated_left)
    why = "the two exclude each other"
    return "contradiction", why


def _same_objects(p: Pairing, left: Token, right: Token) -> bool:
    """Return whether what two acts are done to has the same head, where both name it."""
    one, two = (act.child("dobj", "nsubjpass") for act in (left, right))
    return one is None or two is None or one.lemma_ == two.lemma_ or p.counterpart(one) is two


def _denial(p: Pairing, negated: Token, negated_left: bool) -> tuple[DifferenceKind, str]:
    """Return "update" where the report of the later day affirms what may have been still to come in the other."""
    if later(p) == (1 if negated_left else -1) and (_waits(negated) or _waits(negated.head)):
        why = "not yet so in the earlier report, so in the later one"
        return "update", why
    why = "one affirms what the other denies"
    return "contradiction", why


def _waits(act: Token) -> bool:
    """Return whether a negated act may still come: "did not *yet*", "could not *immediately*", "*has* not"."""
    return any(c.lower_ in NOT_YET or c.lemma_ in HAVE for c in act.children)


def _negation(content: Content, act: Token) -> Spot | None:
    """Return what denies an act: a word by proposition or parse, or the words that report it ("denied that")."""
    statement = content.statement
    proposition = statement.proposition
    if act in content.predicates and proposition:
        if proposition.negated and proposition.negation:
            return proposition.negation[0]
        if statement.polarity == "negated" or statement.force == "denial":
            outer = [m for m in statement.marks if m.about in ("polarity", "force")]
            return Spot(outer[0].start, outer[0].end, outer[0].text) if outer else None
        return None
    word = next((c for c in act.children if c.dep_ == "neg" and c in content.tokens), None)
    return _spot(content, word) if word else None


def _same_arguments(p: Pairing) -> bool:
    """Return whether two propositions have one subject, which is not what is negated, and no argument that differs."""
    one, two = p.left.statement.proposition, p.right.statement.proposition
    if not one or not two:
        return False
    mine, theirs = _roles(p.left), _roles(p.right)
    for proposition in (one, two):
        subject = next((a for a in proposition.arguments if a.role == "subject"), None)
        if subject and any(subject.start <= n.start < subject.end for n in proposition.negation):
            return False
    shared = mine.keys() & theirs.keys()
    return not shared.isdisjoint(CORE) and all(_same_argument(mine[role], theirs[role]) for role in shared)


def _roles(content: Content) -> dict[str, Argument]:
    """Return the first argument of each role; the subject of a passive is what is done something to."""
    found = content.statement.proposition
    passive = content.root is not None and content.root.child("nsubjpass") is not None
    arguments = reversed(found.arguments) if found else ()
    return {"object" if passive and a.role == "subject" else a.role: a for a in arguments}


def _arguments_fit(p: Pairing) -> bool:
    """Return whether subject and object may be the same; "two men" and "a third man" are others."""
    one, two = p.left.statement.proposition, p.right.statement.proposition
    if not one or not two:
        return True
    mine, theirs = ({a.role: a for a in reversed(q.arguments)} for q in (one, two))
    return all(_same_argument(mine[role], theirs[role]) for role in CORE & mine.keys() & theirs.keys())


def _same_argument(a: Argument, b: Argument) -> bool:
    if a.entity is not None and b.entity is not None:
        return a.entity == b.entity
    one, two = (set(normalise(x.text).split()) for x in (a, b))
    return not (one - ARTICLES or one).isdisjoint(two - ARTICLES or two)


def _unknown(p: Pairing) -> Iterator[Finding]:
    """Yield what one report says is not known or not told, and a report of no earlier day tells."""
    one, two = _ignorance(p.left), _ignorance(p.right)
    if (one is None) == (two is None) or later(p) == (-1 if one else 1):
        return
    told = p.right if one else p.left
    if not _is_plain(told) or told.statement.polarity != "affirmed" or told.root is None:
        return
    kind: DifferenceKind = "update" if later(p) else "contrast"
    spots = (one or _spot(p.left, told.root), two or _spot(p.right, told.root))
    yield _finding("polarity", kind, *spots, why="not known or not told in one report, told in the other")


def _ignorance(content: Content) -> Spot | None:
    """Return the words by which a statement says that something is not known or not told."""
    for token in content.tokens:
        if token.lemma_ in UNKNOWN:
            return _spot(content, token)
    root = content.root
    if root is not None and root.lemma_ in NOT_TOLD and (negation := _negation(content, root)) is not None:
        return negation
    return None


# Who and where


def _officers(article: AnnotatedArticle) -> dict[frozenset[str], tuple[str, Spot]]:
    """Return who holds each office that the article gives with a name: "the bank's chairman, Kim Foxley"."""
    if article not in _OFFICERS:
        _OFFICERS[article] = dict(_offices_in(article))
    return _OFFICERS[article]


def _offices_in(article: AnnotatedArticle) -> Iterator[tuple[frozenset[str], tuple[str, Spot]]]:
    for name, noun, entity in apposed(article):
        known = article.entities.get(entity)
        owned = any(c.dep_ == "poss" or (c.dep_ == "prep" and c.i < max(name.i, noun.i)) for c in noun.children)
        inside = [t for t in noun.subtree if noun is not name.head or t not in name.subtree]
        if known and known.kind == "person" and owned and NOT_IN_OFFICE.isdisjoint(t.lower_ for t in inside):
            office = frozenset(normalise(t.text) for t in inside if t.pos_ in OFFICE_WORDS)
            yield office, (entity, spot(article.text, span_of(name)))


def _offices(p: Pairing) -> Iterator[Finding]:
    """Yield two holders of one office, where neither stands in the other's article."""
    left, right = _officers(p.left.article), _officers(p.right.article)
    for office in sorted(left.keys() & right.keys(), key=sorted):
        (one, here), (two, there) = left[office], right[office]
        apart = one not in p.right.article.entities and two not in p.left.article.entities
        if apart and _is_about(p.left, one, here) and _is_about(p.right, two, there):
            yield _finding("name", "contradiction", here, there, why="two names for the holder of one office")


def _is_about(content: Content, entity: str, name: Spot) -> bool:
    return entity in content.sources or any(t.idx == name.start for t in content.tokens)


def _slots(p: Pairing) -> Iterator[Finding]:
    """Yield a name or place in the same role of one act, where the other arguments are the same."""
    one, two = p.left.statement.proposition, p.right.statement.proposition
    if not one or not two or one.lemma != two.lemma or one.negated != two.negated:
        return
    mine, theirs = ({a.role: a for a in reversed(q.arguments)} for q in (one, two))
    shared = sorted(mine.keys() & theirs.keys())
    other = [role for role in shared if not _same_argument(mine[role], theirs[role])]
    if len(other) != 1 or len(shared) < 2:
        return
    a, b = mine[other[0]], theirs[other[0]]
    kinds = [_kind_of(c, x) for c, x in ((p.left, a), (p.right, b))]
    if kinds[0] == kinds[1] and kinds[0] in NAMED:
        about: About = "place" if kinds[0] == "place" else "name"
        yield _finding(about, "detail", spot(p.left.article.text, a.span), spot(p.right.article.text, b.span))


def _kind_of(content: Content, argument: Argument) -> str | None:
    entity = content.article.entities.get(argument.entity) if argument.entity else None
    return entity.kind if entity else None


def spellings(p: Pairing) -> Iterator[Finding]:
    """Yield a name that the two articles spell in two ways, each in one alone."""
    left = _proper(p.left, p.right.article.vocabulary)
    right = _proper(p.right, p.left.article.vocabulary)
    for name, one in left.items():
        for other, two in right.items():
            if _spelt_alike(name, other):
                spots = (_spot(p.left, one), _spot(p.right, two))
                yield _finding("name", "contradiction", *spots, why="one name is spelt in two ways", copied=True)


def _spelt_alike(one: str, other: str) -> bool:
    longer = max(len(one), len(other))
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    inflected = len(one) != len(other) and longer - same <= ENDING
    if one[0] != other[0] or inflected:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SPELT_ALIKE


def _proper(content: Content, elsewhere: frozenset[str]) -> dict[str, Token]:
    """Return the words of names in a statement and of its sources that the other article does not have."""
    sources = [t for h in content.statement.chain for s in h.sources for t in content.article.within(s.span)]
    return {
        word: token
        for token in (*content.verbatim, *sources)
        if token.pos_ == "PROPN" and token not in content.article.timed
        if len(word := normalise(token.text)) >= LONG_NAME and word.isalpha() and word not in elsewhere
    }
