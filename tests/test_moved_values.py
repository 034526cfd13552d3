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
