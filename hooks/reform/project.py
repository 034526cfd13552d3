"""One function tells the whole way from files to a checked catalogue."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reform.derivations import derive_statuses, derive_step_statuses
from reform.layout import Layout
from reform.loading import build_catalogue, gather
from reform.model import Catalogue
from reform.problems import DataError
from reform.sources.table_schemas import Schemas, read_schemas
from reform.sources.tree import misplaced
from reform.sources.units import UnitRegister
from reform.sources.word_lists import WordLists, read_word_lists
from reform.sources.written_pages import WrittenPage, read_written_pages
from reform.sources.yaml_files import LineFinder
from reform.validation import find_problems
from reform.workers import collector_held_off


@dataclass(frozen=True)
class Project:
    """Data that were found right, with their schemas and the day they were looked at."""

    layout: Layout
    schemas: Schemas
    catalogue: Catalogue
    word_lists: WordLists
    """What editors say about words, for the search."""
    written_pages: tuple[WrittenPage, ...]
    """The pages that are written by hand."""
    as_of: date
    register: UnitRegister
    """Every administrative unit, with a plan or without."""

    @property
    def is_demo(self) -> bool:
        """Whether its communes are invented: every page and download of it must say so."""
        return self.layout.invented_units.exists()


def open_project(layout: Layout, as_of: date, only: frozenset[Path] | None = None) -> Project:
    """Read, check and type the data under ``layout``; of the units' folders ``only`` those that
    are named, where some are.

    ``as_of`` is the day on which statuses are derived and after which nothing may be dated.
    Raises DataError with every problem where anything is wrong; where something lies in the
    project that is no regular file, nothing is read at all.
    """
    with collector_held_off():
        return _opened(layout, as_of, only)


def _opened(layout: Layout, as_of: date, only: frozenset[Path] | None) -> Project:
    _refuse_misplaced(layout)
    schemas = read_schemas(layout.vocabulary)
    raw = gather(layout, schemas, only)
    word_lists, wrong_lists = read_word_lists(layout.word_lists, layout.name(layout.word_lists))
    pages, wrong_pages = read_written_pages(layout.pages, layout.name(layout.pages))
    raw.problems += [*wrong_lists, *wrong_pages]
    problems = find_problems(raw, schemas, LineFinder(layout.root, raw.mended), as_of)
    if problems:
        raise DataError(problems)
    catalogue = build_catalogue(raw, schemas)
    derived = replace(
        catalogue,
        target_status=derive_statuses(catalogue, as_of),
        step_status=derive_step_statuses(catalogue, as_of),
    )
    return Project(layout, schemas, derived, word_lists, pages, as_of, raw.register)


def readable_schemas(layout: Layout) -> Schemas | None:
    """The schemas, for naming columns in messages; None where they cannot be read."""
    try:
        _refuse_misplaced(layout)
        return read_schemas(layout.vocabulary)
    except DataError:
        return None


def _refuse_misplaced(layout: Layout) -> None:
    problems = misplaced(layout.trees, layout.name)
    if problems:
        raise DataError(problems)
