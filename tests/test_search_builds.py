"""A reader in mid-visit while the site is published anew: never an answer out of two builds."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from conftest import ROOT, serve
from reform.search.publishing import CURRENT, FOLDER, FORMAT, published
from reform.search.records import Collection, CommuneRecord, IndexedItem, PlanRecord
from reform.search.shards import index_files
from reform.search.vocabulary import Vocabulary
from search_asking import write_search_site

pytestmark = pytest.mark.browser


def _build(*names: str) -> dict[str, bytes]:
    """The index of one plan for each commune; numbers of communes and plans follow the names."""
    communes = tuple(
        CommuneRecord(f"{n:05}", f"Xã {name}", f"ke-hoach/{n}-{name}/", "mau")
        for n, name in enumerate(names)
    )
    plans = tuple(
        PlanRecord(
            row.code,
            f"{row.address}2026/",
            "Kế hoạch",
            "2026",
            {"task": (IndexedItem("k1", f"Lắp đèn đường ở {row.name}"),)},
        )
        for row in communes
    )
    collection = Collection({"mau": "Mẫu"}, {}, communes, plans, ())
    return dict(published(index_files(collection, Vocabulary((), ()))))


OLD = ("An Bình", "Đông Sơn", "Vĩnh Bảo")
NEW = ("Ba Đình", "Chí Linh", "An Bình", "Đông Sơn", "Vĩnh Bảo")
"""The same communes under other numbers."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The older build."""
    write_search_site(tmp_path, _build(*OLD).items())
    return tmp_path


@pytest.fixture
def page(site: Path, browser: Browser) -> Iterator[Page]:
    """A page of the older build, which a reader has just opened."""
    server, url = serve(site)
    opened = browser.new_page()
    opened.goto(url)
    yield opened
    opened.close()
    server.shutdown()
    server.server_close()


def _publish(site: Path, *, keep_old: bool) -> None:
    if not keep_old:
        shutil.rmtree(site / FOLDER)
    for address, content in _build(*NEW).items():
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


ASK = """async (query) => {
  const { search } = await import("/assets/search/program.js");
  return (await search.find(query)).hits.map((hit) => [hit.address, hit.commune]);
}"""


def test_each_build_has_a_folder_of_its_own() -> None:
    old, new = _build(*OLD), _build(*NEW)
    assert set(old) & set(new) == {CURRENT}
    assert all(re.match(rf"{FOLDER}build-[0-9a-f]{{10}}/", name) for name in set(old) - {CURRENT})
    assert _build(*OLD) == old


@pytest.mark.parametrize("keep_old", [True, False])
@pytest.mark.parametrize("name", OLD)
def test_a_reader_in_mid_visit_is_never_answered_about_another_commune(
    page: Page, site: Path, name: str, *, keep_old: bool
) -> None:
    page.evaluate(ASK, "đông sơn")
    _publish(site, keep_old=keep_old)
    answers = page.evaluate(ASK, f"đèn đường {name}")
    numbers = {NEW.index(name)} | ({OLD.index(name)} if keep_old else set())
    assert answers[0][1] == f"Xã {name}"
    assert answers[0][0] in {f"ke-hoach/{n}-{name}/2026/#k1" for n in numbers}


def test_a_reader_who_returns_is_answered_by_the_new_build(page: Page, site: Path) -> None:
    """Files of the old build, in the browser's store, are not asked for again."""
    page.evaluate(ASK, "đông sơn")
    _publish(site, keep_old=True)
    page.reload()
    assert page.evaluate(ASK, "chí linh")[0][0] == "ke-hoach/1-Chí Linh/"


def test_an_index_that_the_program_cannot_read_reloads_the_page_once(
    built_site: Path, tmp_path: Path, browser: Browser
) -> None:
    """The page that comes then has the program of its own build; this one has the old again."""
    root = shutil.copytree(built_site, tmp_path / "site", symlinks=False)
    current = root / CURRENT
    current.write_text(json.dumps({"format": FORMAT + 1, "folder": "x/"}), "utf-8")
    server, url = serve(root)
    opened = browser.new_page()
    loads: list[str] = []
    opened.on("load", lambda _: loads.append(opened.url))
    opened.goto(f"{url}tim-kiem/?q=dat+dai")
    expect(opened.locator(".search-count")).to_have_text(re.compile("Chưa tải được"))
    opened.close()
    server.shutdown()
    server.server_close()
    assert len(loads) == 2


def test_the_program_and_the_index_count_the_same_format() -> None:
    program = (ROOT / "content/assets/search/files.js").read_text("utf-8")
    assert f"const FORMAT = {FORMAT};" in program


SHAPE = {
    1: "communesABlock itemKinds itemsAPlan kindWords labels letters plans provinces questionWords "
    "replacements shards thingsABlock wordRules words | commune plan | 6 | 7",
    2: "communesABlock itemKinds itemsAPlan kindWords labels letters placeFiles plans provinces "
    "questionWords replacements shards thingsABlock wordRules words | commune plan | 6 | 7",
}
"""Format → keys of meta and of a plan's file, kinds aside; lengths of its and a commune's row."""


def test_another_shape_has_another_format() -> None:
    """Whoever changes the shape raises FORMAT in publishing.py and files.js, and notes it here."""
    files = {name.split("/", 2)[-1]: json.loads(c) for name, c in _build(*OLD).items()}
    plan, commune = files["plans/0.json"], files["communes/0.json"][0]
    meta = files["meta.json"]
    keys = (" ".join(sorted(meta)), " ".join(sorted(set(plan) - set(meta["itemKinds"]))))
    assert " | ".join((*keys, str(len(plan["plan"])), str(len(commune)))) == SHAPE[FORMAT]
