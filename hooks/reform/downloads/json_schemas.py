"""JSON Schema of every JSON document that is published, made from the Table Schemas."""

from collections.abc import Mapping
from typing import Any

from reform import addresses
from reform.downloads.json_text import json_bytes
from reform.edition import Edition
from reform.sources.table_schemas import Field, TableSchema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: Mapping[str, str] = {
    "plan": "plans",
    "unit": "units",
    "indicator": "indicators",
    "province": "units",
}
"""Kind of document to the table of its subject."""

_TYPES = {"string": "string", "date": "string", "boolean": "boolean"}
_TEXT = {"type": "string"}
_LICENSES = {"type": "array", "items": {"type": "object"}}


def document_schema(kind: str, edition: Edition) -> bytes:
    """The schema of the documents about one kind of subject."""
    schemas = edition.project.schemas
    own = schemas[KINDS[kind]]
    head = dict.fromkeys(("$schema", "id", "page", "version"), _TEXT)
    tables = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in schemas.tables
    }
    return json_bytes(
        {
            "$schema": DIALECT,
            "$id": edition.at(addresses.json_schema(kind)),
            "title": own.descriptor["title"],
            "description": own.descriptor["description_en"],
            "type": "object",
            "required": [*head, "modified", "licenses", kind],
            "additionalProperties": False,
            "properties": {
                **head,
                "modified": {"type": "string", "format": "date"},
                "licenses": _LICENSES,
                "provenance": {"type": "object", "additionalProperties": {"type": _OR_NULL}},
                kind: {"$ref": f"#/$defs/{own.name}"},
                **tables,
            },
            "$defs": {name: row_schema(schema) for name, schema in schemas.tables.items()},
        }
    )


_OR_NULL = ["string", "null"]


def row_schema(schema: TableSchema) -> dict[str, Any]:
    """A row of a table as an object that has every column."""
    return {
        "type": "object",
        "title": schema.descriptor["title"],
        "description": schema.descriptor["description_en"],
        "additionalProperties": False,
        "required": list(schema.field_names),
        "properties": {field.name: _column(field) for field in schema.fields},
    }


def _column(field: Field) -> dict[str, Any]:
    constraints = field.constraints
    type_ = _TYPES.get(field.type, field.type)
    is_always = field.is_required or field.type == "boolean"
    found: dict[str, Any] = {
        "title": field.descriptor["title"],
        "description": field.descriptor["description_en"],
        "type": type_ if is_always else [type_, "null"],
    }
    if field.type == "date":
        found["format"] = "date"
    if "enum" in constraints:
        found["enum"] = [*constraints["enum"], *([] if is_always else [None])]
    for key in ("pattern", "minimum", "maximum"):
        if key in constraints:
            found[key] = constraints[key]
    return found


def index_schema(edition: Edition) -> bytes:
    """The schema of ``index.json``."""
    file = {
        "url": {"type": "string", "format": "uri"},
        "path": _TEXT,
        "mediaType": _TEXT,
        "bytes": {"type": "integer", "minimum": 0},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "modified": {"type": "string", "format": "date"},
    }
    entry = {
        "type": "object",
        "required": list(file),
        "properties": file,
        "additionalProperties": False,
    }
    head = dict.fromkeys(("$schema", "id", "version"), _TEXT)
    days = {key: {"type": "string", "format": "date"} for key in ("modified", "as_of")}
    properties = {
        **head,
        **days,
        "madeFrom": {"type": "object", "additionalProperties": _TEXT},
        "licenses": _LICENSES,
        "files": {"type": "array", "items": entry},
    }
    return json_bytes(
        {
            "$schema": DIALECT,
            "$id": edition.at(addresses.json_schema("index")),
            "title": "Files of the open data",
            "type": "object",
            "required": list(properties),
            "additionalProperties": False,
            "properties": properties,
        }
    )
