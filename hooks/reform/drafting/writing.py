"""Writes a draft where it belongs: the plan's file, with a comment above each row that somebody
should look at, and the legal documents that the project does not know yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slugify import slugify

from reform.drafting.assembling import Drafted
from reform.drafting.folding import cleaned
from reform.drafting.known import Known
from reform.drafting.rows import Doubt, Draft, Row
from reform.drafting.wording import words
from reform.layout import Layout
from reform.model.kinds import PLAN_LISTS
from reform.sources.table_schemas import Schemas
from reform.writing.plan_order import plan_order
from reform.writing.table_text import table_text
from reform.writing.yaml_text import yaml_text

DRAFTS = "drafts"
"""Folder of drafts that have no place of their own in the data, and of review pages."""


@dataclass(frozen=True)
class Written:
    """Where a draft was written."""

    root: Path
    """The project it lies in: the one it was made for, or a folder of its own."""
    plan: Path
    is_placed: bool
    """Whether it lies where a plan is read."""


def write_draft(
    drafted: Drafted, known: Known, project: tuple[Layout, Schemas], name: str, out: Path | None
) -> Written:
    """Write the draft: into the project's data where its place is free, else into a folder of its
    own that is laid out as a project. A plan that is there already is never written over.
    """
    layout, schemas = project
    own = layout.root / DRAFTS / slugify(name)
    head = drafted.head
    place = (
        Path("data", "units", head.unit.folder, f"{head.stem}.yaml")
        if head.unit and head.stem
        else None
    )
    root = out or layout.root
    if place is None or (root / place).exists():
        root = out if out and place is None else own
    path = root / (place or Path("plan.yaml"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(plan_text(drafted.draft, schemas), "utf-8", newline="\n")
    _write_documents(root / "data" / layout.legal_documents.name, drafted.draft, known, schemas)
    return Written(root, path, place is not None)


def plan_text(draft: Draft, schemas: Schemas) -> str:
    """The draft as the file of a plan."""
    document: dict[str, Any] = {key: _clean(value) for key, value in draft.plan.items()}
    notes: dict[tuple[str | int, ...], str] = {}
    for name in PLAN_LISTS:
        rows = draft.rows[name]
        if not rows:
            continue
        document[name] = [_item(row, schemas) for row in rows]
        for index, row in enumerate(rows):
            if row.doubts:
                notes[name, index] = "\n".join(doubt_text(doubt) for doubt in row.doubts)
    first = next(iter(document), None)
    if first:
        notes[first,] = "\n".join([str(words()["file_comment"]), *map(doubt_text, draft.doubts)])
    return yaml_text(document, plan_order(schemas), notes)


def doubt_text(doubt: Doubt) -> str:
    """A doubt in words, on one line."""
    told: str = words()["doubts"][doubt.code]
    return cleaned(told.format(**dict(doubt.values)))


def _item(row: Row, schemas: Schemas) -> dict[str, Any]:
    item = {key: _clean(value) for key, value in row.values.items()}
    if row.doubts and "uncertain" in schemas[row.table].field_names:
        item["uncertain"] = True
    return item


def _clean(value: Any) -> Any:
    return cleaned(value) if isinstance(value, str) else value


def _write_documents(path: Path, draft: Draft, known: Known, schemas: Schemas) -> None:
    """The project's list of legal documents with those that the draft proposes."""
    listed: list[Mapping[str, str]] = [*known.documents, *draft.documents]
    rows = [{key: cleaned(cell or "") for key, cell in row.items()} for row in listed]
    if not draft.documents and path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = schemas["legal_documents"]
    rows.sort(key=lambda row: row["document_id"])
    path.write_text(table_text(schema, schema.field_names, rows), "utf-8", newline="\n")
