"""Direct, indirect and mixed contents."""

from __future__ import annotations

import pytest

from evals.scoring.quoting import kind_of


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        (['"It held,"'], "direct"),
        (["“It held,”", "“and will hold.”"], "direct"),
        (["''It held,''", "''so far.''"], "direct"),
        (["“It held.", "“It will hold.”"], "direct"),
        (['"It held.', '"It will hold."'], "direct"),
        (['"It held.\n"It will hold."'], "direct"),
        (["„Es hielt.“"], "direct"),
        (["that the dam held"], "indirect"),
        (["the workers' dam", "isn't 'safe'"], "indirect"),
        (["...", "—"], "indirect"),
        ([], "indirect"),
        (['that it was "safe"'], "mixed"),
        (["“It held,”", "that it would hold"], "mixed"),
        (['"It held," he says, "so far."'], "mixed"),
    ],
)
def test_a_content_is_direct_where_all_its_words_stand_in_marks(pieces: list[str], kind: str) -> None:
    assert kind_of(pieces) == kind
