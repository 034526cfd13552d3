"""A place is found by its name, today's or that of before, whether it has a plan here or not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from reform import addresses
from reform.contexts.overview_pages import provinces_listed
from reform.project import Project
from reform.search.gazetteer import FILES, gazetteer_files, named_places
from reform.search.shards import shard_number
from reform.search.words import folded_form, words
from reform.sources.units import bare_name

ASK = """async ([index, queries]) => {
  const program = document.querySelector("script[type=module]").src;
  const { Search } = await import(new URL("search/engine.js", program));
  const search = new Search(index);
  const found = [];
  for (const query of queries) {
    const { hits, suggestion } = await search.find(query);
    found.push({ address: hits[0]?.address, suggestion });
  }
  return found;
}"""


@pytest.fixture(scope="module")
def files(project: Project) -> dict[str, Any]:
    known = {unit.unit_id for unit in project.catalogue.units_with_page}
    places = named_places(project.register, provinces_listed(project), known)
    return {name: json.loads(content) for name, content in gazetteer_files(places)}


def _found(name: str, files: dict[str, Any]) -> set[str]:
    """The addresses that a name leads to."""
    folded = " ".join(map(folded_form, words(bare_name(name))))
    file = files[f"places/{shard_number(folded.partition(' ')[0], FILES)}.json"]
    rows = file["names"].get(folded, ())
    return {f"{file['provinces'][at][0]}#{anchor}" for _, shown, anchor, at, _ in rows}


def test_every_name_of_today_and_of_before_leads_to_its_unit(
    project: Project, files: dict[str, Any]
) -> None:
    register = project.register
    known = {unit.unit_id for unit in project.catalogue.units_with_page}
    asked = 0
    for unit in register.units.values():
        if unit.level != "commune":
            continue
        for today in [unit] if not unit.is_former else map(register.get, unit.successors):
            if today and today.parent and today.unit_id not in known:
                address = addresses.place(today.unit_id, today.parent.folder)
                assert address in _found(unit.name, files), unit.name
                asked += 1
    assert asked > 13_000


def test_what_the_index_knows_stands_in_no_second_place(
    files: dict[str, Any],
) -> None:
    assert not _found("Xã Vĩnh Bảo", files) & {"ke-hoach/31-hai-phong/#11824"}


@pytest.mark.browser
def test_a_place_is_answered_first_and_never_corrected(
    built_site: Path, browser: Browser, site_url: str
) -> None:
    asked = {
        "Phường Hạc Thành": "ke-hoach/38-thanh-hoa/#14797",
        "hac thanh": "ke-hoach/38-thanh-hoa/#14797",
        "ea h'leo": "ke-hoach/66-dak-lak/#24184",
        "xã trung mỹ": "ke-hoach/25-phu-tho/#08944",
        "an biên hải phòng": "ke-hoach/31-hai-phong/#11407",
        "thanh hóa": "ke-hoach/38-thanh-hoa/",
        "vĩnh bảo": "ke-hoach/31-hai-phong/11824-vinh-bao/",
    }
    page = browser.new_page()
    page.goto(site_url)
    found = page.evaluate(ASK, [f"{site_url}search-index/", list(asked)])
    assert [row["address"] for row in found] == list(asked.values())
    assert {row["suggestion"] for row in found} == {""}
    for address in asked.values():
        place, _, anchor = address.partition("#")
        body = (built_site / place / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in body
    page.close()
