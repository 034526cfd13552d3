"""What a reader makes of a document: paragraphs and tables in reading order, and what it left out.

Every piece keeps its number, so that whatever is drafted from it can be shown beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, on one line, its list marker written out."""

    number: int
    """Its place among the pieces of the document, counted from 1."""
    text: str
    page: int | None = None
    """The page it begins on, where the reader knows."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a merged cell stands in every place that it covers."""

    number: int
    rows: tuple[tuple[str, ...], ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """What the reader did not take over, and why: a code of ``left`` in ``words.yaml``."""

    text: str
    reason: str


Piece = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that was read."""

    pieces: tuple[Piece, ...]
    left: tuple[Left, ...] = ()
    is_scan: bool = False
    """True where the text comes from character recognition."""

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs alone."""
        return (piece for piece in self.pieces if isinstance(piece, Paragraph))

    def tables(self) -> Iterator[Table]:
        """The tables alone."""
        return (piece for piece in self.pieces if isinstance(piece, Table))


@dataclass
class Gathering:
    """Pieces while they are being read."""

    pieces: list[Piece] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def add(self, text: str, page: int | None = None) -> None:
        """Add a paragraph; an empty one is nothing, one of signs alone is left out."""
        if text.strip() and not any(letter.isalnum() for letter in text):
            self.leave(text, "no_words")
        elif text.strip():
            self.pieces.append(Paragraph(len(self.pieces) + 1, text.strip(), page))

    def add_table(self, rows: list[tuple[str, ...]], page: int | None = None) -> None:
        """Add a table; one whose cells are all empty is nothing."""
        if any(cell for row in rows for cell in row):
            self.pieces.append(Table(len(self.pieces) + 1, tuple(rows), page))

    def leave(self, text: str, reason: str) -> None:
        """Note what is not taken over."""
        if text.strip():
            self.left.append(Left(text.strip()[:400], reason))

    def reading(self, *, is_scan: bool = False) -> Reading:
        """All that was gathered."""
        return Reading(tuple(self.pieces), tuple(self.left), is_scan)


def as_plain(reading: Reading) -> dict[str, Any]:
    """The reading as JSON holds it."""
    return {
        "pieces": [
            {"text": piece.text, "page": piece.page}
            if isinstance(piece, Paragraph)
            else {"rows": piece.rows, "page": piece.page}
            for piece in reading.pieces
        ],
        "left": [[left.text, left.reason] for left in reading.left],
        "is_scan": reading.is_scan,
    }


def from_plain(plain: Mapping[str, Any]) -> Reading:
    """The reading that ``as_plain`` wrote."""
    pieces: list[Piece] = []
    for number, piece in enumerate(plain["pieces"], 1):
        if "rows" in piece:
            rows = tuple(tuple(row) for row in piece["rows"])
            pieces.append(Table(number, rows, piece["page"]))
        else:
            pieces.append(Paragraph(number, piece["text"], piece["page"]))
    left = tuple(Left(text, reason) for text, reason in plain["left"])
    return Reading(tuple(pieces), left, bool(plain["is_scan"]))
