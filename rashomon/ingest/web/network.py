"""The world as `Web` meets it: looking names up, connecting, the clock. Tests put their own in its place."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import ssl

    from httpcore import NetworkStream

__all__ = ["Outside", "look_up"]


def look_up(host: str, port: int) -> list[str]:
    """Every numeric address that ``host`` stands for, in the system's order of preference; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def dial(address: str, port: int, timeout_s: float) -> NetworkStream:
    """A connection to a numeric address; raises httpcore's ConnectError or ConnectTimeout."""
    import httpcore

    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout_s)


def trust() -> ssl.SSLContext:
    """Whose certificates are believed: certifi's, or those of SSL_CERT_FILE or SSL_CERT_DIR."""
    import httpx

    return httpx.create_ssl_context()


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """Every way out of the program."""

    look_up: Callable[[str, int], list[str]] = look_up
    dial: Callable[[str, int, float], NetworkStream] = dial
    trust: Callable[[], ssl.SSLContext] = trust
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    """Seconds since 1970: what a Retry-After date is held against."""
    sleep: Callable[[float], bool] | None = None
    """Waits so many seconds and returns whether fetching ended meanwhile; None waits until then."""
