"""The command line: ``python -m evals TASK --data FILE``; the last line printed is one JSON object of figures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evals import TASKS, measure
from evals.mistakes import render
from evals.table import print_report
from rashomon.apps import exits, outputs

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main", "parser"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a failure is one line on standard error and an exit code of `rashomon`'s own."""
    exits.end_quietly_on_closed_pipe()
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
    return top


def _run(options: Namespace) -> None:
    task, data = TASKS[options.task], options.data
    predictions, errors = getattr(options, "predictions", None), getattr(options, "errors", None)
    page = outputs.check({"--errors": errors}, [str(path) for path in (data, predictions) if path]).get("--errors")
    report = measure(task, data, predictions, mistakes=page is not None)
    if page is not None:
        outputs.write(page, render(f"Rashomon: errors of {task.name} on {data.name}", report.mistakes).encode())
    if page != outputs.STDOUT:
        outputs.show(partial(print_report, report))


if __name__ == "__main__":
    main()
