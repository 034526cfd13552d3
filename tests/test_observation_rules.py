"""What communes report rightly passes; the mistakes stand in ``tests/problems``."""

import shutil
from pathlib import Path

import pytest

from conftest import AS_OF, ROOT
from reform.layout import Layout
from reform.problems import DataError
from reform.project import open_project

PLAN = "99801-binh-mau-2026-2030"
HEADER = (
    "observation_id,indicator_id,target_id,period,as_of,value,numerator,denominator,"
    "rank,out_of,source,entered_on,supersedes\n"
)


def _codes(folder: Path, rows: str) -> list[str]:
    root = folder / "small"
    shutil.copytree(ROOT / "tests" / "small", root)
    path = root / "data/units/98-mau/99801-binh-mau/observations.csv"
    path.write_text(HEADER + rows, "utf-8")
    try:
        open_project(Layout.of(root, ROOT / "data"), AS_OF)
    except DataError as error:
        return [problem.code for problem in error.problems]
    return []


def test_a_correction_a_rank_a_completion_and_a_figure_from_before_the_plan_are_right(
    tmp_path: Path,
) -> None:
    rows = (
        "q1,sipas,,2026-Q1,2026-03-31,92.5,370,400,,,Báo cáo,2026-04-05,\n"
        "q2,sipas,,2026-Q1,2026-03-31,92.8,371,400,,,Báo cáo sửa,2026-05-05,q1\n"
        "q3,sipas,,2025,2025-12-31,,,,3,63,Công bố,2026-05-05,\n"
        f"q4,,{PLAN}/t03,2026,2026-10-31,100,,,,,Quyết định,2026-11-05,\n"
        f"q5,hai-long-thu-tuc,{PLAN}/t01,2026-Q1,2026-03-31,95,,,,,Báo cáo,2026-04-05,\n"
        "q6,hai-long-thu-tuc,,2026-Q1,2026-03-31,94,,,,,Báo cáo,2026-04-05,\n"
    )
    assert _codes(tmp_path, rows) == []


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "is_right"),
    [
        ("66.7", "2", "3", True),
        ("66.67", "2", "3", True),
        ("67", "2", "3", True),
        ("66.6", "2", "3", False),
        ("66.70", "2", "3", False),
        ("66", "2", "3", False),
        ("12.5", "1", "8", True),
        ("12", "1", "8", True),  # a half may be rounded either way
        ("13", "1", "8", True),
        ("100", "399", "400", True),
        ("100.0", "399", "400", False),
    ],
)
def test_a_value_is_its_fraction_rounded_to_the_digits_that_are_shown(
    tmp_path: Path, value: str, numerator: str, denominator: str, *, is_right: bool
) -> None:
    row = f"q1,sipas,,2026-Q1,2026-03-31,{value},{numerator},{denominator},,,B,2026-04-05,\n"
    assert _codes(tmp_path, row) == ([] if is_right else ["value-not-fraction"])
