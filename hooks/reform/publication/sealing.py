"""The last work on a folder before it is published: permissions, checksums, compression."""

import gzip
import hashlib
from collections.abc import Iterator
from filecmp import cmp
from functools import partial
from os import utime
from pathlib import Path

import brotli

from reform.workers import each, tracked

CHECKSUMS = "SHA256SUMS"
"""As ``sha256sum --check`` reads it; its own digest names the release."""

SIGNATURE = f"{CHECKSUMS}.minisig"
COMPRESSED = (".gz", ".br")
"""Twins of files, made of them: they stand in no list, for another zlib writes other bytes."""

_TEXTS = {".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".txt", ".xml"}
_AT_ONCE = 32
"""So many files are handed to a process at a time."""
_LEAST = 256
"""Bytes below which compression gains nothing."""

_QUALITY = 7
"""Of Brotli's eleven: 0.3 per cent larger than nine in a twelfth of its time, with a window no
larger than the file."""


def seal(folder: Path, previous: Path | None = None) -> str:
    """Make a built folder ready to be served; returns the digest of its content.

    A file that is the same in the ``previous`` release keeps its time, so that a reader's copy of
    it stays good, and its compressed twins.
    """
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)  # whatever umask the build ran under
    folder.chmod(0o755)
    sums = checksums(folder)
    (folder / CHECKSUMS).write_text(sums, "utf-8")
    (folder / CHECKSUMS).chmod(0o644)
    finish = partial(_finish_in, folder, previous)
    files = list(_files(folder))
    for _ in tracked(each(finish, files, _AT_ONCE), len(files), "compression"):
        pass
    return digest(sums.encode())[:12]


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def checksums(folder: Path) -> str:
    """A line for every file that a build makes, in the order of their names."""
    files = [path for path in _files(folder) if path.name not in {CHECKSUMS, SIGNATURE}]
    return "".join(each(partial(_line, folder), files, _AT_ONCE))


def _line(folder: Path, path: Path) -> str:
    return f"{digest(path.read_bytes())}  {path.relative_to(folder).as_posix()}\n"


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and path.suffix not in COMPRESSED:
            yield path


def twin(path: Path, ending: str) -> Path:
    """The compressed file beside a file."""
    return path.with_name(path.name + ending)


def _finish_in(folder: Path, previous: Path | None, path: Path) -> None:
    _finish(path, previous / path.relative_to(folder) if previous else None)


def _finish(path: Path, before: Path | None) -> None:
    same = before is not None and before.is_file() and cmp(path, before, shallow=False)
    if before is not None and same:
        utime(path, ns=(before.stat().st_mtime_ns, before.stat().st_mtime_ns))
    if path.suffix not in _TEXTS or path.stat().st_size < _LEAST:
        return
    for ending in COMPRESSED:
        old = twin(before, ending) if before is not None and same else None
        made = old.read_bytes() if old and old.is_file() else _compressed(path, ending)
        twin(path, ending).write_bytes(made)
        twin(path, ending).chmod(0o644)


def _compressed(path: Path, ending: str) -> bytes:
    content = path.read_bytes()
    if ending == ".gz":
        return gzip.compress(content, 9, mtime=0)
    made: bytes = brotli.compress(content, quality=_QUALITY, lgwin=_window(content))
    return made


def _window(content: bytes) -> int:
    """The binary logarithm of how far back a repetition is looked for: no further than it goes."""
    return max(16, min(22, len(content).bit_length()))
