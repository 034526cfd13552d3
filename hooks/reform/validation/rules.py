"""What a rule is, and what it may look at."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from reform.loading import RawTables
from reform.model.days import read_day
from reform.model.kinds import KINDS
from reform.model.periods import read_period

Row = Mapping[str, Any]
"""A row with its cells cast to the types of its schema; a cell of the wrong type is None."""


@dataclass(frozen=True)
class Finding:
    """A rule that a row breaks."""

    code: str
    """Key of the message in ``templates/problems.yaml``."""
    column: str | None = None
    """The column to mend, which gives the line; None for the row as a whole."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the message names."""


@dataclass(frozen=True)
class Surroundings:
    """What a rule may look up beyond its own row."""

    raw: RawTables
    as_of: date
    """The day on which the data are checked; nothing may be dated after it."""

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], dict[Any, Row]]:
        return {}

    def find(self, table: str, column: str, value: Any) -> Row:
        """The row of a table whose column holds the value, as written; empty if none."""
        key = (table, column)
        if key not in self._indexes:
            rows = self.raw.tables[table]
            self._indexes[key] = {_hashable(row.values.get(column)): row.values for row in rows}
        return self._indexes[key].get(_hashable(value), {})

    @cached_property
    def noted_items(self) -> frozenset[str]:
        """Ids of the items that an editorial note speaks of."""
        return frozenset(
            v for v in self.raw.column("editorial_notes", "item_id") if isinstance(v, str)
        )

    @cached_property
    def item_ids(self) -> frozenset[str]:
        """Ids of all that a note or a citation may hang from: every item but the notes."""
        return frozenset(
            value
            for kind in KINDS
            for value in self.raw.column(kind.table, kind.key)
            if kind.table != "editorial_notes" and isinstance(value, str)
        )

    @cached_property
    def roles(self) -> Counter[tuple[Any, Any]]:
        """Item and body, and in how many parts the body stands beside the item."""
        pairs: Counter[tuple[Any, Any]] = Counter()
        for table, column in _PARTS:
            agencies = self.raw.column(table, "agency_id")
            pairs.update(zip(self.raw.column(table, column), agencies, strict=True))
        return pairs

    @cached_property
    def steps(self) -> Mapping[Any, list[tuple[date, float]]]:
        """Target to the last days and the values of its steps."""
        found: defaultdict[Any, list[tuple[date, float]]] = defaultdict(list)
        for row in self.raw.tables["target_steps"]:
            written, value = row.values.get("period"), row.values.get("value")
            period = read_period(written) if isinstance(written, str) else None
            if period and isinstance(value, int | float):
                found[row.values["target_id"]].append((period.end, value))
        return found

    @cached_property
    def change_words(self) -> Mapping[str, str]:
        """Label to code of the list ``change``: what plans write for a rise and a fall."""
        return {
            row.values["label"]: row.values["code"]
            for row in self.raw.tables["codes"]
            if row.values.get("list") == "change"
        }

    @cached_property
    def answered_duties(self) -> frozenset[str]:
        """Ids of the duties that some body answers for."""
        return frozenset(
            v for v in self.raw.column("duty_agencies", "duty_id") if isinstance(v, str)
        )

    @cached_property
    def last_plan_days(self) -> Mapping[str, date]:
        """Commune to the last day of its last plan."""
        found: dict[str, date] = {}
        for row in self.raw.tables["plans"]:
            code, end = row.values.get("unit_id"), as_date(row.values.get("period_end"))
            if isinstance(code, str) and end:
                found[code] = max(end, found.get(code, end))
        return found

    @cached_property
    def live_observations(self) -> Mapping[tuple[Any, ...], list[str]]:
        """Commune, indicator, target and period to the ids that no other row replaces."""
        replaced = set(self.raw.column("observations", "supersedes"))
        found: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
        for row in self.raw.tables["observations"]:
            own = row.values.get("observation_id")
            if isinstance(own, str) and own not in replaced:
                found[tuple(row.values.get(column) for column in _SUBJECT)].append(own)
        return found

    @cached_property
    def progress_on(self) -> Mapping[tuple[Any, Any], list[str]]:
        """Task and day to the ids of what was reported for it."""
        found: defaultdict[tuple[Any, Any], list[str]] = defaultdict(list)
        for row in self.raw.tables["task_progress"]:
            own = row.values.get("progress_id")
            if isinstance(own, str):
                found[row.values.get("task_id"), row.values.get("as_of")].append(own)
        return found


_PARTS = (
    ("target_agencies", "target_id"),
    ("task_agencies", "task_id"),
    ("duty_agencies", "duty_id"),
)
_SUBJECT = ("unit_id", "indicator_id", "target_id", "period")


class _Unjudged(Exception):  # noqa: N818 - no error: a rule has nothing to say
    """A rule asks for a cell that is wrong already."""


class _JudgedRow(Mapping[str, Any]):
    """A row some of whose cells are wrong already, which no rule may build upon."""

    def __init__(self, row: Row, wrong: AbstractSet[str]) -> None:
        self._row = row
        self._wrong = wrong

    def __getitem__(self, column: str) -> Any:
        if column in self._wrong:
            raise _Unjudged(column)
        return self._row[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)


def judge(
    rule: "Rule", row: Row, around: "Surroundings", wrong: AbstractSet[str]
) -> Iterator[Finding]:
    """What a rule finds; it falls silent at the first cell that is wrong already: one cause, one
    message.
    """
    with suppress(_Unjudged):
        yield from rule(_JudgedRow(row, wrong) if wrong else row, around)


Rule = Callable[[Row, Surroundings], Iterator[Finding]]


def _hashable(value: Any) -> Any:
    return value if isinstance(value, str | int | float | None) else str(value)


def as_date(value: Any) -> date | None:
    """A cell that may be a date or the text of one; None where it is neither."""
    if isinstance(value, date):
        return value
    return read_day(value) if isinstance(value, str) else None


def short(value: str) -> str:
    """An id without its plan or commune, as the editor wrote it."""
    return value.rpartition("/")[2]
