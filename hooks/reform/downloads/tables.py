"""Tables as CSV by RFC 4180: comma, CRLF, UTF-8 without BOM, a point for decimals."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from reform.model import Catalogue
from reform.model.digits import Digits
from reform.sources.table_schemas import Schemas, TableSchema
from reform.workers import each


def published_tables(catalogue: Catalogue, schemas: Schemas) -> dict[str, bytes]:
    """Table name to the bytes of its CSV; the same data give the same bytes."""
    names = tuple(schemas.tables)
    made = each(lambda name: table_csv(schemas[name], catalogue.rows(name)), names)
    return dict(zip(names, made, strict=True))


def table_csv(schema: TableSchema, rows: Iterable[Any]) -> bytes:
    """The rows of one table, their attributes in the order of the schema's fields."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    names = schema.field_names
    writer.writerow(names)
    get = attrgetter(*names)
    for row in rows:
        cells: Sequence[Any] = get(row)
        writer.writerow([cell_text(cell) for cell in cells])
    return buffer.getvalue().encode("utf-8")


def cell_text(value: Any) -> str:
    """A value as text: empty where absent, ISO 8601 for a date, a reported number's own digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and not isinstance(value, Digits):
        return str(int(value))
    return str(value)
