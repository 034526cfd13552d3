"""Invented targets, with the awkward cases of real plans: nested, bare, relative, uncertain."""

import random
from typing import Any

from reform.nation.grammar import Grammar, locator, phrases

Row = dict[str, Any]


def target_rows(
    rng: random.Random, grammar: Grammar, phases: list[str], *, by_area: bool
) -> list[Row]:
    """About twenty targets; `by_area` puts aims under their areas, as one-year plans do."""
    rows: list[Row] = []
    chosen = rng.sample(phrases()["targets"], k=rng.randint(13, 16))
    for spec in chosen:
        row = _measured(rng, grammar, spec)
        _place(rng, row, spec.get("area"), phases, by_area=by_area)
        target_id = _append(rows, row)
        if "child" in spec and rng.random() < 0.7:
            child = _measured(
                rng,
                grammar,
                {"unit": "percent", "comparators": ["at_least", "equals"], **spec["child"]},
            )
            _place(rng, child, spec.get("area"), phases, by_area=by_area)
            child |= {key: row[key] for key in ("phase_id", "placement", "locator") if key in row}
            _append(rows, child | {"parent_id": target_id})
    for name, kind in (("completions", "completion"), ("qualities", "qualitative")):
        for sentence in rng.sample(phrases()[name], k=2):
            row = {"text": grammar.fill(sentence), "kind": kind, "scope": "commune"}
            _place(rng, row, None, phases, by_area=by_area)
            _append(rows, row)
    return rows


def _append(rows: list[Row], row: Row) -> str:
    target_id = f"t{len(rows) + 1:02d}"
    rows.append({"target_id": target_id, **row})
    return target_id


def _measured(rng: random.Random, grammar: Grammar, spec: Row) -> Row:
    """A target with a value, or (one in thirty) with the value left blank in the document."""
    comparator = rng.choice(spec["comparators"])
    # A document may promise more than 95 %, never more than 100 %.
    is_open = comparator in ("more_than", "less_than")
    value = rng.choice([n for n in spec["values"] if not (is_open and n == 100)])
    number = f"{value:g}".replace(".", ",")
    is_blank = rng.random() < 1 / 30
    unit = phrases()["units"][spec["unit"]]
    shown = unit.format(number=phrases()["blank"] if is_blank else number)
    figure = rng.choice(phrases()["figures"][comparator]).format(value=shown)
    row: Row = {
        "text": grammar.one_of(spec["texts"], figure=figure),
        "kind": spec.get("kind", "quantitative"),
        "scope": rng.choices(["commune", "all_levels", "unclear"], weights=[18, 1, 1])[0],
    }
    if is_blank:
        row |= {"kind": "qualitative", "uncertain": True}
    else:
        row |= {"comparator": comparator, "value": value, "unit": spec["unit"]}
        row |= spec.get("against", {})
    if spec.get("indicator"):
        return row | {"indicator_id": spec["indicator"]}
    return row | {"unlinked_reason": spec["unlinked"]}


def _place(
    rng: random.Random, row: Row, area: str | None, phases: list[str], *, by_area: bool
) -> None:
    """Where in the document the target stands, and what follows from it."""
    bullet = rng.randint(1, 9)
    if by_area and area:
        section = list(phrases()["tasks"]).index(area) + 1
        row |= {
            "placement": "area_aim",
            "area": area,
            "locator": locator(f"II.{section}.1", bullet),
        }
        return
    if row["kind"] == "rank" and rng.random() < 0.3:
        row |= {"placement": "general_aim", "locator": locator("I.1", bullet)}
        return
    row |= {"placement": "target_list", "locator": locator("I.2", bullet)}
    if area:
        row["area_inferred"] = area
    if phases:
        row["phase_id"] = rng.choice(phases)
