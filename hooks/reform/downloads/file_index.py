"""The list of all that machines read: where, what, how large, of what day, with its checksum."""

from collections.abc import Iterable
from typing import Any

from reform import addresses
from reform.downloads.download import Listing
from reform.downloads.json_text import rows_bytes
from reform.edition import Edition
from reform.media_types import media_type


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
