"""Rows as they were written, before anything is known to be right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reform.problems import Origin, Problem
from reform.sources.document_copies import DocumentCopy
from reform.sources.units import UnitRegister


@dataclass(frozen=True)
class RawRow:
    """One row and the place it was written in."""

    values: dict[str, Any]
    origin: Origin
    written: Mapping[str, str] = field(default_factory=dict)
    """Cells of a CSV row as typed, where ``values`` holds another form of them."""


@dataclass
class RawTables:
    """The rows of every table while they are gathered, and what went wrong on the way."""

    tables: dict[str, list[RawRow]]
    problems: list[Problem] = field(default_factory=list)
    register: UnitRegister = field(default_factory=lambda: UnitRegister({}))
    """Every administrative unit, whether it has a plan or not."""
    unread: set[str] = field(default_factory=set)
    """Codes of units and names of tables some of whose rows could not be read: what points
    into them cannot be judged."""
    mended: dict[str, str] = field(default_factory=dict)
    """YAML file to the text that was read, where it is not the file's own."""

    copies: dict[str, DocumentCopy] = field(default_factory=dict)
    """Name of a file in ``data/documents`` to what it is."""

    @classmethod
    def empty(cls, names: tuple[str, ...]) -> "RawTables":
        """No rows yet, in any of the tables."""
        return cls({name: [] for name in names})

    def add(
        self,
        table: str,
        values: Mapping[str, Any],
        origin: Origin,
        written: Mapping[str, str] | None = None,
    ) -> None:
        """Append one row."""
        self.tables[table].append(RawRow(dict(values), origin, written or {}))

    def column(self, table: str, name: str) -> Iterator[Any]:
        """The values of one column, in order."""
        return (row.values.get(name) for row in self.tables[table])
