"""The invented country: whole, lawful for the checks, the same every time, never mistaken."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import AS_OF, ROOT
from reform.layout import Layout
from reform.nation import write_nation
from reform.nation.units import country
from reform.project import open_project

CODES = ("00004", "11824", "24184", "24412", "29278", "31147")
"""Two of one name (Tân An), two with an apostrophe, one with đ."""


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_every_commune_of_the_country_is_there_with_its_folder() -> None:
    units = country()
    assert len(units) == 3321
    assert len({unit.folder for unit in units}) == 3321
    assert {unit.folder for unit in units} >= {
        "31-hai-phong/11824-vinh-bao",
        "66-dak-lak/24184-ea-hleo",
    }


def test_an_invented_plan_passes_every_check_and_says_what_it_is(tmp_path: Path) -> None:
    assert write_nation(tmp_path, seed=7, communes=CODES) == len(CODES)
    layout = Layout.of(tmp_path, vocabulary=ROOT / "data")
    catalogue = open_project(layout, AS_OF).catalogue
    for plan in catalogue.plans:
        assert plan.title.startswith("[Dữ liệu giả lập]")
        assert plan.issuer is not None
        assert plan.issuer.startswith("Đơn vị giả lập")
        notes = catalogue.notes_of(plan.plan_id)
        assert notes[0].kind == "context"
    assert 14 <= len(catalogue.targets) / len(CODES) <= 26
    assert 30 <= len(catalogue.tasks) / len(CODES) <= 50
    assert 20 <= len(catalogue.duties) / len(CODES) <= 40
    assert any(target.parent_id for target in catalogue.targets)


REPORTED = {"observations", "task_progress"}
"""Figures of real communes are invented by nobody, the country of measurements included."""


def test_every_table_of_a_plan_has_rows_and_every_column_is_used(tmp_path: Path) -> None:
    write_nation(tmp_path, seed=7, communes=[unit.code for unit in country()[::50]])
    project = open_project(Layout.of(tmp_path, vocabulary=ROOT / "data"), AS_OF)
    empty = {table for table in project.schemas.tables if not project.catalogue.rows(table)}
    assert empty == REPORTED
    for table, columns in {
        "plans": ("subject", "source_url", "sha256", "media_type", "retrieved_on"),
        "targets": ("value_from", "out_of", "rank_within", "change"),
        "tasks": ("parent_id", "product", "due"),
        "legal_documents": ("source_url",),
    }.items():
        for column in columns:
            assert any(getattr(row, column) for row in project.catalogue.rows(table)), column
    assert len({plan.subject for plan in project.catalogue.plans}) > 2


def test_the_same_seed_gives_the_same_country_and_another_gives_another(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_nation(tmp_path / name, seed=seed, communes=CODES[:2])
    assert _files(tmp_path / "a") == _files(tmp_path / "b")
    assert _files(tmp_path / "a") != _files(tmp_path / "c")


def test_it_is_never_written_among_other_communes(tmp_path: Path) -> None:
    (tmp_path / "data" / "units").mkdir(parents=True)
    with pytest.raises(FileExistsError):
        write_nation(tmp_path, seed=1, communes=CODES[:1])
