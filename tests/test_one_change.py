"""One change: what is taken from the build before is, byte for byte, what a clean build makes."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import FileSystemLoader

from conftest import AS_OF, ROOT
from reform import site_writing
from reform.contexts import split_page
from reform.earlier_build import EarlierBuild, WrittenFile
from reform.layout import Layout
from reform.nation import write_nation
from reform.page_kinds import Page
from reform.problems import DataError
from reform.project import Project, open_project
from reform.rendering import environment
from reform.site import build_site
from reform.site_writing import write_site
from reform.workers import worker_count

COMMUNES = ("00004", "00025", "11824", "11836", "26740")
LATER = ("00091", "11842")
"""Communes that come while others are there already."""


@dataclass
class Sample:
    """A small country whose every file a test may change."""

    root: Path
    templates: Path
    chance: random.Random
    coming: list[str]

    def plan(self) -> Path:
        """Any plan."""
        return self.chance.choice(sorted((self.root / "data" / "units").rglob("*.yaml")))

    def write(
        self, folder: Path, earlier: EarlierBuild | None, project: Project | None = None
    ) -> EarlierBuild:
        """Write the site of this moment."""
        site = build_site(project or open_project(Layout.of(self.root), AS_OF))

        def page_file(page: Page) -> tuple[str, bytes]:
            made = site.render(page)
            text = f"{made.title}\n{made.description}\n{page.image}\n{page.source}\n{made.body}"
            return f"{page.address}index.html", text.encode()

        return write_site(site, folder, page_file, b"shell", earlier)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sample:
    root, templates = tmp_path / "country", tmp_path / "templates"
    shutil.copytree(ROOT / "data", root / "data", ignore=shutil.ignore_patterns("units"))
    (root / "data" / "legal_documents.csv").unlink()
    write_nation(root, 1, [*COMMUNES, *LATER])
    aside = tmp_path / "coming"
    for code in LATER:
        (folder,) = (root / "data" / "units").glob(f"*/{code}-*")
        shutil.move(folder, aside / folder.relative_to(root))
    (root / "content").mkdir()
    shutil.copytree(environment.TEMPLATES, templates)
    monkeypatch.setattr(site_writing, "TEMPLATES", templates)
    monkeypatch.setattr(environment.environment(), "loader", FileSystemLoader(templates))
    monkeypatch.setattr(split_page, "WHOLE_AT_MOST", 3)  # pages of provinces, as a country has
    monkeypatch.setenv("REFORM_WORKERS", "1")
    assert worker_count() == 1
    return Sample(root, templates, random.Random(0), list(LATER))  # noqa: S311


def _swap(path: Path, pattern: str, new: str, chance: random.Random) -> bool:
    """Replace one of the places that match."""
    text = path.read_text("utf-8")
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return False
    place = chance.choice(found)
    path.write_text(text[: place.start()] + place.expand(new) + text[place.end() :], "utf-8")
    return True


def _figure(sample: Sample) -> bool:
    """A promised figure, in the text and beside it."""
    path = sample.plan()
    text = path.read_text("utf-8")
    items: list[str] = re.findall(r"^- target_id:(?:.|\n)+?(?=^- )", text, re.MULTILINE)
    whole = [i for i in items if re.search(r"^  value: (\d\d)$", i, re.MULTILINE)]
    if not whole:
        return False
    item = sample.chance.choice(whole)
    (value,) = re.findall(r"^  value: (\d\d)$", item, re.MULTILINE)
    other = str(sample.chance.randint(50, 99))
    path.write_text(text.replace(item, re.sub(rf"\b{value}\b", other, item)), "utf-8")
    return True


def _text(sample: Sample) -> bool:
    """The wording of a target, task or duty."""
    return _swap(sample.plan(), r"^  text: (\w)(.*)$", r"  text: \1\2 và giữ vững", sample.chance)


def _title(sample: Sample) -> bool:
    """The name of a plan: it stands on pages all over the site."""
    return _swap(sample.plan(), r"^title: (.*)$", r"title: \1, bản sửa", sample.chance)


def _body(sample: Sample) -> bool:
    """The name of a body."""
    return _swap(sample.plan(), r"^  name: (.*)$", r"  name: \1 mới", sample.chance)


def _indicator(sample: Sample) -> bool:
    """The definition of an indicator."""
    path = sample.root / "data" / "indicators.yaml"
    return _swap(path, r"^(\s+)title: (.*\w)$", r"\1title: \2 hằng năm", sample.chance)


def _label(sample: Sample) -> bool:
    """The label of a code."""
    path = sample.root / "data" / "codes.csv"
    return _swap(path, r"^(status,\w+,)([^,\"]+),", r"\1\2 thật,", sample.chance)


def _document(sample: Sample) -> bool:
    """The title of a legal document."""
    path = sample.root / "data" / "legal_documents.csv"
    return _swap(path, r"(Kế hoạch)", r"\1 chung", sample.chance)


def _template(sample: Sample) -> bool:
    """A template of a page or of a part of pages."""
    name = sample.chance.choice(["pages/plan", "pages/area", "components/target", "pages/unit"])
    path = sample.templates / f"{name}.html.j2"
    return _swap(path, r'<p class="facts">', '<p class="facts" title="x">', sample.chance)


def _deletion(sample: Sample) -> bool:
    """A plan goes."""
    if len(list((sample.root / "data" / "units").rglob("*.yaml"))) <= 3:
        return False
    folder = sample.plan().parent
    shutil.rmtree(folder)
    return True


def _renaming(sample: Sample) -> bool:
    """A plan under another id: its downloads and pictures lie elsewhere."""
    return _swap(sample.plan(), r"^plan_id: (\S+)$", r"plan_id: \1-b", sample.chance)


def _new_commune(sample: Sample) -> bool:
    """A commune comes with its plan."""
    if not sample.coming:
        return False
    aside = sample.root.parent / "coming"
    (folder,) = (aside / "data" / "units").glob(f"*/{sample.coming.pop()}-*")
    place = sample.root / folder.relative_to(aside)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(folder, place)
    return True


def _withdrawal(sample: Sample) -> bool:
    """A target is withdrawn: gone from pages, kept in downloads."""
    new = r"\g<0>" + "\n  withdrawn: true\n  withdrawn_on: '2026-11-01'\n  withdrawn_reason: thử"
    return _swap(sample.plan(), r"^- target_id: (t\d+)$", new, sample.chance)


Edit = Callable[[Sample], bool]
EDITS: tuple[Edit, ...] = (
    *(_figure, _figure, _text, _text, _title, _body, _indicator, _label, _document),
    *(_template, _deletion, _renaming, _new_commune, _withdrawal),
)
ROUNDS = 5
EDITS_A_ROUND = 11


def _bytes(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _edit(sample: Sample) -> tuple[Edit, Project]:
    """Make an edit after which the data are right."""
    for _ in range(40):
        edit = sample.chance.choice(EDITS)
        before = sample.root.parent / "before"
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(sample.root, before)
        coming = list(sample.coming)
        if not edit(sample):
            continue
        try:
            return edit, open_project(Layout.of(sample.root), AS_OF)
        except DataError:
            shutil.rmtree(sample.root)
            before.rename(sample.root)
            sample.coming[:] = coming
    pytest.fail("no edit of any kind is right")


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_after_each_edit_the_site_is_that_of_a_clean_build(
    sample: Sample, tmp_path: Path, round_: int
) -> None:
    sample.chance.seed(round_)
    earlier = sample.write(tmp_path / "site0", None)
    for number in range(1, EDITS_A_ROUND + 1):
        edit, project = _edit(sample)
        now = sample.write(tmp_path / f"site{number}", earlier, project)
        clean = sample.write(tmp_path / "clean", None)
        assert _bytes(tmp_path / f"site{number}") == _bytes(tmp_path / "clean"), edit.__doc__
        assert (now.pieces, now.files) == (clean.pieces, clean.files)
        shutil.rmtree(tmp_path / "clean")
        shutil.rmtree(earlier.folder)
        earlier = now


def test_without_a_change_nothing_is_made_that_could_be_kept(
    sample: Sample, tmp_path: Path
) -> None:
    first = sample.write(tmp_path / "first", None)
    second = sample.write(tmp_path / "second", first)
    assert _bytes(tmp_path / "first") == _bytes(tmp_path / "second")
    assert second.made == first.made - len(first.pieces), "what has no inputs is made every time"
    assert len(first.pieces) > 150


def test_a_sentence_changes_what_shows_it_and_no_more(sample: Sample, tmp_path: Path) -> None:
    first = sample.write(tmp_path / "first", None)
    assert _text(sample)
    second = sample.write(tmp_path / "second", first)
    assert second.made < first.made / 4


def test_a_damaged_file_is_made_anew(sample: Sample, tmp_path: Path) -> None:
    first = sample.write(tmp_path / "first", None)
    clean = _bytes(tmp_path / "first")
    for name in ("index.html", "chi-tieu/index.html", "search-index/current.json"):
        (tmp_path / "first" / name).write_bytes(b"damaged")
    next((tmp_path / "first" / "data" / "plans").iterdir()).unlink()
    sample.write(tmp_path / "second", first)
    assert _bytes(tmp_path / "second") == clean
    assert (tmp_path / "first" / "index.html").read_bytes() == b"damaged"


RECORDS = {
    "none": None,
    "no JSON": b"{",
    "another shape": b'{"key": 5}',
    "a list": b"[]",
    "a way out of the site": b'{"key": [["../outside", "00", 1, ""]]}',
    "an absolute way": b'{"key": [["/etc/hostname", "00", 1, ""]]}',
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_a_record_that_is_not_whole_is_no_record(tmp_path: Path, record: bytes | None) -> None:
    (tmp_path / "site").mkdir()
    if record is not None:
        (tmp_path / "site.inputs").write_bytes(record)
    assert EarlierBuild.read(tmp_path / "site") is None


def test_a_record_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    kept = EarlierBuild(
        tmp_path / "site", {"key": (WrittenFile("data/plans.csv", "00", 5, "2026-11-20"),)}
    )
    kept.keep_record()
    assert EarlierBuild.read(tmp_path / "site") == kept
