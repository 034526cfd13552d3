"""``reform draft``: a plan's document becomes a draft of its file."""

import webbrowser
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from slugify import slugify

from reform.drafting.assembling import Drafted, draft_of
from reform.drafting.known import read_known
from reform.drafting.opening import read_document
from reform.drafting.review import review_page
from reform.drafting.vocabulary import code_labels
from reform.drafting.writing import DRAFTS, Written, write_draft
from reform.layout import Layout
from reform.problems import DataError, Problem
from reform.project import open_project, readable_schemas
from reform.rendering.problem_messages import as_text, messages
from reform.sources.table_schemas import Schemas, read_schemas
from reform.terminal.console import complain, say
from reform.terminal.options import HERE, AsOf, Root, Vocabulary, day_of
from reform.terminal.wording import told

_COUNTED = ("objectives", "targets", "tasks", "solutions", "duties", "reporting_duties")


def run(
    file: Annotated[Path | None, typer.Argument()] = None,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
    out: Annotated[Path | None, typer.Option()] = None,
    review: Annotated[bool, typer.Option("--review")] = False,
    as_of: AsOf = None,
) -> int:
    """Read the document, write the draft and the page on which it is reviewed."""
    layout = Layout.of(root.resolve(), vocabulary)
    if file is None:
        return _open_last(layout) if review else _complain("no_file")
    try:
        schemas = read_schemas(layout.vocabulary)
        reading = read_document(file)
        known = read_known(layout)
    except DataError as error:
        say(as_text(messages(error.problems, readable_schemas(layout))).rstrip("\n"))
        return 2
    drafted = draft_of(reading, known, day_of(as_of))
    written = write_draft(drafted, known, (layout, schemas), file.stem, out and out.resolve())
    page = _write_page(drafted, layout, schemas, file)
    _tell(drafted, written, layout, page)
    if written.is_placed:
        _tell_problems(_problems(written, layout, day_of(as_of)), schemas)
    if review:
        _open(page)
    return 0


def _write_page(drafted: Drafted, layout: Layout, schemas: Schemas, file: Path) -> Path:
    path = layout.root / DRAFTS / f"{slugify(file.stem) or 'draft'}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    labels = code_labels(layout)
    path.write_text(review_page(drafted, schemas, labels, file.name), "utf-8", newline="\n")
    return path


def _tell(drafted: Drafted, written: Written, layout: Layout, page: Path) -> None:
    draft = drafted.draft
    counts = {table: len(draft.rows[table]) for table in _COUNTED}
    doubtful = sum(bool(row.doubts) for row in draft.all_rows()) + len(draft.doubts)
    taken = {*draft.used, *draft.sources.values()}
    skipped = sum(piece.number not in taken for piece in drafted.reading.pieces)
    say(told("draft", "written", file=layout.name(written.plan), placed=written.is_placed))
    say(told("draft", "counts", **counts))
    say(told("draft", "documents", count=len(draft.documents)))
    say(told("draft", "look", doubtful=doubtful, skipped=skipped, page=layout.name(page)))


def _problems(written: Written, layout: Layout, as_of: date) -> tuple[Problem, ...]:
    """What ``reform check`` says of the draft."""
    own = Layout.of(written.root, layout.vocabulary)
    try:
        open_project(own, as_of)
    except DataError as error:
        name = own.name(written.plan)
        return tuple(problem for problem in error.problems if problem.file == name)
    return ()


def _tell_problems(problems: tuple[Problem, ...], schemas: Schemas) -> None:
    if problems:
        say(as_text(messages(problems, schemas)).rstrip("\n"))
    else:
        say(told("draft", "passes"))


def _open_last(layout: Layout) -> int:
    """Open the page of the last draft."""
    pages = sorted((layout.root / DRAFTS).glob("*.html"), key=lambda path: path.stat().st_mtime)
    if not pages:
        return _complain("no_review")
    _open(pages[-1])
    return 0


def _open(page: Path) -> None:
    if not webbrowser.open(page.as_uri()):
        say(told("draft", "open_yourself", page=page.as_uri()))


def _complain(key: str) -> int:
    complain(told("draft", key))
    return 2
