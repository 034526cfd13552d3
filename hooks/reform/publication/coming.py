"""What the next publication changes, as people will read it: the same page before and after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reform.layout import Layout
from reform.model.kinds import PLAN_LISTS
from reform.project import Project, open_project
from reform.published import data_of
from reform.rendering.markup import texts_by_id
from reform.site import build_site

_ITEM = re.compile(r"[a-z]\d{1,3}")
_OF_UNIT = ("observations", "task_progress")


@dataclass(frozen=True)
class ComingChange:
    """One item of a page that will read otherwise."""

    plan_id: str
    title: str
    """Of the plan."""
    item: str
    """Its anchor; empty where the whole page is new or goes."""
    before: str
    after: str


def coming_changes(layout: Layout, commit: str, as_of: date) -> list[ComingChange]:
    """Every item of every plan's page that reads otherwise than at a commit. DataError where
    either cannot be read.
    """
    new = open_project(layout, as_of)
    with data_of(layout, commit) as before:
        old = open_project(before, as_of)
        return list(_changes(old, new))


def _changes(old: Project, new: Project) -> Iterator[ComingChange]:
    plans = {p.plan_id: p for project in (old, new) for p in project.catalogue.live.plans}
    wanted = {id_ for id_ in plans if _rows(old, id_) != _rows(new, id_)}
    was, will = _pages(old, wanted), _pages(new, wanted)
    for plan_id in sorted(wanted):
        title = plans[plan_id].title
        one, other = was.get(plan_id), will.get(plan_id)
        if one is None or other is None:
            yield ComingChange(plan_id, title, "", title if one else "", title if other else "")
            continue
        for item in dict.fromkeys((*one, *other)):
            if _ITEM.fullmatch(item) and one.get(item) != other.get(item):
                yield ComingChange(plan_id, title, item, one.get(item, ""), other.get(item, ""))


def _rows(project: Project, plan_id: str) -> list[object]:
    """All that a plan's page is made from."""
    catalogue = project.catalogue.live
    plan = catalogue.plan_if(plan_id)
    if plan is None:
        return []
    own = [catalogue.rows_by(name, "plan_id").get(plan_id, ()) for name in PLAN_LISTS]
    parts = [catalogue.statuses_of(plan_id)]
    unit = [catalogue.rows_by(name, "unit_id").get(plan.unit_id, ()) for name in _OF_UNIT]
    links = [
        tuple(r for r in catalogue.rows(n) if _item_of(r).startswith(f"{plan_id}/"))
        for n in ("task_agencies", "target_agencies", "duty_agencies", "duty_areas",
                  "reporting_agencies", "target_steps")
    ]  # fmt: skip
    return [plan, *own, *parts, *unit, *links]


def _item_of(row: object) -> str:
    keys = ("task_id", "target_id", "duty_id", "reporting_duty_id")
    return next((str(getattr(row, key)) for key in keys if hasattr(row, key)), "")


def _pages(project: Project, wanted: set[str]) -> dict[str, dict[str, str]]:
    site = build_site(project)
    paths = {plan.path: plan.plan_id for plan in project.catalogue.live.plans}
    return {
        paths[page.source]: texts_by_id(site.render(page).body)
        for page in site.pages
        if page.template == "plan" and paths.get(page.source) in wanted
    }
