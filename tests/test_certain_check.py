"""The quick check never calls right what the full check finds wrong, and knows what is right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import AS_OF, ROOT
from reform.layout import Layout
from reform.loading import RawRow, RawTables, gather
from reform.problems import Problem
from reform.sources.table_schemas import Schemas, read_schemas
from reform.sources.yaml_files import LineFinder
from reform.validation import checking
from reform.validation.certain import is_certainly_right
from reform.validation.explaining import Explainer
from reform.validation.rules import Surroundings

SMALL = ROOT / "tests" / "small"
DEMO = ROOT / "tests" / "demo"


@cache
def _schemas() -> Schemas:
    return read_schemas(ROOT / "data")


@cache
def _read(root: Path) -> RawTables:
    return gather(Layout.of(root, ROOT / "data"), _schemas())


def _copy(raw: RawTables) -> RawTables:
    tables = {
        name: [RawRow(dict(row.values), row.origin, row.written) for row in rows]
        for name, rows in raw.tables.items()
    }
    return RawTables(tables, register=raw.register)


def _is_right(raw: RawTables) -> bool:
    around = Surroundings(raw, AS_OF)
    return is_certainly_right(_schemas(), around, checking._readers, checking.RULES)


def _in_full(raw: RawTables) -> Iterator[Problem]:
    explainer = Explainer(raw, _schemas(), LineFinder(SMALL))
    return checking._found_in_full(Surroundings(raw, AS_OF), _schemas(), explainer)


@pytest.mark.parametrize("root", [ROOT, DEMO, SMALL], ids=lambda root: root.name)
def test_what_is_right_is_known_to_be_right(root: Path) -> None:
    """Else the full check would run every time, and nobody would notice but by the clock."""
    assert _is_right(_read(root))


_CELLS = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "x", "0", "-1", "101", "2026-02-30", "2025-12-31", "true", "nan"]),
    st.sampled_from([True, False, 0, 1, 1.0, 100, 10**9, -3, 0.5, [], {}, ["x"]]),
)


@st.composite
def _spoilt(draw: st.DrawFn) -> RawTables:
    """The small project with one to three slips: a cell, a row twice, a row gone, a key more."""
    raw = _copy(_read(SMALL))
    names = sorted(name for name, rows in raw.tables.items() if rows and name not in _SHARED)
    for _ in range(draw(st.integers(1, 3))):
        rows = raw.tables[draw(st.sampled_from(names))]
        if not rows:
            continue
        row = draw(st.sampled_from(rows))
        column: Any = draw(st.sampled_from(sorted(row.values)))
        slip = draw(st.sampled_from(["cell", "cell", "cell", "swap", "twice", "gone", "key"]))
        if slip == "cell":
            row.values[column] = draw(_CELLS)
        elif slip == "swap":
            row.values[column] = draw(st.sampled_from(rows)).values.get(column)
        elif slip == "twice":
            rows.append(RawRow(dict(row.values), row.origin, row.written))
        elif slip == "gone":
            rows.remove(row)
        else:
            row.values["nobody_knows_this"] = "x"
    return raw


_SHARED = ("codes", "reform_areas", "agency_roles", "indicators", "rankings")
_seen = {True: 0, False: 0}


@settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(raw=_spoilt())
def _nothing_wrong_is_called_right(raw: RawTables) -> None:
    is_right = _is_right(raw)
    _seen[is_right] += 1
    if is_right:
        assert list(_in_full(raw)) == []


def test_nothing_that_the_full_check_finds_wrong_is_called_right() -> None:
    _nothing_wrong_is_called_right()
    assert min(_seen.values()) >= 3, "slips that do no harm and slips that do, of each some"


_ONE_SLIP = {
    "no such column": ("targets", "nobody_knows_this", "x"),
    "no text where one is required": ("plans", "title", None),
    "a list for a text": ("targets", "text", ["x"]),
    "a pattern": ("targets", "target_id", "T1"),
    "not in the list": ("targets", "kind", "numeric"),
    "no number": ("targets", "value", "ninety"),
    "a truth for a number": ("targets", "value", True),
    "no such agency": ("task_agencies", "agency_id", "99801-binh-mau-2026-2030/x99"),
    "a rule": ("targets", "value", 101),
}


@pytest.mark.parametrize("slip", _ONE_SLIP.values(), ids=_ONE_SLIP.keys())
def test_each_kind_of_slip_is_left_to_the_full_check(slip: tuple[str, str, Any]) -> None:
    table, column, value = slip
    raw = _copy(_read(SMALL))
    raw.tables[table][0].values[column] = value
    assert not _is_right(raw)


@pytest.mark.parametrize("table", ["plans", "targets", "tasks", "duty_agencies"])
def test_a_key_that_stands_twice_is_left_to_the_full_check(table: str) -> None:
    raw = _copy(_read(SMALL))
    row = raw.tables[table][0]
    raw.tables[table].append(RawRow(dict(row.values), row.origin, row.written))
    assert not _is_right(raw)
