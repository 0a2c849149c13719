"""What every library does, in SQLite and in PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import corpus
import pytest
from msgspec.structs import replace

import rashomon
from rashomon.errors import LibraryError, UsageError
from rashomon.library.corrections import place_of
from rashomon.settings import Settings


def test_what_is_added_is_kept_and_found_when_the_library_is_opened_again(url: str, tmp_path: Path) -> None:
    settings = Settings(cache=tmp_path)
    with rashomon.Library(url, settings=settings) as library:
        report = library.add(corpus.of(corpus.FIRE), compare=False)
        assert [a.state for a in report.added] == ["new"] * 3
        assert report.failures == ()
    with rashomon.Library(url, settings=settings) as library:
        assert library.articles() == tuple(a.article.id for a in report.added)
        assert library.article(report.added[0].article.id) == report.added[0].article
        assert library.check() == ()


def test_an_article_that_is_there_is_not_added_twice(library: rashomon.Library) -> None:
    library.add(corpus.of(corpus.FIRE), compare=False)
    again = library.add(corpus.articles(corpus.FIRE), compare=False)
    assert [a.state for a in again.added] == ["known"] * 3
    assert len(library.articles()) == 3


def test_a_text_that_was_understood_is_not_understood_again(
    library: rashomon.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.library import articles

    library.add(corpus.of(corpus.ALONE), compare=False)
    monkeypatch.setattr(articles, "understand", lambda *_: pytest.fail("it was understood again"))
    (there,) = corpus.articles(corpus.ALONE)
    copied = replace(there, file="copy.txt")
    report = library.add([copied], compare=False)
    assert [a.state for a in report.added] == ["new"]
    assert report.added[0].article.id == f"{there.id}-{report.added[0].article.id[-8:]}"
    assert library.check() == ()


def test_another_text_at_the_same_address_is_a_version(library: rashomon.Library) -> None:
    found = corpus.understood()["mirror"]
    library.add([found], compare=False)
    other = corpus.understood()["herald"]
    moved = replace(other, article=replace(other.article, file="mirror.txt"))
    assert [a.state for a in library.add([moved], compare=False).added] == ["version"]


def test_what_cannot_be_understood_is_a_failure_and_not_kept(library: rashomon.Library) -> None:
    (there,) = corpus.articles(corpus.ALONE)
    report = library.add([replace(there, page="section"), "no-such-file.txt"], compare=False)
    assert [f.problem[:21] for f in report.failures] == ["is a section page, wh", "no such file: check t"]
    assert library.articles() == ()


QUERIES = (
    "fire",
    "fires terminal",
    '"ferry terminal"',
    '"terminal ferry"',
    "said-by:brandt",
    "said-by:brandt heater",
    'said-by:"Tomas Hale" quoted:yes',
    "via:reuters",
    "outlet:post",
    "about:norvia rate",
    "quoted:yes",
    "hedged:yes",
    "hedged:no outlet:mirror",
    "day:2025-03-04",
    "day:2025-03",
    "day:2025-03-04..2025-03-05 bank",
    "otter",
    "nothingofthekind",
    "interest",
)


def test_both_stores_give_the_same_results(new_url: Callable[[str], str], tmp_path: Path) -> None:
    results = []
    for kind in ("sqlite", "postgresql"):
        with rashomon.Library(new_url(kind), settings=Settings(cache=tmp_path / kind)) as library:
            library.add(corpus.of(corpus.FIRE | corpus.BANK | corpus.ALONE), compare=False)
            results.append({q: [(r.article, r.text, r.speaker, r.score) for r in library.search(q)] for q in QUERIES})
    assert results[0] == results[1]
    found = {q: [a for a, *_ in r] for q, r in results[0].items()}
    assert [len(found[q]) for q in ("nothingofthekind", '"ferry terminal"', "via:reuters", "outlet:post")] == [
        0,
        3,
        1,
        1,
    ]
    assert len(found["said-by:brandt"]) == 3
    assert found["day:2025-03-04..2025-03-05 bank"]
    assert found["otter"] == found["hedged:no outlet:mirror"] == [corpus.articles(corpus.ALONE)[0].id]


def test_the_statement_that_is_shown_is_one_of_the_speaker_who_was_asked_for(library: rashomon.Library) -> None:
    library.add(corpus.of(corpus.FIRE), compare=False)
    found = {r.outlet: (r.speaker, r.text) for r in library.search("said-by:brandt heater")}
    assert found["Post"] == ("Ilse Brandt", "a heater had caused the fire")
    whole = library.article(next(r.article for r in library.search("outlet:post")))
    (one,) = library.search("outlet:post said-by:brandt")
    assert whole.content[one.start : one.end] == one.text


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "nothing to search for"),
        ("day:yesterday", "is no day"),
        ("day:2025-02-31", "no such day"),
        ("quoted:perhaps", "neither quoted:yes nor quoted:no"),
        ("differs:much", "is none of yes, no"),
        ("said-by:!", "names nobody"),
        ("story:t0", "there is no story"),
        ("x" * 1_001, "1,000 is the most"),
    ],
)
def test_a_query_that_means_nothing_is_refused(tmp_path: Path, query: str, message: str) -> None:
    with rashomon.Library(tmp_path / "x.db") as library, pytest.raises(UsageError, match=message):
        library.search(query)


@pytest.mark.parametrize(
    "query", ['" OR NEAR(', "a:b AND -c", "'; DROP TABLE version; --", "x\0y", "terms:\\ & | ! <->"]
)
def test_no_query_is_code(library: rashomon.Library, query: str) -> None:
    library.add(corpus.of(corpus.ALONE), compare=False)
    assert library.search(query) == []
    assert library.check() == ()


def test_a_library_is_used_by_several_threads_at_once(library: rashomon.Library) -> None:
    every = corpus.of(corpus.FIRE | corpus.BANK | corpus.ALONE)
    failed: list[Exception] = []

    def work() -> None:
        try:
            library.add(every, compare=False)
            library.search("fire")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(library.articles()) == len(set(library.articles())) == 6
    assert library.check() == ()


def test_words_that_no_column_takes_are_kept_in_the_article(library: rashomon.Library) -> None:
    found = corpus.understood()["mirror"]
    odd = replace(found, article=replace(found.article, title="Otters\0 return"))
    library.add([odd], compare=False)
    (shown,) = library.search("otters")
    assert shown.title == "Otters� return"


def test_a_file_that_is_no_library_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match="is no library, or is damaged"):
        rashomon.Library(path)
    assert path.read_bytes() == b"not a database at all" * 100


def test_a_library_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "x.db"
    rashomon.Library(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(LibraryError, match="made by a newer Rashomon"):
        rashomon.Library(path)


def test_the_password_of_an_address_is_not_shown() -> None:
    with pytest.raises((LibraryError, UsageError)) as caught:
        rashomon.Library("postgresql://someone:hidden@127.0.0.1:1/none")
    assert "hidden" not in str(caught.value)


def test_the_migrations_make_the_tables_that_the_code_uses(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from rashomon.library.opening import open_store
    from rashomon.library.schema import metadata

    store = open_store(url)
    with store.read() as connection:
        context = MigrationContext.configure(connection)
        ours = set(metadata.tables)
        named = [
            d for d in compare_metadata(context, metadata) if isinstance(d, tuple) and getattr(d[1], "name", "") in ours
        ]
    store.close()
    assert named == []


def test_what_another_version_understood_is_understood_again(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.library import articles

    now = corpus.understood()["mirror"]
    assert now.made is not None
    old = replace(now, made=replace(now.made, rashomon="0.0.1"), statements=now.statements[:1])
    with rashomon.Library(url, settings=Settings(cache=tmp_path)) as library:
        library.add([old], compare=False)
        assert library.outdated() == 1
        assert len(library.search("animals")) == 1
        monkeypatch.setattr(articles, "understand", lambda *_: now)
        assert library.refresh() == 1
        assert library.outdated() == 0
        assert library.search("animals")[0].text == now.statements[-1].text
        assert library.check() == ()


def test_the_articles_of_its_corpus_are_grouped_by_story() -> None:
    given = corpus.articles(corpus.FIRE | corpus.BANK | corpus.ALONE | corpus.LATER)
    names = {a.id: str(a.outlet) for a in given}
    found = sorted(sorted(names[i] for i in story.articles) for story in rashomon.stories(given))
    assert found == [["Courier", "Ledger", "Post", "Tribune"], ["Gazette", "Herald"], ["Mirror"]]


def test_a_claim_is_looked_for_in_the_nearest_articles(library: rashomon.Library) -> None:
    library.add(corpus.of(corpus.FIRE | corpus.BANK | corpus.ALONE), compare=False)
    found = library.find("Four people died in the fire at the ferry terminal.")
    named = {a.id: a.outlet for a in found.articles}
    assert {named[h.statement.article] for h in found.reported} >= {"Post", "Ledger"}
    assert "Courier" in {named[h.statement.article] for h in found.otherwise}


def test_what_is_meant_is_found_in_other_words(library: rashomon.Library) -> None:
    library.add(corpus.of(corpus.FIRE | corpus.BANK | corpus.ALONE), compare=False)
    found = library.search("blaze kills people at the harbour")
    assert {r.outlet for r in found[:2]} == {"Post", "Ledger"}
    assert found[0].text.startswith("Four people died in the fire")


def test_more_articles_with_the_words_than_are_ranked_are_the_same_in_both_stores(
    new_url: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.library import search

    monkeypatch.setattr(search, "MOST_RANKED", 3)
    monkeypatch.setattr(search, "MOST_NEAR", 2)
    every = [
        replace(u, article=replace(u.article, file=f"{n}-{u.article.file}"))
        for u in corpus.of(corpus.FIRE | corpus.BANK | corpus.ALONE)
        for n in range(3)
    ]
    found = []
    for kind in ("sqlite", "postgresql"):
        with rashomon.Library(new_url(kind), settings=Settings(cache=tmp_path / kind)) as library:
            library.add(every, compare=False)
            found.append({q: [(r.article, r.text, r.score) for r in library.search(q)] for q in QUERIES})
    assert found[0] == found[1]
    assert len(found[0]["fire"]) == 3


def test_vectors_that_were_replaced_are_passed_over_and_cleared(
    library: rashomon.Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rashomon.library import articles, vectors

    monkeypatch.setattr(vectors, "AHEAD", 1)
    found = corpus.understood()
    library.add([found["post"], found["mirror"]], compare=False)
    (before,) = [r for r in library.search("heater") if r.outlet == "Post"]
    place = place_of(library.article(before.article))
    monkeypatch.setattr(articles, "understand", lambda article, _: replace(found["post"], article=article))
    library.correct("date", "change", [place], who="Ada", value="2025-03-05")
    (after,) = [r for r in library.search("heater") if r.outlet == "Post"]
    assert (after.day, after.text, after.score) == ("2025-03-05", before.text, before.score)
    with library.store.read() as connection:
        blocks = library._statements.blocks(connection)
    versions = [int(v) for b in blocks for v in b["version"]]
    assert sorted(versions) == [1, 2]
    assert library.check() == ()
