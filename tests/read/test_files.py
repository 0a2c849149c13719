"""Every way that reading a file can go, and fail."""

import io
import os
from pathlib import Path

import pytest

from rashomon.errors import BinaryInput, EmptyInput, InputError, MissingInput, TooLarge, UnreadableInput
from rashomon.read.files import read_file, read_stream
from rashomon.settings import Settings

SETTINGS = Settings()
STORY = "<p>The talks failed on Tuesday, two officials said.</p>"
PAGE = f"<html><head><title>Talks fail</title></head><body>{STORY}</body></html>"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.html"])
def test_text_is_read_as_it_stands_line_breaks_included(tmp_path: Path, name: str) -> None:
    article = read_file(written(tmp_path, name, b"One.\r\nTwo.\rThree.\n"), SETTINGS)
    assert article.content == "One.\r\nTwo.\rThree.\n"
    assert article.file == str(tmp_path / name)


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a"])
def test_a_page_is_told_by_its_first_tag(tmp_path: Path, name: str) -> None:
    article = read_file(written(tmp_path, name, PAGE.encode()), SETTINGS)
    assert article.content == "Talks fail\nThe talks failed on Tuesday, two officials said."
    assert article.bytes_sha256 != article.text_sha256


def test_a_fragment_is_a_page_where_its_name_says_so(tmp_path: Path) -> None:
    fragment = b"<p>The talks failed on <b>Tuesday</b>, two officials said.</p>"
    assert read_file(written(tmp_path, "a.html", fragment), SETTINGS).content.startswith("The talks failed on Tuesday")
    assert read_file(written(tmp_path, "a.txt", fragment), SETTINGS).content.startswith("<p>")


def test_text_about_tags_is_no_page(tmp_path: Path) -> None:
    text = b"The <html> tag was first proposed in 1991."
    assert read_file(written(tmp_path, "a.txt", text), SETTINGS).content == text.decode()


def test_standard_input_is_read_for_a_dash() -> None:
    article = read_file("-", SETTINGS, stdin=io.BytesIO("Größe".encode()))
    assert (article.content, article.file) == ("Größe", "-")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match=r"no\.txt: no such file"):
        read_file(tmp_path / "no.txt", SETTINGS)


@pytest.mark.parametrize("name", ["", "a\0b", "x" * 5000])
def test_an_impossible_name_is_an_error_of_ours(name: str) -> None:
    with pytest.raises(InputError):
        read_file(name, SETTINGS)


@pytest.mark.skipif(os.name != "posix", reason="names are text on this system")
def test_a_name_that_is_no_text_is_read_and_named_so_that_it_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))
    with pytest.raises(MissingInput) as caught:
        read_file(path, SETTINGS)
    assert caught.value.source == f"{tmp_path}/caf\ufffd.txt"
    try:
        path.write_bytes(b"Talks failed.")
    except OSError:
        pytest.skip("the file system takes names in UTF-8 only")
    article = read_file(path, SETTINGS)
    assert (article.content, article.file) == ("Talks failed.", f"{tmp_path}/caf\ufffd.txt")


@pytest.mark.parametrize(
    "name", ["a b.txt", "-x.txt", "a=b.txt", 'it\'s "so".txt', "a\nb.txt", "<script>.txt", "\u202eb.txt"]
)
def test_a_name_of_any_characters_is_kept(tmp_path: Path, name: str) -> None:
    try:
        path = written(tmp_path, name, b"Talks failed.")
    except OSError:
        pytest.skip("the system has no such names")
    assert read_file(path, SETTINGS).file == str(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="is a folder: name the files in it"):
        read_file(tmp_path, SETTINGS)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_that_may_not_be_read_says_why(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"x")
    path.chmod(0)
    with pytest.raises(UnreadableInput, match="Permission denied"):
        read_file(path, SETTINGS)


@pytest.mark.parametrize(
    ("data", "says"), [(b"", "is empty"), (b" \r\n\t", "nothing but white space"), ("\ufeff".encode(), "white space")]
)
def test_a_file_without_text_is_empty(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(EmptyInput, match=says):
        read_file(written(tmp_path, "a.txt", data), SETTINGS)


def test_a_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(BinaryInput, match="looks like a PNG picture"):
        read_file(written(tmp_path, "a.txt", b"\x89PNG\r\n\x1a\n"), SETTINGS)


def test_a_file_over_the_bound_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.txt", b"x" * 11)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(TooLarge, match=r"holds 11 bytes, over the bound of 10: split it"):
        read_file(path, Settings(max_bytes=10))


def test_a_stream_over_the_bound_is_left_alone() -> None:
    stream = io.BytesIO(b"x" * 1000)
    with pytest.raises(TooLarge, match=r"^standard input: holds more than the bound of 10"):
        read_stream(stream, Settings(max_bytes=10))
    assert stream.tell() == 11


def test_errors_of_a_page_name_the_input() -> None:
    with pytest.raises(EmptyInput, match=r"^standard input: is a page without"):
        read_stream(io.BytesIO(b"<html><body></body></html>"), SETTINGS)
