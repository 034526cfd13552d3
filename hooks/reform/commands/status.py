"""``reform status``: what is due, missing and late, by unit."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer

from reform.layout import Layout
from reform.problems import DataError
from reform.project import open_project
from reform.subjects.reporting_state import ReportingState, reporting_states
from reform.terminal.asking import chosen_unit
from reform.terminal.console import say, show_table, tell_problems
from reform.terminal.options import HERE, AsOf, Root, Vocabulary, day_of
from reform.terminal.wording import told


def run(
    unit: Annotated[str | None, typer.Argument(show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
    as_of: AsOf = None,
) -> int:
    """Show the state of every plan, or all that one unit owes."""
    layout, day = Layout.of(root.resolve(), vocabulary), day_of(as_of)
    meant = chosen_unit(layout, unit) if unit else None
    if unit and meant is None:
        return 2
    try:
        catalogue = open_project(layout, day).catalogue.live
    except DataError as error:
        tell_problems(error.problems, layout)
        return 1
    states = reporting_states(catalogue, day)
    if meant:
        states = tuple(state for state in states if state.plan.unit_id == meant.unit_id)
    if as_json:
        say(json.dumps([_plain(s) for s in states], ensure_ascii=False, indent=2))
    elif meant:
        for state in states:
            say(told("status", "plan", state=state))
    else:
        _show(states)
    return 0


def _show(states: Sequence[ReportingState]) -> None:
    keys = ("unit", "title", "next", "missing", "overdue", "late")
    rows = [
        (
            state.unit_name,
            state.plan.title,
            told("status", "event", event=state.next_event),
            str(len(state.missing)),
            str(len(state.overdue)),
            str(len(state.late_tasks)),
        )
        for state in states
    ]
    show_table([told("status", f"column_{key}") for key in keys], rows)


def _plain(state: ReportingState) -> dict[str, object]:
    event = state.next_event
    return {
        "plan_id": state.plan.plan_id,
        "unit_id": state.plan.unit_id,
        "next": {"kind": event.kind, "day": event.day.isoformat()} if event else None,
        "missing": [target.target_id for target in state.missing],
        "overdue": [target.target_id for target in state.overdue],
        "late_tasks": [task.task_id for task in state.late_tasks],
    }
