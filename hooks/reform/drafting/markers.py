"""The mark at the beginning of a paragraph: ``II.``, ``2.``, ``2.1.``, ``a)``, ``-``, ``+``."""

import re
from dataclasses import dataclass

ROMAN = "roman"
DECIMAL = "decimal"
LETTER = "letter"
DASH = "dash"
PLUS = "plus"
PART = "part"
ARTICLE = "article"
BRACKET = "bracket"

ROMANS = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
]
_MISREAD = {"IL": "II", "II1": "III", "I1": "II", "1I": "II", "III1": "III", "LI": "II", "Il": "II"}
LETTERS = "abcdđeghiklmnopqrstuvxy"

_PATTERNS = (
    (PART, re.compile(r"(?:PHẦN|Phần)\s+(?:THỨ\s+|thứ\s+)?(\w+)\s*[.:]?\s*")),
    (ARTICLE, re.compile(r"(?:Điều|ĐIỀU|Piéu|Piều|Điéu)\s+(\d{1,2})\s*[.:]\s*")),
    (DECIMAL, re.compile(r"[IVX]{1,5}\.(\d{1,2}(?:\.\d{1,2}){0,2})\s?[.)]?\s+(?=\S)")),
    (ROMAN, re.compile(r"([IVX]{1,5}|[IVXL1]{2,4}|Il)(?:\s?[.),:–-]\s*|\s?/\s+)(?=\S)")),
    (PART, re.compile(r"([A-H])\s?[.)]\s+(?=[^\W\d_])")),
    (BRACKET, re.compile(r"\((\d{1,2}|[a-zđ])\)\s*(?=\S)")),
    (DECIMAL, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s?[.)]?\s+(?=\S)")),
    (DASH, re.compile(r"\d{1,2}\s+[-–—]\s+(?=[^\W\d_])")),
    (DECIMAL, re.compile(r"(\d{1,2})[-–]\s+(?=[^\W\d_])")),
    (LETTER, re.compile(r"([a-zđ])[-–]\s+(?=[^\W\d_])")),
    (
        DECIMAL,
        re.compile(r"(\d{1,2})\s?(?:[.)]|/(?=\s))(?:\s*(?=[^\W\d_]|[“\"(*])|\s+(?=\d+\s?%))"),
    ),
    (LETTER, re.compile(r"([a-zđ])\s?(?:[.)]|/(?=\s))\s*(?=\S)")),
    (DASH, re.compile(r"[-–—•●○▪■◦*·§]\s*(?=[^\W_]|[“\"(])")),
    (PLUS, re.compile(r"\+\s*(?=\S)")),
)
_NOISE = re.compile(r"^[.:]\s+(?=\d|[A-ZĐ])")
_MISREAD_PLUS = re.compile(r"^[:.]\s+\d\s+(?=[A-ZĐ])")


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph's mark."""

    kind: str
    label: str
    """As a locator writes it: ``II``, ``2.1``, ``a``; empty for a bullet."""
    end: int
    """Where the text begins behind it."""

    @property
    def depth(self) -> int:
        """How many numbers a decimal has: ``2.1`` is 2."""
        return self.label.count(".") + 1


def mark_of(text: str) -> Mark | None:
    """The mark that a paragraph begins with; None where it has none."""
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if not match:
            continue
        label = match[1] if match.re.groups else ""
        if kind == ROMAN:
            label = _MISREAD.get(label, label)
            if label not in ROMANS or not _is_head(text[match.end() :]):
                continue
        if kind == LETTER and label not in LETTERS + "fjwz":
            continue
        return Mark(kind, label, match.end())
    return None


def _is_head(text: str) -> bool:
    """Whether a Roman number leads a heading and no sentence: it begins with a capital."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return first.isupper()


def roman_value(label: str) -> int:
    """The number of a Roman label; 0 where it is none."""
    return ROMANS.index(label) + 1 if label in ROMANS else 0


def letter_value(label: str) -> int:
    """The place of a letter in Vietnamese counting, in which đ follows d; 0 for none of it."""
    return LETTERS.index(label) + 1 if label in LETTERS else 0


def without_noise(text: str) -> str:
    """The text without a full stop or colon that a scanner put before its mark."""
    return _NOISE.sub("", _MISREAD_PLUS.sub("+ ", text))
