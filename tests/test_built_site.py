"""The built site as a stranger finds it: links, downloads, nothing from elsewhere, no surprise."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from conftest import AS_OF, ROOT, build_site_into
from reform.layout import Layout
from reform.preview import published
from reform.problems import DataError
from reform.project import Project
from reform.source_state import SourceState

HERE = "https://site.invalid/"


def _pages(site: Path) -> dict[str, html.HtmlElement]:
    return {
        path.relative_to(site).as_posix(): html.document_fromstring(path.read_bytes())
        for path in sorted(site.rglob("*.html"))
    }


def _address(file: str) -> str:
    return urljoin(HERE, file.removesuffix("index.html"))


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[str, html.HtmlElement]:
    """Every page of the site, parsed."""
    return _pages(built_site)


def test_every_internal_link_and_anchor_resolves(
    built_site: Path, pages: dict[str, html.HtmlElement]
) -> None:
    anchors = {file: set(page.xpath("//@id")) for file, page in pages.items()}
    broken = []
    for file, page in pages.items():
        if file == "404.html":
            continue  # its links start at the site's root, wherever that is
        for link in page.xpath(
            "//a/@href | //link/@href | //img/@src | //script/@src | //use/@href"
        ):
            target = urlsplit(urljoin(_address(file), link))
            if f"{target.scheme}://{target.netloc}/" != HERE:
                continue
            name = unquote(target.path).lstrip("/")
            found = f"{name}index.html" if name == "" or name.endswith("/") else name
            exists = (built_site / found).is_file()
            if not exists or (
                target.fragment and unquote(target.fragment) not in anchors.get(found, set())
            ):
                broken.append(f"{file}: {link}")
    assert broken == []


def test_no_id_stands_twice_on_a_page(pages: dict[str, html.HtmlElement]) -> None:
    twice = {}
    for file, page in pages.items():
        ids = page.xpath("//@id")
        repeated = (
            {name for name in ids if ids.count(name) > 1} if len(set(ids)) < len(ids) else set()
        )
        if repeated:
            twice[file] = sorted(repeated)
    assert twice == {}


def test_nothing_is_fetched_from_another_host(pages: dict[str, html.HtmlElement]) -> None:
    links = "//link[@rel='stylesheet' or @rel='preload' or @rel='icon']/@href"
    fetched = f"//script/@src | //img/@src | {links}"
    foreign = {
        f"{file}: {address}"
        for file, page in pages.items()
        for address in page.xpath(fetched)
        if urlsplit(address).netloc
    }
    assert foreign == set()


def test_every_plan_and_each_of_its_items_has_its_anchor(
    project: Project, pages: dict[str, html.HtmlElement]
) -> None:
    columns = {
        "targets": "target_id",
        "tasks": "task_id",
        "solutions": "solution_id",
        "duties": "duty_id",
        "objectives": "objective_id",
        "reporting_duties": "reporting_duty_id",
        "annexes": "annex_id",
        "legal_basis": "basis_id",
        "agencies": "agency_id",
        "editorial_notes": "note_id",
    }
    ids = {file: set(page.xpath("//@id")) for file, page in pages.items()}
    missing = []
    for plan in project.catalogue.plans:
        folder, stem = PurePosixPath(plan.path).parent, PurePosixPath(plan.path).stem
        file = f"ke-hoach/{folder.relative_to('data/units')}/{stem}/index.html"
        for table, column in columns.items():
            for row in project.catalogue.rows_by(table, "plan_id").get(plan.plan_id, ()):
                anchor = getattr(row, column).rpartition("/")[2]
                if anchor not in ids[file]:
                    missing.append(f"{file}#{anchor}")
    assert missing == []


def test_the_data_package_is_valid_by_frictionless_own_command(built_site: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "frictionless", "validate", "--json", "datapackage.json"],
        capture_output=True,
        text=True,
        cwd=built_site / "data",
        check=False,
    )
    report = json.loads(done.stdout)
    assert (report["valid"], report["stats"]["errors"], done.returncode) == (True, 0, 0)


def test_the_package_tells_the_true_size_and_checksum_of_every_table(built_site: Path) -> None:
    package = json.loads((built_site / "data" / "datapackage.json").read_text("utf-8"))
    assert package["resources"]
    for resource in package["resources"]:
        content = (built_site / "data" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_every_table_is_csv_by_the_rfc(built_site: Path) -> None:
    for path in sorted((built_site / "data").glob("*.csv")):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert content.endswith(b"\r\n"), path.name
        rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name


def test_no_cell_begins_like_a_formula(built_site: Path) -> None:
    dangerous = [
        f"{path.name}: {cell}"
        for path in sorted((built_site / "data").glob("*.csv"))
        for row in csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
        for cell in row
        if cell[:1] in "=+@" and cell
    ]
    assert dangerous == []


def test_two_builds_of_the_same_commit_are_the_same_bytes(built_site: Path, tmp_path: Path) -> None:
    """By two processes and with what earlier builds kept; by one that knows nothing of them."""
    again = build_site_into(tmp_path / "again", REFORM_WORKERS="1", REFORM_CACHE="")
    first = {
        p.relative_to(built_site): p.read_bytes() for p in built_site.rglob("*") if p.is_file()
    }
    second = {p.relative_to(again): p.read_bytes() for p in again.rglob("*") if p.is_file()}
    assert first.keys() == second.keys()
    assert [str(name) for name in first if first[name] != second[name]] == []


def test_bad_data_leave_the_last_good_site_standing(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "small", root)
    for name in ("hooks", "content"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        f"{config}\nextra: {{vocabulary: '{ROOT / 'data'}'}}\n", "utf-8"
    )
    site = build_site_into(tmp_path / "site", root)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    plan = root / "data/units/98-mau/99801-binh-mau/2026-2030.yaml"
    plan.write_text(plan.read_text("utf-8").replace("value: 95.5", "value: 955"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(site)],
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
    )
    assert done.returncode != 0
    assert "2026-2030.yaml:59" in done.stderr
    assert "Tỷ lệ 955 % nằm ngoài khoảng 0 đến 100." in done.stderr
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("[x](khong-co.md)", "page-link-nowhere"),
        ("[x](../du-lieu.md#khong-co)", "page-link-anchor"),
        ("[x](/du-lieu/)", "page-link-absolute"),
        ("![x](khong-co.png)", "page-link-nowhere"),
    ],
)
def test_a_broken_link_in_a_guide_fails_the_build(line: str, code: str, tmp_path: Path) -> None:
    """And the check before it, which names the line."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "small", root)
    (root / "content/huong-dan").mkdir(parents=True)
    guide = root / "content/huong-dan/index.md"
    guide.write_text(f"---\ntitle: Hướng dẫn\n---\n# Hướng dẫn\n\n{line}\n", "utf-8")
    with pytest.raises(DataError) as refused:
        published(Layout.of(root, ROOT / "data"), AS_OF, SourceState())
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == (code, 6)
