"""The static addresses described as an API that only gives (OpenAPI 3.1)."""

from typing import Any

from reform import addresses
from reform.edition import Edition
from reform.media_types import media_type

_SAMPLES = {
    "/data/plans/{plan_id}.json": ("plan_id", "A plan with all its rows", "plan"),
    "/data/units/{unit}.json": ("unit", "A unit, its plans and what it reported", "unit"),
    "/data/provinces/{province}.json": ("province", "All of one province", "province"),
    "/data/indicators/{indicator_id}.json": ("indicator_id", "An indicator", "indicator"),
}


def openapi(edition: Edition) -> dict[str, Any]:
    """Each address, or kind of address, with its media type and the schema of what it gives."""
    package = edition.package
    single = {
        addresses.DATA_INDEX: "Every file with size, checksum and day",
        addresses.DATA_PACKAGE: "The descriptor of all tables",
        addresses.DATABASE: "All tables as SQLite",
        addresses.DATA_ZIP: "All tables as CSV in a ZIP",
    }
    tables = {
        addresses.table_csv(name): schema.descriptor["title_en"]
        for name, schema in edition.project.schemas.tables.items()
    }
    paths = {f"/{a}": _path(media_type(a), text) for a, text in {**single, **tables}.items()}
    for path, (name, text, kind) in _SAMPLES.items():
        paths[path] = _path("application/json", text, name, edition.at(addresses.json_schema(kind)))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": package["title_en"],
            "description": package["description_en"],
            "version": edition.version,
            "license": {"name": edition.license["title"], "identifier": edition.license["name"]},
        },
        "servers": [{"url": edition.imprint.site_url.rstrip("/")}],
        "paths": paths,
    }


def _described(schema: str) -> dict[str, Any]:
    """What a document is like: its schema has an address, and nothing is fetched to read this."""
    return {"schema": {"type": "object", "externalDocs": {"url": schema}}}


def _path(media: str, text: str, parameter: str = "", schema: str = "") -> dict[str, Any]:
    kind = media.partition(";")[0]
    content: dict[str, Any] = {kind: _described(schema) if schema else {}}
    found: dict[str, Any] = {
        "get": {
            "summary": text,
            "responses": {
                "200": {"description": "The file", "content": content},
                "404": {"description": "There is no such file"},
            },
        }
    }
    if parameter:
        found["parameters"] = [
            {"name": parameter, "in": "path", "required": True, "schema": {"type": "string"}}
        ]
    return found
