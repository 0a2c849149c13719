"""The library: articles kept, searched, put together to stories, corrected and followed."""

from __future__ import annotations

from rashomon.library.library import Library

__all__ = ["Library"]
