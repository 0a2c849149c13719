"""A sound dossier has no problem; each broken promise is named."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import msgspec
import pytest

from evals.scoring.integrity import problems
from rashomon.types import (
    Article,
    Claim,
    Difference,
    Dossier,
    Entity,
    Event,
    Hop,
    Mention,
    Moment,
    Omission,
    Origin,
    OriginGroup,
    Passage,
    Phrase,
    Reason,
    Relation,
    Repair,
    Source,
    Spot,
    Statement,
    When,
    Wording,
)

LEFT = "Mayor Kané said on Monday 🎉 that two bridges fell.\nMayor Kané said on Monday"
RIGHT = "“Three bridges fell,” Kané said."


def article(text: str, *passages: Passage) -> Article:
    digest = sha256(text.encode()).hexdigest()
    return Article(id=digest[:16], text=text, text_sha256=digest, bytes_sha256=digest, passages=passages)


def at(text: str, words: str) -> tuple[int, int, str]:
    start = text.index(words)
    return start, start + len(words), words


def sound() -> Dossier:
    left = article(LEFT, Passage(0, 51, "body"), Passage(51, len(LEFT), "repeat", (0, 25)))
    right = article(RIGHT, Passage(0, len(RIGHT), "body"))
    kane = Entity(
        id="e1",
        kind="person",
        name="Kané",
        mentions=(Mention(left.id, *at(LEFT, "Mayor Kané")), Mention(right.id, *at(RIGHT, "Kané"))),
    )
    two = Statement(
        id="s1",
        article=left.id,
        spans=((0, 10), at(LEFT, "two bridges fell")[:2]),
        text="Mayor Kané … two bridges fell",
        quotation="indirect",
        chain=(
            Hop(
                sources=(Source(*at(LEFT, "Mayor Kané"), entity="e1"),),
                cue=Spot(*at(LEFT, "said")),
                when=When(*at(LEFT, "Monday")),
            ),
        ),
    )
    three = Statement(
        id="s2",
        article=right.id,
        spans=(at(RIGHT, "Three bridges fell")[:2],),
        text="Three bridges fell",
        quotation="direct",
        chain=(Hop(sources=(Source(*at(RIGHT, "Kané"), entity="e1"),), cue=Spot(*at(RIGHT, "said"))),),
    )
    number = Difference("number", Spot(*at(LEFT, "two")), Spot(*at(RIGHT, "Three")))
    evidence = (Mention(right.id, *at(RIGHT, "Kané")),)
    return Dossier(
        articles=(left, right),
        entities=(kane,),
        statements=(two, three),
        claims=(Claim("c1", ("s1", "s2"), "two bridges fell"),),
        relations=(Relation("s1", "s2", "conflict", (number,), 0.9),),
        origins=(
            Origin("c1", (OriginGroup("e1", ("s1", "s2"), evidence),), 1, "same origin", (Reason("one", evidence),)),
        ),
        omissions=(),
        wording=(Wording((Phrase(right.id, *at(RIGHT, "Kané"), voice="outlet"),), entity="e1"),),
        events=(Event(id="v1", statement="s2", predicate=Spot(*at(RIGHT, "fell")), lemma="fall"),),
        timeline=(Moment("2018-08-27", "day", ("c1",)),),
    )


def changed(dossier: Dossier, path: str, value: Any) -> Dossier:
    """The dossier with the field at ``path`` ("statements.0.hedge") replaced."""
    data = msgspec.json.decode(msgspec.json.encode(dossier))
    *way, last = path.split(".")
    place = data
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return msgspec.convert(data, Dossier)


def test_a_sound_dossier_has_no_problem() -> None:
    assert problems(sound()) == []


SPOT = {"start": 0, "end": 4, "text": "nope"}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("articles.0.text", LEFT + "x", "text_sha256 is not that of its text"),
        ("articles.0.id", "0000", "its id is not the head of text_sha256"),
        ("articles.0.passages", [{"start": 0, "end": 51, "kind": "body"}], "the passages end at 51, the text at 76"),
        ("articles.1.passages", [], "the passages end at 0"),
        ("articles.0.passages.1.start", 50, "a passage is [50:76], the one before ends at 51"),
        ("articles.0.passages.1.start", 52, "a passage is [52:76], the one before ends at 51"),
        ("articles.0.passages.1.repeats", [50, 60], "repeats [50, 60], which is not before it"),
        ("articles.0.passages.1.repeats", None, "is a repeat and repeats None"),
        ("articles.1.repairs", [{"start": 3, "end": 2, "to": ""}], "repair [3:2] is out of order"),
        ("entities.0.mentions.0.end", 9, "should read 'Mayor Kané', the text has 'Mayor Kan'"),
        ("entities.0.mentions.0.article", "zz", "article zz is not in the dossier"),
        ("entities.0.mentions", [], "has no mention"),
        ("statements.1.id", "s1", "statement id s1 stands 2 times"),
        ("statements.0.article", "zz", "article zz is not in the dossier"),
        ("statements.0.spans", [[33, 49], [0, 10]], "missing or out of order"),
        ("statements.0.spans", [], "missing or out of order"),
        ("statements.1.spans.0", [1, 99], "[1:99] is empty or outside the text of 32 characters"),
        ("statements.1.spans.0", [5, 5], "[5:5] is empty"),
        ("statements.1.text", "Three bridges", "should read 'Three bridges', its spans have 'Three bridges fell'"),
        ("statements.0.hedge", SPOT, "statement s1, hedge: [0:4] should read 'nope', the text has 'Mayo'"),
        ("statements.0.when", SPOT, "statement s1, when"),
        (
            "statements.0.marks",
            [{"about": "polarity", **SPOT}],
            "statement s1, mark of polarity: [0:4] should read 'nope', the text has 'Mayo'",
        ),
        (
            "statements.0.marks",
            [{"about": "force", "start": 11, "end": 15, "text": "said"}],
            "statement s1: is assertion, and 'said' is marked to show it",
        ),
        ("statements.0.marks", [{"about": "force", "start": 9, "end": 999, "text": ""}], "s1, mark of force: [9:999]"),
        ("statements.0.chain.0.cue", SPOT, "statement s1, hop 1, cue"),
        ("statements.0.chain.0.to", SPOT, "statement s1, hop 1, to"),
        ("statements.0.chain.0.when", SPOT, "statement s1, hop 1, when"),
        ("statements.0.chain.0.sources.0", SPOT, "statement s1, hop 1, source"),
        ("statements.0.chain.0.sources.0.entity", "e9", "entity e9 is not in the dossier"),
        ("claims.0.statements", ["s1", "s9"], "statement s9 is not in the dossier"),
        ("claims.0.statements", ["s1", "s1"], "has statement s1 2 times"),
        ("claims.0.members", [{"statement": "s9", "spans": []}], "its members are not its statements"),
        ("claims.0.label_of", "s9", "its label is of s9, which is none of its statements"),
        ("claims.0.label_resolved", [{"start": 0, "end": 999, "to": "x"}], "a name is for [0:999] of a label of"),
        ("relations.0.right", "s1", "both are of article"),
        ("relations.0.right", "s9", "statement s9 is not in the dossier"),
        ("relations.0.differences.0.left", SPOT, "number, left: [0:4] should read 'nope'"),
        ("relations.0.differences.0.right", SPOT, "number, right: [0:4] should read 'nope'"),
        ("origins.0.claim", "c9", "claim c9 is not in the dossier"),
        ("origins.0.groups.0.entity", "e9", "entity e9 is not in the dossier"),
        ("origins.0.groups.0.statements", ["s9"], "statement s9 is not in the dossier"),
        ("origins.0.groups.0.evidence.0.start", 3, "origin of claim c1"),
        ("origins.0.reasons.0.evidence.0.text", "nope", "origin of claim c1, reason"),
        ("omissions", [msgspec.to_builtins(Omission("c9", "zz"))], "article zz is not in the dossier"),
        ("wording.0.claim", "c1", "is not of one entity or one claim"),
        ("wording.0.phrases.0.text", "nope", "wording of e1"),
        ("events.0.statement", "s9", "statement s9 is not in the dossier"),
        ("events.0.predicate", SPOT, "event v1, predicate"),
        ("events.0.actor", {**SPOT, "entity": "e9"}, "entity e9 is not in the dossier"),
        ("timeline.0.claims", ["c9"], "claim c9 is not in the dossier"),
    ],
)
def test_a_broken_promise_is_named(path: str, value: Any, said: str) -> None:
    assert any(said in p for p in problems(changed(sound(), path, value)))


def test_a_dossier_without_texts_is_said_to_be_uncheckable_and_its_spots_are_left() -> None:
    dossier = sound()
    bare = msgspec.structs.replace(
        dossier, articles=tuple(msgspec.structs.replace(a, text=msgspec.UNSET) for a in dossier.articles)
    )
    assert len(problems(bare)) == 2
    assert all("has no text" in p for p in problems(bare))


def test_repairs_in_order_are_sound() -> None:
    dossier = sound()
    left = msgspec.structs.replace(dossier.articles[0], repairs=(Repair(0, 1, "M"), Repair(1, 2, "a")))
    assert problems(msgspec.structs.replace(dossier, articles=(left, dossier.articles[1]))) == []
