"""Invented plans, targets and figures for the tests of statuses."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from reform.model import ROW_TYPES, Catalogue
from reform.model.part_rows import TargetStep
from reform.model.periods import last_day
from reform.model.plan_rows import Plan, ReportingDuty, Target
from reform.model.shared_rows import Indicator, Observation, Unit

PLAN_ID = "99801-binh-mau-2026-2030"
COMMUNE = "99801"
COMPARATORS = ("at_least", "more_than", "equals", "at_most", "less_than")
PERIODS = (
    "2025",
    "2025-Q4",
    "2026",
    "2026-H1",
    "2026-Q1",
    "2026-06",
    "2027",
    "2027-H2",
    "2027-Q4",
    "2028-01",
)


def blank(table: str, **values: Any) -> Any:
    """A row of a table, empty but for what is given."""
    row_type = ROW_TYPES[table]
    return row_type(**{field.name: values.get(field.name) for field in fields(row_type)})


PLAN: Plan = blank(
    "plans",
    plan_id=PLAN_ID,
    unit_id=COMMUNE,
    subject="administrative_reform",
    period_start=date(2026, 1, 1),
    period_end=date(2030, 12, 31),
)
UNIT: Unit = blank("units", unit_id=COMMUNE, level="commune")
INDICATORS: tuple[Indicator, ...] = (
    blank("indicators", indicator_id="tang", unit="percent", direction="higher_is_better"),
    blank("indicators", indicator_id="giam", unit="percent", direction="lower_is_better"),
    blank(
        "indicators",
        indicator_id="muc-giam",
        unit="percent",
        direction="higher_is_better",
        is_change=True,
    ),
)


CODES = (
    blank("codes", list="plan_subject", code="administrative_reform", label="Cải cách hành chính"),
)


def target(number: int = 1, **values: Any) -> Target:
    """A target that promises at least 90 per cent by the end of 2027, but for what is given."""
    made: Target = blank(
        "targets",
        **{
            "target_id": f"{PLAN_ID}/t{number:02d}",
            "plan_id": PLAN_ID,
            "kind": "quantitative",
            "comparator": "at_least",
            "value": 90,
            "unit": "percent",
            "period_start": date(2026, 1, 1),
            "period_end": date(2027, 12, 31),
            "scope": "commune",
            "indicator_id": "tang",
            "withdrawn": False,
            "withdrawn_on": None,
            "withdrawn_reason": None,
            **values,
        },
    )
    return made


def observation(number: int = 1, **values: Any) -> Observation:
    """A figure of the indicator ``tang`` for 2026, entered in January 2027."""
    made: Observation = blank(
        "observations",
        **{
            "observation_id": f"{COMMUNE}/q{number:02d}",
            "unit_id": COMMUNE,
            "indicator_id": "tang",
            "period": "2026",
            "as_of": date(2026, 12, 31),
            "entered_on": date(2027, 1, 10),
            "verified": False,
            "source": "Báo cáo",
            **values,
        },
    )
    return made


def duty(number: int = 1, **values: Any) -> ReportingDuty:
    """A duty to report."""
    made: ReportingDuty = blank(
        "reporting_duties",
        **{
            "reporting_duty_id": f"{PLAN_ID}/r{number:02d}",
            "plan_id": PLAN_ID,
            "withdrawn": False,
            "withdrawn_on": None,
            "withdrawn_reason": None,
            "due_next_year": False,
            **values,
        },
    )
    return made


def step(period: str, value: float, number: int = 1) -> TargetStep:
    """A step of a target."""
    return TargetStep(f"{PLAN_ID}/t{number:02d}", period, value)


@st.composite
def steps(draw: st.DrawFn, of: tuple[Target, ...]) -> tuple[TargetStep, ...]:
    """Steps of some of the targets, within their time."""
    periods = st.lists(st.sampled_from(["2026", "2027", "2027-H2", "2027-Q4"]), unique=True)
    return tuple(
        TargetStep(row.target_id, period, draw(_VALUES))
        for row in of
        if row.value is not None and draw(st.booleans())
        for period in draw(periods)
        if row.period_start <= last_day(period) <= row.period_end
    )


def catalogue(**tables: Any) -> Catalogue:
    """A catalogue of one plan with the given rows."""
    empty: dict[str, tuple[Any, ...]] = dict.fromkeys(ROW_TYPES, ())
    own = {"plans": (PLAN,), "units": (UNIT,), "indicators": INDICATORS, "codes": CODES}
    return Catalogue(**{**empty, **own, **tables})


_DAYS = st.dates(date(2025, 6, 1), date(2031, 6, 30))
_VALUES = st.one_of(st.sampled_from([0, 50, 89.9, 90, 90.1, 100]), st.integers(0, 100))


@st.composite
def targets(draw: st.DrawFn) -> tuple[Target, ...]:
    """One to four targets, some of them part of an earlier one."""
    made: list[Target] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        kind = draw(st.sampled_from(["quantitative", "quantitative", *_KINDS]))
        has_value = kind == "quantitative" or (kind != "qualitative" and draw(st.booleans()))
        start = draw(st.sampled_from([date(2026, 1, 1), date(2027, 1, 1), date(2027, 7, 1)]))
        parents: list[str | None] = [None, *(row.target_id for row in made)]
        made.append(
            target(
                number,
                kind=kind,
                comparator=draw(st.sampled_from(COMPARATORS)) if has_value else None,
                value=draw(_VALUES) if has_value else None,
                unit=draw(st.sampled_from(["percent", "rank_steps"])) if has_value else None,
                out_of=draw(st.sampled_from([None, 30])) if kind == "rank" else None,
                **_change(draw, has_value=has_value and kind == "relative"),
                period_start=start,
                period_end=draw(st.sampled_from([date(2027, 12, 31), date(2028, 6, 30)])),
                scope=draw(st.sampled_from(["commune", "commune", *_SCOPES])),
                indicator_id=draw(st.sampled_from(["tang", "tang", "giam", "muc-giam", None])),
                parent_id=draw(st.sampled_from(parents)),
                withdrawn=draw(st.integers(0, 9)) == 0,
            )
        )
    return tuple(made)


def _change(draw: st.DrawFn, *, has_value: bool) -> dict[str, Any]:
    """The direction of a relative promise and what it counts from; nothing for half of them."""
    change = draw(st.sampled_from([None, "increase", "decrease"])) if has_value else None
    return {
        "change": change,
        "baseline_value": draw(st.sampled_from([None, 0, 72.5, 90])) if change else None,
        "baseline_period": draw(st.sampled_from([None, "2025", "2024"])) if change else None,
    }


_KINDS = ("rank", "completion", "relative", "qualitative")
_SCOPES = ("district", "province", "all_levels", "unclear")


@st.composite
def observations(draw: st.DrawFn, of: tuple[Target, ...]) -> tuple[Observation, ...]:
    """Figures on the targets and on their indicators, some corrected, in any order."""
    subjects: list[tuple[str | None, str | None]] = [
        ("tang", None),
        ("giam", None),
        *((row.indicator_id, row.target_id) for row in of),
    ]
    places = st.tuples(st.sampled_from(subjects), st.sampled_from(PERIODS))
    made: list[Observation] = []
    for (indicator, target_id), period in draw(st.lists(places, unique=True, max_size=8)):
        entered, previous = draw(_DAYS), None
        for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
            row = _figure(draw, len(made) + 1)
            row = replace(row, indicator_id=indicator, target_id=target_id, period=period)
            row = replace(row, as_of=entered, entered_on=entered, supersedes=previous)
            made.append(row)
            entered, previous = entered + timedelta(draw(st.integers(0, 400))), row.observation_id
    return tuple(draw(st.permutations(made)))


def _figure(draw: st.DrawFn, number: int) -> Observation:
    has_value, has_rank = draw(st.sampled_from([(True, True), (True, False), (False, True)]))
    return observation(
        number,
        value=draw(_VALUES) if has_value else None,
        rank=draw(st.integers(1, 30)) if has_rank else None,
        out_of=draw(st.sampled_from([30, 34, None])) if has_rank else None,
    )


@st.composite
def duties(draw: st.DrawFn) -> tuple[ReportingDuty, ...]:
    """Up to three duties to report, with and without a day."""
    made = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        frequency = draw(st.sampled_from(["monthly", "quarterly", "half_yearly", "yearly", "once"]))
        is_dated = draw(st.booleans())
        is_once = frequency == "once"
        due = draw(st.sampled_from(["2027", "2028-03", "2030-12-15"]))
        made.append(
            duty(
                number,
                frequency=frequency,
                due=due if is_once and is_dated else None,
                due_day=draw(st.integers(1, 31)) if is_dated and not is_once else None,
                **_month(draw, is_dated=is_dated and not is_once, frequency=frequency),
                withdrawn=draw(st.integers(0, 5)) == 0,
            )
        )
    return tuple(made)


def _month(draw: st.DrawFn, *, is_dated: bool, frequency: str) -> dict[str, Any]:
    if not is_dated:
        return {}
    if frequency == "yearly" and draw(st.booleans()):
        return {"due_month": draw(st.integers(1, 12)), "due_next_year": draw(st.booleans())}
    return {"due_month_of_period": draw(st.sampled_from(["first", "last", "next"]))}


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """A plan with targets, figures and duties to report."""
    made = draw(targets())
    return catalogue(
        targets=made,
        target_steps=draw(steps(made)),
        observations=draw(observations(made)),
        reporting_duties=draw(duties()),
    )


DAYS = _DAYS
"""Days from before the plan to after it."""
