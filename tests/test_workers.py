"""Work shared among processes: in order, with its faults, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reform.workers import each, tracked, worker_count


@pytest.mark.parametrize("workers", ["1", "3"])
def test_work_comes_back_in_order_whoever_did_it(
    monkeypatch: pytest.MonkeyPatch, workers: str
) -> None:
    monkeypatch.setenv("REFORM_WORKERS", workers)
    found = list(each(lambda n: (n * n, os.getpid()), range(100)))
    assert [square for square, _ in found] == [n * n for n in range(100)]
    assert (os.getpid() in {process for _, process in found}) == (workers == "1")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_fault_in_a_process_is_raised_here(monkeypatch: pytest.MonkeyPatch, workers: str) -> None:
    monkeypatch.setenv("REFORM_WORKERS", workers)
    with pytest.raises(ZeroDivisionError):
        list(each(lambda n: 1 / n, range(50)))


def test_who_works_for_another_has_nobody_to_work_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORM_WORKERS", "2")
    assert worker_count() == 2
    assert set(each(lambda _: worker_count(), range(40))) == {1}


_PROGRAM = """
import os, sys, time
from pathlib import Path
from reform.workers import each

def work(n):
    Path(sys.argv[1], str(os.getpid())).touch()
    time.sleep(0.1)

list(each(work, range(10_000)))
"""


def test_nobody_works_on_for_a_process_that_was_killed(tmp_path: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "REFORM_WORKERS": "2"}
    build = subprocess.Popen([sys.executable, "-c", _PROGRAM, str(tmp_path)], env=environ)
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.05)
    build.send_signal(signal.SIGKILL)
    build.wait()
    left = {int(path.name) for path in tmp_path.iterdir()}
    for _ in range(200):
        left = {process for process in left if _is_at_work(process)}
        if not left:
            return
        time.sleep(0.1)
    pytest.fail(f"still at work: {left}")


def _is_at_work(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_how_far_work_is_is_told_in_lines_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reform.workers._SOON", -1)
    monkeypatch.setattr("reform.workers._AGAIN", -1)
    assert list(tracked(range(300), 300, "pages")) == list(range(300))
    assert "pages: 150 of 300\n" in capsys.readouterr().err
    assert list(tracked(range(20), 20, "pages")) == list(range(20))
    assert capsys.readouterr().err == ""
