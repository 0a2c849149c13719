"""Which articles tell one story."""

from __future__ import annotations

from itertools import permutations

import pytest

import rashomon
from rashomon.grouping.features import of_text
from rashomon.grouping.stories import MOST_MEMBERS, MOST_STORIES, Grouper, probability

FIRE = (
    ("Ferry terminal burns in Karsund", "A fire at the ferry terminal in Karsund killed three people, police said."),
    ("Three dead in Karsund fire", "Three people died in the fire at the ferry terminal of Karsund on Monday evening."),
)
BANK = (
    ("Velden bank chief resigns", "The chief of the Velden central bank, Ilse Brandt, resigned over the loan scandal."),
    ("Brandt quits central bank", "Ilse Brandt quit as chief of the central bank in Velden after the loan scandal."),
)


def article(title: str, text: str, day: str | None = "2024-03-04") -> rashomon.Article:
    return rashomon.from_text(text, name=f"{title}.txt", title=title, published=day)


@pytest.mark.parametrize("day", ["2024-03-04", None])
def test_reports_on_one_happening_are_one_story_and_others_are_not(day) -> None:
    found = rashomon.stories(article(*one, day) for one in (*FIRE, *BANK))
    assert [len(s.articles) for s in found] == [2, 2]
    assert {s.headline.text for s in found} <= {title for title, _ in (*FIRE, *BANK)}
    assert {s.days for s in found} == {(day, day) if day else None}


def test_the_order_of_the_articles_changes_nothing() -> None:
    articles = [article(*one) for one in (*FIRE, BANK[0])]
    assert len({rashomon.stories(some) for some in permutations(articles)}) == 1


def test_an_article_without_company_is_a_story_of_its_own() -> None:
    assert [len(s.articles) for s in rashomon.stories([article(*FIRE[0])])] == [1]
    assert rashomon.stories([]) == ()


def test_the_work_for_an_article_does_not_grow_with_their_number(monkeypatch) -> None:
    counted = []
    monkeypatch.setattr("rashomon.grouping.stories.probability", lambda pair: counted.append(1) or probability(pair))
    grouper = Grouper()
    for n in range(400):
        grouper.add(
            of_text(f"Fire {n} in Karsund", f"A fire in street {n} of Karsund killed {n} people.", "2024-03-04")
        )
        assert len(counted) <= MOST_STORIES * MOST_MEMBERS + (MOST_STORIES - 1) * MOST_MEMBERS**2
        counted.clear()


def test_a_comparison_says_where_its_reports_tell_several_stories() -> None:
    dossier = rashomon.compare([article(*one) for one in (*FIRE, *BANK)])
    assert [len(s.articles) for s in dossier.stories] == [2, 2]


def test_the_command_line_shows_the_stories_of_files_and_what_stands_alone(tmp_path, monkeypatch, capfd) -> None:
    import typer.main

    from rashomon.apps import cli, exits

    monkeypatch.chdir(tmp_path)
    for number, (title, text) in enumerate((*FIRE, BANK[0])):
        (tmp_path / f"{number}.txt").write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        exits.guard(lambda: typer.main.get_command(cli.app)(["stories", "0.txt", "1.txt", "2.txt", "gone.txt"]))
    printed = capfd.readouterr()
    assert ended.value.code == exits.SOME_FAILED
    lines = printed.out.splitlines()
    assert lines[0].startswith("2 reports: ")
    assert lines[1:] == ["- no day 0.txt", "- no day 1.txt", "1 on no story of another report", "- no day 2.txt"]
    assert printed.err.startswith("rashomon: gone.txt: ")
