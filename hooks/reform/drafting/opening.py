"""Opens a document whatever it turns out to be: what it is, is told by its bytes, not by its name.

Files come from strangers. Each is read by a process of its own with bounds of time and memory; what
cannot be read is told in words (``problems.yaml``, codes ``document-…``).
"""

import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from reform.drafting.blocks import Reading, from_plain
from reform.drafting.reading import IS_SCAN
from reform.problems import DataError, Problem

LARGEST = 60 * 1024 * 1024
"""Bytes of the largest document that is read."""
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 3_000
SECONDS = 120
"""How long a document may take to be read; character recognition gets more."""
SCAN_SECONDS = 900

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_document(path: Path) -> Reading:
    """Read a document; raises DataError where it cannot be read, with what to do about it."""
    kind = kind_of(path)
    told = _answer(path, kind)
    if told.get("refused") == IS_SCAN:
        kind = "picture"
        told = _answer(path, kind)
    if "refused" in told:
        raise _refusal(path, told["refused"], **{"kind": kind, **told["values"]})
    reading = from_plain(told)
    if not reading.pieces:
        raise _refusal(path, "document-empty")
    return reading


def _answer(path: Path, kind: str) -> dict[str, Any]:
    """What a process of its own makes of the file."""
    limit = SCAN_SECONDS if kind == "picture" else SECONDS
    command = [sys.executable, "-m", "reform.drafting.reading", kind, str(path.absolute())]
    folder = str(Path(__file__).resolve().parents[2])
    known = {**os.environ, "PYTHONPATH": folder}
    try:
        done = subprocess.run(command, capture_output=True, timeout=limit, env=known, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        raise _refusal(path, "document-too-slow", seconds=str(limit)) from None
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        code = "document-too-heavy" if done.returncode < 0 else "document-broken"
        raise _refusal(path, code, kind=kind) from None
    return found


def kind_of(path: Path) -> str:
    """What a file is: ``docx``, ``pdf``, ``picture`` or ``text``; raises DataError for the rest."""
    try:
        status = path.lstat()
    except OSError:
        raise _refusal(path, "document-missing") from None
    if stat.S_ISLNK(status.st_mode):
        raise _refusal(path, "document-link")
    if not stat.S_ISREG(status.st_mode):
        raise _refusal(path, "document-not-file")
    if status.st_size == 0:
        raise _refusal(path, "document-empty")
    if status.st_size > LARGEST:
        raise _refusal(path, "document-too-large", most=str(LARGEST // 1024 // 1024))
    try:
        with path.open("rb") as file:
            head = file.read(2048)
    except OSError:
        raise _refusal(path, "document-unreadable") from None
    return _kind(path, head)


def _kind(path: Path, head: bytes) -> str:
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK"):
        _refuse_bad_archive(path)
        return "docx"
    if head.startswith(_OLD_WORD):
        code = "document-encrypted" if _holds(path, "EncryptedPackage") else "document-old-word"
        raise _refusal(path, code, kind="docx")
    if head.startswith(_PICTURES):
        return "picture"
    if head.lstrip().startswith(b"{\\rtf"):
        raise _refusal(path, "document-old-word", kind="rtf")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(path, "document-unknown")
    return "text"


def _holds(path: Path, name: str) -> bool:
    with path.open("rb") as file:
        return name.encode("utf-16-le") in file.read(1024 * 1024)


def _refuse_bad_archive(path: Path) -> None:
    """A ``.docx`` is an archive; one that would unpack to too much is not unpacked at all."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise _refusal(path, "document-broken", kind="docx") from None
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise _refusal(path, "document-too-heavy", kind="docx")
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        raise _refusal(path, "document-not-word")
    if any(part.flag_bits & 1 for part in parts):
        raise _refusal(path, "document-encrypted", kind="docx")


def _refusal(path: Path, code: str, **values: str) -> DataError:
    return DataError((Problem(path.name, 0, code, {"name": path.name, **values}),))
