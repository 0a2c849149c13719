"""The package that is built from this repository: all that the code reads is in it, and nothing of others'."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> list[str]:
    """The names in a wheel built from a copy, so that the build leaves nothing here."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    for name in ("rashomon", "evals"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "examples", source / "examples")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", source / "wheel", source], check=True, capture_output=True)
    (path,) = (source / "wheel").glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@pytest.mark.slow
def test_every_file_of_the_package_is_in_the_wheel(wheel):
    files = (path for path in (ROOT / "rashomon").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert sorted(str(path.relative_to(ROOT)) for path in files if str(path.relative_to(ROOT)) not in wheel) == []


@pytest.mark.slow
def test_the_wheel_has_the_licence_and_the_notice_and_neither_articles_nor_the_evaluation(wheel):
    names = {Path(name).name for name in wheel if ".dist-info/" in name}
    assert {"LICENSE", "NOTICE", "entry_points.txt"} <= names
    assert [name for name in wheel if not name.startswith("rashomon")] == []
