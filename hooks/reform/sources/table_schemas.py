"""The Table Schemas: written once in ``data/schemas``, used to check and to describe."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reform.model.kinds import KINDS
from reform.problems import DataError
from reform.sources.yaml_files import read_yaml

_YEAR = r"^\d{4}"


@dataclass(frozen=True)
class Field:
    """One column of a published table."""

    name: str
    type: str
    """Table Schema type: string, number, integer, boolean or date."""
    is_derived: bool
    """True where the build fills the column and editors never type it."""
    codes: str
    """The list in ``codes.csv`` that labels the values; empty where there is none."""
    descriptor: Mapping[str, Any]
    """The field as published: titles and descriptions in both languages, constraints."""

    @property
    def constraints(self) -> Mapping[str, Any]:
        """The constraints of the descriptor, such as ``required`` and ``enum``."""
        found: Mapping[str, Any] = self.descriptor.get("constraints", {})
        return found

    @property
    def is_required(self) -> bool:
        """Whether the cell may not be empty."""
        return bool(self.constraints.get("required"))

    @property
    def is_time(self) -> bool:
        """Whether it holds a year, a part of a year or a day, as text: ``2026-Q3``, ``2026-04``."""
        return self.type == "string" and self.constraints.get("pattern", "").startswith(_YEAR)


@dataclass(frozen=True)
class TableSchema:
    """One table: its columns, its key, and the tables it refers to."""

    name: str
    descriptor: Mapping[str, Any]
    """The whole Table Schema as published."""
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """The column of that name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def field_names(self) -> tuple[str, ...]:
        """The columns in published order."""
        return tuple(field.name for field in self.fields)

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The columns that identify a row."""
        key = self.descriptor.get("primaryKey", ())
        return (key,) if isinstance(key, str) else tuple(key)

    @property
    def references(self) -> Mapping[str, str]:
        """Column to the table it points into; a table's own name where it points into itself."""
        found = {}
        for key in self.descriptor.get("foreignKeys", ()):
            columns = key["fields"]
            column = columns if isinstance(columns, str) else columns[0]
            found[column] = key["reference"].get("resource", self.name)
        return found

    @property
    def item_tables(self) -> Mapping[str, str]:
        """Column that points into one of several tables to the column that says which."""
        keys = self.descriptor.get("polymorphicKeys", ())
        return {key["fields"][0]: key["table"] for key in keys}


@dataclass(frozen=True)
class Schemas:
    """All tables in the order of publication, and the descriptor of the Data Package."""

    package: Mapping[str, Any]
    tables: Mapping[str, TableSchema]

    def __getitem__(self, name: str) -> TableSchema:
        return self.tables[name]


def read_schemas(folder: Path) -> Schemas:
    """Read ``datapackage.yaml`` and ``schemas/<table>.yaml`` under the shared folder.

    Raises DataError where a file cannot be read; that is a developer's mistake, not an editor's.
    """
    package = _document(folder / "datapackage.yaml", folder)
    names = [entry["name"] if isinstance(entry, dict) else entry for entry in package["resources"]]
    tables = {
        name: _table(name, _document(folder / "schemas" / f"{name}.yaml", folder)) for name in names
    }
    return Schemas(MappingProxyType(package), MappingProxyType(tables))


def _document(path: Path, folder: Path) -> dict[str, Any]:
    document, problems = read_yaml(path, path.relative_to(folder.parent).as_posix())
    if problems:
        raise DataError(tuple(problems))
    assert isinstance(document, dict)
    return document


_ANY_KIND = f"[{''.join(sorted(kind.letter for kind in KINDS))}]"


def _table(name: str, descriptor: dict[str, Any]) -> TableSchema:
    for entry in descriptor["fields"]:
        constraints = entry.get("constraints", {})
        if "pattern" in constraints:
            # An id of an item of any kind: its letter is one of those in the list of kinds.
            constraints["pattern"] = constraints["pattern"].replace("{kinds}", _ANY_KIND)
    fields = tuple(
        Field(
            name=entry["name"],
            type=entry["type"],
            is_derived=bool(entry.get("derived")),
            codes=entry.get("codes", ""),
            descriptor=MappingProxyType(entry),
        )
        for entry in descriptor["fields"]
    )
    return TableSchema(name, MappingProxyType(descriptor), fields)
