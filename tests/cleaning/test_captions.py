"""Captions, credits and corrections."""

import pytest

import rashomon
from rashomon.cleaning.captions import galleries, is_caption, is_correction
from rashomon.types import PassageKind

STORY = "The minister arrived in the capital on Monday for talks with his counterpart."
MORE = "Two officials who were there said that the talks had failed over the price of gas."


def kinds(line: str) -> list[tuple[PassageKind, str]]:
    """The passages of a story with ``line`` in its middle."""
    article = rashomon.from_text(f"{STORY}\n{line}\n{MORE}")
    return [(p.kind, article.content[p.start : p.end].strip()) for p in article.passages]


def apart(kind: PassageKind, line: str) -> list[tuple[PassageKind, str]]:
    return [("body", STORY), (kind, line), ("body", MORE)]


def story(line: str) -> list[tuple[PassageKind, str]]:
    return [("body", f"{STORY}\n{line}\n{MORE}")]


@pytest.mark.parametrize(
    "line",
    [
        "FILE - In this Aug. 2, 2018 photo, delegates arrive in Geneva.",
        "FILE PHOTO: Delegates arrive in Geneva",
        "Photo: Jane Doe",
        "Photo by Jane Doe/AFP via Getty Images",
        "Delegates arrive in Geneva on Tuesday. (AP Photo/Jane Doe)",
        "Delegates arrive. (JOHN ROE/AFP/Getty Images.)",
        "Image copyright Getty Images",
        "Getty.",
        "Bloomberg via Getty Images.",
        "REUTERS/Jane Doe",
        "Media caption: The talks in Geneva",
    ],
)
def test_captions_and_credits_are_told(line: str) -> None:
    assert kinds(line) == apart("caption", line)


@pytest.mark.parametrize(
    "line",
    [
        "The photo was taken in Geneva, Reuters said.",
        "Getty Images sued the company on Tuesday.",
        "The talks failed, a source told Reuters.",
        "Reuters/Ipsos polled 1,000 people in May, and found that most of them were against the deal with the union.",
        "The files were found in a garage.",
        "A photo (which showed him) was published.",
        "Reuters contributed to this report.",
    ],
)
def test_news_about_pictures_is_no_caption(line: str) -> None:
    assert kinds(line) == story(line)


@pytest.mark.parametrize(
    "line",
    [
        "Correction: An earlier version of this article misspelled a name.",
        "Clarification (28 August): the talks were held in Bern.",
        "An earlier version of this story gave the wrong day.",
        "This article has been updated to include a comment.",
        "This story was corrected on Tuesday.",
        "Editor's note: an earlier version of this article gave the wrong day.",
    ],
)
def test_corrections_are_told(line: str) -> None:
    assert kinds(line) == apart("correction", line)


@pytest.mark.parametrize(
    "line",
    [
        "Corrections officers said that the prison was full.",
        "Correction of the price took two days.",
        "The earlier version of the law was stricter.",
        "Editor's note: The candidate regularly attacks the press.",
        "This story has been told many times.",
        "The ministry has updated its figures.",
    ],
)
def test_news_about_corrections_is_none(line: str) -> None:
    assert kinds(line) == story(line)


@pytest.mark.parametrize("head", ["CORRECTION:", "CORRECTION APPENDED."])
def test_a_head_of_a_correction_opens_one(head: str) -> None:
    assert kinds(head) == [("body", STORY), ("correction", f"{head}\n{MORE}")]


@pytest.mark.parametrize(
    "line",
    [
        "Enlarge this image toggle caption Ada Moor/Getty Images",
        "Facebook Twitter Pinterest Novak waves to the crowd.",
        "Getty - Contributor Novak waves to the crowd",
        "Getty Images Novak waves to the crowd",
    ],
)
def test_a_caption_may_start_with_its_buttons_or_its_agency(line):
    assert is_caption(line)
    assert not is_caption("Getty Images said that it would sue the firm.")


def test_a_gallery_is_told_by_the_count_of_its_pictures():
    gallery = ["The bridge in pictures", "1/12", "Novak opens it.", "2/12", "The crowd cheers.", "It rained all day."]
    assert galleries(gallery) == {1, 2, 3, 4}
    assert galleries(["They met.", "1/2 Today the firm left the town.", "It said nothing."]) == set()


def test_a_line_that_the_post_was_revised_is_a_correction():
    assert is_correction("[This post has been revised.]")
    assert is_correction("Update: This page has since been updated.")
    assert not is_correction("This post was filled by Novak in May.")
