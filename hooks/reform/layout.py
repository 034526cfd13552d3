"""Where things lie in the project."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """The folders of one project: the real one, the demo's or a synthetic country's."""

    root: Path
    """The project's root; every file is named relative to it."""
    shared: Path
    """The folder of the tables that all plans share (schemas, codes, roles, documents)."""
    communes: Path
    """The folder of the communes' folders."""

    @classmethod
    def of(cls, root: Path) -> "Layout":
        """The usual layout under ``root``: everything below ``data/``."""
        return cls(root=root, shared=root / "data", communes=root / "data" / "communes")

    def name(self, path: Path) -> str:
        """The path as people read it: from the root, with ``/``."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def commune_folders(self) -> Iterator[Path]:
        """Every ``<province>/<commune>`` folder, in the order of their names."""
        for province in sorted(path for path in self.communes.glob("*") if path.is_dir()):
            yield from sorted(path for path in province.glob("*") if path.is_dir())
