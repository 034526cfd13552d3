"""Formats that carry types: the same in every tool, the same bytes each time, nothing damaged."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import openpyxl
import pandas as pd
import polars as pl
import pytest

import status_cases as cases
from conftest import AS_OF, ROOT
from reform import addresses
from reform.downloads import data_jobs, published_tables
from reform.downloads.database import VIEWS, database
from reform.downloads.workbook import TooManyRowsError, workbook
from reform.edition import Edition
from reform.layout import Layout
from reform.model.digits import Digits
from reform.project import Project, open_project
from reform.source_state import SourceState

CODE = "07273"
TABLE = "observations"
ROWS = (
    {"observation_id": f"{CODE}/q001", "value": 0, "note": None},
    {"observation_id": f"{CODE}/q002", "value": None, "note": "Chưa đo được"},
    {"observation_id": f"{CODE}/q003", "value": Digits("93.0"), "note": "Số 1,5 của “Vĩnh Bảo”"},
)
"""Zero, nothing and a figure with its digits; a code that begins with a zero; Vietnamese."""


@pytest.fixture(scope="module")
def demo() -> Project:
    """The demo."""
    return open_project(Layout.of(ROOT / "tests/demo", ROOT / "data"), AS_OF)


@pytest.fixture(scope="module")
def files(demo: Project) -> Mapping[str, bytes]:
    """Every data file of the demo."""
    edition = Edition(demo, SourceState())
    tables = published_tables(demo.catalogue, demo.schemas)
    jobs = data_jobs(edition, tables)
    return {file.address: file.content for job in jobs for file in job()}


@pytest.fixture(scope="module")
def small_tables() -> dict[str, tuple[Any, ...]]:
    """Three figures that tools like to damage."""
    fixed = {"unit_id": CODE, "period": "2026", "as_of": AS_OF, "entered_on": AS_OF, "source": "x"}
    flags = {"verified": False, "is_current": True}
    rows = tuple(cases.blank(TABLE, **{**fixed, **flags, **row}) for row in ROWS)
    units = (cases.blank("units", unit_id=CODE, code=CODE, level="commune", name="Xã Đông Sơn"),)
    return {TABLE: rows, "units": tuple(replace(u, type="x", province_code="24") for u in units)}


@pytest.fixture(scope="module")
def folder(
    demo: Project,
    small_tables: dict[str, tuple[Any, ...]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The three figures as workbook, database and CSV."""
    found = tmp_path_factory.mktemp("formats")
    edition = Edition(demo, SourceState())
    (found / "a.xlsx").write_bytes(workbook(edition, small_tables, {}))
    catalogue = replace(demo.catalogue, **small_tables)
    (found / "a.csv").write_bytes(published_tables(catalogue, demo.schemas)[TABLE])
    connection = sqlite3.connect(found / "a.sqlite")
    connection.execute("CREATE TABLE observations (unit_id TEXT, value REAL, note TEXT) STRICT")
    rows = [(CODE, row["value"], row["note"]) for row in ROWS]
    connection.executemany("INSERT INTO observations VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.close()
    return found


WANTED = [(CODE, 0, None), (CODE, None, ROWS[1]["note"]), (CODE, 93.0, ROWS[2]["note"])]


def _same(rows: list[tuple[Any, ...]]) -> bool:
    plain = [
        tuple(None if cell is None or cell != cell else cell for cell in row)  # noqa: PLR0124 - NaN
        for row in rows
    ]
    return plain == WANTED


def test_pandas_reads_the_csv_as_the_page_says(folder: Path) -> None:
    frame = pd.read_csv(
        folder / "a.csv", dtype={"unit_id": "string"}, keep_default_na=False, na_values=[""]
    )
    columns = [frame[name].tolist() for name in ("unit_id", "value", "note")]
    assert _same([tuple(None if pd.isna(c) else c for c in row) for row in zip(*columns)])  # noqa: B905


def test_polars_reads_the_csv_as_the_page_says(folder: Path) -> None:
    frame = pl.read_csv(folder / "a.csv", schema_overrides={"unit_id": pl.String})
    assert _same(frame.select("unit_id", "value", "note").rows())


def test_duckdb_reads_the_csv_as_the_page_says(folder: Path) -> None:
    query = (
        f"SELECT unit_id, value::DOUBLE, note FROM read_csv('{folder / 'a.csv'}', "  # noqa: S608
        "types = {'unit_id': 'VARCHAR'})"
    )
    assert _same(duckdb.connect().execute(query).fetchall())


def test_openpyxl_reads_the_workbook_with_types(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "a.xlsx")
    sheet = book[TABLE]
    header, *rows = sheet.iter_rows(values_only=True)
    at = [header.index(name) for name in ("unit_id", "value", "note")]
    assert _same([tuple(row[i] for i in at) for row in rows])
    value = sheet.cell(4, at[1] + 1)
    assert (value.data_type, value.number_format) == ("n", "0.0")
    day = sheet.cell(2, header.index("as_of") + 1)
    assert (day.is_date, day.value.date()) == (True, AS_OF)
    assert sheet.cell(2, at[0] + 1).data_type == "s"
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_reads_the_workbook_with_types(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "a.xlsx", tmp_path / "a.xlsx")
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    command = ["soffice", "--headless", "--convert-to", options, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, env=home, capture_output=True)
    frame = pl.read_csv(tmp_path / f"a-{TABLE}.csv", infer_schema=False)
    found = frame.select("unit_id", "value", "note").rows()
    assert found == [
        (CODE, "0", None),
        (CODE, None, ROWS[1]["note"]),
        (CODE, "93", ROWS[2]["note"]),
    ]


def test_sqlite_keeps_nothing_zero_and_text_apart(folder: Path) -> None:
    connection = sqlite3.connect(folder / "a.sqlite")
    assert _same(connection.execute("SELECT unit_id, value, note FROM observations").fetchall())
    connection.close()


# --- the whole ------------------------------------------------------------------------------------


def test_each_whole_is_the_same_bytes_each_time(demo: Project, files: Mapping[str, bytes]) -> None:
    tables = published_tables(demo.catalogue, demo.schemas)
    again = data_jobs(Edition(demo, SourceState()), tables)
    second = {file.address: file.content for job in again for file in job()}
    assert {address for address in files if files[address] != second[address]} == set()
    assert files.keys() == second.keys()


def test_the_database_holds_every_row_under_its_keys(
    demo: Project, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(files[addresses.DATABASE])
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for name in demo.schemas.tables:
        (count,) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()  # noqa: S608
        assert count == len(demo.catalogue.rows(name)), name
    made = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT'"
    assert connection.execute(made).fetchall() == []
    for name in VIEWS:
        assert connection.execute(f"SELECT * FROM {name} LIMIT 1").fetchone(), name  # noqa: S608
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE observations SET value = 'một trăm'")
    connection.close()


def test_datasette_opens_the_database(files: Mapping[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "data.sqlite"
    path.write_bytes(files[addresses.DATABASE])
    query = "/data.json?sql=select+count(*)+as+n+from+promises&_shape=array"
    program = Path(os.environ.get("VIRTUAL_ENV", ROOT / ".venv")) / "bin" / "datasette"
    done = subprocess.run(
        [program, "serve", str(path), "--get", query], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)[0]["n"] > 100


def test_the_zip_holds_tables_descriptor_licence_and_words(
    demo: Project, files: Mapping[str, bytes]
) -> None:
    with zipfile.ZipFile(io.BytesIO(files[addresses.DATA_ZIP])) as packed:
        names = set(packed.namelist())
        readme = packed.read("README.md").decode("utf-8")
        assert packed.read("targets.csv") == files[addresses.table_csv("targets")]
    tables = {f"{name}.csv" for name in demo.schemas.tables}
    words = {"datapackage.json", "README.md", "README.en.md", "LICENSE.txt"}
    assert names == tables | words
    assert "DỮ LIỆU MINH HỌA" in readme
    assert "&" not in readme


def test_the_path_of_every_plan_leads_into_the_zip_of_sources(
    demo: Project, files: Mapping[str, bytes]
) -> None:
    with zipfile.ZipFile(io.BytesIO(files[addresses.SOURCE_ZIP])) as packed:
        assert {plan.path for plan in demo.catalogue.plans} <= set(packed.namelist())


def test_a_workbook_holds_no_formula_and_every_row(
    demo: Project, files: Mapping[str, bytes]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files[addresses.WORKBOOK]))
    for name, schema in demo.schemas.tables.items():
        rows = demo.catalogue.rows(name)
        if not rows:
            assert name not in book.sheetnames
            continue
        assert book[name].max_row == len(rows) + 1
        assert all(c.data_type != "f" for row in book[name].iter_rows() for c in row), name
        header = [cell.value for cell in book[name][1]]
        assert header[: len(schema.fields)] == list(schema.field_names)
    link = book["targets"].cell(2, len(demo.schemas["targets"].fields) + 1)
    assert link.hyperlink.target.endswith("/") or "#" in str(link.value)


def test_nothing_is_cut_in_silence(demo: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reform.downloads.workbook.ROWS_AT_MOST", 10)
    rows = {"targets": demo.catalogue.targets}
    with pytest.raises(TooManyRowsError):
        workbook(Edition(demo, SourceState()), rows, {})


@pytest.mark.parametrize("kind", ["plan", "unit", "indicator", "province"])
def test_every_document_is_valid_by_its_own_schema(kind: str, files: Mapping[str, bytes]) -> None:
    schema = json.loads(files[addresses.json_schema(kind)])
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    folder = f"data/{kind}s/"
    documents = [
        json.loads(c) for a, c in files.items() if a.startswith(folder) and a[-4:] == "json"
    ]
    assert documents
    for document in documents:
        assert document["$schema"] == schema["$id"]
        assert [error.message for error in validator.iter_errors(document)] == []
    del documents[0]["modified"]
    assert not validator.is_valid(documents[0])


def test_each_document_has_its_promises_as_csv_beside_it(files: Mapping[str, bytes]) -> None:
    for address, content in files.items():
        if address.startswith(("data/plans/", "data/units/", "data/provinces/")):
            if not address.endswith(".json"):
                continue
            targets = [t for t in json.loads(content)["targets"] if not t["withdrawn"]]
            table = pd.read_csv(io.BytesIO(files[addresses.promises_csv(address)]), dtype=str)
            own = table["target_id"].tolist()
            assert set(own) <= {t["target_id"] for t in targets}
            assert own or not targets or "units/" in address


def test_a_database_takes_every_kind_of_value(demo: Project) -> None:
    assert database(Edition(demo, SourceState()), {}).startswith(b"SQLite format 3")
