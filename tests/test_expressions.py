"""Every regular expression of the package takes time that is linear in the text, whatever the text.

Each is run on texts that are made from its own parts, repeated, by a matcher that backtracks as Python's does and
counts its steps. Steps that grow faster than the text are a finding, with the text that shows it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, islice, product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import rashomon

Node = tuple[Any, Any]

UNBOUNDED = 100
"""Repeats of more than this many are counted as if without a bound: a large file has too many times so many."""
SMALL, LARGE = 30, 200
"""Repetitions of a text at which steps are first counted, and at which a finding is confirmed: above UNBOUNDED."""
SUPERLINEAR = 3.0
"""Times the steps for twice the text from which they grow faster than it: the square has four times."""
MOST_STEPS = 500_000
MOST_TRIED = 1_500_000
"""Steps after which no more texts are tried on one expression."""


class TooManySteps(Exception):
    """Exponential, or close to it."""


class Program:
    """A regular expression made instructions for a matcher that backtracks."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.binary = isinstance(pattern, bytes)
        self.tree = sre_parser.parse(pattern, flags)
        self.flags = self.tree.state.flags
        self.steps = 0
        self.total = 0
        self.sets: list[Node] = []
        self.refers = "GROUPREF" in str(self.tree)
        self.code = [*self.sequence(self.tree), ("done",)]

    def sequence(self, nodes: Iterable[Node]) -> list[tuple[Any, ...]]:
        return [step for node in nodes for step in self.node(node)]

    def node(self, node: Node) -> list[tuple[Any, ...]]:
        op, value = node
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
            self.sets.append(node)
            return [("set", node, {})]
        if op is sre.AT:
            return [("at", value)]
        if op is sre.BRANCH:
            return self.branch([self.sequence(way) for way in value[1]])
        if op is sre.SUBPATTERN:
            inner = self.sequence(value[3])
            return [("open", value[0]), *inner, ("close", value[0])] if self.refers and value[0] else inner
        if op is sre.GROUPREF:
            return [("same", value)]
        if op is sre.ATOMIC_GROUP:
            return [("atomic", [*self.sequence(value), ("done",)])]
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            back = value[1].getwidth()[0] if value[0] < 0 else 0
            return [("look", op is sre.ASSERT, back, [*self.sequence(value[1]), ("done",)])]
        if op is sre.POSSESSIVE_REPEAT:
            low, high, body = value
            once = ("atomic", [*self.sequence(body), ("done",)])
            return [("atomic", [*self.repeat(low, high, [once], lazy=False), ("done",)])]
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            low, high, body = value
            return self.repeat(low, high, self.sequence(body), lazy=op is sre.MIN_REPEAT)
        raise NotImplementedError(str(op))

    @staticmethod
    def branch(ways: list[list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
        code: list[tuple[Any, ...]] = ways[-1]
        for way in reversed(ways[:-1]):
            code = [("split", 1, len(way) + 2), *way, ("jump", len(code) + 1), *code]
        return code

    @staticmethod
    def repeat(low: int, high: int, body: list[tuple[Any, ...]], *, lazy: bool) -> list[tuple[Any, ...]]:
        code = [step for _ in range(min(low, UNBOUNDED)) for step in body]
        size = len(body)
        if high > UNBOUNDED:
            ways = (size + 3, 1) if lazy else (1, size + 3)
            return [*code, ("split", *ways), ("mark",), *body, ("loop", -size - 2)]
        for left in range(high - low, 0, -1):
            ways = (left * (size + 1), 1) if lazy else (1, left * (size + 1))
            code += [("split", *ways), *body]
        return code

    def run(  # noqa: C901 – an instruction is a branch
        self, text: str, at: int, code: list[tuple[Any, ...]] | None = None, *, whole: bool = False
    ) -> int | None:
        """Where a match that begins at ``at`` ends."""
        code = self.code if code is None else code
        threads: list[tuple[int, int, Any, dict[int, Any]]] = [(0, at, None, {})]
        while threads:
            pc, at, marks, groups = threads.pop()
            while True:
                self.steps += 1
                if self.steps > MOST_STEPS:
                    raise TooManySteps
                step = code[pc]
                kind = step[0]
                if kind == "set":
                    if at == len(text) or not self.holds(step[1], step[2], text[at]):
                        break
                    at += 1
                elif kind == "split":
                    threads.append((pc + step[2], at, marks, groups))
                    pc += step[1] - 1
                elif kind == "jump":
                    pc += step[1] - 1
                elif kind == "open":
                    groups = {**groups, -step[1]: at}
                elif kind == "close":
                    groups = {**groups, step[1]: text[groups[-step[1]] : at]}
                elif kind == "same":
                    if not text.startswith(groups.get(step[1], "\0\0"), at):
                        break
                    at += len(groups[step[1]])
                elif kind == "mark":
                    marks = (at, marks)
                elif kind == "loop":
                    begun, marks = marks
                    if at != begun:
                        pc += step[1] - 1
                elif kind == "atomic":
                    end = self.run(text, at, step[1])
                    if end is None:
                        break
                    at = end
                elif kind == "look":
                    _, wanted, back, inner = step
                    if (at >= back and self.run(text, at - back, inner) is not None) is not wanted:
                        break
                elif kind == "at":
                    if not self.stands(step[1], text, at):
                        break
                else:
                    if not whole or at == len(text):
                        return at
                    break
                pc += 1
        return None

    def holds(self, node: Node, known: dict[str, bool], char: str) -> bool:
        if char not in known:
            cases = {char, char.lower(), char.upper()} if self.flags & re.I else {char}
            known[char] = any(self.contains(node, case) for case in cases if len(case) == 1)
        return known[char]

    def contains(self, node: Node, char: str) -> bool:
        op, value = node
        if op is sre.ANY:
            return bool(self.flags & re.S) or char != "\n"
        if op is sre.LITERAL:
            return ord(char) == value
        if op is sre.NOT_LITERAL:
            return ord(char) != value
        if op is sre.RANGE:
            return bool(value[0] <= ord(char) <= value[1])
        if op is sre.CATEGORY:
            return self.category(str(value), char)
        negated = value[0][0] is sre.NEGATE
        return negated is not any(self.contains(part, char) for part in value[negated:])

    def category(self, name: str, char: str) -> bool:
        if (self.binary or self.flags & re.A) and not char.isascii():
            return "NOT" in name
        kind = name.rpartition("_")[2]
        inside = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}[kind]
        return inside is not ("NOT" in name)

    def stands(self, where: Any, text: str, at: int) -> bool:
        if where in (sre.AT_BOUNDARY, sre.AT_NON_BOUNDARY):
            sides = [self.category("WORD", text[i]) if 0 <= i < len(text) else False for i in (at - 1, at)]
            return (sides[0] != sides[1]) is (where is sre.AT_BOUNDARY)
        many = bool(self.flags & re.M)
        if where in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            return at == 0 or (where is sre.AT_BEGINNING and many and text[at - 1] == "\n")
        if where is sre.AT_END:
            return at == len(text) or text[at:] == "\n" or (many and text[at] == "\n")
        return at == len(text)


class Used(NamedTuple):
    """A regular expression, and whether it is looked for anywhere in a text, not at its beginning alone."""

    pattern: str | bytes
    flags: int
    anywhere: bool
    whole: bool = False


def steps(program: Program, used: Used, text: str) -> int:
    """Steps to find every match in a text."""
    program.steps = 0
    try:
        if not used.anywhere:
            program.run(text, 0, whole=used.whole)
            return program.steps
        at = 0
        while at <= len(text):
            end = program.run(text, at)
            at = at + 1 if end is None or end == at else end
    except TooManySteps:
        pass
    return program.steps


CHARACTERS = [
    *map(chr, range(32, 127)),
    "\n",
    "\t",
    "\r",
    "é",
    "É",
    "ß",
    "“",
    "”",
    "’",
    "–",
    "—",
    "…",
    "©",
    "·",
    "\xa0",
    "日",
]


class Witness(NamedTuple):
    """A text whose middle is repeated, and takes steps that grow faster than it does."""

    prefix: str
    pump: str
    suffix: str


def witness(used: Used) -> Witness | None:
    """What shows that an expression is not linear; None where nothing was found."""
    program = Program(used.pattern, used.flags)
    for prefix, pump, suffix in attacks(program):
        if program.total > MOST_TRIED:
            return None
        if not grows(program, used, prefix, pump, suffix, SMALL):
            continue
        if grows(program, used, prefix, pump, suffix, LARGE):
            return Witness(prefix, pump, suffix)
    return None


def grows(program: Program, used: Used, prefix: str, pump: str, suffix: str, times: int) -> bool:
    once = steps(program, used, prefix + pump * times + suffix)
    twice = steps(program, used, prefix + pump * 2 * times + suffix)
    program.total += once + twice
    return twice > MOST_STEPS or twice > SUPERLINEAR * once


def attacks(program: Program) -> Iterator[tuple[str, str, str]]:
    """Beginning, repeated part and end of texts that may take long: a repeat's own text, and what leads to it."""
    groups: dict[tuple[bool, ...], str] = {}
    for char in CHARACTERS:
        if not program.binary or char.isascii():
            groups.setdefault(tuple(program.holds(node, {}, char) for node in program.sets), char)
    signs = [sign for of, sign in groups.items() if any(of)]
    killers = ["", next((sign for of, sign in groups.items() if not any(of)), "\x00"), "\x00"]
    found = list(repeats(program, program.tree, ""))
    starts = dict.fromkeys(["", *(before for before, _ in found)])
    pumps = dict.fromkeys(
        [
            *signs,
            *chain.from_iterable(islice(examples(program, body), 8) for _, body in found),
            *(before for before, _ in found),
            *(before + after for before, body in found for after in islice(examples(program, body), 3)),
        ]
    )
    yield from ((start, pump, end) for pump in pumps if pump for start in starts for end in dict.fromkeys(killers))


def repeats(program: Program, nodes: Iterable[Node], before: str) -> Iterator[tuple[str, Iterable[Node]]]:
    """What is repeated without a bound, with a text that leads to it."""
    for op, value in nodes:
        inner: list[Iterable[Node]] = []
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            inner = [value[2]]
            if value[1] > UNBOUNDED:
                yield before, value[2]
        elif op is sre.BRANCH:
            inner = value[1]
        elif op is sre.SUBPATTERN:
            inner = [value[3]]
        elif op is sre.ATOMIC_GROUP:
            inner = [value]
        elif op is sre.ASSERT:
            inner = [value[1]]
        for part in inner:
            yield from repeats(program, part, before)
        before += next(examples(program, [(op, value)]), "")


def examples(program: Program, nodes: Iterable[Node]) -> Iterator[str]:
    """Texts that match, without what looks around them."""
    ways = [list(islice(example(program, node), 8)) for node in nodes]
    yield from dict.fromkeys("".join(parts) for parts in islice(product(*ways), 64))


def example(program: Program, node: Node) -> Iterator[str]:
    op, value = node
    if op in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
        found = [char for char in ("a", "A", " ", "0", *CHARACTERS) if program.holds(node, {}, char)]
        yield from found[:1] or ([chr(value)] if op is sre.LITERAL else [])
    elif op is sre.BRANCH:
        for way in value[1]:
            yield from islice(examples(program, way), 3)
    elif op is sre.SUBPATTERN:
        yield from examples(program, value[3])
    elif op is sre.ATOMIC_GROUP:
        yield from examples(program, value)
    elif op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        low, _, body = value
        for text in islice(examples(program, body), 4):
            yield text * min(max(low, 1), UNBOUNDED)
        if low == 0:
            yield ""
    else:
        yield ""


@cache
def modules() -> tuple[ModuleType, ...]:
    found = pkgutil.walk_packages(rashomon.__path__, "rashomon.")
    return tuple(importlib.import_module(info.name) for info in found if not info.name.endswith("__main__"))


ANYWHERE = frozenset({"search", "findall", "finditer", "sub", "subn", "split"})


@cache
def methods_called(module: ModuleType) -> dict[str, set[str]]:
    """The methods that a module calls on what has a name."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.setdefault(node.value.id, set()).add(node.attr)
    return found


def compiled(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """The compiled patterns in a value of a module."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, Mapping):
        yield from chain.from_iterable(compiled(inner, depth + 1) for inner in value.values())
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        yield from chain.from_iterable(compiled(inner, depth + 1) for inner in value)
    elif depth < 4 and hasattr(value, "cache_info") and "re.Pattern" in str(getattr(value, "__annotations__", "")):
        yield from compiled(value(), depth + 1)  # type: ignore[operator]
    elif depth < 4 and type(value).__module__.startswith("rashomon") and not isinstance(value, type):
        names = (*getattr(type(value), "__slots__", ()), *getattr(value, "__dict__", ()))
        yield from chain.from_iterable(compiled(getattr(value, name, None), depth + 1) for name in names)


def of_modules() -> Iterator[tuple[str, Used]]:
    """Every compiled pattern, with how what holds it is used."""
    for module in modules():
        called = methods_called(module)
        for name, value in vars(module).items():
            methods = called.get(name, set()) & {*ANYWHERE, "match", "fullmatch"}
            anywhere = not methods or bool(methods & ANYWHERE) or not isinstance(value, re.Pattern)
            for pattern in compiled(value):
                if methods or not isinstance(value, re.Pattern) or not is_borrowed(value, module):
                    whole = not anywhere and "match" not in methods
                    yield f"{module.__name__}.{name}", Used(pattern.pattern, pattern.flags, anywhere, whole)


def is_borrowed(value: object, module: ModuleType) -> bool:
    """Whether another module uses a pattern that this one only defines or passes on."""
    others = (other for other in modules() if other is not module)
    return any(
        value is given and name in methods_called(other) for other in others for name, given in vars(other).items()
    )


def inline() -> Iterator[tuple[str, Used | None]]:
    """Every pattern that a function gives to re; None where only the call knows it."""
    for module in modules():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args):
                continue
            method = ast.unparse(node.func).removeprefix("re.")
            if method not in {*ANYWHERE, "match", "fullmatch", "compile"}:
                continue
            place = f"{module.__name__}: {ast.unparse(node.args[0])}"
            at = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(method, 2)
            flags = [*(key.value for key in node.keywords if key.arg == "flags"), *node.args[at : at + 1]]
            try:
                pattern, *given = (eval(ast.unparse(part), dict(vars(module))) for part in (node.args[0], *flags))  # noqa: S307
            except NameError:
                yield place, None
                continue
            flag = int(given[0]) if given else 0
            yield place, Used(pattern, flag, method in {*ANYWHERE, "compile"}, method == "fullmatch")


AT_BEGINNING = frozenset({"rashomon.cleaning.boilerplate." + name for name in ("CODE", "PICTURE", "ADDRESS")})
"""Patterns that a loop matches at the beginning of a line."""

IN_LISTS = (
    "rashomon.cleaning.dates.ISO",
    "rashomon.cleaning.dates.SPELLED",
    "rashomon.cleaning.dates.NUMERIC",
    "rashomon.cleaning.truncated_start.LEANING",
)
"""Patterns that functions take from these lists as text."""

CLOSING_LINE = next(place for place, used in inline() if used is None and "(?P<name>{agency})" in place)
FROM_CALLS = {
    "rashomon.cleaning.dates: pattern": "is in IN_LISTS",
    "rashomon.cleaning.truncated_start: pattern": "is in IN_LISTS",
    CLOSING_LINE: "is the only one of a cached function, and tried as such",
    "rashomon.ingest.page.element_names: f\"(?:^| ){any_of('names', role)}(?= |$)\"": "is cached, and tried as such",
    "rashomon.reuse.direction: f'(?<![^\\\\W_]){re.escape(name)}(?![^\\\\W_])'": "is a name as it stands",
    "rashomon.annotation.attribution.neural: f'{words_and_dash}(?P<name>{name})(?=\\\\.?\\\\s*(?:$|[“\\\\\"”/|]))'": (
        "is cached, and tried as such"
    ),
    "rashomon.annotation.attribution.neural: rest": "is cached, and tried as such",
    "rashomon.annotation.temporal.grammar: "
    "f\"(?<!\\\\S)(?:{_expanded(table('time.rules')[name])})(?!\\\\S)\".replace('\\n', '')": "is kept as a rule",
}


@cache
def everywhere() -> dict[Used, str]:
    """Every regular expression of the package, with a place that has it."""
    found: dict[Used, str] = {}
    for place, used in of_modules():
        found.setdefault(used._replace(anywhere=False) if place in AT_BEGINNING else used, place)
    for path in IN_LISTS:
        module, _, name = path.rpartition(".")
        value = getattr(importlib.import_module(module), name)
        for pattern in [value] if isinstance(value, str) else value:
            found.setdefault(Used(pattern, 0, name != "LEANING"), path)
    known = {used.pattern for used in found}
    for place, used in inline():
        if used is not None and used.pattern not in known:
            found.setdefault(used, place)
    return found


SHORT = {
    "rashomon.cleaning.byline: CALENDAR": 160,
    "rashomon.cleaning.dateline: CAPITALS": 160,
    "rashomon.cleaning.dateline: MORE": 160,
    "rashomon.cleaning.headline.INITIALS": 160,
    "rashomon.names.bylines.MAIL_AND_NAME": 300,
    "rashomon.names.bylines.MAIL_OR_LINK": 300,
    "rashomon.ingest.feed_entries.BROKEN_OFF": 80,
}
"""Expressions that are not linear and meet no text of more characters: their callers cut it, or do not ask."""

OLD_PAGE_START = r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"


@pytest.mark.parametrize(
    "pattern",
    [OLD_PAGE_START, r"(a+)+$", r"(?:a|a)*b", r"\s*:?\s+x", r"\s+#+$", r"<!--.*?-->", r"x{0,2000}y", r"(a|b)\1*a+$"],
)
def test_an_expression_that_is_not_linear_is_found(pattern: str) -> None:
    found = witness(Used(pattern, re.I | re.S, True))
    assert found is not None
    assert found.pump


@pytest.mark.parametrize(
    "pattern", [r"\w+", r"(?:\s++|<!--(?:[^-]|-(?!->))*+-->)*+<x", r"\w{1,60}:", r"\b(?:said|told)\b", r"a*+b"]
)
def test_an_expression_that_is_linear_is_not(pattern: str) -> None:
    assert witness(Used(pattern, 0, anywhere=False)) is None


def test_no_expression_is_left_out() -> None:
    assert {place for place, used in inline() if used is None} == set(FROM_CALLS)
    assert {"rashomon.ingest.formats.PAGE_START", "rashomon.cleaning.byline.BY"} <= set(everywhere().values())
    assert len(everywhere()) > 250


@pytest.mark.slow
def test_every_expression_is_linear_in_the_text() -> None:
    found = {place: used for used, place in everywhere().items() if place not in SHORT}
    shown = {place: (used.pattern, seen) for place, used in found.items() if (seen := witness(used))}
    assert shown == {}


@pytest.mark.slow
@pytest.mark.parametrize("place", SHORT)
def test_what_is_not_linear_is_quick_on_the_longest_text_that_it_meets(place: str) -> None:
    used = next(used for used, of in everywhere().items() if of == place)
    seen = witness(used)
    assert seen is not None, "is linear now: take it from SHORT"
    room = SHORT[place] - len(seen.prefix) - len(seen.suffix)
    assert (
        steps(Program(used.pattern, used.flags), used, seen.prefix + seen.pump * (room // len(seen.pump)) + seen.suffix)
        < MOST_STEPS
    )
