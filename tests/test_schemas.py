"""The Table Schemas: whole, documented in both languages, one with the codes and the model."""

from __future__ import annotations

import functools
import operator
import typing
from datetime import date
from enum import StrEnum
from typing import Any

import pytest
from frictionless import Schema

from conftest import ROOT
from reform.model import ROW_TYPES
from reform.project import Project
from reform.sources.table_schemas import Field, TableSchema, read_schemas

SCHEMAS = read_schemas(ROOT / "data")
TABLES = [pytest.param(schema, id=name) for name, schema in SCHEMAS.tables.items()]
FIELDS = [
    pytest.param(schema, field, id=f"{name}.{field.name}")
    for name, schema in SCHEMAS.tables.items()
    for field in schema.fields
]
TEXTS = ("title", "title_en", "description", "description_en")
PYTHON_TYPES = {"string": str, "integer": int, "number": float, "boolean": bool, "date": date}


@pytest.mark.parametrize("schema", TABLES)
def test_every_table_is_described_in_both_languages(schema: TableSchema) -> None:
    assert [key for key in TEXTS if not str(schema.descriptor.get(key, "")).strip()] == []


@pytest.mark.parametrize(("schema", "field"), FIELDS)
def test_every_field_is_described_in_both_languages(schema: TableSchema, field: Field) -> None:
    assert schema.name
    assert [key for key in TEXTS if not str(field.descriptor.get(key, "")).strip()] == []


@pytest.mark.parametrize("schema", TABLES)
def test_every_schema_is_valid_for_frictionless(schema: TableSchema) -> None:
    assert Schema.from_descriptor(dict(schema.descriptor)).to_descriptor()["fields"]


@pytest.mark.parametrize("schema", TABLES)
def test_every_schema_file_is_published_and_has_a_key(schema: TableSchema) -> None:
    assert set(schema.primary_key) <= set(schema.field_names)
    assert schema.primary_key


def test_no_schema_lies_about_unpublished() -> None:
    files = {path.stem for path in (ROOT / "data" / "schemas").glob("*.yaml")}
    assert files == set(SCHEMAS.tables)


@pytest.mark.parametrize("schema", TABLES)
def test_every_foreign_key_points_to_a_primary_key(schema: TableSchema) -> None:
    for key in schema.descriptor.get("foreignKeys", ()):
        target = SCHEMAS[key["reference"].get("resource", schema.name)]
        assert tuple(key["reference"]["fields"]) == target.primary_key
        assert set(key["fields"]) <= set(schema.field_names)


@pytest.mark.parametrize(("schema", "field"), FIELDS)
def test_every_list_of_values_has_labels_in_codes(
    schema: TableSchema, field: Field, project: Project
) -> None:
    assert schema.name
    if "enum" not in field.constraints:
        assert not field.codes or field.is_derived
        return
    assert tuple(project.catalogue.labels(field.codes)) == tuple(field.constraints["enum"])


def _python_type(field: Field) -> object:
    plain = PYTHON_TYPES[field.type]
    optional = not field.is_required and field.type != "boolean"
    return plain | None if optional else plain


@pytest.mark.parametrize("name", sorted(ROW_TYPES))
def test_every_row_type_has_the_columns_and_types_of_its_schema(name: str) -> None:
    hints = typing.get_type_hints(ROW_TYPES[name])
    expected = {field.name: _python_type(field) for field in SCHEMAS[name].fields}
    assert hints.keys() == expected.keys()
    differing = {
        column: (hints[column], wanted)
        for column, wanted in expected.items()
        if _without_enums(hints[column]) != wanted and not _is_filled(name, column)
    }
    assert differing == {}


def _without_enums(hint: Any) -> object:
    """The type with a list of codes counted as the text that it is in a file."""
    parts = typing.get_args(hint) or (hint,)
    plain = [str if issubclass(part, StrEnum) else part for part in parts]
    return functools.reduce(operator.or_, plain)


def _is_filled(table: str, column: str) -> bool:
    """The loader fills the period of a target from its phase, and the subject of a plan, so that
    the model always has them.
    """
    return (table, column) in {
        ("targets", "period_start"),
        ("targets", "period_end"),
        ("plans", "subject"),
    }
