"""The console command ``reform``: what can be done with data and with a published site."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path

from reform.build_day import build_day
from reform.checked import checked_project
from reform.derivations import ReportedFigures, reported_figures
from reform.layout import Layout
from reform.nation import write_nation
from reform.problems import DataError, Problem
from reform.project import readable_schemas
from reform.publication.commands import add_commands
from reform.published import Pending, pending
from reform.rendering.problem_messages import as_json, as_text, messages

COUNTED = ("plans", "targets", "tasks", "observations", "task_progress")
"""Tables whose rows a check counts, so that a file that was not read is missed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 where all is well, 1 where the data have problems."""
    if isinstance(sys.stdout, TextIOWrapper):
        # Whatever the code page of the machine: it may have no letters for Vietnamese.
        sys.stdout.reconfigure(encoding="utf-8")
    options = _parser().parse_args(arguments)
    run = options.run
    code: int = run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reform", description=__doc__)
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="check all data and say everything that is wrong")
    check.add_argument("--root", type=Path, default=Path.cwd(), help="the project's root")
    check.add_argument(
        "--vocabulary", type=Path, default=None, help="folder of schemas and codes, if not data/"
    )
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--as-of", type=date.fromisoformat, default=None, help="YYYY-MM-DD")
    check.add_argument(
        "--since", metavar="COMMIT", help="refuse what would break what that commit published"
    )
    check.set_defaults(run=_check)
    nation = commands.add_parser(
        "nation", help="write an invented plan for each of the 3,321 communes, for measurements"
    )
    nation.add_argument("--out", type=Path, required=True, help="a new folder, never the real data")
    nation.add_argument("--seed", type=int, default=1, help="the same seed gives the same country")
    nation.add_argument("--communes", nargs="+", metavar="CODE", help="only these")
    nation.set_defaults(run=_write_nation)
    add_commands(commands)
    return parser


def _write_nation(options: argparse.Namespace) -> int:
    try:
        count = write_nation(options.out, options.seed, options.communes)
    except FileExistsError as error:
        sys.stderr.write(f"{error}: there are communes already; name a new folder\n")
        return 2
    sys.stdout.write(f"{count} invented plans under {options.out}\n")
    return 0


def _check(options: argparse.Namespace) -> int:
    layout = Layout.of(options.root.resolve(), options.vocabulary)
    problems: tuple[Problem, ...] = ()
    read: tuple[ReportedFigures, ...] = ()
    counts: dict[str, int] = {}
    coming: Pending | None = None
    try:
        project = checked_project(layout, options.as_of or build_day(os.environ, datetime.now(UTC)))
        read = tuple(reported_figures(project.catalogue))
        counts = {name: len(project.catalogue.rows(name)) for name in COUNTED}
        if options.since:
            coming = pending(layout, project.schemas, options.since)
            problems = coming.problems
    except DataError as error:
        problems = error.problems
    found = messages(problems, readable_schemas(layout))
    is_json = options.format == "json"
    told = as_json(found) + "\n" if is_json else as_text(found, read, counts, coming)
    sys.stdout.write(told)
    return 1 if problems else 0
