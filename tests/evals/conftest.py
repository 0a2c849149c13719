"""A small story with its ledger in words, and a dossier on it that is partly right, as JSON values."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "one.txt": (
        "Ada Moor said on Monday that the dam held.\n"
        "Engineers reportedly found two cracks.\n"
        "The mayor might resign.\n"
        "Engineers reportedly found two cracks.\n"
        "Support us today."
    ),
    "two.txt": "The great dam did not hold, Moor said.\nEngineers found three cracks on Sunday.\nDelta is wet.",
}


def _gold(name: str, article: str, text: str, **more: Any) -> dict[str, Any]:
    plain = {"chain": [], "hedge": None, "certainty": "certain", "polarity": "affirmed", "force": "assertion"}
    return {"id": name, "article": article, "text": text, **plain, **more}


@pytest.fixture
def ledger() -> dict[str, Any]:
    moor = {"source": "Moor", "cue": "said", "resolves_to": "Ada Moor"}
    again = TEXTS["one.txt"].rindex("Engineers")
    appeal = TEXTS["one.txt"].index("Support")
    article = {"headline": None, "published": None, "repeated": [], "boilerplate": [], "starts_mid_story": False}
    return {
        "what": "fields that are not known are passed over",
        "articles": {
            "one.txt": {
                **article,
                "repeated": [{"first": [43, 81], "again": [again, again + 38]}],
                "boilerplate": [[appeal, appeal + 17]],
            },
            "two.txt": article,
        },
        "statements": [
            _gold("A1", "one.txt", "the dam held", chain=[{**moor, "source": "Ada Moor", "said": "Monday"}]),
            _gold("A2", "one.txt", "Engineers reportedly found two cracks", hedge="reportedly"),
            _gold("A3", "one.txt", "The mayor might resign", certainty="possible"),
            _gold("B1", "two.txt", "The great dam did not hold", chain=[moor], polarity="negated"),
            _gold("B2", "two.txt", "Engineers found three cracks on Sunday", when="Sunday"),
        ],
        "relations": [
            {"id": "R1", "left": "A1", "right": "B1", "about": "polarity", "accept": ["conflict"]},
            {"id": "R2", "left": "A2", "right": "B2", "about": "number", "accept": ["conflict"]},
        ],
        "only_in": {"one.txt": ["A3"]},
        "entities": [["Ada Moor", "Moor"]],
        "not_the_same": [{"name": "Delta", "is": "a government and a place"}],
        "origins": [{"topic": "the dam", "statements": ["A1", "B1"], "named": ["Ada Moor"], "verdict": "same origin"}],
        "wording": [{"concept": "cracks", "values": {"one.txt": "two cracks", "two.txt": "three cracks"}}],
    }


@pytest.fixture
def story(tmp_path: Path, ledger: dict[str, Any]) -> Path:
    """A folder with ledger.json and its articles."""
    folder = tmp_path / "dam"
    folder.mkdir()
    (folder / "ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
    for name, text in TEXTS.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


@pytest.fixture
def dossier() -> dict[str, Any]:
    """What is right and wrong in it, by figure: see test_every_figure_is_the_one_computed_by_hand."""
    one, two = (_article(name) for name in TEXTS)
    again, appeal = TEXTS["one.txt"].rindex("Engineers"), TEXTS["one.txt"].index("Support")
    one["passages"] = [
        {"start": 0, "end": again, "kind": "body"},
        {"start": again, "end": appeal, "kind": "repeat", "repeats": [43, 82]},
        {"start": appeal, "end": appeal + 17, "kind": "body"},
    ]
    two["passages"] = [{"start": 0, "end": len(TEXTS["two.txt"]), "kind": "body"}]
    two["starts_mid_story"] = True
    moor = {"sources": [{**_spot("one.txt", "Ada Moor"), "entity": "e1"}], "when": _spot("one.txt", "Monday")}
    wrong = {"start": 0, "end": 4, "text": "said"}
    number = {"about": "number", "left": _spot("two.txt", "three"), "right": _spot("one.txt", "two")}
    return {
        "format": "rashomon-dossier/2",
        "articles": [one, two],
        "entities": [
            _entity("e1", "person", "Ada Moor", _mention("one.txt", "Ada Moor"), _mention("two.txt", "Moor")),
            _entity("e2", "place", "Delta", _mention("two.txt", "Delta")),
        ],
        "statements": [
            _statement("s1", "one.txt", "the dam held", chain=[moor]),
            _statement("s2", "one.txt", "Engineers reportedly found two cracks", hedge=_spot("one.txt", "reportedly")),
            _statement("s3", "two.txt", "The great dam", chain=[{"anonymous": True}]),
            _statement("s4", "two.txt", "did not hold"),
            _statement("s5", "two.txt", "three cracks on Sunday", hedge=wrong),
            _statement("s6", "one.txt", "Support us today."),
            _statement("s7", "one.txt", "found two cracks", start=again),
        ],
        "claims": [
            {"id": "c1", "statements": ["s1", "s3"], "label": "the dam held"},
            {"id": "c2", "statements": ["s2", "s5"], "label": "cracks"},
        ],
        "relations": [
            {"left": "s1", "right": "s3", "kind": "compatible", "differences": [], "score": 0.5},
            {"left": "s5", "right": "s2", "kind": "conflict", "differences": [number], "score": 0.5},
            {"left": "s1", "right": "s5", "kind": "conflict", "differences": [], "score": 0.5},
            {"left": "s6", "right": "s5", "kind": "conflict", "differences": [], "score": 0.5},
        ],
        "origins": [
            {
                "claim": "c1",
                "groups": [{"entity": "e1", "statements": ["s1", "s3"], "evidence": []}],
                "independent": 1,
                "verdict": "same origin",
                "reasons": [],
            }
        ],
        "omissions": [],
        "wording": [{"claim": "c2", "phrases": [_phrase("one.txt", "two cracks"), _phrase("two.txt", "three cracks")]}],
        "events": [],
        "timeline": [],
    }


def _id(name: str) -> str:
    return sha256(TEXTS[name].encode()).hexdigest()[:16]


def _spot(name: str, words: str, start: int = 0) -> dict[str, Any]:
    at = TEXTS[name].index(words, start)
    return {"start": at, "end": at + len(words), "text": words}


def _article(name: str) -> dict[str, Any]:
    digest = sha256(TEXTS[name].encode()).hexdigest()
    file, text = f"somewhere/{name}", TEXTS[name]
    return {"id": digest[:16], "file": file, "text": text, "text_sha256": digest, "bytes_sha256": digest}


def _mention(name: str, words: str) -> dict[str, Any]:
    return {"article": _id(name), **_spot(name, words)}


def _phrase(name: str, words: str) -> dict[str, Any]:
    return {**_mention(name, words), "voice": "outlet"}


def _entity(name: str, kind: str, full: str, *mentions: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "kind": kind, "name": full, "mentions": list(mentions)}


def _statement(name: str, article: str, words: str, start: int = 0, **more: Any) -> dict[str, Any]:
    spot = _spot(article, words, start)
    span = [spot["start"], spot["end"]]
    plain = {"id": name, "article": _id(article), "spans": [span], "text": words, "quotation": "none", "chain": []}
    return {**plain, **more}
