"""One file that machines read, and the work that makes some."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Listing:
    """What a list of files says of one of them."""

    address: str
    size: int
    """Bytes."""
    sha256: str
    modified: date


@dataclass(frozen=True)
class Download:
    """One file that machines read."""

    address: str
    content: bytes
    modified: date | None = None
    """The day on which what it says changed last; None for what is no data."""

    @property
    def listing(self) -> Listing | None:
        """How the list of data files calls it; None for what is no data."""
        if self.modified is None:
            return None
        digest = hashlib.sha256(self.content).hexdigest()
        return Listing(self.address, len(self.content), digest, self.modified)


Job = Callable[[], Iterable[Download]]
"""Makes some downloads when it is asked to."""
