"""What Vietnamese administrative documents write, out of ``words.yaml``: read and compiled once."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import fuzz


@cache
def words() -> dict[str, Any]:
    """All of ``words.yaml``."""
    text = Path(__file__).with_name("words.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of ``patterns``, for folded text; ``{other}`` in it stands for another one."""
    return re.compile(_expanded(words()["patterns"][name]))


def _expanded(source: str) -> str:
    patterns = words()["patterns"]
    return re.sub(r"\{([a-z_]+)\}", lambda match: f"(?:{_expanded(patterns[match[1]])})", source)


@cache
def patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A list of code and pattern, in the order in which they are tried."""
    return tuple((code, re.compile(_expanded(source))) for code, source in words()[name])


def likely(name: str, folded: str) -> str | None:
    """The code of a list of phrases the folded text speaks of; None where it speaks of none.

    A phrase that stands in it as written wins; where letters were lost, the likest one does.
    """
    for code, phrases in words()[name]:
        if any(re.search(rf"\b{phrase}", folded) for phrase in phrases):
            return str(code)
    best, found = 82.0, None
    for code, phrases in words()[name]:
        for phrase in phrases:
            if len(phrase) < 8 or len(folded) < len(phrase) - 2:
                continue
            score = fuzz.partial_ratio(phrase, folded)
            if score > best:
                best, found = score, str(code)
    return found


def note(code: str, **values: str) -> str:
    """An editorial note or a remark for the editor, in words."""
    found: str = words()["notes"][code].format(**values)
    return found
