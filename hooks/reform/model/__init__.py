"""What the data is, typed: one dataclass for each table's row, and the catalogue of them all."""

from reform.model.catalogue import ROW_TYPES, Catalogue, column_names

__all__ = ["ROW_TYPES", "Catalogue", "column_names"]
