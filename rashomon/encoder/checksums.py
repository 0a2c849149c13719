"""Checksums of the model files.

`data/checksums.txt` lists the files of this package, `data/parser.txt` those of the parser, in the format of
`sha256sum`. A truncated or replaced model would still give answers, but wrong ones, so it is refused.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from hashlib import file_digest, sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import DamagedInstallation

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["check_folder", "checked", "pipeline_checksum", "released"]


def released() -> dict[str, str]:
    """The checksums of the model files of this package, by name."""
    return dict(_listed("checksums.txt"))


def pipeline_checksum(names: Iterable[str]) -> dict[str, str]:
    """SHA-256 of the meta.json of the first spaCy pipeline of ``names`` that is installed, by its name; else empty."""
    for name in names:
        found = None
        with suppress(ImportError, ValueError):  # a folder's path is no module's name
            found = find_spec(name)
        folder = Path(found.origin).parent if found is not None and found.origin else Path(name)
        if (meta := folder / "meta.json").is_file():
            return {name: sha256(meta.read_bytes()).hexdigest()}
    return {}


def checked(name: str) -> bytes:
    """Return the content of a file in `data`. Raises DamagedInstallation if it differs from the released file."""
    path = files("rashomon.encoder") / "data" / name
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    if sha256(content).hexdigest() != _listed("checksums.txt").get(name):
        raise _damaged(path, "rashomon")
    return content


def check_folder(folder: Path, listed: str, package: str) -> None:
    """Check the files of a folder that a list in `data` names; ignore all others.

    Raises DamagedInstallation, which says to reinstall ``package``, for the first file that differs.
    """
    for name, expected in _listed(listed).items():
        path = folder / name
        try:
            with path.open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
        except OSError:
            found = ""
        if found != expected:
            raise _damaged(path, package)


def _damaged(path: object, package: str) -> DamagedInstallation:
    return DamagedInstallation(f"{path} is missing or not the file that was released: reinstall {package}")


@cache
def _listed(name: str) -> dict[str, str]:
    """Return the checksums of a list in `data`, by file name."""
    path = files("rashomon.encoder") / "data" / name
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        raise _damaged(path, "rashomon") from None
    return {file: checksum for checksum, _, file in (line.partition("  ") for line in lines)}
