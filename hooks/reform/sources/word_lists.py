"""The word lists of the search (``data/search/``): written by editors, read here, never published.

Which words they hold and what is made of them is the business of ``reform.search``.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from reform.problems import Problem
from reform.sources.csv_files import CsvFile, read_csv

YES_NO = frozenset({"true", "false"})
_COLUMNS = {
    "abbreviations": ("short", "long", "certain"),
    "synonyms": ("short", "long", "certain"),
    "question_words": ("phrase",),
    "kind_words": ("kind", "words"),
    "pages": ("page", "title"),
}
"""List → the columns that every row fills."""

WordLists = Mapping[str, tuple[Mapping[str, str], ...]]
"""Name of the list → its rows, column → cell."""


def read_word_lists(folder: Path, name: str) -> tuple[WordLists, list[Problem]]:
    """Every list of the folder, which messages call ``name``.

    Problems: those of any CSV file, a list or a column that is missing, an empty cell, a
    ``certain`` that is neither true nor false (in capitals too, as spreadsheets write them).
    """
    lists: dict[str, tuple[Mapping[str, str], ...]] = {}
    problems: list[Problem] = []
    for key, columns in _COLUMNS.items():
        path, file = folder / f"{key}.csv", f"{name}/{key}.csv"
        if not path.is_file():
            problems.append(Problem(file, 0, "word-list-missing"))
            continue
        table, found = read_csv(path, file)
        problems += found
        if table:
            lists[key] = tuple(row.values for row in table.rows)
            problems += _wrong_cells(table, columns, file)
    return lists, problems


def _wrong_cells(table: CsvFile, columns: tuple[str, ...], file: str) -> Iterator[Problem]:
    for column in columns:
        if column not in table.columns:
            yield Problem(file, 1, "csv-missing-column", {"column": column})
            continue
        for row in table.rows:
            cell = row.values[column]
            values = {
                "field": column,
                "table": PurePosixPath(file).name,
                "value": cell,
                "medium": "csv",
            }
            if not cell:
                yield Problem(file, row.line, "constraint-required", values)
            elif column == "certain" and cell.lower() not in YES_NO:
                yield Problem(file, row.line, "wrong-type-boolean", values)
