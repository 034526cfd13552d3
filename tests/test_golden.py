"""What one small plan becomes, file by file; the difference shows what the public would see.

``pytest tests/test_golden.py --write-golden`` rewrites tests/golden/small after a wanted change.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from reform.project import Project
from reform.site import Site, build_site

GOLDEN = ROOT / "tests" / "golden" / "small"
OWN_TABLES = {
    "agencies",
    "annexes",
    "units",
    "duties",
    "duty_agencies",
    "duty_areas",
    "editorial_notes",
    "legal_basis",
    "legal_documents",
    "objectives",
    "phases",
    "plans",
    "prior_results",
    "reporting_agencies",
    "reporting_duties",
    "solutions",
    "targets",
    "task_agencies",
    "tasks",
}
"""Tables that the small plan fills; the vocabulary is the real one and not repeated here."""


@pytest.fixture(scope="module")
def small_site(small: Project) -> Site:
    """The site of the small project."""
    return build_site(small)


def _compare(name: str, content: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--write-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
    assert content == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("table", sorted(OWN_TABLES))
def test_a_table_of_the_small_plan(
    table: str, small_site: Site, request: pytest.FixtureRequest
) -> None:
    download = next(d for d in small_site.downloads if d.address == f"data/{table}.csv")
    _compare(f"{table}.csv", download.content.decode("utf-8"), request)


def test_the_page_of_the_small_plan(small_site: Site, request: pytest.FixtureRequest) -> None:
    page = next(page for page in small_site.pages if page.template == "plan")
    rendered = small_site.render(page)
    head = f"{rendered.title}\n{rendered.description}\n"
    _compare("plan.html", f"{head}{_without_blank_lines(rendered.body)}\n", request)


def _without_blank_lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def test_golden_holds_nothing_that_no_test_compares() -> None:
    assert {path.name for path in Path(GOLDEN).iterdir()} == {f"{t}.csv" for t in OWN_TABLES} | {
        "plan.html"
    }
