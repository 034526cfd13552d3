"""A JSON Schema of plan files, for editors that know YAML: names, explanations and lists in
Vietnamese while one types. Made from the Table Schemas; ``reform check`` knows much more."""

from collections.abc import Mapping
from typing import Any

from reform.loading.choices import Choices
from reform.loading.plan_files import LINKS, NESTED
from reform.model.kinds import KIND_OF_TABLE, PLAN_LISTS
from reform.sources.table_schemas import Field, Schemas, TableSchema

_TYPES = {"string": "string", "number": "number", "integer": "integer", "boolean": "boolean"}
_LISTED = ("reform_areas", "agency_roles")
"""Tables that are short and change seldom: their ids are offered while one types."""
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_LOCAL = r"^[a-z]\d{1,3}$"


def plan_json_schema(schemas: Schemas, choices: Mapping[str, Choices]) -> dict[str, Any]:
    """The schema of a plan file (JSON Schema draft-07, which YAML editors read)."""
    own = schemas["plans"]
    record = _object(own, _properties(own, choices))
    for name in PLAN_LISTS:
        descriptor = schemas[name].descriptor
        record["properties"][name] = {
            "title": descriptor["title"],
            "description": descriptor["description"],
            "type": "array",
            "items": _item(schemas, name, choices),
        }
    return {"$schema": "http://json-schema.org/draft-07/schema#", **record}


def _item(schemas: Schemas, name: str, choices: Mapping[str, Choices]) -> dict[str, Any]:
    schema = schemas[name]
    properties = _properties(schema, choices)
    for link in LINKS.get(name, ()):
        target = schemas[link.table].references[link.column]
        title = schemas[link.table].descriptor["title"]
        item = _ids(target, choices) or {"type": "string", "pattern": _LOCAL}
        properties[link.key] = {"title": title, "type": "array", "items": item}
    for key, table in NESTED.get(name, {}).items():
        steps = schemas[table]
        properties[key] = {
            "title": steps.descriptor["title"],
            "description": steps.descriptor["description"],
            "type": "array",
            "items": _object(steps, _properties(steps, choices)),
        }
    return _object(schema, properties)


def _object(schema: TableSchema, properties: dict[str, Any]) -> dict[str, Any]:
    required = [f.name for f in schema.fields if f.is_required and f.name in properties]
    return {
        "title": schema.descriptor["title"],
        "description": schema.descriptor["description"],
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _properties(schema: TableSchema, choices: Mapping[str, Choices]) -> dict[str, Any]:
    # A target's period may come from its phase or its plan.
    fields = (f for f in schema.fields if not f.is_derived)
    return {field.name: _property(field, schema, choices) for field in fields}


def _property(field: Field, schema: TableSchema, choices: Mapping[str, Choices]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": field.descriptor["title"],
        "description": field.descriptor["description"],
        "type": _TYPES.get(field.type, "string"),
    }
    target = schema.references.get(field.name, "")
    kind = KIND_OF_TABLE.get(schema.name)
    listed = _ids(f"codes:{field.codes}" if field.codes else target, choices)
    if listed:
        return {**found, **listed}
    if (kind and field.name == kind.key) or target in PLAN_LISTS or field.name == "item_id":
        return {**found, "pattern": _LOCAL}
    if field.type == "date":
        return {**found, "pattern": _DAY}
    keep = ("pattern", "minimum", "maximum")
    found |= {key: field.constraints[key] for key in keep if key in field.constraints}
    example = field.descriptor.get("example")
    return {**found, "examples": [example]} if example is not None else found


def _ids(name: str, choices: Mapping[str, Choices]) -> dict[str, Any]:
    """The ids of a list with what each stands for; nothing for a list that grows with the data."""
    if not (name.startswith("codes:") or name in _LISTED):
        return {}
    rows = choices[name].rows
    return {
        "type": "string",
        "enum": [row.id for row in rows],
        "enumDescriptions": [row.name for row in rows],
    }
