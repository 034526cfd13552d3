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
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from reform.build_cache import digest
from reform.downloads import Download, Listing, Piece


@dataclass(frozen=True)
class WrittenFile:
    """A file as it was written."""

    address: str
    sha256: str
    size: int
    """Bytes."""
    modified: str
    """The day on which what it says changed last, as ISO 8601; empty for what is no data."""

    @property
    def listing(self) -> Listing | None:
        """How the list of data files calls it; None for what is no data."""
        if not self.modified:
            return None
        return Listing(self.address, self.size, self.sha256, date.fromisoformat(self.modified))


Written = tuple[WrittenFile, ...]
"""The files that a piece of a site consists of."""


@dataclass(frozen=True)
class EarlierBuild:
    """The pieces of a site that stands in a folder."""

    folder: Path
    pieces: Mapping[str, Written]
    """Digest of a piece's inputs to its files."""
    files: Written = ()
    """Every file that was written last; unknown to a build that is read."""
    made: int = 0
    """How many pieces had to be made."""

    @classmethod
    def read(cls, folder: Path) -> "EarlierBuild | None":
        """The build in a folder; None where its record is not there or not whole."""
        try:
            record = json.loads(record_of(folder).read_bytes())
            pieces = {
                str(key): tuple(_told(*written) for written in files)
                for key, files in record.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        return cls(folder, pieces)

    def keep_record(self) -> None:
        """Write the record beside the folder; without it the next build only takes longer."""
        beside = record_of(self.folder)
        told = {key: [astuple(file) for file in files] for key, files in self.pieces.items()}
        beside.write_text(json.dumps(told), "utf-8")

    def put_into(self, folder: Path, key: str) -> Written | None:
        """Put the files of a piece into another folder; None where they are not there as they were
        written.
        """
        files = self.pieces.get(key)
        if files is None:
            return None
        for file in files:
            path = self.folder / file.address
            try:
                if hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
                    return None
                to = folder / file.address
                to.parent.mkdir(parents=True, exist_ok=True)
                to.unlink(missing_ok=True)
                link_or_copy(path, to)
            except OSError:
                return None
        return files


def record_of(folder: Path) -> Path:
    """Where the record of the build in a folder lies: beside it, for it is not published."""
    return folder.with_name(f"{folder.name}.inputs")


def _told(address: str, sha256: str, size: int, modified: str) -> WrittenFile:
    """A file of a record. Raises ValueError for an address that leads out of the site."""
    found = PurePosixPath(address)
    if found.is_absolute() or ".." in found.parts:
        raise ValueError(address)
    return WrittenFile(address, sha256, int(size), modified)


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
    return key, tuple(write_file(folder, download) for download in piece.make()), True


def write_file(folder: Path, download: Download) -> WrittenFile:
    """Write one file."""
    path = folder / download.address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # never into a file that another release shares
    path.write_bytes(download.content)
    found = hashlib.sha256(download.content).hexdigest()
    modified = download.modified.isoformat() if download.modified else ""
    return WrittenFile(download.address, found, len(download.content), modified)


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
