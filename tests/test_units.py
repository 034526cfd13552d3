"""Whose plan it is: a unit is a code and the time in which it bore it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from lxml import html

from conftest import AS_OF, ROOT
from reform import addresses
from reform.layout import Layout
from reform.loading import RawTables
from reform.problems import DataError, Problem
from reform.project import Project, open_project
from reform.rendering.share_pictures import _lines
from reform.site import build_site
from reform.sources.unit_lists import read_units
from reform.sources.units import MERGER, RegisteredUnit
from reform.subjects.plan_summaries import plan_summary
from reform.validation.rules import Finding, Surroundings
from reform.validation.unit_rules import check_issuing_unit

REGISTER = read_units(ROOT / "data" / "former_communes.csv", Path("none.csv"))
AROUND = Surroundings(RawTables({}, register=REGISTER), AS_OF)
BEFORE, AFTER = "2025-06-20", "2025-07-18"
TOWN, COMMUNE = "11824-20250630", "11824"
"""The town Vĩnh Bảo that ended, and the commune Vĩnh Bảo of today: one code, one name."""


def _findings(unit_id: str, issued_on: str | None, **more: Any) -> list[Finding]:
    row = {"unit_id": unit_id, "issued_on": issued_on, "not_before": None, "unit_reason": None}
    return list(check_issuing_unit({**row, **more}, AROUND))


def _accepted(code: str, issued_on: str) -> list[RegisteredUnit]:
    return [u for u in REGISTER.named_by(code) if not _findings(u.unit_id, issued_on)]


CODES = sorted({unit.code for unit in REGISTER.units.values()})


def test_every_code_names_one_unit_on_a_day_before_and_one_after_the_merger() -> None:
    before = {code: _accepted(code, BEFORE) for code in CODES}
    after = {code: _accepted(code, AFTER) for code in CODES}
    assert {len(units) for units in (*before.values(), *after.values())} == {0, 1}
    for code in CODES:
        names = REGISTER.named_by(code)
        assert before[code] == [u for u in names if not u.valid_from]
        assert after[code] == [u for u in names if not u.valid_to]
    changed = [code for code in CODES if before[code] and after[code] != before[code]]
    both = [code for code in changed if after[code]]
    assert len([code for code in both if len(code) == 5]) > 3_000
    assert {before[c][0].folder for c in both} & {after[c][0].folder for c in both} == set()


@pytest.mark.parametrize("issued_on", [None, "2025"])
def test_a_date_that_leaves_two_units_needs_a_word_of_the_editor(issued_on: str | None) -> None:
    (finding,) = _findings(COMMUNE, issued_on)
    assert finding.code == "unit-ambiguous"
    assert (finding.values["first_name"], finding.values["second_name"]) == (
        "Thị trấn Vĩnh Bảo",
        "Xã Vĩnh Bảo",
    )
    assert _findings(COMMUNE, issued_on, unit_reason="Con dấu của xã mới") == []
    assert _findings(TOWN, issued_on, unit_reason="Con dấu của thị trấn") == []


def test_what_proves_the_day_makes_the_word_needless() -> None:
    assert _findings(COMMUNE, None, not_before=MERGER) == []
    assert _findings(COMMUNE, "2025-07") == _findings(TOWN, "2025-06") == []
    assert _findings("02305", None) == []  # a commune that the merger left as it was


def test_a_plan_under_the_wrong_unit_is_refused_with_the_right_one_named() -> None:
    (finding,) = _findings(COMMUNE, BEFORE)
    assert finding.code == "unit-not-of-day"
    assert (finding.values["expected"], finding.values["right"]) == (TOWN, "Thị trấn Vĩnh Bảo")
    (finding,) = _findings(TOWN, AFTER)
    assert (finding.values["expected"], finding.values["right"]) == (COMMUNE, "Xã Vĩnh Bảo")


def _plan(root: Path, unit_id: str, year: int, issued_on: str, folder: str | None = None) -> None:
    """The small plan, made one of a real unit for a year."""
    unit = REGISTER.get(unit_id)
    assert unit
    text = next((ROOT / "tests/small").rglob("2026-2030.yaml")).read_text("utf-8")
    text = text.replace("99801-binh-mau-2026-2030", f"{unit.code}-{unit.slug}-{year}")
    text = text.replace('"99801"', f'"{unit_id}"').replace("multi_year", "annual")
    for old in ("2026", "2027", "2028", "2030"):
        text = re.sub(rf"(period_(?:start|end): ){old}", rf"\g<1>{year}", text)
    text = re.sub(r"issued_on: .*", f'issued_on: "{issued_on}"', text)
    text = re.sub(r"not_before: .*\n", "", text)
    text = re.sub(r"    due: .*\n", "", text)
    path = root / "data" / "units" / (folder or unit.folder) / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project without plans, with the documents that the small plan cites."""
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "tests/small/data/legal_documents.csv", tmp_path / "data")
    return tmp_path


def _opened(root: Path) -> Project:
    return open_project(Layout.of(root, ROOT / "data"), AS_OF)


def _refused(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        _opened(root)
    return caught.value.problems


def test_a_commune_of_july_2025_may_plan_for_the_whole_year(root: Path) -> None:
    _plan(root, COMMUNE, 2025, "2025-07-18")
    (plan,) = _opened(root).catalogue.plans
    assert plan.unit_id == COMMUNE


def test_a_plan_of_the_unit_before_never_touches_the_unit_of_today(root: Path) -> None:
    _plan(root, COMMUNE, 2026, "2026-01-15")
    _plan(root, TOWN, 2024, "2024-01-15")
    catalogue = _opened(root).catalogue
    town, commune = catalogue.unit(TOWN), catalogue.unit(COMMUNE)
    assert (town.name, town.district_name, town.valid_to, town.successor_unit_id) == (
        "Thị trấn Vĩnh Bảo",
        "Huyện Vĩnh Bảo",
        date(2025, 6, 30),
        COMMUNE,
    )
    assert (commune.name, commune.valid_to) == ("Xã Vĩnh Bảo", None)
    assert [len(catalogue.plans_of(unit)) for unit in (TOWN, COMMUNE)] == [1, 1]
    pages = [addresses.plan(plan, catalogue) for plan in catalogue.plans]
    assert sorted(pages) == [
        "ke-hoach/31-20250630-hai-phong/11824-20250630-vinh-bao/2024/",
        "ke-hoach/31-hai-phong/11824-vinh-bao/2026/",
    ]


def test_a_plan_of_before_under_the_bare_code_is_refused(root: Path) -> None:
    _plan(root, COMMUNE, 2026, "2026-01-15")
    _plan(root, COMMUNE, 2024, "2024-01-15")
    assert Counter(problem.code for problem in _refused(root)) == {"unit-not-of-day": 1}


def test_the_folder_of_the_other_unit_is_refused(root: Path) -> None:
    _plan(root, TOWN, 2024, "2024-01-15", folder="31-hai-phong/11824-vinh-bao")
    (problem,) = _refused(root)
    assert (problem.code, problem.values["right_folder"]) == (
        "unit-not-folder",
        "31-20250630-hai-phong/11824-20250630-vinh-bao",
    )


def test_the_units_above_stand_in_the_table(project: Project) -> None:
    unit = project.catalogue.unit
    assert unit(COMMUNE).parent_unit_id == "31"
    assert unit("07273-20250630").parent_unit_id == "24-20250630"
    assert unit("24-20250630").name == "Tỉnh Bắc Giang"
    assert unit("24").name == "Tỉnh Bắc Ninh"


ADDRESSES_OF_THE_FIVE = (
    "ke-hoach/24-bac-giang/07273-dong-son/2024/",
    "ke-hoach/31-hai-phong/10993-thuong-hong/2025-h2/",
    "ke-hoach/31-hai-phong/11725-kien-minh/2026-2030/",
    "ke-hoach/31-hai-phong/11824-vinh-bao/2026-2030/",
    "ke-hoach/75-dong-nai/25261-phu-trung/2026-2030/",
)
"""Where the first five plans were published before a unit was more than a code."""


def test_every_address_that_was_published_still_leads_to_its_plan(project: Project) -> None:
    site = build_site(project)
    pages = {page.address for page in site.pages}
    moved = {d.address: d.content.decode() for d in site.downloads if d.address.endswith(".html")}
    for address in ADDRESSES_OF_THE_FIVE:
        if address in pages:
            continue
        body = moved[f"{address}index.html"]
        (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', body)
        assert urljoin(f"https://x/{address}", canonical).removeprefix("https://x/") in pages
        assert f'<meta http-equiv="refresh" content="0; url={canonical}">' in body
        assert '<meta name="robots" content="noindex">' in body
        assert f'<a href="{canonical}">' in body


def test_an_old_calendar_goes_on_where_it_was_subscribed(project: Project) -> None:
    files = {d.address: d.content for d in build_site(project).downloads}
    assert files["lich/07273-dong-son.ics"] == files["lich/07273-20250630-dong-son.ics"]


def test_a_plan_of_a_province_lies_in_the_province_s_folder(root: Path) -> None:
    _plan(root, "01", 2026, "2026-01-15")
    catalogue = _opened(root).catalogue
    (plan,) = catalogue.plans
    assert (plan.plan_id, plan.path) == ("01-ha-noi-2026", "data/units/01-ha-noi/2026.yaml")
    assert addresses.plan(plan, catalogue) == "ke-hoach/01-ha-noi/2026/"
    assert catalogue.unit("01").name == "Thành phố Hà Nội"


def test_units_of_one_name_are_told_apart_and_others_keep_theirs() -> None:
    names = {unit_id: REGISTER.distinct_name(unit) for unit_id, unit in REGISTER.units.items()}
    current = [unit for unit in REGISTER.units.values() if not unit.is_former]
    qualified = [unit for unit in current if names[unit.unit_id] != unit.name]
    assert (len({unit.name for unit in qualified}), len(qualified)) == (238, 555)
    assert len(set(names.values())) == len(names)
    assert names["11824"] == "Xã Vĩnh Bảo"
    assert names["07273-20250630"] == "Xã Đông Sơn (huyện Yên Thế, Bắc Giang)"
    assert names["01"] == "Thành phố Hà Nội"


def test_no_page_picture_or_calendar_calls_two_communes_by_one_name(root: Path) -> None:
    twins = [u for u in REGISTER.units.values() if u.name == "Xã Tân Hòa" and not u.is_former][:2]
    for unit in twins:
        _plan(root, unit.unit_id, 2026, "2026-01-15")
    project = _opened(root)
    site = build_site(project)
    files = {d.address: d.content for d in site.downloads}
    for unit in twins:
        named = f"Xã Tân Hòa ({unit.province_name})"
        for address in ("", "ke-hoach/", "lich/", "tien-do/"):
            body = next(site.render(page).body for page in site.pages if page.address == address)
            assert named in body, address
            assert not re.search(r"Xã Tân Hòa(?! \()", body), address
        own = [site.render(p) for p in site.pages if p.template in ("unit", "plan")]
        assert sum(named in page.title for page in own) == 2
        feed = files[f"lich/{unit.unit_id}-tan-hoa.ics"].decode().replace("\r\n ", "")
        assert f"X-WR-CALNAME:Lịch kế hoạch cải cách hành chính, {named}" in feed
        summary = plan_summary(f"{unit.unit_id}-tan-hoa-2026", project.catalogue)
        assert named in _lines("plan", summary=summary)


def _province_plan(root: Path) -> Project:
    """The small plan made one of Hà Nội, in words that name no commune; a commune's beside it."""
    _plan(root, "01", 2026, "2026-01-15")
    path = root / "data/units/01-ha-noi/2026.yaml"
    text = path.read_text("utf-8").replace("xã Bình Mẫu", "thành phố Hà Nội")
    text = text.replace("Ngân sách xã", "Ngân sách").replace("Phòng Văn hóa - Xã hội", "Sở")
    text = text.replace("van-hoa-xa-hoi", "so-noi-vu")
    text = text.replace("Ủy ban nhân dân xã", "Ủy ban nhân dân thành phố")
    path.write_text(text.replace("scope: commune", "scope: province"), "utf-8")
    _plan(root, "00004", 2026, "2026-01-15")
    return _opened(root)


def test_no_page_of_a_province_s_plan_speaks_of_a_commune(root: Path) -> None:
    project = _province_plan(root)
    site = build_site(project)
    # The page of the province itself lists its communes; the one of its plan is not about them.
    plan = next(page for page in site.pages if page.address == "ke-hoach/01-ha-noi/2026/")
    rendered = site.render(plan)
    said = html.fromstring(rendered.body).text_content()
    for text in (rendered.title, rendered.description, said):
        assert not re.findall(r".{0,60}\b(?:[Xx]ã|[Pp]hường)\b.{0,30}", text)
    feed = next(d.content for d in site.downloads if d.address == "lich/01-ha-noi.ics")
    assert "xã" not in feed.decode()
    assert not any(
        "xã" in line
        for line in _lines("plan", summary=plan_summary("01-ha-noi-2026", project.catalogue))
    )


def test_a_promise_of_the_issuers_own_level_counts(root: Path) -> None:
    catalogue = _province_plan(root).catalogue
    own = {s.status for s in catalogue.statuses_of("01-ha-noi-2026")}
    assert "other_level" not in own
    scopes = {t.scope for t in catalogue.targets_of("01-ha-noi-2026")}
    assert "province" in scopes


def test_a_commune_s_promise_stands_beside_its_province_s(root: Path) -> None:
    project = _province_plan(root)
    site = build_site(project)
    pages = {page.address: page for page in site.pages}
    commune = next(
        address for address in pages if "/00004-" in address and address.endswith("2026/")
    )
    own = site.render(pages[commune]).body
    (link,) = set(re.findall(r'Thành phố Hà Nội cũng cam kết: <a href="([^"]+#t01)"', own))
    assert link == "../../2026/#t01"
    above = site.render(pages["ke-hoach/01-ha-noi/2026/"]).body
    assert "1 nơi trực thuộc cũng cam kết" in above
