"""Copies of documents that lie in ``data/documents``: how large, which bytes, of which type."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MOST_BYTES = 20_000_000
"""The largest copy: readers fetch it on a phone, and git keeps every one for ever."""

_SIGNATURES: Mapping[bytes, str] = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "application/msword",
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEMBERS: Mapping[str, str] = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
}
_MACROS = re.compile(r"(word|xl)/vbaProject\.bin|Basic/.*|Scripts/.*")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"

ENDINGS: Mapping[str, str] = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/msword": "doc",
    f"{_OFFICE}.wordprocessingml.document": "docx",
    f"{_OFFICE}.spreadsheetml.sheet": "xlsx",
    _OPEN_DOCUMENT: "odt",
}
"""Media type of what may be kept to the ending of its name. A page of the web is not kept: it
would run in the site's own name.
"""


@dataclass(frozen=True)
class DocumentCopy:
    """A file of ``data/documents``."""

    size: int
    """Bytes."""
    sha256: str
    """Hexadecimal; empty where the file is larger than is read."""
    media_type: str | None
    """By its bytes, never by its name; None for all that is not kept."""


def read_copy(path: Path) -> DocumentCopy:
    """What a copy is. One that is too large is not read. The file must be a regular one."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        return DocumentCopy(size, "", None)
    content = path.read_bytes()
    return DocumentCopy(size, hashlib.sha256(content).hexdigest(), _media_type(content))


def _media_type(content: bytes) -> str | None:
    for signature, media_type in _SIGNATURES.items():
        if content.startswith(signature):
            return media_type
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if any(map(_MACROS.fullmatch, members)):
        return None
    # An OpenDocument file says what it is in its first member, uncompressed.
    if content[30:].startswith(f"mimetype{_OPEN_DOCUMENT}".encode()) and "content.xml" in members:
        return _OPEN_DOCUMENT
    return next((found for member, found in _MEMBERS.items() if member in members), None)
