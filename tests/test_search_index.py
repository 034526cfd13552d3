"""The index's files: small, complete, and spread as the browser expects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reform.page_kinds import PAGE_ADDRESS
from reform.project import Project
from reform.search.collecting import collect
from reform.search.others import guides, pages_across_plans
from reform.search.publishing import search_files
from reform.search.records import Thing
from reform.search.vocabulary import vocabulary_of
from reform.sources.word_lists import read_word_lists


@pytest.fixture(scope="module")
def files(project: Project) -> dict[str, bytes]:
    """The index of the real plans."""
    return dict(search_files(project.catalogue.live, project.word_lists))


def test_every_record_has_an_address_of_the_site(
    project: Project, files: dict[str, bytes], built_site: Path
) -> None:
    plans = [json.loads(c) for a, c in files.items() if "/plans/" in a]
    assert len(plans) == len(project.catalogue.live.plans)
    assert all((built_site / row["plan"][0] / "index.html").exists() for row in plans)
    assert sum(len(row["t"]) for row in plans) == len(project.catalogue.live.targets)


def test_a_guide_that_the_catalogue_does_not_know_is_indexed_too(project: Project) -> None:
    guide = Thing("guide", "Cách đọc kế hoạch", "", "huong-dan/cach-doc/")
    assert guide in collect(project.catalogue, others=[guide]).things


def test_the_pages_of_the_list_exist_and_say_what_is_on_them(
    project: Project, built_site: Path
) -> None:
    rows = project.word_lists["pages"]
    assert rows
    for row in rows:
        page = (built_site / PAGE_ADDRESS[row["page"]] / "index.html").read_text("utf-8")
        assert f"<title>{row['title']}" in page


def test_every_page_that_there_is_one_of_stands_in_the_menu_and_in_the_search(
    project: Project,
) -> None:
    listed = {row["page"] for row in project.word_lists["pages"] if row["menu"]}
    assert listed == PAGE_ADDRESS.keys() - {"home", "search"}
    found = {
        thing.address for thing in pages_across_plans(project.word_lists["pages"], PAGE_ADDRESS)
    }
    assert found == {PAGE_ADDRESS[name] for name in listed - {"guides"}}


def test_every_part_of_a_guide_has_its_anchor(project: Project, built_site: Path) -> None:
    parts = [thing for thing in guides(project.written_pages) if "#" in thing.address]
    assert parts
    for part in parts:
        page, _, anchor = part.address.partition("#")
        assert f'id="{anchor}"' in (built_site / page / "index.html").read_text("utf-8")


def test_the_same_data_give_the_same_bytes(project: Project, files: dict[str, bytes]) -> None:
    assert dict(search_files(project.catalogue.live, project.word_lists)) == files


def test_lists_saved_by_a_spreadsheet_are_read_alike(project: Project, tmp_path: Path) -> None:
    """A byte order mark, semicolons, CRLF and TRUE in capitals change nothing."""
    for name, rows in project.word_lists.items():
        lines = [";".join(rows[0]), *(";".join(f'"{c}"' for c in row.values()) for row in rows)]
        text = "\r\n".join(lines).replace('"true"', "TRUE").replace('"false"', "FALSE")
        (tmp_path / f"{name}.csv").write_text(f"\ufeff{text}\r\n", "utf-8", newline="")
    lists, problems = read_word_lists(tmp_path, "search")
    assert problems == []
    assert vocabulary_of(lists) == vocabulary_of(project.word_lists)
