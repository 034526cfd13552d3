"""What was read of what each commune reports: for the editor who asks whether it arrived."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reform.model import Catalogue


@dataclass(frozen=True, slots=True)
class ReportedFigures:
    """The figures of one commune."""

    unit_id: str
    count: int
    """All rows, those that were corrected included."""
    unmatched: tuple[str, ...]
    """Short ids of figures about an indicator that no target of the commune is linked to."""


def reported_figures(catalogue: Catalogue) -> Iterator[ReportedFigures]:
    """Every commune with figures, in the order of the codes."""
    promised: defaultdict[str, set[str]] = defaultdict(set)
    owners = {plan.plan_id: plan.unit_id for plan in catalogue.plans}
    for target in catalogue.targets:
        if target.indicator_id:
            promised[owners[target.plan_id]].add(target.indicator_id)
    for code in sorted({row.unit_id for row in catalogue.observations}):
        figures = catalogue.observations_from(code)
        unmatched = (
            row.observation_id.rpartition("/")[2]
            for row in figures
            if not row.target_id and row.indicator_id not in promised[code]
        )
        yield ReportedFigures(code, len(figures), tuple(unmatched))
