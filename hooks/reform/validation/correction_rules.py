"""Rules for corrections: a new row supersedes an old one about the same thing, and nothing else."""

from collections.abc import Iterator

from reform.validation.rules import Finding, Row, Surroundings, as_date, short

_SAME = ("indicator_id", "target_id", "period")


def check_correction(row: Row, around: Surroundings) -> Iterator[Finding]:
    """A correction is about the same indicator, target and period, and is entered later."""
    replaced = row["supersedes"]
    older = around.find("observations", "observation_id", replaced) if replaced else {}
    if not older:
        return
    if _comes_back(row, around):
        yield Finding("correction-loop", "supersedes", {"value": short(replaced)})
        return
    for column in _SAME:
        if row[column] != older.get(column):
            values = {
                "field": column,
                "value": row[column] or "",
                "old": older.get(column) or "",
                "replaced": short(replaced),
            }
            yield Finding("correction-of-other", column, values)
    entered, before = row["entered_on"], as_date(older.get("entered_on"))
    if entered and before and entered < before:
        values = {
            "value": f"{entered:%d/%m/%Y}",
            "before": f"{before:%d/%m/%Y}",
            "replaced": short(replaced),
        }
        yield Finding("correction-entered-before", "entered_on", values)


def _comes_back(row: Row, around: Surroundings) -> bool:
    """Whether the chain of what is replaced leads back to the row itself."""
    seen = set()
    step = row["supersedes"]
    while step and step not in seen:
        if step == row["observation_id"]:
            return True
        seen.add(step)
        step = around.find("observations", "observation_id", step).get("supersedes")
    return False


def check_one_live_value(row: Row, around: Surroundings) -> Iterator[Finding]:
    """One indicator, target and period have one value that no other row replaces."""
    subject = (row["unit_id"], *(row[column] for column in _SAME))
    live = around.live_observations[subject]
    if row["observation_id"] in live[1:]:
        values = {"value": row["period"] or "", "first": short(live[0])}
        yield Finding("two-live-values", "period", values)
