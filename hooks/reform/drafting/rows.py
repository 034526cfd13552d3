"""The rows of a draft while they are made: their values, where each was read, what is doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reform.model.kinds import KIND_OF_TABLE, PLAN_LISTS


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why somebody should look: a key of ``doubts`` in ``words.yaml``, and what it names."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: str, **values: str) -> "Doubt":
        """A doubt that names values."""
        return cls(code, tuple(values.items()))


@dataclass
class Row:
    """A row of one of the plan's lists."""

    table: str
    values: dict[str, Any]
    source: int
    """Number of the piece that it was read in; 0 for what no single piece says."""
    doubts: list[Doubt] = field(default_factory=list)
    quote: str = ""
    """The words of the document that it stands for, where they are less than its piece."""

    @property
    def row_id(self) -> str:
        """Its short id: ``t07``."""
        return str(self.values.get(KIND_OF_TABLE[self.table].key, ""))


@dataclass
class Draft:
    """A plan as it was read."""

    plan: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in PLAN_LISTS})
    documents: list[dict[str, str]] = field(default_factory=list)
    """Legal documents that the project does not know yet: rows of ``legal_documents``."""
    doubts: list[Doubt] = field(default_factory=list)
    """Doubts about the plan as a whole."""
    sources: dict[str, int] = field(default_factory=dict)
    """Key of the plan to the number of the piece it was read in."""
    used: set[int] = field(default_factory=set)
    """Numbers of the pieces that went into a row or a heading."""

    def add(self, table: str, values: dict[str, Any], source: int, *doubts: Doubt) -> Row:
        """Add a row under the next id of its list."""
        kind = KIND_OF_TABLE[table]
        rows = self.rows[table]
        width = 1 if table in ("phases", "annexes") else 2
        own = f"{kind.letter}{len(rows) + 1:0{width}d}"
        row = Row(table, {kind.key: own, **values}, source, list(doubts))
        rows.append(row)
        self.used.add(source)
        return row

    def all_rows(self) -> Iterator[Row]:
        """Every row, list by list."""
        for rows in self.rows.values():
            yield from rows
