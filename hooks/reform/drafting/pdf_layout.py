"""From the words of a PDF page to its lines in reading order, columns one after another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_GAP = 12.0
"""Points between two words of one row from which on they may belong to two columns."""
_STEP = 3
_SAME_ROW = 5.0
_LEAST_ROWS = 4
"""Rows that each column has at least where no row of theirs stands at one height."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


_Words = Sequence[dict[str, Any]]


def lines_of(words: Iterable[dict[str, Any]], width: float) -> list[Line]:
    """The lines of a page in reading order: where two columns stand beside one another, the left
    one is read to its end before the right one.
    """
    rows = _rows(sorted(words, key=lambda word: (word["top"], word["x0"])))
    gutter = _gutter(rows, width)
    sides = [_side(row, gutter) for row in rows]
    found: list[Line] = []
    index = 0
    while index < len(rows):
        end = index
        while end < len(rows) and sides[end] != "across":
            end += 1
        first, last = _block(sides, index, end)
        found += [_line(row) for row in rows[index:first]]
        left = [[w for w in row if w["x1"] <= gutter + 1] for row in rows[first:last]]
        right = [[w for w in row if w["x1"] > gutter + 1] for row in rows[first:last]]
        found += [_line(part) for part in (*left, *right) if part]
        found += [_line(row) for row in rows[last : max(end, index + 1)]]
        index = max(end, index + 1)
    return found


def _rows(words: _Words) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = []
    for word in words:
        middle = (word["top"] + word["bottom"]) / 2
        if rows and abs((rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2 - middle) < _SAME_ROW:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word["x0"]) for row in rows]


def _gutter(rows: Sequence[_Words], width: float) -> float:
    """Where a page would be parted: the place with most rows that have words on both sides of a
    gap, and fewest words across.
    """
    places = range(int(0.32 * width), int(0.68 * width), _STEP)

    def score(place: int) -> tuple[int, int, float]:
        sides = [_side(row, place) for row in rows]
        return sides.count("both"), -sides.count("across"), -abs(place - width / 2)

    return float(max(places, key=score, default=int(width / 2)))


def _side(row: _Words, gutter: float) -> str:
    """On which side of a place a row stands: ``left``, ``right``, ``both`` with a gap between, or
    ``across``.
    """
    left = [word["x1"] for word in row if word["x1"] <= gutter + 1]
    right = [word["x0"] for word in row if word["x0"] >= gutter - 1]
    if len(left) + len(right) < len(row):
        return "across"
    if not right:
        return "left"
    if not left:
        return "right"
    return "both" if min(right) - max(left) >= _GAP else "across"


def _block(sides: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The rows from ``start`` to ``end`` that stand in two columns; none where they do not."""
    own = sides[start:end]
    both = [place for place, side in enumerate(own) if side == "both"]
    rights = [place for place, side in enumerate(own) if side in ("both", "right")]
    if not both:
        is_apart = min(own.count("left"), own.count("right")) >= _LEAST_ROWS
        return (start, end) if is_apart else (end, end)
    return start + both[0], start + rights[-1] + 1


def _line(words: _Words) -> Line:
    return Line(
        " ".join(word["text"] for word in words),
        min(word["x0"] for word in words),
        max(word["x1"] for word in words),
        min(word["top"] for word in words),
        max(word["bottom"] for word in words),
    )
