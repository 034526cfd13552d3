"""What every form needs of a project."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reform.forms.sheets import Lists
from reform.layout import Layout
from reform.loading.choices import read_choices
from reform.sources.table_schemas import Schemas, read_schemas


@dataclass(frozen=True)
class Office:
    """A project at a day, with the lists to choose from."""

    layout: Layout
    schemas: Schemas
    choices: Lists
    day: date
    """The day on which a form is written or taken in."""


def open_office(root: Path, vocabulary: Path | None, day: date) -> Office:
    """The office of the project under a root. DataError where the schemas cannot be read."""
    layout = Layout.of(root.resolve(), vocabulary)
    return Office(layout, read_schemas(layout.vocabulary), read_choices(layout), day)
