"""Articles of one text are told apart; a file named twice is one article."""

from __future__ import annotations

import re
from itertools import permutations

from rashomon import distinct

from .conftest import Make


def test_the_same_text_under_two_names_is_two_articles(make: Make) -> None:
    one, other = make("All are safe.", file="a.txt"), make("All are safe.", file="b.txt")
    kept = distinct([other, one])
    assert len(kept) == 2
    assert kept[0] == one
    assert re.fullmatch(rf"{one.id}-[0-9a-f]{{8}}", kept[1].id)
    assert kept[1].file == "b.txt"


def test_the_same_text_of_two_outlets_or_days_is_two_articles(make: Make) -> None:
    assert len(distinct([make("Safe.", outlet="Herald"), make("Safe.", outlet="Courier")])) == 2
    assert len(distinct([make("Safe.", published="2024-03-04"), make("Safe.", published="2024-03-05")])) == 2


def test_a_file_named_twice_is_one_article(make: Make) -> None:
    assert len(distinct([make("Safe.", file="a.txt"), make("Safe.", file="./a.txt")])) == 1


def test_ids_do_not_depend_on_the_order(make: Make) -> None:
    articles = [make("Safe.", file=f"{n}.txt") for n in range(3)] + [make("Sunk.", file="0.txt")]
    assert len({distinct(order) for order in permutations(articles)}) == 1
