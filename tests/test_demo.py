"""The demo: every page and download of it says that it is invented, and none of it is elsewhere."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT, build_site_into
from reform.project import Project

DEMO = ROOT / "tests" / "demo"
MARK = "DỮ LIỆU MINH HỌA"


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site_into(tmp_path_factory.mktemp("demo") / "site", DEMO)


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8", "replace")


def test_every_page_of_the_demo_says_so_in_its_title_and_on_top(demo_site: Path) -> None:
    pages = [(name, text) for name, text in _texts(demo_site) if name.endswith(".html")]
    assert len(pages) > 30
    for name, text in pages:
        assert MARK in text.partition("<title>")[2].partition("</title>")[0], name
        assert '<aside class="demo-banner"' in text, name
        assert '<meta name="robots" content="noindex">' in text, name


def test_the_demos_data_package_says_so(demo_site: Path) -> None:
    package = json.loads((demo_site / "data/datapackage.json").read_text("utf-8"))
    assert MARK in package["title"]
    assert MARK in package["description"]
    assert package["name"] == "ke-hoach-mo-du-lieu-minh-hoa"


def test_nothing_of_the_demo_is_on_the_real_site(built_site: Path) -> None:
    with (DEMO / "data/invented_units.csv").open(encoding="utf-8") as file:
        units = list(csv.DictReader(file))
    words = [MARK, 'demo-banner"', *(row["name"] for row in units)]
    words += [f"{row['code']}-" for row in units]
    found = [
        (name, word)
        for name, text in _texts(built_site)
        for word in words
        if word in text and not name.endswith(".css")
    ]
    assert found == []


def test_the_real_site_has_no_unit_that_does_not_exist(project: Project) -> None:
    assert not project.is_demo
    assert not project.layout.invented_units.exists()


def test_the_demo_shows_every_status_and_task_state(demo: Project) -> None:
    catalogue = demo.catalogue
    assert demo.is_demo
    assert {row.status for row in catalogue.target_status} == set(catalogue.labels("status"))
    assert {row.state for row in catalogue.task_progress} == set(catalogue.labels("task_state"))
    assert any(row.changed_from for row in catalogue.target_status)
    assert any(row.supersedes for row in catalogue.observations)
    assert any(row.rank for row in catalogue.observations)
    assert any(row.parent_id for row in catalogue.targets)
    assert len({row.period[:4] for row in catalogue.observations}) >= 3


def test_the_demos_communes_bear_codes_that_no_real_commune_has(demo: Project) -> None:
    assert {row.unit_id[:3] for row in demo.catalogue.units_with_page} == {"998"}
    assert all(row.name.split()[-2] == "Mẫu" for row in demo.catalogue.units_with_page)
    assert max(row.entered_on for row in demo.catalogue.observations) <= date(2026, 11, 20)
