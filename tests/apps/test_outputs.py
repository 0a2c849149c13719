"""Outputs: whole or not at all, never over an input or another output, one line where they cannot be."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from rashomon.apps import exits
from rashomon.apps.files import write_files

TWO = ("bridge.txt", "closure.txt")

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions, links and limits")
not_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may do anything")


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def files_up_to(most_bytes):
    """Let no file of this process grow beyond so many bytes, as a full disk does."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@posix
def test_where_the_disk_is_full_every_old_output_stays(run, reports):
    for name in ("a.json", "a.html"):
        (reports / name).write_text("old", encoding="utf-8")
    before = names_in(reports)
    with files_up_to(20_000):
        done = run("compare", *TWO, "--json", "a.json", "--html", "a.html", "--markdown", "a.md")
    assert (done.code, done.out, len(done.err.splitlines())) == (exits.NO_RESULT, "", 1)
    assert "cannot be written: File too large" in done.err
    assert names_in(reports) == before
    assert [(reports / name).read_text(encoding="utf-8") for name in ("a.json", "a.html")] == ["old", "old"]


@posix
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_killed_process_leaves_the_old_output(tmp_path, call):
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    code = (
        "import os, signal\nfrom rashomon.apps.files import write_files\n"
        f"os.{call} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write_files([('a.json', b'new' * 100_000)])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "old"
    assert [name for name in names_in(tmp_path) if not name.startswith(".")] == ["a.json"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_leaves_nothing_behind(tmp_path, monkeypatch, error):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((KeyboardInterrupt, exits.RashomonError)):
        write_files([(str(tmp_path / "a.json"), b"new")])
    assert names_in(tmp_path) == []


@posix
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_a_replaced_output_keeps_its_permissions(tmp_path, mode):
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_files([(str(path), b"new")])
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)


@posix
def test_a_new_output_has_the_usual_permissions(tmp_path):
    before = os.umask(0o027)
    try:
        write_files([(str(tmp_path / "a.json"), b"new")])
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o640


@posix
@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_the_file_that_it_leads_to_is_written(tmp_path, there):
    (tmp_path / "real").mkdir()
    if there:
        (tmp_path / "real" / "a.json").write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to("real/a.json")
    write_files([(str(link), b"new")])
    assert link.is_symlink()
    assert (tmp_path / "real" / "a.json").read_bytes() == b"new"
    assert names_in(tmp_path / "real") == ["a.json"]


@posix
def test_a_pipe_is_written_directly(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    write_files([(str(path), b"new")])
    reader.join(timeout=20)
    assert got == [b"new"]
    assert stat.S_ISFIFO(path.stat().st_mode)


@posix
def test_an_open_files_number_is_written_directly(tmp_path):
    with (tmp_path / "a.json").open("wb") as file:
        number = file.fileno()
        write_files([(f"/dev/fd/{number}", b"new"), (os.devnull, b"gone")])
        assert os.fstat(number).st_ino == (tmp_path / "a.json").stat().st_ino
    assert (tmp_path / "a.json").read_bytes() == b"new"


@posix
def test_standard_outputs_name_on_disk_is_standard_output(run, reports):
    done = run("compare", *TWO, "--json", "/dev/stdout")
    assert (done.code, done.err) == (exits.DONE, "")
    assert json.loads(done.out)["claims"]


@pytest.fixture
def story(reports):
    """A folder of both reports, a list of them, and another folder."""
    (reports / "story").mkdir()
    for name in TWO:
        (reports / name).rename(reports / "story" / name)
    (reports / "both.list").write_text("story/bridge.txt\nstory/closure.txt\n", encoding="utf-8")
    (reports / "other").mkdir()
    return reports


def contents(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("source", ["story", "both.list"])
@pytest.mark.parametrize("target", ["story/bridge.txt", "story/../story//bridge.txt"])
def test_no_output_takes_the_place_of_a_file_that_is_read(run, story, source, target):
    before = contents(story)
    done = run("compare", source, "--json", target, "--html", "new.html")
    assert (done.code, done.out, len(done.err.splitlines())) == (exits.USAGE, "", 1)
    assert done.err.startswith(f"rashomon: --json {target}: that is an input already")
    assert contents(story) == before


def test_no_output_takes_the_place_of_a_list(run, story):
    before = contents(story)
    done = run("compare", "both.list", "--json", "./both.list")
    assert (done.code, len(done.err.splitlines())) == (exits.USAGE, 1)
    assert contents(story) == before


@posix
@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
@pytest.mark.parametrize("source", ["story", "both.list", "story/bridge.txt"])
def test_a_link_to_an_input_is_that_input(run, story, source, link):
    getattr(Path("other/link.txt"), link)(story / "story" / "bridge.txt")
    before = contents(story)
    done = run("compare", source, "story/closure.txt", "--markdown", "other/link.txt")
    assert (done.code, done.out) == (exits.USAGE, "")
    assert "--markdown other/link.txt: that is an input already (" in done.err
    assert "bridge.txt)" in done.err
    assert contents(story) == before


def test_a_missing_input_is_no_output_either(run, reports):
    done = run("compare", *TWO, "missing.txt", "--json", "./missing.txt")
    assert done.code == exits.USAGE
    assert not (reports / "missing.txt").exists()


def test_an_input_that_comes_to_stand_at_an_output_is_seen_before_it_is_written(run, reports, monkeypatch):
    import rashomon

    compare = rashomon.compare

    def meanwhile(*args, **kwargs):
        dossier = compare(*args, **kwargs)
        os.link("bridge.txt", "new.json")
        return dossier

    monkeypatch.setattr("rashomon.compare", meanwhile)
    before = (reports / "bridge.txt").read_bytes()
    done = run("compare", *TWO, "--json", "new.json")
    assert done.code == exits.USAGE
    assert (reports / "new.json").read_bytes() == before


@posix
def test_redirected_standard_input_is_an_input(reports, run, monkeypatch):
    with (reports / "bridge.txt").open("rb") as file:
        monkeypatch.setattr(sys, "stdin", file)
        done = run("compare", "-", "closure.txt", "--json", "bridge.txt")
    assert (done.code, done.out) == (exits.USAGE, "")
    assert done.err == "rashomon: --json bridge.txt: that is an input already (standard input): write elsewhere\n"


@posix
@pytest.mark.parametrize("command", [["compare", "bridge.txt", "closure.txt"], ["read", "."]])
def test_standard_output_that_goes_to_an_input_is_refused(reports, run, monkeypatch, command):
    before = (reports / "bridge.txt").read_bytes()
    with (reports / "bridge.txt").open("a", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", file)
        done = run(*command)
    assert done.code == exits.USAGE
    assert done.err.startswith("rashomon: standard output: that is an input already")
    assert (reports / "bridge.txt").read_bytes() == before


@posix
@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_two_outputs_that_are_one_file_are_refused(run, reports, link):
    Path("a.json").write_text("old", encoding="utf-8")
    getattr(Path("b.html"), link)(Path("a.json").absolute())
    done = run("compare", *TWO, "--json", "a.json", "--html", "b.html")
    assert (done.code, done.out) == (exits.USAGE, "")
    assert done.err == "rashomon: --html b.html: that is the output of --json already: write elsewhere\n"
    assert Path("a.json").read_text(encoding="utf-8") == "old"


def test_two_new_outputs_that_differ_only_in_capitals_are_refused(run, reports):
    done = run("compare", *TWO, "--json", "new.txt", "--html", "NEW.txt")
    assert (done.code, done.out) == (exits.USAGE, "")
    assert not (reports / "new.txt").exists()


@posix
def test_an_output_that_standard_output_goes_to_is_refused(run, reports, monkeypatch):
    with (reports / "a.json").open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdout", file)
        done = run("compare", *TWO, "--html", "a.json", "--json", "-")
    assert done.code == exits.USAGE
    assert (reports / "a.json").read_bytes() == b""


@posix
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("", "is a folder: name a file in it"),
        ("new/", "is a folder: name a file in it"),
        ("n" * 300, "cannot be written: File name too long"),
        ("bridge.txt/a.json", "its folder does not exist: make it first"),
        ("loop", "cannot be written: Too many levels of symbolic links"),
        ("gone", "its folder does not exist: make it first"),
    ],
)
def test_an_output_that_cannot_be_is_one_line_before_any_work(run, reports, monkeypatch, target, said):
    Path("loop").symlink_to("loop")
    Path("gone").symlink_to("nowhere/a.json")
    monkeypatch.setattr("rashomon.read_all", None)
    done = run("compare", *TWO, "--json", target)
    assert (done.code, done.out, len(done.err.splitlines())) == (exits.NO_RESULT, "", 1)
    assert said in done.err


@posix
@not_root
def test_no_permission_is_one_line(run, reports):
    (reports / "locked").mkdir(mode=0o500)
    (reports / "kept.json").touch(mode=0o400)
    for target in ("locked/a.json", "kept.json"):
        done = run("compare", *TWO, "--json", target)
        assert (done.code, len(done.err.splitlines())) == (exits.NO_RESULT, 1)
        assert "cannot be written: no permission" in done.err


def test_without_a_place_for_a_temporary_page_one_line_says_so(run, reports, monkeypatch):
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    done = run("compare", *TWO, "--open")
    assert (done.code, done.out, len(done.err.splitlines())) == (exits.NO_RESULT, "", 1)
    assert "name a file with --html" in done.err
