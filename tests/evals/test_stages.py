"""The task stages, on an article of which every count is plain."""

from __future__ import annotations

import json
from pathlib import Path

from evals import run
from evals.tasks.stages import SWITCHES
from rashomon.settings import Settings

TEXT = "Ana Ruiz said on Friday that the mill was closed. The council met on Monday in the old hall."


def test_what_a_rule_finds_is_counted_per_thousand_statements(tmp_path: Path) -> None:
    data = tmp_path / "articles.jsonl"
    data.write_text(json.dumps({"id": "mill", "text": TEXT}) + "\n", encoding="utf-8")
    figures = run("stages", data, settings=Settings(attribution="rules")).figures
    assert {name.split("/")[0] for name in figures} == set(SWITCHES)
    # without the rule the whole sentence is one statement, the article's own
    assert (figures["reporting_verb/lost"], figures["reporting_verb/gained"]) == (500.0, 500.0)
    assert figures["reporting_noun/lost"] == figures["reporting_noun/gained"] == 0.0
    assert figures["rules/lost"] == 1000.0  # nobody could read who says what: no statement is the article's own
    assert figures["certainty/changed"] == 0.0  # the net is not read
