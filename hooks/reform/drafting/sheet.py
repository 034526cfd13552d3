"""The parts of an administrative document: head, decision, title, grounds, body, foot, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reform.drafting.blocks import Paragraph, Piece, Reading, Table
from reform.drafting.folding import fold
from reform.drafting.markers import DECIMAL, PART, ROMAN, mark_of
from reform.drafting.wording import pattern

_LONGEST_TITLE = 400
_TITLE_LINES = 6


@dataclass
class Sheet:
    """The pieces of a document by what they are for."""

    head: list[Paragraph] = field(default_factory=list)
    decision: list[Paragraph] = field(default_factory=list)
    """The decision that promulgates the plan, where it stands in the same file."""
    title: list[Paragraph] = field(default_factory=list)
    annexed: Paragraph | None = None
    """The line under the title that names the decision it belongs to."""
    grounds: list[Paragraph] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    foot: list[Paragraph] = field(default_factory=list)
    annexes: list[Piece] = field(default_factory=list)


def sheet_of(reading: Reading) -> Sheet:
    """The document in its parts; a part that it does not have is empty."""
    pieces = list(reading.pieces)
    start = _body_start(pieces)
    title = _title_at(pieces, start)
    sheet = Sheet()
    before = _texts(pieces[: title if title is not None else start])
    decision = next(
        (i for i, p in enumerate(before) if pattern("decision_title").match(fold(p.text))), None
    )
    has_articles = any(pattern("article").match(fold(p.text)) for p in before)
    cut = decision if decision is not None and has_articles else len(before)
    sheet.head, sheet.decision = before[:cut], before[cut:]
    if title is not None:
        _read_title(sheet, _texts(pieces[title:start]))
    else:
        sheet.grounds = [p for p in before if pattern("ground").match(fold(p.text))]
    _read_rest(sheet, pieces[start:])
    return sheet


def _texts(pieces: Sequence[Piece]) -> list[Paragraph]:
    return [piece for piece in pieces if isinstance(piece, Paragraph)]


def _body_start(pieces: Sequence[Piece]) -> int:
    """Index of the first heading of the body: ``A.`` or ``I.``, else ``1.``; all where none."""
    for kinds in ((ROMAN, PART), (DECIMAL,)):
        for index, piece in enumerate(pieces):
            mark = mark_of(piece.text) if isinstance(piece, Paragraph) else None
            if mark and mark.kind in kinds and mark.label in ("I", "A", "1"):
                return index
    after = _title_at(pieces, len(pieces))
    return len(pieces) if after is None else min(after + 2, len(pieces))


def _title_at(pieces: Sequence[Piece], end: int) -> int | None:
    """Index of the title of the plan: the last one before the body."""
    found = None
    for index, piece in enumerate(pieces[:end]):
        if isinstance(piece, Paragraph) and _is_title(piece.text):
            found = index
    return found


def _is_title(text: str) -> bool:
    match = pattern("plan_title").match(fold(text))
    if not match or len(text) > _LONGEST_TITLE:
        return False
    return text[: match.end()].isupper()


def _read_title(sheet: Sheet, rest: list[Paragraph]) -> None:
    """The title, the line that names a decision, and the grounds behind them."""
    sheet.title.append(rest[0])
    is_bare = bool(re.fullmatch(r"\W*\w+\s?\w*\W*", rest[0].text))
    for place, paragraph in enumerate(rest[1:], 1):
        folded = fold(paragraph.text)
        if pattern("annexed").match(folded):
            sheet.annexed = paragraph
        elif sheet.annexed and folded[:4] in ("cua ", "ciia", "ngay") and len(folded) < 160:
            joined = f"{sheet.annexed.text} {paragraph.text}"
            sheet.annexed = Paragraph(sheet.annexed.number, joined, paragraph.page)
        elif (
            not sheet.grounds
            and not sheet.annexed
            and ((is_bare and place == 1) or (place < _TITLE_LINES and _goes_on(paragraph.text)))
        ):
            sheet.title.append(paragraph)
        else:
            sheet.grounds.append(paragraph)


def _goes_on(text: str) -> bool:
    """Whether a line under a title belongs to it."""
    if pattern("ground").match(fold(text)) or len(text) > 200:
        return False
    return not text.rstrip().endswith((";", ".", ":", ","))


def _read_rest(sheet: Sheet, pieces: list[Piece]) -> None:
    """Body, foot, annexes."""
    part: list[Piece] = sheet.body
    for piece in pieces:
        folded = fold(piece.text) if isinstance(piece, Paragraph) else ""
        if isinstance(piece, Table):
            target = sheet.annexes if part is not sheet.body else part
            target.append(piece)
            continue
        if pattern("annex_title").match(folded) and _leads_annex(piece.text):
            part = sheet.annexes
        elif (part is sheet.body and pattern("recipients").match(folded) and len(folded) < 60) or (
            part is sheet.body and _is_signature(piece.text)
        ):
            sheet.foot.append(piece)
            part = list(sheet.foot)
            continue
        if part is sheet.body or part is sheet.annexes:
            part.append(piece)
        else:
            sheet.foot.append(piece)


def _leads_annex(text: str) -> bool:
    """Whether a paragraph that begins with the word for annex is the title of one."""
    return len(text) < 200 and (text[:7].isupper() or len(text) < 25)


def _is_signature(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(
        pattern("signature").match(fold(text))
        and letters
        and sum(map(str.isupper, letters)) > 0.7 * len(letters)
    )
