"""Commands for editors: begin a plan, check a file, find a code, see what is due, what changes."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from conftest import ROOT
from reform.cli import main
from reform.commands.form import last_quarter
from reform.commands.schema import SCHEMA, SETTINGS
from reform.rendering.markup import texts_by_id
from reform.writing.blank_plan import first_record, written_day

SMALL = Path("data/units/98-mau/99801-binh-mau")
PLANS = sorted((ROOT / "data/units").rglob("[0-9]*.yaml"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small project; its root."""
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "small")
    return tmp_path / "small"


def _options(root: Path) -> list[str]:
    return ["--root", str(root), "--vocabulary", str(ROOT / "data")]


def _broken(root: Path) -> Path:
    plan = root / SMALL / "2026-2030.yaml"
    plan.write_text(plan.read_text("utf-8").replace("value: 95.5", "value: 955"), "utf-8")
    return plan


# --- check ---------------------------------------------------------------------------------


def test_one_file_is_checked_by_itself(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = _broken(small)
    other = small / "data/units/98-mau/99802-khac"
    assert main(["check", str(plan), *_options(small)]) == 1
    assert "[percent-out-of-range]" in capsys.readouterr().out
    assert main(["check", str(small / "data/legal_documents.csv"), *_options(small)]) == 0
    assert not other.exists()


def test_a_fault_elsewhere_is_not_told_of_the_file_that_is_named(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _broken(small)
    table = small / SMALL / "observations.csv"
    table.write_text("observation_id,period,as_of,source,entered_on\n", "utf-8")
    assert main(["check", str(table), *_options(small)]) == 0
    assert "percent" not in capsys.readouterr().out


def test_forges_and_editors_are_told_in_their_own_forms(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = _broken(small)
    name = plan.relative_to(small).as_posix()
    assert main(["check", "--format", "github", *_options(small)]) == 1
    line = capsys.readouterr().out.strip()
    assert line.startswith(f"::error file={name},line=59,title=percent-out-of-range::")
    assert "%0A" in line
    assert main(["check", "--format", "gitlab", *_options(small)]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert found["location"] == {"path": name, "lines": {"begin": 59}}
    assert set(found) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert main(["check", "--format", "sarif", *_options(small)]) == 1
    log = json.loads(capsys.readouterr().out)
    (result,) = log["runs"][0]["results"]
    assert log["version"] == "2.1.0"
    assert result["ruleId"] == "percent-out-of-range"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == name
    assert place["region"]["startLine"] == 59


@pytest.mark.parametrize(("form", "nothing"), [("gitlab", "[]"), ("github", "")])
def test_nothing_wrong_is_a_report_of_nothing(
    small: Path, form: str, nothing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--format", form, *_options(small)]) == 0
    assert capsys.readouterr().out.strip() == nothing


# --- find ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code", "kind"),
    [
        ("vinh bao", "11824", "commune"),
        ("Vĩnh Bảo Hải Phòng", "11824", "commune"),
        ("11824", "11824", "commune"),
        ("thi tran vinh bao", "11824-20250630", "commune"),
        ("tinh dong nai", "75", "province"),
        ("thanh pho ha noi", "01", "province"),
        ("thủ tục hành chính", "thu-tuc-hanh-chinh", "reform_areas"),
        ("hai long thu tuc", "hai-long-thu-tuc", "indicators"),
        ("cong an", "cong-an", "agency_roles"),
        ("282/QĐ-TTg", "282-qd-ttg-2026", "legal_documents"),
        ("dang lam", "under_way", "codes:task_state"),
    ],
)
def test_a_code_is_found_by_what_it_is_called(
    typed: str, code: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", "--json", "--root", str(ROOT), *typed.split()]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (kind, code) in [(entry["kind"], entry["code"]) for entry in found[:8]]


def test_what_is_found_is_shown_as_a_table_and_nothing_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["find", "--root", str(ROOT), "kien", "minh"]) == 0
    assert "data/units/31-hai-phong/11725-kien-minh" in capsys.readouterr().out
    assert main(["find", "--root", str(ROOT), "khongcogica"]) == 1
    assert "Không có mã nào" in capsys.readouterr().err


# --- schema --------------------------------------------------------------------------------


def test_the_schema_for_editors_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--check", "--root", str(ROOT)]) == 0, capsys.readouterr().out
    settings = json.loads((ROOT / SETTINGS).read_text("utf-8"))
    assert f"./{SCHEMA}" in settings["yaml.schemas"]


def _validator() -> Any:
    schema = json.loads((ROOT / SCHEMA).read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def _as_an_editor_reads(path: Path) -> Any:
    """YAML as an editor's language server reads it: days are text."""
    return json.loads(
        json.dumps(YAML(typ="safe", pure=True).load(path.read_text("utf-8")), default=str)
    )


@pytest.mark.parametrize("path", PLANS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_plan_is_right_by_the_schema_for_editors(path: Path) -> None:
    assert [error.message for error in _validator().iter_errors(_as_an_editor_reads(path))] == []


@pytest.mark.parametrize(
    ("where", "key", "value"),
    [
        (None, "plan_ids", "x"),
        (None, "kind", "yearly"),
        ("targets", "comparator", ">="),
        ("targets", "value", "95%"),
        ("targets", "target_id", "T1"),
        ("agencies", "role_id", "phong-la"),
        ("tasks", "lead", "a01"),
    ],
)
def test_the_schema_for_editors_refuses_slips(where: str | None, key: str, value: Any) -> None:
    plan = _as_an_editor_reads(PLANS[-1])
    (plan[where][0] if where else plan)[key] = value
    assert list(_validator().iter_errors(plan))


# --- status --------------------------------------------------------------------------------


def test_what_is_owed_is_told_by_unit(capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--root", str(ROOT / "tests/demo"), "--vocabulary", str(ROOT / "data")]
    options += ["--as-of", "2026-11-20"]
    assert main(["status", "--json", *options]) == 0
    states = {state["plan_id"]: state for state in json.loads(capsys.readouterr().out)}
    assert any(state["missing"] for state in states.values())
    assert any(state["overdue"] for state in states.values())
    assert main(["status", *options]) == 0
    assert "Quá hạn báo cáo" in capsys.readouterr().out
    assert main(["status", "99811", *options]) == 0
    said = capsys.readouterr().out
    for plan_id, state in states.items():
        for target_id in state["missing"] if plan_id.startswith("99811") else ():
            assert f"{target_id.rpartition('/')[2]}  " in said


# --- preview -------------------------------------------------------------------------------


def _git(root: Path, *command: str) -> None:
    own = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *own, *command], check=True, capture_output=True)


def test_a_preview_shows_what_readers_will_see(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _git(small, "init", "-q")
    _git(small, "add", ".")
    _git(small, "commit", "-qm", "x")
    plan = small / SMALL / "2026-2030.yaml"
    text = plan.read_text("utf-8")
    first = yaml.safe_load(text)["solutions"][0]["text"]
    plan.write_text(text.replace(first, "Điều mới đọc được"), "utf-8")
    options = [*_options(small), "--as-of", "2026-11-20"]
    assert main(["preview", "HEAD", "--json", *options]) == 0
    (change,) = json.loads(capsys.readouterr().out)
    assert change["item"] == "s01"
    assert first in change["before"]
    assert "Điều mới đọc được" in change["after"]
    assert main(["preview", "HEAD", *options]) == 0
    assert "Sau:" in capsys.readouterr().out
    assert main(["preview", "khong-co", *options]) == 1
    assert "since-unknown" in capsys.readouterr().out


def test_the_words_of_an_element_are_those_inside_it() -> None:
    markup = '<p id="a">Một <b>hai</b><br>ba <img id="i"><span id="b">bốn</span></p><p>năm</p>'
    assert texts_by_id(markup) == {"a": "Một hai ba bốn", "b": "bốn"}


# --- new -----------------------------------------------------------------------------------


def test_a_plan_begins_with_the_bodies_of_the_one_before(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["new", "binh mau", "2031", "--title", "Cải cách hành chính năm 2031"]
    command += ["--number", "45/KH-UBND", "--issued-on", "1/12/2030", *_options(small)]
    assert main(command) == 0
    said = capsys.readouterr().out
    path = small / SMALL / "2031.yaml"
    assert "Đã tạo data/units/98-mau/99801-binh-mau/2031.yaml" in said
    plan = yaml.safe_load(path.read_text("utf-8"))
    assert plan["plan_id"] == "99801-binh-mau-2031"
    assert plan["issued_on"] == "2030-12-01"
    assert plan["document_number"] == "45"
    assert [agency["agency_id"] for agency in plan["agencies"]] == ["a01", "a02"]
    assert main(["check", str(path), *_options(small), "--as-of", "2030-12-20"]) == 0
    assert main(["format", "--check", str(path), *_options(small)]) == 0
    assert main(command) == 2
    assert "không ghi đè" in capsys.readouterr().err


def test_what_is_not_told_is_asked(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("bình mẫu\n2027\nTên\n"))
    assert main(["new", *_options(small)]) == 0
    assert (small / SMALL / "2027.yaml").is_file()
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["new", *_options(small)]) == 2
    assert "Đã dừng" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("period", "first", "last", "subject"),
    [
        ("2026-2030", "2026-01-01", "2030-12-31", None),
        ("2025-h2", "2025-07-01", "2025-12-31", None),
        ("2027-cds", "2027-01-01", "2027-12-31", "digital_transformation"),
        ("2027-2", "2027-01-01", "2027-12-31", None),
    ],
)
def test_the_name_of_a_file_says_period_and_subject(
    period: str, first: str, last: str, subject: str | None
) -> None:
    record = first_record("11824", "vinh-bao", period)
    assert (record["period_start"], record["period_end"]) == (first, last)
    assert record.get("subject") == subject
    assert record["plan_id"] == f"11824-vinh-bao-{period}"


@pytest.mark.parametrize(
    "arguments",
    [["khong co xa nay", "2027"], ["binh mau", "hai nghin"], ["binh mau", "2030-2026"]],
)
def test_what_is_no_unit_and_no_period_is_told(small: Path, arguments: list[str]) -> None:
    before = sorted(small.rglob("*"))
    assert main(["new", *arguments, "--title", "X", *_options(small)]) == 2
    assert sorted(small.rglob("*")) == before


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("14/4/2026", "2026-04-14"),
        ("4/2026", "2026-04"),
        ("2026", "2026"),
        ("2026-04-14", "2026-04-14"),
        ("", ""),
        ("31/2/2026", None),
        ("hôm qua", None),
    ],
)
def test_a_day_is_typed_as_people_write_it(typed: str, written: str | None) -> None:
    assert written_day(typed) == written


@pytest.mark.parametrize(
    ("day", "quarter"),
    [((2026, 11, 20), "2026-Q3"), ((2026, 1, 5), "2025-Q4"), ((2026, 4, 1), "2026-Q1")],
)
def test_the_form_asks_for_the_quarter_that_ended_last(
    day: tuple[int, int, int], quarter: str
) -> None:

    assert last_quarter(date(*day)) == quarter
