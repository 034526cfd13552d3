"""One plan, unit or indicator with everything that belongs to it, as one JSON document.

Its lists hold rows of the published tables, with the same columns and ids, and every row that
those name: what is computed from a document agrees with what is computed from the tables.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from reform import addresses
from reform.downloads.closure import Rows, closed
from reform.downloads.json_text import record, rows_bytes
from reform.edition import Edition, version_of


@dataclass(frozen=True)
class Subject:
    """What a document is about."""

    kind: str
    """``plan``, ``unit`` or ``indicator``; the document's schema is named for it."""
    table: str
    """The table that holds its row."""
    row: Any
    address: str
    """Where the document lies."""
    page: str
    """Where people read of it."""
    modified: date
    """The day on which what it says changed last."""
    path: str = ""
    """The file that it was written in, from the project's root; empty where there are several."""


def document(subject: Subject, rows: Rows, edition: Edition) -> bytes:
    """The head says what, where, of when and by which licence; the rest are rows by table."""
    project = edition.project
    schemas = project.schemas
    found = closed(rows, project.catalogue, schemas)
    head = {
        "$schema": edition.at(addresses.json_schema(subject.kind)),
        "id": edition.at(subject.address),
        "page": edition.at(subject.page),
        "version": version_of(subject.modified),
        "modified": subject.modified.isoformat(),
        "licenses": edition.package["licenses"],
    }
    if subject.path:
        head["provenance"] = provenance(subject.path, subject.row, edition)
    own = {subject.kind: record(subject.row, schemas[subject.table])}
    named = (table for table in schemas.tables if table in rows or table in found)
    tables = {t: [record(row, schemas[t]) for row in found.get(t, ())] for t in named}
    return rows_bytes({**head, **own, **tables})


def provenance(path: str, row: Any, edition: Edition) -> dict[str, str | None]:
    """Where a plan comes from: the document and its copy, the data file and its last change."""
    commit = edition.source.files.get(path)
    repo = edition.imprint.repo_url
    return {
        "source_url": row.source_url,
        "retrieved_on": row.retrieved_on.isoformat() if row.retrieved_on else None,
        "sha256": row.sha256,
        "media_type": row.media_type,
        "copy_url": edition.at(addresses.document_copy(row.local_copy)) if row.local_copy else None,
        "data_file": path,
        "data_file_url": f"{repo}/blob/HEAD/{path}" if repo else edition.at(addresses.SOURCE_ZIP),
        "commit": commit.commit if commit else None,
        "committed_at": commit.at if commit else None,
    }
