"""The fuzzing harness runs, finds nothing in its own seeds, and sees what is wrong."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rashomon.errors import UnreadableInput
from rashomon.types import Failure

FUZZ = Path(__file__).parents[1] / "fuzz"


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FUZZ / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


readers = loaded("readers")
run = loaded("run")


@pytest.mark.parametrize("name", sorted(readers.READERS))
def test_a_reader_takes_its_seeds_whole_cut_and_joined_to_its_signs(name: str) -> None:
    reader = readers.READERS[name]
    for seed in reader.seeds:
        run.check(reader, seed, 60)
        run.check(reader, seed[: len(seed) // 2], 60)
        run.check(reader, seed + b"".join(reader.signs) + seed, 60)


def test_what_is_not_as_promised_is_a_finding() -> None:
    def bug(_: bytes) -> list[Failure]:
        raise ZeroDivisionError

    def error(_: bytes) -> list[Failure]:
        raise UnreadableInput("x", "is broken")

    def two_lines(_: bytes) -> list[Failure]:
        return [Failure("x", "is\nbroken")]

    with pytest.raises(ZeroDivisionError):
        run.check(readers.Reader(bug, (), ()), b"", 60)
    with pytest.raises(run.Finding, match="is no line"):
        run.check(readers.Reader(two_lines, (), ()), b"", 60)
    with pytest.raises(run.Finding, match="took"):
        run.check(readers.Reader(error, (), ()), b"", 0)
    assert run.check(readers.Reader(error, (), ()), b"", 60) == 1


def test_a_round_of_hypothesis_keeps_what_it_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_z(data: bytes) -> list[Failure]:
        if b"z" in data:
            raise ZeroDivisionError
        return []

    monkeypatch.setattr(run, "FOUND", tmp_path)
    monkeypatch.setitem(run.READERS, "no z", readers.Reader(no_z, (b"abc",), (b"zz",)))
    assert run.with_hypothesis("no z", 0.001, 60, 1) >= 1
    assert b"z" in next(tmp_path.iterdir()).read_bytes()
