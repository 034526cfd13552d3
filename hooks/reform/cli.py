"""The console command ``reform``: what can be done with data and with a published site."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper

from reform.command_group import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0 where all is well, 1 where the data have problems, 2
    where it was called wrongly or cannot be done.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Whatever the code page of the machine: it may have no letters for Vietnamese.
            stream.reconfigure(encoding="utf-8")
    return run(sys.argv[1:] if arguments is None else arguments)
