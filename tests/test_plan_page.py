"""A plan's page and its download show each thing once, where it belongs."""

import re
from collections import Counter
from datetime import date

import pytest
from bs4 import BeautifulSoup

from reform import addresses
from reform.contexts.plan_page import PlanPage, plan_page
from reform.model.periods import Period
from reform.project import Project
from reform.site import Site, build_site


@pytest.fixture(scope="module")
def pages(project: Project) -> list[PlanPage]:
    return [plan_page(plan, project) for plan in project.catalogue.plans]


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    return build_site(project)


def test_every_duty_stands_once_in_full(project: Project, pages: list[PlanPage]) -> None:
    shown = Counter(
        view.duty.duty_id for page in pages for group in page.agency_groups for view in group.duties
    )
    assert shown == Counter(duty.duty_id for duty in project.catalogue.duties if not duty.withdrawn)


def test_a_shared_duty_is_referred_to_by_its_other_bodies(pages: list[PlanPage]) -> None:
    for page in pages:
        below = {
            group.anchor: {view.anchor for view in group.shared} for group in page.agency_groups
        }
        for group in page.agency_groups:
            for view in group.duties:
                for other in view.bodies:
                    anchor = addresses.short_id(other.agency_id)
                    assert anchor == group.anchor or view.anchor in below[anchor]


def test_every_target_stands_once(project: Project, pages: list[PlanPage]) -> None:
    shown: Counter[str] = Counter()
    for page in pages:
        waiting = [view for group in page.target_groups for view in group.targets]
        while waiting:
            view = waiting.pop()
            shown[view.target.target_id] += 1
            waiting += view.children
    assert shown == Counter(
        target.target_id for target in project.catalogue.targets if not target.withdrawn
    )


def test_every_task_stands_once(project: Project, pages: list[PlanPage]) -> None:
    shown = Counter(
        view.task.task_id
        for page in pages
        for group in page.task_groups
        for section in group.sections
        for view in section.tasks
    )
    assert shown == Counter(task.task_id for task in project.catalogue.tasks if not task.withdrawn)


def test_every_note_stands_beside_its_item_and_at_the_end(project: Project, site: Site) -> None:
    bodies = [site.render(page).body for page in site.pages if page.template == "plan"]
    for plan, body in zip(project.catalogue.plans, bodies, strict=True):
        document = BeautifulSoup(body, "lxml")
        notes = project.catalogue.notes_of(plan.plan_id)
        assert notes
        by_number = sorted(notes, key=lambda note: (len(note.note_id), note.note_id))
        for number, note in enumerate(by_number, 1):
            anchor = addresses.short_id(note.note_id)
            assert document.select_one(f"ol.notes > li#{anchor}[value='{number}']")
            markers = [
                marker
                for marker in document.select("details.note")
                if re.search(rf"Ghi chú {number}\b", marker.text) and note.text in marker.text
            ]
            assert len(markers) == 1, note.note_id


def test_no_id_of_a_machine_is_read_on_a_plan(site: Site) -> None:
    for page in site.pages:
        if page.template == "plan":
            text = BeautifulSoup(site.render(page).body, "lxml").text
            assert not re.search(r"(mục|nhiệm vụ|chỉ tiêu) [abdkonrst]\d\d\b", text, re.IGNORECASE)


def test_a_commune_that_went_into_another_province_is_named_with_both(site: Site) -> None:
    shown = [site.render(page) for page in site.pages if "07273-20250630-dong-son" in page.address]
    assert len(shown) == 2
    for page in shown:
        assert "Bắc Ninh (trước là Bắc Giang)" in page.description


@pytest.mark.parametrize(
    ("as_of", "percent"),
    [
        (date(2025, 12, 31), 0),
        (date(2026, 1, 1), 0),
        (date(2026, 7, 2), 50),
        (date(2026, 12, 30), 99),
        (date(2026, 12, 31), 100),
        (date(2030, 1, 1), 100),
    ],
)
def test_elapsed_time_counts_days_that_are_over(as_of: date, percent: int) -> None:
    assert Period(date(2026, 1, 1), date(2026, 12, 31)).elapsed_percent(as_of) == percent
