"""The open data: every table as CSV, and the Data Package that describes them."""

from reform.downloads.kinds import DATA_FILES, DataFile
from reform.downloads.tables import published_tables, table_csv

__all__ = [
    "DATA_FILES",
    "DataFile",
    "published_tables",
    "table_csv",
]
