"""The numbers and bullets that Word draws itself: they stand in no text of the document."""

import re
from collections import defaultdict
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from reform.drafting.markers import ROMANS

_PLAIN_BULLETS = {"-": "-", "–": "-", "—": "-", "+": "+", "*": "-", "•": "-", "o": "-"}


class Numbering:
    """Counts the lists of a document while its paragraphs are read in order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[tuple[str, int], Any] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counters: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {style.style_id: style.element for style in document.styles}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            own = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                self._levels[f"a{own}", _int(level.get(qn("w:ilvl")))] = level
        for num in root.findall(qn("w:num")):
            own = num.get(qn("w:numId"))
            abstract_id = num.find(qn("w:abstractNumId"))
            if abstract_id is None:
                continue
            self._abstract[own] = f"a{abstract_id.get(qn('w:val'))}"
            for override in num.findall(qn("w:lvlOverride")):
                place = _int(override.get(qn("w:ilvl")))
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._starts[own, place] = _int(start.get(qn("w:val")), 1)
                level = override.find(qn("w:lvl"))
                if level is not None:
                    self._levels[f"n{own}", place] = level

    def mark(self, paragraph: Any) -> str:
        """The mark of a paragraph element with a blank behind it; empty where it has none."""
        num_id, place = self._of(paragraph)
        if num_id in (None, "0") or num_id not in self._abstract:
            return ""
        level = self._level(num_id, place)
        if level is None:
            return ""
        shape = _value(level, "w:numFmt", "decimal")
        text = _value(level, "w:lvlText", "")
        if shape == "none":
            return ""
        if shape == "bullet":
            return f"{_PLAIN_BULLETS.get(text.strip(), '-')} "
        counters = self._counters[self._abstract[num_id]]
        if (num_id, place) in self._starts:
            counters[place] = self._starts.pop((num_id, place)) - 1
        counters[place] = counters.get(place, _int(_value(level, "w:start", "1"), 1) - 1) + 1
        for deeper in [key for key in counters if key > place]:
            del counters[deeper]
        return re.sub(r"%(\d)", lambda m: self._shown(num_id, int(m[1]) - 1, counters), text) + " "

    def _shown(self, num_id: str, place: int, counters: dict[int, int]) -> str:
        level = self._level(num_id, place)
        shape = _value(level, "w:numFmt", "decimal") if level is not None else "decimal"
        start = _int(_value(level, "w:start", "1"), 1) if level is not None else 1
        return _numeral(counters.setdefault(place, start), shape)

    def _level(self, num_id: str, place: int) -> Any:
        return self._levels.get(
            (f"n{num_id}", place), self._levels.get((self._abstract[num_id], place))
        )

    def _of(self, paragraph: Any) -> tuple[str | None, int]:
        """Id and level of the list that a paragraph is in, by itself or by its style."""
        element, seen = paragraph.find(qn("w:pPr")), 0
        style = _value(element, "w:pStyle", "") if element is not None else ""
        num_id, place = _num(element)
        while num_id is None and style in self._styles and seen < 10:
            seen += 1
            properties = self._styles[style].find(qn("w:pPr"))
            num_id, own = _num(properties)
            place = place if place is not None else own
            style = _value(self._styles[style], "w:basedOn", "")
        return num_id, place or 0


def _num(properties: Any) -> tuple[str | None, int | None]:
    num = properties.find(qn("w:numPr")) if properties is not None else None
    if num is None:
        return None, None
    level, own = num.find(qn("w:ilvl")), num.find(qn("w:numId"))
    return (
        own.get(qn("w:val")) if own is not None else None,
        _int(level.get(qn("w:val"))) if level is not None else None,
    )


def _value(element: Any, name: str, otherwise: str) -> str:
    found = element.find(qn(name))
    value = found.get(qn("w:val")) if found is not None else None
    return otherwise if value is None else str(value)


def _int(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else otherwise


def _numeral(number: int, shape: str) -> str:
    if shape == "upperRoman":
        return ROMANS[number - 1] if 1 <= number <= len(ROMANS) else str(number)
    if shape == "lowerRoman":
        return ROMANS[number - 1].lower() if 1 <= number <= len(ROMANS) else str(number)
    if shape in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if shape == "upperLetter" else letter
    if shape == "decimalZero":
        return f"{number:02d}"
    return str(number)
