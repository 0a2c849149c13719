"""The installed command as a process of its own: pipes, interrupts, start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

RASHOMON = str(Path(sys.executable).with_name("rashomon"))


@pytest.fixture(autouse=True)
def interruptible():
    """What runs in a shell's background ignores interrupts, and so would all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_the_version_is_the_packages():
    from rashomon import __version__

    done = subprocess.run([RASHOMON, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"rashomon {__version__}\n"


@pytest.mark.slow
def test_a_reader_that_stops_early_is_met_in_silence(reports):
    (reports / "more.html").write_text("<html><body>" + "<p>Officials said the bridge was closed.</p>" * 2000, "utf-8")
    with subprocess.Popen(
        [RASHOMON, "read", "bridge.txt", "more.html"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGPIPE")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["compare", "--help"],
        ["--version"],
        ["read", "bridge.txt"],
        ["read", "bridge.txt", "--json"],
        ["compare", "bridge.txt", "closure.txt"],
        ["compare", "bridge.txt", "closure.txt", "--json", "-", "--html", "a.html"],
    ],
)
def test_a_reader_that_is_gone_ends_it_as_it_ends_other_tools(reports, arguments):
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run([RASHOMON, *arguments], stdout=write_end, stderr=subprocess.PIPE, check=False)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")
    assert (reports / "a.html").exists() == ("--html" in arguments)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no such shell")
@pytest.mark.parametrize(
    ("arguments", "code", "err"),
    [
        ("--help", 0, b""),
        ("read bridge.txt", 1, b""),
        ("read bridge.txt --json", 1, b""),
        ("compare bridge.txt closure.txt", 1, b""),
        ("compare bridge.txt closure.txt --json /dev/stdout", 1, b""),
        ("compare bridge.txt closure.txt --json a.json", 0, b"Wrote a.json\n"),
    ],
)
def test_a_closed_standard_output_is_no_bug(reports, arguments, code, err):
    command = ["/bin/sh", "-c", f'exec "$0" {arguments} >&-', RASHOMON]
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (code, err)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts otherwise")
@pytest.mark.parametrize("module", ["rashomon.apps.exits", "typer", "typer.main", "rashomon.errors"])
def test_an_interrupt_while_modules_are_imported_ends_it_quietly(module):
    code = f"""
import os, signal, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
from rashomon.apps.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_after_the_imports_an_interrupt_is_an_exception_again():
    code = "import signal, rashomon.apps.cli; assert signal.getsignal(signal.SIGINT) is signal.default_int_handler"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("arguments", [["read", "bridge.txt"], ["compare", "bridge.txt", "closure.txt", "--json", "-"]])
def test_standard_output_that_takes_nothing_is_one_line(reports, arguments):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([RASHOMON, *arguments], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"rashomon: standard output: cannot be written: No space left on device\n"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts otherwise")
def test_an_interrupt_ends_it_quietly(reports):
    with subprocess.Popen(
        [RASHOMON, "read", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows interrupts otherwise")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_workers_end_with_the_process_that_started_them(reports, sent, code):
    text = (reports / "bridge.txt").read_text(encoding="utf-8")
    for number in range(40):  # enough to take far longer than is waited below
        lines = "\n".join(
            f"Officials told the mayor {number} times that bridge {line} was shut." for line in range(300)
        )
        (reports / f"{number}.txt").write_text(f"{text}\n{lines}\n", encoding="utf-8")
    command = [RASHOMON, "compare", *(f"{number}.txt" for number in range(40)), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        time.sleep(2.5)
        os.killpg(process.pid, sent) if sent == signal.SIGINT else process.send_signal(sent)
        _, err = process.communicate(timeout=30)  # ends when the last worker has closed its end of the pipes
    assert process.returncode == code
    assert b"Traceback" not in err
