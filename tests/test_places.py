"""Nothing is read or published but regular files that lie in the project."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import EPOCH, ROOT
from misplaced import PIPE, put
from reform.cli import main

PRIVATE = "chuyen-rieng-cua-may-dung-trang: 12345"
COMMUNE = "data/units/98-mau/99801-binh-mau"
PLACES = (
    f"{COMMUNE}/2026-2030.yaml",
    f"{COMMUNE}/observations.csv",
    "data/legal_documents.csv",
    "content/huong-dan/bien-tap.md",
    "content/secret.md",
    "content/secret.txt",
    "content/assets/secret.png",
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small project with guides, and beside it a file that is nobody's business."""
    root = tmp_path / "small"
    shutil.copytree(ROOT / "tests" / "small", root)
    shutil.copytree(ROOT / "content", root / "content")
    text = (ROOT / "tests/demo/mkdocs.yml").read_text("utf-8").replace("../../content", "content")
    (root / "mkdocs.yml").write_text(text.replace("../../", f"{ROOT}/"), "utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text(PRIVATE, "utf-8")
    return root


def _build(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(root / "site")],
        cwd=root,
        env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def _check(root: Path) -> int:
    return main(["check", "--root", str(root), "--vocabulary", str(ROOT / "data")])


def test_the_small_project_builds_without_a_link(small: Path) -> None:
    assert _build(small).returncode == 0
    assert (small / "site" / "huong-dan" / "bien-tap" / "index.html").is_file()


@pytest.mark.parametrize("place", PLACES)
def test_the_check_refuses_a_link_and_says_nothing_of_its_target(
    small: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(small / place, str(small.parent / "outside" / "secret.md"))
    assert _check(small) == 1
    said = capsys.readouterr().out
    assert f"{place}  [symbolic-link]" in said
    assert "Có 1 lỗi trong 1 tệp." in said
    assert PRIVATE not in said
    assert "outside" not in said


@pytest.mark.parametrize("place", ["content/secret.md", "content/assets", f"{COMMUNE}/2027.yaml"])
def test_the_build_refuses_a_link_and_leaves_the_last_site(small: Path, place: str) -> None:
    (small / "site").mkdir()
    (small / "site" / "index.html").write_text("last good", "utf-8")
    outside = small.parent / "outside"
    put(small / place, str(outside if place == "content/assets" else outside / "secret.md"))
    build = _build(small)
    assert build.returncode != 0
    assert f"{place}  [symbolic-link]" in build.stderr
    assert PRIVATE not in build.stdout + build.stderr
    assert [path.name for path in (small / "site").iterdir()] == ["index.html"]


def test_the_build_does_not_wait_for_a_pipe(small: Path) -> None:
    put(small / "content" / "huong-dan" / "bien-tap.md", PIPE)
    build = _build(small)
    assert build.returncode != 0
    assert "content/huong-dan/bien-tap.md  [special-file]" in build.stderr


def test_every_link_is_told_at_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in PLACES:
        put(small / place, "/etc/passwd")
    assert _check(small) == 1
    assert capsys.readouterr().out.count("[symbolic-link]") == len(PLACES)
