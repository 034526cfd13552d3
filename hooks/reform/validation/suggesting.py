"""What an unknown code may have meant: only a slip of the keys in a long one, or its label.

Never one short id for another, never across the numbers, the year or the kind of a document: a
suggestion that is followed without a look must not publish a falsehood.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from reform.sources.plain_letters import plain_letters

SHORTEST = 5
"""Letters of the shortest code that is long enough for a slip to be told from another code."""

_NUMBER = re.compile(r"\d+")


def suggestion(
    written: str, known: Iterable[str], labels: Mapping[str, str] | None = None
) -> dict[str, str]:
    """``suggestion`` where one known code is meant beyond doubt; ``labels`` maps plain labels to
    codes.
    """
    by_label = (labels or {}).get(plain_letters(written), "")
    if by_label:
        return {"suggestion": by_label}
    if len(written) < SHORTEST:
        return {}
    alike = [code for code in known if _same_parts(written, code)]
    close = get_close_matches(written, alike, n=2, cutoff=0.85)
    return {"suggestion": close[0]} if len(close) == 1 else {}


def _same_parts(written: str, code: str) -> bool:
    """Whether two codes agree in every number and in every short part, such as ``qd`` or ``nq``."""
    if _NUMBER.findall(written) != _NUMBER.findall(code):
        return False
    short = [
        [part for part in re.split(r"[-_]", text) if len(part) < 4] for text in (written, code)
    ]
    return short[0] == short[1]
