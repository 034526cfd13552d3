"""Targets: each clause that promises something becomes a row."""

from collections.abc import Iterable
from typing import Any

from reform.drafting.clauses import Clause, clauses
from reform.drafting.figures import Figure
from reform.drafting.known import SURE
from reform.drafting.nodes import Node, phase_of
from reform.drafting.rows import Doubt, Row
from reform.drafting.scribe import Scribe, ended
from reform.drafting.wording import likely, pattern, words


class Promises:
    """Writes the targets of a draft."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe

    def read(
        self,
        node: Node,
        text: str,
        placement: str,
        *,
        area: str | None = None,
        task_id: str | None = None,
    ) -> list[Row]:
        """The targets in the text of a paragraph. Inside a task only figures promise something."""
        with_counts = placement != "inside_task"
        found = clauses(text, with_counts=with_counts, is_lost=self._scribe.is_lost)
        if area is None and placement == "target_list":
            stated = area_of(above for above in node.ancestors() if not phase_of(above))
            area = stated[0] if stated else None
        if placement == "inside_task":
            found = [
                c for c in found if c.figure and c.figure.unit in ("percent", "percent_of_base")
            ]
        several = len({clause.sentence for clause in found}) > 1
        rows: list[Row] = []
        for clause in found:
            values: dict[str, Any] = {"area": area, "task_id": task_id}
            if clause.is_nested and rows:
                values["parent_id"] = _top(rows[-1])
            place = node.locator
            if several or (placement == "inside_task" and clause.sentence > 1):
                place += ", " + str(words()["locators"]["clause"]).format(n=clause.sentence)
            rows.append(self.add(clause, placement, place, node, values))
        return rows

    def add(
        self, clause: Clause, placement: str, locator: str, node: Node, extra: dict[str, Any]
    ) -> Row:
        """One target."""
        scribe = self._scribe
        doubts: list[Doubt] = []
        text = ended(clause.text)
        values: dict[str, Any] = {"text": text, "locator": locator, "placement": placement}
        values |= _promise(clause, scribe.fold(text))
        phase_id = scribe.phase_id(_years_of(node))
        if phase_id:
            values["phase_id"] = phase_id
        within = str(values.get("rank_within", ""))
        values["scope"] = scribe.scope(text.replace(within, "") if within else text)
        values |= {key: value for key, value in extra.items() if value}
        doubts += self._measured(values, text, has_index=bool(clause.index))
        if clause.figure and clause.figure.change and not clause.figure.baseline:
            doubts.append(Doubt.of("no-baseline", value=f"{clause.figure.value:n}"))
        if clause.figure and clause.figure.unit == "count":
            doubts.append(Doubt.of("count", name=clause.figure.unit_name or ""))
        row = scribe.draft.add("targets", _ordered(values), node.paragraph.number, *doubts)
        row.quote = clause.text
        return row

    def _measured(self, values: dict[str, Any], text: str, *, has_index: bool) -> list[Doubt]:
        """Propose the indicator; where none fits, say so as the schema asks."""
        kind, unit = values["kind"], values.get("unit")
        if kind not in ("quantitative", "rank", "relative") and not has_index:
            return []
        wanted = unit if kind == "quantitative" else None
        found = self._scribe.known.likest(text, wanted)
        if found:
            values["indicator_id"] = found.indicator_id
            if found.score < SURE:
                score = f"{found.score:.0f}"
                return [Doubt.of("indicator-likely", title=found.title, score=score)]
            return []
        if kind in ("quantitative", "rank"):
            values["unlinked_reason"] = words()["no_indicator"]
            return [Doubt.of("indicator-none")]
        return []


def _promise(clause: Clause, folded: str) -> dict[str, Any]:
    """Kind, comparator, value and what belongs to them."""
    figure = clause.figure
    if figure:
        return _of_figure(figure)
    told = pattern("keep_word").search(folded)
    if clause.index or pattern("index").search(folded):
        if pattern("rank_word").search(folded):
            return {"kind": "rank"}
        if told:
            return {"kind": "relative", "comparator_text": clause.text[told.start() : told.end()]}
    if pattern("finish").search(folded) and not clause.index:
        return {"kind": "completion"}
    return {"kind": "qualitative"}


def _of_figure(figure: Figure) -> dict[str, Any]:
    values = {
        "kind": figure.kind,
        "comparator": figure.comparator,
        "comparator_text": figure.comparator_text,
        "value": figure.value,
        "value_from": figure.value_from,
        "out_of": figure.out_of,
        "rank_within": figure.rank_within,
        "change": figure.change,
        "unit": figure.unit,
        "unit_name": figure.unit_name,
        "baseline": figure.baseline,
        "baseline_period": figure.baseline_period,
    }
    if figure.unit == "rank_steps" and figure.comparator == "equals":
        values["comparator"] = "at_least"
    return {key: value for key, value in values.items() if value is not None}


_ORDER = (
    "text", "locator", "placement", "area", "area_inferred", "kind", "comparator",
    "comparator_text", "value", "steps", "value_from", "out_of", "rank_within", "change", "unit",
    "unit_name", "baseline", "baseline_value", "baseline_period", "baseline_source", "phase_id",
    "period_end", "scope", "parent_id", "task_id", "lead", "support", "indicator_id",
    "unlinked_reason",
)  # fmt: skip


def _ordered(values: dict[str, Any]) -> dict[str, Any]:
    return {key: values[key] for key in _ORDER if values.get(key) not in (None, "")}


def _top(row: Row) -> str:
    """The id of the target that a nested one hangs from."""
    return str(row.values.get("parent_id") or row.row_id)


def _years_of(node: Node) -> tuple[int | None, int] | None:
    """The years of the phase that a heading above names."""
    for above in node.ancestors():
        years = phase_of(above)
        if years:
            return years
    return None


def area_of(headings: Iterable[Node]) -> tuple[str, Node] | None:
    """The reform area that one of some headings states, and which heading."""
    for heading in headings:
        if len(heading.text) < 200 and (area := likely("areas", heading.folded)):
            return area, heading
    return None
