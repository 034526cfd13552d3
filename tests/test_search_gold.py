"""The gold set, asked of the built site in Chromium: what is found, and what it costs."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from conftest import ROOT
from reform.sources.csv_files import read_csv
from search_asking import ask
from search_scoring import Figures, GoldQuery, figures, read_gold

GOLD = ROOT / "data" / "search" / "gold.csv"
BLIND = GOLD.with_name("blind.csv")
UNANSWERABLE = GOLD.with_name("unanswerable.csv")
ALWAYS = ("name", "name-folded", "number")
"""Classes in which every right answer is among the first five."""
LEAST_RECALL = 0.95
MOST_FALSE = 0.1
"""Share of the queries without an answer that may show one all the same."""
BLIND_SUCCESS = 0.97
BLIND_RECALL = 0.78
FIRST_ANSWER = 150_000
"""Bytes, with gzip, that the first answer of a session may fetch, program included."""


Answers = list[tuple[GoldQuery, list[str]]]


@pytest.fixture(scope="module")
def answers(browser: Browser, site_url: str) -> Answers:
    """Every gold query over the real plans with its answers."""
    return _answers(browser, site_url, GOLD)


@pytest.fixture(scope="module")
def blind_answers(browser: Browser, site_url: str) -> Answers:
    """The same for the queries of somebody who did not know the search."""
    return _answers(browser, site_url, BLIND)


def _answers(browser: Browser, site_url: str, path: Path) -> Answers:
    gold = read_gold(path, "real")
    page = browser.new_page()
    page.goto(site_url)
    found = ask(page, site_url, [row.query for row in gold])
    page.close()
    return [(row, asked.answers) for row, asked in zip(gold, found, strict=True)]


@pytest.fixture(scope="module")
def by_class(answers: Answers) -> dict[str, Figures]:
    """Class of query → figures."""
    return dict(figures(answers))


def test_the_gold_set_is_large_enough() -> None:
    assert len(read_gold(GOLD, "real")) + len(read_gold(GOLD, "nation")) >= 250


def test_every_gold_answer_is_an_address_of_the_index(
    answers: Answers,
) -> None:
    """A right answer that can never be found is a mistake in the gold set."""
    everything = {address for _, found in answers for address in found}
    wanted = {want.lstrip("/") for gold, _ in answers for want in gold.expected}
    assert wanted - everything == set()


@pytest.mark.browser
def test_each_class_is_found_among_the_first_five(by_class: dict[str, Figures]) -> None:
    low = {kind: f"{row.recall:.3f}" for kind, row in by_class.items() if row.recall < LEAST_RECALL}
    assert low == {}


@pytest.mark.browser
@pytest.mark.parametrize("kind", ALWAYS)
def test_names_and_numbers_are_always_found(kind: str, by_class: dict[str, Figures]) -> None:
    assert by_class[kind].recall == 1.0


@pytest.mark.browser
def test_queries_of_a_stranger_are_answered_too(blind_answers: Answers) -> None:
    """Their lists name answers that would do; one of them stands among the first five."""
    found = figures(blind_answers)
    assert found["all"].count >= 120
    assert found["all"].success >= BLIND_SUCCESS
    assert found["all"].recall >= BLIND_RECALL
    assert [found[kind].success for kind in ALWAYS] == [1.0] * len(ALWAYS)


@pytest.mark.browser
def test_what_no_page_speaks_of_is_not_answered(browser: Browser, site_url: str) -> None:
    """Weak matches and words that only look alike are no answers."""
    table, _ = read_csv(UNANSWERABLE, UNANSWERABLE.name)
    assert table
    queries = [row.values["query"] for row in table.rows]
    page = browser.new_page()
    page.goto(site_url)
    found = ask(page, site_url, queries)
    page.close()
    shown = {query: one.answers[:3] for query, one in zip(queries, found, strict=True)}
    assert len(queries) >= 60
    assert sum(bool(answers) for answers in shown.values()) <= MOST_FALSE * len(queries), shown


@pytest.mark.browser
@pytest.mark.parametrize("query", ["hòa giải", "khai sinh", "tải pdf", "31/12/2026", "xổ số"])
def test_a_suggestion_is_words_that_stand_together(
    query: str, browser: Browser, site_url: str
) -> None:
    """These were answered by `khai minh` (of `công khai, minh bạch`), `tải pd`, another year."""
    page = browser.new_page()
    page.goto(f"{site_url}tim-kiem/?q={quote(query)}")
    expect(page.locator(".search-count")).to_have_text(f"Không tìm thấy “{query}”.")
    page.close()


@pytest.fixture
def fetched(browser: Browser, site_url: str) -> Iterator[tuple[Page, list[tuple[str, int]]]]:
    """A page that has just been opened, and the address and size of all it fetches from then on."""
    page = browser.new_page()
    page.goto(site_url, wait_until="networkidle")
    sizes: list[tuple[str, int]] = []

    def weigh(response: Response) -> None:
        sizes.append((response.url, len(gzip.compress(response.body()))))

    page.on("response", weigh)
    yield page, sizes
    page.close()


@pytest.mark.browser
def test_nothing_is_fetched_before_a_reader_searches(
    fetched: tuple[Page, list[tuple[str, int]]],
) -> None:
    page, sizes = fetched
    page.focus("#search-input")
    page.wait_for_timeout(300)
    assert sizes == []


@pytest.mark.browser
@pytest.mark.parametrize("query", ["thuong hong", "hai long dat dai", "76/NQ-CP", "95%"])
def test_the_first_answer_stays_within_its_weight(
    fetched: tuple[Page, list[tuple[str, int]]], query: str
) -> None:
    page, sizes = fetched
    page.fill("#search-input", query)
    page.wait_for_selector("#search-list [role=option]")
    page.wait_for_load_state("networkidle")
    assert sizes
    assert sum(size for _, size in sizes) < FIRST_ANSWER
