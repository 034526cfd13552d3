"""One invented plan: header, phases, legal basis and every list of rows."""

import random
from typing import Any, NamedTuple

from reform.model.plan_subjects import DEFAULT_SUBJECT, SUBJECT_SUFFIXES
from reform.nation.documents import basis_rows
from reform.nation.grammar import Grammar, locator, phrases
from reform.nation.particulars import add_particulars
from reform.nation.targets import target_rows
from reform.nation.units import CountryUnit

Row = dict[str, Any]

_LEADS = {
    "the-che": "van-phong",
    "thu-tuc-hanh-chinh": "phuc-vu-hanh-chinh-cong",
    "to-chuc-bo-may": "van-hoa-xa-hoi",
    "che-do-cong-vu": "van-hoa-xa-hoi",
    "tai-chinh-cong": "kinh-te",
    "chinh-quyen-so": "phuc-vu-hanh-chinh-cong",
    "chi-dao-dieu-hanh": "van-hoa-xa-hoi",
}


class _Period(NamedTuple):
    name: str
    """File name without suffix."""
    kind: str
    start: str
    end: str
    phase_ends: tuple[int, ...]
    weight: int
    """How many communes in a hundred."""


_PERIODS = (
    _Period("2026-2030", "multi_year", "2026-01-01", "2030-12-31", (2027, 2030), 60),
    _Period("2026-2030", "multi_year", "2026-01-01", "2030-12-31", (), 8),
    _Period("2026-2030", "multi_year", "2026-01-01", "2030-12-31", (2026, 2028, 2030), 4),
    _Period("2026", "annual", "2026-01-01", "2026-12-31", (), 18),
    _Period("2025-h2", "half_year", "2025-07-01", "2025-12-31", (), 10),
)


def invented_plan(unit: CountryUnit, seed: int, documents: list[Row]) -> tuple[str, Row]:
    """File name without suffix, and the plan of `unit`; the same for the same seed."""
    rng = random.Random(f"{seed}-{unit.code}")  # noqa: S311 - not for secrets
    period = rng.choices(_PERIODS, weights=[p.weight for p in _PERIODS])[0]
    year = period.start[:4]
    grammar = Grammar(
        rng, commune=unit.full_name, kind=unit.kind, start=year, end=period.end[:4], year=year
    )
    plan = _header(rng, grammar, unit, period)
    lists = _lists(rng, grammar, period, documents)
    by_role = {row["role_id"]: row["agency_id"] for row in lists["agencies"]}
    plan |= {key: rows for key, rows in lists.items() if rows}
    add_particulars(random.Random(f"{seed}-{unit.code}-more"), plan, by_role)  # noqa: S311 - the same
    suffix = SUBJECT_SUFFIXES[plan.get("subject", DEFAULT_SUBJECT)]
    return f"{period.name}{suffix}", plan


def _lists(
    rng: random.Random, grammar: Grammar, period: _Period, documents: list[Row]
) -> dict[str, list[Row]]:
    phases = _phases(grammar, int(period.start[:4]), period.phase_ends)
    agencies = _agencies(grammar)
    by_role = {row["role_id"]: row["agency_id"] for row in agencies}
    phase_ids = [row["phase_id"] for row in phases]
    by_area = period.kind != "multi_year"
    return {
        "phases": phases,
        "legal_basis": basis_rows(rng, documents),
        "agencies": agencies,
        "objectives": _objectives(rng, grammar),
        "prior_results": _prior_results(rng, int(period.start[:4]) - 1),
        "targets": target_rows(rng, grammar, phase_ids, by_area=by_area),
        "tasks": _tasks(rng, grammar, by_role),
        "solutions": _solutions(rng, grammar),
        "duties": _duties(rng, grammar, agencies),
        "reporting_duties": _reports(rng, agencies, period.end),
        "annexes": _annexes(rng),
        "editorial_notes": _notes(rng, grammar),
    }


def _header(rng: random.Random, grammar: Grammar, unit: CountryUnit, period: _Period) -> Row:
    material = phrases()
    first_month = int(period.start[5:7])
    month = f"{period.start[:4]}-{first_month + rng.randint(0, 5):02d}"
    row: Row = {
        "plan_id": f"{unit.code}-{unit.slug}-{period.name}",
        "unit_id": unit.code,
        "title": f"{material['marker']} {grammar.one_of(material['titles'][period.kind])}",
        "kind": period.kind,
        "period_start": period.start,
        "period_end": period.end,
        "document_symbol": "KH-UBND",
        "issued_on": month if rng.random() < 0.4 else f"{month}-{rng.randint(1, 28):02d}",
        "issuer": grammar.fill(material["issuer"]),
        "signed_as": rng.choice(material["signed_as"]),
        "text_quality": rng.choices(["good", "minor_defects", "lost_diacritics"], [12, 6, 1])[0],
    }
    if rng.random() < 0.7:
        row["document_number"] = str(rng.randint(1, 320))
    if rng.random() < 0.8:
        row |= {"funding": grammar.one_of(material["funding"]), "funding_locator": "IV"}
    return row


def _phases(grammar: Grammar, first: int, cuts: tuple[int, ...]) -> list[Row]:
    starts = (first, *(cut + 1 for cut in cuts[:-1]))
    return [
        {
            "phase_id": f"p{n}",
            "title": grammar.fill(phrases()["phase_title"], start=str(start), end=str(end)),
            "period_start": f"{start}-01-01",
            "period_end": f"{end}-12-31",
        }
        for n, (start, end) in enumerate(zip(starts, cuts, strict=False), 1)
    ]


def _numbered(key: str, prefix: str, rows: list[Row], digits: int = 2) -> list[Row]:
    return [{key: f"{prefix}{n:0{digits}d}", **row} for n, row in enumerate(rows, 1)]


def _agencies(grammar: Grammar) -> list[Row]:
    rows = []
    for role, names in phrases()["agencies"].items():
        row: Row = {"role_id": role, "name": grammar.one_of(names)}
        if role == "van-hoa-xa-hoi":
            row["is_standing"] = True
        rows.append(row)
    return _numbered("agency_id", "a", rows)


def _objectives(rng: random.Random, grammar: Grammar) -> list[Row]:
    rows = []
    for kind, name, place in (
        ("objective", "objectives", "I.1"),
        ("requirement", "requirements", "I.3"),
    ):
        for n, line in enumerate(rng.sample(phrases()[name], k=3), 1):
            rows.append({"kind": kind, "text": grammar.fill(line), "locator": locator(place, n)})
    return _numbered("objective_id", "o", rows)


def _prior_results(rng: random.Random, year: int) -> list[Row]:
    rows: list[Row] = []
    for n, sentence in enumerate(phrases()["prior_results"], 1):
        value = rng.randint(70, 99)
        row = {"text": sentence.format(value=value), "value": value, "unit": "percent"}
        rows.append(row | {"period": str(year), "locator": locator("I", n)})
    return _numbered("prior_result_id", "e", rows)


def _tasks(rng: random.Random, grammar: Grammar, by_role: dict[str, str]) -> list[Row]:
    rows: list[Row] = []
    for section, (area, lines) in enumerate(phrases()["tasks"].items(), 1):
        for n in range(1, rng.randint(4, 8)):
            row: Row = {
                "text": grammar.one_of(lines),
                "locator": locator(f"II.{section}", n),
                "area": area,
            }
            if rng.random() < 0.6:
                row |= {"lead": [by_role[_LEADS[area]]], "support": [by_role["cac-phong-don-vi"]]}
            if rng.random() < 0.5:
                row["timing"] = grammar.one_of(phrases()["often"])
                row["recurrence"] = rng.choice(["ongoing", "yearly", "quarterly"])
            elif rng.random() < 0.5:
                row["due"] = rng.choice(["2026", "2026-Q3", "2026-H1", "2026-09-30", "2027-12"])
                row["product"] = rng.choice(phrases()["products"])
                row["funding"] = rng.choice(phrases()["task_funding"])
            if rng.random() < 0.02:
                row["uncertain"] = True
            rows.append(row)
    extra = [dict(row, text=grammar.one_of(phrases()["tasks"][row["area"]])) for row in rows[:6]]
    return _numbered("task_id", "k", rows + extra)


def _solutions(rng: random.Random, grammar: Grammar) -> list[Row]:
    lines = enumerate(rng.sample(phrases()["solutions"], k=4), 1)
    rows = [{"text": grammar.fill(line), "locator": locator(f"III.{n}", 1)} for n, line in lines]
    return _numbered("solution_id", "s", rows)


def _duties(rng: random.Random, grammar: Grammar, agencies: list[Row]) -> list[Row]:
    rows: list[Row] = []
    areas = list(phrases()["tasks"])
    for section, agency in enumerate(agencies, 1):
        for n, line in enumerate(rng.sample(phrases()["duties"], k=rng.randint(2, 4)), 1):
            area = rng.choice(areas)
            text = grammar.fill(line, area_name=phrases()["area_names"][area])
            row: Row = {"text": text, "locator": locator(f"V.{section}", n)}
            row["requested" if agency["role_id"] == "mat-tran-doan-the" else "lead"] = [
                agency["agency_id"]
            ]
            if "{area_name}" in line:
                row["areas"] = [area]
            rows.append(row)
    return _numbered("duty_id", "d", rows)


def _reports(rng: random.Random, agencies: list[Row], end: str) -> list[Row]:
    rows = []
    for n, spec in enumerate(rng.sample(phrases()["reporting"], k=3), 1):
        row = {**spec, "locator": locator("V.1", n), "reporters": [agencies[0]["agency_id"]]}
        rows.append(row | ({"due": end[:4]} if spec["frequency"] == "once" else {}))
    return _numbered("reporting_duty_id", "r", rows)


def _annexes(rng: random.Random) -> list[Row]:
    titles = rng.sample(phrases()["annexes"], k=rng.randint(0, 2))
    rows = [
        {"label": "I" * n, "title": title, "locator": "I.2", "is_published": rng.random() < 0.3}
        for n, title in enumerate(titles, 1)
    ]
    return _numbered("annex_id", "x", rows, digits=1)


def _notes(rng: random.Random, grammar: Grammar) -> list[Row]:
    rows = [{"kind": "context", "text": grammar.fill(phrases()["context_note"])}]
    rows.extend(
        {"kind": spec["kind"], "text": grammar.fill(spec["text"]), "locator": "I.2"}
        for spec in rng.sample(phrases()["notes"], k=rng.randint(3, 7))
    )
    return _numbered("note_id", "n", rows)
