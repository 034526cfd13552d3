"""Where things lie in the project."""

from dataclasses import dataclass
from pathlib import Path

from reform.shipped import vocabulary_folder


@dataclass(frozen=True)
class Layout:
    """The folders of one project: the real one, the demo's or a synthetic country's."""

    root: Path
    """The project's root; every file is named relative to it."""
    vocabulary: Path
    """The folder of what every project shares: schemas, codes, areas, roles, indicators, units."""
    pages: Path
    """The folder of the hand-written pages and of the files published beside them."""

    @classmethod
    def of(cls, root: Path, vocabulary: Path | None = None, pages: Path | None = None) -> "Layout":
        """The layout under ``root``. Its vocabulary is the one that is named, else that of its own
        ``data/``, else the one that comes with the package; its pages lie in ``content/`` unless
        another folder is named.
        """
        own = root / "data"
        found = vocabulary or (own if (own / "schemas").is_dir() else vocabulary_folder())
        return cls(root, found, pages or root / "content")

    @property
    def trees(self) -> tuple[Path, ...]:
        """The folders of everything that is read or published."""
        return self.root / "data", self.vocabulary, self.pages

    @property
    def units(self) -> Path:
        """The folder of the units' folders."""
        return self.root / "data" / "units"

    @property
    def documents(self) -> Path:
        """The folder of copies of documents; absent where none is kept."""
        return self.root / "data" / "documents"

    @property
    def legal_documents(self) -> Path:
        """The project's own list of legal documents."""
        return self.root / "data" / "legal_documents.csv"

    @property
    def moved_addresses(self) -> Path:
        """Addresses that were given up and those that took their place; absent where none was."""
        return self.root / "data" / "moved_addresses.csv"

    @property
    def word_lists(self) -> Path:
        """The folder of the search's word lists."""
        return self.vocabulary / "search"

    @property
    def invented_units(self) -> Path:
        """Units that do not exist; only a demo or a test has this file."""
        return self.root / "data" / "invented_units.csv"

    def name(self, path: Path) -> str:
        """The path as people read it: from the root, with ``/``."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()
