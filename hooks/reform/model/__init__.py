"""What the data is, typed: one dataclass for each table's row, and the catalogue of them all."""

from reform.model.catalogue import Catalogue
from reform.model.tables import ROW_TYPES

__all__ = ["ROW_TYPES", "Catalogue"]
