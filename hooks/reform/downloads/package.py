"""The descriptor of the Data Package, with sizes and checksums of what was written."""

import hashlib
from collections.abc import Mapping
from typing import Any

from reform import addresses
from reform.downloads.json_text import json_bytes
from reform.downloads.tables import cell_text
from reform.edition import Edition
from reform.model.kinds import KINDS
from reform.sources.table_schemas import Field, TableSchema

_OF_OURS = ("accrual_periodicity", "languages", "theme", "spatial", "contributors")
_OF_EDITORS = ("pattern_hint",)


def package_descriptor(edition: Edition, tables: Mapping[str, bytes]) -> bytes:
    """``datapackage.json`` (Data Package v2) for the tables as they were written; what is no word
    of that standard has the name that DCAT or schema.org gives it.
    """
    written = edition.package
    package = {key: value for key, value in written.items() if key not in _OF_OURS}
    period = edition.period
    package |= {
        "homepage": edition.at(addresses.DATA),
        "version": edition.version,
        "created": f"{edition.changed_on.isoformat()}T00:00:00+07:00",
        "contributors": [
            {**person, "path": edition.imprint.site_url} for person in written["contributors"]
        ],
        "spatial": written["spatial"],
        "accrualPeriodicity": written["accrual_periodicity"]["uri"],
        "inLanguage": written["languages"],
        "madeFrom": {"commit": edition.source.commit, "data": edition.source.data},
    }
    if period:
        first, last = period
        package["temporal"] = {"start": first.isoformat(), "end": last.isoformat()}
    if edition.imprint.contact_url:
        package["contactPoint"] = edition.imprint.contact_url
    schemas = edition.project.schemas
    package["resources"] = [table_resource(schemas[n], content) for n, content in tables.items()]
    return json_bytes(package)


def table_resource(schema: TableSchema, content: bytes) -> dict[str, Any]:
    """One table as a resource of the package."""
    texts = ("title", "title_en", "description", "description_en")
    described = {key: schema.descriptor[key] for key in texts}
    return {
        "name": schema.name,
        "path": f"{schema.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **described,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": table_schema(schema),
    }


def table_schema(schema: TableSchema) -> dict[str, Any]:
    """The Table Schema as published: without the texts of the table and the hints for editors."""
    descriptor = schema.descriptor
    fields = [_field(field) for field in schema.fields]
    found: dict[str, Any] = {"fields": fields, "primaryKey": list(schema.primary_key)}
    found["missingValues"] = [""]
    if "foreignKeys" in descriptor:
        found["foreignKeys"] = descriptor["foreignKeys"]
    if schema.item_tables:
        found["polymorphicKeys"] = [
            {"fields": [column], "table": table, "references": _KINDS_OF_ITEM}
            for column, table in schema.item_tables.items()
        ]
    return found


def _field(field: Field) -> dict[str, Any]:
    """A column without the hints for editors; its example is text, as the standard wants."""
    found = {key: value for key, value in field.descriptor.items() if key not in _OF_EDITORS}
    if "example" in found:
        found["example"] = cell_text(found["example"])
    return found


_KINDS_OF_ITEM = [{"resource": kind.table, "fields": [kind.key]} for kind in KINDS]
