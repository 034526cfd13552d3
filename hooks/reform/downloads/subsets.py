"""What belongs to one plan, unit, province or indicator, before it is closed under its names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from reform.downloads.closure import Rows
from reform.model import Catalogue
from reform.model.kinds import PLAN_LISTS
from reform.model.plan_rows import Plan
from reform.model.shared_rows import Indicator, Unit

OF_ITEMS = (
    ("targets", "target_id", "target_agencies"),
    ("targets", "target_id", "target_steps"),
    ("tasks", "task_id", "task_agencies"),
    ("duties", "duty_id", "duty_agencies"),
    ("duties", "duty_id", "duty_areas"),
    ("reporting_duties", "reporting_duty_id", "reporting_agencies"),
    ("targets", "target_id", "target_status"),
    ("targets", "target_id", "step_status"),
    ("targets", "target_id", "observations"),
    ("tasks", "task_id", "task_progress"),
)
"""Table of items, its key, and the table whose rows name the item by that key."""


def of_plans(plans: Iterable[Plan], catalogue: Catalogue) -> Rows:
    """The plans, their items and what hangs from these; the figures that serve their targets."""
    chosen = tuple(plans)
    rows: dict[str, list[Any]] = defaultdict(list)
    rows["plans"] += chosen
    for plan in chosen:
        for table in PLAN_LISTS:
            rows[table] += catalogue.rows_by(table, "plan_id").get(plan.plan_id, ())
    for table, key, linked in OF_ITEMS:
        by_item = catalogue.rows_by(linked, key)
        rows[linked] += (row for item in rows[table] for row in by_item.get(getattr(item, key), ()))
    rows["observations"] += _shared_figures(chosen, rows["targets"], catalogue)
    return rows


def _shared_figures(
    plans: Iterable[Plan], targets: Iterable[Any], catalogue: Catalogue
) -> Iterator[Any]:
    """Figures of the plans' units that name an indicator and no target: they serve every target
    on it.
    """
    indicators: defaultdict[str, set[str | None]] = defaultdict(set)
    units = {plan.plan_id: plan.unit_id for plan in plans}
    for target in targets:
        indicators[units[target.plan_id]].add(target.indicator_id)
    for unit_id, wanted in indicators.items():
        for row in catalogue.observations_from(unit_id):
            if row.target_id is None and row.indicator_id in wanted:
                yield row


def of_unit(unit: Unit, catalogue: Catalogue) -> Rows:
    """A unit, its plans, everything that it reported, the units merged into it."""
    rows = {**of_plans(catalogue.plans_of(unit.unit_id), catalogue), "units": [unit]}
    rows["observations"] = [*rows["observations"], *catalogue.observations_from(unit.unit_id)]
    rows["former_units"] = list(catalogue.former_units_of(unit.unit_id))
    return rows


def of_indicator(indicator: Indicator, catalogue: Catalogue) -> Rows:
    """An indicator, who promises what on it, where that stands, and every figure of it."""
    own = indicator.indicator_id
    targets = catalogue.targets_on(own)
    statuses = (catalogue.status_of(target.target_id) for target in targets)
    return {
        "indicators": [indicator],
        "targets": targets,
        "target_status": [status for status in statuses if status],
        "target_steps": [s for target in targets for s in catalogue.steps_of(target.target_id)],
        "observations": catalogue.observations_on(own),
        "rankings": catalogue.rankings_on(own),
        "reference_observations": catalogue.references_on(own),
    }


def of_province(province: Unit, catalogue: Catalogue) -> Rows:
    """The plans of a province's units, those of units that ended in it included, and all that
    these units reported.
    """
    code = province.province_code
    units = [unit for unit in catalogue.units if unit.province_code == code]
    plans = [plan for unit in units for plan in catalogue.plans_of(unit.unit_id)]
    rows = {**of_plans(plans, catalogue), "units": units}
    figures = [row for unit in units for row in catalogue.observations_from(unit.unit_id)]
    rows["observations"] = [*rows["observations"], *figures]
    return rows
