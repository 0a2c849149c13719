"""The command line called in this process, and two made-up reports for it to compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
import typer.main

from rashomon.apps import cli, exits

BRIDGE = """The Harrow Bridge was closed on Monday after engineers found a crack in it, officials said.

"The bridge is not safe," Mayor Dana Whitlow told the Marlow Courier. "We will not reopen it before spring."

Whitlow said the repair would cost 12 million dollars. Shopkeepers allegedly lost half of their customers within a week.

The state refused to pay for the repair, according to the Marlow Courier.
"""

CLOSURE = """Engineers found a crack in the Harrow Bridge, and it was closed on Tuesday.

Mayor Dana Whitlow said that the repair of the bridge would cost 15 million dollars, the Marlow Courier reported.

The governor denied that the state had refused to pay for the repair. She reportedly wants the bridge to reopen in May.
"""

FRENCH = """Le pont de Harrow a été fermé lundi après la découverte d'une fissure, ont annoncé les autorités.

La maire a déclaré que les travaux coûteraient douze millions de dollars et que le pont ne rouvrirait pas avant le
printemps. Les commerçants du quartier se plaignent d'avoir perdu la moitié de leurs clients en une semaine.
"""


class Run(NamedTuple):
    """How a call of the command line ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Call the command line as a shell would, in this process."""

    def call(*arguments: object) -> Run:
        command = typer.main.get_command(cli.app)
        with pytest.raises(SystemExit) as ended:
            exits.guard(lambda: command([str(a) for a in arguments], prog_name="rashomon"))
        code = ended.value.code
        out, err = capfd.readouterr()
        return Run(code if isinstance(code, int) else 0, out, err)

    return call


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """A folder to stand in, with bridge.txt, closure.txt and french.txt."""
    for name, text in (("bridge.txt", BRIDGE), ("closure.txt", CLOSURE), ("french.txt", FRENCH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
