"""``reform nation``: a country of invented plans, for measurements."""

from pathlib import Path
from typing import Annotated

import typer

from reform.nation import write_nation
from reform.terminal.console import complain, say


def run(
    out: Annotated[Path, typer.Option()],
    more: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    seed: int = 1,
    communes: Annotated[list[str] | None, typer.Option(metavar="CODE…")] = None,
) -> int:
    """Write an invented plan for each commune, or for those that are named."""
    try:
        count = write_nation(out, seed, [*(communes or ()), *(more or ())] or None)
    except FileExistsError as error:
        complain(f"{error}: there are communes already; name a new folder")
        return 2
    say(f"{count} invented plans under {out}")
    return 0
