"""The task seeds, on a small story whose figures are computed by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from evals import Report, run
from rashomon.errors import MissingInput, UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path


def score(story: Path, dossier: dict[str, Any]) -> Report:
    path = story.parent / "dossier.json"
    path.write_text(json.dumps(dossier), encoding="utf-8")
    return run("seeds", story / "ledger.json", path)


def test_every_figure_is_the_one_computed_by_hand(story: Path, dossier: dict[str, Any]) -> None:
    report = score(story, dossier)
    assert report.figures == {
        "passages": 0.75,  # the appeal is not marked, two.txt does not start mid-story: 6 of 8
        "statements": 0.8,  # A3 is not found; B1 is, in two parts of 0.667 each; B2 is, with 0.8
        "chains": 0.6,  # A1, A2, B2
        "times": 0.5,  # A1's Monday, not B2's Sunday
        "relations": 0.5,  # R2; R1 is called compatible
        "only in one": 0.0,
        "entities": 0.5,  # Moor; Delta is one entity only
        "origins": 1.0,
        "wording": 1.0,
        "offsets": 0.944,  # 17 of 18: the hedge of s5 says what does not stand there
        "precision": 0.833,  # all but s6 of 6; s7 stands in the repeat
        "certainty": 0.5,  # certain 1, possible 0
        "polarity": 0.375,  # affirmed 2 · 3 / (4 + 4), negated 0
        "force": 0.889,  # assertion 2 · 4 / (5 + 4)
        "hedges": 0.667,  # 2 · 1 / (1 + 2)
        "conflicts": 0.5,  # s5 – s2; not s1 – s5
        "all": 0.628,
    }


def test_what_is_missed_is_named(story: Path, dossier: dict[str, Any]) -> None:
    missed = {row.label: row.missed for row in score(story, dossier).rows}
    assert missed["statements"] == ("A3",)
    assert missed["chains"] == ("A3 not found", "B1 got somebody")
    assert missed["relations"] == ("R1 got compatible ()",)
    assert missed["hedges"] == ("B2 none, got said",)
    assert missed["polarity"] == ("A3 affirmed, got nothing", "B1 negated, got affirmed")
    assert missed["conflicts"] == ("A1 – B2",)
    assert missed["offsets"] == ("s5",)


def test_conflicts_that_the_ledger_cannot_judge_are_counted_in_a_note(story: Path, dossier: dict[str, Any]) -> None:
    assert score(story, dossier).notes[-1] == "conflicts outside the ledger, to be judged by hand: 1"


def test_an_implied_hop_may_be_missing_and_is_counted_when_given(
    story: Path, ledger: dict[str, Any], dossier: dict[str, Any]
) -> None:
    ledger["statements"][0]["chain"].append({"source": "Engineers", "implied": True})
    (story / "ledger.json").write_text(json.dumps(ledger), encoding="utf-8")
    without = score(story, dossier)
    engineers = {"sources": [{"start": 43, "end": 52, "text": "Engineers"}]}
    dossier["statements"][0]["chain"].append(engineers)
    given = score(story, dossier)
    assert without.figures["chains"] == given.figures["chains"] == 0.6
    assert (without.notes[0], given.notes[0]) == ("implied hops given: 0/1", "implied hops given: 1/1")


def test_the_articles_are_matched_by_their_text_where_the_file_has_another_name(
    story: Path, dossier: dict[str, Any]
) -> None:
    expected = score(story, dossier).figures
    del dossier["articles"][0]["file"]
    dossier["articles"][1]["file"] = "renamed.txt"
    assert score(story, dossier).figures == expected


def test_an_empty_dossier_on_the_articles_scores_low_and_does_not_fail(story: Path, dossier: dict[str, Any]) -> None:
    for part in ("entities", "statements", "claims", "relations", "origins", "wording"):
        dossier[part] = []
    figures = score(story, dossier).figures
    assert figures["statements"] == figures["precision"] == figures["chains"] == figures["hedges"] == 0.0
    assert figures["conflicts"] == 1.0


def test_references_to_nothing_are_misses_and_no_crash(story: Path, dossier: dict[str, Any]) -> None:
    dossier["claims"][0]["statements"].append("s99")
    dossier["relations"].append({"left": "s99", "right": "s1", "kind": "conflict", "differences": [], "score": 0.1})
    dossier["wording"][0]["phrases"][0]["article"] = "zz"
    dossier["entities"][0]["mentions"][0]["article"] = "zz"
    dossier["origins"][0]["groups"][0]["entity"] = "e99"
    figures = score(story, dossier).figures
    assert figures["wording"] == 0.0
    assert figures["origins"] == 0.5


def test_a_dossier_with_another_article_is_refused(story: Path, dossier: dict[str, Any]) -> None:
    dossier["articles"][0] |= {"file": "three.txt", "text_sha256": "0" * 64}
    with pytest.raises(UnreadableInput, match=r"dossier\.json: article three\.txt is not of the ledger dam$"):
        score(story, dossier)


def test_a_dossier_without_one_of_the_articles_is_refused(story: Path, dossier: dict[str, Any]) -> None:
    del dossier["articles"][1]
    with pytest.raises(UnreadableInput, match=r"dossier\.json: has no article two\.txt"):
        score(story, dossier)


def test_a_dossier_with_a_statement_of_no_article_is_refused(story: Path, dossier: dict[str, Any]) -> None:
    dossier["statements"][0]["article"] = "zz"
    with pytest.raises(UnreadableInput, match=r"dossier\.json: statement s1 is of article zz"):
        score(story, dossier)


def test_a_dossier_with_a_word_outside_the_vocabulary_is_refused(story: Path, dossier: dict[str, Any]) -> None:
    dossier["statements"][0]["certainty"] = "perhaps"
    with pytest.raises(UnreadableInput, match=r"dossier\.json: is not of the expected form: .*certainty"):
        score(story, dossier)


def test_a_ledger_without_its_article_is_refused(story: Path, dossier: dict[str, Any]) -> None:
    (story / "two.txt").unlink()
    with pytest.raises(MissingInput, match=r"two\.txt: there is no such file"):
        score(story, dossier)
