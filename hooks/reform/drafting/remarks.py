"""What is odd in the document itself becomes editorial notes: blanks, numbering, contradictions."""

import itertools
import re
from collections import Counter, defaultdict

from reform.drafting.folding import fold
from reform.drafting.letterhead import Number
from reform.drafting.markers import (
    DECIMAL,
    LETTER,
    LETTERS,
    ROMAN,
    ROMANS,
    letter_value,
    roman_value,
)
from reform.drafting.nodes import Node
from reform.drafting.rows import Draft
from reform.drafting.wording import note, words

_TWICE = re.compile(r"\b([^\W\d]{2,}(?: [^\W\d]{2,})?) \1\b", re.IGNORECASE)
_DOUBLED = frozenset(("luôn", "từ", "dần", "ngày", "người", "nhà", "thường", "rõ"))


def add_remarks(draft: Draft, root: Node, number: Number | None) -> None:
    """The notes on a document as a whole and on its outline."""
    named = words()["locators"]
    issued = str(draft.plan.get("issued_on") or "")
    if number and not number.number and not draft.plan.get("promulgated_by"):
        _add(draft, "gap", "number_blank", named["head"], number.source)
    if 0 < len(issued) < 10:
        _add(draft, "gap", "date_blank", named["head"], draft.sources.get("issued_on", 0))
    for node in root.walk():
        _numbering(draft, node)
    _dates(draft)
    _words(draft, root)


def _add(draft: Draft, kind: str, code: str, locator: str, source: int, **values: str) -> None:
    row = {"kind": kind, "text": note(code, **values)}
    if locator:
        row["locator"] = locator
    draft.add("editorial_notes", row, source)


def _numbering(draft: Draft, node: Node) -> None:
    """Numbers left out or used twice among the headings under one heading."""
    for kind in (ROMAN, DECIMAL, LETTER):
        heads = [child for child in node.children if child.kind == kind and not child.is_stray]
        twice = Counter(child.label for child in heads)
        place = node.locator if node.parent else ""
        for label, count in twice.items():
            if count > 1:
                second = [child for child in heads if child.label == label][1]
                full = f"{place}.{label}" if place and kind != DECIMAL else label
                source = second.paragraph.number
                _add(
                    draft,
                    "numbering",
                    "number_twice",
                    second.locator,
                    source,
                    count=str(count),
                    label=full,
                )
        for first, second in itertools.pairwise(heads):
            missing = _missing(kind, first.label, second.label)
            if missing:
                values = {"before": first.label, "after": second.label, "missing": missing}
                values["place"] = place or first.label
                _add(
                    draft,
                    "numbering",
                    "number_missing",
                    second.locator,
                    second.paragraph.number,
                    **values,
                )


def _missing(kind: str, first: str, second: str) -> str:
    """The label between two that follow one another; empty where none is left out."""
    if kind == ROMAN:
        one, two = roman_value(first), roman_value(second)
    elif kind == LETTER:
        one, two = letter_value(first), letter_value(second)
        if (first, second) in (("e", "f"), ("d", "e")) or not one or not two:
            return ""
    else:
        one, two = int(first.rpartition(".")[2]), int(second.rpartition(".")[2])
        if first.count(".") != second.count("."):
            return ""
    if two - one < 2 or two - one > 3:
        return ""
    if kind == DECIMAL:
        head = first.rpartition(".")[0]
        return f"{head}.{one + 1}" if head else str(one + 1)
    return ROMANS[one] if kind == ROMAN else LETTERS[one]


def _dates(draft: Draft) -> None:
    """One document that the plan dates in two ways."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in draft.rows["legal_basis"]:
        match = re.search(
            r"(\d{1,2})\s*(?:/|th\w+)\s*(\d{1,2})\s*(?:/|n\w+)\s*(\d{4})",
            fold(row.values["as_written"]),
        )
        if match:
            written = f"{int(match[1])}/{int(match[2])}/{match[3]}"
            found[row.values["document_id"]].setdefault(written, row.values["locator"])
    for document, dates in found.items():
        if len(dates) > 1:
            (one, first), (other, second) = list(dates.items())[:2]
            _add(
                draft,
                "contradiction",
                "date_twice",
                f"{first}; {second}",
                0,
                number=document,
                one=one,
                other=other,
            )


def _words(draft: Draft, root: Node) -> None:
    """Words that stand twice in a row."""
    for node in root.walk():
        for match in _TWICE.finditer(node.text):
            if match[1].lower() in _DOUBLED or not match[1].islower():
                continue
            _add(
                draft, "spelling", "word_twice", node.locator, node.paragraph.number, words=match[0]
            )
