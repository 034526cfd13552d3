"""The open data: every table, documents by plan, unit and indicator, and what describes them."""

from reform.downloads.download import Download, Job, Listing, Piece
from reform.downloads.file_index import file_index
from reform.downloads.kinds import data_pieces
from reform.downloads.tables import published_tables, table_csv

__all__ = [
    "Download",
    "Job",
    "Listing",
    "Piece",
    "data_pieces",
    "file_index",
    "published_tables",
    "table_csv",
]
