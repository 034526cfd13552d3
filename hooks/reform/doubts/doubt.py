"""One thing that is hard to believe."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CODES = (
    "doubt-jump",
    "doubt-decimal-mark",
    "doubt-zero",
    "doubt-fraction",
    "doubt-correction-unexplained",
    "doubt-done-without-evidence",
    "doubt-undone",
    "doubt-same-text",
    "doubt-copied-plan",
    "doubt-phase-gap",
    "doubt-withdrawn-parent",
    "doubt-head-only",
)
"""All there is to doubt, and so all there is to confirm."""


@dataclass(frozen=True)
class Doubt:
    """Something that may well be a slip; ``code`` is one of ``CODES``."""

    code: str
    unit_id: str
    table: str
    item_id: str
    """The id of the row, by which it is confirmed."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What the message names."""
