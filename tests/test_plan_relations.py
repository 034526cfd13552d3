"""Plans of one unit and period: by subject, one after another, withdrawn as a whole."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from conftest import AS_OF, ROOT
from reform.layout import Layout
from reform.loading.places import PLAN_NAME
from reform.model.plan_subjects import SUBJECT_SUFFIXES
from reform.project import Project, open_project
from reform.search.collecting import collect
from reform.site import Site, build_site
from reform.subjects.plan_summaries import latest_plan

COMMUNE = "data/units/98-mau/99801-binh-mau"
FIRST = "99801-binh-mau-2026-2030"
OTHER = """\
plan_id: {plan_id}
unit_id: "99801"
title: Kế hoạch khác để thử
kind: multi_year
period_start: 2026-01-01
period_end: 2030-12-31
issued_on: "2026-03-05"
text_quality: good
{more}
"""


def _project(root: Path, stem: str, more: str, first: str = "") -> Project:
    """The small project with a second plan of the same unit and period, and more in the first."""
    shutil.copytree(ROOT / "tests" / "small", root, dirs_exist_ok=True)
    path = root / COMMUNE / "2026-2030.yaml"
    path.write_text(
        path.read_text("utf-8").replace("kind: multi_year\n", f"kind: multi_year\n{first}"), "utf-8"
    )
    text = OTHER.format(plan_id=f"99801-binh-mau-{stem}", more=more)
    (root / COMMUNE / f"{stem}.yaml").write_text(text, "utf-8")
    return open_project(Layout.of(root, ROOT / "data"), AS_OF)


def _text(site: Site, address: str) -> str:
    page = next(page for page in site.pages if page.address == address)
    return re.sub(r"\s+", " ", html.fromstring(site.render(page).body).text_content())


def test_every_subject_has_a_label_and_a_name_of_its_own(project: Project) -> None:
    labels = project.catalogue.labels("plan_subject")
    assert labels.keys() == SUBJECT_SUFFIXES.keys()
    assert len(set(SUBJECT_SUFFIXES.values())) == len(SUBJECT_SUFFIXES)
    for subject, suffix in SUBJECT_SUFFIXES.items():
        assert PLAN_NAME.fullmatch(f"2026{suffix}.yaml")
        assert suffix in (labels[subject].description or "")


def test_every_list_tells_plans_of_one_period_apart_by_their_subject(tmp_path: Path) -> None:
    project = _project(tmp_path, "2026-2030-cds", "subject: digital_transformation")
    site = build_site(project)
    assert {plan.subject for plan in project.catalogue.plans} == {
        "administrative_reform",
        "digital_transformation",
    }
    assert latest_plan("99801", project.catalogue).plan.plan_id == FIRST
    for address in ("", "ke-hoach/", "ke-hoach/98-mau/99801-binh-mau/"):
        assert "huyển đổi số" in _text(site, address), address
    own = "ke-hoach/98-mau/99801-binh-mau/2026-2030"
    assert "Kế hoạch khác của xã Bình Mẫu: 2026–2030, chuyển đổi số" in _text(site, f"{own}/")
    assert "Chủ đềChuyển đổi số" in _text(site, f"{own}-cds/").replace(" ", "", 0)


def test_a_replaced_plan_says_what_took_its_place(tmp_path: Path) -> None:
    project = _project(tmp_path, "2026-2030-2", f"replaces: {FIRST}")
    site = build_site(project)
    unit = "ke-hoach/98-mau/99801-binh-mau/"
    old, new = _text(site, f"{unit}2026-2030/"), _text(site, f"{unit}2026-2030-2/")
    assert "Đã được thay thế bởi Kế hoạch khác để thử, 2026–2030, ban hành 5/3/2026" in old
    assert "Thay thếKế hoạch mẫu để thử, 2026–2030" in new
    assert "đã được thay thế" in _text(site, unit)
    assert latest_plan("99801", project.catalogue).plan.plan_id == f"{FIRST}-2"


def test_an_amended_plan_stays_in_force_and_names_its_amendment(tmp_path: Path) -> None:
    project = _project(tmp_path, "2026-2030-2", f"amends: {FIRST}")
    site = build_site(project)
    unit = "ke-hoach/98-mau/99801-binh-mau/"
    assert "Đã được sửa đổi, bổ sung bởi Kế hoạch khác để thử" in _text(site, f"{unit}2026-2030/")
    assert "Sửa đổiKế hoạch mẫu để thử, 2026–2030" in _text(site, f"{unit}2026-2030-2/")
    assert "đã được thay thế" not in _text(site, unit)


WITHDRAWN = (
    'withdrawn: true\nwithdrawn_on: "2026-10-05"\nwithdrawn_reason: Nhập nhầm bản dự thảo.\n'
)


def test_a_withdrawn_plan_says_so_at_its_address_and_counts_nowhere(tmp_path: Path) -> None:
    project = _project(tmp_path, "2026-2030-2", f"replaces: {FIRST}", WITHDRAWN)
    whole, live = project.catalogue, project.catalogue.live
    assert [plan.plan_id for plan in live.plans] == [f"{FIRST}-2"]
    held = {table: rows for table in whole.__dataclass_fields__ if (rows := whole.rows(table))}
    for table, rows in held.items():
        if any(getattr(row, "plan_id", None) == FIRST for row in rows):
            assert not any(row.plan_id == FIRST for row in live.rows(table)), table
    assert not whole.target_status
    site = build_site(project)
    unit = "ke-hoach/98-mau/99801-binh-mau/"
    (page,) = (page for page in site.pages if page.template == "withdrawn")
    assert page.address == f"{unit}2026-2030/"
    said = _text(site, page.address)
    assert "rút khỏi trang ngày 5/10/2026. Lý do: Nhập nhầm bản dự thảo." in said
    assert "Thay cho kế hoạch này: Kế hoạch khác để thử, 2026–2030" in said
    ids = set(html.fromstring(site.render(page).body).xpath("//@id"))
    assert {row.target_id.rpartition("/")[2] for row in whole.targets} <= ids
    assert "Kế hoạch mẫu để thử, 2026–2030" in _text(site, unit).partition("Đã rút")[2]
    assert "(đã rút)" in _text(site, f"{unit}2026-2030-2/")
    assert "Kế hoạch mẫu" not in _text(site, "ke-hoach/")
    assert [plan.address for plan in collect(live).plans] == [f"{unit}2026-2030-2/"]
    (targets,) = (d for d in site.downloads if d.address == "data/targets.csv")
    assert FIRST in targets.content.decode()


@pytest.mark.parametrize("address", ["tien-do/", "lich/", "chi-tieu/", "van-ban/", "co-quan/"])
def test_pages_stand_where_the_only_plan_is_withdrawn(tmp_path: Path, address: str) -> None:
    project = _project(tmp_path, "2026-2030-2", WITHDRAWN, WITHDRAWN)
    assert not project.catalogue.live.plans
    assert _text(build_site(project), address)
