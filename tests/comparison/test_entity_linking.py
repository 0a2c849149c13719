import hashlib

import pytest
from msgspec.structs import replace

from rashomon.comparison.clustering import DisjointSets
from rashomon.comparison.entity_linking import Linked, join_people, link
from rashomon.types import Article, Entity, EntityKind, Mention, Understanding, Word


def article(text: str, *entities: tuple[EntityKind, str, str]) -> Understanding:
    """Entities as (kind, name, mentions joined by |); every word is a token, capitalised ones proper nouns."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = Article(id=digest[:16], text=text, text_sha256=digest, bytes_sha256=digest)
    tokens, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        pos = "PROPN" if word[0].isupper() else "NOUN"
        tokens.append(Word(start, at, word.lower(), pos, len(tokens), "ROOT", 0))
    found = []
    for kind, name, mentions in entities:
        spots = [(text.index(m), m) for m in mentions.split("|")]
        found.append(
            Entity(
                id=f"{made.id}-{name}",
                kind=kind,
                name=name,
                mentions=tuple(Mention(made.id, s, s + len(m), m) for s, m in spots),
            )
        )
    return Understanding(
        article=made, tokens=tuple(tokens), entities=tuple(found), statements=(), events=(), times=(), quotations=()
    )


def names(linked: Linked) -> list[tuple[str, str, int]]:
    return sorted((e.kind, e.name, len({m.article for m in e.mentions})) for e in linked.entities)


def test_a_government_is_one_by_all_its_names() -> None:
    one = article("Paris spoke", ("government", "France", "Paris"))
    other = article("French ministers met", ("government", "France", "French"))
    assert names(link([one, other])) == [("government", "France", 2)]


def test_a_place_and_a_government_stay_two() -> None:
    one = article("Paris spoke", ("government", "France", "Paris"))
    other = article("rain in Paris", ("place", "Paris", "Paris"))
    assert len(link([one, other]).entities) == 2


def test_a_capital_and_its_country_are_two_places() -> None:
    one = article("rain in France", ("place", "France", "France"))
    other = article("rain in Paris", ("place", "Paris", "Paris"))
    assert len(link([one, other]).entities) == 2


def test_an_organisation_is_one_under_its_name_acronym_and_description() -> None:
    one = article("Harbour Workers Union spoke", ("organisation", "Harbour Workers Union", "Harbour Workers Union"))
    other = article("the HWU spoke", ("organisation", "HWU", "HWU"))
    third = article("Velden News reported", ("organisation", "Velden News", "Velden News"))
    fourth = article("Velden News Agency reported", ("organisation", "Velden News Agency", "Velden News Agency"))
    linked = link([one, other, third, fourth])
    assert [count for _, _, count in names(linked)] == [2, 2]


def test_unnamed_people_of_two_articles_stay_apart() -> None:
    one = article("a senior official spoke", ("person", "a senior official", "a senior official"))
    other = article("a senior official left", ("person", "a senior official", "a senior official"))
    assert len(link([one, other]).entities) == 2


def test_an_equal_full_name_is_one_whatever_its_kind() -> None:
    one = article("Al Bahr reported", ("person", "Al Bahr", "Al Bahr"))
    other = article("so Al Bahr said", ("organisation", "Al Bahr", "Al Bahr"))
    assert len(link([one, other]).entities) == 1


def test_ids_and_mentions_do_not_depend_on_the_order_of_the_articles() -> None:
    one = article("Ana Petrov left", ("person", "Ana Petrov", "Ana Petrov"))
    other = article("then Petrov came", ("person", "Petrov", "Petrov"))
    ids = {e.id for e in link([one, other]).entities}
    assert ids == {e.id for e in link([other, one]).entities}
    assert len(ids) == 1


def test_each_understanding_keeps_its_own_mentions() -> None:
    one = article("Ana Petrov left", ("person", "Ana Petrov", "Ana Petrov"))
    other = article("then Petrov came", ("person", "Petrov", "Petrov"))
    linked = link([one, other])
    own = [[m.text for e in u.entities for m in e.mentions] for u in linked.understandings]
    assert own == [["Ana Petrov"], ["Petrov"]]
    assert [m.text for m in linked.entities[0].mentions] == ["Ana Petrov", "Petrov"]


def test_sources_follow_their_entity(understood) -> None:
    one = understood("The budget is safe, Finance Minister Ana Petrov said.")
    other = understood("Nothing is lost, Ms. Petrov said.")
    linked = link([one, other])
    (holder,) = {h.sources[0].entity for u in linked.understandings for s in u.statements for h in s.chain}
    assert next(e.name for e in linked.entities if e.id == holder) == "Ana Petrov"


def test_nothing_gives_nothing() -> None:
    assert link([]) == Linked((), (), {})


def test_an_organisation_known_as_an_outlet_in_one_article_is_one_in_all() -> None:
    one, other = (article(f"Kontor said {w}", ("organisation", "Kontor", "Kontor")) for w in ("so", "no"))
    one = replace(one, entities=tuple(replace(e, outlet=True) for e in one.entities))
    linked = link([one, other])
    assert [e.outlet for e in linked.entities] == [True]
    assert all(e.outlet for u in linked.understandings for e in u.entities)


def joined(names: list[str], articles: list[int] | None = None) -> list[list[str]]:
    """The sets of names, each of an article of its own."""
    sets = DisjointSets(len(names))
    join_people(names, articles or list(range(len(names))), list(range(len(names))), sets)
    return [[names[i] for i in group] for group in sets.groups()]


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


def test_a_surname_that_was_read_as_something_else_is_the_one_person_who_has_it() -> None:
    one = article("Dag Oren spoke", ("person", "Dag Oren", "Dag Oren"))
    other = article("then Oren left", ("place", "Oren", "Oren"))
    assert names(link([one, other])) == [("person", "Dag Oren", 2)]


def test_a_place_that_stands_beside_its_namesake_stays_a_place() -> None:
    one = article("Oren saw Dag Oren", ("place", "Oren", "Oren"), ("person", "Dag Oren", "Dag Oren"))
    other = article("rain in Oren", ("place", "Oren", "Oren"))
    assert ("person", "Dag Oren", 1) in names(link([one, other]))


def test_a_surname_of_two_people_and_a_country_are_nobodys() -> None:
    one = article("Dag Oren met Ida Oren", ("person", "Dag Oren", "Dag Oren"), ("person", "Ida Oren", "Ida Oren"))
    other = article("then Oren left", ("organisation", "Oren", "Oren"))
    assert len(link([one, other]).entities) == 3
    one = article("Ida France spoke", ("person", "Ida France", "Ida France"))
    other = article("then France won", ("place", "France", "France"))
    assert len(link([one, other]).entities) == 2


def test_a_name_in_another_spelling_is_the_same_one() -> None:
    one = article("at the Velden Centre", ("organisation", "Velden Centre", "Velden Centre"))
    other = article("at the Velden Center", ("organisation", "Velden Center", "Velden Center"))
    assert len(link([one, other]).entities) == 1
