"""Labelled data and predictions are read with errors that name file and line."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from evals import files
from evals.files import decode, decode_rows, read_page, read_text
from rashomon.errors import EmptyInput, MissingInput, TooLarge, UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "data.json"
    path.write_bytes(content)
    return path


def test_line_ends_and_byte_order_are_left_as_they_are(tmp_path: Path) -> None:
    assert read_text(written(tmp_path, b"a\r\nb\rc\n")) == "a\r\nb\rc\n"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"data\.json: there is no such file"):
        decode(tmp_path / "data.json", int)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="cannot be read"):
        decode_rows(tmp_path, int)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a": 1,\n "b": }\n', r"data\.json:2: is not JSON"),
        (b'{"a": 1,\n\n', r"data\.json:3: is not JSON: Input data was truncated"),
        (b"", r"data\.json:1: is not JSON"),
        (b'{"a": 1}\n\xff', r"data\.json:2: is not UTF-8"),
        (b'{"a": [1]}', r"data\.json: is not of the expected form: Expected `int`, got `array` - at `\$\[\.\.\.\]`"),
        (b"[" * 100_000, r"data\.json: is (nested too deeply|not of the expected form)"),
    ],
)
def test_a_malformed_document_is_refused_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said) as caught:
        decode(written(tmp_path, content), dict[str, int])
    assert "\n" not in str(caught.value)


def test_a_document_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="is nested too deeply"):
        decode(written(tmp_path, b"[" * 100_000), object)


def test_rows_split_at_newlines_only_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, '["a\u2028b"]\r\n\n["c"]\n'.encode())
    assert decode_rows(path, list[str]) == [["a\u2028b"], ["c"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[1]\n[2\n", r"data\.json:2: is not JSON"),
        (b'[1]\n\n["x"]\n', r"data\.json:3: is not of the expected form: Expected `int`, got `str`"),
    ],
)
def test_a_malformed_row_is_refused_with_its_line(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableInput, match=said):
        decode_rows(written(tmp_path, content), list[int])


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match="holds no row"):
        decode_rows(written(tmp_path, b"\n \n"), object)


def test_a_page_is_unpacked_where_its_name_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>A</p>")
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(b"<p>B</p>"))
    assert [read_page(tmp_path / name) for name in ("a.html", "b.html.gz")] == [b"<p>A</p>", b"<p>B</p>"]


def test_a_page_that_is_broken_or_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / "half.html.gz").write_bytes(gzip.compress(b"<p>A</p>" * 99)[:-9])
    for name in ("half.html.gz", "none.html"):
        with pytest.raises(UnreadableInput, match=rf"{name}: cannot be read"):
            read_page(tmp_path / name)


def test_a_page_that_unpacks_beyond_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1000)
    (tmp_path / "zeros.html.gz").write_bytes(gzip.compress(bytes(1001)))
    with pytest.raises(TooLarge, match="more than 1,000 bytes once unpacked"):
        read_page(tmp_path / "zeros.html.gz")
