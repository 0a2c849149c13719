"""Mailboxes (mbox), read mail by mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from rashomon.ingest.byte_streams import BROKEN, reason
from rashomon.ingest.captured import Captured
from rashomon.types import Failure

if TYPE_CHECKING:
    import io

    from rashomon.settings import Settings

__all__ = ["read_mailbox"]

MBOX_START = b"From "


def read_mailbox(stream: io.BufferedIOBase | BinaryIO, name: str, settings: Settings) -> Iterator[Captured | Failure]:
    """Yield the mails of an mbox one by one; a mail over the size limit yields a Failure."""
    number, size = 0, 0
    lines: list[bytes] = []
    blank = True
    while True:
        try:
            line = stream.readline(settings.max_bytes + 1)
        except BROKEN as error:
            yield Failure(name, f"after mail {number}, {reason(error)}")
            line = b""
        if not line or (blank and line.startswith(MBOX_START)):
            if size > settings.max_bytes:
                yield Failure(f"{name}#{number}", f"is larger than the limit of {settings.max_bytes:,} bytes")
            elif lines:
                yield Captured(name=f"{name}#{number}", data=b"".join(lines), media_type="message/rfc822")
            if not line:
                return
            number, size = number + 1, 0
            lines = []
            continue
        blank = not line.strip()
        size += len(line)
        if size > settings.max_bytes:
            lines = []
        else:
            lines.append(line[1:] if line.startswith(b">From ") else line)
