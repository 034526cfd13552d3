"""What falls due when, and what of it a calendar program is told: cases on invented rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from icalendar import Calendar

import status_cases as cases
from reform.derivations import CalendarEvent, feed_events, plan_events, task_state
from reform.derivations.deadlines import report_deadline
from reform.derivations.public_holidays import ClosedDay, closed_day
from reform.model.part_rows import ReportingAgency, TaskAgency
from reform.model.periods import Period
from reform.model.plan_rows import Phase
from reform.project import Project
from reform.rendering.calendar_feed import calendar_feed

LONG = date(2028, 6, 15)
"""A day in the middle of the plan of ``status_cases``, which runs from 2026 to 2030."""


def _phase(number: int, start: date | None, end: date) -> Phase:
    return Phase(f"{cases.PLAN_ID}/p{number}", cases.PLAN_ID, number, f"{number}", start, end)


PHASES = (_phase(1, None, date(2027, 12, 31)), _phase(2, date(2028, 1, 1), date(2030, 12, 31)))
MONTHLY = cases.duty(1, frequency="monthly", due_day=5, due_month_of_period="next")
ONCE = cases.duty(2, frequency="once", due="2030-11-15")
TASKS = (
    cases.blank("tasks", task_id=f"{cases.PLAN_ID}/k01", plan_id=cases.PLAN_ID, due="2026-03"),
    cases.blank("tasks", task_id=f"{cases.PLAN_ID}/k02", plan_id=cases.PLAN_ID, due="2029-06-30"),
    cases.blank("tasks", task_id=f"{cases.PLAN_ID}/k03", plan_id=cases.PLAN_ID),
)
FULL = cases.catalogue(phases=PHASES, reporting_duties=(MONTHLY, ONCE), tasks=TASKS)


def _told(events: Any) -> list[tuple[str, date]]:
    return [(event.kind, event.day) for event in events]


def test_a_calendar_program_is_told_reports_of_three_years_and_every_end() -> None:
    told = list(feed_events(cases.PLAN, FULL, LONG))
    monthly = [event.day for event in told if event.duty == MONTHLY]
    assert monthly == [date(y, m, 5) for y in (2027, 2028, 2029) for m in range(1, 13)]
    assert _told(event for event in told if event.duty != MONTHLY) == [
        ("task_due", date(2026, 3, 31)),
        ("phase_end", date(2027, 12, 31)),
        ("task_due", date(2029, 6, 30)),
        ("report", date(2030, 11, 15)),
        ("plan_end", date(2030, 12, 31)),
    ]


@pytest.mark.parametrize("day", [date(2028, 1, 1), date(2028, 12, 31)])
def test_the_three_years_are_the_same_on_every_day_of_a_year(day: date) -> None:
    assert _told(feed_events(cases.PLAN, FULL, day)) == _told(feed_events(cases.PLAN, FULL, LONG))


def test_a_calendar_goes_by_days_and_a_plan_tells_all_of_it() -> None:
    found = plan_events(cases.PLAN, FULL)
    assert [event.day for event in found] == sorted(event.day for event in found)
    assert len([event for event in found if event.duty == MONTHLY]) == 60
    assert len({event.key for event in found}) == len(found)


def test_an_event_is_known_again_by_what_it_is_about() -> None:
    keys = {event.kind: event.key for event in plan_events(cases.PLAN, FULL)}
    assert keys == {
        "report": f"{cases.PLAN_ID}-r01-report-2030-12-31",
        "task_due": f"{cases.PLAN_ID}-k02-task_due-2029-06-30",
        "phase_end": f"{cases.PLAN_ID}-p1-phase_end-2027-12-31",
        "plan_end": f"{cases.PLAN_ID}-plan_end-2030-12-31",
    }


def test_an_event_says_what_its_days_are_about() -> None:
    events = {(event.kind, event.day): event for event in plan_events(cases.PLAN, FULL)}
    phase = events["phase_end", date(2027, 12, 31)]
    assert (phase.phase, phase.period) == (PHASES[0], Period(date(2026, 1, 1), date(2027, 12, 31)))
    task = events["task_due", date(2026, 3, 31)]
    assert (task.task, task.period) == (TASKS[0], Period(date(2026, 3, 1), date(2026, 3, 31)))
    report = events["report", date(2027, 2, 5)]
    assert (report.duty, report.period) == (MONTHLY, Period(date(2027, 1, 1), date(2027, 1, 31)))
    plan_end = events["plan_end", date(2030, 12, 31)]
    assert plan_end.period == Period(date(2026, 1, 1), date(2030, 12, 31))
    assert {event.plan for event in events.values()} == {cases.PLAN}


def test_the_last_phase_ends_with_the_plan_and_is_not_told_twice() -> None:
    found = _told(plan_events(cases.PLAN, cases.catalogue(phases=PHASES)))
    assert found == [("phase_end", date(2027, 12, 31)), ("plan_end", date(2030, 12, 31))]


def test_an_event_names_who_leads_and_who_receives() -> None:
    bodies = tuple(cases.blank("agencies", agency_id=f"a{n}") for n in range(3))
    duty = cases.duty(frequency="once", due="2027-05-01")
    made = cases.catalogue(
        agencies=bodies,
        tasks=TASKS[:1],
        task_agencies=tuple(
            TaskAgency(TASKS[0].task_id, f"a{n}", role)
            for n, role in enumerate(["support", "lead", "lead"])
        ),
        reporting_duties=(duty,),
        reporting_agencies=tuple(
            ReportingAgency(duty.reporting_duty_id, f"a{n}", role)
            for n, role in enumerate(["receiver", "reporter", "receiver"])
        ),
    )
    task, report, _ = plan_events(cases.PLAN, made)
    assert task.leads == bodies[1:]
    assert report.receivers == (bodies[0], bodies[2])


def test_a_report_that_falls_on_a_day_off_says_so_and_nothing_else_does() -> None:
    holiday = cases.duty(frequency="once", due="2027-01-01")
    made = cases.catalogue(reporting_duties=(holiday, ONCE))
    first, second, end = plan_events(cases.PLAN, made)
    assert first.closed
    assert (first.closed.holiday, first.closed.is_weekend) == ("Tết Dương lịch", False)
    assert second.closed is end.closed is None


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2027, 7, 9), None),
        (date(2027, 7, 10), ClosedDay(None, is_weekend=True)),
        (date(2027, 7, 11), ClosedDay(None, is_weekend=True)),
        (date(2027, 7, 12), None),
        (date(2027, 9, 2), ClosedDay("Quốc khánh", is_weekend=False)),
        (date(2027, 5, 1), ClosedDay("Ngày Quốc tế Lao động", is_weekend=True)),
    ],
)
def test_offices_are_closed_at_weekends_and_on_holidays(
    day: date, closed: ClosedDay | None
) -> None:
    assert closed_day(day) == closed


# --- the feed as a file ---------------------------------------------------------------------------


def test_a_feed_says_whose_it_is_and_what_day_it_stands_for(small: Project) -> None:
    catalogue = small.catalogue
    plan, unit = catalogue.plans[0], catalogue.unit(catalogue.plans[0].unit_id)
    events: list[CalendarEvent] = list(feed_events(plan, catalogue, LONG))
    content = calendar_feed(unit, events, catalogue, LONG)
    feed: Any = Calendar.from_ical(content)
    head = {name: str(feed[name]) for name in ("VERSION", "PRODID", "METHOD", "X-WR-CALNAME")}
    assert head == {
        "VERSION": "2.0",
        "PRODID": "-//ke-hoach-mo//99801//VI",
        "METHOD": "PUBLISH",
        "X-WR-CALNAME": "Lịch kế hoạch cải cách hành chính, Xã Bình Mẫu",
    }
    entries = feed.walk("VEVENT")
    assert len(entries) == len(events) > 10
    for event, entry in zip(events, entries, strict=True):
        assert entry["UID"] == f"{event.key}@ke-hoach-mo"
        assert entry["DTSTAMP"].dt == datetime(2028, 6, 15, tzinfo=UTC)
        assert entry["DTSTART"].dt == event.day
        assert (entry["DTEND"].dt - event.day).days == 1
        assert entry["TRANSP"] == "TRANSPARENT"
        for text in ("SUMMARY", "DESCRIPTION"):
            assert str(entry[text]).strip()
            assert "\n" not in str(entry[text])


# --- where a task stands --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "day", "is_late"),
    [
        ("2026-03-31", date(2026, 3, 30), False),
        ("2026-03-31", date(2026, 3, 31), False),
        ("2026-03-31", date(2026, 4, 1), True),
        ("2026-03", date(2026, 3, 31), False),
        ("2026-Q1", date(2026, 4, 1), True),
        ("2026", date(2026, 12, 31), False),
        (None, date(2099, 1, 1), False),
    ],
)
def test_a_task_is_late_from_the_day_after_its_last_one(
    due: str | None, day: date, *, is_late: bool
) -> None:
    found = task_state(cases.blank("tasks", task_id="k", due=due), [], day)
    assert (found.is_late, found.state, found.newest, found.history) == (is_late, None, None, ())


def _report(number: int, day: date, state: str, task_id: str = "k") -> Any:
    return cases.blank(
        "task_progress", progress_id=f"p{number}", task_id=task_id, as_of=day, state=state
    )


@pytest.mark.parametrize(
    ("state", "is_late"),
    [("done", False), ("stopped", False), ("under_way", True), ("not_started", True)],
)
def test_what_is_done_or_stopped_is_not_late(state: str, *, is_late: bool) -> None:
    task = cases.blank("tasks", task_id="k", due="2026-03")
    row = _report(1, date(2026, 4, 2), state)
    found = task_state(task, [row], date(2026, 4, 2))
    assert (found.state, found.is_late, found.newest) == (state, is_late, row)
    assert task_state(task, [row], date(2026, 4, 1)).state is None


def test_reports_stand_the_newest_first_and_those_on_other_tasks_elsewhere() -> None:
    task = cases.blank("tasks", task_id="k")
    rows = [
        _report(1, date(2026, 1, 1), "under_way"),
        _report(3, date(2026, 2, 1), "done"),
        _report(2, date(2026, 2, 1), "stopped"),
        _report(4, date(2026, 3, 1), "done", "other"),
    ]
    found = task_state(task, rows, date(2026, 12, 31))
    assert found == task_state(task, rows[::-1], date(2026, 12, 31))
    assert [row.progress_id for row in found.history] == ["p3", "p2", "p1"]
    assert found.newest == rows[1]


# --- the report in which a plan wants what ended --------------------------------------------------

YEAR = Period(date(2027, 1, 1), date(2027, 12, 31))
QUARTER = Period(date(2027, 10, 1), date(2027, 12, 31))
YEARLY = cases.duty(1, frequency="yearly", due_day=15, due_month=1, due_next_year=True)
QUARTERLY = cases.duty(2, frequency="quarterly", due_day=10, due_month_of_period="last")
HALF_YEARLY = cases.duty(3, frequency="half_yearly", due_day=31, due_month_of_period="first")
LATE = cases.duty(4, frequency="once", due="2028-06")
EARLY = cases.duty(5, frequency="once", due="2027-06")


@pytest.mark.parametrize(
    ("duties", "ended", "expected"),
    [
        ([], YEAR, None),
        ([YEARLY, QUARTERLY], YEAR, (YEARLY, date(2028, 1, 15))),
        ([YEARLY, QUARTERLY], QUARTER, (QUARTERLY, date(2027, 12, 10))),
        ([YEARLY], QUARTER, (YEARLY, date(2028, 1, 15))),
        ([QUARTERLY, LATE], YEAR, (LATE, date(2028, 6, 30))),
        ([EARLY], YEAR, None),
        ([EARLY, QUARTERLY], YEAR, (QUARTERLY, date(2027, 12, 10))),
        ([HALF_YEARLY], YEAR, (HALF_YEARLY, date(2027, 7, 31))),
        ([cases.duty(6, frequency="yearly", due_day=1)], YEAR, None),
        ([cases.duty(7, frequency="yearly", due_month=2)], YEAR, None),
        ([cases.duty(8, frequency="once")], YEAR, None),
    ],
)
def test_the_duty_as_frequent_as_the_stretch_is_long_wants_its_end(
    duties: list[Any], ended: Period, expected: tuple[Any, date] | None
) -> None:
    for order in (duties, duties[::-1]):
        found = report_deadline(order, ended)
        assert (found and (found.duty, found.day)) == expected


def test_of_two_duties_on_one_day_the_first_by_its_id_is_meant() -> None:
    twin = cases.duty(9, frequency="yearly", due_day=15, due_month=1, due_next_year=True)
    for order in ([YEARLY, twin], [twin, YEARLY]):
        found = report_deadline(order, YEAR)
        assert found
        assert found.duty == YEARLY
