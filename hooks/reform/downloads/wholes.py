"""Many tables in one file: a workbook, a database, a ZIP; of all there is, or of one province."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reform import addresses
from reform.contexts.data_page import wholes
from reform.downloads.archive import archive
from reform.downloads.database import database
from reform.downloads.download import Download
from reform.downloads.tables import table_csv
from reform.downloads.workbook import workbook
from reform.edition import Edition
from reform.model.kinds import KINDS
from reform.rendering.notes import note


def whole_workbook(edition: Edition) -> Iterator[Download]:
    """All tables as one workbook, where it stays small enough to be opened."""
    catalogue = edition.project.catalogue
    if addresses.WORKBOOK in wholes(edition):
        rows = {name: catalogue.rows(name) for name in edition.project.schemas.tables}
        content = workbook(edition, rows, row_pages(rows, edition))
        yield Download(addresses.WORKBOOK, content, edition.changed_on)


def whole_database(edition: Edition) -> Iterator[Download]:
    """All tables as one SQLite database."""
    catalogue = edition.project.catalogue
    rows = {name: catalogue.rows(name) for name in edition.project.schemas.tables}
    yield Download(addresses.DATABASE, database(edition, rows), edition.changed_on)


def whole_zip(edition: Edition, described: Mapping[str, bytes]) -> Iterator[Download]:
    """Every table and descriptor with the licence and how to cite, in one ZIP."""
    files = [*sorted(described.items()), *own_words(edition)]
    yield Download(addresses.DATA_ZIP, archive(files, edition.changed_on), edition.changed_on)


def province_zip(rows: Mapping[str, Sequence[Any]], edition: Edition) -> bytes:
    """The tables of one province."""
    schemas = edition.project.schemas
    tables = [(f"{name}.csv", table_csv(schemas[name], some)) for name, some in rows.items()]
    return archive([*tables, *own_words(edition)], edition.changed_on)


def source_zip(edition: Edition) -> Iterator[Download]:
    """The data as their editors keep them, under the names that ``plans.path`` gives."""
    layout = edition.project.layout
    files = sorted(path for path in layout.units.rglob("*") if path.is_file())
    named = [(layout.name(path), path.read_bytes()) for path in files]
    yield Download(addresses.SOURCE_ZIP, archive(named, edition.changed_on), edition.changed_on)


def own_words(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """What goes with data wherever they go: how to read them, the licence, how to cite."""
    for language in ("vi", "en"):
        name = "README.md" if language == "vi" else "README.en.md"
        yield name, note(f"readme.{language}.md.j2", edition).encode("utf-8")
    yield "LICENSE.txt", f"{edition.license['title']}\n{edition.license['path']}\n".encode()


def row_pages(
    rows: Mapping[str, Sequence[Any]], edition: Edition
) -> Mapping[str, Mapping[str, str]]:
    """Table and id of a row to the page where people read of it; what was withdrawn has none."""
    live = edition.project.catalogue.live
    found: dict[str, dict[str, str]] = {
        "plans": {
            row.plan_id: edition.at(addresses.plan(row, live))
            for row in rows.get("plans", ())
            if live.plan_if(row.plan_id)
        },
    }
    for kind in KINDS:
        found[kind.table] = {
            getattr(row, kind.key): f"{found['plans'][row.plan_id]}#{row_anchor(row, kind.key)}"
            for row in rows.get(kind.table, ())
            if row.plan_id in found["plans"] and kind.table != "phases"
        }
    return found


def row_anchor(row: Any, key: str) -> str:
    """The place of an item on the page of its plan."""
    return addresses.short_id(getattr(row, key))
