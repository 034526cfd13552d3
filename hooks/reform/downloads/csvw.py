"""The tables described for CSV on the Web (W3C): types, keys, and what they point into."""

from typing import Any

from reform import addresses
from reform.edition import Edition
from reform.sources.table_schemas import Field, TableSchema

_TYPES = {"number": "decimal", "integer": "integer", "boolean": "boolean", "date": "date"}


def csvw(edition: Edition) -> dict[str, Any]:
    """``csv-metadata.json``: a group of tables with their columns, keys and foreign keys."""
    package = edition.package
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
        "@id": edition.at(addresses.CSVW),
        "dc:title": _both(package, "title"),
        "dc:license": {"@id": edition.license["path"]},
        "dc:modified": {"@value": edition.changed_on.isoformat(), "@type": "xsd:date"},
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [_table(table) for table in edition.project.schemas.tables.values()],
    }


def _table(schema: TableSchema) -> dict[str, Any]:
    keys = [
        {
            "columnReference": [column],
            "reference": {
                "resource": f"{table}.csv",
                "columnReference": [_key_of(table, column, schema)],
            },
        }
        for column, table in schema.references.items()
    ]
    described: dict[str, Any] = {
        "columns": [_column(field) for field in schema.fields],
        "primaryKey": list(schema.primary_key),
    }
    if keys:
        described["foreignKeys"] = keys
    return {
        "url": f"{schema.name}.csv",
        "dc:title": _both(schema.descriptor, "title"),
        "dc:description": _both(schema.descriptor, "description"),
        "tableSchema": described,
    }


def _key_of(table: str, column: str, schema: TableSchema) -> str:
    """The column that a foreign key names, as the table's schema says."""
    for key in schema.descriptor.get("foreignKeys", ()):
        if key["fields"] == [column] and key["reference"].get("resource", schema.name) == table:
            return str(key["reference"]["fields"][0])
    raise KeyError(column)


def _column(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": field.name,
        "titles": field.name,
        "dc:title": _both(field.descriptor, "title"),
        "dc:description": _both(field.descriptor, "description"),
        "datatype": _datatype(field),
        "null": "",
    }
    if field.is_required:
        found["required"] = True
    return found


def _datatype(field: Field) -> Any:
    base = _TYPES.get(field.type, "string")
    limits = {k: field.constraints[k] for k in ("minimum", "maximum") if k in field.constraints}
    if field.type == "boolean":
        return {"base": "boolean", "format": "true|false"}
    if "pattern" in field.constraints:
        return {"base": base, "format": field.constraints["pattern"]}
    return {"base": base, **limits} if limits else base


def _both(texts: Any, key: str) -> list[dict[str, str]]:
    return [
        {"@value": str(texts[key]), "@language": "vi"},
        {"@value": str(texts[f"{key}_en"]), "@language": "en"},
    ]
