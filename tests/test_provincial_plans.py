"""Two provincial documents, whole: the tasks of 2820/QĐ-UBND and the targets of 144/KH-UBND as
their annexes write them, with nothing distorted."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from conftest import AS_OF, ROOT
from reform.contexts.progress_page import progress_page
from reform.layout import Layout
from reform.model.derived_rows import Status
from reform.project import Project, open_project
from reform.site import build_site

CITY, PROVINCE = "79-ho-chi-minh-2025-2035-cds", "24-bac-ninh-2025-2030-cds"
TIMES = {
    "Quý IV/2025": (1, None, "2025-Q4", None),
    "Năm 2025 - 2026": (2, "2025", "2026", None),
    "Quý IV/2026": (12, None, "2026-Q4", None),
    "Năm 2026": (2, None, "2026", None),
    "Quý II/2027": (1, None, "2027-Q2", None),
    "Quý I/2030": (1, None, "2030-Q1", None),
    "Quý II/2030": (1, None, "2030-Q2", None),
    "Năm 2025-2030": (4, "2025", "2030", None),
    "Hằng năm": (3, None, None, "yearly"),
    "Khi có phát sinh": (1, None, None, "on_request"),
    "Thường xuyên, định kỳ hằng quý báo cáo về Sở Tài chính": (1, None, None, "ongoing"),
}
"""What the annex writes, how often, and what it is held as."""

TARGETS = {
    "I.1": [("equals", 45, "percent", "Sở Tài chính")],
    "I.2, câu 1": [
        ("at_least", 5, "bộ dữ liệu", "Sở Khoa học và Công nghệ"),
        ("at_least", 5, "kịch bản", "Sở Khoa học và Công nghệ"),
    ],
    "I.2, câu 2": [("at_least", 20, "tập dữ liệu", "Sở Khoa học và Công nghệ")],
    "I.3": [("equals", 60, "percent", "Sở Khoa học và Công nghệ")],
    "I.4": [("at_least", 40, "percent", "Sở Khoa học và Công nghệ")],
    "I.5": [("at_least", 2, "percent", "Sở Tài chính")],
    "I.6": [
        (
            "at_least",
            30,
            "percent",
            "Sở Giáo dục và Đào tạo; Sở Nội vụ; Sở Khoa học và Công nghệ",
        )
    ],
    "II.1": [("equals", 100, "percent", "Sở Khoa học và Công nghệ")],
    "II.2": [("equals", 100, "percent", "Sở Khoa học và Công nghệ")],
    "II.3": [("equals", 80, "percent", "Công an tỉnh")],
    "II.4": [("equals", 80, "percent", "Công an tỉnh")],
    "II.5": [("equals", 95, "percent", "Ngân hàng Nhà nước khu vực XII")],
    "II.6": [("equals", 80, "percent", "Tỉnh đoàn")],
    "II.7": [("equals", 70, "percent", "Sở Khoa học và Công nghệ")],
    "II.8": [("equals", 80, "percent", "Văn phòng UBND tỉnh")],
    "II.9": [("equals", 90, "percent", "Sở Y tế")],
    "II.10": [("equals", 95, "percent", "Sở Y tế")],
    "II.11": [("equals", 80, "percent", "Ngân hàng Nhà nước khu vực XII")],
    "II.12": [("equals", 100, "percent", "Công an tỉnh")],
    "II.13": [("more_than", 60, "percent", "Sở Khoa học và Công nghệ")],
}
"""Number in the annex of 144/KH-UBND to comparator, value, unit and lead."""


@pytest.fixture(scope="module")
def provinces() -> Project:
    """Both documents."""
    return open_project(Layout.of(ROOT / "tests" / "provinces", ROOT / "data"), AS_OF)


def test_all_tasks_are_held_with_their_times_as_written(provinces: Project) -> None:
    tasks = provinces.catalogue.tasks_of(CITY)
    assert len(tasks) == 42
    annexed = [task for task in tasks if task.locator.startswith("Phụ lục")]
    found = Counter((t.timing, t.start, t.due, t.recurrence) for t in annexed)
    assert found == {(timing, *held): n for timing, (n, *held) in TIMES.items()}


def test_every_task_of_the_annex_has_lead_support_and_funding(provinces: Project) -> None:
    catalogue = provinces.catalogue
    without_product = []
    for task in catalogue.tasks_of(CITY):
        bodies = catalogue.bodies_of_task(task.task_id)
        if task.locator.startswith("Phụ lục"):
            assert catalogue.bodies(bodies, "lead"), task.locator
            assert catalogue.bodies(bodies, "support"), task.locator
            assert task.funding, task.locator
            if not task.product:
                without_product.append(task.locator.removeprefix("Phụ lục, "))
        else:
            assert not bodies
    assert without_product == ["VI.1", "VI.2", "VI.3", "VI.4"]


def test_a_row_that_the_annex_splits_keeps_the_leads_of_its_lines(provinces: Project) -> None:
    catalogue = provinces.catalogue
    leads = {
        task.locator.removeprefix("Phụ lục, "): [
            body.name for body in catalogue.bodies(catalogue.bodies_of_task(task.task_id), "lead")
        ]
        for task in catalogue.tasks_of(CITY)
    }
    assert leads["IV.2, dòng 1"] == ["Sở Tài chính"]
    assert leads["IV.2, dòng 2"] == ["Sở Khoa học và Công nghệ"]
    assert leads["IV.4, dòng 1"] == ["Các sở, ngành", "UBND xã, phường, đặc khu"]
    assert leads["IV.4, dòng 2"] == ["Sở Tài chính"]
    assert leads["V.2"] == ["Sở Khoa học và Công nghệ", "Công an Thành phố"]


def test_every_target_is_held_with_its_lead(provinces: Project) -> None:
    catalogue = provinces.catalogue
    found: dict[str, list[tuple[str | None, float | None, str | None, str]]] = {}
    for target in catalogue.targets_of(PROVINCE):
        parts = catalogue.bodies_of_target(target.target_id)
        lead = "; ".join(body.name for body in catalogue.bodies(parts, "lead"))
        held = (target.comparator, target.value, target.unit_name or target.unit, lead)
        found.setdefault(target.locator.removeprefix("Phụ lục, "), []).append(held)
    assert found == TARGETS


def test_a_province_s_own_promises_count(provinces: Project) -> None:
    statuses = provinces.catalogue.statuses_of(PROVINCE)
    assert {row.status for row in statuses} == {Status.NO_DATA}
    assert all(row.in_totals for row in statuses)


def test_quarters_stay_quarters_until_their_last_day(provinces: Project) -> None:
    catalogue = provinces.catalogue.live
    for day, late in ((date(2026, 12, 31), 1), (date(2027, 1, 1), 17)):
        assert progress_page(catalogue, day).late_count == late


def test_the_pages_of_both_show_what_their_annexes_say(provinces: Project) -> None:
    site = build_site(provinces)
    bodies = {p.address: site.render(p).body for p in site.pages if p.template == "plan"}
    city = bodies["ke-hoach/79-ho-chi-minh/2025-2035-cds/"]
    assert city.count("<b>Sản phẩm:</b>") == 25
    assert city.count("<b>Kinh phí:</b>") == 29
    assert "quý IV/2026" in city
    province = bodies["ke-hoach/24-bac-ninh/2025-2030-cds/"]
    assert "trước ngày 15/11 hằng năm" in province
    assert "Ngân hàng Nhà nước khu vực XII" in province
