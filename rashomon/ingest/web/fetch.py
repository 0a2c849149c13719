"""Fetches an address, subject to robots.txt, the host's rate limit, the cache and redirects."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from email.utils import parsedate_to_datetime
from http.client import responses
from types import TracebackType

from rashomon.errors import BadStatus, TooManyRedirects, UsageError
from rashomon.ingest.captured import Captured
from rashomon.ingest.text import printable
from rashomon.ingest.web.cache import Cache, Kept
from rashomon.ingest.web.connections import Wire
from rashomon.ingest.web.fetch_many import several
from rashomon.ingest.web.http_exchange import WITH_PAGE, Answer, Exchange
from rashomon.ingest.web.network import Outside
from rashomon.ingest.web.public_addresses import Allowed
from rashomon.ingest.web.rate_limit import Pace
from rashomon.ingest.web.request_state import Errand, shown
from rashomon.ingest.web.robots import BY_HAND, ROBOTS_BYTES, Robots
from rashomon.ingest.web.urls import Target, redirected, to_target
from rashomon.settings import Settings, cache_folder
from rashomon.types import Failure

__all__ = ["Web"]

REDIRECTS = 10
ROBOTS_REDIRECTS = 5
REDIRECT = frozenset({301, 302, 303, 307, 308})
ASKS_TO_WAIT = frozenset({429, 503})
WAITS = 2
"""How often to wait for a server that asks for it."""
LONGEST_WAIT_S = 60.0
ROBOTS_S = 20.0
"""Time limit for a robots.txt."""
ADVICE = {
    **dict.fromkeys((401, 402, 403, 406, 451), BY_HAND),
    **dict.fromkeys((404, 410), "check the address"),
}
MEDIA_TYPE = re.compile(r"[\x20-\x7e]{1,200}")
CONTACT = re.compile(r"[\x21-\x27\x2a-\x7e]{1,200}")


class Web:
    """Fetches pages while it is open; safe to use from several threads.

    >>> from rashomon.ingest.web import Web
    >>> from rashomon.settings import Settings
    >>> with Web(Settings()) as web:
    ...     web.get("ftp://example.com/")
    Traceback (most recent call last):
    rashomon.errors.ForbiddenAddress: ftp://example.com/: is neither http nor https: only these two are fetched
    """

    def __init__(self, settings: Settings, outside: Outside | None = None) -> None:
        """Create the client. Raises UsageError for an invalid setting."""
        outside = outside or Outside()
        self._settings = settings
        self._outside = outside
        self._ended = threading.Event()
        self._pace = Pace(settings.fetch_pause_s, outside.clock, outside.sleep or self._ended.wait)
        try:
            context = outside.trust()
        except OSError as error:
            wrong = f"the certificates to trust cannot be read ({error}): check SSL_CERT_FILE and SSL_CERT_DIR"
            raise UsageError(wrong) from None
        self._exchange = Exchange(Wire(Allowed(settings.allow_hosts), outside), context, user_agent(settings))
        self._cache = Cache(settings.cache or cache_folder(), settings.cache_bytes)
        self._robots = Robots(self._robots_answer, lambda url: Errand(shown(url), ROBOTS_S, outside.clock))

    def __enter__(self) -> Web:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every connection and every wait."""
        self._ended.set()
        self._exchange.close()

    def get(self, url: str) -> Captured:
        """Fetch ``url``. Raises FetchFailed or TooLarge, with ``url`` as given but without a password."""
        errand = Errand(shown(url), self._settings.fetch_seconds, self._outside.clock)
        target = to_target(url, errand)
        seen = {target.url}
        for _ in range(REDIRECTS + 1):
            rules = self._robots.rules(target)
            rules.admit(target, errand)
            self._pace.slow_down(target.host, rules.pause_s)
            answer = self._answer(target, errand)
            if answer.status in WITH_PAGE:
                return Captured(
                    name=printable(url.strip()), data=answer.data, url=target.url, media_type=media_type(answer)
                )
            target = self._next(target, answer, errand)
            if target.url in seen:
                raise errand.failure(TooManyRedirects, f"that is a redirect loop: {BY_HAND}")
            seen.add(target.url)
        raise errand.failure(TooManyRedirects, f"that is redirect {REDIRECTS + 1}: {BY_HAND}")

    def get_all(
        self, urls: Iterable[str], progress: Callable[[int, int], None] | None = None
    ) -> Iterator[Captured | Failure]:
        """Yield the result for each of ``urls`` in order: hosts in parallel, one request at a time to each.

        ``progress`` is called in the caller's thread with the number done and the total.
        """
        return several(self.get, list(urls), progress)

    def _next(self, target: Target, answer: Answer, errand: Errand) -> Target:
        """Return the target of a redirect. Raises BadStatus for any other answer without a page."""
        location = answer.headers.get("location")
        if answer.status in REDIRECT and location:
            return redirected(target, location, errand)
        phrase = f"{answer.status} {responses.get(answer.status, '')}".rstrip()
        raise errand.failure(BadStatus, f"answered {phrase}: {ADVICE.get(answer.status, 'try later')}")

    def _answer(self, target: Target, errand: Errand) -> Answer:
        """Return the answer to a request, made in the host's turn; from the cache if unchanged."""
        kept = self._cache.find(target.url, self._settings.max_bytes)
        for waits in range(WAITS + 1):
            with self._pace.turn(target.host, errand):
                conditions = kept.conditions if kept else {}
                answer = self._exchange.ask(target, errand, self._settings.max_bytes, conditions, cut=False)
                asked = answer.headers.get("retry-after", "") if answer.status in ASKS_TO_WAIT else ""
                wait_s = retry_after_s(asked, self._outside.now())
                if wait_s is None or waits == WAITS or wait_s > LONGEST_WAIT_S:
                    break
                if not self._pace.hold(target.host, wait_s):
                    break
        if answer.status == 304 and kept:
            return Answer(status=200, headers=kept.headers, data=kept.data)
        self._keep(target, answer)
        return answer

    def _keep(self, target: Target, answer: Answer) -> None:
        if answer.status not in WITH_PAGE:
            return
        headers = answer.headers
        if "no-store" in headers.get("cache-control", "").lower() or headers.get("vary", "").strip() == "*":
            self._cache.drop(target.url)
            return
        self._cache.keep(
            Kept(
                url=target.url,
                data=answer.data,
                media_type=media_type(answer),
                etag=headers.get("etag"),
                last_modified=headers.get("last-modified"),
            )
        )

    def _robots_answer(self, target: Target, errand: Errand) -> Answer:
        """Return the answer to the request for a robots.txt, after redirects."""
        for hop in range(ROBOTS_REDIRECTS + 1):
            with self._pace.turn(target.host, errand, counts=hop > 0):
                answer = self._exchange.ask(target, errand, ROBOTS_BYTES, {}, cut=True)
            location = answer.headers.get("location")
            if answer.status not in REDIRECT or not location:
                return answer
            target = redirected(target, location, errand)
        return answer


def retry_after_s(asked: str, now_s: float) -> float | None:
    """Return the seconds that a Retry-After header asks for, as a number or date; None if it is neither."""
    asked = asked.strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        return max(0.0, parsedate_to_datetime(asked).timestamp() - now_s)
    except (ValueError, OverflowError, OSError):
        return None


def media_type(answer: Answer) -> str | None:
    """Return the declared media type, if it is plausible."""
    declared = answer.headers.get("content-type", "")
    return declared if MEDIA_TYPE.fullmatch(declared) else None


def user_agent(settings: Settings) -> str:
    """Return the user agent: name, version, and the user's contact. Raises UsageError if it is not a valid header."""
    from importlib.metadata import PackageNotFoundError, version

    if settings.contact and not CONTACT.fullmatch(settings.contact):
        raise UsageError(
            "contact must be one line of ASCII characters: an address or a page such as https://my.example/"
        )
    try:
        name = f"Rashomon/{version('rashomon')}"
    except PackageNotFoundError:
        name = "Rashomon"
    return f"{name} (+{settings.contact})" if settings.contact else name
