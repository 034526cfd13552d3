"""The open data: every table, documents by plan, unit and indicator, and what describes them."""

from reform.downloads.download import Download, Job, Listing
from reform.downloads.file_index import file_index
from reform.downloads.kinds import data_jobs
from reform.downloads.tables import published_tables, table_csv

__all__ = [
    "Download",
    "Job",
    "Listing",
    "data_jobs",
    "file_index",
    "published_tables",
    "table_csv",
]
