"""What the project knows already: units, legal documents, indicators. Drafts point to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from reform.drafting.folding import squeezed
from reform.layout import Layout
from reform.problems import DataError
from reform.sources.csv_files import read_csv
from reform.sources.unit_lists import read_units
from reform.sources.units import UnitRegister
from reform.sources.yaml_files import read_yaml

LIKELY = 78.0
"""Likeness, of 100, from which on an indicator is proposed."""
SURE = 88.0
"""Likeness from which on the proposal is not marked."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """An indicator that a promise may be measured by."""

    indicator_id: str
    title: str
    unit: str
    score: float


@dataclass(frozen=True)
class Known:
    """Lists of the project."""

    register: UnitRegister
    documents: tuple[Mapping[str, str], ...]
    """Rows of ``legal_documents``."""
    indicators: tuple[Mapping[str, Any], ...]

    def likest(self, clause: str, unit: str | None) -> Likeness | None:
        """The indicator whose title or other names a clause resembles most; None where none."""
        wanted = _words(clause)
        best: Likeness | None = None
        for row in self.indicators:
            if unit not in (None, row.get("unit")):
                continue
            for phrase in (row["title"], *(row.get("aliases") or ())):
                score = _likeness(wanted, _words(str(phrase)))
                if _is_named(clause, str(phrase)):
                    score = max(score, SURE + 1)
                if score >= LIKELY and (best is None or score > best.score):
                    best = Likeness(row["indicator_id"], row["title"], row["unit"], score)
        return best


def _is_named(clause: str, phrase: str) -> bool:
    """Whether a clause holds the abbreviation by which an indicator is known: ``(SIPAS)``."""
    short = re.search(r"\(([A-Z][A-Za-z -]{2,12})\)", phrase)
    return bool(short and re.search(rf"\b{short[1]}\b", clause, re.IGNORECASE))


def _words(text: str) -> str:
    text = re.sub(r"\d+(?:[.,]\d+)*\s*%?", " ", text)
    return _long(squeezed(text))


_SHORT = (
    (r"\btthc\b", "thu tuc hanh chinh"),
    (r"\bdvc\b", "dich vu cong"),
    (r"\bcchc\b", "cai cach hanh chinh"),
    (
        r"\bty le|muc do|dat|toi thieu|it nhat|tren|phan dau|bao dam|dam bao|tu|tro len|trong do\b",
        " ",
    ),
)


def _long(words: str) -> str:
    for short, full in _SHORT:
        words = re.sub(short, full, words)
    return " ".join(words.split())


def _likeness(wanted: str, phrase: str) -> float:
    if not wanted or not phrase:
        return 0.0
    whole = fuzz.token_sort_ratio(wanted, phrase)
    part = fuzz.token_set_ratio(wanted, phrase) if len(phrase.split()) > 2 else 0.0
    return max(whole, 0.55 * part + 0.45 * fuzz.partial_ratio(phrase, wanted))


def read_known(layout: Layout) -> Known:
    """The lists of a project; raises DataError where one cannot be read."""
    register = read_units(layout.vocabulary / "former_communes.csv", layout.invented_units)
    documents: tuple[Mapping[str, str], ...] = ()
    if layout.legal_documents.exists():
        name = layout.name(layout.legal_documents)
        table, problems = read_csv(layout.legal_documents, name, is_shared=True)
        if table is None:
            raise DataError(tuple(problems))
        documents = tuple(row.values for row in table.rows)
    path = layout.vocabulary / "indicators.yaml"
    document, wrong = read_yaml(path, layout.name(path))
    if not isinstance(document, dict):
        raise DataError(tuple(wrong))
    return Known(register, documents, tuple(document.get("indicators") or ()))
