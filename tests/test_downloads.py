"""What machines read of an invented country: cells, a plan's own document, the descriptor."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

import status_cases as cases
from conftest import ROOT
from reform.downloads import published_tables, table_csv
from reform.downloads.kinds import OF_EACH
from reform.downloads.package import package_descriptor
from reform.edition import Edition
from reform.layout import Layout
from reform.model.digits import Digits
from reform.model.kinds import KINDS, PLAN_LISTS
from reform.project import Project
from reform.source_state import SourceState
from reform.sources.table_schemas import Schemas, read_schemas

SCHEMAS = read_schemas(ROOT / "data")
ITEM_KEYS = {kind.key for kind in KINDS if kind.table != "phases"}
SOURCE = SourceState("abc", "def", "2026-11-20T09:00:00+07:00")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (date(2026, 4, 1), "2026-04-01"),
        (90.0, "90"),
        (Digits("90.0"), "90.0"),
        (90.5, "90.5"),
        (7, "7"),
        ("01234", "01234"),
        ("a,b", '"a,b"'),
        ('nói "có"', '"nói ""có"""'),
        ("hai\r\ndòng", '"hai\r\ndòng"'),
    ],
)
def test_a_cell_is_written_as_rfc_4180_and_iso_8601_say(value: Any, written: str) -> None:
    schema = SCHEMAS["reform_areas"]
    row = cases.blank("reform_areas", area_id="x", **{schema.field_names[1]: value})
    head, _, body = table_csv(schema, [row]).decode().partition("\r\n")
    assert head == ",".join(schema.field_names)
    assert body.startswith(f"x,{written},")
    assert body.endswith("\r\n")


def _rows_by_table(project: Project) -> dict[str, list[dict[str, str]]]:
    tables = published_tables(project.catalogue, project.schemas)
    assert set(tables) == set(project.schemas.tables)
    return {
        name: list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
        for name, content in tables.items()
    }


def _as_cells(record: dict[str, object]) -> dict[str, str]:
    """A JSON record as CSV writes it."""
    words = {None: "", True: "true", False: "false"}
    return {
        name: words[value] if value is None or isinstance(value, bool) else str(value)
        for name, value in record.items()
    }


def _documents(project: Project) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, content in _contents(project):
        yield name.removeprefix("data/plans/").removesuffix(".json"), json.loads(content)


def _contents(project: Project) -> Iterator[tuple[str, bytes]]:
    plans, *_ = OF_EACH
    for job in plans(Edition(project, SOURCE)):
        for download in job():
            if re.fullmatch(r"data/plans/.*\.json", download.address):
                yield download.address, download.content


def _hanging(schemas: Schemas) -> dict[str, str]:
    """Table whose rows hang from an item of a plan, to the column that names the item."""
    found = {}
    for name, schema in schemas.tables.items():
        keys = [column for column in schema.field_names if column in ITEM_KEYS]
        if name not in PLAN_LISTS and keys:
            found[name] = keys[0]
    return found


@pytest.fixture(scope="module")
def full(demo: Project) -> Project:
    """The demo, and an empty row in each table of what hangs from items that it leaves empty."""
    catalogue = demo.catalogue
    owners = {kind.key: catalogue.rows(kind.table) for kind in KINDS}
    added = {
        table: (cases.blank(table, **{key: getattr(owners[key][0], key)}),)
        for table, key in _hanging(demo.schemas).items()
        if not any(getattr(row, key) for row in catalogue.rows(table))
    }
    return replace(demo, catalogue=replace(catalogue, **added))


def test_a_plan_s_document_holds_every_row_that_is_its_own_or_hangs_from_its_items(
    full: Project,
) -> None:
    tables, hanging = _rows_by_table(full), _hanging(full.schemas)
    assert {"duty_agencies", "duty_areas", "observations", "target_steps"} <= hanging.keys()
    held: set[str] = set()
    for plan_id, document in _documents(full):
        for table in PLAN_LISTS:
            own = [row for row in tables[table] if row["plan_id"] == plan_id]
            assert [_as_cells(record) for record in document[table]] == own, table
        for table, key in hanging.items():
            own = [row for row in tables[table] if row[key].startswith(f"{plan_id}/")]
            told = {_in_one(_as_cells(row)) for row in document[table]}
            assert told >= set(map(_in_one, own)), table
            assert len(told) == len(document[table]), table
            held.update([table] if own else ())
    assert held == hanging.keys()


def _in_one(record: dict[str, str]) -> str:
    return json.dumps(record, sort_keys=True)


def test_a_plan_s_document_names_itself_its_unit_its_documents_and_its_indicators(
    demo: Project,
) -> None:
    tables = _rows_by_table(demo)
    for plan_id, document in _documents(demo):
        (plan,) = (row for row in tables["plans"] if row["plan_id"] == plan_id)
        (unit,) = (row for row in tables["units"] if row["unit_id"] == plan["unit_id"])
        assert _as_cells(document["plan"]) == plan
        assert unit in map(_as_cells, document["units"])
        for table, key, lists in (
            ("legal_documents", "document_id", ("legal_basis",)),
            ("indicators", "indicator_id", ("targets", "prior_results")),
        ):
            named = [row[key] for name in lists for row in document[name] if row[key]]
            told = {row[key]: _as_cells(row) for row in document[table]}
            by_id = {row[key]: row for row in tables[table]}
            assert {identity: told[identity] for identity in named} == {
                identity: by_id[identity] for identity in named
            }
        assert document["licenses"] == demo.schemas.package["licenses"]


def test_a_plan_s_document_is_read_by_people_too(small: Project) -> None:
    ((_, written),) = _contents(small)
    content = written.decode("utf-8")
    assert "Phục vụ người dân tốt hơn." in content
    assert content.startswith('{\n"$schema": "https://')
    assert '\n"plan": {"plan_id": "99801-binh-mau-2026-2030", ' in content
    assert '\n{"target_id": "99801-binh-mau-2026-2030/t01", ' in content
    assert content.endswith("}\n")
    assert '"value": 95.5' in content
    assert '"value": 90,' in content
    assert '"period_start": "2026-01-01"' in content


@pytest.mark.parametrize("is_demo", [False, True])
def test_the_descriptor_says_of_every_table_where_it_lies_and_what_it_holds(
    small: Project, *, is_demo: bool
) -> None:
    content = {"plans": b"plan_id\r\n", "targets": b"target_id\r\nx\r\n"}
    root = ROOT / "tests" / ("demo" if is_demo else "nowhere")
    project = replace(small, layout=Layout.of(root, ROOT / "data"))
    written = package_descriptor(Edition(project, SOURCE), content)
    package = json.loads(written)
    assert written.startswith(b'{\n "')
    assert written.endswith(b"}\n")
    assert "\\u" not in written.decode()
    expected = {**SCHEMAS.package, **(SCHEMAS.package["demo"] if is_demo else {})}
    of_ours = {"accrual_periodicity", "languages", "theme", "contributors"}
    for key in expected.keys() - {"resources", "demo"} - of_ours:
        assert package[key] == expected[key], key
    assert "demo" not in package
    assert package["madeFrom"] == {"commit": "abc", "data": "def"}
    assert package["version"] == "2026.11.20"
    assert [row["name"] for row in package["resources"]] == ["plans", "targets"]
    for row in package["resources"]:
        schema, rows = SCHEMAS[row["name"]], content[row["name"]]
        assert row["path"] == f"{row['name']}.csv"
        fixed = {"type": "table", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
        assert fixed.items() <= row.items()
        for text in ("title", "title_en", "description", "description_en"):
            assert row[text] == schema.descriptor[text]
            assert text not in row["schema"]
        assert [f["name"] for f in row["schema"]["fields"]] == list(schema.field_names)
        assert not any("pattern_hint" in field for field in row["schema"]["fields"])
        assert row["schema"]["primaryKey"] == schema.descriptor["primaryKey"]
        assert row["bytes"] == len(rows)
        assert row["hash"] == f"sha256:{hashlib.sha256(rows).hexdigest()}"
