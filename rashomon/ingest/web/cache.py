"""Pages kept on disk, so that a server need only say that nothing has changed.

Every page is asked for again each time, with the ETag and the date it came with; what is kept saves the transfer.
One file a page, named by the hash of its address, so that no address names a file. A file that is damaged, foreign or
of another version is as good as none. The folder is the user's alone: it tells what he read.
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
"""Files that may be deleted, with those whose writing broke off: the folder may hold others' too."""
UNFINISHED = "rashomon-"
ABANDONED_S = 3600.0
CONDITION = re.compile(r"[\x20-\x7e]{1,1000}")
"""What may be sent back to a server in a header."""
HEAD_BYTES = 50_000
"""More than stands in a file beside its page."""
FILL = 0.9
"""How full the cache is left when it was too full."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was answered."""

    url: str
    data: bytes
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What is known of the headers it came with."""
        return {"content-type": self.media_type} if self.media_type else {}

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for the page only if it has changed."""
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in conditions.items() if value and CONDITION.fullmatch(value)}


class Cache:
    """A folder of pages of at most ``max_bytes``; those not asked for longest go first. 0 or no folder keeps nothing.

    What the disk refuses is not kept: the cache only saves time, and no article is lost for it.
    """

    def __init__(self, folder: Path | None, max_bytes: int) -> None:
        self._folder = folder or Path()
        self._max_bytes = max_bytes if folder else 0
        self._held_bytes: int | None = None
        self._lock = threading.Lock()

    def find(self, url: str, limit_bytes: int) -> Kept | None:
        """What is kept of ``url``, if it is whole and its page of at most ``limit_bytes``."""
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
        """Keep a page that can be asked for conditionally; whole or not at all."""
        packed = msgspec.msgpack.encode(kept)
        if not kept.conditions or len(packed) > self._max_bytes // 4:
            return
        with contextlib.suppress(OSError), self._lock:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(self._path(kept.url), MAGIC + hashlib.sha256(packed).digest() + packed)
            if self._held_bytes is None or self._held_bytes > self._max_bytes:
                self._held_bytes = self._tidy()

    def drop(self, url: str) -> None:
        """Forget a page."""
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
        """Delete the pages that were not asked for longest until the rest fits; the bytes it then holds."""
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
