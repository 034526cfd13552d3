"""Forms that plans take: one invented document each, in a table that anybody can extend."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import AS_OF, ROOT
from reform.drafting.assembling import draft_of
from reform.drafting.blocks import Paragraph, Reading, Table
from reform.drafting.known import Known, read_known
from reform.drafting.rows import Draft
from reform.drafting.writing import write_draft
from reform.layout import Layout
from reform.project import open_project
from reform.sources.table_schemas import read_schemas

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "drafting" / "forms.yaml").read_text("utf-8")
)
_BODIES = ("lead", "support", "requested", "reporters", "receivers")


@pytest.fixture(scope="module")
def known() -> Known:
    return read_known(Layout.of(ROOT / "tests" / "small", ROOT / "data"))


def _pieces(case: dict[str, Any]) -> tuple[Paragraph | Table, ...]:
    return tuple(
        Paragraph(n, line) if isinstance(line, str) else Table(n, tuple(map(tuple, line)))
        for n, line in enumerate(case["lines"], 1)
    )


def _drafted(case: dict[str, Any], known: Known) -> Draft:
    return draft_of(Reading(_pieces(case)), known, AS_OF).draft


def _plain(value: Any) -> Any:
    return str(value) if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_form_of_plan_is_read(case: dict[str, Any], known: Known) -> None:
    draft = _drafted(case, known)
    for key, value in case.get("plan", {}).items():
        assert (key, draft.plan.get(key)) == (key, value)
    roles = {row.row_id: row.values["role_id"] for row in draft.rows["agencies"]}
    for wanted in case["expect"]:
        columns = {key: _plain(value) for key, value in wanted.items() if key != "table"}
        found = [
            {
                key: [roles[i] for i in row.values.get(key, ())]
                if key in _BODIES
                else row.values.get(key)
                for key in columns
            }
            for row in draft.rows[wanted["table"]]
        ]
        assert columns in found
    for table in case.get("exactly", ()):
        wanted_rows = [row for row in case["expect"] if row["table"] == table]
        told = [row.values["text"] for row in draft.rows[table]]
        assert len(told) == len(wanted_rows) + (table == "objectives"), told


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_draft_of_any_form_passes_the_check(
    case: dict[str, Any], known: Known, tmp_path: Path
) -> None:
    """Except for nothing: what is doubtful is marked, and still is right by the schemas."""
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "small")
    shutil.rmtree(tmp_path / "small" / "data" / "units")
    layout = Layout.of(tmp_path / "small", ROOT / "data")
    pieces = _pieces(case)
    drafted = draft_of(Reading(pieces), known, AS_OF)
    written = write_draft(drafted, known, (layout, read_schemas(layout.vocabulary)), "mau", None)
    assert written.is_placed
    assert open_project(layout, AS_OF).catalogue.rows("plans")
