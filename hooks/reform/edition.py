"""What is true of all that is published at once: of what data, what time, what place, by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from reform.imprint import Imprint
from reform.project import Project
from reform.source_state import SourceState


@dataclass(frozen=True)
class Edition:
    """One state of the data, described once for every format."""

    project: Project
    source: SourceState

    @property
    def imprint(self) -> Imprint:
        """Where it is published and whom to ask."""
        return self.source.imprint

    @cached_property
    def package(self) -> Mapping[str, Any]:
        """The package's own words from ``data/datapackage.yaml``; a demo's say that it is one."""
        written = dict(self.project.schemas.package)
        demo = written.pop("demo", {})
        written.pop("resources")
        return {**written, **demo} if self.project.is_demo else written

    @property
    def changed_on(self) -> date:
        """The day on which the data changed last; the day of the build where nobody knows."""
        return self.source.changed_on(self.project.as_of)

    def folder_changed_on(self, folder: str) -> date:
        """The day on which a unit's files, or what all units share, changed last; its folder is
        named below ``data/units``.
        """
        as_of = self.project.as_of
        own = self.source.folder_changed_on(f"data/units/{folder}", as_of)
        return max(own, self.source.shared_changed_on(as_of))

    @property
    def version(self) -> str:
        """A calendar version, ``2026.11.27``: the day of the last change."""
        return version_of(self.changed_on)

    @cached_property
    def period(self) -> tuple[date, date] | None:
        """The first and the last day that any plan speaks of; None without a plan."""
        plans = self.project.catalogue.plans
        if not plans:
            return None
        return min(p.period_start for p in plans), max(p.period_end for p in plans)

    @property
    def license(self) -> Mapping[str, str]:
        """Name, title and address of the licence."""
        found: Mapping[str, str] = self.package["licenses"][0]
        return found

    def at(self, address: str) -> str:
        """The whole address of something on the site."""
        return self.imprint.at(address)


def version_of(day: date) -> str:
    """The calendar version of what changed last on a day: ``2026.11.27``."""
    return day.strftime("%Y.%m.%d")
