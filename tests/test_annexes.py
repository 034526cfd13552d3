"""Tasks, targets and reports as annexes write them: what a page, a calendar and a download say."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import AS_OF, ROOT
from reform import addresses
from reform.contexts.pictures import timeline
from reform.contexts.progress_page import progress_page
from reform.derivations import plan_events, task_state
from reform.layout import Layout
from reform.project import Project, open_project
from reform.rendering.calendar_feed import calendar_feed
from reform.site import Site, build_site

SMALL = ROOT / "tests" / "small"
PLAN_FILE = Path("data/units/98-mau/99801-binh-mau/2026-2030.yaml")
CHANGES = ROOT / "tests" / "annexed.yaml"


@pytest.fixture(scope="module")
def annexed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small plan with everything that annexes add."""
    root = tmp_path_factory.mktemp("annexed") / "small"
    shutil.copytree(SMALL, root)
    path = root / PLAN_FILE
    text = path.read_text("utf-8")
    for change in yaml.safe_load(CHANGES.read_text("utf-8")):
        assert text.count(change["from"]) == 1, change["from"]
        text = text.replace(change["from"], change["to"])
    path.write_text(text, "utf-8")
    return open_project(Layout.of(root, ROOT / "data"), AS_OF)


@pytest.fixture(scope="module")
def site(annexed: Project) -> Site:
    """Its site."""
    return build_site(annexed)


def _text(site: Site, template: str) -> str:
    page = next(page for page in site.pages if page.template == template)
    return " ".join(site.render(page).body.split())


@pytest.mark.parametrize(
    "words",
    [
        "<dd>310/KH-UBND</dd>",
        "Có hiệu lực từ</dt><dd>1/3/2026",
        "Nơi nhận</dt><dd>Sở Nội vụ; các xã",
        "Từng bước: năm 2026 93% (chưa có số liệu); năm 2027 95,5% (chưa đến kỳ)",
        "So với: năm 2025: 91% (Báo cáo 2025)",
        '<b>Chủ trì:</b> <a class="agency" href="#a02">',
        "Giảm ít nhất</span> <b>30</b>",
        "So với: năm 2024",
        "Hạng</span> <b>10–15 trong 63</b>",
        "Trong: vùng Đồng bằng",
        '<b>5</b> <span class="figure-unit">mô hình</span>',
        'Từ quý I/2026</span><span class="fact">Hạn: quý III/2026',
        "Hằng quý</span>",
        "<b>Sản phẩm:</b> Danh mục thủ tục",
        "<b>Kinh phí:</b> Ngân sách xã",
        'href="#k01">Thuộc nhiệm vụ lớn',
        "Kết quả năm trước",
        "đã qua hạn ghi trong kế hoạch",
    ],
)
def test_the_plans_page_says(words: str, site: Site) -> None:
    assert words in _text(site, "plan")


def test_what_falls_due_is_in_the_calendar_by_its_last_day(annexed: Project) -> None:
    catalogue = annexed.catalogue
    events = {e.kind: e for e in plan_events(catalogue.plans[0], catalogue)}
    due = events["task_due"]
    assert (str(due.day), [agency.name for agency in due.leads]) == (
        "2026-09-30",
        ["Trung tâm Phục vụ hành chính công"],
    )
    assert {str(e.day)[5:] for e in events.values() if e.kind == "report"} == {"11-15"}


def test_a_phase_with_another_name_ends_without_stammering(annexed: Project) -> None:
    catalogue = annexed.catalogue
    events = plan_events(catalogue.plans[0], catalogue)
    feed = calendar_feed(catalogue.units_with_page[0], events, catalogue, AS_OF).decode("utf-8")
    words = feed.replace("\r\n ", "")
    assert "Hết thời hạn “Đến hết năm 2027”" in words
    assert "Hạn nhiệm vụ\\, quý III/2026" in words
    assert "Sản phẩm: Danh mục thủ tục" in words


@pytest.mark.parametrize(
    ("due", "day", "is_late"),
    [
        ("2026-Q3", "2026-09-30", False),
        ("2026-Q3", "2026-10-01", True),
        ("2026-H1", "2026-06-30", False),
        ("2026-H1", "2026-07-01", True),
        ("2026-09", "2026-09-30", False),
        ("2026", "2026-12-31", False),
        ("2026", "2027-01-01", True),
        ("2026-02-27", "2026-02-28", True),
    ],
)
def test_a_task_is_late_only_after_the_last_day_of_its_time(
    due: str, day: str, *, is_late: bool, annexed: Project
) -> None:
    task = replace(annexed.catalogue.task("99801-binh-mau-2026-2030/k01"), due=due)
    assert task_state(task, (), date.fromisoformat(day)).is_late is is_late


def test_the_plans_file_holds_parts_and_steps(annexed: Project) -> None:
    catalogue = annexed.catalogue
    files = {file.address: file.content for file in build_site(annexed).downloads}
    content = files[addresses.plan_json(catalogue.plans[0].plan_id)]
    held: dict[str, Any] = json.loads(content)
    assert [row["period"] for row in held["target_steps"]] == ["2027", "2026"]
    assert {row["role"] for row in held["reporting_agencies"]} == {"reporter", "receiver"}
    assert {row["role"] for row in held["target_agencies"]} == {"lead", "support"}
    assert held["prior_results"][0]["value"] == 91


def test_the_phase_without_a_start_has_none_and_its_targets_count_from_the_plans(
    annexed: Project,
) -> None:
    phase = annexed.catalogue.phases[0]
    target = annexed.catalogue.targets_of(phase.plan_id)[0]
    assert (phase.period_start, str(target.period_start)) == (None, "2026-01-01")


def test_the_body_that_leads_sees_when_its_tasks_and_targets_fall_due(site: Site) -> None:
    pages = [p for p in site.pages if p.template == "role"]
    text = " ".join(" ".join(site.render(page).body.split()) for page in pages)
    assert "Hạn: quý III/2026" in text
    assert "Chỉ tiêu giao cho" in text


def test_phases_that_overlap_are_drawn_below_one_another_and_no_start_is_invented(
    annexed: Project, site: Site
) -> None:
    first, second = annexed.catalogue.phases
    assert first.period_start is None
    drawn = timeline(annexed.catalogue.plans[0], annexed.catalogue, AS_OF)
    assert [bar.lane for bar in drawn.bars] == [0, 0]
    wide = replace(second, period_start=None)
    catalogue = replace(annexed.catalogue, phases=(first, wide))
    drawn = timeline(annexed.catalogue.plans[0], catalogue, AS_OF)
    assert ([bar.lane for bar in drawn.bars], drawn.lanes) == ([0, 1], 2)
    assert [(bar.at, round(bar.width)) for bar in drawn.bars] == [(0, 40), (0, 100)]
    assert "<td>không nêu</td><td>31/12/2027</td>" in _text(site, "plan")


def test_a_task_past_its_time_stands_in_the_page_of_progress(site: Site) -> None:
    text = _text(site, "progress")
    assert "1 nhiệm vụ đã hết thời gian" in text
    assert 'Hạn: quý III/2026</span><span class="fact"><b>Chủ trì:</b> Trung tâm' in text


@pytest.mark.parametrize(
    ("as_of", "late", "coming"),
    [
        (date(2026, 6, 29), [], []),
        (date(2026, 6, 30), [], ["k01"]),  # 92 days before the third quarter ends
        (date(2026, 9, 30), [], ["k01"]),
        (date(2026, 10, 1), ["k01"], []),
    ],
)
def test_what_falls_due_within_a_quarter_stands_in_the_page_of_progress(
    as_of: date, late: list[str], coming: list[str], annexed: Project
) -> None:
    page = progress_page(annexed.catalogue.live, as_of)
    assert [row.task.task_id.rpartition("/")[2] for row in page.late_tasks] == late
    assert [row.task.task_id.rpartition("/")[2] for row in page.coming_tasks] == coming
    assert (page.late_count, page.coming_count) == (len(late), len(coming))


def test_a_task_names_its_parts(site: Site) -> None:
    assert '<b>Gồm:</b> <a href="#k02">Việc nhỏ.</a>' in _text(site, "plan")
