"""Doubts about plans as they were entered."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from reform.doubts.doubt import Doubt
from reform.model import Catalogue
from reform.model.kinds import KINDS
from reform.model.plan_rows import Plan

_WORDS = 4
"""Shorter texts may well be alike."""
_COPIED = 0.8
"""Share of one plan's promises that stand word for word in another's."""
_FEWEST = 5


def plan_doubts(catalogue: Catalogue) -> Iterator[Doubt]:
    """Doubts about what stands in plan files."""
    shown = catalogue.live
    for plan in shown.plans:
        yield from _gaps(plan, shown)
        if not shown.targets_of(plan.plan_id) and not shown.tasks_of(plan.plan_id):
            yield _of(plan, "doubt-head-only", "plans", plan.plan_id)
    yield from _same_texts(shown)
    yield from _copies(shown)
    yield from _withdrawn_parents(catalogue)


def _same_texts(catalogue: Catalogue) -> Iterator[Doubt]:
    """One text under two ids of one list of one plan."""
    plans = {plan.plan_id: plan for plan in catalogue.plans}
    for kind in KINDS:
        seen: dict[tuple[str, ...], str] = {}
        for row in catalogue.rows(kind.table):
            words = str(getattr(row, "text", "") or "").casefold().split()
            if len(words) < _WORDS:
                continue
            own = getattr(row, kind.key)
            first = seen.setdefault((row.plan_id, *words), own)
            if first != own:
                plan = plans[row.plan_id]
                yield _of(plan, "doubt-same-text", kind.table, own, first=_short(first))


def _gaps(plan: Plan, catalogue: Catalogue) -> Iterator[Doubt]:
    """Days of the plan that no phase has."""
    phases = sorted(
        catalogue.phases_of(plan.plan_id), key=lambda p: p.period_start or plan.period_start
    )
    covered = plan.period_start - timedelta(days=1)
    for phase in phases:
        start = phase.period_start or plan.period_start
        if start > covered + timedelta(days=1):
            day = covered + timedelta(days=1)
            yield _of(plan, "doubt-phase-gap", "phases", phase.phase_id, day=f"{day:%d/%m/%Y}")
        covered = max(covered, phase.period_end)
    if phases and covered < plan.period_end:
        day = covered + timedelta(days=1)
        last = phases[-1].phase_id
        yield _of(plan, "doubt-phase-gap", "phases", last, day=f"{day:%d/%m/%Y}")


def _copies(catalogue: Catalogue) -> Iterator[Doubt]:
    """A plan whose promises stand word for word in another plan of its unit."""
    of_unit: defaultdict[str, list[Plan]] = defaultdict(list)
    for plan in catalogue.plans:
        of_unit[plan.unit_id].append(plan)
    for plans in of_unit.values():
        for one, other in combinations(sorted(plans, key=lambda p: p.period_start), 2):
            texts = [{t.text for t in catalogue.targets_of(p.plan_id)} for p in (one, other)]
            fewest = min(map(len, texts))
            if fewest >= _FEWEST and len(texts[0] & texts[1]) >= _COPIED * fewest:
                values = {"other": one.plan_id, "count": str(len(texts[0] & texts[1]))}
                yield _of(other, "doubt-copied-plan", "plans", other.plan_id, **values)


def _withdrawn_parents(catalogue: Catalogue) -> Iterator[Doubt]:
    plans = {plan.plan_id: plan for plan in catalogue.plans}
    gone = {row.target_id for row in catalogue.targets if row.withdrawn}
    gone |= {row.task_id for row in catalogue.tasks if row.withdrawn}
    for target in catalogue.targets:
        for parent in (target.parent_id, target.task_id):
            if parent in gone and parent and not target.withdrawn:
                plan = plans[target.plan_id]
                named = {"parent": _short(parent)}
                yield _of(plan, "doubt-withdrawn-parent", "targets", target.target_id, **named)
    for task in catalogue.tasks:
        if task.parent_id in gone and task.parent_id and not task.withdrawn:
            plan, named = plans[task.plan_id], {"parent": _short(task.parent_id)}
            yield _of(plan, "doubt-withdrawn-parent", "tasks", task.task_id, **named)


def _of(plan: Plan, code: str, table: str, item_id: str, **values: str) -> Doubt:
    return Doubt(code, plan.unit_id, table, item_id, values)


def _short(item_id: str) -> str:
    return item_id.rpartition("/")[2]
