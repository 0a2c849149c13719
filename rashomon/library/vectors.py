"""The vectors of a library in files that are mapped into memory: caches, made anew where they are gone.

`ArticleVectors` has one for each article, `StatementVectors` the signs of those of its statements. A file only grows: a
vector that is replaced gets a new number, and the file is cleared of old ones when a longer one is written in its
place. So several processes may read it meanwhile, and several threads use what was read.
"""

from __future__ import annotations

import os
import struct
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from rashomon.library.schema import statement_vector, vector
from rashomon.library.terms import DIMENSIONS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from sqlalchemy import Connection, Table

    from rashomon.library.opening import Store

    Block = Mapping[str, npt.NDArray[Any]]

__all__ = ["ArticleVectors", "StatementVectors", "cosines", "quantised"]

MAGIC = b"rashomon-vectors/2\n"
BATCH = 32_768
"""Vectors that are computed with at once: what fits into the processor's cache."""
AHEAD = 2_000
"""Articles that are kept in memory beside the file before a longer file is written."""
ROWS = {"number": "<i8", "version": "<i8"}
SIZE = 384
"""Numbers in the vector of a statement."""
WORDS = SIZE // 64


class _VectorFile:
    """What a table of vectors holds, as blocks of columns: one mapped from a file, one of what came since."""

    table: ClassVar[Table]
    kind: ClassVar[str]
    per_row: ClassVar[Mapping[str, str]] = {}
    per_item: ClassVar[Mapping[str, str]] = {}
    """Columns with several items for a row of the table; their number is in the column ``count``."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        self._path = _path(store, folder, self.kind)
        self._lock = threading.Lock()
        self._mapped: Block | None = None
        self._newer: Block | None = None

    def columns(self, rows: Sequence[Any]) -> Block:
        """Return the columns of rows of the table."""
        raise NotImplementedError

    def blocks(self, connection: Connection) -> list[Block]:
        """Return all columns, up to date; what was returned does not change any more."""
        with self._lock:
            self._read_on(connection)
            return [b for b in (self._mapped, self._newer) if b is not None and len(b["number"])]

    def _read_on(self, connection: Connection) -> None:
        if self._mapped is None and self._newer is None:
            self._mapped = self._opened()
        held = [b for b in (self._mapped, self._newer) if b is not None and len(b["number"])]
        last = int(held[-1]["number"][-1]) if held else 0
        numbers = self.table.c.number
        top = connection.execute(select(numbers).order_by(numbers.desc()).limit(1)).scalar() or 0
        if top < last:  # another library stands in its place now
            self._mapped, self._newer, last = None, None, 0
        if top == last:
            return
        chosen = select(numbers, self.table.c.version, self.table.c.data).where(numbers > last).order_by(numbers)
        for rows in connection.execute(chosen.execution_options(yield_per=AHEAD)).partitions():
            new = self.columns(rows)
            self._newer = new if self._newer is None else _joined(self._newer, new)
            if len(self._newer["number"]) >= AHEAD:
                self._write()

    def _write(self) -> None:
        """Write a longer file in place of the old one; without a folder, or where it cannot be written, do without."""
        parts = [_current(b) for b in _latest([b for b in (self._mapped, self._newer) if b is not None])]
        if self._path is not None:
            with suppress(OSError):
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                handle, name = tempfile.mkstemp(prefix=".rashomon-", dir=self._path.parent)
                try:
                    with os.fdopen(handle, "wb") as file:
                        self._write_to(file, parts)
                    Path(name).replace(self._path)
                except OSError:
                    Path(name).unlink(missing_ok=True)
                    raise
                mapped = self._opened()
                if mapped is not None and len(mapped["number"]) == sum(len(p["number"]) for p in parts):
                    self._mapped, self._newer = mapped, None
                    return
        whole = parts[0]
        for part in parts[1:]:
            whole = _joined(whole, part)
        self._mapped, self._newer = whole, None

    def _write_to(self, file: IO[bytes], parts: Sequence[Block]) -> None:
        counts = (sum(len(p["number"]) for p in parts), self._items(parts))
        file.write(MAGIC + struct.pack("<qq", *counts))
        for name in (*ROWS, *self.per_row, *self.per_item):
            for part in parts:
                file.write(part[name].tobytes())

    def _items(self, parts: Sequence[Block]) -> int:
        first = next(iter(self.per_item), None)
        return 0 if first is None else sum(len(p[first]) for p in parts)

    def _opened(self) -> Block | None:
        """Return the columns of the file; None where there is none, or it is not whole."""
        import numpy as np

        if self._path is None:
            return None
        try:
            with self._path.open("rb") as file:
                head = file.read(len(MAGIC) + 16)
                if len(head) < len(MAGIC) + 16 or not head.startswith(MAGIC):
                    return None
                rows, items = struct.unpack("<qq", head[len(MAGIC) :])
                sizes = {**dict.fromkeys((*ROWS, *self.per_row), rows), **dict.fromkeys(self.per_item, items)}
                types = {n: np.dtype(t) for n, t in {**ROWS, **self.per_row, **self.per_item}.items()}
                size = os.fstat(file.fileno()).st_size
                if rows < 1 or items < 0 or size != len(head) + sum(types[n].itemsize * sizes[n] for n in sizes):
                    return None
                at, out = len(head), {}
                for name, many in sizes.items():
                    mapped = np.memmap(file, np.uint8, "r", at, (types[name].itemsize * many,))
                    out[name] = mapped.view(np.ndarray).view(types[name])
                    at += types[name].itemsize * many
                return out
        except (OSError, ValueError):
            return None


class ArticleVectors(_VectorFile):
    """The meaning of every article: a vector of its words."""

    table = vector
    kind = "articles"
    per_row: ClassVar = {"data": f"({DIMENSIONS},)<f2"}

    def columns(self, rows: Sequence[Any]) -> Block:
        import numpy as np

        kept = [r for r in rows if len(r.data) == 2 * DIMENSIONS]
        data = np.frombuffer(b"".join(r.data for r in kept), "<f2").reshape(len(kept), DIMENSIONS)
        return {**_keys(kept), "data": data}

    def near(
        self, connection: Connection, asked: npt.NDArray[np.float16]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """Return the number of each version and its cosine to ``asked``."""
        import numpy as np

        target = asked.astype(np.float32)
        versions, found = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
        for block in self.blocks(connection):
            versions.append(block["version"])
            data = block["data"].reshape(-1, DIMENSIONS)
            found += [data[at : at + BATCH].astype(np.float32) @ target for at in range(0, len(data), BATCH)]
        return np.concatenate(versions), np.concatenate(found)


class StatementVectors(_VectorFile):
    """The meaning of every statement: the signs of its vector, by which the nearest ones are found soon.

    What is near by signs is held against the whole vectors then, which stay in the database (Yamada et al. 2021).
    """

    table = statement_vector
    kind = "statements"
    per_row: ClassVar = {"count": "<i8"}
    per_item: ClassVar = {f"bits{n}": "<u8" for n in range(WORDS)}

    def columns(self, rows: Sequence[Any]) -> Block:
        import numpy as np

        kept = [r for r in rows if r.data and len(r.data) % SIZE == 0]
        vectors = np.frombuffer(b"".join(r.data for r in kept), np.int8).reshape(-1, SIZE)
        bits = np.packbits(vectors > 0, axis=1).view("<u8") if len(vectors) else np.zeros((0, WORDS), "<u8")
        counts = np.array([len(r.data) // SIZE for r in kept], np.int64)
        return {**_keys(kept), "count": counts, **{f"bits{n}": bits[:, n].copy() for n in range(WORDS)}}

    def distances(
        self, connection: Connection, asked: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint16]]:
        """Return the number of each version and in how many signs its nearest statement differs from ``asked``."""
        import numpy as np

        target = np.packbits(asked > 0).view("<u8")
        versions, found = [np.zeros(0, np.int64)], [np.zeros(0, np.uint16)]
        for block in self.blocks(connection):
            count = block["count"]
            total = _differing([block[name] for name in self.per_item], target)
            versions.append(block["version"])
            found.append(np.minimum.reduceat(total, np.cumsum(count) - count))
        return np.concatenate(versions), np.concatenate(found)


def _differing(columns: Sequence[npt.NDArray[np.uint64]], target: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint16]:
    """Return in how many bits each row of columns differs from ``target``, in parts that stay in the cache."""
    import numpy as np

    many = len(columns[0])
    total = np.zeros(many, np.uint16)
    words, bits = np.empty(BATCH, np.uint64), np.empty(BATCH, np.uint8)
    for at in range(0, many, BATCH):
        part = total[at : at + BATCH]
        word, bit = words[: len(part)], bits[: len(part)]
        for column, asked in zip(columns, target, strict=True):
            np.bitwise_xor(column[at : at + BATCH], asked, out=word)
            np.bitwise_count(word, out=bit)
            np.add(part, bit, out=part)
    return total


def quantised(vectors: npt.NDArray[np.float32]) -> bytes:
    """Return vectors as int8, each by its own largest number: only directions count."""
    import numpy as np

    largest = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    whole: npt.NDArray[np.int8] = np.rint(vectors / largest * 127).astype(np.int8)
    return whole.tobytes()


def cosines(data: Sequence[bytes], asked: npt.NDArray[np.float32]) -> list[npt.NDArray[np.float32]]:
    """Return the cosine to a unit vector of each vector in each of several values that `quantised` wrote."""
    import numpy as np

    vectors = np.frombuffer(b"".join(data), np.int8).reshape(-1, SIZE).astype(np.float32)
    norms = np.maximum(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)), 1.0)
    ends = np.cumsum([len(d) // SIZE for d in data])
    return np.split(vectors @ asked / norms, ends[:-1])


def _keys(rows: Sequence[Any]) -> dict[str, npt.NDArray[Any]]:
    import numpy as np

    return {name: np.array([getattr(r, name) for r in rows], np.int64) for name in ROWS}


def _joined(one: Block, other: Block) -> Block:
    import numpy as np

    return {name: np.concatenate([column, other[name]]) for name, column in one.items()}


def _latest(blocks: Sequence[Block]) -> Iterator[tuple[Block, npt.NDArray[np.bool_]]]:
    """Yield blocks with which of their rows are the newest of their versions."""
    import numpy as np

    versions = np.concatenate([b["version"] for b in blocks])
    newest = np.zeros(len(versions), bool)
    newest[len(versions) - 1 - np.unique(versions[::-1], return_index=True)[1]] = True
    at = 0
    for block in blocks:
        yield block, newest[at : at + len(block["version"])]
        at += len(block["version"])


def _current(given: tuple[Block, npt.NDArray[np.bool_]]) -> Block:
    """Return the rows of a block that are marked, and their items."""
    import numpy as np

    block, marked = given
    if marked.all():
        return block
    items = np.repeat(marked, block["count"]) if "count" in block else marked
    return {name: column[items if name.startswith("bits") else marked] for name, column in block.items()}


def _path(store: Store, folder: Path | None, kind: str) -> Path | None:
    """Return where the file stands: beside a library that is a file, else in the cache folder."""
    if store.is_sqlite:
        return Path(f"{store.name}-{kind}") if store.name not in ("", ":memory:") else None
    return folder / f"{kind}-{sha256(store.name.encode()).hexdigest()[:16]}" if folder else None
