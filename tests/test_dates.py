"""One reader of dates, one rule: the same in every column of every table that holds a time."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from reform.loading.cells import Misread, read_cells
from reform.loading.raw import RawTables
from reform.model.days import is_plausible_day, is_plausible_time
from reform.problems import Origin
from reform.sources.table_schemas import Field, read_schemas
from reform.sources.yaml_files import Plain

SCHEMAS = read_schemas(ROOT / "data")
COLUMNS = [
    (name, field)
    for name, schema in SCHEMAS.tables.items()
    for field in schema.fields
    if field.is_time or field.type == "date"
]
NO_DAYS = (
    *("2026-02-30", "2026-02-29", "2026-02-31", "2026-04-31", "2026-06-31", "2026-11-31"),
    *("2025-09-31", "2100-02-29", "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32"),
    *("1926-01-15", "1944-12-31", "2101-01-01", "2206-05-01", "0000-01-01", "9999-12-31"),
    *("1926", "2206", "0000", "1944", "2101", "1926-04", "2206-Q1", "0000-H1"),
    *("2026-1-1", "2026-01-1", "2026-1-01", "14/04/2026", "2026/04/14", "20260414"),
    *(
        "2026-04-14T00:00",
        "2026-04-14 10:00:00",
        "2026-04-14Z",
        "\uff12\uff10\uff12\uff16",
        "2026-W10",
    ),
    *("2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-H3", "2026-Q", "năm 2026", "tháng 4"),
)
DAYS = ("1945-09-02", "2024-02-29", "2026-12-31", "2100-12-31")


def _read(table: str, field: Field, written: str) -> object:
    raw = RawTables.empty(tuple(SCHEMAS.tables))
    raw.add(table, {field.name: written}, Origin("x"))
    read_cells(SCHEMAS, raw)
    return raw.tables[table][0].values[field.name]


def _is_refused(table: str, field: Field, written: str) -> bool:
    """By the reader, or by the form that the column demands of what was read."""
    value = _read(table, field, written)
    pattern = field.constraints.get("pattern", "")
    return isinstance(value, Misread) or not re.search(pattern, str(value))


@pytest.mark.parametrize("written", NO_DAYS)
def test_what_is_in_no_calendar_is_refused_in_every_column(written: str) -> None:
    taken = [f"{t}.{f.name}" for t, f in COLUMNS if not _is_refused(t, f, written)]
    assert taken == []


@pytest.mark.parametrize("written", DAYS)
def test_a_day_of_the_calendar_is_taken_wherever_days_stand(written: str) -> None:
    columns = [(t, f) for t, f in COLUMNS if f.type == "date" or "3[01]" in str(f.constraints)]
    assert len(columns) > 12
    assert [f"{t}.{f.name}" for t, f in columns if _is_refused(t, f, written)] == []


@pytest.mark.parametrize("written", ["2026", "1945", "2100"])
def test_a_year_alone_is_taken_quoted_or_not_wherever_it_may_stand(written: str) -> None:
    columns = [
        (t, f) for t, f in COLUMNS if f.is_time and re.search(f.constraints["pattern"], "2026")
    ]
    assert len(columns) > 8
    for table, field in columns:
        assert _read(table, field, written) == _read(table, field, Plain(written)) == written


def test_every_column_that_is_called_a_time_is_known_to_be_one() -> None:
    """A new column of times is found by its form: its pattern begins with a year."""
    named = re.compile(r"(_on|_from|_to|_start|_end|^as_of|^period|^due|^start|_period)$")
    others = {"item_period"}
    strange = [
        f"{name}.{field.name}"
        for name, schema in SCHEMAS.tables.items()
        for field in schema.fields
        if named.search(field.name)
        and (name, field) not in COLUMNS
        and field.type in ("string", "date")
        and field.name not in others
        and "enum" not in field.constraints
    ]
    assert strange == []


def test_the_two_rules_agree_on_whole_days() -> None:
    for written in (*NO_DAYS, *DAYS):
        if written.count("-") == 2:
            assert is_plausible_day(written) == is_plausible_time(written), written
