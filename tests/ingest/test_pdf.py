"""PDFs: their text, what they tell of themselves, and the ways in which they fail."""

import sys

import pytest

from rashomon.errors import EmptyInput, InputError, LockedInput, TooLarge, UnreadableInput
from rashomon.ingest import pdf, pdfium
from rashomon.ingest.captured import Captured
from rashomon.ingest.pdf import from_pdf, looks_like_pdf
from rashomon.settings import Settings
from rashomon.types import Article, Fact


def read(data: bytes, **told) -> Article:
    return from_pdf(Captured(name="a.pdf", data=data, **told), Settings())


@pytest.fixture
def story(make_pdf, type_line) -> bytes:
    head = type_line(50, 720, "Minister resigns (again)", 24)
    left = b"".join(
        type_line(50, 680 - 12 * n, text) for n, text in enumerate(["The first column is", "of two long lin-"])
    )
    right = b"".join(
        type_line(300, 680 - 12 * n, text) for n, text in enumerate(["es, said the caf\u00e9\u2019s", "owner."])
    )
    info = (
        b"/Title(Microsoft Word - story.doc)/Author(Jane Doe)/CreationDate(D:20180828233000-07'00')/ModDate(D:20180829)"
    )
    return make_pdf(head + right + left, type_line(50, 700, "The second page."), info=info)


def test_the_text_comes_in_reading_order(story) -> None:
    article = read(story, url="https://a.example/a.pdf")
    assert article.content.split("\n") == [
        "Minister resigns (again)",
        "The first column is of two long lines, said the café’s owner.",
        "The second page.",
    ]
    assert (article.file, article.url, article.extent) == ("a.pdf", "https://a.example/a.pdf", "whole")


def test_what_it_tells_of_itself_is_kept_with_little_confidence(story) -> None:
    carried = Fact(field="captured", value="2018-09-01", source="archive", confidence=1.0)
    article = read(story, facts=(carried,))
    assert carried in article.facts
    told = [fact for fact in article.facts if fact != carried]
    assert [(fact.field, fact.value) for fact in told] == [
        ("title", "Minister resigns (again)"),
        ("author", "Jane Doe"),
        ("published", "2018-08-28"),
        ("modified", "2018-08-29"),
    ]
    assert max(fact.confidence for fact in told) <= 0.5
    assert (article.title, article.authors) == ("Minister resigns (again)", ("Jane Doe",))
    assert (article.published, article.modified) == (None, None)  # they are the file's


def test_what_breaks_off_is_marked_so(story) -> None:
    article = read(story.removesuffix(b"%%EOF\n"))
    assert article.extent == "truncated"
    assert "The first column is of two long lines" in article.content


def locked(make_pdf) -> bytes:
    key = b"(" + b"x" * 32 + b")"
    encrypt = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O%s/U%s>>/ID[(a)(a)]" % (key, key)
    return make_pdf(b"", trailer=encrypt)


def test_a_password_is_named(make_pdf) -> None:
    with pytest.raises(LockedInput, match=r"^a\.pdf: is a PDF protected by a password"):
        read(locked(make_pdf))


def test_scanned_pages_are_named(make_pdf) -> None:
    with pytest.raises(EmptyInput, match=r"^a\.pdf: contains only pictures of text: run OCR on it"):
        read(make_pdf(b"q 600 0 0 800 0 0 cm /I Do Q", b"q 600 0 0 800 0 0 cm /I Do Q"))


def test_empty_pages_are_named(make_pdf) -> None:
    with pytest.raises(EmptyInput, match=r"^a\.pdf: contains no text"):
        read(make_pdf(b""))


def test_half_of_one_is_named(story) -> None:
    with pytest.raises(UnreadableInput, match=r"^a\.pdf: is a broken PDF: is it whole\?"):
        read(story[: story.index(b"xref")])


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + b"\0" * 5000, b"<html>not a PDF</html>"])
def test_what_is_broken_is_named(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"^a\.pdf: is a broken PDF: is it whole\?"):
        read(data)


def test_too_many_pages_are_named(make_pdf) -> None:
    with pytest.raises(TooLarge, match=r"^a\.pdf: is a PDF of 1,200 pages: split it"):
        read(make_pdf(*[b""] * 1200))


@pytest.mark.parametrize(
    "end", ["import os; os.abort()", "raise MemoryError", "import sys; sys.exit(3)", "print(1)", "pass"]
)
def test_a_library_that_crashes_costs_one_line(tmp_path, monkeypatch, story, end: str) -> None:
    script = tmp_path / "crash.py"
    script.write_text(end, encoding="utf-8")
    monkeypatch.setattr(pdf, "SCRIPT", script)
    with pytest.raises(UnreadableInput, match=r"^a\.pdf: is a PDF that makes the PDF library fail"):
        read(story)


def test_a_library_that_hangs_costs_one_line(tmp_path, monkeypatch, story) -> None:
    script = tmp_path / "hang.py"
    script.write_text("while True: pass", encoding="utf-8")
    monkeypatch.setattr(pdf, "SCRIPT", script)
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.3)
    with pytest.raises(UnreadableInput, match=r"takes longer than 0\.3 seconds"):
        read(story)


@pytest.mark.parametrize(
    ("given", "text"), [("a\0b\x1fc\ufffe", "abc"), ("a\ud83d\ude00b", "a😀b"), ("a\ud83db\ude00", "a\ufffdb\ufffd")]
)
def test_what_a_font_makes_no_characters_of_is_none(given: str, text: str) -> None:
    assert pdfium.as_text(list(given)) == text


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no bounds on a process there")
def test_forms_in_forms_end_within_bounds(make_pdf) -> None:
    data = make_pdf(b"/I Do " * 2_000_000)
    with pytest.raises(InputError):
        read(data)


@pytest.mark.parametrize(("first", "expected"), [(b"%PDF-1.4", True), (b"\n junk %PDF-", True), (b"PDF", False)])
def test_a_pdf_is_told_by_its_first_bytes(first: bytes, expected: bool) -> None:
    assert looks_like_pdf(first) is expected
