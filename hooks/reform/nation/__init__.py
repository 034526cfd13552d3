"""An invented country at full size, for measuring: `write_nation`. Never used for real data."""

from reform.nation.writing import write_nation

__all__ = ["write_nation"]
