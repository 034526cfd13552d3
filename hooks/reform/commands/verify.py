"""``reform verify``: whether a published copy is whole and unchanged."""

from pathlib import Path
from typing import Annotated

import typer

from reform.publication.sealing import CHECKSUMS, SIGNATURE
from reform.publication.signing import SigningError, is_signed
from reform.publication.verifying import differences, getter
from reform.terminal.console import complain, say


def run(
    place: str,
    against: Annotated[Path | None, typer.Option()] = None,
    public_key: Annotated[str | None, typer.Option()] = None,
) -> int:
    """Compare a copy with its checksums, with a site built here, and with a signature."""
    found = [f"{entry.kind}: {entry.path}" for entry in differences(place, against)]
    if public_key:
        get = getter(place)
        signature = get(SIGNATURE) or b""
        try:
            good = is_signed(get(CHECKSUMS) or b"", signature, public_key)
        except SigningError as error:
            complain(str(error))
            return 2
        found += [] if good else [f"not-signed: {CHECKSUMS}"]
    for line in found:
        say(line)
    say(f"{len(found)} difference(s)" if found else "whole and unchanged")
    return 1 if found else 0
