"""The open data: every table as CSV, and the Data Package that describes them."""

from reform.downloads.documents import Subject, document
from reform.downloads.edition import Edition
from reform.downloads.package import package_descriptor
from reform.downloads.tables import published_tables, table_csv

__all__ = [
    "Edition",
    "Subject",
    "document",
    "package_descriptor",
    "published_tables",
    "table_csv",
]
