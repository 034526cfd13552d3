"""From the words of a PDF page to its lines in reading order: columns, letter heads, tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reform.drafting.folding import fold
from reform.drafting.wording import pattern

_GAP = 18.0
"""Points between two words of one height from which on they belong to different columns."""
_ALIKE = 3.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float


def lines_of(words: Iterable[dict[str, Any]], width: float) -> list[Line]:
    """The lines of a page in reading order: where two columns stand beside one another, the left
    one is read to its end before the right one.
    """
    rows = _rows(sorted(words, key=lambda word: (word["top"], word["x0"])))
    found: list[Line] = []
    block: list[list[Line]] = []
    for row in rows:
        segments = _segments(row)
        gutter = [s for s in segments if s.x0 > 0.42 * width]
        is_split = len(segments) == 2 and bool(gutter) and segments[0].x1 < 0.62 * width
        fits = bool(block) and len(segments) == 1 and _beside(segments[0], block)
        if is_split or fits:
            block.append(segments)
            continue
        found += _unfolded(block)
        block = []
        found += segments if len(segments) == 1 else [_joined(segments)]
    return found + _unfolded(block)


def _rows(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    rows: list[list[dict[str, Any]]] = []
    for word in words:
        middle = (word["top"] + word["bottom"]) / 2
        if rows and abs((rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2 - middle) < _ALIKE + 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word["x0"]) for row in rows]


def _segments(row: Sequence[dict[str, Any]]) -> list[Line]:
    parts: list[list[dict[str, Any]]] = [[row[0]]]
    for word in row[1:]:
        if word["x0"] - parts[-1][-1]["x1"] > _GAP:
            parts.append([])
        parts[-1].append(word)
    return [_line(part) for part in parts]


def _line(words: Sequence[dict[str, Any]]) -> Line:
    return Line(
        " ".join(word["text"] for word in words),
        min(word["x0"] for word in words),
        max(word["x1"] for word in words),
        min(word["top"] for word in words),
        max(word["bottom"] for word in words),
    )


def _joined(segments: Sequence[Line]) -> Line:
    first, last = segments[0], segments[-1]
    return Line(" ".join(s.text for s in segments), first.x0, last.x1, first.top, last.bottom)


def _beside(segment: Line, block: Sequence[Sequence[Line]]) -> bool:
    """Whether a line goes on in one column of a stretch of two: it does not reach into the other,
    and follows close behind.
    """
    last = block[-1][-1]
    is_far = segment.top - last.bottom > 1.6 * (last.bottom - last.top)
    if is_far or pattern("plan_title").match(fold(segment.text)):
        return False
    starts = [row[1].x0 for row in block if len(row) == 2]
    gutter = min(starts) if starts else 0
    return segment.x1 < gutter - 4 or segment.x0 > gutter - 6


def _unfolded(block: Sequence[Sequence[Line]]) -> list[Line]:
    if not block:
        return []
    gutter = min(row[1].x0 for row in block if len(row) == 2)
    left = [s for row in block for s in row if s.x0 < gutter - 6]
    right = [s for row in block for s in row if s.x0 >= gutter - 6]
    return left + right
