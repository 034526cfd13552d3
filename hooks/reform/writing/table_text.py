"""The one writer of CSV files: the schema's order of columns, commas, days and numbers as a
machine reads them."""

import csv
import io
from collections.abc import Iterable, Mapping

from reform.sources.table_schemas import TableSchema


def table_text(
    schema: TableSchema, columns: Iterable[str], rows: Iterable[Mapping[str, str]]
) -> str:
    """Rows of written cells as a file with these of the schema's columns, in its order."""
    held = set(columns)
    order = [field.name for field in schema.fields if field.name in held and not field.is_derived]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(order)
    writer.writerows([row.get(column) or "" for column in order] for row in rows)
    return out.getvalue()
