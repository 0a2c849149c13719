"""What a run does to the machine, as the kernel sees it: no word to the network, no file but those asked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").rglob("*.txt"))
COMPARE = "from rashomon.apps.cli import main; main()"

SAYS = ("connect", "sendto", "sendmsg", "sendmmsg")
CHANGES = ("open", "creat", "mkdir", "rename", "unlink", "rmdir", "link", "symlink", "mknod", "truncate")
CALLS = ",".join(f"?{call}" for name in CHANGES for call in (name, f"{name}at", f"{name}at2"))
STRACE = ("strace", "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={','.join(SAYS)},{CALLS}", "-o")

LINE = re.compile(r"^\d+ +(\w+)\((.*)$")
PATH = re.compile(r'(?:\w+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')
READS = re.compile(r"\bO_RDONLY\b(?!.*\b(?:O_CREAT|O_TRUNC)\b)")


class Place(NamedTuple):
    """Folders of a run's own."""

    home: Path
    temporary: Path
    outputs: Path


class Seen(NamedTuple):
    """What the kernel was asked for."""

    said: list[str]
    """Calls that send anything to anybody, or begin to."""
    changed: list[Path]
    """Files and folders that were opened for writing, made, renamed or removed, or were to be."""


def place(folder: Path) -> Place:
    made = Place(folder / "home", folder / "temporary", folder / "outputs")
    for each in made:
        each.mkdir(parents=True)
    return made


def run(at: Place, *arguments: str, under: tuple[str, ...] = ()) -> None:
    """Run Python in a place, with nothing of this process' environment, so that no variable of CI's is in it."""
    environment = {
        "HOME": str(at.home),
        "PATH": os.defpath,
        "PYTHONDONTWRITEBYTECODE": "1",  # the bytecode of the packages is Python's affair
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "TMPDIR": str(at.temporary),
    }
    command = [*under, sys.executable, *arguments]
    done = subprocess.run(command, env=environment, cwd=at.outputs, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def traced(at: Place, log: Path, *arguments: str) -> Seen:
    """Run Python in a place and tell what it and all that it started asked of the kernel."""
    run(at, *arguments, under=(*STRACE, str(log)))
    calls = [match.groups() for line in log.read_text("utf-8", "replace").splitlines() if (match := LINE.match(line))]
    said = [f"{name}({rest}" for name, rest in calls if name in SAYS]
    return Seen(said, [path for name, rest in calls for path in changed(at.outputs, name, rest)])


def changed(home: Path, name: str, arguments: str) -> Iterator[Path]:
    """The paths that a call would change."""
    if name not in SAYS and not (name.startswith("open") and READS.search(arguments)):
        for match in PATH.finditer(arguments):
            yield Path(match[1] or home) / match[2]


@pytest.fixture
def strace(tmp_path):
    """Skips where processes cannot be traced."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("NOT CHECKED that nothing reaches the network: strace is not installed")
    tried = subprocess.run(
        [found, "-f", "-o", str(tmp_path / "tried"), sys.executable, "-c", ""], capture_output=True, check=False
    )
    if tried.returncode:
        pytest.skip("NOT CHECKED that nothing reaches the network: strace may not trace processes here")


def outside(at: Place, paths: list[Path]) -> list[Path]:
    """Those in neither the outputs nor the cache, which is where XDG has it, nor devices."""
    allowed = (at.outputs, at.home / ".cache" / "rashomon", Path("/dev"))
    return [path for path in paths if not any(path.is_relative_to(folder) for folder in allowed)]


def comparing(at: Place) -> list[str]:
    formats = [f"--{name}={at.outputs / name}" for name in ("html", "json", "markdown")]
    return ["-c", COMPARE, "compare", *map(str, EXAMPLES), *formats]


@pytest.mark.slow
def test_comparing_says_nothing_to_anybody_and_writes_the_outputs_alone(tmp_path, strace):
    at = place(tmp_path)
    seen = traced(at, tmp_path / "log", *comparing(at))
    assert {at.outputs / name for name in ("html", "json", "markdown")} <= set(seen.changed)
    assert outside(at, seen.changed) == []
    assert seen.said == []


@pytest.mark.slow
def test_comparing_leaves_the_outputs_alone_behind(tmp_path):
    at = place(tmp_path)
    run(at, *comparing(at))
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == [
        at.outputs / name for name in ("html", "json", "markdown")
    ]


def test_what_is_said_and_written_is_seen(tmp_path, strace):
    at = place(tmp_path)
    program = """if True:
        import os, socket, subprocess, sys
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("127.0.0.1", 53))
        open(os.path.expanduser("~/by open"), "w").close()
        folder = os.open(os.path.expanduser("~"), os.O_RDONLY)
        os.close(os.open("by_folder", os.O_WRONLY | os.O_CREAT, dir_fd=folder))
        subprocess.run([sys.executable, "-c", "open('inside', 'w')"], check=True)
        os.mkdir(os.environ["TMPDIR"] + "/made")
    """
    seen = traced(at, tmp_path / "log", "-c", program)
    assert [call for call in seen.said if "htons(53)" in call]
    assert outside(at, seen.changed) == [at.home / "by open", at.home / "by_folder", at.temporary / "made"]
    assert at.outputs / "inside" in seen.changed
