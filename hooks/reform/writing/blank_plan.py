"""A plan that begins: its record, the bodies of the plan before, and a pattern of every list."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reform.loading.plan_files import LINKS
from reform.model.days import is_plausible_time
from reform.model.kinds import KIND_OF_TABLE, PLAN_LISTS
from reform.model.periods import months
from reform.model.plan_subjects import SUBJECT_SUFFIXES
from reform.sources.table_schemas import Field, Schemas, TableSchema
from reform.writing.plan_order import plan_order
from reform.writing.yaml_text import yaml_text

_SUFFIXES = {suffix: subject for subject, suffix in SUBJECT_SUFFIXES.items() if suffix}
PERIOD = re.compile(rf"(\d{{4}})(?:-(\d{{4}})|-h([12]))?({'|'.join(_SUFFIXES)})?(?:-[2-9])?")
"""How a plan's file is called: its years, its year, or half of it, and its subject."""
_TIME = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", re.ASCII)
_KEPT = ("agency_id", "role_id", "name", "is_standing")
_WIDTH = 34


def first_record(unit_id: str, slug: str, period: str) -> dict[str, Any]:
    """The record that the place of a plan's file decides. ValueError where the period is none."""
    match = PERIOD.fullmatch(period)
    if not match:
        raise ValueError(period)
    first, last, half = int(match[1]), int(match[2] or match[1]), match[3]
    days = (
        months(first, 6 * int(half) - 5, 6) if half else months(first, 1, 12 * (last - first + 1))
    )
    if last < first:
        raise ValueError(period)
    subject = {"subject": _SUFFIXES[match[4]]} if match[4] else {}
    return {
        "plan_id": f"{unit_id}-{slug}-{period}",
        "unit_id": unit_id,
        **subject,
        "kind": "half_year" if half else "annual" if last == first else "multi_year",
        "period_start": days.start.isoformat(),
        "period_end": days.end.isoformat(),
        "text_quality": "good",
    }


def written_day(typed: str) -> str | None:
    """``14/4/2026`` and ``4/2026`` as the data write them, empty where nothing is typed; None
    where it is no day, month or year.
    """
    parts = [part for part in re.split(r"[/.-]", typed.strip()) if part]
    if parts and len(parts[-1]) == 4:
        parts.reverse()
    text = "-".join(part.zfill(2) for part in parts)
    is_time = bool(_TIME.fullmatch(text)) and is_plausible_time(text)
    return text if not text or is_time else None


def blank_plan(
    record: Mapping[str, Any], before: Mapping[str, Any] | None, schemas: Schemas
) -> str:
    """The text of a plan's file with the bodies of the plan before it. What may be added stands in
    comments, list by list, with what each line means.
    """
    document = dict(record)
    if before:
        kept = {key: before[key] for key in ("issuer", "document_symbol") if before.get(key)}
        document = {**kept, **document}
        items = [i for i in before.get("agencies") or () if i.get("withdrawn") is not True]
        document["agencies"] = [{k: i[k] for k in _KEPT if k in i} for i in items]
    text = yaml_text(document, plan_order(schemas))
    return text + "\n" + "".join(f"# {line}".rstrip() + "\n" for line in _patterns(schemas))


def _patterns(schemas: Schemas) -> Iterator[str]:
    """Every list with one item: what it must say, then what it may, each with its title."""
    for name in PLAN_LISTS:
        schema = schemas[name]
        yield ""
        yield f"{schema.descriptor['title']}: {schema.descriptor['description']}"
        yield f"{name}:"
        yield from _item(schema, name)


def _item(schema: TableSchema, name: str) -> Iterator[str]:
    written = [f for f in schema.fields if not f.is_derived]
    must = [f for f in written if f.is_required]
    may = [f for f in written if not f.is_required and not f.name.startswith("withdrawn")]
    lead = "  - "
    for field in (*must, *may):
        head = f"{lead}{field.name}: {_example(field, name)}"
        mark = "*" if field.is_required else " "
        yield f"{head:<{_WIDTH}} # {mark} {field.descriptor['title']}"
        lead = "    "
    for link in LINKS.get(name, ()):
        yield f"    {link.key}: {'[thu-tuc-hanh-chinh]' if link.column == 'area' else '[a01, a02]'}"


def _example(field: Field, table: str) -> str:
    kind = KIND_OF_TABLE[table]
    if field.name == kind.key:
        return f"{kind.letter}01"
    if field.constraints.get("enum"):
        return str(field.constraints["enum"][0])
    example = str(field.descriptor.get("example", ""))
    return example.rpartition("/")[2] if re.search(r"/[a-z]\d+$", example) else example or "…"


def blank_files(schemas: Schemas) -> dict[str, str]:
    """Files to copy: a plan without anything."""
    record = first_record("00000", "ten-don-vi", "2026-2030")
    return {"ke-hoach.txt": blank_plan({**record, "title": "…"}, None, schemas)}
