"""What a plan replaces or amends, what became of it, and the page of one that was withdrawn."""

from dataclasses import dataclass

from reform.addresses import short_id
from reform.model import Catalogue
from reform.model.kinds import KINDS
from reform.model.plan_rows import Plan
from reform.model.shared_rows import Unit


@dataclass(frozen=True)
class EarlierPlans:
    """The plans that a plan speaks of, where they are held here, withdrawn or not."""

    replaced: Plan | None
    amended: Plan | None


@dataclass(frozen=True)
class LaterPlans:
    """The plans that speak of a plan."""

    replacing: tuple[Plan, ...]
    amending: tuple[Plan, ...]


@dataclass(frozen=True)
class WithdrawnPlanPage:
    """Context of ``pages/withdrawn.html.j2``."""

    plan: Plan
    unit: Unit
    successor: Unit | None
    later: tuple[Plan, ...]
    """The plans that took its place."""
    anchors: tuple[str, ...]
    """Ids of its items inside the plan: old links to them end here."""


def earlier_plans(plan: Plan, whole: Catalogue) -> EarlierPlans:
    """What a plan replaces and amends; ``whole`` holds what was withdrawn, too."""
    return EarlierPlans(whole.plan_if(plan.replaces), whole.plan_if(plan.amends))


def later_plans(plan: Plan, live: Catalogue) -> LaterPlans:
    """What replaces and amends a plan."""
    return LaterPlans(live.replacing(plan.plan_id), live.amending(plan.plan_id))


def withdrawn_plan_page(plan: Plan, whole: Catalogue) -> WithdrawnPlanPage:
    """A plan that was withdrawn: it says so at its address."""
    unit = whole.unit(plan.unit_id)
    items = (
        getattr(row, kind.key)
        for kind in KINDS
        for row in whole.rows_by(kind.table, "plan_id").get(plan.plan_id, ())
    )
    return WithdrawnPlanPage(
        plan=plan,
        unit=unit,
        successor=whole.unit_if(unit.successor_unit_id),
        later=whole.live.replacing(plan.plan_id),
        anchors=tuple(map(short_id, items)),
    )
