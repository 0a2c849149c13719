"""Understandings are kept, read back and compared as if they had just been made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

import rashomon
from rashomon.errors import UnreadableInput
from rashomon.settings import Settings

TEXTS = (
    'Mayor Ilse Brandt said on Friday that the ferry had sunk. "Nobody was hurt," she told Harbour News.',
    "The ferry sank on Saturday, the harbour police said. Brandt denied that anybody had been hurt.",
    "Ilse Brandt, the mayor, thanked the harbour police. The ferry will be raised in May.",
)


def articles() -> list[rashomon.Article]:
    return [rashomon.from_text(text, name=f"{n}.txt", published="2020-05-01") for n, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def understanding() -> rashomon.Understanding:
    return rashomon.understand(articles()[0])


def test_what_was_understood_before_makes_the_same_dossier(
    understanding: rashomon.Understanding, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = rashomon.compare(articles())
    seen: list[str] = []
    from rashomon.annotation import batch

    understand = batch.understand

    def counted(article: rashomon.Article, settings: Settings) -> rashomon.Understanding:
        seen.append(str(article.file))
        return understand(article, settings)

    monkeypatch.setattr(batch, "understand", counted)
    _, *others = articles()
    assert rashomon.compare([*others, understanding]) == expected
    assert sorted(seen) == ["1.txt", "2.txt"]


def test_one_that_is_given_as_article_too_is_named_twice(understanding: rashomon.Understanding) -> None:
    dossier = rashomon.compare([*articles(), understanding, understanding])
    assert [(f.source, f.problem) for f in dossier.failures] == [("0.txt", "named twice, compared once")] * 2
    assert len(dossier.articles) == 3


def test_what_is_dumped_loads_as_the_same(understanding: rashomon.Understanding) -> None:
    data = rashomon.dump_understanding(understanding)
    assert rashomon.load_understanding(data) == understanding
    assert rashomon.dump_understanding(rashomon.load_understanding(data)) == data
    assert data.startswith(b'{"format":"rashomon-understanding/1",')


def test_an_understanding_says_what_made_it(understanding: rashomon.Understanding) -> None:
    made = understanding.made
    assert made is not None
    assert made.rashomon == rashomon.__version__
    assert {"net.onnx", "roles.onnx", "words.npz"} < set(made.nets)
    assert any(name.startswith("en_core_web_sm") for name in made.nets)
    assert all(len(checksum) == 64 for checksum in made.nets.values())
    assert made.settings == {"attribution": "net", "fast_parser": True, "spacy_model": None}
    assert rashomon.compare(articles()).made == made


Change = Callable[[rashomon.Understanding], rashomon.Understanding]
OTHERS: dict[str, Change] = {
    "was made by Rashomon 0.0.1, and this is": lambda u: replace(u, made=replace(u.made, rashomon="0.0.1")),
    "was made with another net.onnx": lambda u: replace(
        u, made=replace(u.made, nets={**u.made.nets, "net.onnx": "0" * 64})
    ),
    "was made with another parser": lambda u: replace(u, made=replace(u.made, nets={**u.made.nets, "parser": "0"})),
    "does not say which version": lambda u: replace(u, made=None),
}


@pytest.mark.parametrize("message", OTHERS)
def test_one_of_another_version_or_other_nets_is_refused_unless_it_is_wanted(
    understanding: rashomon.Understanding, message: str
) -> None:
    other = OTHERS[message](understanding)
    data = rashomon.dump_understanding(other)
    with pytest.raises(UnreadableInput, match=f"^x.json: {message}.* load it with any_version=True$"):
        rashomon.load_understanding(data, "x.json")
    loaded = rashomon.load_understanding(data, any_version=True)
    assert loaded == other
    dossier = rashomon.compare([loaded, *articles()[1:]])
    assert dossier.understood == ({other.article.id: other.made} if other.made else {})


def test_one_that_other_settings_made_is_taken_and_told(understanding: rashomon.Understanding) -> None:
    by_rules = rashomon.understand(articles()[0], Settings(attribution="rules"))
    loaded = rashomon.load_understanding(rashomon.dump_understanding(by_rules))
    dossier = rashomon.compare([loaded, *articles()[1:]])
    assert dossier.understood == {loaded.article.id: loaded.made}
    assert dossier.made == understanding.made


def changed(data: bytes, *path: str | int, to: object) -> bytes:
    whole = json.loads(data)
    at = whole["understanding"]
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("path", "to", "problem"),
    [
        (("tokens", 0, "end"), 10_000, "one of its words has no place in its article"),
        (("tokens", 0, "head"), 10_000, "one of its words has no place in its article"),
        (("tokens", 0, "start"), -1, "one of its words has no place in its article"),
        (("tokens", 0, "sentence"), 9, "its words are out of order"),
        (("entities", 0, "mentions"), [], "entity .* has no place in its article"),
        (("entities", 0, "mentions", 0, "text"), "Nobody", "a mention of entity .* does not stand in its article"),
        (("statements", 0, "spans"), [[0, 9_999]], "statement .* has no place in its article"),
        (("statements", 0, "article"), "elsewhere", "part of it is of another article"),
        (
            ("statements", 0, "chain", 0, "sources", 0, "entity"),
            "nobody",
            "it names entity 'nobody', which it does not",
        ),
        (("events", 0, "statement"), "none", "it names statement 'none', which it does not have"),
        (("quotations",), [[5, 5]], "a quotation has no place in its article"),
        (("times", 0, "start"), -6, "a time does not stand in its article"),
        (("article", "text"), "short", "one of its words has no place"),
    ],
)
def test_one_that_does_not_hold_together_is_refused(
    understanding: rashomon.Understanding, path: tuple[str | int, ...], to: object, problem: str
) -> None:
    data = changed(rashomon.dump_understanding(understanding), *path, to=to)
    with pytest.raises(UnreadableInput, match=f"^x.json: not a whole understanding: {problem}"):
        rashomon.load_understanding(data, "x.json")


def test_words_that_depend_on_each_other_in_a_circle_are_refused(understanding: rashomon.Understanding) -> None:
    data = changed(rashomon.dump_understanding(understanding), "tokens", 0, "head", to=1)
    data = changed(data, "tokens", 1, "head", to=0)
    with pytest.raises(UnreadableInput, match="its words depend on each other in a circle"):
        rashomon.load_understanding(data)


def test_one_without_its_text_is_refused(understanding: rashomon.Understanding) -> None:
    whole = json.loads(rashomon.dump_understanding(understanding))
    del whole["understanding"]["article"]["text"]
    with pytest.raises(UnreadableInput, match="its article has no text"):
        rashomon.load_understanding(json.dumps(whole).encode())


@pytest.mark.parametrize("data", [b"", b"\xff", b"{}", b"[" * 100_000, b"null", b'{"format": "rashomon-dossier/2"}'])
def test_what_is_no_understanding_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"^x\.json: not an understanding in JSON: ") as caught:
        rashomon.load_understanding(data, "x.json")
    assert "\n" not in str(caught.value)


def test_one_that_was_kept_in_a_file_is_compared(tmp_path: Path) -> None:
    kept = []
    for article in articles():
        path = tmp_path / f"{article.id}.json"
        path.write_bytes(rashomon.dump_understanding(rashomon.understand(article)))
        kept.append(rashomon.load_understanding(path.read_bytes(), str(path)))
    assert rashomon.compare(kept) == rashomon.compare(articles())
