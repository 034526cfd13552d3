"""``ARCHITECTURE.md`` tells the truth: paths exist, counts are kept, no kind is left out."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from conftest import ROOT
from reform.model.kinds import KINDS, Kind
from reform.page_kinds import PAGES
from reform.project import Project
from reform.site import build_site

TEXT = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
RECIPES = re.findall(r"^### (.+): (\d+) places\n\n((?:- .+\n)+)", TEXT, re.MULTILINE)
PROMISED = {
    "A column": 3,
    "A page": 4,
    "A table of its own": 6,
    "A kind of item of a plan": 8,
    "A format to download": 5,
}
"""Recipe to the most places that it may ever take."""

PATH = re.compile(r"`((?:data|hooks|tests|content)/[\w./-]+)`")
INSIDE = re.compile(r"`((?:sources|loading|validation|contexts|derivations|subjects)/\w+\.py)`")


def test_every_path_named_exists() -> None:
    named = [*PATH.findall(TEXT), *(f"hooks/reform/{path}" for path in INSIDE.findall(TEXT))]
    assert len(named) > 40
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_recipe_has_the_places_it_counts_and_no_more_than_promised() -> None:
    counts = {title: (int(count), places.count("\n")) for title, count, places in RECIPES}
    assert counts.keys() == PROMISED.keys()
    for title, (count, listed) in counts.items():
        assert count == listed <= PROMISED[title], title


@pytest.fixture(scope="module")
def anchors(small: Project) -> set[str]:
    """Every anchor of the small project's plan."""
    site = build_site(small)
    (page,) = (page for page in site.pages if page.template == "plan")
    soup = BeautifulSoup(site.render(page).body, "lxml")
    return {str(element["id"]) for element in soup.select("[id]")}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_each_item_of_a_kind_stands_on_the_page_of_its_plan(
    kind: Kind, small: Project, anchors: set[str]
) -> None:
    rows = small.catalogue.live.rows(kind.table)
    ids = {getattr(row, kind.key).rpartition("/")[2] for row in rows}
    # A phase is the head of a group of targets.
    wanted = {f"chi-tieu-{own}" for own in ids} if kind.table == "phases" else ids
    assert wanted
    assert wanted <= anchors


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_the_guide_for_editors_names_every_kind(kind: Kind) -> None:
    assert f"`{kind.table}`" in (ROOT / "content/huong-dan/bien-tap.md").read_text("utf-8")


def test_every_kind_of_page_has_a_template_and_every_template_a_kind() -> None:
    names = {
        path.name.removesuffix(".html.j2") for path in (ROOT / "hooks/templates/pages").iterdir()
    }
    kinds = {kind.name for kind in PAGES} - {"guides"}
    # Parts of a long page, and what a preview shows whose data were never right, are no kinds.
    assert names == kinds | {"provinces", "problems"}
