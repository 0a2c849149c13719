"""The vectors of a library in one file beside it that is mapped into memory: a cache, made anew where it is gone.

It only grows: a vector that is replaced gets a new number, and one whose number is gone from the table is passed over
by who looks the number up. So several processes may read the file while another writes a longer one in its place.
"""

from __future__ import annotations

import os
import struct
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from rashomon.library.schema import vector
from rashomon.library.terms import DIMENSIONS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from sqlalchemy import Connection

    from rashomon.library.opening import Store

__all__ = ["VectorFile"]

MAGIC = b"rashomon-vectors/1\n"
RECORD = 16 + 2 * DIMENSIONS
"""Bytes of a vector: its number, its version's number, and the float16 themselves."""
BATCH = 10_000
AHEAD = 5_000
"""Vectors that are kept in memory beside the file before a longer file is written."""


class VectorFile:
    """All vectors of a library, as arrays: `versions`, and `near` for how near each is to a vector."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        self._path = _path(store, folder)
        self._mapped: npt.NDArray[np.void] | None = None
        self._newer: list[tuple[int, int, bytes]] = []

    def near(
        self, connection: Connection, asked: npt.NDArray[np.float16]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return the number of each version and its cosine to ``asked``."""
        import numpy as np

        self._read_on(connection)
        parts = [] if self._mapped is None else [self._mapped]
        if self._newer:
            parts.append(_array(self._newer))
        versions = [p["version"] for p in parts]
        target = asked.astype(np.float32)
        cosines = [
            part["data"][at : at + BATCH].astype(np.float32) @ target
            for part in parts
            for at in range(0, len(part), BATCH)
        ]
        if not parts:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return np.concatenate(versions), np.concatenate(cosines)

    def _read_on(self, connection: Connection) -> None:
        """Read what was added since the last time; write a new file when that is much."""
        if self._mapped is None and not self._newer:
            self._mapped = _opened(self._path)
        last = (
            self._newer[-1][0]
            if self._newer
            else int(self._mapped["number"][-1])
            if self._mapped is not None and len(self._mapped)
            else 0
        )
        top = connection.execute(select(vector.c.number).order_by(vector.c.number.desc()).limit(1)).scalar() or 0
        if top < last:  # another library stands in its place now
            self._mapped, self._newer, last = None, [], 0
        if top == last:
            return
        rows = connection.execute(
            select(vector.c.number, vector.c.version, vector.c.data)
            .where(vector.c.number > last)
            .order_by(vector.c.number)
        )
        self._newer += [(r.number, r.version, r.data) for r in rows if len(r.data) == 2 * DIMENSIONS]
        if len(self._newer) >= AHEAD:
            self._write()

    def _write(self) -> None:
        """Write a longer file in place of the old one; without a folder, or where it cannot be written, do without."""
        import numpy as np

        newer = _array(self._newer)
        whole = newer if self._mapped is None else np.concatenate([self._mapped, newer])
        if self._path is not None:
            with suppress(OSError):
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                handle, name = tempfile.mkstemp(prefix=".rashomon-", dir=self._path.parent)
                try:
                    with os.fdopen(handle, "wb") as file:
                        file.write(MAGIC + struct.pack("<q", len(whole)))
                        file.write(whole.tobytes())
                    Path(name).replace(self._path)
                except OSError:
                    Path(name).unlink(missing_ok=True)
                    raise
                mapped = _opened(self._path)
                if mapped is not None and len(mapped) == len(whole):
                    whole = mapped
        self._mapped, self._newer = whole, []


def _path(store: Store, folder: Path | None) -> Path | None:
    """Return where the file stands: beside a library that is a file, else in the cache folder."""
    if store.is_sqlite:
        return Path(f"{store.name}-vectors") if store.name not in ("", ":memory:") else None
    return folder / f"vectors-{sha256(store.name.encode()).hexdigest()[:16]}" if folder else None


def _type() -> np.dtype[np.void]:
    import numpy as np

    return np.dtype([("number", "<i8"), ("version", "<i8"), ("data", "<f2", (DIMENSIONS,))])


def _array(rows: list[tuple[int, int, bytes]]) -> npt.NDArray[np.void]:
    import numpy as np

    out = np.zeros(len(rows), _type())
    out["number"] = [r[0] for r in rows]
    out["version"] = [r[1] for r in rows]
    out["data"] = np.frombuffer(b"".join(r[2] for r in rows), "<f2").reshape(len(rows), DIMENSIONS)
    return out


def _opened(path: Path | None) -> npt.NDArray[np.void] | None:
    """Return the vectors of a file; None where there is none, or it is not whole."""
    import numpy as np

    start = len(MAGIC) + 8
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(start)
            size = os.fstat(file.fileno()).st_size
            if len(head) < start or not head.startswith(MAGIC):
                return None
            (count,) = struct.unpack("<q", head[-8:])
            if count < 1 or size != start + count * RECORD:
                return None
            return np.memmap(file, dtype=_type(), mode="r", offset=start, shape=(count,))
    except (OSError, ValueError):
        return None
