"""What an earlier build wrote is written again as it is, where all that it was made from is the
same: recorded as a digest of the inputs themselves, never guessed from names or times.
"""

import hashlib
import io
import json
import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from copyreg import dispatch_table
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from reform.build_cache import digest

Written = tuple[tuple[str, str], ...]
"""Address and SHA-256 of every file that a piece of a site consists of."""


@dataclass(frozen=True)
class Download:
    """One file."""

    address: str
    content: bytes


@dataclass(frozen=True)
class Piece:
    """Some files of a site that are made together."""

    make: Callable[[], Iterable[Download]]
    inputs: Callable[[], Any] | None = None
    """All that the files follow from, besides what the whole site has in common; None where
    making them takes no longer than comparing.
    """


@dataclass(frozen=True)
class EarlierBuild:
    """The pieces of a site that stands in a folder."""

    folder: Path
    pieces: Mapping[str, Written]
    """Digest of a piece's inputs to its files."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Address to SHA-256 of every file that was written last; unknown to a build that is read."""
    made: int = 0
    """How many pieces had to be made."""

    @classmethod
    def read(cls, folder: Path) -> "EarlierBuild | None":
        """The build in a folder; None where its record is not there or not whole."""
        try:
            record = json.loads(record_of(folder).read_bytes())
            pieces = {
                str(key): tuple((_within(address), str(found)) for address, found in files)
                for key, files in record.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        return cls(folder, pieces)

    def keep_record(self) -> None:
        """Write the record beside the folder; without it the next build only takes longer."""
        beside = record_of(self.folder)
        beside.write_text(json.dumps(self.pieces), "utf-8")

    def put_into(self, folder: Path, key: str) -> Written | None:
        """Put the files of a piece into another folder; None where they are not there as they were
        written.
        """
        files = self.pieces.get(key)
        if files is None:
            return None
        for address, expected in files:
            path = self.folder / address
            try:
                if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
                    return None
                to = folder / address
                to.parent.mkdir(parents=True, exist_ok=True)
                to.unlink(missing_ok=True)
                link_or_copy(path, to)
            except OSError:
                return None
        return files


def record_of(folder: Path) -> Path:
    """Where the record of the build in a folder lies: beside it, for it is not published."""
    return folder.with_name(f"{folder.name}.inputs")


def _within(address: object) -> str:
    """An address that leads nowhere but into the site. Raises ValueError for any other."""
    found = PurePosixPath(str(address))
    if found.is_absolute() or ".." in found.parts:
        raise ValueError(address)
    return str(address)


def link_or_copy(path: Path, to: Path) -> None:
    """Let a file stand in another place too, where there is none; its bytes are there once."""
    try:
        os.link(path, to)
    except OSError:
        shutil.copy2(path, to)


def write_piece(
    piece: Piece, folder: Path, common: bytes, earlier: EarlierBuild | None
) -> tuple[str, Written, bool]:
    """Have the files of a piece in the folder; the digest of its inputs (empty where there is
    none), the files, and whether they had to be made.
    """
    key = inputs_digest(piece.inputs, common) if piece.inputs else ""
    found = earlier.put_into(folder, key) if earlier and key else None
    if found is not None:
        return key, found, False
    return key, tuple(_write(folder, download) for download in piece.make()), True


def _write(folder: Path, download: Download) -> tuple[str, str]:
    path = folder / download.address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # never into a file that another release shares
    path.write_bytes(download.content)
    return download.address, hashlib.sha256(download.content).hexdigest()


def inputs_digest(inputs: Callable[[], Any], common: bytes) -> str:
    """A digest of values, down to the last; empty where one of them cannot be written down."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, protocol=5)
    pickler.dispatch_table = _AS_WRITTEN
    try:
        pickler.dump(inputs())
    except (pickle.PicklingError, TypeError, AttributeError):
        return ""
    return digest(common, buffer.getvalue()).hex()


_AS_WRITTEN = {**dispatch_table, MappingProxyType: lambda proxy: (dict, (dict(proxy),))}


def code_of(folders: Iterable[Path]) -> Iterator[bytes]:
    """Name and content of every file below some folders, for what all pieces have in common."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()
