"""What the package brings besides code: inside it where installed, beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """The folder of the templates and of the messages' wording."""
    return _first(_PACKAGE / "templates", _PACKAGE.parent / "templates")


def vocabulary_folder() -> Path:
    """The folder of what every project shares: schemas, codes, areas, roles, indicators, units."""
    return _first(_PACKAGE / "vocabulary", _PACKAGE.parents[1] / "data")


def _first(inside: Path, beside: Path) -> Path:
    return inside if inside.is_dir() else beside
