"""Options that several commands share."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from reform.build_day import build_day

Root = Annotated[Path, typer.Option(show_default=False)]
"""The project's root; the folder where one is, unless another is named."""
Vocabulary = Annotated[Path | None, typer.Option()]
"""The folder of schemas and codes, if not ``data/``."""
AsOf = Annotated[
    date | None, typer.Option(parser=date.fromisoformat, metavar="YYYY-MM-DD", show_default=False)
]
"""The day for which the data are looked at; today unless another is named."""
Yes = Annotated[bool, typer.Option("--yes")]
"""Do it without asking."""

HERE = Path()


def day_of(as_of: date | None) -> date:
    """The day that was named, else that of a reproducible build, else today in Việt Nam."""
    return as_of or build_day(os.environ, datetime.now(UTC))
