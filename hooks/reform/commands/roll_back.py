"""``reform roll-back``: serve an earlier release again."""

from pathlib import Path
from typing import Annotated

import typer

from reform.publication.releases import roll_back
from reform.terminal.console import complain, say


def run(site: Path, to: Annotated[str | None, typer.Option()] = None) -> int:
    """Point the link that is served at an earlier release."""
    try:
        release = roll_back(site.absolute(), to)
    except LookupError as error:
        complain(f"{site}: {error}")
        return 2
    say(f"{site} is now {release.name}")
    return 0
