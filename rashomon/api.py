"""The public functions: each puts the stages of the package in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from os import stat_result
    from pathlib import Path

    from rashomon.settings import Settings
    from rashomon.types import Article, Copy, Dossier, Fact, Failure, Found, Made, Understanding
    from rashomon.types.ids import ArticleId

__all__ = [
    "compare",
    "copies",
    "distinct",
    "dump_understanding",
    "find",
    "from_text",
    "load_understanding",
    "read",
    "read_all",
    "understand",
]


def read(
    source: str | Path, *, published: str | None = None, outlet: str | None = None, settings: Settings | None = None
) -> Article:
    """Read one article and tell its parts apart.

    ``source`` is a file, an address of the web, or ``-`` for standard input, of any kind that `read_all` takes, as long
    as there is one article in it. ``published`` is the day of publication, ``YYYY-MM-DD``, and ``outlet`` the name of
    whoever published it; both go before what the article says of itself. Raises InputError where the input cannot be
    used, UsageError for a wrong day, an empty name and an input with several articles.

    >>> article = rashomon.read("report.html", published="2018-08-28", outlet="Coast Herald")
    >>> article.title, [passage.kind for passage in article.passages]
    ('Talks fail', ['headline', 'body', 'boilerplate'])
    """
    from rashomon.ingest.dispatch import read_one
    from rashomon.settings import from_environment

    given = _given(published, outlet)
    return _cleaned(read_one(str(source), settings or from_environment()), given)


def read_all(
    sources: Iterable[str | Path],
    *,
    published: str | Mapping[str, str] | None = None,
    outlet: str | Mapping[str, str] | None = None,
    settings: Settings | None = None,
    opened: Callable[[str, stat_result], object] | None = None,
) -> Iterator[Article | Failure]:
    """Read every article in files, folders, archives, feeds and on the web, one after another, in order.

    A source is an address of the web (``https://…``); a file of text, Markdown, HTML, MHTML, RSS, Atom or JSON Feed, a
    sitemap, a WARC archive, PDF, mail or mailbox, JSON, JSONL or ninjs, gzipped or not; a folder of these; a text that
    lists addresses and paths, one a line; or ``-`` for standard input. The kind is told by the content. An article that
    stands in another file is called ``path#3``.

    ``published`` is the day of publication, ``YYYY-MM-DD``, and ``outlet`` the name of whoever published it: of all
    articles, or by source. Both go before what an article says of itself. What cannot be used is a Failure in its
    place. Articles come as they are read, `Settings.max_articles` at most, and memory stays bounded. ``opened`` is
    called with the path of every file that is opened, those in folders and lists too, and its `os.fstat`: who writes
    files as well can tell that none of them is one that was read.
    Raises UsageError for a wrong day, an empty name, and for `Settings.fields` that are no field map.

    >>> results = rashomon.read_all(["report.html", "https://news.example/feed.xml", "archive.warc.gz"])
    >>> articles = [result for result in results if isinstance(result, rashomon.Article)]
    """
    from pathlib import Path

    from rashomon.ingest.dispatch import read_each
    from rashomon.ingest.field_map import field_map
    from rashomon.ingest.text import parse_day, parse_outlet
    from rashomon.settings import from_environment
    from rashomon.types import Article

    settings = settings or from_environment()
    field_map(settings.fields)
    named = map(str, [sources] if isinstance(sources, str | Path) else sources)
    day_of, outlet_of = _by_source(published, parse_day), _by_source(outlet, parse_outlet)
    return (
        _cleaned(result, _given(day_of(source), outlet_of(source))) if isinstance(result, Article) else result
        for source, result in read_each(named, settings, opened=opened)
    )


def _by_source(given: str | Mapping[str, str] | None, parse: Callable[[str], str]) -> Callable[[str], str | None]:
    """Return what was given for a source: one value for all, or one by source. ``parse`` raises UsageError."""
    if given is None or isinstance(given, str):
        for_all = None if given is None else parse(given)
        return lambda _: for_all
    return {source: parse(value) for source, value in given.items()}.get


def from_text(
    text: str,
    *,
    name: str = "text",
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
) -> Article:
    """Make an article of a text that is already at hand, and tell its parts apart.

    ``name`` stands for the file in messages and pages, ``outlet`` is whoever published it. Raises InputError where the
    text cannot be used, UsageError for a wrong day and for an empty name of an outlet.

    >>> rashomon.from_text("KYIV (Reuters) - The talks failed, Kyiv said.").dateline.agency
    'Reuters'
    """
    from rashomon.ingest import text as texts
    from rashomon.settings import from_environment

    given = _given(published, outlet)
    return _cleaned(texts.from_text(text, name=name, title=title, settings=settings or from_environment()), given)


def understand(article: Article, settings: Settings | None = None) -> Understanding:
    """Find what an article says: its entities, its statements with who says them, its events and times.

    Raises UsageError where the spaCy pipeline is not installed, and DamagedInstallation where a model file is not the
    one that was released, and TooLarge for a story of more than `Settings.max_words`.

    >>> [hop.sources[0].text for hop in rashomon.understand(article).statements[0].chain]
    ['Kyiv']
    """
    from msgspec.structs import replace

    from rashomon.annotation import pipeline
    from rashomon.settings import from_environment

    settings = settings or from_environment()
    return replace(pipeline.understand(article, settings), made=made_here(settings))


def dump_understanding(understanding: Understanding) -> bytes:
    """Write an Understanding as JSON, to be kept in a file or sent to another machine; the same gives the same bytes.

    The version of Rashomon, the checksums of the nets and the settings that made it are written with it.

    >>> Path("report.json").write_bytes(rashomon.dump_understanding(understanding))
    """
    from rashomon.dossier.understandings import dump

    return dump(understanding)


def load_understanding(data: bytes, source: str = "the understanding", *, any_version: bool = False) -> Understanding:
    """Read what `dump_understanding` wrote.

    Raises UnreadableInput, naming ``source``, where it is no Understanding, is damaged, or was made by another version
    of Rashomon or with other nets than those installed: what is held against each other should be found in the same
    way. ``any_version=True`` takes it all the same; a dossier says then what made it (`Dossier.understood`).

    >>> understanding = rashomon.load_understanding(Path("report.json").read_bytes(), "report.json")
    """
    from rashomon.dossier.understandings import load
    from rashomon.errors import UnreadableInput

    found = load(data, source)
    if not any_version and (other := _other_maker(found.made)):
        raise UnreadableInput(source, f"{other}: understand the article again, or load it with any_version=True")
    return found


def _other_maker(made: Made | None) -> str | None:
    """What made an Understanding, where that is not what is installed."""
    from msgspec.structs import replace

    from rashomon.settings import Settings

    if made is None:
        return "does not say which version of Rashomon made it"
    model = made.settings.get("spacy_model")
    here = made_here(replace(Settings(), spacy_model=model if isinstance(model, str) else None))
    if made.rashomon != here.rashomon:
        return f"was made by Rashomon {made.rashomon[:40]}, and this is {here.rashomon}"
    other = sorted(n for n in made.nets.keys() | here.nets.keys() if made.nets.get(n) != here.nets.get(n))
    return f"was made with another {other[0][:40]} than the one installed" if other else None


def made_here(settings: Settings) -> Made:
    """What makes Understandings and dossiers here: this version, its nets and those settings that decide."""
    from rashomon import __version__
    from rashomon.annotation.parsing import MODELS
    from rashomon.encoder.checksums import pipeline_checksum, released
    from rashomon.types import Made

    pipeline = pipeline_checksum((settings.spacy_model,) if settings.spacy_model else MODELS)
    return Made(
        rashomon=__version__,
        nets=dict(sorted((released() | pipeline).items())),
        settings={name: getattr(settings, name) for name in ("attribution", "fast_parser", "spacy_model")},
    )


def compare(
    articles: Iterable[Article | Understanding],
    *,
    earlier: Dossier | None = None,
    settings: Settings | None = None,
    jobs: int = 1,
    failures: Iterable[Failure] = (),
    progress: Callable[[Article], object] | None = None,
) -> Dossier:
    """Understand articles on one story and hold them against each other.

    An Understanding among the ``articles`` is taken as it is; the others are understood first. The dossier is that of
    the articles alone, whichever of them came understood.

    With an ``earlier`` dossier of the story, every entity and claim that goes on from it keeps its id. Where two have
    become one, it has the id of the earlier of them and `Dossier.redirects` leads from the other to it. So every id of
    the earlier dossier, and every one that it redirects, still leads to something, as long as its articles are among
    ``articles``. Without it ids come from the earliest mention and the earliest statement, by day of publication
    (articles without a day last), and an article of a later day changes none; `Dossier.redirects` leads on from every
    id that a dossier of some of the ``articles`` has.

    The same articles give the same dossier in any order and with any number of ``jobs``, which are processes; a script
    that asks for more than one needs the usual ``if __name__ == "__main__":``. Articles with one text are all kept,
    each with an id of its own, and shown as copies. One that is named twice counts once; it, a section page, an article
    in another language than English and one without a statement go to ``Dossier.failures``, after ``failures``, inputs
    that were left out earlier. ``progress`` is called with every article that has been understood.

    A stage that fails on an article, or of the comparison, costs what it finds: the article stays, and a Failure with
    the stage's name tells what is missing. The traces go to the log ``rashomon.stages``, at level DEBUG.

    Raises NothingToCompare, with a note for every failure, where fewer than two articles have statements; before
    anything is understood where fewer than two can have.

    >>> dossier = rashomon.compare([rashomon.read(path) for path in paths])
    >>> [(origin.verdict, origin.independent) for origin in dossier.origins]
    [('same origin', 1)]
    """
    from msgspec.structs import replace

    from rashomon.dossier.build import COSTS, build
    from rashomon.reuse.copies import copies as find_copies
    from rashomon.settings import from_environment
    from rashomon.stages import Guard

    settings = settings or from_environment()
    before = earlier.articles if earlier else ()
    kept, known, left_out = _taken(articles, settings, failures, before)
    _check_enough(2, "compare", kept, left_out, settings)
    understandings = _understood(kept, known, settings, jobs, left_out, progress)
    _check_enough(2, "compare", [u.article for u in understandings if u.statements], left_out)
    guard = Guard(COSTS)
    copied = guard.run("copies", (), find_copies, kept)
    made = made_here(settings)
    others = {a: u.made for a, u in known.items() if u.made not in (None, made)}
    dossier = build(
        tuple(understandings), tuple(sorted(left_out, key=_in_order)), copied, guard, earlier, settings.aligner
    )
    return replace(dossier, made=made, understood=others)


def find(
    claim: str,
    articles: Iterable[Article | Understanding],
    *,
    settings: Settings | None = None,
    jobs: int = 1,
    failures: Iterable[Failure] = (),
    progress: Callable[[Article], object] | None = None,
) -> Found:
    """Look for a claim in articles: who reports it, through whom, what says otherwise, and what comes nearest.

    ``claim`` is a sentence or two; it is understood as an article of its own and held against every statement of the
    ``articles`` as `compare` holds statements against each other. The other arguments are those of `compare`. That
    nothing is found is no proof that nothing is there: a claim in other words can be missed.

    Raises UsageError where no statement is found in ``claim``, NothingToCompare where none is in the articles.

    >>> found = rashomon.find("Three people died in the fire.", articles)
    >>> [(hit.statement.text, hit.relation.kind) for hit in found.otherwise]
    [('Four people died in the fire', 'conflict')]
    """
    from msgspec.structs import replace

    from rashomon.comparison.find import find as look
    from rashomon.errors import InputError, UsageError
    from rashomon.settings import from_environment

    settings = settings or from_environment()
    try:
        asked = understand(from_text(claim, name="the claim", settings=settings), settings)
    except InputError as error:
        raise UsageError(f"the claim cannot be read: {error}") from error
    if not asked.statements:
        raise UsageError(f"no statement is found in the claim {claim[:80]!r}: give it as a whole sentence in English")
    kept, known, left_out = _taken(articles, settings, failures)
    _check_enough(1, "search", kept, left_out, settings)
    understandings = _understood(kept, known, settings, jobs, left_out, progress)
    searched = [u for u in understandings if u.statements]
    _check_enough(1, "search", [u.article for u in searched], left_out)
    found = look(claim, asked, sorted(searched, key=lambda u: u.article.precedence), settings.aligner)
    return replace(found, failures=tuple(sorted(left_out, key=_in_order)))


def _taken(
    articles: Iterable[Article | Understanding],
    settings: Settings,
    failures: Iterable[Failure],
    before: Sequence[Article] = (),
) -> tuple[tuple[Article, ...], dict[ArticleId, Understanding], list[Failure]]:
    """Return the articles, each once and with its own id, those of them that are understood, and what is left out."""
    from rashomon.annotation.batch import why_not
    from rashomon.dossier.build import input_name
    from rashomon.reuse.distinct import distinct, identity
    from rashomon.types import Failure, Understanding

    given = tuple(articles)
    understood = [one for one in given if isinstance(one, Understanding)]
    new = (one for one in given if not isinstance(one, Understanding))
    # of an article that is named twice the first is kept: one that is understood
    kept, twice = distinct((*(u.article for u in understood), *new), before)
    by_identity = {identity(u.article): u for u in reversed(understood)}
    known = {a.id: by_identity[identity(a)] for a in kept if identity(a) in by_identity}
    repeated = [Failure(input_name(article), "named twice, compared once") for article in twice]
    unusable = [Failure(input_name(article), problem) for article in kept if (problem := why_not(article, settings))]
    return kept, known, [*failures, *repeated, *unusable]


def _understood(
    kept: Sequence[Article],
    known: Mapping[ArticleId, Understanding],
    settings: Settings,
    jobs: int,
    left_out: list[Failure],
    progress: Callable[[Article], object] | None,
) -> list[Understanding]:
    """Return the articles understood; what failed, and those without a statement, are added to ``left_out``."""
    from rashomon.annotation.batch import understand_each, why_not
    from rashomon.dossier.build import input_name
    from rashomon.stages import as_failures
    from rashomon.types import Failure

    understandings = []
    for understanding in understand_each(kept, settings, jobs, known):
        understandings.append(understanding)
        if progress:
            progress(understanding.article)
    for u in understandings:
        left_out += as_failures(input_name(u.article), u.failed, "; the rest was compared" if u.statements else "")
    silent = [u.article for u in understandings if not (u.statements or u.failed or why_not(u.article, settings))]
    left_out += [Failure(input_name(article), "no statement was found in it") for article in silent]
    return understandings


def _check_enough(
    needed: int, what: str, usable: Sequence[Article], left_out: Iterable[Failure], settings: Settings | None = None
) -> None:
    """Raise NothingToCompare, with a note for every failure, unless enough articles can be used."""
    from rashomon.annotation.batch import why_not
    from rashomon.errors import NothingToCompare

    number = sum(not (settings and why_not(article, settings)) for article in usable)
    if number < needed:
        least = "two articles are needed" if needed == 2 else "an article is needed"
        error = NothingToCompare(f"nothing to {what}: {least}, {number or 'none'} can be used")
        for failure in sorted(left_out, key=_in_order):
            error.add_note(f"{failure.source}: {failure.problem}")
        raise error


def _in_order(failure: Failure) -> tuple[str, str]:
    return failure.source, failure.problem


def copies(articles: Iterable[Article]) -> tuple[Copy, ...]:
    """Find what is copied from what: the same story under two names, passages reused, versions of one article.

    Works for two articles and for 100,000, in time that grows with their words. Only what is story counts, and the same
    quotation in two articles makes no copy. The order of the articles does not matter. Raises UsageError where two
    have the same id: those of one text get ids of their own from `distinct`.

    >>> [(copy.kind, copy.left_share, copy.right_share) for copy in rashomon.copies(articles)]
    [('near', 0.96, 0.81)]
    """
    from rashomon.errors import UsageError
    from rashomon.reuse.copies import copies as find

    given = tuple(articles)
    if len({a.id for a in given}) < len(given):
        raise UsageError("two of the articles have the same id: rashomon.distinct gives each one of its own")
    return find(given)


def distinct(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Give articles of one text, whose ids are the same, each an id of its own; one that is named twice is kept once.

    In order of id, whatever the order of ``articles``. Raises nothing.

    >>> [article.id for article in rashomon.distinct([one, same_text_elsewhere])]
    ['0e1f8a6c2b9d4475', '0e1f8a6c2b9d4475-5be10c7d']
    """
    from rashomon.reuse.distinct import distinct as tell_apart

    return tell_apart(articles)[0]


def _given(published: str | None, outlet: str | None) -> tuple[Fact, ...]:
    """Return the facts that the user gives. Raises UsageError for a wrong day and for an empty name."""
    from rashomon.ingest.text import parse_day, parse_outlet
    from rashomon.types import Fact

    day = (
        None
        if published is None
        else Fact(field="published", value=parse_day(published), source="user", confidence=1.0)
    )
    name = None if outlet is None else Fact(field="outlet", value=parse_outlet(outlet), source="user", confidence=1.0)
    return tuple(fact for fact in (day, name) if fact is not None)


def _cleaned(article: Article, given: tuple[Fact, ...]) -> Article:
    """The article with its passages, and with what is believed of all that is told of it; the user is always right."""
    from rashomon.cleaning import clean
    from rashomon.ingest.facts.resolution import join_facts, with_outlet

    return with_outlet(join_facts(clean(join_facts(article, given))))
