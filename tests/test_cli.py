"""The console command, as an editor or a tool runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from conftest import ROOT
from reform.build_day import build_day
from reform.cli import main

SMALL = ["--root", str(ROOT / "tests" / "small"), "--vocabulary", str(ROOT / "data")]


def test_check_of_good_data_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *SMALL]) == 0
    assert "Dữ liệu hợp lệ." in capsys.readouterr().out


def test_check_of_good_data_says_what_was_read_and_what_no_target_promises(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "small")
    figures = tmp_path / "small/data/units/98-mau/99801-binh-mau/observations.csv"
    figures.write_text(
        "observation_id,indicator_id,period,as_of,value,source,entered_on\n"
        "q001,hai-long-thu-tuc,2026-Q3,2026-09-30,92.5,B,2026-10-05\n"
        "q002,dung-han,2026-Q3,2026-09-30,92.5,B,2026-10-05\n",
        "utf-8",
    )
    options = ["--root", str(tmp_path / "small"), "--vocabulary", str(ROOT / "data")]
    assert main(["check", *options, "--as-of", "2026-11-20"]) == 0
    said = capsys.readouterr().out
    assert "99801: 2 số liệu, 1 không ứng với chỉ tiêu nào của xã (q002)" in said


def _broken(tmp_path: Path) -> list[str]:
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "small")
    plan = tmp_path / "small/data/units/98-mau/99801-binh-mau/2026-2030.yaml"
    plan.write_text(plan.read_text("utf-8").replace("value: 95.5", "value: 955"), "utf-8")
    return ["--root", str(tmp_path / "small"), "--vocabulary", str(ROOT / "data")]


def test_check_of_bad_data_names_file_and_line_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *_broken(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert "data/units/98-mau/99801-binh-mau/2026-2030.yaml:59  [percent-out-of-range]" in said
    assert "Có 1 lỗi trong 1 tệp." in said


def test_check_for_tools_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json", *_broken(tmp_path)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(m["line"], m["code"]) for m in found] == [(59, "percent-out-of-range")]
    assert set(found[0]) == {"file", "line", "code", "what", "why", "fix", "also"}


def test_the_invented_country_never_lands_among_real_plans(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["nation", "--out", str(ROOT)]) == 2
    assert "there are communes already" in capsys.readouterr().err


def test_the_day_of_a_build_can_be_fixed() -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    assert build_day({"SOURCE_DATE_EPOCH": "1795132800"}, now) == date(2026, 11, 20)
    assert build_day({"SOURCE_DATE_EPOCH": "1795132799"}, now) == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 20, 16, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 20, 9, 0, tzinfo=timezone(timedelta(hours=-8))), date(2026, 11, 21)),
    ],
)
def test_today_is_the_day_of_vietnam_wherever_the_build_runs(now: datetime, day: date) -> None:
    assert build_day({}, now) == day


def _run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """A command whose standard input is closed, as some schedulers start one."""
    return subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, *arguments],
        env={"PATH": "/usr/bin:/bin", **environ},
        capture_output=True,
        check=False,
    )


def test_a_chart_is_drawn_where_standard_input_is_closed() -> None:
    code = (
        "from reform.rendering.charts import draw\n"
        "assert 'svg' not in draw('promise_counts', promises=[], percent=True).markup"
    )
    done = _run("-c", code)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("coding", ["cp1252", "ascii", "cp437"])
def test_a_code_page_without_vietnamese_changes_no_word(coding: str) -> None:
    code = "import sys; from reform.cli import main; sys.exit(main())"
    done = _run("-c", code, "check", *SMALL, PYTHONIOENCODING=coding, PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert "Dữ liệu hợp lệ." in done.stdout.decode()
