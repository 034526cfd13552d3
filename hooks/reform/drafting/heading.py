"""The record at the top of a plan: whose it is, its number, day, title and period."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reform.drafting.blocks import Reading
from reform.drafting.folding import fold
from reform.drafting.known import Known
from reform.drafting.letterhead import (
    Number,
    Period,
    issued_in,
    number_in,
    period_of,
    signed_as,
    title_of,
)
from reform.drafting.rows import Doubt
from reform.drafting.sheet import Sheet
from reform.drafting.unit_finding import find_unit
from reform.drafting.wording import pattern, patterns, words
from reform.model.plan_subjects import DEFAULT_SUBJECT, SUBJECT_SUFFIXES
from reform.sources.units import RegisteredUnit
from reform.validation.plan_rules import period_stem


@dataclass
class Head:
    """What the head of a document says."""

    plan: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    unit: RegisteredUnit | None = None
    period: Period | None = None
    number: Number | None = None
    decision: Number | None = None
    """Number of the decision that promulgates the plan, where it stands in the same file."""

    @property
    def stem(self) -> str:
        """Name of the plan's file without its ending; empty where the period is unknown."""
        period = period_stem(self.period.start, self.period.end) if self.period else None
        return f"{period}{SUBJECT_SUFFIXES[self.subject]}" if period else ""

    @property
    def subject(self) -> str:
        """What the plan is about, by its title."""
        folded = fold(str(self.plan.get("title", "")))
        found = (code for code, compiled in patterns("subjects") if compiled.search(folded))
        return next(found, DEFAULT_SUBJECT)


def read_head(sheet: Sheet, reading: Reading, known: Known, as_of: date, *, is_lost: bool) -> Head:
    """The record of a plan; what the document does not say is left out."""
    head = Head()
    title = title_of(sheet) if sheet.title else ""
    issued = issued_in([*sheet.head, *sheet.decision])
    day = issued.day if issued else None
    if day and day > as_of.isoformat()[: len(day)]:
        head.doubts.append(Doubt.of("future-day", day=day))
    number = number_in([*sheet.head, *sheet.decision], is_lost=is_lost)
    head.number = number
    if sheet.decision and number:
        head.decision, head.number = number, None
    elif sheet.annexed:
        head.number = None
    if sheet.annexed and not day:
        day = _annexed_day(sheet.annexed.text)
    head.period = period_of(
        f"{title} {sheet.annexed.text if sheet.annexed and not title else ''}", day
    )
    _fill(head, title, day, signed_as(sheet.foot) or signed_as(sheet.decision))
    whole = fold(" ".join(p.text for p in reading.paragraphs()))
    _find(head, sheet, whole, known, issued.place if issued else "")
    _fill_unit(head, sheet)
    if issued:
        head.sources["issued_on"] = issued.source
    if head.number:
        head.sources["document_symbol"] = head.number.source
    if sheet.title:
        head.sources["title"] = sheet.title[0].number
    else:
        head.doubts.append(Doubt.of("title-missing"))
    if head.period is None or head.period.is_guessed:
        head.doubts.append(Doubt.of("period-guessed"))
    return head


def _annexed_day(text: str) -> str | None:
    """The day of the decision under whose title the plan stands."""
    from reform.drafting.citations import citations  # noqa: PLC0415

    found = citations(text)
    return found[0].issued_on if found else None


def _find(head: Head, sheet: Sheet, whole: str, known: Known, place: str) -> None:
    """The unit, by the lines of the head, the title, the grounds, the place of issue."""
    day, title = head.plan.get("issued_on"), str(head.plan.get("title", ""))
    head_lines = [p.text for p in (*sheet.head, *sheet.decision[:4])]
    lines = [line for line in head_lines if not pattern("motto").search(fold(line))]
    annexed = sheet.annexed.text if sheet.annexed else ""
    grounds = [p.text[-200:] for p in sheet.grounds]
    found = find_unit([" ".join(lines[:12])], "", whole, day, known.register)
    if not found.unit:
        found = find_unit([title, annexed], "", whole, day, known.register)
        if not found.unit:
            found = find_unit(grounds, "", whole, day, known.register)
        if not found.unit or found.unit.level == "province":
            nearer = find_unit([], place, whole, day, known.register)
            is_nearer = nearer.unit and nearer.unit.level == "commune"
            found = nearer if is_nearer or not found.unit else found
    head.unit = found.unit
    head.doubts += found.doubts


def _fill(head: Head, title: str, day: str | None, signed: str | None) -> None:
    """What the document says of itself, in the order of the schema."""
    number, period = head.number, head.period
    told = {
        "title": title,
        "kind": period.kind if period else None,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "document_number": number.number if number else None,
        "document_symbol": number.symbol if number else None,
        "issued_on": day,
        "signed_as": signed,
    }
    head.plan = {key: value for key, value in told.items() if value}


def _fill_unit(head: Head, sheet: Sheet) -> None:
    """The plan's id, its unit and its issuer."""
    unit = head.unit
    if not unit:
        return
    own = {"plan_id": f"{unit.code}-{unit.slug}-{head.stem}"} if head.stem else {}
    is_chair = sheet.annexed and "chu tich" in fold(sheet.annexed.text) and not sheet.decision
    body = f"{words()['committee']} {unit.name[:1].lower()}{unit.name[1:]}"
    issuer = f"{words()['chair']} {body}" if is_chair else body
    head.plan = {**own, "unit_id": unit.unit_id, **head.plan, "issuer": issuer}
    if head.subject != DEFAULT_SUBJECT:
        head.plan["subject"] = head.subject
