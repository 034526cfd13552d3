"""The index's files: small, complete, and spread as the browser expects."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from reform.page_kinds import PAGE_ADDRESS
from reform.project import Project
from reform.search.collecting import collect
from reform.search.encoding import ITEM_LIMIT, encoded_items, encoded_list, encoded_plans
from reform.search.others import guides, pages_across_plans
from reform.search.publishing import search_files
from reform.search.records import Thing
from reform.search.shards import shard_number
from reform.search.vocabulary import Vocabulary, vocabulary_of
from reform.sources.word_lists import read_word_lists
from reform.sources.written_pages import read_written_pages


def test_a_short_posting_names_its_items() -> None:
    places = [3 * 60 + 7, 3 * 60 + 59, 5 * 60]
    assert encoded_items(places, items_a_plan=60, plan_count=10) == [3, 7, 0, 59, 2, 0]


def test_a_long_posting_has_one_bit_for_each_plan() -> None:
    places = [plan * 60 for plan in range(0, 3 * ITEM_LIMIT, 2)]
    found = encoded_items(places, items_a_plan=60, plan_count=3 * ITEM_LIMIT)
    assert isinstance(found, str)
    assert base64.b64decode(found) == b"\x55" * (3 * ITEM_LIMIT // 8)


def test_plans_and_names_are_steps() -> None:
    assert encoded_plans([2, 3, 9], plan_count=10) == [2, 1, 6]
    assert encoded_list([0, 4]) == [0, 4]


def test_a_term_lies_where_its_beginning_leads() -> None:
    """What is typed so far (`thuong h`) reads the file that the whole word will need."""
    assert shard_number("thuong hong", 256) == shard_number("thuong hoa", 256)
    assert shard_number("=thuong hong", 256) == shard_number("thuong h", 256)


@pytest.fixture(scope="module")
def files(project: Project) -> dict[str, bytes]:
    """The index of the real plans."""
    return dict(search_files(project.catalogue, project.word_lists))


def test_every_record_has_an_address_of_the_site(
    project: Project, files: dict[str, bytes], built_site: Path
) -> None:
    plans = [json.loads(c) for a, c in files.items() if "/plans/" in a]
    assert len(plans) == len(project.catalogue.plans)
    assert all((built_site / row["plan"][0] / "index.html").exists() for row in plans)
    assert sum(len(row["t"]) for row in plans) == sum(
        not target.withdrawn for target in project.catalogue.targets
    )


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


def test_a_part_of_a_guide_is_found_by_its_text(tmp_path: Path) -> None:
    guide = "---\ntitle: Đọc\ndescription: Cách đọc.\n---\n# Đọc\n\n## Hỏi ai {#hoi-ai}\n\n"
    text = "1. **Giữ** [giấy hẹn](a.md)\n\n```python\nprint()\n```\n\n| a | b |\n|---|---|\n|c|d|"
    (tmp_path / "doc.md").write_text(guide + text, encoding="utf-8")
    assert list(guides(read_written_pages(tmp_path, "content")[0])) == [
        Thing("guide", "Đọc", "Cách đọc.", "doc/", "Hỏi ai"),
        Thing("guide", "Hỏi ai", "Giữ giấy hẹn a b c d", "doc/#hoi-ai", "Đọc"),
    ]


def test_every_part_of_a_guide_has_its_anchor(project: Project, built_site: Path) -> None:
    parts = [thing for thing in guides(project.written_pages) if "#" in thing.address]
    assert parts
    for part in parts:
        page, _, anchor = part.address.partition("#")
        assert f'id="{anchor}"' in (built_site / page / "index.html").read_text("utf-8")


def test_the_same_data_give_the_same_bytes(project: Project, files: dict[str, bytes]) -> None:
    assert dict(search_files(project.catalogue, project.word_lists)) == files


def test_lists_saved_by_a_spreadsheet_are_read_alike(project: Project, tmp_path: Path) -> None:
    """A byte order mark, semicolons, CRLF and TRUE in capitals change nothing."""
    for name, rows in project.word_lists.items():
        lines = [";".join(rows[0]), *(";".join(f'"{c}"' for c in row.values()) for row in rows)]
        text = "\r\n".join(lines).replace('"true"', "TRUE").replace('"false"', "FALSE")
        (tmp_path / f"{name}.csv").write_text(f"\ufeff{text}\r\n", "utf-8", newline="")
    lists, problems = read_word_lists(tmp_path, "search")
    assert problems == []
    assert vocabulary_of(lists) == vocabulary_of(project.word_lists)


def test_a_row_without_a_word_says_nothing() -> None:
    row = {"short": "…", "long": "hai", "certain": "true"}
    empty = {"synonyms": (), "kind_words": ({"kind": "task", "words": "?"},)}
    lists = {**empty, "abbreviations": (row,), "question_words": ({"phrase": "!"},)}
    assert vocabulary_of(lists) == Vocabulary((), ())


def test_an_abbreviation_of_two_words_does_not_replace_its_first() -> None:
    row = {"short": "TT PVHCC", "long": "trung tâm", "certain": "true"}
    lists = {"abbreviations": (row,), "synonyms": (), "question_words": (), "kind_words": ()}
    assert list(vocabulary_of(lists).expanded("tt")) == ["tt"]
