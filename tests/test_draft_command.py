"""``reform draft`` as an editor types it: where the draft lands, that it passes, what is never lost."""

from __future__ import annotations

import re
import shutil
import webbrowser
from pathlib import Path

import pytest
import yaml

from conftest import ROOT
from drafting_documents import BODY
from reform.cli import main
from reform.drafting.folding import cleaned

DOCUMENT = ROOT / "tests" / "drafting" / "binh-mau.docx"
PLACE = Path("data/units/98-mau/99801-binh-mau/2026-2030.yaml")
GUIDE = ROOT / "content" / "huong-dan" / "bien-tap.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of invented units without a plan."""
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "project")
    (tmp_path / "project" / PLACE).unlink()
    return tmp_path / "project"


def _draft(root: Path, *options: str) -> int:
    project = ["--root", str(root), "--vocabulary", str(ROOT / "data"), "--as-of", "2026-11-20"]
    return main(["draft", str(DOCUMENT), *project, *options])


def test_a_draft_lands_where_the_plan_belongs_and_passes_the_check(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _draft(root) == 0
    said = capsys.readouterr().out
    assert PLACE.as_posix() in said
    assert "Bản nháp qua được reform check" in said
    plan = yaml.safe_load((root / PLACE).read_text("utf-8"))
    assert plan["document_number"] == "27"
    check = ["check", "--root", str(root), "--vocabulary", str(ROOT / "data")]
    assert main([*check, "--as-of", "2026-11-20"]) == 0


def test_a_draft_is_written_in_the_form_that_format_keeps(root: Path) -> None:
    _draft(root)
    project = ["--root", str(root), "--vocabulary", str(ROOT / "data")]
    assert main(["format", "--check", *project]) == 0


def test_what_is_doubtful_is_marked_in_the_file(root: Path) -> None:
    _draft(root)
    text = (root / PLACE).read_text("utf-8")
    marked = re.findall(r"^ +# Xem lại: .+\n(?: +#.+\n)*  - (\w+): (\w+)", text, re.MULTILINE)
    rows = yaml.safe_load(text)
    doubtful = [r["target_id"] for r in rows["targets"] if r.get("uncertain")]
    assert [own for key, own in marked if key == "target_id"] == doubtful != []


def test_new_documents_join_those_that_are_known(root: Path) -> None:
    before = (root / "data/legal_documents.csv").read_text("utf-8").splitlines()
    _draft(root)
    after = (root / "data/legal_documents.csv").read_text("utf-8").splitlines()
    assert any(line.startswith("512-qd-ubnd-2026-mau,decision,512/QĐ-UBND") for line in after)
    assert len(after) > len(before)


def test_a_plan_that_is_there_is_never_written_over(root: Path) -> None:
    (root / PLACE).parent.mkdir(parents=True, exist_ok=True)
    (root / PLACE).write_text("của biên tập viên", "utf-8")
    listed = (root / "data/legal_documents.csv").read_bytes()
    assert _draft(root) == 0
    assert (root / PLACE).read_text("utf-8") == "của biên tập viên"
    assert (root / "data/legal_documents.csv").read_bytes() == listed
    assert (root / "drafts" / "binh-mau" / PLACE).is_file()
    assert _draft(root) == 0


def test_a_draft_goes_where_it_is_told_to(root: Path, tmp_path: Path) -> None:
    assert _draft(root, "--out", str(tmp_path / "elsewhere")) == 0
    assert (tmp_path / "elsewhere" / PLACE).is_file()
    assert not (root / PLACE).exists()


def test_two_drafts_of_one_document_are_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _draft(root, "--out", str(tmp_path / name))
    one, two = ((tmp_path / name / PLACE).read_bytes() for name in ("one", "two"))
    assert one == two


def test_the_review_shows_every_paragraph_and_every_row(root: Path) -> None:
    _draft(root)
    page = (root / "drafts" / "binh-mau.html").read_text("utf-8")
    shown = re.sub(r"</?mark>", "", page)
    for _, text in BODY:
        assert cleaned(text).replace('"', "&#34;") in shown
    plan = yaml.safe_load((root / PLACE).read_text("utf-8"))
    ids = [
        next(iter(row.values())) for rows in plan.values() if isinstance(rows, list) for row in rows
    ]
    assert [own for own in ids if f'id="{own}"' not in page] == []
    targets = set(re.findall(r'href="#([\w-]+)"', page))
    assert targets <= set(re.findall(r'id="([\w-]+)"', page))
    assert "<mark>92</mark>% hồ sơ" in page
    assert page.index("Cần xem lại") < page.index('id="t01"')


def test_the_review_opens_and_the_last_one_opens_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str] = []

    def no_browser(page: str) -> bool:
        opened.append(page)
        return False

    monkeypatch.setattr(webbrowser, "open", no_browser)
    assert _draft(root, "--review") == 0
    assert main(["draft", "--review", "--root", str(root)]) == 0
    assert opened == [(root / "drafts/binh-mau.html").as_uri()] * 2
    assert "mở trang này" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"), [([], "Ghi tên tệp"), (["--review"], "Chưa có bản nháp")]
)
def test_without_a_document_there_is_nothing_to_draft(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", *options, "--root", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_the_command_of_the_guide_does_what_the_guide_says(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (command,) = re.findall(r"^reform (draft .+)$", GUIDE.read_text("utf-8"), re.MULTILINE)
    shutil.copy(DOCUMENT, root / "ke-hoach.docx")
    monkeypatch.chdir(root)
    monkeypatch.setattr(webbrowser, "open", lambda _: True)
    assert main(command.split()) == 0
    assert (root / PLACE).is_file()
    assert (root / "drafts" / "ke-hoach.html").is_file()
