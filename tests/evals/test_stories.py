"""The task ``stories``."""

from __future__ import annotations

import pytest

from evals.tasks.stories import b_cubed


@pytest.mark.parametrize(
    ("groups", "stories", "expected"),
    [
        (["1", "1", "2"], ["a", "a", "b"], (1.0, 1.0)),
        (["1", "1", "1", "1"], ["a", "a", "b", "b"], (0.5, 1.0)),
        (["1", "2", "3", "4"], ["a", "a", "b", "b"], (1.0, 0.5)),
    ],
)
def test_precision_falls_with_mixed_groups_and_recall_with_split_stories(groups, stories, expected) -> None:
    assert b_cubed(groups, stories) == expected
