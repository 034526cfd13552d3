"""``reform check``: whether what editors wrote is right, all of it."""

from typing import Annotated, Literal

import typer

from reform.checked import checked_project
from reform.derivations import ReportedFigures, reported_figures
from reform.doubts import find_doubts
from reform.layout import Layout
from reform.problems import DataError, Problem
from reform.project import readable_schemas
from reform.publication.published_commit import published_commit
from reform.published import Pending, pending
from reform.rendering.problem_messages import as_json, as_text, messages
from reform.terminal.console import say
from reform.terminal.options import HERE, AsOf, Root, Vocabulary, day_of

COUNTED = ("plans", "targets", "tasks", "observations", "task_progress")
"""Tables whose rows a check counts, so that a file that was not read is missed."""


def run(
    root: Root = HERE,
    vocabulary: Vocabulary = None,
    format_: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
    as_of: AsOf = None,
    since: Annotated[str | None, typer.Option(metavar="COMMIT")] = None,
) -> int:
    """Check all data and say everything that is wrong."""
    layout = Layout.of(root.resolve(), vocabulary)
    problems: tuple[Problem, ...] = ()
    read: tuple[ReportedFigures, ...] = ()
    counts: dict[str, int] = {}
    coming: Pending | None = None
    doubts: tuple[Problem, ...] = ()
    try:
        project = checked_project(layout, day_of(as_of))
        doubts = find_doubts(project).open
        read = tuple(reported_figures(project.catalogue))
        counts = {name: len(project.catalogue.rows(name)) for name in COUNTED}
        if since and (commit := published_commit(since)):
            coming = pending(layout, project.schemas, commit)
            problems = coming.problems
    except DataError as error:
        problems = error.problems
    schemas = readable_schemas(layout)
    found, asked = messages(problems, schemas), messages(doubts, schemas)
    if format_ == "json":
        say(as_json(found))
    else:
        say(as_text(found, read, counts, coming, asked).rstrip("\n"))
    return 1 if problems else 0
