"""What a mail takes over from other mails, and what is its writer's own."""

from __future__ import annotations

import pytest

from rashomon.ingest.mail_quotes import quoted_in

NEW = "The council will vote on Monday, I hear."
OLD = ["> The mayor has promised a vote on the bridge.", "> It has been closed since May."]


def kinds(*lines: str) -> dict[str, str]:
    text = "\n".join(lines)
    return {text[passage.start : passage.end]: passage.kind for passage in quoted_in(text)}


@pytest.mark.parametrize(
    "opening",
    [
        ["On Fri, 3 May 2019 at 10:00, Ada Moor <ada@a.example> wrote:"],
        ["On Fri, 3 May 2019 at 10:00, Ada Moor", "<ada@a.example> wrote:"],
        ["Am 3. Mai 2019 um 10:00 schrieb Ada Moor:"],
    ],
)
def test_a_quoted_mail_is_told_from_the_reply(opening: list[str]) -> None:
    told = kinds(NEW, "", *opening, "", *OLD, "", NEW)
    assert told == {**dict.fromkeys(opening, "byline"), **dict.fromkeys(OLD, "embed")}


def test_the_headers_of_a_forwarded_mail_are_told_from_its_text() -> None:
    rule = "---------- Forwarded message ---------"
    heads = ["From: Ada Moor <ada@a.example>", "Date: Fri, 3 May 2019", "Subject: Bridge", "To: desk@a.example"]
    assert kinds("For your information.", rule, *heads, "", NEW) == dict.fromkeys([rule, *heads], "boilerplate")


@pytest.mark.parametrize(
    "lines",
    [
        ["On Friday, the mayor wrote:", "The bridge is safe."],
        ["> The bridge is safe."],
        ["He asked two things.", "To: whom does the bridge belong?", "It is the town's."],
        ["The list", "--", "Ada Moor"],
    ],
)
def test_what_only_resembles_another_mail_is_the_writers(lines: list[str]) -> None:
    assert kinds(*lines) == {}
