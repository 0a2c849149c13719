"""What is shown in a terminal: nothing from outside steers it."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from rashomon.apps import exits
from rashomon.dossier import json as dossier_json

STEERING = "\x00\x07\x1b\x7f\x80\x85\x90\x9b\x9d\x9f\u061c\u200e\u200f\u2028\u202a\u202e\u2066\u2069"
FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

HOSTILE = "a\x1b]0;owned\x07\u202eb\x9b2J.txt"


@pytest.fixture
def hostile(reports):
    """Two reports whose texts, titles and names hold what a terminal obeys."""
    for name in ("bridge.txt", "closure.txt"):
        text = (reports / name).read_text(encoding="utf-8")
        text = (
            text.replace("Mayor", "Mayor\x1b[2J\x9b3J")
            .replace("bridge", "br\u202eidge\u2066")
            .replace("said", "said\x85")
        )
        (reports / (name[0] + HOSTILE)).write_text(f"Head\x9dline\x1b[31m\n\n{text}", encoding="utf-8")
    return ("b" + HOSTILE, "c" + HOSTILE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@pytest.mark.parametrize(
    "arguments",
    [
        ["compare"],
        ["compare", "--json", "-"],
        ["compare", "--markdown", "-"],
        ["compare", "--html", "-"],
        ["compare", "--json", "x\x1b\x9b.json"],
        ["read"],
        ["read", "--json"],
        ["compare", "--colo\x1b[2Jur\x9b"],
        ["compare", "--jobs", "\x1b\x9b"],
        ["compare", "--published", "\x1b\x9b"],
        ["compare", "--json", "no\x1b\x9bwhere/a.json"],
        ["read", "mis\x1b\x9bsing.txt", "--fields", "\x1b\x9b=text"],
        ["read", "mis\x1b\x9bsing.txt"],
        ["evaluate", "\x1b\x9b", "--data"],
        ["\x1b\x9b"],
    ],
)
def test_nothing_from_outside_steers_a_terminal(run, hostile, monkeypatch, arguments):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")  # which gets no styles of our own
    files = hostile[:1] if arguments[0] == "evaluate" else hostile
    done = run(*arguments, *files)
    assert done.out or done.err
    for text in (done.out, done.err):
        assert FORBIDDEN.sub("", text.replace("\t", "")) == text.replace("\t", "")


@pytest.mark.parametrize("character", STEERING)
def test_json_keeps_its_value_and_shows_no_character_that_steers(character):
    value = {f"k{character}": f"\\{character}“é”{character}"}
    shown = dossier_json.escaped(json.dumps(value, ensure_ascii=False).encode())
    assert json.loads(shown) == value
    assert character not in shown.decode()


def test_other_characters_of_json_stay():
    text = '"\u0600\u0627 \u200d \u2013 \u2020 \u2060 \u2070 \xa0 \xe9 \U0001f600"'.encode()
    assert dossier_json.escaped(text) == text


def test_read_as_json_gives_the_text_as_it_stands(run, reports):
    (reports / "c1.txt").write_text("The bridge\x9b2J was \u202eclosed. " * 20, encoding="utf-8")
    done = run("read", "c1.txt", "--json")
    assert json.loads(done.out)[0]["text"].startswith("The bridge\x9b2J was \u202eclosed.")
    assert not FORBIDDEN.search(done.out.replace("\n", ""))


def test_a_traceback_steers_no_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    exits.prepare()
    error = ValueError("a\x1b[2J\x9bfile")
    sys.excepthook(ValueError, error, None)
    assert capsys.readouterr().err == "ValueError: a[2Jfile\n"


def test_closed_standard_error_is_no_bug(run, reports, monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    done = run("compare", "bridge.txt", "closure.txt", "missing.txt", "--json", "a.json")
    assert (done.code, done.out != "") == (exits.SOME_FAILED, True)
    assert Path("a.json").exists()
