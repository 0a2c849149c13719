"""Stories are compared again as they grow, and what editors put right stays right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import corpus
import pytest
from msgspec.structs import replace

import rashomon
from rashomon.errors import LibraryError, UnreadableInput, UsageError
from rashomon.library.corrections import found_again, place_of
from rashomon.library.library import restored
from rashomon.settings import Settings
from rashomon.types import Dossier


@pytest.fixture
def story(library: rashomon.Library) -> Iterator[str]:
    library.add(corpus.of(corpus.FIRE | corpus.ALONE))
    (found,) = library.stories(several=True)
    yield found.id
    assert library.check() == ()


def text_of(dossier: Dossier, statement: str) -> str:
    return next(s.text for s in dossier.statements if s.id == statement)


def statement_of(dossier: Dossier, words: str) -> str:
    return next(s.id for s in dossier.statements if words in s.text)


def test_articles_on_one_story_come_together_and_those_on_others_do_not(library: rashomon.Library, story: str) -> None:
    assert [(s.articles, s.conflicts > 0) for s in library.stories()] == [(3, True), (1, False)]
    dossier = library.story(story)
    assert {a.outlet for a in dossier.articles} == {"Courier", "Post", "Ledger"}
    assert [a.id for a in dossier.articles] == [a.id for a in library.story(story).articles]
    assert {r.outlet for r in library.search(f"story:{story}")} == {"Courier", "Post", "Ledger"}
    assert {r.outlet for r in library.search("differs:yes")} >= {"Courier", "Post"}


def test_ids_stay_when_a_story_grows_and_what_is_new_is_reported_once(library: rashomon.Library, story: str) -> None:
    before = library.story(story)
    first = library.changes(report=True)
    assert [c.kind for c in first if c.kind == "story"] == ["story"]
    assert "contradiction" in {c.kind for c in first}
    assert library.changes() == ()
    report = library.add(corpus.of(corpus.LATER))
    assert report.stories == (story,)
    after = library.story(story)
    ids = {x.id for part in (after.claims, after.entities, after.statements) for x in part}
    old = {x.id for part in (before.claims, before.entities, before.statements) for x in part}
    assert [i for i in old if library.resolve(i) not in ids] == []
    changed = library.changes(report=True)
    assert changed
    assert {c.story for c in changed} == {story}
    assert "story" not in {c.kind for c in changed}
    assert library.add(corpus.of(corpus.LATER)).stories == ()
    assert library.changes() == ()


def test_a_rejected_relation_is_gone_until_that_is_undone(library: rashomon.Library, story: str) -> None:
    before = library.story(story)
    conflict = next(r for r in before.relations if r.kind == "conflict")
    places = [library.place_of_statement(i) for i in (conflict.left, conflict.right)]
    made = library.correct("relation", "reject", places, who="Ada", why="different counts")
    after = library.story(story)
    assert {conflict.left, conflict.right} not in [{r.left, r.right} for r in after.relations]
    assert [(c.who, c.why) for c in after.corrections] == [("Ada", "different counts")]
    library.undo(made.id, who="Bo")
    assert library.story(story) == before
    (kept,) = library.corrections()
    assert kept.undone
    assert kept.undone.startswith("Bo, ")
    with pytest.raises(UsageError, match="was undone already"):
        library.undo(made.id, who="Bo")


def test_a_relation_is_called_something_else(library: rashomon.Library, story: str) -> None:
    conflict = next(r for r in library.story(story).relations if r.kind == "conflict")
    places = [library.place_of_statement(i) for i in (conflict.left, conflict.right)]
    library.correct("relation", "change", places, who="Ada", value="update")
    found = next(r for r in library.story(story).relations if (r.left, r.right) == (conflict.left, conflict.right))
    assert (found.kind, found.confidence) == ("update", "clear")


def test_entities_are_merged_and_their_ids_lead_on(library: rashomon.Library, story: str) -> None:
    before = library.story(story)
    one, other = (next(e for e in before.entities if e.kind == k) for k in ("person", "organisation"))
    places = []
    for entity in (one, other):
        mention = entity.mentions[0]
        places.append(place_of(library.article(mention.article), mention.span))
    library.correct("merge", "change", places, who="Ada")
    after = library.story(story)
    kept, gone = sorted((one, other), key=before.entities.index)
    assert gone.id not in {e.id for e in after.entities}
    assert after.redirects[gone.id] == library.resolve(gone.id) == kept.id
    merged = next(e for e in after.entities if e.id == kept.id)
    assert set(merged.mentions) == {*one.mentions, *other.mentions}
    named = {x.entity for s in after.statements for h in s.chain for x in h.sources}
    assert gone.id not in named


def test_a_mention_is_split_from_its_entity(library: rashomon.Library, story: str) -> None:
    before = library.story(story)
    brandt = next(e for e in before.entities if e.name.endswith("Brandt"))
    mention = next(m for m in brandt.mentions if m.text == "Brandt")
    place = place_of(library.article(mention.article), mention.span)
    library.correct("split", "change", [place], who="Ada")
    after = library.story(story)
    owners = {e.id for e in after.entities if mention in e.mentions}
    assert owners
    assert brandt.id not in owners
    assert len(after.entities) == len(before.entities) + 1


def test_a_join_is_taken_apart_and_put_together_again(library: rashomon.Library, story: str) -> None:
    claim = next(c for c in library.story(story).claims if len(c.statements) == 2)
    places = [library.place_of_statement(i) for i in claim.statements]
    apart = library.correct("join", "reject", places, who="Ada")
    for found in library.story(story).claims:
        assert not set(claim.statements) <= set(found.statements)
    library.undo(apart.id, who="Ada")
    library.correct("join", "accept", places, who="Ada")
    assert next(c for c in library.story(story).claims if c.id == claim.id).confidence == "clear"


def test_who_says_a_statement_is_put_right(library: rashomon.Library, story: str) -> None:
    before = library.story(story)
    told = statement_of(before, "three people died")
    article = next(s.article for s in before.statements if s.id == told)
    places = [library.place_of_statement(told), library.place(article, "Norvia")]
    library.correct("chain", "change", places, who="Ada")
    (hop,) = next(s.chain for s in library.story(story).statements if s.id == told)
    assert [s.text for s in hop.sources] == ["Norvia"]
    library.correct("chain", "change", places[:1], who="Ada")
    assert next(s.chain for s in library.story(story).statements if s.id == told) == ()


def test_a_value_of_a_figure_is_left_out_or_changed(library: rashomon.Library, story: str) -> None:
    figure = next(f for f in library.story(story).figures if len(f.values) > 2)
    value = figure.values[0]
    place = place_of(library.article(value.article), (value.start, value.end))
    made = library.correct("figure", "change", [place], who="Ada", value="7")
    now = next(f for f in library.story(story).figures if f.id == figure.id)
    assert now.values[0].low == 7.0
    library.undo(made.id, who="Ada")
    library.correct("figure", "reject", [place], who="Ada")
    now = next(f for f in library.story(story).figures if f.id == figure.id)
    assert len(now.values) == len(figure.values) - 1


def test_a_figure_whose_values_are_put_right_is_of_the_kind_that_they_make_it(
    library: rashomon.Library, story: str
) -> None:
    figure = next(f for f in library.story(story).figures if f.kind in ("conflict", "update"))
    right = figure.values[-1].low
    for value in figure.values:
        if value.low != right:
            place = place_of(library.article(value.article), (value.start, value.end))
            library.correct("figure", "change", [place], who="Ada", value=str(right))
    now = next(f for f in library.story(story).figures if f.id == figure.id)
    assert (now.kind, {v.low for v in now.values}) == ("same", {right})


def test_corrected_stories_are_exported_as_gold_that_the_evals_read(
    library: rashomon.Library, story: str, tmp_path: Path
) -> None:
    from evals.gold.claims import read_stories
    from evals.scoring.claims import compared, count, figures

    assert library.export_claims(tmp_path / "none") == 0
    dossier = library.story(story)
    claim = next(c for c in dossier.claims if len(c.statements) > 1)
    one, other = claim.statements[0], claim.statements[1]
    library.correct("join", "reject", [library.place_of_statement(s) for s in (one, other)], who="Ada")
    told = next(s for s in dossier.statements if s.chain)
    library.correct("chain", "accept", [library.place_of_statement(told.id)], who="Ada")
    assert library.export_claims(tmp_path / "gold") == 1
    (row,) = read_stories(tmp_path / "gold" / "claims.jsonl")
    assert [len(pair) for pair in row.not_same] == [2]
    assert [s.chain is not None for s in row.statements.values()].count(True) == 1
    assert {t.text for t in row.texts.values()} == {a.content for a in dossier.articles}
    now = library.story(story)
    by_id = replace(now, articles=tuple(replace(a, file=a.id) for a in now.articles))
    own = figures(count(row, compared(by_id, row)))
    assert (own["pairs F1"], own["look-alikes joined"], own["chains"]) == (1.0, 0.0, 1.0)


def test_an_article_is_moved_to_a_story_and_back(library: rashomon.Library, story: str) -> None:
    (otters,) = corpus.articles(corpus.ALONE)
    place = place_of(library.article(otters.id))
    made = library.correct("move", "change", [place], who="Ada", value=story)
    assert [s.articles for s in library.stories()] == [4]
    assert otters.id in {a.id for a in library.story(story).articles}
    library.undo(made.id, who="Ada")
    assert sorted(s.articles for s in library.stories()) == [1, 3]


def test_a_day_is_put_right(library: rashomon.Library, story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.library import articles

    monkeypatch.setattr(
        articles, "understand", lambda article, _: replace(corpus.understood()["ledger"], article=article)
    )
    given = next(a.id for a in library.story(story).articles if a.outlet == "Ledger")
    made = library.correct("date", "change", [place_of(library.article(given))], who="Ada", value="2025-03-07")
    assert library.article(given).published == "2025-03-07"
    assert [r.outlet for r in library.search("day:2025-03-07")] == ["Ledger"]
    library.undo(made.id, who="Ada")
    assert library.article(given).published == "2025-03-04"
    assert library.search("day:2025-03-07") == []


def test_words_are_marked_as_no_story(library: rashomon.Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from rashomon.library import articles

    library.add(corpus.of(corpus.ALONE), compare=False)
    (given,) = library.articles()

    def understand(article: rashomon.Article, _: Settings) -> rashomon.Understanding:
        found = corpus.understood()["mirror"]
        return replace(found, article=article, statements=found.statements[:1], events=(), attributions=())

    monkeypatch.setattr(articles, "understand", understand)
    place = library.place(given, "Biologist Mara Voss counted nine of the animals.")
    library.correct("boilerplate", "change", [place], who="Ada")
    kinds = {library.article(given).content[p.start : p.end]: p.kind for p in library.article(given).passages}
    assert kinds[place.quotation] == "boilerplate"
    assert library.search("animals") == []


def test_a_correction_that_no_longer_matches_is_listed(library: rashomon.Library, story: str) -> None:
    conflict = next(r for r in library.story(story).relations if r.kind == "conflict")
    places = [library.place_of_statement(i) for i in (conflict.left, conflict.right)]
    library.correct("relation", "reject", places, who="Ada")
    library.correct("move", "change", [place_of(library.article(places[1].article))], who="Ada", value="new")
    kept = library.corrections()[0]
    assert kept.lost
    assert "is not in the story any more" in kept.lost


def test_words_are_found_again_by_what_is_around_them() -> None:
    old = rashomon.from_text("One man died. Two women died. He died too.")
    at = old.content.index("died. He")
    place = place_of(old, (at, at + 4))
    new = rashomon.from_text("Update: One man died. Later, two women died. He died too.")
    assert found_again(place, new) == (new.content.index("died. He"), new.content.index("died. He") + 4)
    assert found_again(place, rashomon.from_text("Nothing of it is left here.")) is None


@pytest.mark.parametrize(
    ("kind", "action", "whole", "value", "who", "message"),
    [
        ("date", "change", True, "yesterday", "Ada", "yesterday"),
        ("date", "change", True, "2025-03-07", " ", "says who"),
        ("boilerplate", "change", True, "", "Ada", "about words of an article"),
        ("merge", "change", True, "", "Ada", "about 2 places"),
        ("thing", "change", True, "", "Ada", "the correction is wrong"),
        ("move", "change", True, "", "Ada", "what is right"),
        ("date", "change", True, "2025-03-07", "A" * 2_001, "2,000 characters at most"),
    ],
)
def test_a_correction_that_cannot_be_meant_is_refused(
    tmp_path: Path, kind: str, action: str, whole: bool, value: str, who: str, message: str
) -> None:
    with rashomon.Library(tmp_path / "x.db") as library:
        library.add(corpus.of(corpus.ALONE), compare=False)
        places = [place_of(library.article(library.articles()[0]), None if whole else (0, 5))]
        with pytest.raises(UsageError, match=message):
            library.correct(kind, action, places, who=who, value=value)
        assert library.corrections() == ()


def same(one: rashomon.Library, other: rashomon.Library) -> None:
    assert sorted(one.articles()) == sorted(other.articles())
    assert {i: one.article(i) for i in one.articles()} == {i: other.article(i) for i in other.articles()}
    assert one.stories() == other.stories()
    for line in one.stories(several=True):
        assert one.story(line.id) == other.story(line.id)
    assert one.corrections() == other.corrections()


def test_an_export_read_again_is_the_same_library_in_the_other_store(
    library: rashomon.Library, story: str, new_url: Callable[[str], str], tmp_path: Path
) -> None:
    conflict = next(r for r in library.story(story).relations if r.kind == "conflict")
    places = [library.place_of_statement(i) for i in (conflict.left, conflict.right)]
    library.correct("relation", "reject", places, who="Ada")
    path, again = tmp_path / "all.gz", tmp_path / "again.gz"
    assert library.export(path) == 4
    kind = "postgresql" if library.store.is_sqlite else "sqlite"
    with rashomon.Library(new_url(kind), settings=Settings(cache=tmp_path / "other")) as other:
        report = other.load(path)
        assert report.failures == ()
        same(library, other)
        other.export(again)
        assert again.read_bytes() == path.read_bytes()
        assert {a.state for a in other.load(path).added} == {"known"}
        same(library, other)


def test_a_backup_is_restored_to_the_same_library(library: rashomon.Library, story: str, tmp_path: Path) -> None:
    path = tmp_path / "backup"
    library.backup(path)
    with pytest.raises(LibraryError, match="is there already"):
        library.backup(path)
    target = tmp_path / "new" / "library.db"
    with restored(path, target, settings=Settings(cache=tmp_path)) as other:
        same(library, other)
        assert other.check() == ()
    with pytest.raises(LibraryError, match=r"is there already|is not empty"):
        restored(path, target)


def test_a_damaged_export_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(b"\x1f\x8b nothing")
    with rashomon.Library(tmp_path / "x.db") as library, pytest.raises(UnreadableInput, match="no whole export"):
        library.load(path)
