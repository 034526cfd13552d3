"""How Vietnamese is matched: one table, held against Python and against the browser's program."""

import unicodedata

import pytest
from playwright.sync_api import Browser

from reform.search.numbers import number_spellings
from reform.search.words import exact_form, folded_form, words

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


@pytest.mark.browser
def test_the_browser_reads_words_as_python_does(browser: Browser, site_url: str) -> None:
    texts = [text for pair in (*SAME, *APART, *FOLDED, *TEXTS) for text in pair]
    page = browser.new_page()
    page.goto(site_url)
    found = page.evaluate(
        """async ([module, texts]) => {
          const { wordsOf } = await import(module);
          return texts.map((text) =>
            wordsOf(text.normalize("NFC")).map((word) => [word.exact, word.folded]));
        }""",
        [f"{site_url}assets/search/words.js", texts],
    )
    page.close()
    assert found == [[[word, folded_form(word)] for word in words(text)] for text in texts]


def test_exact_forms_are_stable() -> None:
    assert [exact_form(word) for word in ("đường", "hoà", "kỹ", "76")] == [
        "đương1",
        "hoa1",
        "ki4",
        "76",
    ]
