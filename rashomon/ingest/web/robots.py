"""What a site's robots.txt asks for: fetched once a site, read by protego, and done (RFC 9309)."""

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
"""What a robots.txt calls us."""
ROBOTS_BYTES = 512 * 1024
"""RFC 9309 asks for 500 KiB at least; what follows is not read."""
LONGEST_PAUSE_S = 30.0
"""The longest Crawl-delay that is kept to."""
RULE_COSTS = 1_000_000
"""Rules times the agents they are for: what protego has to hold. Sites have thousands."""

AGENT = re.compile(r"user(?:-|\s*)agent", re.I)
RULE = re.compile(r"(?:allow|disallow|crawl-delay)\s*:", re.I)
BY_HAND = "open it in a browser and save the page"


class Rules:
    """One site's: either what its robots.txt says, or why it cannot be asked."""

    def __init__(self, parsed: Protego | None = None, failure: InputError | None = None) -> None:
        self.parsed = parsed
        self.failure = failure
        self.pause_s = pause(parsed)

    def admit(self, target: Target, errand: Errand) -> None:
        """Raises DisallowedByRobots, or what would meet the page itself as it met the robots.txt."""
        if self.failure is not None:
            raise errand.failure(type(self.failure), self.failure.problem)
        if self.parsed is not None and not self.parsed.can_fetch(target.url, NAME):
            raise errand.failure(DisallowedByRobots, f"the site's robots.txt asks not to fetch it: {BY_HAND}")


def pause(parsed: Protego | None) -> float:
    """Seconds between two requests that a robots.txt asks for, within bounds."""
    if parsed is None:
        return 0.0
    rate = parsed.request_rate(NAME)
    asked_s = max(parsed.crawl_delay(NAME) or 0.0, rate.seconds / rate.requests if rate else 0.0)
    return min(asked_s, LONGEST_PAUSE_S)


class Robots:
    """The rules of every site that was asked, each robots.txt fetched once."""

    def __init__(self, fetch: Callable[[Target, Errand], Answer], errand: Callable[[str], Errand]) -> None:
        self._fetch = fetch
        self._errand = errand
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def rules(self, target: Target) -> Rules:
        """The rules for the site of ``target``."""
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
    """Why nothing of a site is fetched; ``problem`` is that of its robots.txt, whose advice does not help here."""
    reason = problem.rpartition(": ")[0] or problem
    return DisallowedByRobots("", f"its robots.txt cannot be read ({reason}), so the site is left alone: {BY_HAND}")


def parse(data: bytes, *, cut: bool) -> Rules:
    """The rules in a robots.txt, without its last line if it was ``cut`` there.

    One that was made to exhaust its reader counts as unreadable.
    """
    from protego import Protego

    text = data.decode("utf-8-sig", "replace")
    if cut:
        text = text[: text.rfind("\n") + 1]
    if costs(text) > RULE_COSTS:
        return Rules(failure=unreadable("it names too many agents and rules"))
    return Rules(parsed=Protego.parse(text))


def costs(text: str) -> int:
    """At least a quarter of the rules that protego will hold for ``text``: each once for every agent of its group.

    Where protego might not end a group, this does not either. It makes up to two of an agent and four of a rule.
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
