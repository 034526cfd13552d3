"""Where a target stands: the rules one by one, and what holds whatever the data are."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import recompute_status
import status_cases as cases
from conftest import AS_OF, ROOT
from reform.derivations import count_statuses, derive_statuses, derive_step_statuses
from reform.downloads import table_csv
from reform.layout import Layout
from reform.model import Catalogue
from reform.model.derived_rows import Status, TargetStatus
from reform.project import Project, open_project
from reform.sources.table_schemas import read_schemas

SCHEMAS = read_schemas(ROOT / "data")
OVER = date(2028, 2, 1)
"""A day on which the target of ``status_cases.target()`` is over."""
REPORTED = (Status.UNDER_WAY, Status.MET, Status.NOT_MET)


def _status(catalogue: Catalogue, as_of: date, target: int = 1) -> TargetStatus:
    target_id = f"{cases.PLAN_ID}/t{target:02d}"
    return next(r for r in derive_statuses(catalogue, as_of) if r.target_id == target_id)


def _outcome(
    as_of: date = OVER, *figures: dict[str, Any], duties: tuple[Any, ...] = (), **target: Any
) -> tuple[str, str]:
    rows = tuple(cases.observation(n, **values) for n, values in enumerate(figures, 1))
    made = cases.catalogue(
        targets=(cases.target(**target),), observations=rows, reporting_duties=duties
    )
    found = _status(made, as_of)
    return str(found.status), str(found.rule)


@pytest.mark.parametrize(
    ("comparator", "value", "status"),
    [
        ("at_least", 90, "met"),
        ("at_least", 89.9, "not_met"),
        ("more_than", 90, "not_met"),
        ("more_than", 90.1, "met"),
        ("equals", 90, "met"),
        ("equals", 95, "met"),
        ("equals", 89.9, "not_met"),
        ("at_most", 90, "met"),
        ("at_most", 90.1, "not_met"),
        ("less_than", 90, "not_met"),
        ("less_than", 89.9, "met"),
    ],
)
def test_a_value_is_held_against_the_promise_once_the_period_is_over(
    comparator: str, value: float, status: str
) -> None:
    assert _outcome(OVER, {"value": value}, comparator=comparator) == (status, "compared")


def test_a_bare_figure_that_should_fall_is_read_as_at_most() -> None:
    figure = {"value": 80, "indicator_id": "giam"}
    assert _outcome(OVER, figure, comparator="equals", indicator_id="giam")[0] == "met"
    assert _outcome(OVER, figure, comparator="equals", indicator_id="giam", value=70)[0] == (
        "not_met"
    )


@pytest.mark.parametrize("scope", ["district", "province"])
@pytest.mark.parametrize("kind", ["quantitative", "qualitative"])
def test_another_levels_promise_is_not_the_communes(scope: str, kind: str) -> None:
    figure = {"value": 99}
    assert _outcome(OVER, figure, scope=scope, kind=kind) == ("other_level", "scope_elsewhere")


def test_a_promise_to_all_levels_is_the_communes_and_an_unclear_one_is_in_no_total() -> None:
    scopes = ("commune", "all_levels", "unclear", "district")
    rows = tuple(cases.target(n, scope=scope) for n, scope in enumerate(scopes, 1))
    found = derive_statuses(
        cases.catalogue(targets=rows, observations=(cases.observation(value=95),)), OVER
    )
    assert [(row.status, row.in_totals) for row in found] == [
        ("met", True),
        ("met", True),
        ("met", False),
        ("other_level", False),
    ]
    count = count_statuses(found)
    assert (count.counted, count.unclear, count.other_level, count.total) == (2, 1, 1, 4)


def test_a_step_of_a_part_needs_figures_that_name_it() -> None:
    whole, part = cases.target(1), cases.target(2, parent_id=cases.target(1).target_id)
    made = cases.catalogue(
        targets=(whole, part),
        target_steps=(cases.step("2026", 50, 1), cases.step("2026", 50, 2)),
        observations=(cases.observation(value=95),),
    )
    found = derive_step_statuses(made, OVER)
    assert [str(row.status) for row in found] == ["met", "no_data"]


def test_the_day_decides_between_not_started_no_data_under_way_and_judged() -> None:
    figure = {"value": 95}
    assert _outcome(date(2025, 12, 31))[0] == "not_started"
    assert _outcome(date(2026, 1, 1)) == ("no_data", "nothing_reported")
    assert _outcome(date(2027, 1, 9), figure)[0] == "no_data"  # entered on the 10th
    assert _outcome(date(2027, 1, 10), figure) == ("under_way", "current_value")
    assert _outcome(date(2027, 12, 31), figure)[0] == "under_way"
    assert _outcome(date(2028, 1, 1), figure)[0] == "met"
    assert _outcome(date(2028, 1, 1)) == ("no_data", "nothing_reported_since_end")


CUT: dict[str, Any] = {
    "kind": "relative",
    "change": "decrease",
    "value": 30,
    "comparator": "equals",
}
"""A promise of 30 per cent less."""


@pytest.mark.parametrize(
    ("target", "figures", "outcome"),
    [
        ({"baseline_value": 50}, [(35, "2027")], ("met", "changed_from_base")),
        ({"baseline_value": 72.5}, [(50.75, "2027")], ("met", "changed_from_base")),
        ({"baseline_value": 72.5}, [(50.76, "2027")], ("not_met", "changed_from_base")),
        ({"baseline_value": 50}, [(65, "2027")], ("not_met", "changed_from_base")),
        (
            {"baseline_value": 50, "change": "increase"},
            [(65, "2027")],
            ("met", "changed_from_base"),
        ),
        (
            {"baseline_value": 50, "comparator": "more_than"},
            [(35, "2027")],
            ("not_met", "changed_from_base"),
        ),
        (
            {"baseline_period": "2024"},
            [(50, "2024"), (90, "2025"), (35, "2027")],
            ("met", "changed_from_base"),
        ),
        ({"baseline_period": "2024"}, [(90, "2025"), (35, "2027")], ("no_data", "no_base")),
        ({"baseline": "năm trước"}, [(90, "2025"), (35, "2027")], ("met", "changed_from_base")),
        ({"baseline_value": 0}, [(35, "2027")], ("no_data", "no_base")),
        (
            {"baseline_value": 50, "unit": "score", "value": 15},
            [(35, "2027")],
            ("met", "changed_from_base"),
        ),
        (
            {"baseline_period": "2024", "indicator_id": "muc-giam"},
            [(30, "2027")],
            ("met", "compared"),
        ),
    ],
)
def test_a_rise_or_fall_is_judged_against_its_baseline_and_never_as_a_level(
    target: dict[str, Any], figures: list[tuple[float, str]], outcome: tuple[str, str]
) -> None:
    wanted = {**CUT, **target}
    rows = [
        {"value": value, "period": period, "indicator_id": wanted.get("indicator_id", "tang")}
        for value, period in figures
    ]
    assert _outcome(OVER, *rows, **wanted) == outcome


@pytest.mark.parametrize(
    ("rank", "out_of", "outcome"),
    [
        (15, 63, ("met", "compared")),
        (12, 63, ("met", "compared")),
        (3, 63, ("met", "compared")),
        (16, 63, ("not_met", "compared")),
        (3, 34, ("no_data", "other_list")),
        (3, None, ("no_data", "other_list")),
    ],
)
def test_a_range_of_ranks_is_kept_by_its_worst_rank_among_as_many_units(
    rank: int, out_of: int | None, outcome: tuple[str, str]
) -> None:
    promise: dict[str, Any] = {"kind": "rank", "unit": None, "comparator": "at_most", "value": 15}
    figure = {"rank": rank, "out_of": out_of}
    assert _outcome(OVER, figure, **promise, value_from=10, out_of=63) == outcome


@pytest.mark.parametrize(
    ("rule", "last_day"),
    [
        ({"frequency": "quarterly", "due_day": 10, "due_month_of_period": "last"}, "2027-12-31"),
        ({"frequency": "quarterly", "due_day": 10, "due_month_of_period": "next"}, "2028-01-10"),
        ({"frequency": "half_yearly", "due_day": 31, "due_month_of_period": "next"}, "2028-01-31"),
        ({"frequency": "once", "due": "2028-02"}, "2028-02-29"),
        ({"frequency": "once", "due": "2028-Q1"}, "2028-03-31"),
        ({"frequency": "yearly", "due_day": 15, "due_month": 11}, "2027-12-31"),
        (
            {"frequency": "yearly", "due_day": 31, "due_month": 3, "due_next_year": True},
            "2028-03-31",
        ),
    ],
)
def test_a_report_is_overdue_the_day_after_the_plans_own_date(
    rule: dict[str, Any], last_day: str
) -> None:
    day = date.fromisoformat(last_day)
    duties = (cases.duty(**rule),)
    assert _outcome(day, duties=duties)[0] == "no_data"
    assert _outcome(day + timedelta(1), duties=duties) == ("overdue_report", "report_overdue")
    assert _outcome(day + timedelta(1), {"value": 1}, duties=duties)[0] == "not_met"


def test_the_plans_own_date_stays_apart_from_the_day_that_counts() -> None:
    quarterly = cases.duty(frequency="quarterly", due_day=10, due_month_of_period="last")
    made = cases.catalogue(targets=(cases.target(),), reporting_duties=(quarterly,))
    found = _status(made, OVER)
    assert found.report_due == date(2027, 12, 10)
    assert found.overdue_after == date(2027, 12, 31)
    assert found.reporting_duty_id == quarterly.reporting_duty_id


_QUARTER = {"frequency": "quarterly", "due_day": 10, "due_month_of_period": "last"}
_HALF = {"frequency": "half_yearly", "due_day": 20, "due_month_of_period": "last"}
_YEAR = {"frequency": "yearly", "due_day": 15, "due_month_of_period": "next"}
_YEAR_EARLY = {"frequency": "yearly", "due_day": 5, "due_month_of_period": "last"}


@pytest.mark.parametrize(
    ("start", "rules", "due"),
    [
        ("2027-01-01", (_QUARTER, _HALF, _YEAR), "2028-01-15"),
        ("2026-01-01", (_QUARTER, _HALF, _YEAR_EARLY), "2027-12-05"),
        ("2027-07-01", (_YEAR, _HALF, _QUARTER), "2027-12-20"),
        ("2027-10-01", (_YEAR, _HALF, _QUARTER), "2027-12-10"),
        ("2027-07-01", (_QUARTER, _YEAR), "2028-01-15"),
        ("2027-01-01", (_QUARTER, _HALF), "2027-12-20"),
        ("2027-01-01", (_YEAR, _YEAR_EARLY), "2028-01-15"),
    ],
)
def test_the_report_as_frequent_as_the_period_is_long_counts_else_the_latest(
    start: str, rules: tuple[dict[str, Any], ...], due: str
) -> None:
    duties = tuple(cases.duty(n, **rule) for n, rule in enumerate(rules, 1))
    target = cases.target(period_start=date.fromisoformat(start))
    for order in (duties, duties[::-1]):
        made = cases.catalogue(targets=(target,), reporting_duties=order)
        assert _status(made, OVER).report_due == date.fromisoformat(due)


def test_a_figure_of_the_whole_period_or_year_counts_before_a_part_of_it() -> None:
    year, quarter = {"value": 95, "period": "2027"}, {"value": 10, "period": "2027-Q4"}
    half = {"value": 92, "period": "2027-H2"}
    assert _outcome(OVER, year, quarter)[0] == "met"
    assert _outcome(OVER, quarter)[0] == "not_met"
    bad_year, second_half = {**year, "value": 10}, date(2027, 7, 1)
    assert _outcome(OVER, bad_year, half, quarter, period_start=second_half)[0] == "met"
    assert _outcome(OVER, bad_year, quarter, half, period_start=date(2027, 1, 1))[0] == "not_met"


def test_a_duty_without_a_day_makes_nothing_overdue() -> None:
    duties = (cases.duty(frequency="yearly"), cases.duty(2, frequency="unstated"))
    assert _outcome(date(2040, 1, 1), duties=duties)[0] == "no_data"


def test_the_latest_period_counts_and_a_figure_from_outside_the_period_does_not() -> None:
    late, early = {"value": 95, "period": "2027-Q4"}, {"value": 10, "period": "2027-Q1"}
    assert _outcome(OVER, late, early)[0] == "met"
    assert _outcome(OVER, {"value": 95, "period": "2025"})[0] == "no_data"
    year, half = {"value": 95, "period": "2026"}, date(2026, 7, 1)
    assert _outcome(OVER, year, period_start=half, period_end=date(2026, 12, 31))[0] == "met"


def test_a_part_never_takes_the_figure_of_the_whole() -> None:
    whole, part = cases.target(1), cases.target(2, parent_id=f"{cases.PLAN_ID}/t01", value=50)
    figure = cases.observation(value=95)
    made = cases.catalogue(targets=(whole, part), observations=(figure,))
    assert [row.status for row in derive_statuses(made, OVER)] == ["met", "no_data"]
    own = cases.observation(2, value=40, target_id=part.target_id)
    made = cases.catalogue(targets=(whole, part), observations=(figure, own))
    assert [row.status for row in derive_statuses(made, OVER)] == ["met", "not_met"]


@pytest.mark.parametrize(
    ("base", "now", "expected"),
    [
        ((10, 34), (8, 34), ("met", "rank_steps")),
        ((10, 34), (9, 34), ("not_met", "rank_steps")),
        ((10, 63), (8, 34), ("no_data", "no_base")),
        ((10, None), (8, None), ("no_data", "no_base")),
    ],
)
def test_ranks_compare_only_among_the_same_number_of_units(
    base: tuple[int, int | None], now: tuple[int, int | None], expected: tuple[str, str]
) -> None:
    figures = (
        {"period": "2025", "rank": base[0], "out_of": base[1]},
        {"period": "2026", "rank": now[0], "out_of": now[1]},
    )
    assert _outcome(OVER, *figures, kind="rank", unit="rank_steps", value=2) == expected


def test_a_promise_without_a_threshold_is_not_judged() -> None:
    nothing: dict[str, Any] = {"comparator": None, "value": None, "unit": None}
    rank = {"rank": 3, "out_of": 34}
    assert _outcome(OVER, rank, kind="rank", **nothing) == ("not_measurable", "no_threshold")
    assert _outcome(OVER, kind="rank", **nothing)[0] == "no_data"
    figure = {"value": 50}
    assert _outcome(OVER, figure, kind="quantitative", **nothing)[1] == "no_threshold"


def test_a_relative_promise_is_held_against_the_figure_from_before() -> None:
    nothing: dict[str, Any] = {"comparator": None, "value": None, "unit": None, "kind": "relative"}
    before = {"value": 80, "period": "2025"}
    assert _outcome(OVER, {"value": 81}, before, **nothing) == ("met", "compared_with_base")
    assert _outcome(OVER, {"value": 80}, before, **nothing)[0] == "met"
    assert _outcome(OVER, {"value": 79}, before, **nothing)[0] == "not_met"
    assert _outcome(OVER, {"value": 79}, **nothing) == ("no_data", "no_base")


@pytest.mark.parametrize("kind", ["completion", "qualitative"])
def test_a_completion_is_a_share_of_the_work_that_reaches_a_hundred(kind: str) -> None:
    nothing: dict[str, Any] = {
        "comparator": None,
        "value": None,
        "unit": None,
        "indicator_id": None,
        "kind": kind,
    }
    done = {"value": 100, "indicator_id": None, "target_id": f"{cases.PLAN_ID}/t01"}
    assert _outcome(OVER, done, **nothing) == ("met", "completed_share")
    assert _outcome(date(2027, 5, 1), done, **nothing)[0] == "under_way"
    half = {**done, "value": 50}
    expected = ("not_met", "completed_share")
    if kind == "qualitative":
        expected = ("not_measurable", "qualitative")
    assert _outcome(OVER, half, **nothing) == expected


def test_a_correction_after_the_end_says_what_it_changed() -> None:
    first = cases.observation(1, value=80)
    second = cases.observation(
        2, value=91, supersedes=first.observation_id, entered_on=date(2028, 1, 20)
    )
    made = cases.catalogue(targets=(cases.target(),), observations=(second, first))
    before, after = _status(made, date(2028, 1, 19)), _status(made, date(2028, 1, 20))
    assert (before.status, before.corrections, before.changed_from) == ("not_met", 0, None)
    assert (after.status, after.corrections, after.changed_from) == ("met", 1, "not_met")


def _steps(as_of: date, *figures: tuple[float, str], **target: Any) -> list[tuple[str, str]]:
    """The statuses of the steps 80 in 2026 and 90 in 2027."""
    rows = tuple(
        cases.observation(n, value=value, period=period)
        for n, (value, period) in enumerate(figures, 1)
    )
    made = cases.catalogue(
        targets=(cases.target(**target),),
        target_steps=(cases.step("2026", 80), cases.step("2027", 90)),
        observations=rows,
    )
    return [(row.period, str(row.status)) for row in derive_step_statuses(made, as_of)]


@pytest.mark.parametrize(
    ("as_of", "figures", "first", "second"),
    [
        ("2025-12-31", [], "not_started", "not_started"),
        ("2026-06-30", [], "no_data", "not_started"),
        ("2027-01-10", [(82, "2026")], "met", "no_data"),
        ("2027-02-01", [(79, "2026")], "not_met", "no_data"),
        ("2027-12-31", [(79, "2026"), (95, "2027-H1")], "not_met", "under_way"),
        ("2028-02-01", [(82, "2026"), (89, "2027")], "met", "not_met"),
        ("2028-02-01", [(90, "2027")], "no_data", "met"),
    ],
)
def test_each_step_is_judged_in_its_own_period(
    as_of: str, figures: list[tuple[float, str]], first: str, second: str
) -> None:
    found = _steps(date.fromisoformat(as_of), *figures)
    assert found == [("2026", first), ("2027", second)]


def test_the_steps_of_a_change_count_from_before_the_target_and_not_from_the_step_before() -> None:
    figures = [(50, "2025"), (5, "2026"), (4, "2027")]
    cut = {**CUT, "baseline": "năm trước"}
    assert _steps(OVER, *figures, **cut) == [("2026", "met"), ("2027", "met")]


# --- whatever the data are ------------------------------------------------------------------

many = settings(max_examples=600, deadline=None, derandomize=True)


def _publish(catalogue: Catalogue, as_of: date, folder: Path) -> None:
    rows = derive_statuses(catalogue, as_of)
    for name in recompute_status.NEEDED:
        (folder / f"{name}.csv").write_bytes(table_csv(SCHEMAS[name], catalogue.rows(name)))
    (folder / "target_status.csv").write_bytes(table_csv(SCHEMAS["target_status"], rows))
    steps = derive_step_statuses(catalogue, as_of)
    (folder / "step_status.csv").write_bytes(table_csv(SCHEMAS["step_status"], steps))
    (folder / "index.json").write_text(f'{{"as_of": "{as_of}"}}', "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published")


@many
@given(made=cases.catalogues(), as_of=cases.DAYS)
def test_an_outsider_with_the_csv_files_reaches_the_same_statuses(
    folder: Path, made: Catalogue, as_of: date
) -> None:
    _publish(made, as_of, folder)
    if all(row.withdrawn for row in made.targets):
        assert (folder / "target_status.csv").read_bytes().count(b"\n") == 1
    else:
        assert recompute_status.differences(folder) == []


@pytest.mark.parametrize("root", ["", "tests/small", "tests/demo"])
def test_an_outsider_reaches_the_statuses_of_every_project(root: str, folder: Path) -> None:
    project = open_project(Layout.of(ROOT / root, ROOT / "data"), AS_OF)
    _publish(project.catalogue, AS_OF, folder)
    assert recompute_status.differences(folder) == []


def test_the_outsider_notices_a_wrong_status(project: Project, folder: Path) -> None:
    _publish(project.catalogue, AS_OF, folder)
    path = folder / "target_status.csv"
    path.write_text(path.read_text("utf-8").replace(",no_data,", ",not_met,", 1), "utf-8")
    assert len(recompute_status.differences(folder)) == 1


@many
@given(made=cases.catalogues(), as_of=cases.DAYS)
def test_without_a_figure_nothing_is_met_missed_or_under_way(made: Catalogue, as_of: date) -> None:
    for row in derive_statuses(replace(made, observations=()), as_of):
        assert row.status not in REPORTED
        assert row.value is None


@many
@given(made=cases.catalogues(), as_of=cases.DAYS)
def test_nothing_is_judged_before_its_period_is_over(made: Catalogue, as_of: date) -> None:
    for row in derive_statuses(made, as_of):
        assert not row.status.is_judged or as_of > row.period_end


@many
@given(made=cases.catalogues(), as_of=cases.DAYS, data=st.data())
def test_the_order_of_rows_does_not_matter(
    made: Catalogue, as_of: date, data: st.DataObject
) -> None:
    shuffled = replace(
        made,
        observations=tuple(data.draw(st.permutations(made.observations))),
        reporting_duties=tuple(data.draw(st.permutations(made.reporting_duties))),
    )
    assert derive_statuses(shuffled, as_of) == derive_statuses(made, as_of)


@many
@given(made=cases.catalogues(), as_of=cases.DAYS, later=st.integers(1, 900), data=st.data())
def test_a_later_correction_never_changes_a_closed_period_silently(
    made: Catalogue, as_of: date, later: int, data: st.DataObject
) -> None:
    replaced = {row.supersedes for row in made.observations}
    live = [row for row in made.observations if row.observation_id not in replaced]
    assume(live)
    old = data.draw(st.sampled_from(live))
    entered = max(as_of, *(row.entered_on for row in made.observations)) + timedelta(later)
    new = replace(
        old,
        observation_id=f"{cases.COMMUNE}/q99",
        value=data.draw(st.integers(0, 100)) if old.value is not None else None,
        rank=data.draw(st.integers(1, 30)) if old.rank is not None else None,
        entered_on=entered,
        supersedes=old.observation_id,
    )
    corrected = replace(made, observations=(*made.observations, new))
    assert derive_statuses(corrected, as_of) == derive_statuses(made, as_of)
    pairs = zip(derive_statuses(made, entered), derive_statuses(corrected, entered), strict=True)
    for before, after in pairs:
        if before.status is not after.status and entered > after.period_end:
            assert after.changed_from is before.status


@many
@given(made=cases.catalogues(), as_of=cases.DAYS)
def test_the_counts_add_up(made: Catalogue, as_of: date) -> None:
    rows = derive_statuses(made, as_of)
    count = count_statuses(rows)
    assert count.total == len(rows)
    assert sum(count.by_status.values()) == count.counted
