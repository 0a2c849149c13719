"""Every letter is in a piece, every piece in its place, and every place in a window."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from rashomon.encoder.pieces import CLS, FORMS, LONGEST, PAD, SEP, Pieces, Window, cut, pack

Span = tuple[int, int]

ODD = (
    *(
        "the the ",
        "said",
        " ",
        ". ",
        ", ",
        '"',
        "“",
        "”",
        "U.S.",
        "1,000",
        "McNeil",
        "NATO",
        "\n",
        "\t",
        "\x00",
        "\x0b",
    ),
    *(
        "שָׁלוֹם",
        "مرحبا",
        "e\u0301",
        "é",
        "a\u0323\u0301",
        "İ",
        "ß",
        "ﬁ",
        "Ⅳ",
        "中文",
        "한국",
        "ไทย",
        "👩‍👩‍👧",
        "🇫🇷",
        "\ufe0f",
    ),
    *(
        "\u00a0",
        "\u2003",
        "\u2028",
        "\u200b",
        "\u200f",
        "\ufeff",
        "\ufffd",
        "\u00ad",
        "x" * 120,
        "[SEP]",
        "[PAD]",
        "[CLS]",
    ),
)
TEXTS = st.lists(st.sampled_from(ODD) | st.text(max_size=6), max_size=12).map("".join)
STOP, OTHER = 1012, 2000


@cache
def tokenizer() -> Tokenizer:
    return Tokenizer.from_str((files("rashomon.encoder") / "data" / "tokenizer.json").read_text("utf-8"))


def together(paragraphs: list[str]) -> tuple[str, list[Span]]:
    """The paragraphs as one text, and where each of them stands in it."""
    spans: list[Span] = []
    for paragraph in paragraphs:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(paragraph)))
    return "\n".join(paragraphs), spans


def cut_one(text: str) -> Pieces:
    (pieces,) = cut(tokenizer(), text, [(0, len(text))])
    return pieces


def offsets(pieces: Pieces) -> list[Span]:
    return list(zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True))


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in offsets(cut_one(text))]


def shapes(text: str) -> list[tuple[str, int, bool, bool]]:
    """Each piece with its capitals (0, 1, 2), whether a space stands before it, and whether it is quoted."""
    pieces = cut_one(text)
    forms = pieces.forms.tolist()
    return [
        (text[s:e], form % 3, form // 3 % 2 == 1, form // 6 == 1)
        for (s, e), form in zip(offsets(pieces), forms, strict=True)
    ]


def quoted(text: str) -> list[str]:
    return [word for word, _, _, inside in shapes(text) if inside]


@given(st.lists(TEXTS, max_size=4))
def test_every_piece_lies_in_its_paragraph_behind_the_one_before(paragraphs: list[str]) -> None:
    text, spans = together(paragraphs)
    made = cut(tokenizer(), text, spans)
    assert len(made) == len(spans)
    for pieces, (start, end) in zip(made, spans, strict=True):
        places = offsets(pieces)
        assert len(pieces) == len(places) == len(pieces.ids) == len(pieces.forms)
        assert all(start <= s < e <= end for s, e in places)
        assert all(a == b or a[1] <= b[0] for a, b in pairwise(places))


@given(TEXTS)
def test_every_letter_and_digit_that_is_kept_is_in_a_piece(text: str) -> None:
    covered = set(chain.from_iterable(range(s, e) for s, e in offsets(cut_one(text))))
    kept = {i for i, char in enumerate(text) if char.isalnum() and tokenizer().normalizer.normalize_str(char).strip()}
    assert kept <= covered


@given(st.text("abcXYZ 019.,'\"-()\n\t", max_size=60))
def test_a_piece_stands_where_its_letters_stand(text: str) -> None:
    pieces = cut_one(text)
    assert [tokenizer().id_to_token(n).removeprefix("##") for n in pieces.ids.tolist()] == [
        text[s:e].lower() for s, e in offsets(pieces)
    ]
    assert "".join(text[s:e] for s, e in offsets(pieces)) == "".join(text.split())


@given(TEXTS)
def test_ids_are_words_and_forms_are_among_those_there_are(text: str) -> None:
    pieces = cut_one(text)
    assert not set(pieces.ids.tolist()) & {PAD, CLS, SEP}
    assert all(0 <= n < tokenizer().get_vocab_size() for n in pieces.ids.tolist())
    assert all(0 <= form < FORMS for form in pieces.forms.tolist())


@given(st.lists(TEXTS, max_size=4))
def test_a_paragraph_is_cut_alike_alone_and_among_others(paragraphs: list[str]) -> None:
    text, spans = together(paragraphs)
    for pieces, span, paragraph in zip(cut(tokenizer(), text, spans), spans, paragraphs, strict=True):
        (same,) = cut(tokenizer(), text, [span])
        alone = cut_one(paragraph)
        assert pieces.ids.tolist() == same.ids.tolist() == alone.ids.tolist()
        assert pieces.forms.tolist() == same.forms.tolist() == alone.forms.tolist()
        assert offsets(pieces) == offsets(same) == [(s + span[0], e + span[0]) for s, e in offsets(alone)]


def test_nothing_gives_no_pieces() -> None:
    assert cut(tokenizer(), "", []) == []
    assert [len(pieces) for pieces in cut(tokenizer(), "a \x00\u200b b", [(0, 0), (1, 4)])] == [0, 0]


def test_the_net_s_own_marks_are_plain_words_in_a_text() -> None:
    assert words("[SEP] of [PAD]") == ["[", "SEP", "]", "of", "[", "PAD", "]"]


def test_an_accent_of_its_own_belongs_to_the_letter_before_it() -> None:
    assert words("Jose\u0301 said José") == ["Jose\u0301", "said", "José"]


def test_a_word_without_end_is_one_piece() -> None:
    assert words("a " + "x" * 120 + " b") == ["a", "x" * 120, "b"]


def test_characters_beyond_the_first_plane_count_as_one() -> None:
    assert words("👩 said 𝐀 👩 said") == ["👩", "said", "𝐀", "👩", "said"]


def test_a_form_tells_the_capitals_and_the_space_before() -> None:
    assert shapes("He said EU, A-b.") == [
        ("He", 1, True, False),
        ("said", 0, True, False),
        ("EU", 2, True, False),
        (",", 0, False, False),
        ("A", 1, True, False),
        ("-", 0, False, False),
        ("b", 0, False, False),
        (".", 0, False, False),
    ]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"go" he "no"', ['"', "go", '"', '"', "no", '"']),
        ("“go” he", ["“", "go", "”"]),
        ("“go “on” he", ["“", "go", "“", "on", "”"]),
        ('"go” he', ['"', "go", "”"]),
        ("he “go on", ["“", "go", "on"]),
        ("he” go", []),
        ("he ‘go’ on", []),
    ],
    ids=["straight", "curly", "opened twice", "straight and curly", "never closed", "never opened", "single"],
)
def test_what_stands_between_double_marks_is_quoted(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


def test_a_quotation_ends_with_its_paragraph() -> None:
    first, second = cut(tokenizer(), "“go\non", [(0, 3), (4, 6)])
    assert [form // 6 for form in first.forms.tolist()] == [1, 1]
    assert [form // 6 for form in second.forms.tolist()] == [0]


def numbered(ids: list[int], start: int = 0) -> Pieces:
    """Pieces with these ids, each of one character, from ``start`` on."""
    starts = np.arange(start, start + len(ids), dtype=np.int32)
    return Pieces(np.array(ids, np.int32), starts % FORMS, starts, starts + 1)


IDS = st.lists(st.sampled_from([OTHER, OTHER, OTHER, STOP]), max_size=40)


@st.composite
def packings(draw: st.DrawFn) -> tuple[list[Pieces], int, int | None]:
    """Paragraphs, a window's length, and a first window's."""
    paragraphs: list[Pieces] = []
    start = 0
    for ids in draw(st.lists(IDS, max_size=8)):
        paragraphs.append(numbered(ids, start))
        start += len(ids)
    longest = draw(st.integers(3, 24))
    return paragraphs, longest, draw(st.none() | st.integers(2, longest))


def parts_of(windows: list[Window]) -> list[Pieces]:
    return [part for window in windows for part in window.parts]


@given(packings())
def test_packing_loses_no_piece_and_keeps_their_order(packing: tuple[list[Pieces], int, int | None]) -> None:
    paragraphs, longest, first = packing
    parts = parts_of(pack(paragraphs, longest, first))
    for name in ("ids", "forms", "starts", "ends"):
        got = [n for part in parts for n in getattr(part, name).tolist()]
        assert got == [n for paragraph in paragraphs for n in getattr(paragraph, name).tolist()]


@given(packings())
def test_no_window_is_longer_than_allowed_nor_empty(packing: tuple[list[Pieces], int, int | None]) -> None:
    paragraphs, longest, first = packing
    windows = pack(paragraphs, longest, first)
    assert all(3 <= len(window) <= longest for window in windows)
    assert all(len(part) for part in parts_of(windows))
    if windows and first:
        assert len(windows[0]) <= first or len(windows[0].parts) == 1


@given(packings())
def test_a_window_is_begun_only_when_the_last_is_full(packing: tuple[list[Pieces], int, int | None]) -> None:
    paragraphs, longest, first = packing
    for n, (window, following) in enumerate(pairwise(pack(paragraphs, longest, first))):
        room = first if n == 0 and first else longest
        assert len(window) + len(following.parts[0]) + 1 > room


@given(packings())
def test_a_paragraph_that_fits_a_window_is_in_one_part(packing: tuple[list[Pieces], int, int | None]) -> None:
    paragraphs, longest, first = packing
    starts = {int(part.starts[0]): len(part) for part in parts_of(pack(paragraphs, longest, first))}
    fitting = [p for p in paragraphs if 0 < len(p) <= longest - 2]
    assert [starts.get(int(p.starts[0])) for p in fitting] == [len(p) for p in fitting]


@given(st.lists(TEXTS, max_size=4))
def test_no_text_makes_a_window_longer_than_the_net_was_trained_on(paragraphs: list[str]) -> None:
    text, spans = together([paragraph * 20 for paragraph in paragraphs])
    made = cut(tokenizer(), text, spans)
    windows = pack(made)
    assert all(len(window) <= LONGEST for window in windows)
    assert sum(map(len, parts_of(windows))) == sum(map(len, made))


@pytest.mark.parametrize(
    ("stops", "sizes"),
    [((), [8, 8, 4]), ((6,), [7, 8, 5]), ((5, 6, 9), [7, 8, 5]), ((2,), [8, 8, 4]), ((7, 15), [8, 8, 4])],
    ids=["none", "one", "the last that fits", "in the first half", "at the very end"],
)
def test_a_long_paragraph_is_cut_behind_a_full_stop_of_its_second_half(
    stops: tuple[int, ...], sizes: list[int]
) -> None:
    paragraph = numbered([STOP if n in stops else OTHER for n in range(20)])
    assert [len(part) for part in parts_of(pack([paragraph], longest=10))] == sizes


def test_a_window_is_written_with_its_marks() -> None:
    (window,) = pack([numbered([5, 6], 3), numbered([]), numbered([7], 5)])
    ids, forms = np.zeros(8, np.int32), np.zeros(8, np.int32)
    window.fill(ids, forms)
    assert ids.tolist() == [CLS, 5, 6, SEP, 7, SEP, PAD, PAD]
    assert forms.tolist() == [0, 3, 4, 0, 5, 0, 0, 0]
    assert len(window) == 6
    assert [(at, part.ids.tolist()) for at, part in window.places()] == [(1, [5, 6]), (4, [7])]


def test_the_ids_of_marks_and_full_stops_are_the_vocabulary_s() -> None:
    assert [tokenizer().token_to_id(token) for token in ("[PAD]", "[CLS]", "[SEP]")] == [PAD, CLS, SEP]
    long = cut_one("a " * 150 + "b. " + "c " * 60 + "d! " + "e " * 150)
    first, second = parts_of(pack([long]))
    assert len(first) == 150 + 2 + 60 + 2
    assert int(second.starts[0]) == int(first.ends[-1]) + 1
