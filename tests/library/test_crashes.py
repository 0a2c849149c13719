"""A library stays whole, whatever ends the process that writes to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import corpus
import pytest

import rashomon
from rashomon.errors import LibraryError
from rashomon.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_nothing_that_was_reported_is_lost_when_processes_are_killed(url: str) -> None:
    script = ROOT / "benchmarks" / "library_kills.py"
    command = [sys.executable, str(script), "--library", url, "--kills", "10"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("10 kills")


@pytest.mark.slow
def test_two_processes_add_at_once(url: str, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tests' / 'library')!r})\n"
        "import corpus, rashomon\n"
        f"with rashomon.Library({url!r}, grouping=lambda a: [{{x.id}} for x in a]) as library:\n"
        "    library.add(corpus.of(corpus.FIRE | corpus.BANK | corpus.ALONE | corpus.LATER))\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, cwd=ROOT) for _ in range(3)]
    errors = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], errors
    with rashomon.Library(url, settings=Settings(cache=tmp_path)) as library:
        assert len(library.articles()) == 7
        assert len(library.stories()) == 7
        assert library.check() == ()


def test_a_full_disk_is_one_clear_line_and_the_library_stays_whole(tmp_path: Path) -> None:
    from sqlalchemy import event

    path = tmp_path / "x.db"
    with rashomon.Library(path) as library:
        library.add(corpus.of(corpus.ALONE), compare=False)
    library = rashomon.Library(path)

    @event.listens_for(library.store.engine, "connect")
    def full(connection: object, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        connection.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined]

    library.store.close()  # so that every connection is a new one
    with pytest.raises(LibraryError, match=r"x\.db: the disk is full: .* the library is whole; make room"):
        library.add(corpus.of(corpus.FIRE | corpus.BANK), compare=False)
    library.close()
    with rashomon.Library(path) as again:
        assert again.check() == ()
        assert len(again.articles()) >= 1
        again.add(corpus.of(corpus.FIRE), compare=False)
