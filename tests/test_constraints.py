"""Every constraint of every schema refuses a bad value; made from the schemas themselves."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import AS_OF, ROOT
from reform.layout import Layout
from reform.loading import gather
from reform.sources.table_schemas import Field, read_schemas
from reform.sources.yaml_files import LineFinder
from reform.validation import find_problems

LAYOUT = Layout.of(ROOT / "tests" / "small", ROOT / "data")
SCHEMAS = read_schemas(ROOT / "data")
BAD_TYPES = {
    "string": 7273,
    "integer": "mười",
    "number": "chín lăm",
    "boolean": "no",
    "date": "2026-02-30",
}
FULL_ROWS: dict[str, dict[str, Any]] = {
    "observations": {
        "observation_id": "99801/q1",
        "unit_id": "99801",
        "indicator_id": "sipas",
        "period": "2026",
        "as_of": "2026-06-30",
        "value": 90,
        "source": "Báo cáo mẫu",
        "entered_on": "2026-07-01",
        "verified": False,
    },
    "target_status": {
        "target_id": "99801-binh-mau-2026-2030/t01",
        "plan_id": "99801-binh-mau-2026-2030",
        "unit_id": "99801",
        "as_of": "2026-06-30",
        "status": "no_data",
        "rule": "nothing_reported",
        "in_totals": True,
        "period_start": "2026-01-01",
        "period_end": "2027-12-31",
        "elapsed_percent": 24,
        "corrections": 0,
    },
    "target_agencies": {
        "target_id": "99801-binh-mau-2026-2030/t01",
        "agency_id": "99801-binh-mau-2026-2030/a01",
        "role": "lead",
    },
    "target_steps": {
        "target_id": "99801-binh-mau-2026-2030/t01",
        "period": "2027",
        "value": 95.5,
    },
    "task_progress": {
        "progress_id": "99801/p1",
        "unit_id": "99801",
        "task_id": "99801-binh-mau-2026-2030/k01",
        "as_of": "2026-06-30",
        "state": "done",
    },
    "former_units": {
        "former_code": "99001",
        "unit_id": "99801",
        "name": "Xã Mẫu",
        "type": "xa",
        "province_code": "98",
        "province_name": "Mẫu",
        "is_partial": False,
    },
}
"""A row for each table that the small project leaves empty."""


def _bad_values(field: Field) -> list[tuple[str, Any]]:
    """The code of the expected problem, and a value that must lead to it."""
    limits = field.constraints
    kind = "time" if field.is_time else field.type
    found: list[tuple[str, Any]] = [(f"wrong-type-{kind}", BAD_TYPES[field.type])]
    if limits.get("required"):
        found.append(("constraint-required", None))
    if "enum" in limits:
        found.append(("constraint-enum", "không-có"))
    if "pattern" in limits:
        found.append(("constraint-pattern", " \n"))
    if "minimum" in limits:
        found.append(("constraint-minimum", limits["minimum"] - 1))
    if "maximum" in limits:
        found.append(("constraint-maximum", limits["maximum"] + 1))
    return found


CASES = [
    (table, field.name, code, value)
    for table, schema in SCHEMAS.tables.items()
    for field in schema.fields
    for code, value in _bad_values(field)
]
"""Table, column, the code of the expected problem, and a value that must lead to it."""


COMPUTED = {"target_status", "step_status"}
"""Tables that nobody writes: they are derived after the check, and the published ones are checked
by Frictionless in test_built_site.py."""


@pytest.mark.parametrize("table", sorted(set(SCHEMAS.tables) - COMPUTED))
def test_every_bad_value_of_a_table_is_refused(table: str) -> None:
    """One check of each table with one bad value in each of many copies of a good row."""
    raw = gather(LAYOUT, SCHEMAS)
    rows = raw.tables[table]
    if table in FULL_ROWS:
        raw.add(table, FULL_ROWS[table], raw.tables["plans"][0].origin)
    if not rows:
        pytest.fail(f"no good row of {table} to begin with")
    good = dict(rows[0].values)
    wanted: list[tuple[str, str]] = []
    for name, column, code, value in CASES:
        if name == table:
            raw.add(table, {**good, column: value}, rows[0].origin)
            wanted.append((code, column))
    found = {
        (problem.code, problem.values.get("field"))
        for problem in find_problems(raw, SCHEMAS, LineFinder(LAYOUT.root), AS_OF)
    }
    assert set(wanted) - found == set()
