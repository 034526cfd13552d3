"""What was published is neither lost nor turned: the guard against the last published commit."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, serve
from reform.cli import main
from reform.publication.published_commit import published_commit

COMMUNE = "data/units/98-mau/99801-binh-mau"
FIGURES = (
    "observation_id,indicator_id,period,as_of,value,source,entered_on,supersedes\n"
    "q001,dung-han,2026-Q3,2026-09-30,92.5,Báo cáo,2026-10-05,\n"
)


def _git(root: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The small project with one figure, committed; its root."""
    root = tmp_path / "small"
    shutil.copytree(ROOT / "tests" / "small", root)
    (root / COMMUNE / "observations.csv").write_text(FIGURES, "utf-8")
    _git(root, "init", "-q")
    _git(root, "add", "-A")
    _git(root, "commit", "-qm", "published")
    return root


def _check(root: Path, since: str = "HEAD") -> int:
    options = ["--root", str(root), "--vocabulary", str(ROOT / "data"), "--as-of", "2026-11-20"]
    return main(["check", *options, "--since", since])


def _change(root: Path, name: str, old: str, new: str) -> None:
    path = root / COMMUNE / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


SOLUTION = (
    "solutions:\n  - solution_id: s01\n"
    "    text: Tập huấn cho công chức.\n    locator: III.1, gạch 1\n"
)
BREAKS = {
    "an item deleted": ("2026-2030.yaml", SOLUTION, "", "published-deleted"),
    "an id for another promise": (
        "2026-2030.yaml",
        "Tập huấn cho công chức.",
        "Lắp 20 máy quét ở bộ phận một cửa.",
        "published-id-reused",
    ),
    "another plan id": (
        "2026-2030.yaml",
        "plan_id: 99801-binh-mau-2026-2030",
        "plan_id: 99801-binh-mau-26-30",
        "published-plan-id",
    ),
    "a figure edited in place": ("observations.csv", "92.5", "95.5", "published-figure"),
    "a row of figures deleted": (
        "observations.csv",
        "q001,dung-han,2026-Q3,2026-09-30,92.5,Báo cáo,2026-10-05,\n",
        "",
        "published-deleted",
    ),
}


@pytest.mark.parametrize("case", BREAKS.values(), ids=BREAKS)
def test_what_breaks_what_was_published_is_refused_once(
    published: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str, str, str]
) -> None:
    *change, code = case
    _change(published, *change)
    assert _check(published) == 1
    said = capsys.readouterr().out
    assert f"[{code}]" in said
    assert "Có 1 lỗi trong 1 tệp." in said
    assert "Sắp công bố:" in said


def test_a_plan_deleted_is_one_message(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(published / COMMUNE)
    (published / "data/units").mkdir(exist_ok=True)
    assert _check(published) == 1
    assert capsys.readouterr().out.count("[published-deleted]") == 2  # the plan, and its figure


def test_what_is_declared_passes(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _change(published, "2026-2030.yaml", SOLUTION, "")
    declared = "id,reason\n99801-binh-mau-2026-2030/s01,Nhập trùng với s02.\n"
    (published / "data/declared_changes.csv").write_text(declared, "utf-8")
    assert _check(published) == 0
    assert "Sắp công bố:" in capsys.readouterr().out


def test_what_is_new_is_counted(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added = "q002,dung-han,2026-Q2,2026-06-30,91.5,Báo cáo,2026-07-05,\n"
    _change(published, "observations.csv", "2026-10-05,\n", f"2026-10-05,\n{added}")
    _change(published, "2026-2030.yaml", "Tập huấn cho công chức.", "Tập huấn cho mọi công chức.")
    assert _check(published) == 0
    assert "Sắp công bố: +1 số liệu, sửa 1 dòng." in capsys.readouterr().out


def test_a_clone_without_history_is_told(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _check(published, "v2025") == 1
    assert "[since-unknown]" in capsys.readouterr().out


def test_what_was_published_under_another_roof_is_compared_not_missed(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    former = published / "data/communes/97-cu/99801-binh-cu"
    former.parent.mkdir(parents=True)
    (published / COMMUNE).rename(former)
    shutil.rmtree(published / "data/units")
    text = (former / "2026-2030.yaml").read_text("utf-8")
    (former / "2026-2030.yaml").write_text(text.replace("unit_id:", "commune_code:"), "utf-8")
    _git(published, "add", "-A")
    _git(published, "commit", "-qm", "under its former roof")
    (published / COMMUNE).parent.mkdir(parents=True)
    former.rename(published / COMMUNE)
    shutil.rmtree(published / "data/communes")
    (published / COMMUNE / "2026-2030.yaml").write_text(text, "utf-8")
    (published / "data/moved_addresses.csv").write_text(
        "old,new\nke-hoach/97-cu/99801-binh-cu/,ke-hoach/98-mau/99801-binh-mau/\n", "utf-8"
    )
    assert _check(published) == 0
    assert "Sắp công bố: không có gì mới." in capsys.readouterr().out
    _change(published, "2026-2030.yaml", SOLUTION, "")
    assert _check(published) == 1
    assert "[published-deleted]" in capsys.readouterr().out


# --- which commit is published -------------------------------------------------------------------


def _copy_of(folder: Path, made_from: object) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "data/datapackage.json").write_text(json.dumps(made_from), "utf-8")
    return folder


@pytest.mark.parametrize("kind", ["folder", "address"])
def test_a_published_copy_names_the_commit_to_compare_with(
    kind: str, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=published, capture_output=True, check=True, text=True
    ).stdout.strip()
    copy = _copy_of(tmp_path / "copy", {"madeFrom": {"commit": f"{head}-dirty"}})
    _change(published, "observations.csv", "92.5", "93.5")
    server, url = serve(copy)
    try:
        assert _check(published, str(copy) if kind == "folder" else url) == 1
    finally:
        server.shutdown()
        server.server_close()
    assert "published-figure" in capsys.readouterr().out


def test_where_nothing_is_published_yet_nothing_is_compared(
    published: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    server, url = serve(tmp_path / "empty")
    try:
        assert published_commit(url) is None
        assert _check(published, url) == 0
    finally:
        server.shutdown()
        server.server_close()


def test_a_guard_that_cannot_look_does_not_let_pass(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert _check(published, f"http://127.0.0.1:{port}/") == 1
    assert "since-unreachable" in capsys.readouterr().out


@pytest.mark.parametrize("package", [{}, [], {"madeFrom": {}}, {"madeFrom": {"commit": ""}}, "x"])
def test_a_copy_that_names_no_commit_is_told(
    package: object, published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = _copy_of(tmp_path / "copy", package)
    assert _check(published, str(copy)) == 1
    assert "since-without-commit" in capsys.readouterr().out


def test_a_commit_is_never_an_option_of_git(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _check(published, f"--output={tmp_path / 'made'}") == 1
    assert "since-unknown" in capsys.readouterr().out
    assert not (tmp_path / "made").exists()


def test_make_check_and_every_pipeline_compare_with_what_is_published() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert '$(BIN)/reform check $(if $(SINCE),--since "$(SINCE)")' in makefile
    for name in ("github/pages.yml", "gitlab/gitlab-ci.yml"):
        text = (ROOT / "deploy" / name).read_text("utf-8")
        assert "SINCE: $" in text, name
        assert re.search(r"fetch-depth: 0|GIT_DEPTH: 0", text), name
