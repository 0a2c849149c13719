"""Web addresses as written in feeds, sitemaps and archives."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

__all__ = ["LONGEST", "web_address"]

LONGEST = 2048
"""Most characters of an address, by the sitemap protocol, and of a title or name; longer ones are rejected."""

OF_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f<>\"]")


def web_address(written: str, base: str | None) -> str | None:
    """Return an absolute http or https address; None for any other scheme and for text that is no address."""
    if not written.strip():
        return None
    try:
        url = urljoin(base or "", written.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > LONGEST or OF_NO_ADDRESS.search(url):
        return None
    return url
