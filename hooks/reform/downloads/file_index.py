"""The list of all that machines read: where, what, how large, of what day, with its checksum."""

import mimetypes
from collections.abc import Iterable
from typing import Any

from reform import addresses
from reform.downloads.download import Listing
from reform.downloads.json_text import rows_bytes
from reform.edition import Edition

MEDIA_TYPES = {
    ".atom": "application/atom+xml",
    ".bib": "text/x-bibtex; charset=utf-8",
    ".cff": "application/yaml",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
"""Ending to media type; servers must send the same (``deploy/``)."""


def media_type(address: str) -> str:
    """What a file is, by its ending."""
    ending = f".{address.rpartition('.')[2]}"
    return MEDIA_TYPES.get(ending) or mimetypes.types_map.get(ending, "application/octet-stream")


def file_index(files: Iterable[Listing], edition: Edition) -> bytes:
    """``index.json``: each file with its address and the day of its last change. The day of the
    statuses stands here and in no other file for machines.
    """
    entries = [_entry(file, edition) for file in files]
    document = {
        "$schema": edition.at(addresses.json_schema("index")),
        "id": edition.at(addresses.DATA_INDEX),
        "version": edition.version,
        "modified": edition.changed_on.isoformat(),
        "as_of": edition.project.as_of.isoformat(),
        "madeFrom": {"commit": edition.source.commit, "data": edition.source.data},
        "licenses": edition.package["licenses"],
        "files": sorted(entries, key=lambda entry: str(entry["url"])),
    }
    return rows_bytes(document)


def _entry(file: Listing, edition: Edition) -> dict[str, Any]:
    return {
        "url": edition.at(file.address),
        "path": file.address,
        "mediaType": media_type(file.address),
        "bytes": file.size,
        "sha256": file.sha256,
        "modified": file.modified.isoformat(),
    }
