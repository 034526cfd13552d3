"""Annexes: which ones a plan names, and what the rows of their tables say."""

from typing import Any

from reform.drafting.blocks import Paragraph
from reform.drafting.folding import fold
from reform.drafting.nodes import Node
from reform.drafting.rows import Draft, Row
from reform.drafting.sheet import Sheet
from reform.drafting.wording import note, pattern, words


def named_annexes(draft: Draft, root: Node, sheet: Sheet) -> None:
    """A row for each annex that the body names or the file holds; a note where one is missing."""
    held = _held(sheet)
    seen: dict[str, str] = {}
    for node in root.walk():
        folded = node.folded
        if "nghi quyet" in folded or "quyet dinh" in folded:
            continue
        for match in pattern("annex_mention").finditer(folded):
            label = _label(match[1])
            if label not in seen:
                seen[label] = node.locator
                _annex(draft, label, node.locator, node.paragraph.number, held)
    for label, (number, title) in held.items():
        if label not in seen:
            row = _annex(draft, label, label, number, held)
            if title:
                row.values["title"] = title
    for label, place in seen.items():
        if label not in held and (label or not held):
            values = {"kind": "gap", "text": note("annex_missing", label=label), "locator": place}
            draft.add("editorial_notes", values, 0)


def _label(written: str | None) -> str:
    annex = str(words()["annex"])
    return f"{annex} {written.upper()}" if written else annex


def _held(sheet: Sheet) -> dict[str, tuple[int, str]]:
    """Label of each annex of the file to the number and title of its first paragraph."""
    found: dict[str, tuple[int, str]] = {}
    for place, piece in enumerate(sheet.annexes):
        if not isinstance(piece, Paragraph):
            continue
        match = pattern("annex_title").match(fold(piece.text))
        told = pattern("annex_mention").match(fold(piece.text)) if match else None
        if told:
            rest = piece.text[told.end() :].strip(" .:-–")
            after = sheet.annexes[place + 1] if place + 1 < len(sheet.annexes) else None
            title = rest or (after.text if isinstance(after, Paragraph) else "")
            found.setdefault(_label(told[1]), (piece.number, title[:300]))
    return found


def _annex(
    draft: Draft, label: str, locator: str, number: int, held: dict[str, tuple[int, str]]
) -> Row:
    values: dict[str, Any] = {"label": label}
    if label in held and held[label][1]:
        values["title"] = held[label][1]
    values |= {"locator": locator, "is_published": label in held}
    return draft.add("annexes", values, number)
