"""Reports that a sentence asks for: who, to whom, how often, by which day."""

import re
from dataclasses import dataclass
from typing import Any

from reform.drafting.bodies import mentions
from reform.drafting.rows import Row
from reform.drafting.scribe import Scribe, ended
from reform.drafting.times import report_times
from reform.drafting.wording import pattern


@dataclass(frozen=True)
class _Asked:
    """A sentence that asks for a report."""

    text: str
    folded: str
    place: str
    number: int
    reporters: list[str]


class Reports:
    """Writes the reporting duties of a draft."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe

    def read(self, text: str, place: str, number: int, reporters: list[str]) -> list[Row]:
        """The reports that a sentence asks for; none in most."""
        folded = self._scribe.fold(text)
        if not pattern("report_asked").search(folded) or pattern("report_not").search(folded):
            return []
        asked = _Asked(text, folded, place, number, reporters)
        rows = [self._row(asked, period) for period in self._periods(folded) or (None,)]
        onward = self._onward(text, folded)
        if onward:
            rows.append(self._forwarded(text, place, number, onward, rows[0]))
        return rows

    def _periods(self, folded: str) -> list[str]:
        """Several frequencies of one sentence: "báo cáo hằng quý và báo cáo năm"."""
        regular = ("monthly", "quarterly", "half_yearly")
        found = [code for code in regular if pattern(code).search(folded)]
        if re.search(r"bao cao nam|b[a-z]o c[a-z]o n[a-z]m|hang nam|moi nam", folded):
            found.append("yearly")
        return found if len(found) > 1 else []

    def _row(self, asked: "_Asked", period: str | None) -> Row:
        text, folded, place, number = asked.text, asked.folded, asked.place, asked.number
        reporters = asked.reporters
        values: dict[str, Any] = {"text": ended(self._told(text, folded)), "locator": place}
        times = report_times(text, is_lost=self._scribe.is_lost)
        if period:
            times["frequency"] = period
        if reporters:
            values["reporters"] = reporters
        receivers = [i for i in self._receivers(text, folded, number) if i not in reporters]
        if receivers:
            values["receivers"] = receivers
        row = self._scribe.draft.add("reporting_duties", {**values, **times}, number)
        row.quote = text
        return row

    def _told(self, text: str, folded: str) -> str:
        """The part of a sentence that speaks of the report."""
        match = pattern("report_asked").search(folded)
        assert match
        start = max(
            folded.rfind(". ", 0, match.start()) + 2, folded.rfind("; ", 0, match.start()) + 2, 0
        )
        start = 0 if start < 2 else start
        ends = [
            e for e in (folded.find(". ", match.end()), folded.find("; ", match.end())) if e > 0
        ]
        return text[start : min(ends) if ends else len(text)].strip()

    def _receivers(self, text: str, folded: str, number: int) -> list[str]:
        match = pattern("report_asked").search(folded)
        assert match
        told = pattern("receiver").search(folded[match.start() :])
        if not told:
            return []
        start = match.start() + told.start()
        window = text[start : start + 120]
        return self._scribe.bodies.ids_in(window, number)[:2]

    def _onward(self, text: str, folded: str) -> str:
        """The body that gathers the reports of others and hands them on."""
        match = re.search(
            r"\b(?:qua|gui|g[a-z]{1,2}i|ve)\s+(?=phong|van phong|so|trung tam)", folded
        )
        if not match:
            return ""
        found = [m for m in mentions(text, is_lost=self._scribe.is_lost) if m.start >= match.end()]
        if not found or found[0].start - match.end() > 3:
            return ""
        behind = folded[found[0].end : found[0].end + 60]
        if re.search(r"tong hop[^.;]{0,15}(?:trinh|bao cao|b[a-z]o)", behind):
            return found[0].name
        return ""

    def _forwarded(self, text: str, place: str, number: int, name: str, first: Row) -> Row:
        role = next(m.role_id for m in mentions(name, is_lost=self._scribe.is_lost))
        own = self._scribe.bodies.id_of(name, role, number)
        values: dict[str, Any] = {
            "text": first.values["text"],
            "locator": place,
            "reporters": [own],
        }
        values["frequency"] = "ad_hoc" if first.values["frequency"] == "ad_hoc" else "unstated"
        row = self._scribe.draft.add("reporting_duties", values, number)
        row.quote = text
        return row
