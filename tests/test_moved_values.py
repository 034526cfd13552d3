"""What moved to other columns moved whole: the values of the five plans before and after."""

from __future__ import annotations

import csv

import pytest

from conftest import ROOT
from reform.project import Project


def _before() -> list[dict[str, str]]:
    with (ROOT / "tests" / "reports_before.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("before", _before(), ids=lambda row: row["reporting_duty_id"])
def test_who_reports_to_whom_is_still_there(before: dict[str, str], project: Project) -> None:
    """One body reported and the receiver was a text; both became lists of bodies, and the text
    stays where it says more than the names do."""
    catalogue = project.catalogue
    duty = catalogue.reporting_duty(before["reporting_duty_id"])
    parts = catalogue.bodies_of_report(duty.reporting_duty_id)
    reporters = [agency.name for agency in catalogue.bodies(parts, "reporter")]
    receivers = [agency.name for agency in catalogue.bodies(parts, "receiver")]
    assert reporters == ([before["reporter"]] if before["reporter"] else [])
    assert (duty.recipient or ", ".join(receivers)) == before["recipient"]


def test_a_cut_by_half_against_2024_is_a_change_and_no_level(project: Project) -> None:
    cuts = [t for t in project.catalogue.targets if t.change]
    assert {(t.plan_id, t.kind, t.value, t.unit, t.baseline_period) for t in cuts} == {
        ("11725-kien-minh-2026-2030", "relative", 50, "percent", "2024")
    }
    assert len(cuts) == 2


def _values_before() -> list[dict[str, str]]:
    with (ROOT / "tests" / "values_before.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_promise_and_task_of_the_five_plans_says_what_it_said(project: Project) -> None:
    """The items of the first five plans as they were entered, before their tables were widened.

    Whoever corrects one of them against its document corrects it in ``values_before.csv`` too.
    """
    catalogue = project.catalogue
    before, after = _values_before(), []
    for row in before:
        own = row["item_id"]
        if target := catalogue.target_if(own):
            value = "" if target.value is None else f"{target.value:g}"
            found = (target.comparator or "", value, target.unit or "", target.locator, "", "")
        else:
            task = catalogue.task(own)
            bodies = catalogue.bodies(catalogue.bodies_of_task(own), "lead")
            lead = " ".join(body.agency_id.rpartition("/")[2] for body in bodies)
            found = ("", "", "", task.locator, lead, task.timing or "")
        after.append(dict(zip(row, (own, *found), strict=True)))
    assert len(before) == 298
    assert after == before
