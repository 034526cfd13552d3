"""The real plans: that they are there, whole, and keep the red lines of the design."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from conftest import ROOT
from reform.project import Project

PLANS = {
    "01-ha-noi-2025-cds",
    "07273-dong-son-2024",
    "10993-thuong-hong-2025-h2",
    "11725-kien-minh-2026-2030",
    "11824-vinh-bao-2026-2030",
    "25261-phu-trung-2026-2030",
}
KNOWN_FIGURES = {
    "01-ha-noi-2025-cds": {},
    "11824-vinh-bao-2026-2030": {100: 4, 95: 3, 90: 3, 80: 1},
    "11725-kien-minh-2026-2030": {100: 6, 95: 3, 90: 3, 80: 1, 50: 2},
    "10993-thuong-hong-2025-h2": {100: 2, 90: 1, 30: 1},
    "25261-phu-trung-2026-2030": {100: 4, 95: 3, 90: 3, 80: 1},
    "07273-dong-son-2024": {100: 5, 90: 3, 85: 1, 70: 3, 65: 1, 60: 3, 50: 1},
}
"""Percentages counted by hand in the documents, each as often as it is promised."""


def test_the_real_plans_are_there(project: Project) -> None:
    assert {plan.plan_id for plan in project.catalogue.plans} >= PLANS


@pytest.mark.parametrize("plan_id", sorted(PLANS))
def test_every_percentage_of_a_document_is_a_target(plan_id: str, project: Project) -> None:
    targets = project.catalogue.targets_of(plan_id)
    figures = Counter(target.value for target in targets if target.unit == "percent")
    assert dict(figures) == KNOWN_FIGURES[plan_id]


_SCIENCE, _COMMUNES, _DEPARTMENTS = (
    "Sở Khoa học và Công nghệ",
    "UBND xã, phường",
    "Các Sở, ban, ngành",
)
_BY_DEPARTMENTS = ([_DEPARTMENTS], [_SCIENCE, _COMMUNES])
_BY_POLICE = (["Công an Thành phố"], [_DEPARTMENTS, _COMMUNES])
HA_NOI_TASKS = {
    "II.1.1.a": ("2025", [_SCIENCE], [_DEPARTMENTS]),
    "II.1.2.a, gạch 1": (None, *_BY_DEPARTMENTS),
    "II.1.2.a, gạch 2": (None, *_BY_DEPARTMENTS),
    "II.1.2.a, gạch 3": (None, *_BY_DEPARTMENTS),
    "II.2.a, gạch 1": ("2025", *_BY_DEPARTMENTS),
    "II.2.a, gạch 2": ("2025", *_BY_DEPARTMENTS),
    "II.3.a, gạch 1": ("ongoing", *_BY_POLICE),
    "II.3.a, gạch 2": ("ongoing", *_BY_POLICE),
    "II.3.a, gạch 3": ("ongoing", *_BY_POLICE),
    "II.4.1.a": ("2025", [_DEPARTMENTS], [_SCIENCE, "Sở Tài chính"]),
    "II.4.2.a": ("2025", [_SCIENCE], [_DEPARTMENTS]),
    "II.4.3.a": ("ongoing", [_SCIENCE], [_DEPARTMENTS, _COMMUNES]),
}
"""Each task of the city's plan: by when or how often, who leads, who supports."""


def test_each_task_of_ha_noi_keeps_its_time_and_its_agencies(project: Project) -> None:
    catalogue = project.catalogue

    def names(task_id: str, role: str) -> list[str]:
        bodies = catalogue.bodies(catalogue.bodies_of_task(task_id), role)
        return [body.name for body in bodies]

    found = {
        task.locator: (
            task.due or task.recurrence,
            names(task.task_id, "lead"),
            names(task.task_id, "support"),
        )
        for task in catalogue.tasks_of("01-ha-noi-2025-cds")
    }
    assert found == HA_NOI_TASKS


def test_ha_noi_is_told_of_by_the_15th_and_tells_by_the_20th_of_each_month(
    project: Project,
) -> None:
    reports = project.catalogue.reporting_duties_of("01-ha-noi-2025-cds")
    monthly = [(r.locator, r.due_day) for r in reports if r.frequency == "monthly"]
    assert monthly == [("III.1", 20), ("III.2", 15)]


def test_satisfaction_with_land_procedures_is_part_of_the_satisfaction_above_it(
    project: Project,
) -> None:
    nested = [
        t
        for t in project.catalogue.targets
        if t.indicator_id == "hai-long-dat-dai-xay-dung-dau-tu" and t.plan_id in PLANS
    ]
    parents = {t.target_id: t for t in project.catalogue.targets}
    assert len(nested) == 3
    assert {(t.value, parents[t.parent_id].value) for t in nested if t.parent_id} == {(90, 95)}


def test_a_figure_of_a_real_commune_names_where_it_stands_and_none_is_of_the_demo(
    project: Project,
) -> None:
    for row in project.catalogue.observations:
        assert row.source
        assert "minh họa" not in row.source


def test_a_number_that_the_document_left_blank_stays_blank(project: Project) -> None:
    blank = {"11824-vinh-bao-2026-2030", "25261-phu-trung-2026-2030", "07273-dong-son-2024"}
    found = {p.plan_id: (p.document_number, p.issued_on) for p in project.catalogue.plans}
    assert {found[plan_id][0] for plan_id in blank} == {None}
    assert found["11824-vinh-bao-2026-2030"][1] == "2026-04"
    assert found["07273-dong-son-2024"][1] == "2024-01"


def test_every_plan_tells_its_defects_to_the_reader(project: Project) -> None:
    notes = project.catalogue.notes_of
    assert {plan_id: 10 <= len(notes(plan_id)) <= 30 for plan_id in PLANS} == dict.fromkeys(
        PLANS, True
    )


def test_every_doubtful_row_has_a_note_in_its_plan(project: Project) -> None:
    doubtful = {
        row.plan_id
        for table in ("targets", "tasks", "duties", "solutions", "objectives", "reporting_duties")
        for row in project.catalogue.rows(table)
        if row.uncertain
    }
    told = {note.plan_id for note in project.catalogue.editorial_notes if note.kind == "reading"}
    assert doubtful <= told


def test_every_text_file_of_the_data_is_composed_unicode() -> None:
    typed_as_found = ROOT / "data" / "search"  # queries of readers, decomposed ones among them
    files = [
        path
        for path in (ROOT / "data").rglob("*")
        if path.suffix in (".yaml", ".csv") and typed_as_found not in path.parents
    ]
    assert files
    assert [p for p in files if not unicodedata.is_normalized("NFC", p.read_text("utf-8"))] == []


def test_a_person_is_never_named_as_signatory(project: Project) -> None:
    for plan in project.catalogue.plans:
        assert plan.signed_as is None or plan.signed_as.upper() == plan.signed_as
