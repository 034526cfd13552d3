"""What is withdrawn keeps its address and its row in the downloads; nothing else counts it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import AS_OF, ROOT
from reform.contexts.overview_pages import plans_page
from reform.layout import Layout
from reform.model.kinds import KINDS, Kind
from reform.model.withdrawal import GOES_WITH, LETS_GO
from reform.project import Project, open_project
from reform.site import Site, build_site

SMALL = ROOT / "tests" / "small"
PLAN_FILE = "data/units/98-mau/99801-binh-mau/2026-2030.yaml"
WITHDRAWABLE = [kind for kind in KINDS if kind.table != "phases"]


def _withdrawn(root: Path, kind: Kind, *more: str) -> Project:
    """The small project with the first item of a kind withdrawn."""
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    path = root / PLAN_FILE
    text = path.read_text("utf-8")
    first = re.search(rf"  - {kind.key}: (\S+)\n", text)
    assert first
    if kind.table in ("agencies", "legal_basis"):
        # Its words stand nowhere else: a body is called as its kind is, a citation as its document.
        said = rf"({re.escape(first[0])}(?:    .*\n)*?    {kind.text}: ).*\n"
        text = re.sub(said, rf"\1Chỉ riêng {kind.table}\n", text, count=1)
    added = "".join(f"    {line}\n" for line in ("withdrawn: true", *more))
    path.write_text(text.replace(first[0], f"{first[0]}{added}", 1), "utf-8")
    return open_project(Layout.of(root, ROOT / "data"), AS_OF)


def _body(site: Site, address: str) -> str:
    page = next(page for page in site.pages if page.address == address)
    return site.render(page).body


def _plan_body(site: Site) -> str:
    return site.render(next(page for page in site.pages if page.template == "plan")).body


@pytest.mark.parametrize("kind", WITHDRAWABLE, ids=lambda kind: kind.table)
def test_a_withdrawn_item_keeps_its_anchor_and_says_why_and_when(
    kind: Kind, tmp_path: Path
) -> None:
    project = _withdrawn(
        tmp_path, kind, 'withdrawn_on: "2026-10-05"', "withdrawn_reason: Ghi nhầm kế hoạch."
    )
    (item,) = project.catalogue.withdrawn_of("99801-binh-mau-2026-2030")
    anchor = item.item_id.rpartition("/")[2]
    body = _plan_body(build_site(project))
    assert body.count(f'id="{anchor}"') == 1
    (entry,) = re.findall(rf'<li id="{anchor}".*?</li>', body, re.DOTALL)
    assert "đã rút ngày 5/10/2026" in entry
    assert "Lý do: Ghi nhầm kế hoạch." in entry
    assert item.text.split(";")[0] in entry


@pytest.mark.parametrize("kind", WITHDRAWABLE, ids=lambda kind: kind.table)
def test_pages_and_search_show_a_withdrawn_item_nowhere_else(kind: Kind, tmp_path: Path) -> None:
    project = _withdrawn(tmp_path, kind)
    (item,) = project.catalogue.withdrawn_of("99801-binh-mau-2026-2030")
    site = build_site(project)
    for page in site.pages:
        assert item.text not in site.render(page).body.partition('<h2 id="da-rut">')[0]
    told = [file for file in site.downloads if not file.address.startswith("data/")]
    assert {file.address.partition("/")[0] for file in told} >= {"search-index", "lich"}
    assert [file.address for file in told if item.text.encode() in file.content] == []


@pytest.mark.parametrize("kind", WITHDRAWABLE, ids=lambda kind: kind.table)
def test_downloads_hold_a_withdrawn_item(kind: Kind, tmp_path: Path) -> None:
    project = _withdrawn(tmp_path, kind)
    rows = project.catalogue.rows(kind.table)
    assert [row.withdrawn for row in rows] == [True, *[False] * (len(rows) - 1)]
    (table,) = (d for d in build_site(project).downloads if d.address == f"data/{kind.table}.csv")
    assert getattr(rows[0], kind.key) in table.content.decode()


def test_every_page_counts_the_same_targets(tmp_path: Path) -> None:
    kind = next(kind for kind in KINDS if kind.table == "targets")
    project = _withdrawn(tmp_path, kind)
    left = len(project.catalogue.targets) - 1
    site = build_site(project)
    plan = next(page for page in site.pages if page.template == "plan")
    assert len(project.catalogue.target_status) == left
    (listed,) = plans_page(project).plans
    assert listed.target_count == left
    for address in ("", plan.address, "chi-tieu/", "tien-do/"):
        body = re.sub(r"<[^>]+>", " ", _body(site, address))
        assert re.search(rf"\b{left}\s+chỉ tiêu|chỉ tiêu\s+\(?{left}\b", body), address
        assert not re.search(rf"\b{left + 1}\s+chỉ tiêu|chỉ tiêu\s+\({left + 1}\b", body), address


def test_what_points_to_an_item_is_told_what_becomes_of_it(project: Project) -> None:
    keys = {kind.table: kind.key for kind in KINDS}
    told = {
        (t, c) for rules in (GOES_WITH, LETS_GO) for t, columns in rules.items() for c in columns
    }
    pointing = {
        (table.name, column)
        for table in project.schemas.tables.values()
        for column, target in table.references.items()
        if target in keys
    } | {("legal_basis", "item_id"), ("editorial_notes", "item_id")}
    assert pointing - told == set()
