"""Parses addresses once: the same scheme, host and port are checked, resolved and connected to."""

from __future__ import annotations

import re

import msgspec

from rashomon.errors import ForbiddenAddress
from rashomon.ingest.web.public_addresses import HOST
from rashomon.ingest.web.request_state import Errand, shown

__all__ = ["Target", "redirected", "to_target"]

PORTS = {"http": 80, "https": 443}
URL_CHARACTERS = 8_000
HOST_CHARACTERS = 300
"""More than any host with its port has; the conversion to ASCII need not see more."""
IPV6 = re.compile(r"[0-9a-f:.]{2,45}")
AUTHORITY = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{0,30}:)?//([^/?#]*)")


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """An address that can be requested, in ASCII."""

    url: str
    """Without fragment; the key for the cache and the robots rules."""
    scheme: str
    host: str
    """Lower case, without a final dot; an IPv6 address without brackets."""
    port: int
    path: str
    """With the query, percent-encoded."""

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """The Host header: with the port only if it is not the scheme's default."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def to_target(text: str, errand: Errand) -> Target:
    """Parse ``text`` as an address. Raises ForbiddenAddress if it is invalid or not to be fetched."""
    import httpx

    if len(text) > URL_CHARACTERS:
        raise errand.failure(ForbiddenAddress, f"is an address of more than {URL_CHARACTERS:,} characters: shorten it")
    text = text.strip()
    refuse_tricks(text, errand)
    try:
        url = httpx.URL(text)
        port = url.port
    except (httpx.InvalidURL, ValueError) as error:
        raise errand.failure(ForbiddenAddress, f"is not a web address ({shown(str(error))}): check it") from None
    if url.scheme not in PORTS:
        raise errand.failure(ForbiddenAddress, "is neither http nor https: only these two are fetched")
    host = url.raw_host.decode("ascii").removesuffix(".")
    if not (HOST.fullmatch(host) or IPV6.fullmatch(host)):
        raise errand.failure(ForbiddenAddress, "has an invalid host name: check it")
    if port is not None and not 0 < port < 65_536:
        raise errand.failure(ForbiddenAddress, f"has an invalid port ({port}): check it")
    target = Target(
        url="",
        scheme=url.scheme,
        host=host,
        port=port or PORTS[url.scheme],
        path=url.raw_path.decode("ascii") or "/",
    )
    return msgspec.structs.replace(target, url=target.origin + target.path)


def refuse_tricks(text: str, errand: Errand) -> None:
    """Refuse what two parsers of one address could read as different hosts."""
    found = AUTHORITY.match(text)
    authority = found[1] if found else ""
    if len(authority) > HOST_CHARACTERS:
        raise errand.failure(ForbiddenAddress, "has a host name that is too long: check it")
    if "\\" in authority or "\\" in text[:10]:
        raise errand.failure(ForbiddenAddress, "has a backslash in its host name: write a plain address")
    if "@" in authority:
        raise errand.failure(ForbiddenAddress, "contains a user name or password: leave them out")


def redirected(target: Target, location: str, errand: Errand) -> Target:
    """Return the target of a redirect from ``target``. Raises ForbiddenAddress if it is not to be fetched.

    A redirect from https to http is refused: it would expose a request that the user wanted encrypted.
    """
    import httpx

    try:
        joined = str(httpx.URL(target.url).join(location[: URL_CHARACTERS + 1]))
    except (httpx.InvalidURL, ValueError):
        raise errand.failure(ForbiddenAddress, f"redirects to an invalid address: {shown(location)!r}") from None
    errand.via = f"redirects to {shown(joined)}: "
    refuse_tricks(location.strip(), errand)
    new = to_target(joined, errand)
    if target.scheme == "https" and new.scheme == "http":
        raise errand.failure(ForbiddenAddress, "that is without encryption: ask for it by that address if you trust it")
    return new
