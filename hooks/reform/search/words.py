"""How Vietnamese text becomes words that match.

A syllable has two forms. Its **exact** form keeps the diacritics but is blind to spelling habits:
`hoá` = `hóa`, `kĩ` = `kỹ`, composed or decomposed Unicode. Its **folded** form has lost tones,
vowel marks and the stroke of `đ`. `content/assets/search/words.js` does the same in the browser;
`tests/test_search_words.py` holds the two together with one table.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_WORD = re.compile(r"\d+(?:[.,]\d+)*|%|[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*")
_TONES = {"\u0300": "1", "\u0301": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_FINAL_Y = re.compile(r"^([bcdđghklmnprstvx]{0,2}|qu)y$")


def words(text: str) -> Iterator[str]:
    """The exact forms of a text's words, in order."""
    for match in _WORD.finditer(unicodedata.normalize("NFC", text).lower()):
        yield exact_form(match[0])


@cache
def exact_form(word: str) -> str:
    """`hoá` and `hóa` → `hoa2`; `đường` → `đương1`; `97,5` → `97.5`; `01` → `1`."""
    if word[0].isdigit():
        return word[1:] if len(word) == 2 and word[0] == "0" else word.replace(",", ".")
    tone = ""
    letters = []
    for letter in unicodedata.normalize("NFD", word.replace("'", "").replace("’", "")):
        if letter in _TONES:
            tone = _TONES[letter]
        else:
            letters.append(letter)
    return _FINAL_Y.sub(r"\1i", unicodedata.normalize("NFC", "".join(letters))) + tone


@cache
def folded_form(exact: str) -> str:
    """`đương1` → `duong`; numbers stay."""
    if exact[0].isdigit():
        return exact
    bare = unicodedata.normalize("NFD", exact.rstrip("12345").replace("đ", "d"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
