"""Articles that carry one text."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon import copies
from rashomon.dossier.build import build
from rashomon.types import Article, CopyGroup, Understanding

from .conftest import WIRE, Make
from .test_copies import OTHER


def copy_groups(articles: Sequence[Article]) -> tuple[CopyGroup, ...]:
    """The groups in the dossier of articles of which nothing but their text is known."""
    parts = dict.fromkeys(("tokens", "entities", "statements", "events", "times", "quotations"), ())
    return build([Understanding(article=a, **parts) for a in articles], copies=copies(articles)).copy_groups


def test_copies_of_copies_are_one_group_and_passages_join_nothing(make: Make) -> None:
    lines = WIRE.split("\n")
    articles = [
        make(f"{WIRE}\n(Reuters)", "1"),
        make("\n".join(lines[:3]), "2"),
        make("\n".join(lines[3:]), "3"),
        make(f"{OTHER}\n{lines[4]}", "4"),
        make(OTHER, "5"),
    ]
    first, second = copy_groups(articles)
    assert first.articles == ("1", "2", "3")
    assert first.agency == "Reuters"
    assert [e.article for e in first.evidence] == ["1"]
    assert second.articles == ("4", "5")


def test_the_first_is_named_where_it_was_before_all_others(make: Make) -> None:
    days = ("2024-03-05", "2024-03-04", "2024-03-06")
    articles = [make(f"{WIRE}\nPaper {n}", str(n), published=day) for n, day in enumerate(days)]
    (group,) = copy_groups(articles)
    assert (group.articles, group.earlier) == (("1", "0", "2"), "1")
    undated = [*articles, make(f"{WIRE}\nPaper 4", "4")]
    assert copy_groups(undated)[0].earlier is None


def test_without_copies_there_is_no_group(make: Make) -> None:
    assert copy_groups([make(WIRE), make(OTHER)]) == ()
