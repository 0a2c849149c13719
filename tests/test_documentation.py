"""The commands in the README and the tutorial: they work as pasted, and give what stands below them."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from glob import glob
from itertools import pairwise
from pathlib import Path

import pytest
import typer.main

from rashomon.apps import cli, exits

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/tutorial.md")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    """The language and content of each fenced block of a page."""
    return FENCED.findall((ROOT / page).read_text(encoding="utf-8"))


def commands() -> Iterator[tuple[str, list[str]]]:
    """Each call of `rashomon` in the pages, with the lines that are shown below it."""
    for page in PAGES:
        for language, content in blocks(page):
            for call in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:] if language == "console" else ():
                line, *shown = call.splitlines()
                if "rashomon" in shlex.split(line)[0]:
                    yield line, shown


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder with the examples where a clone has them."""
    shutil.copytree(ROOT / "rashomon" / "examples", tmp_path / "rashomon" / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(("line", "shown"), list(commands()), ids=[line for line, _ in commands()])
def test_a_command_works_as_pasted_and_gives_what_is_shown(clone, capfd, line, shown):
    _, *arguments = (part for word in shlex.split(line) for part in (sorted(glob(word)) or [word]))  # noqa: PTH207
    with pytest.raises(SystemExit) as ended:
        exits.guard(lambda: typer.main.get_command(cli.app)(arguments, prog_name="rashomon"))
    assert ended.value.code in (None, exits.DONE)
    printed = iter(capfd.readouterr().out.splitlines())
    assert [wanted for wanted in shown if wanted.strip() != "…" and wanted not in printed] == []


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_python_prints_what_is_shown_below_it(clone, capsys, page):
    pieces = blocks(page)
    pairs = [(code, below) for (kind, code), (_, below) in pairwise(pieces) if kind == "python"]
    assert pairs
    for code, below in pairs:
        exec(compile(code, page, "exec"), {})  # noqa: S102
        assert capsys.readouterr().out == below


@pytest.mark.parametrize("page", PAGES)
def test_every_path_in_a_command_exists_in_a_clone(page):
    lines = [line for kind, text in blocks(page) if kind == "console" for line in text.splitlines()]
    words = [word for line in lines if line.startswith("$ ") for word in line.split() if word.startswith("rashomon/")]
    assert words
    assert [word for word in words if not glob(word, root_dir=ROOT)] == []  # noqa: PTH207
