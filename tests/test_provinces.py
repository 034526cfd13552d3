"""Annexes of two provinces' plans, held whole: each row of their tables is there, undistorted.

The tables of facts beside the plans were taken from the documents' own tables, not from the plans:
who leads and supports, by when, which figures, which rows share one merged cell. An annexed plan
is no part of the site.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable

import pytest

from conftest import AS_OF, ROOT
from reform.layout import Layout
from reform.model.part_rows import Part
from reform.project import Project, open_project

FOLDER = ROOT / "tests" / "provinces"
HO_CHI_MINH = "79-ho-chi-minh-2025-2035"
BAC_NINH = "24-bac-ninh-2026-2030"


def facts(name: str) -> dict[str, dict[str, str]]:
    """Locator to the facts of the document's row."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return {row["locator"]: row for row in csv.DictReader(file)}


TASKS = facts("tasks_2820.csv")
TARGETS = facts("targets_144.csv")


@pytest.fixture(scope="module")
def annexed() -> Project:
    """The plans with their annexes, checked like the site's own."""
    return open_project(Layout.of(FOLDER, ROOT / "data"), AS_OF)


def names(project: Project, beside: Iterable[Part], role: str) -> list[str]:
    """The bodies in one role among the parts beside an item, in the order of the document."""
    return [body.name for body in project.catalogue.bodies(beside, role)]


def named(cell: str) -> list[str]:
    """The bodies named in a cell of facts."""
    return cell.split("; ") if cell else []


def figures(text: str | None) -> list[str]:
    """Figures in a text: ``05``, ``24/7``, ``5G``."""
    return re.findall(r"\d[\d/]*G?", text or "")


def test_the_tasks_are_those_of_the_document_in_its_order(annexed: Project) -> None:
    tasks = annexed.catalogue.tasks_of(HO_CHI_MINH)
    assert [task.locator for task in tasks] == list(TASKS)
    assert sum(task.locator.startswith("Phụ lục") for task in tasks) == 29


@pytest.mark.parametrize("locator", TASKS)
def test_a_task_keeps_who_when_and_how_much(locator: str, annexed: Project) -> None:
    expected = TASKS[locator]
    plan = annexed.catalogue.tasks_of(HO_CHI_MINH)
    [task] = [task for task in plan if task.locator == locator]
    parts = annexed.catalogue.bodies_of_task(task.task_id)
    assert names(annexed, parts, "lead") == named(expected["lead"])
    assert names(annexed, parts, "support") == named(expected["support"])
    assert (task.start or "") == expected["start"]
    assert (task.due or "") == expected["due"]
    assert (task.recurrence or "") == expected["recurrence"]
    assert (task.funding or "").split(" hoặc ")[0] == expected["funding"]
    assert expected["product_term"] in (task.product or "")
    assert figures(task.text) == expected["numbers"].split()


def test_rows_that_share_a_merged_cell_have_one_product_and_others_their_own(
    annexed: Project,
) -> None:
    tasks = annexed.catalogue.tasks_of(HO_CHI_MINH)
    products = {task.locator: task.product or "" for task in tasks}
    shared = {locator: products.get(row["product"], "") for locator, row in TASKS.items()}
    assert products == shared
    own = [products[locator] for locator, row in TASKS.items() if row["product"] == locator]
    assert len(own) == len(set(own)) == 18


def test_the_targets_are_those_of_the_document_in_its_order(annexed: Project) -> None:
    targets = annexed.catalogue.targets_of(BAC_NINH)
    assert [target.locator for target in targets] == list(TARGETS)


@pytest.mark.parametrize("locator", TARGETS)
def test_a_target_keeps_its_figure_and_its_lead(locator: str, annexed: Project) -> None:
    expected = TARGETS[locator]
    plan = annexed.catalogue.targets_of(BAC_NINH)
    [target] = [target for target in plan if target.locator == locator]
    parts = annexed.catalogue.bodies_of_target(target.target_id)
    assert names(annexed, parts, "lead") == named(expected["lead"])
    assert names(annexed, parts, "support") == []
    assert target.comparator == expected["comparator"]
    assert target.value == float(expected["value"])
    assert target.unit == expected["unit"]
    assert (target.unit_name or "") == expected["unit_name"]
    assert sorted(figures(target.text)) == sorted(expected["numbers"].split())


def test_a_promise_for_each_year_has_a_step_for_each_year(annexed: Project) -> None:
    steps = [(step.period, step.value) for step in annexed.catalogue.target_steps]
    assert steps == [(str(year), 5) for year in range(2026, 2031)]


def test_a_yearly_report_falls_due_in_the_month_written(annexed: Project) -> None:
    reports = annexed.catalogue.reporting_duties_of(BAC_NINH)
    [yearly] = [report for report in reports if report.frequency == "yearly"]
    parts = annexed.catalogue.bodies_of_report(yearly.reporting_duty_id)
    assert (yearly.due_day, yearly.due_month) == (15, 11)
    assert names(annexed, parts, "receiver") == ["Sở Khoa học và Công nghệ"]


def test_every_citation_names_a_listed_document_and_every_document_is_cited(
    annexed: Project,
) -> None:
    cited = {row.document_id for row in annexed.catalogue.legal_basis}
    promulgating = {plan.promulgated_by for plan in annexed.catalogue.plans} - {None}
    listed = {row.document_id for row in annexed.catalogue.legal_documents}
    assert cited | promulgating == listed
