"""``reform check``: whether what editors wrote is right, all of it or the files that are named."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from reform.checked import checked_project
from reform.derivations import ReportedFigures, reported_figures
from reform.doubts import find_doubts
from reform.layout import Layout
from reform.problems import DataError, Problem
from reform.project import Project, open_project, readable_schemas
from reform.publication.published_commit import published_commit
from reform.published import Pending, pending
from reform.rendering.forge_messages import FORGE_FORMATS
from reform.rendering.problem_messages import as_json, as_text, messages
from reform.terminal.console import say
from reform.terminal.options import HERE, AsOf, Root, Vocabulary, day_of

COUNTED = ("plans", "targets", "tasks", "observations", "task_progress")
"""Tables whose rows a check counts, so that a file that was not read is missed."""


def run(
    files: Annotated[list[Path] | None, typer.Argument(show_default=False)] = None,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
    format_: Annotated[
        Literal["text", "json", "github", "gitlab", "sarif"], typer.Option("--format")
    ] = "text",
    as_of: AsOf = None,
    since: Annotated[str | None, typer.Option(metavar="COMMIT")] = None,
) -> int:
    """Check the data and say everything that is wrong."""
    layout = Layout.of(root.resolve(), vocabulary)
    named = [path.resolve() for path in files or ()]
    problems: tuple[Problem, ...] = ()
    read: tuple[ReportedFigures, ...] = ()
    counts: dict[str, int] = {}
    coming: Pending | None = None
    doubts: tuple[Problem, ...] = ()
    try:
        project = _opened(layout, day_of(as_of), named)
        doubts = find_doubts(project).open
        read = tuple(reported_figures(project.catalogue))
        counts = {name: len(project.catalogue.rows(name)) for name in COUNTED}
        if since and (commit := published_commit(since)):
            coming = pending(layout, project.schemas, commit)
            problems = coming.problems
    except DataError as error:
        problems = error.problems
    names = {layout.name(path) for path in named}
    problems = tuple(p for p in problems if not names or p.file in names)
    schemas = readable_schemas(layout)
    found = messages(problems, schemas)
    asked = messages((d for d in doubts if not names or d.file in names), schemas)
    if format_ in FORGE_FORMATS:
        say(FORGE_FORMATS[format_](found))
    elif format_ == "json":
        say(as_json(found))
    else:
        say(as_text(found, read, counts, coming, asked).rstrip("\n"))
    return 1 if problems else 0


def _opened(layout: Layout, day: date, named: Sequence[Path]) -> Project:
    """The whole project; where every file that is named lies in a unit's folder, only those
    folders.
    """
    folders = frozenset(path.parent for path in named)
    if folders and all(layout.units in folder.parents for folder in folders):
        return open_project(layout, day, folders)
    return checked_project(layout, day)
