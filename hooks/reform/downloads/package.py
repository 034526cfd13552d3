"""The descriptor of the Data Package, with sizes and checksums of what was written."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from reform.sources.table_schemas import Schemas, TableSchema


def package_descriptor(
    schemas: Schemas,
    tables: Mapping[str, bytes],
    made_from: Mapping[str, str],
    *,
    is_demo: bool = False,
) -> bytes:
    """``datapackage.json`` (Data Package v2) for the tables as they were written; a demo's says in
    its name, title and description that all of it is invented. ``made_from`` says of what commit,
    data and day the tables are.
    """
    package = {
        key: value for key, value in schemas.package.items() if key not in ("resources", "demo")
    }
    if is_demo:
        package.update(schemas.package["demo"])
    package["madeFrom"] = dict(made_from)
    package["resources"] = [_resource(schemas[name], content) for name, content in tables.items()]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(schema: TableSchema, content: bytes) -> dict[str, Any]:
    texts = ("title", "title_en", "description", "description_en")
    described = {key: schema.descriptor[key] for key in texts}
    kept = {key: value for key, value in schema.descriptor.items() if key not in texts}
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
        "schema": kept,
    }
