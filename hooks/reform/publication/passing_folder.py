"""What an editor looks at while writing: a passing folder, made again at every change out of what
it held before.
"""

import atexit
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reform.earlier_build import EarlierBuild

_shown: list[EarlierBuild] = []
"""What this process showed last; at most one."""


class PassingFolder:
    """One making of a preview, in the place of a ``Building``."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.earlier: EarlierBuild | None = None

    def start(self, say_waiting: Callable[[], None]) -> Path:  # noqa: ARG002 - nobody waits
        """The folder, empty; what it held is put aside for the time being."""
        if _shown:
            aside = self.site.with_name(f"{self.site.name}.before")
            shutil.rmtree(aside, ignore_errors=True)
            atexit.register(shutil.rmtree, aside, ignore_errors=True)
            self.site.rename(aside)
            self.site.mkdir()
            self.earlier = replace(_shown.pop(), folder=aside)
        return self.site

    def publish(self, record: EarlierBuild) -> None:
        """Keep in mind what is shown now."""
        _shown[:] = [record]

    def give_up(self) -> None:
        """Nothing is in the way of the next making."""
