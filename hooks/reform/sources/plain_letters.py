"""Names as people type them: with or without diacritics, capitals, blanks and marks."""

import re
import unicodedata

_OTHERS = re.compile(r"[^a-z0-9]+")


def plain_letters(text: str) -> str:
    """The letters and digits of a text without case, diacritics and blanks: ``Vĩnh Bảo`` gives
    ``vinhbao``.
    """
    return plain_words(text).replace(" ", "")


def plain_words(text: str) -> str:
    """The same with one blank between words: ``vinh bao``."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _OTHERS.sub(" ", letters).strip()
