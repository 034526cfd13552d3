"""Every kind of item is found, however many a plan holds; the browser reads what the index says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from conftest import ROOT, serve
from reform.model.kinds import KINDS, Kind
from reform.project import Project
from reform.search.publishing import FOLDER, published, search_files
from reform.search.records import (
    SEARCHED,
    THING_KINDS,
    Collection,
    CommuneRecord,
    IndexedItem,
    PlanRecord,
)
from reform.search.shards import LETTERS, index_files
from reform.search.terms import index_terms
from reform.search.vocabulary import Vocabulary
from search_asking import ask, write_search_site

SMALL = ROOT / "tests" / "small"
NOT_BY_ITSELF = {
    "phases": "a phase is told with its targets",
    "legal_basis": "a document is found by its number, once for all plans",
    "agencies": "a body is found by its role and by what it answers for",
    "annexes": "a label such as `Phụ lục I` says nothing that is looked for",
    "editorial_notes": "a note is about the document, not about what it promises",
}
"""Kinds that search leaves out, and why."""
ALL_KINDS = {*(kind.word for kind in SEARCHED), *THING_KINDS, "plan", "commune"}


def test_every_kind_is_searched_or_left_out_for_a_reason() -> None:
    assert {kind.table for kind in KINDS if not kind.word} == set(NOT_BY_ITSELF)


@pytest.mark.parametrize("kind", SEARCHED, ids=lambda kind: kind.table)
def test_each_item_of_a_searched_kind_stands_in_the_index(kind: Kind, small: Project) -> None:
    rows = small.catalogue.live.rows(kind.table)
    files = dict(search_files(small.catalogue.live, small.word_lists))
    (plan,) = (json.loads(content) for name, content in files.items() if "/plans/" in name)
    assert [row[0] for row in plan[kind.letter]] == [
        getattr(row, kind.key).rpartition("/")[2] for row in rows
    ]
    for row, shown in zip(rows, plan[kind.letter], strict=True):
        assert getattr(row, kind.text) in shown[1]


def test_no_two_kinds_have_one_letter() -> None:
    letters = [*(kind.letter for kind in SEARCHED), *LETTERS.values()]
    assert len(set(letters)) == len(letters)


def test_every_kind_has_its_name_for_readers() -> None:
    texts = json.loads((ROOT / "content/assets/search/texts.json").read_text("utf-8"))
    assert set(texts["kinds"]) == ALL_KINDS


def test_the_list_of_kind_words_names_kinds_that_exist(small: Project) -> None:
    assert {row["kind"] for row in small.word_lists["kind_words"]} <= ALL_KINDS


def test_the_program_names_no_letter_and_no_width_of_its_own() -> None:
    """The kinds of item and the width of a position come with the index."""
    words = "|".join(kind.word for kind in SEARCHED if kind.word != "duty")
    for path in (ROOT / "content/assets/search").glob("*.js"):
        text = re.sub(r"//.*", "", path.read_text("utf-8"))
        assert not re.search(rf"\b({words})\b|\b512\b", text), path.name


def _collection(items_a_plan: int) -> Collection:
    """Three plans of so many tasks; the last task of the first holds words of its own."""
    communes = tuple(
        CommuneRecord(f"0000{n}", f"Xã Mẫu {n}", f"ke-hoach/{n}/", "mau") for n in range(3)
    )
    tasks = [IndexedItem(f"k{n}", "Thay bóng đèn trụ sở") for n in range(items_a_plan)]
    last = IndexedItem(f"k{items_a_plan - 1}", "Lắp thang nâng xe lăn")
    first, others = (*tasks[:-1], last), tuple(tasks[: items_a_plan // 2])
    plans = tuple(
        PlanRecord(
            row.code,
            f"{row.address}2026/",
            "Kế hoạch",
            "2026",
            {"task": first if row is communes[0] else others},
        )
        for row in communes
    )
    return Collection({"mau": "Mẫu"}, {}, communes, plans, ())


@pytest.mark.browser
@pytest.mark.parametrize("items_a_plan", [1, 511, 512, 513, 600, 5_000])
def test_the_last_item_of_a_plan_is_found_in_its_own_plan(
    items_a_plan: int, browser: Browser, tmp_path: Path
) -> None:
    collection = _collection(items_a_plan)
    files = index_files(collection, Vocabulary((), ()))
    write_search_site(tmp_path, published(files))
    server, url = serve(tmp_path)
    page = browser.new_page()
    page.goto(url)
    (asked,) = ask(page, url, ["thang nâng xe lăn"])
    scores = page.evaluate(SCORES, [f"{url}assets/search/", f"{url}{FOLDER}", "thang nang"])
    page.close()
    server.shutdown()
    server.server_close()
    assert asked.answers[0] == f"ke-hoach/0/2026/#k{items_a_plan - 1}"
    assert scores == [0]


SCORES = """async ([program, index, pair]) => {
  const { IndexFiles } = await import(`${program}files.js`);
  const { bestPlans } = await import(`${program}candidates.js`);
  const files = new IndexFiles(index);
  const meta = await files.open();
  const entries = await files.shards([pair]);
  const postings = Object.values(entries[pair]).map((kinds) => ({ kinds, weight: 1, typed: [] }));
  const { plans } = bestPlans(postings, meta, () => true, Object.keys(meta.itemKinds));
  return plans.map((row) => row.plan);
}"""
"""The plans that may hold a pair of words, by their postings."""


@pytest.mark.parametrize("items_a_plan", [1, 600, 5_000])
def test_no_place_in_the_index_means_two_items(items_a_plan: int) -> None:
    postings = index_terms(_collection(items_a_plan), Vocabulary((), ()))
    places = [*postings.places["task"][("đen2",)], *postings.places["task"].get(("lăn",), ())]
    assert len(set(places)) == len(places)
