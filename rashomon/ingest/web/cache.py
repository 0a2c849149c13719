"""A cache of pages on disk, always revalidated with the server.

Every page is requested each time, with its stored ETag and date; the cache only saves the transfer. There is one file
per page, named by the hash of its address. Files that are damaged, foreign or of another version are ignored. The
folder is private, since it shows what the user read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import threading
import time
from pathlib import Path

import msgspec

__all__ = ["Cache", "Kept"]

MAGIC = b"rashomon-page/1\n"
DIGEST_BYTES = 32
SUFFIX = ".page"
OURS = re.compile(r"[0-9a-f]{64}\.page")
"""Files that may be deleted, incompletely written ones included; the folder may contain other files."""
UNFINISHED = "rashomon-"
ABANDONED_S = 3600.0
CONDITION = re.compile(r"[\x20-\x7e]{1,1000}")
"""Values that may be sent back to a server in a header."""
HEAD_BYTES = 50_000
"""Most bytes in a file apart from its page."""
FILL = 0.9
"""Share of its limit to which a full cache is reduced."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A stored answer."""

    url: str
    data: bytes
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The stored headers of the answer."""
        return {"content-type": self.media_type} if self.media_type else {}

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that request the page only if it has changed."""
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in conditions.items() if value and CONDITION.fullmatch(value)}


class Cache:
    """A folder of pages of at most ``max_bytes``; the least recently used ones are deleted. 0 or no folder disables it.

    Errors of the disk are ignored: the cache only saves time.
    """

    def __init__(self, folder: Path | None, max_bytes: int) -> None:
        self._folder = folder or Path()
        self._max_bytes = max_bytes if folder else 0
        self._held_bytes: int | None = None
        self._lock = threading.Lock()

    def find(self, url: str, limit_bytes: int) -> Kept | None:
        """Return the stored answer for ``url``, if complete and of at most ``limit_bytes``."""
        if not self._max_bytes:
            return None
        path = self._path(url)
        try:
            if path.stat().st_size > limit_bytes + HEAD_BYTES:
                return None
            raw = path.read_bytes()
        except OSError:
            return None
        start = len(MAGIC) + DIGEST_BYTES
        packed = raw[start:]
        if raw[:start] != MAGIC + hashlib.sha256(packed).digest():
            return None
        try:
            kept = msgspec.msgpack.decode(packed, type=Kept)
        except msgspec.DecodeError:
            return None
        if kept.url != url or len(kept.data) > limit_bytes:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return kept

    def keep(self, kept: Kept) -> None:
        """Store an answer that can be revalidated, completely or not at all."""
        packed = msgspec.msgpack.encode(kept)
        if not kept.conditions or len(packed) > self._max_bytes // 4:
            return
        with contextlib.suppress(OSError), self._lock:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self._path(kept.url), MAGIC + hashlib.sha256(packed).digest() + packed)
            if self._held_bytes is None or self._held_bytes > self._max_bytes:
                self._held_bytes = self._tidy()

    def drop(self, url: str) -> None:
        """Remove a page."""
        with contextlib.suppress(OSError):
            self._path(url).unlink()

    def _write(self, path: Path, data: bytes) -> None:
        handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        if self._held_bytes is not None:
            self._held_bytes += len(data)

    def _tidy(self) -> int:
        """Delete the least recently used pages until the rest fits; return the bytes left."""
        pages = []
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError):
                state = path.lstat()
                if OURS.fullmatch(path.name):
                    pages.append((state.st_mtime, state.st_size, path))
                elif path.name.startswith(UNFINISHED) and time.time() - state.st_mtime > ABANDONED_S:
                    path.unlink()
        held = sum(size for _, size, _ in pages)
        if held <= self._max_bytes:
            return held
        for _, size, path in sorted(pages):
            if held <= self._max_bytes * FILL:
                break
            path.unlink(missing_ok=True)
            held -= size
        return held

    def _path(self, url: str) -> Path:
        return self._folder / (hashlib.sha256(url.encode()).hexdigest() + SUFFIX)
