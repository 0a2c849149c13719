"""Ledgers in words and in offsets are the same ledger; what is wrong in one is named."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from evals.gold.ledger_files import read_ledger
from rashomon.errors import UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path

    from evals.gold.ledger import Ledger


def read(story: Path, ledger: dict[str, Any]) -> Ledger:
    path = story / "ledger.json"
    path.write_text(json.dumps(ledger), encoding="utf-8")
    return read_ledger(path, "dam", lambda name: (story / name).read_text(encoding="utf-8"))


def in_offsets(ledger: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    """The same ledger with every word of the articles replaced by where it stands."""

    def at(article: str, words: str | None) -> list[int] | None:
        return None if words is None else [texts[article].index(words), texts[article].index(words) + len(words)]

    def named(words: str) -> list[Any]:
        article = next(a for a, text in texts.items() if words in text)
        return [article, *(at(article, words) or ())]

    for name, article in ledger["articles"].items():
        article["text_sha256"] = sha256(texts[name].encode()).hexdigest()
    for s in ledger["statements"]:
        s["span"] = at(s["article"], s.pop("text"))
        s["hedge"] = at(s["article"], s["hedge"])
        s["when"] = at(s["article"], s.pop("when", None))
        for hop in s["chain"]:
            hop |= {k: at(s["article"], hop[k]) for k in ("source", "cue", "said") if k in hop}
            hop["resolves_to"] = named(hop["resolves_to"])
    ledger["entities"] = [[named(n) for n in group] for group in ledger["entities"]]
    ledger["not_the_same"] = [{"name": named(n["name"])} for n in ledger["not_the_same"]]
    for origin in ledger["origins"]:
        origin["named"] = [named(n) for n in origin["named"]]
    for wording in ledger["wording"]:
        wording["values"] = {a: at(a, words) for a, words in wording["values"].items()}
    return ledger


def test_a_ledger_in_offsets_is_the_one_in_words(story: Path, ledger: dict[str, Any]) -> None:
    words = read(story, ledger)
    texts = {a: (story / a).read_text(encoding="utf-8") for a in ledger["articles"]}
    assert read(story, in_offsets(ledger, texts)) == words


def test_a_span_says_which_of_several_is_meant(story: Path, ledger: dict[str, Any]) -> None:
    text = (story / "one.txt").read_text(encoding="utf-8")
    again = text.rindex("Engineers")
    ledger["statements"][1] |= {"span": [again, again + 9]}
    assert read(story, ledger).statements[1].span == (again, again + 9)


def test_spans_count_code_points(story: Path, ledger: dict[str, Any]) -> None:
    text = "🎉 e\u0301 \u202bשלום\u202c “Moor” said the dam held"
    (story / "one.txt").write_text(text, encoding="utf-8")
    start = text.index("Moor")
    bare = {"id": "A1", "article": "one.txt", "span": [start, start + 4], "hedge": [2, 4]}
    bare |= {"certainty": "certain", "polarity": "affirmed", "force": "assertion"}
    article = {"headline": None, "starts_mid_story": False}
    read_back = read(story, {"articles": {"one.txt": article}, "statements": [bare]})
    assert read_back.statements[0].hedge == "e\u0301"
    assert text[slice(*read_back.statements[0].span)] == "Moor"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"statements.0.text": "the dam burst"}, r"statement A1: 'the dam burst' does not stand in article one\.txt"),
        ({"statements.0.text": None}, r"statement A1: has neither a text nor a span"),
        ({"statements.0.span": [5, 5]}, r"statement A1: \[5, 5\] is empty or outside article one\.txt"),
        ({"statements.0.span": [5, 999]}, r"statement A1: \[5, 999\] is empty or outside article one\.txt of \d+"),
        ({"statements.0.article": "six.txt"}, r"statement A1: there is no article six\.txt"),
        ({"statements.0.hedge": "perhaps"}, r"statement A1: 'perhaps' does not stand"),
        ({"statements.0.chain.0.said": "Friday"}, r"statement A1: 'Friday' does not stand"),
        ({"statements.0.chain.0.resolves_to": ["six.txt", 0, 4]}, r"statement A1: there is no article six\.txt"),
        ({"statements.0.certainty": "sure"}, r"not of the expected form: Invalid enum value 'sure'"),
        ({"articles.one.txt.boilerplate": [[0, 999]]}, r"article one\.txt: \[0, 999\]"),
        ({"articles.one.txt.headline": "Dam!"}, r"article one\.txt: 'Dam!' does not stand"),
        (
            {"articles.one.txt.text_sha256": "0" * 64},
            r"article one\.txt: its text is not the one .*text_sha256 differs",
        ),
        ({"relations.0.left": "A9"}, r"R1: there is no statement A9"),
        ({"only_in": {"one.txt": ["A9"]}}, r"only_in one\.txt: there is no statement A9"),
        ({"origins.0.statements": ["A9"]}, r"origin 'the dam': there is no statement A9"),
        ({"origins.0.named": [["one.txt", 9, 3]]}, r"origin 'the dam': \[9, 3\] is empty"),
        ({"wording.0.values": {"one.txt": "holes"}}, r"wording 'cracks': 'holes' does not stand"),
    ],
)
def test_what_is_wrong_in_a_ledger_is_named(
    story: Path, ledger: dict[str, Any], change: dict[str, Any], said: str
) -> None:
    for path, value in change.items():
        *way, last = path.replace("one.txt", "one/txt").split(".")
        place: Any = ledger
        for step in way:
            place = place[int(step)] if step.isdigit() else place[step.replace("/", ".")]
        place[last] = value
    with pytest.raises(UnreadableInput, match=rf"ledger\.json: .*{said}"):
        read(story, ledger)
