"""Marks at the beginning of a line that character recognition usually misreads."""

import re

from reform.drafting.markers import ROMANS, roman_value

_DASH = re.compile(r"^[¬—–~»«=_]\s+(?=\S)")
_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\s?[,;:]\s*['‘’]?(?=[^\W\d_])")
_ROMAN = re.compile(r"^(I{1,3}|IV|VI{0,3}|IX|XI{0,3}|[Ll|1])\s?[.,:;]?\s+(?=[^\W\d_])")
_LOOKS = {"L": "I", "l": "I", "|": "I", "1": "I"}


class Marks:
    """Mends the marks of one scan, line after line: sections follow one another."""

    def __init__(self) -> None:
        self._last = 0

    def mended(self, line: str) -> str:
        """The line with its mark as the page most likely has it."""
        roman = _ROMAN.match(line)
        if roman and _is_heading(line[roman.end() :]):
            label = _LOOKS.get(roman[1], roman[1])
            return f"{self._in_turn(label)}. {line[roman.end() :]}"
        line = _DASH.sub("- ", line)
        return _DECIMAL.sub(r"\1. ", line)

    def _in_turn(self, label: str) -> str:
        """A Roman figure that does not go on from the last one lost or gained a stroke."""
        value = roman_value(label)
        if set(label) <= {"I", "V"} and 0 < self._last < len(ROMANS) and value <= self._last:
            value = self._last + 1
        self._last = value
        return ROMANS[value - 1]


def _is_heading(text: str) -> bool:
    """Whether a line is a heading in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 5 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
