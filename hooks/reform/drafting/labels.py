"""Lines that say something of the tasks beside them: "Đơn vị chủ trì: …", "Thời gian: …"."""

import re
from dataclasses import dataclass
from functools import cache

from reform.drafting.wording import pattern

NAMES = ("lead", "support", "timing", "product", "funding", "body", "task")
_PATTERNS = {
    "lead": "lead_label",
    "support": "support_label",
    "timing": "time_label",
    "product": "product_label",
    "funding": "funding_label",
    "body": "body_label",
    "task": "task_label",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what stands behind its colon."""

    name: str
    start: int
    """Where the label begins."""
    value_start: int
    value_end: int


def label_of(folded: str) -> Label | None:
    """The label that a paragraph consists of; None where it is no such line."""
    for name in NAMES:
        match = _line(name).match(folded)
        if match:
            return Label(name, 0, match.end(), len(folded))
    return None


@cache
def _line(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern(_PATTERNS[name]).pattern})\s*(?:\([^)]*\)\s*)?:\s*")


@cache
def _inline(name: str) -> re.Pattern[str]:
    source = pattern(_PATTERNS[name]).pattern
    return re.compile(rf"(?:^|[.;,(]\s*)((?:{source})\s*:)\s*")


def labels_within(folded: str) -> list[Label]:
    """Labels inside the sentence of a task, each up to the next one or the end of its part."""
    found = sorted(
        (match.start(), match.end(), name)
        for name in ("lead", "support", "timing", "product", "funding")
        for match in _inline(name).finditer(folded)
        if match.start(1) > 20
    )
    labels = []
    for place, (start, end, name) in enumerate(found):
        until = found[place + 1][0] if place + 1 < len(found) else len(folded)
        labels.append(Label(name, start, end, until))
    return labels
