"""Files in one ZIP; the same files give the same bytes, wherever and whenever it is made."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date

_FIRST = 1980
"""A ZIP knows no earlier year."""


def archive(files: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """The files under their names, each with the time of ``day`` and plain permissions."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (max(day.year, _FIRST), day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # Unix, on every system
            packed.writestr(entry, content)
    return target.getvalue()
