"""Counts of statuses that add up, and say what they leave out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reform.model.derived_rows import Status, TargetStatus


@dataclass(frozen=True, slots=True)
class StatusCount:
    """Targets by status; ``counted`` and what is left out make up ``total``."""

    by_status: Mapping[Status, int]
    """Every status but ``other_level``, to the targets that count."""
    counted: int
    other_level: int
    """Targets of another level: in no total."""
    unclear: int
    """Targets whose level the document leaves open: shown, but in no total."""

    @property
    def total(self) -> int:
        """All targets that were not withdrawn."""
        return self.counted + self.other_level + self.unclear

    @property
    def reported(self) -> int:
        """Targets of which some figure is known."""
        return sum(
            self.by_status[status] for status in (Status.UNDER_WAY, Status.MET, Status.NOT_MET)
        )


def count_statuses(rows: Iterable[TargetStatus]) -> StatusCount:
    """The counts of some targets."""
    by_status: dict[Status, int] = {s: 0 for s in Status if s is not Status.OTHER_LEVEL}
    other_level = unclear = 0
    for row in rows:
        if row.in_totals:
            by_status[row.status] += 1
        elif row.status is Status.OTHER_LEVEL:
            other_level += 1
        else:
            unclear += 1
    return StatusCount(by_status, sum(by_status.values()), other_level, unclear)
