"""``reform format``: files of editors in one order and quoting."""

from pathlib import Path
from typing import Annotated

import typer

from reform.layout import Layout
from reform.sources.table_schemas import read_schemas
from reform.terminal.console import say, tell_problems
from reform.terminal.options import HERE, Root, Vocabulary
from reform.terminal.wording import told
from reform.writing.formatting import editors_files, formatted


def run(
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
    check: Annotated[bool, typer.Option("--check")] = False,
) -> int:
    """Write each file anew where its form differs; values and comments stay."""
    layout = Layout.of(root.resolve(), vocabulary)
    schemas = read_schemas(layout.vocabulary)
    paths = [path.resolve() for path in files] if files else [*editors_files(layout)]
    results = [formatted(path, layout, schemas) for path in paths]
    problems = [problem for result in results for problem in result.problems]
    changed = [result for result in results if result.is_changed]
    if problems:
        tell_problems(problems, layout)
    for result in changed:
        if not check and result.text is not None:
            result.path.write_bytes(result.text.encode())
        say(told("format", "would" if check else "written", file=layout.name(result.path)))
    say(told("format", "done", count=len(paths), changed=len(changed), check=check))
    return 1 if problems or (check and changed) else 0
