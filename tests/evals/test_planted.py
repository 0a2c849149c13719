"""Copies are planted so that every word is known to come from one place, or from none."""

from __future__ import annotations

import pytest

from evals.gold.planted import KINDS, Kind, Original, Planted, alike, half, plant

LINES = [f"Sentence {n} of {{name}} has eight different words v{n} {{name}}{n}." for n in range(30)]


@pytest.fixture(scope="module")
def planted() -> list[Planted]:
    originals = [Original(name, "\n".join(LINES).format(name=name), "2024-02-28", "Herald") for name in ("one", "two")]
    return plant(originals, lambda number: 1 - number, per_article=len(KINDS))


def of(planted: list[Planted], kind: Kind) -> Planted:
    return next(p for p in planted if p.kind == kind and p.sources[0] == 0)


def test_every_kind_is_made_of_every_article(planted: list[Planted]) -> None:
    assert [p.kind for p in planted[:2]] == [None, None]
    assert sorted(p.kind or "" for p in planted[2:]) == sorted(KINDS * 2)


def test_every_word_has_its_span_and_its_origin(planted: list[Planted]) -> None:
    for article in planted:
        assert len(article.spans) == len(article.origins) == len(article.plain)
        for (start, end), origin in zip(article.spans, article.origins, strict=True):
            word = article.text[start:end]
            assert not any(sign.isspace() for sign in word)
            if origin is not None:
                source = planted[origin[0]]
                original = source.text[slice(*source.spans[origin[1]])]
                assert word.casefold().replace("\u2010", "-") == original.casefold()


def test_the_same_articles_give_the_same_set(planted: list[Planted]) -> None:
    originals = [Original(p.id, p.text, p.published, p.outlet) for p in planted[:2]]
    assert plant(originals, lambda number: 1 - number, per_article=len(KINDS)) == planted


def test_the_pieces_are_where_the_words_are(planted: list[Planted]) -> None:
    passage = of(planted, "passage")
    (piece,) = alike(planted[0], passage)
    assert planted[0].text[slice(*piece.left)].split() == passage.text[slice(*piece.right)].split()
    assert piece.words == piece.plain >= 25
    spliced = of(planted, "spliced")
    first, second = alike(planted[0], spliced), alike(planted[1], spliced)
    assert len(first) == len(second) == 1
    assert first[0].right[1] < second[0].right[0]


def test_light_edits_stand_within_one_piece_and_cuts_between_two(planted: list[Planted]) -> None:
    assert sum(p.words for p in alike(planted[0], of(planted, "light"))) > 200
    assert len(alike(planted[0], of(planted, "light"))) <= 3
    assert len(alike(planted[0], of(planted, "cut"))) > 3


def test_a_version_is_a_day_later_of_the_same_outlet_and_others_are_of_another(planted: list[Planted]) -> None:
    assert (of(planted, "version").published, of(planted, "version").outlet) == ("2024-02-29", "Herald")
    assert (of(planted, "light").published, of(planted, "light").outlet) == ("2024-02-28", "outlet of one+light")


def test_a_short_article_has_no_copies() -> None:
    assert len(plant([Original("a", "Too short.")], lambda _: None)) == 1


def test_halves_are_by_id() -> None:
    assert {half(str(n)) for n in range(20)} == {"design", "held out"}
