"""What `from_text` and `parse_day` promise."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from rashomon.errors import EmptyInput, TooLarge, UsageError
from rashomon.ingest.text import from_text, headed, parse_day
from rashomon.settings import Settings
from rashomon.types import Article


def test_an_article_is_named_after_its_text() -> None:
    article = from_text("Talks failed.", name="talks.txt")
    digest = hashlib.sha256(b"Talks failed.").hexdigest()
    assert (article.text_sha256, article.id, article.bytes_sha256) == (digest, digest[:16], digest)
    assert (article.file, article.url, article.passages) == ("talks.txt", UNSET, ())


def test_the_hash_of_the_bytes_is_kept_where_it_is_known() -> None:
    assert from_text("é", bytes_sha256="ab").bytes_sha256 == "ab"


@given(st.text())
def test_any_text_makes_an_article_with_that_text(text: str) -> None:
    assert from_text(text).content == text


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_a_string_holds_its_article_can_be_written(text: str) -> None:
    article = from_text(text, name=text, title=text)
    assert len(article.content) == len(text)
    assert msgspec.json.decode(msgspec.json.encode(article), type=Article) == article


def test_half_a_surrogate_pair_becomes_one_replacement_character() -> None:
    article = from_text("a\ud800b", name="caf\udce9.txt")
    assert (article.content, article.file) == ("a\ufffdb", "caf\ufffd.txt")


def test_with_settings_the_bounds_of_a_file_hold() -> None:
    with pytest.raises(EmptyInput, match=r"^note: is empty$"):
        from_text(" \n", name="note", settings=Settings())
    with pytest.raises(TooLarge, match=r"^text: has 6 bytes, over the limit of 5"):
        from_text("ééé", settings=Settings(max_bytes=5))


@pytest.mark.parametrize(
    ("given_text", "day"),
    [
        ("2018-08-28", "2018-08-28"),
        (" 2018-08-28 ", "2018-08-28"),
        ("2018-08-28T23:59:59Z", "2018-08-28"),
        ("2018-08-28T01:00:00+05:30", "2018-08-28"),
        ("2018-08-28 10:15", "2018-08-28"),
    ],
)
def test_a_day_is_read_from_iso_dates_and_times(given_text: str, day: str) -> None:
    assert parse_day(given_text) == day


@pytest.mark.parametrize(
    "wrong", ["", "28.8.2018", "08/09/2018", "2018-02-30", "20180828", "2018-W35-2", "last week", "2018-08", "x" * 900]
)
def test_any_other_date_is_refused_in_one_line_that_says_what_to_write(wrong: str) -> None:
    with pytest.raises(UsageError, match=r"^'.{0,42}' is not a day: write year-month-day, such as 2018-08-28$"):
        parse_day(wrong)


@pytest.mark.parametrize(
    "text",
    ["Talks fail\nThey did.", "\n“Talks fail!”\nThey did.", "POLITICS\nBy Jane Doe\ntalks fail\nThey did."],
)
def test_a_title_among_the_first_lines_is_not_put_before_them(text: str) -> None:
    assert headed(text, "Talks fail") == text


@pytest.mark.parametrize("text", ["They did.", "a\nb\nc\nTalks fail", "Talks fail, and nobody knows why.", ""])
def test_a_title_that_is_none_of_the_first_lines_is_put_before_them(text: str) -> None:
    assert headed(text, "Talks fail") == f"Talks fail\n{text}"
    assert headed(text, None) == headed(text, "") == text
