"""What a command prints: text as it is, tables, and complaints to the other stream."""

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reform.layout import Layout
from reform.problems import Problem
from reform.project import readable_schemas
from reform.rendering.problem_messages import as_text, messages


def say(text: str) -> None:
    """Print a text as it is."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """Print what keeps a command from doing its work; nothing of it is taken for markup."""
    Console(stderr=True, highlight=False).print(Text(text), soft_wrap=True)


def tell_problems(problems: Iterable[Problem], layout: Layout) -> None:
    """Print everything that is wrong, as ``reform check`` does."""
    found = sorted(problems, key=lambda problem: problem.order)
    say(as_text(messages(found, readable_schemas(layout))).strip("\n"))


def show_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None
) -> None:
    """Print a table, as wide as the terminal; where there is none, no cell is cut."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=240)
    table = Table(title=title and Text(title), title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)
