"""Text as it is compared: cleaned of what Word and scanners hide in it, and folded to bare letters.

``fold`` keeps every place: the letter at an index of the folded text is the letter at that index of
the text, so that what is found in the one is cut out of the other.
"""

import re
import unicodedata
from functools import cache

_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_BREAKS = re.compile("[\u2028\u2029\v\f\r]")
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t ]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_PRIVATE_BULLET = re.compile("^[\ue000-\uf8ff]\\s*")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_MIXED = re.compile(
    r"(?<![\w/.-])(?=\w*\d)(?=\w*[^\W\d])[^\W\dA-Z]\w*|(?<![\w/.-])\d[^\W\dA-Z]{2,}"
)
_LOOKS = str.maketrans({"6": "o", "0": "o", "1": "l", "4": "a", "5": "s", "9": "g", "3": "a"})


def cleaned(text: str) -> str:
    """One line of a document: composed letters, one kind of blank, nothing that cannot be seen."""
    text = unicodedata.normalize("NFC", _HIDDEN.sub("", text)).replace("\u00d0", "\u0110")
    text = _PRIVATE_BULLET.sub("- ", text)
    text = _PRIVATE.sub("", _CONTROL.sub("", _BREAKS.sub(" ", text)))
    return _BLANKS.sub(" ", text.replace("\n", " ")).replace("\ufffd", "?").strip()


@cache
def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def fold(text: str, *, is_lost: bool = False) -> str:
    """The text in small letters without diacritics, letter for letter.

    ``is_lost`` is for a scan whose letters were misread: digits inside a word are letters.
    """
    folded = "".join(map(_bare, text))
    if is_lost:
        folded = _MIXED.sub(lambda match: match[0].translate(_LOOKS), folded)
    return folded


def squeezed(text: str) -> str:
    """Folded words with single blanks and no punctuation: for likeness."""
    return " ".join(re.findall(r"\w+", fold(text)))
