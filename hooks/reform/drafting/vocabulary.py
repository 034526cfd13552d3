"""The labels of codes and of links, for people."""

from collections.abc import Mapping

from reform.drafting.wording import words
from reform.layout import Layout
from reform.sources.csv_files import read_csv


def code_labels(layout: Layout) -> Mapping[tuple[str, str], str]:
    """List and code to the label; of ``link``, keys that name bodies."""
    path = layout.vocabulary / "codes.csv"
    table, _ = read_csv(path, layout.name(path), is_shared=True)
    found = {("link", key): str(label) for key, label in words()["links"].items()}
    for row in table.rows if table else ():
        found[row.values["list"], row.values["code"]] = row.values["label"]
    return found
