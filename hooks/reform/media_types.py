"""What a published file is, by its ending."""

import mimetypes

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
