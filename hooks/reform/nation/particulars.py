"""What some plans of the invented country have beside the usual: leads of targets, steps of years,
ranks within a range, parts of a task, another subject, the address of the document.

It draws from chances of its own, so that all else of a seed stays as it was.
"""

import hashlib
import random
from typing import Any

from reform.model.plan_subjects import DEFAULT_SUBJECT, SUBJECT_SUFFIXES
from reform.nation.grammar import locator, phrases

Row = dict[str, Any]
_OTHER_SUBJECTS = [subject for subject in SUBJECT_SUFFIXES if subject != DEFAULT_SUBJECT]
_RANKED_LAST = 45
"""So many communes does an invented ranking hold."""


def add_particulars(rng: random.Random, plan: Row, by_role: dict[str, str]) -> None:
    """Write them into a plan."""
    if rng.random() < 0.05:
        _give_subject(rng, plan)
    plan |= source_of(plan["plan_id"])
    _give_leads(rng, plan["targets"], by_role)
    if plan["kind"] == "multi_year":
        _give_steps(rng, plan)
    if rng.random() < 0.3:
        plan["targets"].append(_rank_range(rng, plan["targets"]))
    _give_parts(rng, plan["tasks"])


def source_of(name: str) -> Row:
    """The address of an invented document; nothing lies there."""
    return {
        "source_url": f"https://example.org/gia-lap/{name}.pdf",
        "retrieved_on": "2026-07-01",
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "media_type": "application/pdf",
    }


def _give_subject(rng: random.Random, plan: Row) -> None:
    plan["subject"] = rng.choice(_OTHER_SUBJECTS)
    plan["plan_id"] += SUBJECT_SUFFIXES[plan["subject"]]


def _give_leads(rng: random.Random, targets: list[Row], by_role: dict[str, str]) -> None:
    for row in targets:
        if rng.random() < 0.4:
            lead, support = rng.sample(sorted(by_role.values()), k=2)
            row |= {"lead": [lead], "support": [support]}


def _give_steps(rng: random.Random, plan: Row) -> None:
    ends = {row["phase_id"]: row["period_end"][:4] for row in plan.get("phases", ())}
    starts = {row["phase_id"]: row["period_start"][:4] for row in plan.get("phases", ())}
    for row in plan["targets"]:
        phase = row.get("phase_id")
        first, last = starts.get(phase, plan["period_start"][:4]), ends.get(phase)
        last = last or plan["period_end"][:4]
        is_share = row.get("unit") == "percent" and row["kind"] == "quantitative"
        is_rising = is_share and row.get("comparator") == "at_least" and first < last
        if is_rising and rng.random() < 0.5:
            earlier = {"period": first, "value": max(row["value"] - 5, 1)}
            row["steps"] = [earlier, {"period": last, "value": row["value"]}]


def _rank_range(rng: random.Random, targets: list[Row]) -> Row:
    best = rng.randint(1, 15)
    worst = best + 5
    said = phrases()["rank_range"]
    return {
        "target_id": f"t{len(targets) + 1:02d}",
        "text": said["text"].format(best=best, worst=worst, last=_RANKED_LAST),
        "kind": "rank",
        "comparator": "at_most",
        "value": worst,
        "value_from": best,
        "out_of": _RANKED_LAST,
        "rank_within": said["within"],
        "scope": "commune",
        "unlinked_reason": said["unlinked"],
        "placement": "target_list",
        "locator": locator("I.2", 10),
    }


def _give_parts(rng: random.Random, tasks: list[Row]) -> None:
    for parent, part in zip(tasks[::6], tasks[1::6], strict=False):
        if parent.get("area") == part.get("area") and rng.random() < 0.5:
            part["parent_id"] = parent["task_id"]
