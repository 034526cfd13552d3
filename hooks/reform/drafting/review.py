"""The page on which a draft is reviewed: the document on one side, its rows on the other."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reform.drafting.assembling import Drafted
from reform.drafting.blocks import Paragraph
from reform.drafting.rows import Row
from reform.drafting.wording import words
from reform.drafting.writing import doubt_text
from reform.model.kinds import KIND_OF_TABLE, PLAN_LISTS
from reform.rendering.environment import environment
from reform.sources.table_schemas import Schemas

_HIDDEN = ("text", "locator", "as_written", "name", "label", "uncertain")
_LINKS = ("lead", "support", "requested", "reporters", "receivers")


@dataclass(frozen=True)
class Part:
    """A stretch of a text, and whether it is a figure that the draft took from it."""

    text: str
    is_figure: bool


@dataclass(frozen=True)
class PieceView:
    """A piece of the document."""

    number: int
    parts: tuple[Part, ...]
    rows: tuple[tuple[str, ...], ...]
    """Cells of a table; empty for a paragraph."""
    row_ids: tuple[str, ...]
    """Rows that were read in it."""
    is_skipped: bool


@dataclass(frozen=True)
class Cell:
    """A value of a row under the title of its column."""

    title: str
    value: str


@dataclass(frozen=True)
class RowView:
    """A row of the draft."""

    row_id: str
    table_title: str
    locator: str
    text: str
    quote: tuple[Part, ...]
    cells: tuple[Cell, ...]
    source: int
    doubts: tuple[str, ...]


def review_page(
    drafted: Drafted, schemas: Schemas, labels: Mapping[tuple[str, str], str], name: str
) -> str:
    """One file that needs no other: everything from the document is escaped, nothing is fetched."""
    draft = drafted.draft
    views = [_row_view(row, drafted, schemas, labels) for row in draft.all_rows()]
    doubtful = [view for view in views if view.doubts]
    template = environment().get_template("drafting/review.html.j2")
    return template.render(
        name=name,
        title=draft.plan.get("title") or name,
        doubts=[doubt_text(doubt) for doubt in draft.doubts],
        head=_cells("plans", draft.plan, drafted, schemas, labels),
        pieces=_pieces(drafted, draft),
        left=[(left.text, words()["left"][left.reason]) for left in drafted.reading.left],
        doubtful=doubtful,
        tables=[
            (
                schemas[table].descriptor["title"],
                [v for v in views if v.row_id[:1] == KIND_OF_TABLE[table].letter],
            )
            for table in PLAN_LISTS
            if draft.rows[table]
        ],
        documents=draft.documents,
    )


def _pieces(drafted: Drafted, draft: Any) -> list[PieceView]:
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for row in draft.all_rows():
        rows[row.source].append(row)
    taken = {*draft.used, *draft.sources.values()}
    found = []
    for piece in drafted.reading.pieces:
        own = rows[piece.number]
        text = piece.text if isinstance(piece, Paragraph) else ""
        values = [row.values["value"] for row in own if "value" in row.values]
        found.append(
            PieceView(
                piece.number,
                _marked(text, values),
                () if isinstance(piece, Paragraph) else piece.rows,
                tuple(row.row_id for row in own),
                piece.number not in taken and not own,
            )
        )
    return found


def _row_view(
    row: Row, drafted: Drafted, schemas: Schemas, labels: Mapping[tuple[str, str], str]
) -> RowView:
    values = row.values
    told = (
        values.get("text")
        or values.get("as_written")
        or values.get("name")
        or values.get("label")
        or values.get("title")
        or ""
    )
    figures = [values["value"]] if "value" in values else []
    return RowView(
        row.row_id,
        schemas[row.table].descriptor["title"],
        str(values.get("locator", "")),
        str(told),
        _marked(row.quote, figures),
        _cells(row.table, values, drafted, schemas, labels),
        row.source,
        tuple(doubt_text(doubt) for doubt in row.doubts),
    )


def _cells(
    table: str,
    values: Mapping[str, Any],
    drafted: Drafted,
    schemas: Schemas,
    labels: Mapping[tuple[str, str], str],
) -> tuple[Cell, ...]:
    names = {row.row_id: str(row.values["name"]) for row in drafted.draft.rows["agencies"]}
    found = []
    for key, value in values.items():
        if key in _HIDDEN:
            continue
        field = schemas[table].field(key)
        title = field.descriptor["title"] if field else labels.get(("link", key), key)
        if key in _LINKS:
            shown = "; ".join(names.get(own, own) for own in value)
        elif isinstance(value, list):
            shown = "; ".join(map(str, value))
        else:
            codes = field.descriptor.get("codes") if field else None
            shown = labels.get((codes, str(value)), str(value)) if codes else str(value)
        found.append(Cell(title, shown))
    return tuple(found)


def _marked(text: str, values: list[Any]) -> tuple[Part, ...]:
    """The text in parts, each figure that was taken from it apart."""
    wanted = {float(value) for value in values if isinstance(value, int | float)}
    parts: list[Part] = []
    end = 0
    for match in re.finditer(r"\d+(?:[.,]\d+)*", text):
        plain = (
            match[0].replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", match[0]) else match[0]
        )
        try:
            value = float(plain.replace(",", "."))
        except ValueError:
            continue
        if value in wanted:
            parts += [
                Part(text[end : match.start()], is_figure=False),
                Part(match[0], is_figure=True),
            ]
            end = match.end()
    return (*parts, Part(text[end:], is_figure=False))
