"""What every part of the drafting needs at hand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reform.drafting.bodies import Bodies
from reform.drafting.folding import fold
from reform.drafting.known import Known
from reform.drafting.letterhead import Period
from reform.drafting.references import References
from reform.drafting.rows import Draft
from reform.drafting.wording import patterns, words

_SENTENCE = re.compile(
    r"(?<=[^\W\d][.!?])\s+(?=[A-ZĐÀ-ỸẠ-Ỵ“\"]|\d+\s?%)|(?<=[\d%][.!?])\s+(?=[A-ZĐÀ-Ỹ])"
)
_ABBREVIATED = re.compile(r"(?:\b(?:TP|Tp|PGS|TS|ThS|KT|TM|TL|St|v\.v|Mr)\.|\b[A-ZĐ]\.)$")


@dataclass
class Scribe:
    """A draft being written, and what its rows may look up."""

    draft: Draft
    known: Known
    bodies: Bodies
    references: References
    is_lost: bool
    level: str
    """Level of the plan's unit: ``commune`` or ``province``."""
    period: Period | None = None
    phases: dict[tuple[int | None, int], str] = field(default_factory=dict)
    """First and last year of a phase to its id."""

    def fold(self, text: str) -> str:
        """The text folded as this document has to be."""
        return fold(text, is_lost=self.is_lost)

    @property
    def year(self) -> int | None:
        """The only year the plan speaks of; None for several."""
        if self.period and self.period.start.year == self.period.end.year:
            return self.period.start.year
        return None

    def scope(self, clause: str) -> str:
        """The level that a clause speaks of."""
        if self.level != "commune":
            return self.level
        folded = self.fold(clause)
        for code, compiled in patterns("scopes"):
            if compiled.search(folded):
                return code
        return "commune"

    def phase_id(self, years: tuple[int | None, int] | None) -> str | None:
        """The id of a phase; its row is made when it is met first."""
        if not years or not self.period:
            return None
        start, end = years
        if end > self.period.end.year or (start or end) < self.period.start.year:
            return None
        if (start, end) == (self.period.start.year, self.period.end.year):
            return None
        if years not in self.phases:
            titles = words()["phase_titles"]
            title = titles["until" if start is None else "year" if start == end else "span"]
            values = {"title": title.format(start=start, end=end, year=end)}
            if start is not None:
                values["period_start"] = f"{start}-01-01"
            values["period_end"] = f"{end}-12-31"
            self.phases[years] = self.draft.add("phases", values, 0).row_id
        return self.phases[years]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a paragraph."""
    start = 0
    for match in _SENTENCE.finditer(text):
        if _ABBREVIATED.search(text[: match.start()]):
            continue
        yield text[start : match.start()].strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def capitalised(text: str) -> str:
    """The text with a first capital, without the marks that led or closed it."""
    text = text.strip(" ;,.–-+:").strip()
    if text.count("(") != text.count(")"):
        text = text.replace("(", "", 1) if text.count("(") > text.count(")") else text.rstrip(")")
        text = text.strip(" ;,.")
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """A sentence of the document as a row keeps it: one line, no slash at its end, not too long."""
    text = re.sub(r"\s*\./\.?\s*.{0,4}$|\s*/\.\s*$", ".", text).strip(" ;,")
    return text if len(text) <= 2900 else text[:2900].rsplit(" ", 1)[0] + "…"
