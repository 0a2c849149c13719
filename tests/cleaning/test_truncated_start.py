"""Texts that begin in the middle of their story."""

import pytest

import rashomon


def starts_mid_story(text: str, title: str | None = None) -> bool:
    return rashomon.from_text(text, title=title).starts_mid_story


@pytest.mark.parametrize(
    "opening",
    [
        "The delegation, the report claimed, included three ministers. They stayed for a day.",
        "The statement added that the talks would go on.",
        "of the talks that failed on Tuesday, a source said.",
        "He also said that the talks had failed.",
        "Doe also rejected the offer on Tuesday.",
        "“We will not yield,” she added.",
        "Mr. Doe left the talks early.",
        "However, the talks went on.",
        "In addition, both sides agreed on a date.",
        "His lawyer said that he would appeal.",
    ],
)
def test_words_that_lean_on_what_is_not_there_tell(opening: str) -> None:
    assert starts_mid_story(opening)


@pytest.mark.parametrize(
    "opening",
    [
        "The minister arrived in the capital on Monday.",
        "The Daily Example report claimed that the talks had failed.",
        "A report on the talks leaked on Monday; the report said that they had failed.",
        "“The report said so,” Jane Doe told the court.",
        "The report, published by the ministry, lists 12 names. It claimed nothing.",
        "al-Shabab fighters took the town on Monday, officials said.",
        "iPhone sales fell in the first quarter, the company said.",
        "de Blasio won the vote on Tuesday, with ease.",
        "“We will not yield,” Jane Doe said.",
        "Jane Doe, who also led the talks, left on Monday.",
        "It was a cold day in Geneva when the talks began.",
        "Men and women marched in six cities.",
        "12 people were hurt.",
        "人人生而自由,在尊严和权利上一律平等。",
    ],
)
def test_the_start_of_a_story_does_not(opening: str) -> None:
    assert not starts_mid_story(opening)


def test_a_headline_can_name_what_the_story_leans_on() -> None:
    assert not starts_mid_story("The report claimed that the talks had failed.", "Report: Talks failed")
    assert not starts_mid_story("He also said that the talks had failed.", "Minister: Talks failed")
    assert starts_mid_story("The report claimed that the talks had failed.", "Talks failed")
