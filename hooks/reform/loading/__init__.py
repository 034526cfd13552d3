"""From files to the rows of every table, with the place each was written in."""

from reform.loading.gathering import gather
from reform.loading.raw import RawRow, RawTables
from reform.loading.typing_rows import build_catalogue

__all__ = ["RawRow", "RawTables", "build_catalogue", "gather"]
