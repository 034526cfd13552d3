"""How Vietnamese is matched, in Python and in the browser's program: tables, all data, any text."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from conftest import ROOT
from reform.nation import write_nation
from reform.nation.units import country
from reform.search.numbers import number_spellings
from reform.search.words import RULES, exact_form, folded_form, words

SAME = (
    # spellings of one word: exact forms are equal
    ("hoá", "hóa"),
    ("thuỷ", "thủy"),
    ("kĩ", "kỹ"),
    ("lí", "lý"),
    ("Quý", "quí"),
    ("y", "i"),
    ("Đường", unicodedata.normalize("NFD", "đường")),
    ("H'leo", "h’leo"),
    ("97,5", "97.5"),
    ("01", "1"),
)
APART = (
    # different words, however alike: exact forms differ
    ("đường", "đương"),
    ("đường", "dương"),
    ("hài", "hai"),
    ("thúy", "thúi"),
    ("tay", "tai"),
    ("07273", "7273"),
)
FOLDED = (
    ("Đường", "duong"),
    ("hoá", "hoa"),
    ("Nghĩa", "nghia"),
    ("M'Drắk", "mdrak"),
    ("kỹ", "ki"),
    ("2030", "2030"),
)
TEXTS = (
    ("Nghị quyết số 76/NQ-CP", ("nghi quyet so 76 nq cp")),
    ("đạt 95%, trên 97,5 %", "dat 95 % tren 97.5 %"),
    ("NQ76 ngày 01/7/2025", "nq 76 ngay 1 7 2025"),
    ("Ea H'leo; Cư M’gar", "ea hleo cu mgar"),
)
DATA = (".yaml", ".csv", ".md")


def _word(text: str) -> str:
    return next(words(text))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert _word(one) == _word(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_differ_in_a_mark_stay_apart(one: str, other: str) -> None:
    assert _word(one) != _word(other)


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding_takes_every_mark_away(text: str, folded: str) -> None:
    assert folded_form(_word(text)) == folded


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_text_falls_into_words(text: str, expected: str) -> None:
    assert " ".join(folded_form(word) for word in words(text)) == expected


def test_a_number_is_found_under_every_spelling() -> None:
    assert number_spellings("Nghị quyết", "76/NQ-CP", "2021-07-15") == [
        "Nghị quyết 76",
        "Nghị quyết số 76/NQ-CP",
        "76 NQ CP",
        "76 NQCP",
        "Nghị quyết 76 2021",
    ]


@given(st.text())
def test_composed_and_decomposed_text_give_the_same_words(text: str) -> None:
    nfc, nfd = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert list(words(nfc)) == list(words(nfd))


Reader = Callable[[Sequence[str]], list[list[list[str]]]]
"""Texts → for each its words as the browser reads them: [exact, folded]."""


@pytest.fixture(scope="module")
def in_browser(browser: Browser, site_url: str) -> Iterator[Reader]:
    """The browser's program with the rules that are published with the index."""
    page = browser.new_page()
    page.goto(site_url)

    def read(texts: Sequence[str]) -> list[list[list[str]]]:
        found = page.evaluate(
            """async ([rules, texts]) => {
              const program = document.querySelector("script[type=module]").src;
              const { useRules, wordsOf } = await import(new URL("search/words.js", program));
              useRules(rules);
              const pairs = (text) => wordsOf(text).map((word) => [word.exact, word.folded]);
              return JSON.stringify(JSON.parse(texts).map(pairs));
            }""",
            [RULES, json.dumps(texts)],
        )
        return cast("list[list[list[str]]]", json.loads(found))

    yield read
    page.close()


def _in_python(texts: Sequence[str]) -> list[list[list[str]]]:
    return [[[word, folded_form(word)] for word in words(text)] for text in texts]


def _differences(texts: Sequence[str], in_browser: Reader) -> list[object]:
    rows = zip(texts, in_browser(texts), _in_python(texts), strict=True)
    return [row for row in rows if row[1] != row[2]]


@pytest.mark.browser
def test_the_browser_reads_the_tables_as_python_does(in_browser: Reader) -> None:
    texts = [text for pair in (*SAME, *APART, *FOLDED, *TEXTS) for text in pair]
    assert _differences(texts, in_browser) == []


@pytest.mark.browser
def test_the_browser_reads_all_data_as_python_does(in_browser: Reader, tmp_path: Path) -> None:
    """Every line of the real plans and lists, the guides, the demo and some of the country."""
    write_nation(tmp_path, seed=1, communes=[unit.code for unit in country()[::200]])
    folders = (ROOT / "data", ROOT / "content", ROOT / "tests" / "demo" / "data", tmp_path)
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in DATA]
    lines = {line for path in files for line in path.read_text("utf-8").splitlines()}
    assert len(lines) > 10_000
    assert _differences(sorted(lines), in_browser) == []


NEAR = st.characters(codec="utf-8", max_codepoint=0x036F) | st.characters(
    codec="utf-8", min_codepoint=0x1E00, max_codepoint=0x214F
)
"""Letters with marks, loose marks, signs and look-alikes: what a mangled Vietnamese text holds."""
SYLLABLES = st.text(st.sampled_from("aăâyiươđĐỳỷqgH'’%0123.,\u0300\u0309\u0323\u0302"), min_size=1)


@pytest.mark.browser
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text() | st.text(NEAR) | SYLLABLES, min_size=20, max_size=200))
def test_the_browser_reads_any_text_as_python_does(texts: list[str], in_browser: Reader) -> None:
    assert _differences(texts, in_browser) == []


@pytest.mark.browser
def test_the_browser_reads_every_character_as_python_does(in_browser: Reader) -> None:
    """Alone and between two letters, the first three planes of Unicode."""
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    assert (
        _differences([f"a{character}b {character}" for character in characters], in_browser) == []
    )


def test_exact_forms_are_stable() -> None:
    assert [exact_form(word) for word in ("đường", "hoà", "kỹ", "76")] == [
        "đương1",
        "hoa1",
        "ki4",
        "76",
    ]
