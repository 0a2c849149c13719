"""Bytes to characters."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import BinaryInput, InputError, UnreadableInput
from rashomon.ingest.decode import decode, refuse_binary

RUSSIAN = "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и совестью. "
JAPANESE = (
    "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。人間は理性を授けられている。"
)
FRENCH = "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison. "


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff")))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), "x") == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(encoding: str) -> None:
    data = "Größe\r\n".encode(encoding)
    refuse_binary(data, "x")
    assert decode(data, "x") == "Größe\r\n"


def test_big_endian_utf_16_is_told_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + "né".encode("utf-16-be"), "x") == "né"


def test_text_cut_in_the_middle_of_a_unit_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"^x: starts as utf-16-le but is not valid utf-16-le"):
        decode(b"\xff\xfea", "x")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        ("“Curly” quotes — and a dash…", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN * 5, "koi8-r"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_text_that_names_no_encoding_is_still_read(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x") == text


def test_bytes_that_windows_1252_has_not_are_kept_for_repair() -> None:
    assert decode(b"a \x93b\x94 \x81 " + b"c" * 99, "x").startswith("a \x93b\x94 \x81 ")


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("iso-8859-2", "iso-8859-2", "Zażółć gęślą jaźń"),
        ("windows-1251", "cp1251", "Привет"),
        ("ISO-8859-1", "cp1252", "“Oui”"),
        ("iso-2022-jp", "iso-2022-jp", "日本語"),
        ("utf-8", "cp1252", "naïve"),
        ("no-such-thing", "cp1252", "naïve"),
        *((name, "cp1252", "naïve") for name in ("rot13", "uu", "punycode", "idna", "utf-7", "unicode_escape")),
    ],
)
def test_the_encoding_that_a_page_declares_is_taken_where_it_fits(declared: str, encoding: str, text: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{text}</body></html>'
    assert text in decode(page.encode(encoding), "x")


@pytest.mark.parametrize("head", ["", '<meta charset="utf-8">', '<meta charset="iso-8859-1">'])
def test_text_in_utf_8_but_for_some_bytes_is_read_as_such(head: str) -> None:
    data = f"{head}Größe und Maß: ".encode() + b"the harbour\x92s caf\xe9"
    assert decode(data, "a.html") == f"{head}Größe und Maß: the harbour’s café"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("naïve café, Übergröße, très âgé", "cp1252"),
        ("<meta charset=koi8-r>Талоны на воду выдавали во вторник в обоих городах.", "koi8-r"),
        ("<meta charset=gb2312>港务局星期一说，旧码头将关闭两个月，潜水员要修理桩子。", "gb2312"),
        (
            "港湾局は月曜日、潜水士が杭を修理する間、古い岸壁を閉鎖すると発表した。漁船はその間、魚市場に停泊する。"
            * 3,
            "shift_jis",
        ),
        ("항만위원회는 월요일 잠수부들이 말뚝을 수리하는 두 달 동안 부두를 폐쇄한다고 밝혔다. " * 3, "euc-kr"),
    ],
)
def test_text_in_another_encoding_is_not_taken_for_broken_utf_8(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.html") == text


def test_utf_8_goes_before_what_a_page_declares() -> None:
    assert "“Größe”" in decode('<meta charset="iso-8859-1"><p>“Größe”'.encode(), "x")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04....", "a zip archive"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an old Word"),
        (b"{\\rtf1 hello}", "a rich text"),
    ],
)
def test_a_file_of_another_kind_is_named(data: bytes, name: str) -> None:
    with pytest.raises(BinaryInput, match=rf"^x: looks like {name}.*save its text as"):
        refuse_binary(data, "x")


@pytest.mark.parametrize("data", [b"text with \0 in it", b"\x01\x02\x03 text", b"\x08" * 20 + b"a" * 100])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(BinaryInput, match=r"^x: is not text \("):
        refuse_binary(data, "x")


def test_a_few_control_characters_do_not_make_text_binary() -> None:
    refuse_binary(b"a\x0cpage\x1b[0m " + b"long text " * 99 + b"\x07", "x")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_error_of_ours(data: bytes) -> None:
    with suppress(InputError):
        refuse_binary(data, "x")
        assert isinstance(decode(data, "x"), str)


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("windows-1251", "cp1251", RUSSIAN),
        ("ISO-8859-1", "cp1252", "“Oui”"),
        ("utf-8", "cp1252", "naïve"),
        ("iso-8859-2", "utf-8", "Größe"),
        ("utf-16le", "utf-16-le", "Talks fail in Genève"),
        ("UTF-16", "utf-8", "Talks fail"),
        ("no-such-thing", "utf-8", "Größe"),
        ("a" * 99, "utf-8", "Größe"),
        ("", "utf-8", "Größe"),
    ],
)
def test_the_charset_of_the_carrier_is_taken_where_it_fits(charset: str, encoding: str, text: str) -> None:
    data = text.encode(encoding)
    refuse_binary(data, "x", charset)
    assert decode(data, "x", charset) == text


def test_the_carrier_goes_before_the_page() -> None:
    page = '<meta charset="iso-8859-1"><p>Привет, мир, и всё остальное'
    assert decode(page.encode("cp1251"), "x", "windows-1251") == page


def test_a_page_that_says_utf_16_where_it_could_be_read_is_in_utf_8() -> None:
    assert decode(b'<meta charset="utf-16"><p>Talks', "x").endswith("<p>Talks")
