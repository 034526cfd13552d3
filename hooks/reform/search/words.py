"""How Vietnamese text becomes words that match.

A syllable has two forms. Its **exact** form keeps the diacritics but is blind to spelling habits:
`hoá` = `hóa`, `kĩ` = `kỹ`, composed or decomposed Unicode. Its **folded** form has lost tones,
vowel marks and the stroke of `đ`.

`content/assets/search/words.js` does the same in the browser by the same rules: they are published
with the index, and `tests/test_search_words.py` holds the two together on all data and any text.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_LETTER = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_MARK = r"\u0300-\u036f"
# Latin letters only, which every version of Unicode reads alike (a browser's is newer than
# Python's), and no plan has another script. The patterns mean the same in both languages.
RULES = {
    "word": rf"[0-9]+(?:[.,][0-9]+)*|%|[{_LETTER}](?:[{_LETTER}{_MARK}]|['’](?=[{_LETTER}]))*",
    "apostrophe": "['’]",
    "mark": f"[{_MARK}]",
    "tones": "\u0300\u0301\u0309\u0303\u0323",
    "finalY": "^([bcdđghklmnprstvx]{0,2}|qu)y$",
}
"""What a word is, what is no letter of it, the marks of a letter, the five tones in the order of
their digits, and the words whose last `y` is written `i` too. Published as they are."""

_WORD = re.compile(RULES["word"])
_APOSTROPHE = re.compile(RULES["apostrophe"])
_MARKS = re.compile(RULES["mark"])
_TONES = {mark: str(digit) for digit, mark in enumerate(RULES["tones"], 1)}
_FINAL_Y = re.compile(RULES["finalY"])


def words(text: str) -> Iterator[str]:
    """The exact forms of a text's words, in order."""
    for match in _WORD.finditer(text):
        yield exact_form(match[0])


@cache
def exact_form(word: str) -> str:
    """`hoá` and `hóa` → `hoa2`; `đường` → `đương1`; `97,5` → `97.5`; `01` → `1`."""
    if word[0].isdigit():
        return word[1:] if len(word) == 2 and word[0] == "0" else word.replace(",", ".")
    tone = ""
    letters = []
    lowered = unicodedata.normalize("NFC", _APOSTROPHE.sub("", word)).lower()
    for letter in unicodedata.normalize("NFD", lowered):
        if letter in _TONES:
            tone = _TONES[letter]
        else:
            letters.append(letter)
    exact = unicodedata.normalize("NFC", "".join(letters))
    return (f"{exact[:-1]}i" if _FINAL_Y.search(exact) else exact) + tone


@cache
def folded_form(exact: str) -> str:
    """`đương1` → `duong`; numbers stay."""
    if exact[0].isdigit():
        return exact
    bare = unicodedata.normalize("NFD", exact.rstrip("12345").replace("đ", "d"))
    return _MARKS.sub("", bare)
