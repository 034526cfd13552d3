"""The open data: every table as CSV, and the Data Package that describes them."""

from reform.downloads.package import package_descriptor
from reform.downloads.plan_json import plan_json, plan_rows
from reform.downloads.tables import published_tables, table_csv

__all__ = ["package_descriptor", "plan_json", "plan_rows", "published_tables", "table_csv"]
