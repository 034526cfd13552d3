"""``reform sign``: sign a site's list of checksums."""

import os
from pathlib import Path
from typing import Annotated

import typer

from reform.publication.signing import SigningError, sign
from reform.terminal.console import complain, say


def run(site: Path, key: Annotated[Path, typer.Option()]) -> int:
    """Write the signature beside the checksums."""
    try:
        signature = sign(site, key, os.environ.get("MINISIGN_PASSWORD"))
    except SigningError as error:
        complain(str(error))
        return 2
    say(signature.name)
    return 0
