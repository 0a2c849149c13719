"""Passages part a text without a gap, as `tests/cleaning/test_pipeline.py` shows for any text; where the cuts are."""

import pytest

import rashomon

STORY = "The minister arrived in the capital on Monday for talks with his counterpart."
CORRECTION = "Correction: An earlier version of this article gave the wrong day."


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(
            [("body", "One.\n\n"), ("boilerplate", "Subscribe here."), ("body", "\n\nTwo.\n")],
            id="marks are tight and white space goes with the body",
        ),
        pytest.param(
            [("boilerplate", "Subscribe here.\n\nFollow us on Twitter"), ("body", "\nOne thing was said.")],
            id="neighbours of one kind are one passage",
        ),
        pytest.param(
            [
                ("body", f"{STORY}\nThe talks failed.\n"),
                ("correction", f"{CORRECTION} "),
                ("repeat", STORY),
                ("correction", " It was wrong."),
                ("body", "\nThey left."),
            ],
            id="a repeat cuts what it overlaps",
        ),
        pytest.param(
            [("body", "One.\n"), ("boilerplate", "[Subscribe here.](/x)"), ("body", "\nTwo.")],
            id="what a repair takes away at an edge goes with the mark",
        ),
    ],
)
def test_a_text_is_cut_where_its_kind_changes(parts: list[tuple[str, str]]) -> None:
    article = rashomon.from_text("".join(text for _, text in parts))
    assert [(p.kind, article.content[p.start : p.end]) for p in article.passages] == parts
