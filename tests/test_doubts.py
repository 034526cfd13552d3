"""What keeps every rule and is yet hard to believe: one case of each kind, beside what is right."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import AS_OF, ROOT
from reform import project as project_module
from reform.checked import checked_project
from reform.cli import main
from reform.doubts import Doubts, find_doubts
from reform.doubts.doubt import CODES
from reform.layout import Layout
from reform.loading import gathering
from reform.problems import DataError
from reform.project import Project, open_project, readable_schemas
from reform.rendering.problem_messages import messages
from reform.sources.table_schemas import read_schemas
from reform.sources.unit_lists import read_units

SMALL = ROOT / "tests" / "small"
UNIT = Path("data/units/98-mau/99801-binh-mau")
PLAN = "2026-2030.yaml"
FIGURES = "observations.csv"
STATES = "progress.csv"
COLUMNS = {
    FIGURES: "observation_id,indicator_id,period,as_of,value,numerator,denominator,source,"
    "entered_on,supersedes,note",
    STATES: "progress_id,task_id,as_of,state,evidence,source_url",
}
TASK = "99801-binh-mau-2026-2030/k01"


@dataclass(frozen=True)
class Case:
    """A change of the small project, and the doubts about it: code and id."""

    expect: tuple[tuple[str, str], ...]
    rows: tuple[str, ...] = ()
    """Rows of a table."""
    table: str = FIGURES
    plan: tuple[tuple[str, str], ...] = ()
    """What is replaced in the plan."""


def _share(own: str, period: str, value: str, rest: str = ",,Báo cáo,2026-11-01,,") -> str:
    ends = {"Q1": "2026-03-31", "Q2": "2026-06-30", "Q3": "2026-09-30"}
    return f"{own},hai-long-thu-tuc,2026-{period},{ends[period]},{value},{rest}"


def _index(own: str, period: str, value: str) -> str:
    return _share(own, period, value).replace("hai-long-thu-tuc", "dti")


SECOND = """  - target_id: t05
    text: {text}
    locator: I.2, gạch 5
    placement: target_list
    kind: qualitative
    scope: commune
tasks:
"""

CASES: dict[str, Case] = {
    "a jump of a share": Case(
        (("doubt-jump", "q2"),), (_share("q1", "Q1", "91"), _share("q2", "Q2", "60"))
    ),
    "a share that rises as shares do": Case(
        (), (_share("q1", "Q1", "81"), _share("q2", "Q2", "93.5"), _share("q3", "Q3", "95"))
    ),
    "a jump hidden between others is told once": Case(
        (("doubt-jump", "q2"), ("doubt-jump", "q3")),
        (_share("q1", "Q1", "91"), _share("q2", "Q2", "60"), _share("q3", "Q3", "92")),
    ),
    "an index that is threefold": Case(
        (("doubt-jump", "q2"),), (_index("q1", "Q1", "0.2"), _index("q2", "Q2", "0.7"))
    ),
    "an index that rises": Case((), (_index("q1", "Q1", "0.5"), _index("q2", "Q2", "0.7"))),
    "a decimal mark that slipped": Case(
        (("doubt-decimal-mark", "q2"),), (_share("q1", "Q1", "81.5"), _share("q2", "Q2", "8.15"))
    ),
    "a share written as a part of one": Case(
        (("doubt-fraction", "q1"),), (_share("q1", "Q1", "0.815"),)
    ),
    "one per cent": Case((("doubt-fraction", "q1"),), (_share("q1", "Q1", "1"),)),
    "nothing, of nobody knows how many": Case((("doubt-zero", "q1"),), (_share("q1", "Q1", "0"),)),
    "nothing, of two hundred": Case((), (_share("q1", "Q1", "0", "0,200,Báo cáo,2026-11-01,,"),)),
    "a correction that does not say why": Case(
        (("doubt-correction-unexplained", "q2"),),
        (_share("q1", "Q1", "91"), _share("q2", "Q1", "92", ",,Báo cáo,2026-11-02,q1,")),
    ),
    "a correction that says why": Case(
        (), (_share("q1", "Q1", "91"), _share("q2", "Q1", "92", ",,Báo cáo,2026-11-02,q1,Đếm sót"))
    ),
    "a figure that was corrected raises no doubt of its own": Case(
        (), (_share("q1", "Q1", "0.9"), _share("q2", "Q1", "90", ",,Báo cáo,2026-11-02,q1,Sửa"))
    ),
    "done without evidence": Case(
        (("doubt-done-without-evidence", "p1"),), (f"p1,{TASK},2026-06-30,done,,",), STATES
    ),
    "done with evidence": Case((), (f"p1,{TASK},2026-06-30,done,Báo cáo 12/BC-UBND,",), STATES),
    "done, then not begun": Case(
        (("doubt-undone", "p2"),),
        (
            f"p1,{TASK},2026-06-30,done,Báo cáo 12/BC-UBND,",
            f"p2,{TASK},2026-09-30,not_started,,",
        ),
        STATES,
    ),
    "one text under two ids": Case(
        (("doubt-same-text", "t05"),),
        plan=(("tasks:\n", SECOND.format(text="xây dựng đội ngũ  chuyên nghiệp.")),),
    ),
    "two texts": Case((), plan=(("tasks:\n", SECOND.format(text="Xây dựng đội ngũ gần dân.")),)),
    "phases with a gap between them": Case(
        (("doubt-phase-gap", "p2"),),
        plan=(("period_start: 2028-01-01", "period_start: 2028-07-01"),),
    ),
    "phases that end before the plan": Case(
        (("doubt-phase-gap", "p2"),),
        plan=(
            (
                "    period_start: 2028-01-01\n    period_end: 2030-12-31",
                "    period_start: 2028-01-01\n    period_end: 2029-12-31",
            ),
        ),
    ),
    "a target that hangs from one that was withdrawn": Case(
        (("doubt-withdrawn-parent", "t02"),),
        plan=(
            (
                "  - target_id: t01\n",
                "  - target_id: t01\n    withdrawn: true\n    withdrawn_reason: Văn bản mới bỏ.\n",
            ),
        ),
    ),
}


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_module, "read_schemas", SCHEMAS)
    monkeypatch.setattr(gathering, "read_units", UNITS)


SCHEMAS = functools.cache(read_schemas)
UNITS = functools.cache(read_units)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "small")
    return tmp_path / "small"


def _changed(root: Path, case: Case) -> Project:
    path = root / UNIT / PLAN
    text = path.read_text("utf-8")
    for old, new in case.plan:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    if case.rows:
        lines = [COLUMNS[case.table], *case.rows]
        (root / UNIT / case.table).write_text("\n".join(lines) + "\n", "utf-8")
    return open_project(Layout.of(root, ROOT / "data"), AS_OF)


def _said(found: Doubts) -> Iterator[tuple[str, str]]:
    return ((problem.code, problem.values["id"]) for problem in found.open)


@pytest.mark.parametrize("name", CASES)
def test_what_is_hard_to_believe_is_asked_and_nothing_else(name: str, root: Path) -> None:
    case = CASES[name]
    found = find_doubts(_changed(root, case))
    assert tuple(_said(found)) == case.expect
    assert found.problems == ()


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.expect])
def test_a_doubt_names_its_line_and_is_silent_once_confirmed(name: str, root: Path) -> None:
    case = CASES[name]
    project = _changed(root, case)
    found = find_doubts(project)
    for problem in found.open:
        lines = (root / problem.file).read_text("utf-8").splitlines()
        shown = "".join(lines[problem.line - 1 : problem.line + 1])
        assert problem.values["id"] in shown, "the line and its neighbour hold the id"
    for said in messages(found.open, readable_schemas(project.layout)):
        assert f"{UNIT}/confirmations.csv" in said.fix
    rows = [f"{problem.values['confirmation']},Đã đối chiếu" for problem in found.open]
    _confirm(root, *rows)
    assert find_doubts(checked_project(project.layout, AS_OF)).open == ()


def _confirm(root: Path, *rows: str) -> None:
    text = "\n".join(["id,code,reason", *rows]) + "\n"
    (root / UNIT / "confirmations.csv").write_text(text, "utf-8")


def test_a_plan_copied_under_another_period_is_asked_about(root: Path) -> None:
    path = root / UNIT / PLAN
    more = "".join(
        SECOND.format(text=f"Việc thứ {n} của xã mẫu.")
        .replace("t05", f"t{n:02}")
        .replace("tasks:\n", "")
        for n in range(10, 15)
    )
    text = path.read_text("utf-8").replace("tasks:\n", f"{more}tasks:\n")
    path.write_text(text, "utf-8")
    other = text.replace("99801-binh-mau-2026-2030", "99801-binh-mau-2031-2035")
    for old, new in (("2026-01-01", "2031-01-01"), ("2027-12-31", "2032-12-31")):
        other = other.replace(old, new)
    other = other.replace("2028-01-01", "2033-01-01").replace("2030-12-31", "2035-12-31")
    (root / UNIT / "2031-2035.yaml").write_text(other, "utf-8")
    found = find_doubts(open_project(Layout.of(root, ROOT / "data"), AS_OF))
    assert [(p.code, p.values["count"]) for p in found.open] == [("doubt-copied-plan", "9")]


def test_a_plan_with_nothing_but_its_head_is_asked_about(root: Path) -> None:
    path = root / UNIT / PLAN
    head = path.read_text("utf-8").partition("phases:\n")[0]
    path.write_text(head, "utf-8")
    found = find_doubts(open_project(Layout.of(root, ROOT / "data"), AS_OF))
    assert [problem.code for problem in found.open] == ["doubt-head-only"]


def test_every_kind_of_doubt_has_a_case() -> None:
    shown = {code for case in CASES.values() for code, _ in case.expect}
    assert shown | {"doubt-copied-plan", "doubt-head-only"} == set(CODES)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("99801/q1,doubt-jumpp,Đúng", "confirmation-code"),
        ("99801/q1,,Đúng", "confirmation-code"),
        ("99801/q1,doubt-jump,", "confirmation-reason"),
    ],
)
def test_a_confirmation_that_says_nothing_is_refused(row: str, code: str, root: Path) -> None:
    _confirm(root, row)
    with pytest.raises(DataError) as refused:
        checked_project(Layout.of(root, ROOT / "data"), AS_OF)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_confirmation_of_what_nobody_doubts_any_more_is_asked_about(root: Path) -> None:
    _confirm(root, "99801/q1,doubt-jump,Đã đối chiếu")
    found = find_doubts(open_project(Layout.of(root, ROOT / "data"), AS_OF))
    assert [problem.code for problem in found.open] == ["confirmation-idle"]


def test_the_check_asks_and_still_passes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _changed(root, CASES["a share written as a part of one"])
    options = ["--root", str(root), "--vocabulary", str(ROOT / "data"), "--as-of", "2026-11-20"]
    assert main(["check", *options]) == 0
    said = capsys.readouterr().out
    assert "Dữ liệu hợp lệ." in said
    assert "Nên xem lại 1 điều" in said
    assert "có thể muốn nói 81,5 %" in said


def test_the_real_plans_leave_nothing_to_ask(project: Project) -> None:
    assert find_doubts(project).open == ()


def test_the_demo_shows_a_doubt_that_was_confirmed() -> None:
    demo = open_project(Layout.of(ROOT / "tests/demo", ROOT / "data"), AS_OF)
    assert find_doubts(demo) == Doubts((), ())
