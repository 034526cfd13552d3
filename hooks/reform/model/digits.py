"""Numbers that keep the digits in which they were reported."""

from typing import Self


class Digits(float):
    """A number as it was written: ``93.0`` is the same amount as 93, but was measured finer."""

    __slots__ = ("written",)

    def __new__(cls, written: str) -> Self:
        """The number of a text such as ``93.0``; raises ValueError where it is none."""
        number = super().__new__(cls, written)
        number.written = written
        return number

    written: str

    def __str__(self) -> str:
        """The digits as written."""
        return self.written

    def __reduce__(self) -> tuple[type["Digits"], tuple[str]]:
        """For pickling and copying: the text is the whole of it."""
        return Digits, (self.written,)

    @property
    def decimals(self) -> int:
        """Digits after the point."""
        return len(self.written.partition(".")[2])


def read_number(written: str) -> int | Digits:
    """The number of a text that is one: whole without a point, else with its digits kept."""
    return Digits(written) if "." in written else int(written)


def figure_unit(indicator_unit: str | None, target_unit: str | None) -> str:
    """The unit of a figure: its indicator's, else its target's, else the share of a work done."""
    return indicator_unit or target_unit or "percent"
