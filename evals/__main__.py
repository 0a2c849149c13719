"""The command line: ``python -m evals TASK --data FILE``; the last line printed is one JSON object of figures."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals import TASKS, Task, measure
from evals.mistakes import render
from evals.table import print_report
from evals.tasks import cases, chains, claims
from evals.tasks.stages import SWITCHES
from rashomon.apps import exits, inputs, outputs

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "parser"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a failure is one line on standard error and an exit code of `rashomon`'s own."""
    exits.prepare()
    exits.guard(lambda: _run(parser().parse_args(arguments)))


def parser() -> ArgumentParser:
    """Build the parser: one command for each task, which takes the options that the task supports."""
    top = ArgumentParser(prog="python -m evals", description="Measure Rashomon on labelled data.", allow_abbrev=False)
    top.add_argument("--debug", action="store_true", help="show where a bug came from")
    commands = top.add_subparsers(dest="task", metavar="TASK", required=True, help="what is measured:")
    for task in TASKS.values():
        command = commands.add_parser(task.name, help=task.about, description=task.about, allow_abbrev=False)
        command.add_argument("--data", type=Path, required=True, metavar="FILE", help=task.data)
        if task.decode:
            text = "score these instead of running the product"
            command.add_argument("--predictions", type=Path, metavar="FILE", help=text)
        if task.mistakes:
            command.add_argument(
                "--errors", metavar="PATH", help="write a page of what was wrong; - is standard output"
            )
        if task.name == claims.TASK.name:
            _add_claims_options(command)
        if task.name == chains.TASK.name:
            text = "leave out this stage or rule: " + ", ".join(SWITCHES)
            command.add_argument("--without", choices=SWITCHES, action="append", default=[], metavar="NAME", help=text)
        if task.name == cases.TASK.name:
            _add_cases_options(command)
    return top


def _positive(text: str) -> int:
    """Parse a number of at least 1. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError(f"{text!r} is not a number of at least 1")
    return int(text)


def _add_claims_options(command: ArgumentParser) -> None:
    text = "the articles; by default articles.jsonl beside the claims and ../stories/basil.jsonl, where they are"
    command.add_argument("--articles", type=Path, nargs="+", action="extend", default=[], metavar="FILE", help=text)
    text = "only the stories of fold K of folds.json, which stands beside the claims"
    command.add_argument("--fold", type=int, metavar="K", help=text)
    command.add_argument("--stories", type=_positive, metavar="N", help="only the first N stories")
    command.add_argument("--each", action="store_true", help="show the figures of each story too")


def _add_cases_options(command: ArgumentParser) -> None:
    command.add_argument("--only", default="", metavar="ID,ID", help="only these cases")
    command.add_argument("--verbose", action="store_true", help="list the cases that pass too")


def _task(options: Namespace) -> Task[Any, Any]:
    """The task that is asked for, with the options of its own."""
    if options.task == claims.TASK.name:
        return claims.task(articles=options.articles, fold=options.fold, stories=options.stories, each=options.each)
    if options.task == cases.TASK.name:
        only = [name for name in options.only.split(",") if name]
        return cases.task(only=only, verbose=options.verbose)
    if options.task == chains.TASK.name:
        return chains.task(without=options.without)
    return TASKS[options.task]


def _run(options: Namespace) -> None:
    task, data = _task(options), options.data
    predictions, errors = getattr(options, "predictions", None), getattr(options, "errors", None)
    known = inputs.noted([str(path) for path in (data, predictions) if path])
    page = outputs.check({"--errors": errors}, known).get("--errors")
    report = measure(task, data, predictions, mistakes=page is not None)
    if page is not None:
        content = render(f"Rashomon: errors of {task.name} on {data.name}", report.mistakes)
        outputs.write([(page, outputs.page_for(page, content))])
    if page != outputs.STDOUT:
        outputs.show(partial(print_report, report))


if __name__ == "__main__":
    main()
