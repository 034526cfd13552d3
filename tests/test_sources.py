"""Reading YAML and CSV as people write them, and administrative units."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT
from reform.sources.csv_files import read_csv
from reform.sources.unit_lists import read_units
from reform.sources.units import place_slug
from reform.sources.yaml_files import LineFinder, read_yaml

UNITS = read_units(ROOT / "data" / "former_communes.csv", ROOT / "data" / "invented_units.csv")
ROWS = [{"task": "k01", "note": "Đã xong, có biên bản"}, {"task": "k02", "note": "95,5"}]


def _yaml(tmp_path: Path, text: str) -> object:
    path = tmp_path / "plan.yaml"
    path.write_text(text, "utf-8")
    document, problems = read_yaml(path, "plan.yaml")
    assert problems == []
    return document


def test_a_date_stays_as_it_is_written(tmp_path: Path) -> None:
    assert _yaml(tmp_path, "day: 2026-04-14") == {"day": "2026-04-14"}


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert _yaml(tmp_path, "\ufeffname: Đông Sơn") == {"name": "Đông Sơn"}


def test_an_object_of_python_is_never_made(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("x: !!python/object/apply:os.getcwd []", "utf-8")
    document, problems = read_yaml(path, "plan.yaml")
    assert document is None
    assert [problem.code for problem in problems] == ["yaml-syntax"]


def test_the_line_of_a_value_is_found_in_nested_lists(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "tasks:\n  - id: k1\n  - id: k2\n    lead:\n      - a1\n      - a2\n", "utf-8"
    )
    lines = LineFinder(tmp_path)
    assert lines.line("a.yaml", ("tasks", 1, "lead", 1)) == 6
    assert lines.line("a.yaml", ("tasks", 1, "missing")) == 3


@pytest.mark.parametrize(
    ("content", "decimal_comma"),
    [
        pytest.param('task,note\nk01,"Đã xong, có biên bản"\nk02,"95,5"\n', False, id="plain CSV"),
        pytest.param(
            "\ufefftask;note\r\nk01;Đã xong, có biên bản\r\nk02;95,5\r\n",
            True,
            id="Excel in Việt Nam",
        ),
        pytest.param(
            "task\tnote\nk01\tĐã xong, có biên bản\nk02\t95,5", True, id="pasted from a sheet"
        ),
        pytest.param(
            '"task";"note"\n"k01";"Đã xong, có biên bản"\n\n"k02";" 95,5 "\n;\n', True, id="quoted"
        ),
    ],
)
def test_csv_is_read_as_any_spreadsheet_writes_it(
    tmp_path: Path, content: str, *, decimal_comma: bool
) -> None:
    path = tmp_path / "progress.csv"
    path.write_bytes(content.encode("utf-8"))
    table, problems = read_csv(path, "progress.csv")
    assert problems == []
    assert table is not None
    assert [row.values for row in table.rows] == ROWS
    assert table.decimal_comma is decimal_comma


def test_decomposed_text_in_csv_becomes_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("note\nđa\u0323t\n", "utf-8")
    table, _ = read_csv(path, "a.csv")
    assert table is not None
    assert table.rows[0].values["note"] == "đạt"


def test_the_line_of_a_record_counts_line_breaks_inside_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('note,x\n"hai\ndòng",1\nba,2\n', "utf-8")
    table, _ = read_csv(path, "a.csv")
    assert table is not None
    assert [row.line for row in table.rows] == [2, 4]


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Xã Đông Sơn", "dong-son"), ("Phường Ea H'leo", "ea-hleo"), ("Đặc khu Phú Quốc", "phu-quoc")],
)
def test_a_slug_is_the_name_without_type_and_diacritics(name: str, slug: str) -> None:
    assert place_slug(name) == slug


def test_all_units_of_the_country_are_known() -> None:
    in_force = [unit for unit in UNITS.units.values() if not unit.is_former]
    assert Counter(unit.level for unit in in_force) == {"commune": 3321, "province": 34}


def test_dong_son_ended_in_the_merger_and_went_to_bo_ha() -> None:
    unit = UNITS.get("07273-20250630")
    assert unit is not None
    assert (unit.name, unit.district_name, unit.successors) == (
        "Xã Đông Sơn",
        "Huyện Yên Thế",
        ("07294",),
    )
    assert "07273" in {former.code for former in UNITS.predecessors("07294")}


def test_a_code_that_went_on_names_two_units() -> None:
    assert [(unit.unit_id, unit.name) for unit in UNITS.named_by("07294")] == [
        ("07294-20250630", "Thị trấn Bố Hạ"),
        ("07294", "Xã Bố Hạ"),
    ]


def test_no_two_units_share_a_folder() -> None:
    folders = [unit.folder for unit in UNITS.units.values()]
    assert len(set(folders)) == len(folders) > 12_000


def test_a_province_that_took_in_no_other_is_the_same_unit_as_before() -> None:
    lasting = [u for u in UNITS.units.values() if u.level == "province" and not u.valid_from]
    assert {unit.code for unit in lasting if not unit.is_former} == {
        *("01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46")
    }
    assert len({unit.code for unit in lasting if unit.is_former}) == 63 - 11


def test_a_commune_that_the_merger_left_as_it_was_is_one_unit() -> None:
    (unit,) = UNITS.named_by("02305")
    assert (unit.unit_id, unit.name, unit.valid_from) == ("02305", "Xã Trung Hà", None)


def test_the_real_project_has_no_invented_unit() -> None:
    assert not (ROOT / "data" / "invented_units.csv").exists()


def test_a_cell_with_many_semicolons_makes_no_title_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "pages.csv"
    path.write_text(
        "address,title,words\nlich/,Lịch,hạn chót; sắp đến hạn; thời hạn; ics\n", "utf-8"
    )
    table, problems = read_csv(path, "pages.csv")
    assert problems == []
    assert table
    assert table.columns == ("address", "title", "words")
