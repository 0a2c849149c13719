"""The outside world for `Web`: DNS, sockets, the clock. Tests replace it."""

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
    """Return every numeric address of ``host``, in the system's order of preference. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def dial(address: str, port: int, timeout_s: float) -> NetworkStream:
    """Connect to a numeric address. Raises httpcore's ConnectError or ConnectTimeout."""
    import httpcore

    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout_s)


def trust() -> ssl.SSLContext:
    """Return the trusted certificates: certifi's, or those of SSL_CERT_FILE or SSL_CERT_DIR."""
    import httpx

    return httpx.create_ssl_context()


class Outside(msgspec.Struct, frozen=True, kw_only=True):
    """Every access to the outside."""

    look_up: Callable[[str, int], list[str]] = look_up
    dial: Callable[[str, int, float], NetworkStream] = dial
    trust: Callable[[], ssl.SSLContext] = trust
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    """Seconds since 1970, to evaluate a Retry-After date."""
    sleep: Callable[[float], bool] | None = None
    """Wait so many seconds and return whether fetching ended meanwhile; None for the default."""
