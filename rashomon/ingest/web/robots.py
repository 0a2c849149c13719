"""Obeys robots.txt: fetched once per site and parsed by protego (RFC 9309)."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from rashomon.errors import (
    DisallowedByRobots,
    FetchFailed,
    ForbiddenAddress,
    HostUnreachable,
    InputError,
    TlsFailed,
    TooManyRedirects,
)
from rashomon.ingest.web.http_exchange import WITH_PAGE, Answer
from rashomon.ingest.web.request_state import Errand
from rashomon.ingest.web.urls import Target

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["BY_HAND", "ROBOTS_BYTES", "Robots"]

NAME = "rashomon"
"""Our name in a robots.txt."""
ROBOTS_BYTES = 512 * 1024
"""RFC 9309 requires at least 500 KiB; the rest is not read."""
LONGEST_PAUSE_S = 30.0
"""The longest Crawl-delay that is obeyed."""
RULE_COSTS = 1_000_000
"""Most rules times agents, which protego must store. Real sites have thousands."""

AGENT = re.compile(r"user(?:-|\s*)agent", re.I)
RULE = re.compile(r"(?:allow|disallow|crawl-delay)\s*:", re.I)
BY_HAND = "open it in a browser and save the page"


class Rules:
    """The rules of one site: those of its robots.txt, or why it could not be read."""

    def __init__(self, parsed: Protego | None = None, failure: InputError | None = None) -> None:
        self.parsed = parsed
        self.failure = failure
        self.pause_s = pause(parsed)

    def admit(self, target: Target, errand: Errand) -> None:
        """Raise DisallowedByRobots, or the error that fetching the robots.txt gave."""
        if self.failure is not None:
            raise errand.failure(type(self.failure), self.failure.problem)
        if self.parsed is not None and not self.parsed.can_fetch(target.url, NAME):
            raise errand.failure(DisallowedByRobots, f"the site's robots.txt asks not to fetch it: {BY_HAND}")


def pause(parsed: Protego | None) -> float:
    """Return the pause between two requests that a robots.txt asks for, within bounds."""
    if parsed is None:
        return 0.0
    rate = parsed.request_rate(NAME)
    asked_s = max(parsed.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate else 0.0)
    return min(asked_s, LONGEST_PAUSE_S)


class Robots:
    """The rules of all sites so far; each robots.txt is fetched once."""

    def __init__(self, fetch: Callable[[Target, Errand], Answer], errand: Callable[[str], Errand]) -> None:
        self._fetch = fetch
        self._errand = errand
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def rules(self, target: Target) -> Rules:
        """Return the rules for the site of ``target``."""
        with self._lock:
            lock = self._locks.setdefault(target.origin, threading.Lock())
        with lock:
            if target.origin not in self._rules:
                self._rules[target.origin] = self._read(target)
            return self._rules[target.origin]

    def _read(self, target: Target) -> Rules:
        url = f"{target.origin}/robots.txt"
        errand = self._errand(url)
        place = Target(url=url, scheme=target.scheme, host=target.host, port=target.port, path="/robots.txt")
        try:
            answer = self._fetch(place, errand)
        except (ForbiddenAddress, HostUnreachable, TlsFailed) as error:
            return Rules(failure=unreadable(error.problem) if errand.via else error)
        except TooManyRedirects:
            return Rules()
        except FetchFailed as error:
            return Rules(failure=unreadable(error.problem))
        if answer.status in WITH_PAGE:
            return parse(answer.data, cut=answer.cut)
        if answer.status < 500:
            return Rules()
        return Rules(failure=unreadable(f"answered {answer.status}"))


def unreadable(problem: str) -> InputError:
    """Return the error for all pages of a site; ``problem`` is that of its robots.txt, without its advice."""
    reason = problem.rpartition(": ")[0] or problem
    return DisallowedByRobots("", f"its robots.txt cannot be read ({reason}), so the site is left alone: {BY_HAND}")


def parse(data: bytes, *, cut: bool) -> Rules:
    """Parse a robots.txt, without its last line if it was ``cut`` there.

    One that would exhaust the parser counts as unreadable.
    """
    from protego import Protego

    text = data.decode("utf-8-sig", "replace")
    if cut:
        text = text[: text.rfind("\n") + 1]
    if costs(text) > RULE_COSTS:
        return Rules(failure=unreadable("it names too many agents and rules"))
    return Rules(parsed=Protego.parse(text))


def costs(text: str) -> int:
    """Estimate from below the rules that protego stores for ``text``: each rule once per agent of its group.

    A group never ends earlier here than in protego, which creates up to two entries per agent and four per rule; so
    this is at least a quarter of the true number.
    """
    total = group = 0
    after_rule = False
    for raw in text.splitlines():
        line = raw.strip()
        if AGENT.match(line):
            group = 0 if after_rule else group
            group += 2
            after_rule = False
        elif RULE.match(line):
            after_rule = True
        total += group
    return total
