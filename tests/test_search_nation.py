"""The gold set over the invented country, as much of it as a test can afford, and what a search
fetches there. The whole country is measured by `benchmarks/search/measure.py`."""

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Page

from conftest import ROOT, serve
from reform.layout import Layout
from reform.loading import build_catalogue, gather
from reform.nation import write_nation
from reform.nation.units import country
from reform.search.publishing import search_files
from reform.sources.table_schemas import read_schemas
from reform.sources.word_lists import read_word_lists
from search_asking import Asked, ask, index_weight, program_weight, write_search_site
from search_scoring import GoldQuery, figures, read_gold

pytestmark = pytest.mark.browser

ONCE = ("current.json", "/meta.json")
OTHERS = 110
"""Communes that no query expects: every so many of the country, to stand in the way."""
ALWAYS = ("name", "name-folded", "number")
LEAST_RECALL = 0.95
FIRST_ANSWER = 150_000
FURTHER_MEDIAN = 40_000
FURTHER_MOST = 100_000

Answered = list[tuple[GoldQuery, Asked]]


def _gold() -> list[GoldQuery]:
    return read_gold(ROOT / "data" / "search" / "gold.csv", "nation")


def _codes() -> set[str]:
    """Codes of the communes and, of provinces that are asked for, of their first."""
    wanted = [want for gold in _gold() for want in gold.expected]
    named = {code for want in wanted for code in re.findall(r"/(\d{5})-", want)}
    provinces = {found[1] for want in wanted if (found := re.match(r"/ke-hoach/(\d\d)-", want))}
    units = country()
    firsts = {unit.province_code: unit.code for unit in reversed(units)}
    others = units[:: len(units) // OTHERS]
    return named | {firsts[code] for code in provinces} | {unit.code for unit in others}


@pytest.fixture(scope="module")
def nation_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the search's program and the index of the communes."""
    root = tmp_path_factory.mktemp("nation")
    write_nation(root, seed=1, communes=_codes())
    layout = Layout.of(root, vocabulary=ROOT / "data")
    schemas = read_schemas(layout.vocabulary)
    catalogue = build_catalogue(gather(layout, schemas), schemas)
    site = root / "site"
    lists, problems = read_word_lists(layout.word_lists, "search")
    assert not problems
    write_search_site(site, search_files(catalogue, lists))
    return site


@pytest.fixture(scope="module")
def url(nation_site: Path) -> Iterator[str]:
    """Where the folder is served."""
    server, address = serve(nation_site)
    yield address
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page(browser: Browser, url: str) -> Iterator[Page]:
    """A page at that address."""
    opened = browser.new_page()
    opened.goto(url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def answered(page: Page, url: str) -> Answered:
    """Every gold query over the country, and what it brought."""
    gold = _gold()
    return list(zip(gold, ask(page, url, [row.query for row in gold]), strict=True))


def test_each_class_is_found_among_the_first_five(answered: Answered) -> None:
    found = figures((gold, asked.answers) for gold, asked in answered)
    low = {kind: f"{row.recall:.3f}" for kind, row in found.items() if row.recall < LEAST_RECALL}
    assert low == {}


def test_names_and_numbers_are_always_found(answered: Answered) -> None:
    missed = [
        (gold.query, asked.answers[:5])
        for gold, asked in answered
        if gold.kind in ALWAYS and gold.recall(asked.answers) < 1
    ]
    assert missed == []


def test_a_first_answer_stays_within_its_weight(answered: Answered, nation_site: Path) -> None:
    program = program_weight(nation_site)
    weights = {gold.query: index_weight(nation_site, asked.fetched) for gold, asked in answered}
    assert {query for query, size in weights.items() if program + size > FIRST_ANSWER} == set()


def test_a_further_answer_stays_within_its_weight(answered: Answered, nation_site: Path) -> None:
    """What every query needs again."""
    weights = sorted(
        index_weight(nation_site, [name for name in asked.fetched if not name.endswith(ONCE)])
        for _, asked in answered
    )
    assert median(weights) <= FURTHER_MEDIAN
    assert weights[int(0.95 * len(weights))] <= FURTHER_MOST


def test_a_page_with_the_box_fetches_no_search_file(browser: Browser, url: str) -> None:
    opened = browser.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url.removeprefix(url)))
    opened.goto(url, wait_until="networkidle")
    opened.focus("input")
    opened.wait_for_timeout(300)
    opened.close()
    assert asked == ["", "assets/search.js"]
