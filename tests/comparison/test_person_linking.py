import pytest

from rashomon.comparison.disjoint_sets import Forest
from rashomon.comparison.person_linking import join_people


def joined(names: list[str], articles: list[int] | None = None) -> list[list[str]]:
    """The sets of names, each of an article of its own."""
    forest = Forest(len(names))
    join_people(names, articles or list(range(len(names))), list(range(len(names))), forest)
    return [[names[i] for i in group] for group in forest.groups()]


@pytest.mark.parametrize(
    "names",
    [
        ["Bashir al-Hamdi", "Bashir Hamdi"],
        ["Ana Petrov", "Petrov"],
        ["Foreign Minister Ana Petrov", "Ms. Petrov", "Ana Petrov"],
        ["Moammar Gaddafi", "Muammar Qadhafi"],
    ],
)
def test_forms_of_one_name_are_one_person(names: list[str]) -> None:
    assert joined(names) == [names]


def test_a_surname_of_two_people_joins_neither() -> None:
    assert joined(["Ana Petrov", "Oleg Petrov", "Petrov"]) == [["Ana Petrov"], ["Oleg Petrov"], ["Petrov"]]


def test_an_initial_that_fits_two_people_joins_neither() -> None:
    assert joined(["John Smith", "James Smith", "J. Smith"]) == [["John Smith"], ["James Smith"], ["J. Smith"]]


def test_two_people_of_one_article_stay_two() -> None:
    assert joined(["Ana Petrov", "Petrov"], [0, 0]) == [["Ana Petrov"], ["Petrov"]]


def test_the_order_of_the_names_does_not_matter() -> None:
    names = ["Petrov", "Ana Petrov", "Rui Costa", "Costa", "Ana Petrova"]
    sets = {tuple(sorted(group)) for group in joined(names)}
    assert {tuple(sorted(group)) for group in joined(names[::-1])} == sets


def test_a_junior_is_not_his_father() -> None:
    names = ["Donald Price", "Donald Price Jr.", "Price"]
    assert joined(names) == [["Donald Price", "Price"], ["Donald Price Jr."]]
