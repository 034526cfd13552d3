"""The workbook of a unit: there and back value for value; what people do to it is understood."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from conftest import AS_OF, ROOT
from reform.cli import main
from reform.forms import plan_import
from reform.forms.cells import same
from reform.forms.changes import Outcome
from reform.forms.sheets import figures_sheet, plan_sheets, progress_sheet
from reform.forms.unit_files import PlanFile, read_unit
from reform.forms.unit_form import unit_form
from reform.forms.workbook_in import read_workbook
from reform.layout import Layout
from reform.loading.choices import read_choices
from reform.model.kinds import PLAN_LISTS
from reform.project import open_project
from reform.rendering.problem_messages import _catalogue
from reform.sources.table_schemas import read_schemas
from reform.sources.unit_lists import read_units

DAY = "2026-11-20"
SCHEMAS = read_schemas(ROOT / "data")
LAYOUTS = [
    Layout.of(ROOT),
    Layout.of(ROOT / "tests/demo", ROOT / "data"),
    Layout.of(ROOT / "tests/small", ROOT / "data"),
]
PLANS = [(layout, path) for layout in LAYOUTS for path in sorted(layout.units.rglob("20*.yaml"))]
FORMS = {
    sheet.name: sheet
    for sheet in (
        *plan_sheets(SCHEMAS, read_choices(LAYOUTS[0])),
        figures_sheet(SCHEMAS),
        progress_sheet(SCHEMAS),
    )
}
UNIT = "99801"
FOLDER = Path("data/units/98-mau/99801-binh-mau")


def _id(found: tuple[Layout, Path]) -> str:
    return f"{found[1].parent.name}/{found[1].stem}"


def _plan_file(layout: Layout, path: Path) -> tuple[bytes, PlanFile, Any]:
    register = read_units(layout.vocabulary / "former_communes.csv", layout.invented_units)
    unit = register.in_folder(path.parent.relative_to(layout.units).as_posix())
    assert unit
    files, choices = read_unit(layout, SCHEMAS, unit), read_choices(layout)
    plan = next(plan for plan in files.plans if plan.path == path)
    return unit_form(files, plan, SCHEMAS, choices, "2026-Q3"), plan, choices


@pytest.mark.parametrize("found", PLANS, ids=_id)
def test_a_plan_comes_back_value_for_value(found: tuple[Layout, Path], tmp_path: Path) -> None:
    layout, path = found
    raw, plan, choices = _plan_file(layout, path)
    (tmp_path / "form.xlsx").write_bytes(raw)
    book = read_workbook(tmp_path / "form.xlsx")
    sheets = plan_sheets(SCHEMAS, choices)
    empty = PlanFile(path, "", {k: plan.document[k] for k in ("plan_id", "unit_id")})
    back, problems = plan_import.read_plan(book, "form.xlsx", empty, sheets, choices)
    assert problems == []
    assert same(back, {k: v for k, v in plan.document.items() if v not in (None, [])})
    assert plan_import.import_plan(book, "form.xlsx", plan, SCHEMAS, choices) == Outcome()


def test_no_two_columns_of_a_sheet_and_no_two_sheets_are_called_alike() -> None:
    assert len(FORMS) == 2 + 1 + len(PLAN_LISTS)
    for sheet in FORMS.values():
        titles = [column.title for column in sheet.columns]
        assert len(set(titles)) == len(titles), sheet.name
        assert len(sheet.name) <= 31


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small project; its root."""
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "small")
    return tmp_path / "small"


def _options(root: Path) -> list[str]:
    return ["--root", str(root), "--vocabulary", str(ROOT / "data"), "--as-of", DAY]


@pytest.fixture
def form(small: Path, tmp_path: Path) -> Path:
    """The workbook of the small project's unit."""
    path = tmp_path / "bieu-mau.xlsx"
    assert main(["form", UNIT, "--quarter", "2026-Q3", "--out", str(path), *_options(small)]) == 0
    return path


def _import(root: Path, path: Path, *more: str) -> int:
    return main(["form", "--import", str(path), "--yes", *more, *_options(root)])


def _edit(path: Path, change: Callable[[Workbook], None]) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path)


def _fill(book: Workbook, sheet: str, row: int, cells: Mapping[str, Any]) -> None:
    """Type into one row of a sheet; columns by their keys, whatever they are called."""
    places = {str(cell.value).removesuffix(" *"): cell.column for cell in book[sheet][1]}
    for key, value in cells.items():
        book[sheet].cell(row, places[_title(sheet, key)]).value = value


def _title(sheet: str, key: str) -> str:
    column = FORMS[sheet].column(key)
    assert column, key
    return column.title


FIGURE = {"value": "92,5", "numerator": 370, "denominator": 400, "source": "Báo cáo minh họa"}


def test_codes_and_days_are_text_and_what_is_only_shown_is_locked(form: Path) -> None:
    book = load_workbook(form)
    sheet = book["Số liệu"]
    titles = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
    for title in ("Kỳ", "Tính đến ngày", "Ngày nhập", "Chỉ tiêu"):
        assert sheet.cell(2, titles[title]).number_format == "@"
    assert sheet.protection.sheet
    assert sheet.cell(2, titles["Điều cam kết"]).protection.locked
    assert not sheet.cell(2, titles["Giá trị"]).protection.locked
    lists = list(book["Chỉ tiêu"].data_validations.dataValidation)
    assert any("Danh mục" in str(rule.formula1) for rule in lists)
    assert not [c for s in book for row in s.iter_rows() for c in row if c.is_date]


def test_a_quarter_is_reported_and_a_later_number_corrects_it(
    small: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(form, lambda book: _fill(book, "Số liệu", 2, FIGURE))
    assert _import(small, form) == 0
    said = capsys.readouterr().out
    assert "báo mới" in said
    assert "“92,5”" in said
    table = small / FOLDER / "observations.csv"
    header, row = table.read_text("utf-8").splitlines()
    assert header.startswith("observation_id,indicator_id,target_id,period,as_of,value,numerator")
    assert "q001," in row
    assert ",2026-Q3,2026-09-30,92.5,370,400," in row
    # The same workbook again says nothing new.
    assert _import(small, form) == 0
    assert "Không khác gì" in capsys.readouterr().out
    _edit(form, lambda book: _fill(book, "Số liệu", 2, {"value": 92.75, "numerator": 371}))
    assert _import(small, form) == 0
    assert "sửa lần báo trước" in capsys.readouterr().out
    assert table.read_text("utf-8").splitlines()[2].startswith("q002,")
    read = open_project(Layout.of(small, ROOT / "data"), AS_OF).catalogue
    assert [(o.value, o.supersedes) for o in read.observations] == [
        (92.5, None),
        (92.75, f"{UNIT}/q001"),
    ]


def test_progress_is_chosen_by_name(
    small: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = {"state": "dang lam", "percent": 40, "evidence": "Báo cáo minh họa"}
    _edit(form, lambda book: _fill(book, "Tiến độ", 2, state))
    assert _import(small, form) == 0, capsys.readouterr().out
    rows = (small / FOLDER / "progress.csv").read_text("utf-8").splitlines()
    assert rows[1] == "td001,99801-binh-mau-2026-2030/k01,2026-09-30,under_way,40,Báo cáo minh họa"


def test_a_changed_promise_is_told_in_words_and_written_with_its_comments(
    small: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = small / FOLDER / "2026-2030.yaml"
    plan.write_text(
        plan.read_text("utf-8").replace("targets:\n", "targets:\n  # đọc lại ở phụ lục\n"), "utf-8"
    )
    _edit(form, lambda book: _fill(book, "Chỉ tiêu", 2, {"value": 96}))
    assert main(["form", "--import", str(form), *_options(small)]) == 0
    assert "# đọc lại ở phụ lục" in plan.read_text("utf-8")
    said = capsys.readouterr().out
    assert f"{_title('Chỉ tiêu', 'value')} đổi từ “95,5” thành “96”" in said
    assert "Chưa ghi gì" in said
    assert _import(small, form) in (0, 1)
    text = plan.read_text("utf-8")
    assert "    value: 96\n" in text
    assert "  # đọc lại ở phụ lục\n  - target_id: t01\n" in text


def test_new_rows_get_ids_and_may_name_bodies_that_the_workbook_brings(
    small: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def add(book: Workbook) -> None:
        bodies, tasks = book["Cơ quan, đơn vị"], book["Nhiệm vụ"]
        free = next(r for r in range(2, 99) if bodies.cell(r, 1).value is None)
        body = {"role_id": "van phong hoi dong nhan dan va uy ban nhan dan"}
        _fill(book, "Cơ quan, đơn vị", free, {**body, "name": "Phòng Mới"})
        row = next(r for r in range(2, 99) if tasks.cell(r, 1).value is None)
        cells = {"text": "Việc mới", "locator": "II.9", "lead": "phong moi"}
        _fill(book, "Nhiệm vụ", row, cells)

    _edit(form, add)
    assert _import(small, form) == 0, capsys.readouterr().out
    plan = (small / FOLDER / "2026-2030.yaml").read_text("utf-8")
    assert "  - task_id: k02\n    text: Việc mới\n    locator: II.9\n    lead: [a03]\n" in plan


def test_sorting_filtering_and_colours_change_nothing(
    small: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def disturb(book: Workbook) -> None:
        for sheet in book.worksheets:
            width, rows = sheet.max_column, [[c.value for c in row] for row in sheet.iter_rows()]
            if sheet.title in ("Hướng dẫn", "Danh mục"):
                continue
            body = sorted(rows[1:], key=lambda row: str(row[min(3, width - 1)]), reverse=True)
            for number, row in enumerate(body, start=2):
                for place, value in enumerate(row, start=1):
                    cell = sheet.cell(number, place)
                    cell.value = value
                    cell.fill = PatternFill("solid", fgColor="FFEEAA")
                sheet.row_dimensions[number].hidden = number % 2 == 0
            sheet.auto_filter.ref = "A1:B3"
        book.move_sheet("Số liệu", 5)

    before = {p: p.read_bytes() for p in small.rglob("*") if p.is_file()}
    _edit(form, disturb)
    assert _import(small, form) == 0
    assert "Không khác gì" in capsys.readouterr().out
    assert {p: p.read_bytes() for p in small.rglob("*") if p.is_file()} == before


def _set(sheet: str, row: int, title: str, value: Any) -> Callable[[Workbook], None]:
    return lambda book: _fill(book, sheet, row, {title: value})


def _rename(book: Workbook) -> None:
    book["Chỉ tiêu"].title = "Chi tieu moi"


HOSTILE: dict[str, tuple[Callable[[Workbook], Any], tuple[str, ...]]] = {
    "a sheet renamed": (_rename, ("form-sheet-missing", "Thiếu trang tính “Chỉ tiêu”")),
    "a sheet removed": (
        lambda book: book.remove(book["Nhiệm vụ"]),
        ("form-sheet-missing", "“Nhiệm vụ”"),
    ),
    "a column renamed": (
        lambda book: setattr(book["Chỉ tiêu"]["B1"], "value", "Lạ"),
        ("form-column-missing", "“Nội dung”", "cột B: không biết “Lạ”"),
    ),
    "a column twice": (
        lambda book: setattr(book["Chỉ tiêu"]["D1"], "value", "Nội dung"),
        ("form-column-twice",),
    ),
    "cells merged": (
        lambda book: book["Chỉ tiêu"].merge_cells("B2:B3"),
        ("form-merged", "dòng 2: các ô B2:B3"),
    ),
    "a formula": (
        _set("Số liệu", 2, "value", "=1+1"),
        ("form-formula", "Trang tính “Số liệu”, dòng 2, cột I (Giá trị)", "“=1+1”"),
    ),
    "a formula that calls out": (
        _set("Số liệu", 2, "source", '=WEBSERVICE("http://example.org/")'),
        ("form-formula", "dòng 2"),
    ),
    "an error of Excel": (_set("Số liệu", 2, "value", "#REF!"), ("form-error", "#REF!")),
    "a period made a day": (
        lambda book: _fill(book, "Số liệu", 2, {"period": date(2026, 9, 1)}),
        ("form-became-date", "(Kỳ)", "01/09/2026"),
    ),
    "a name of no list": (
        _set("Chỉ tiêu", 2, "kind", "Đo bằng xố"),
        ("form-not-in-list", "“Đo bằng xố”", "Có phải bạn định chọn"),
    ),
    "thousands with a point": (
        _set("Số liệu", 2, "value", "1.110"),
        ("form-not-number", "“1.110”"),
    ),
    "a word for a number": (_set("Số liệu", 2, "value", "chín mươi"), ("form-not-number",)),
    "a day that is none": (
        _set("Chỉ tiêu", 2, "period_end", "31/2/2026"),
        ("form-not-day", "31/2/2026"),
    ),
    "neither yes nor no": (_set("Chỉ tiêu", 2, "withdrawn", "có lẽ"), ("form-not-yes",)),
    "steps in no form": (
        _set("Chỉ tiêu", 2, "steps", "80 rồi 85"),
        ("form-not-steps",),
    ),
    "a figure without a source": (
        _set("Số liệu", 2, "value", 92),
        ("form-cell-missing", "thiếu “Nguồn”"),
    ),
    "no form of ours": (
        lambda book: setattr(book.properties, "keywords", ""),
        ("form-not-ours",),
    ),
    "a plan that is gone": (
        lambda book: setattr(book.properties, "keywords", "reform-form 99801 2031"),
        ("form-plan-unknown", "2031"),
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_taken_is_told_with_sheet_row_and_column(
    name: str, small: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, expected = HOSTILE[name]
    before = {p: p.read_bytes() for p in small.rglob("*") if p.is_file()}
    _edit(form, change)
    assert _import(small, form) == 1
    said = capsys.readouterr().out
    for text in expected:
        assert text in said
    assert "Cách sửa" in said
    assert {p: p.read_bytes() for p in small.rglob("*") if p.is_file()} == before


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 120_000_000)
    return out.getvalue()


def _with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        out = io.BytesIO(raw)
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(name, content)
        return out.getvalue()

    return change


FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a bomb": (lambda _: _bomb(), "form-too-large"),
    "macros": (_with_part("xl/vbaProject.bin", b"x"), "form-macros"),
    "entities": (_with_part("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "form-unread"),
    "an old workbook": (lambda _: b"\xd0\xcf\x11\xe0" + bytes(600), "form-old-excel"),
    "half a file": (lambda raw: raw[: len(raw) // 2], "form-unreadable"),
    "no archive": (lambda _: b"hello", "form-unreadable"),
    "another archive": (lambda _: _with_part("a.txt", b"a")(b"PK\x05\x06" + bytes(18)), "form-unr"),
    "nothing": (lambda _: b"", "form-unreadable"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_may_do_harm_is_not_opened(
    name: str, small: Path, form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, code = FILES[name]
    form.write_bytes(change(form.read_bytes()))
    assert _import(small, form) == 1
    assert f"[{code}" in capsys.readouterr().out


TITLES = "Chỉ số", "Kỳ", "Tính đến ngày", "Giá trị", "Nguồn", "Ngày nhập"


@pytest.mark.parametrize(
    ("mark", "coding"),
    [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "utf-16"), ("\t", "utf-8-sig")],
)
@pytest.mark.parametrize("titles", [TITLES, ("indicator_id", "period", "as_of", "value", "source",
                                             "entered_on")])  # fmt: skip
def test_figures_saved_as_csv_by_any_excel_are_taken(
    small: Path, tmp_path: Path, mark: str, coding: str, titles: tuple[str, ...]
) -> None:
    value = "92.5" if mark == "," else "92,5"
    name = "Hài lòng khi làm thủ tục hành chính"
    cells = (name, "2026-Q3", "30/9/2026", value, "Báo cáo minh họa", "5/10/2026")
    text = "\r\n".join(mark.join(line) for line in (titles, cells)) + "\r\n"
    path = tmp_path / "so-lieu.csv"
    path.write_bytes(text.encode(coding))
    assert main(["form", UNIT, "--import", str(path), "--yes", *_options(small)]) == 0
    assert (small / FOLDER / "observations.csv").read_text("utf-8") == (
        "observation_id,indicator_id,period,as_of,value,source,entered_on\n"
        "q001,hai-long-thu-tuc,2026-Q3,2026-09-30,92.5,Báo cáo minh họa,2026-10-05\n"
    )


def test_the_table_of_figures_itself_may_come_back_from_excel(small: Path, tmp_path: Path) -> None:
    table = small / FOLDER / "observations.csv"
    header = "observation_id,indicator_id,period,as_of,value,source,entered_on\n"
    old = "q007,hai-long-thu-tuc,2026-Q2,2026-06-30,90,A,2026-07-05\n"
    table.write_text(header + old, "utf-8")
    saved = tmp_path / "luu.csv"
    text = (header + old).replace(",", ";").replace("2026-06-30", "30/06/2026")
    saved.write_text(text + ";hai-long-thu-tuc;2026-Q3;30/09/2026;92,5;B;05/10/2026\n", "utf-8-sig")
    assert main(["form", UNIT, "--import", str(saved), "--yes", *_options(small)]) == 0
    new = "q008,hai-long-thu-tuc,2026-Q3,2026-09-30,92.5,B,2026-10-05\n"
    assert table.read_text("utf-8") == header + old + new


UNO = """
import sys, time, uno
from com.sun.star.beans import PropertyValue
source, target, port = sys.argv[1:]
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext(
    "com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(120):
    try:
        context = resolver.resolve(
            f"uno:pipe,name={port};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.5)
desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
hidden = PropertyValue("Hidden", 0, True, 0)
book = desktop.loadComponentFromURL(source, "_blank", 0, (hidden,))
sheet = book.Sheets.getByName("Số liệu")
titles = {}
for column in range(40):
    titles[sheet.getCellByPosition(column, 0).String.removesuffix(" *")] = column
sheet.getCellByPosition(titles["Giá trị"], 1).Value = 92.5
sheet.getCellByPosition(titles["Nguồn"], 1).String = "Báo cáo minh họa"
kind = PropertyValue("FilterName", 0, "Calc MS Excel 2007 XML", 0)
book.storeToURL(target, (kind,))
book.close(True)
desktop.terminate()
"""


def test_libreoffice_fills_one_in_and_it_is_read(
    small: Path, form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled, pipe = tmp_path / "filled.xlsx", f"reform{abs(hash(tmp_path))}"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    office = subprocess.Popen(
        ["soffice", profile, "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        script = tmp_path / "fill.py"
        script.write_text(UNO, "utf-8")
        subprocess.run(
            ["/usr/bin/python3", str(script), form.as_uri(), filled.as_uri(), pipe],
            check=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        )
    finally:
        office.wait(60)
    assert _import(small, filled) == 0, capsys.readouterr().out
    row = (small / FOLDER / "observations.csv").read_text("utf-8").splitlines()[1]
    assert ",92.5,Báo cáo minh họa," in row
    said = capsys.readouterr().out
    assert said.count("báo mới") == 1
    assert "đổi từ" not in said


def test_every_message_about_a_workbook_is_tried_here() -> None:
    messages = {code for code in _catalogue() if code.startswith("form-")}
    tried = [*HOSTILE.values(), *((None, (code,)) for _, code in FILES.values())]
    codes = [text for _, expected in tried for text in expected if text.startswith("form-")]
    codes += ["form-column-unknown"]  # said beside a column that is missing
    assert {code for code in messages if not any(code.startswith(c) for c in codes)} == set()
