"""From the lines of a text to its paragraphs: wrapped ones are joined, glued ones taken apart."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from reform.drafting.folding import cleaned, fold
from reform.drafting.markers import DASH, mark_of, without_noise
from reform.drafting.wording import pattern, words

WRAPPED_AT_MOST = 140
"""Letters of the longest line of a text whose lines were broken by a page, not by its author."""

_GLUED = re.compile(r"(?<=[.;:!?])\s+(?=[-–+]\s+[^\W\d_a-zà-ỹđ])")
_BARE_MARK = re.compile(r"(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ])[.)]")
_PAGE_NUMBER = re.compile(r"^[-–\s]*\d{1,3}[-–\s]*$")
_TERMINAL = tuple('.;:!?…"”)')


def is_page_number(line: str) -> bool:
    """Whether a line holds a page's number, or one letter that a scanner saw in a speck."""
    return bool(_PAGE_NUMBER.match(line)) or (len(line) == 1 and line.isalpha())


def paragraphs_of(lines: Iterable[str], *, is_wrapped: bool | None = None) -> Iterator[str]:
    """The paragraphs of a plain text, each on one line; page numbers are not among them.

    ``is_wrapped`` says whether lines were broken by the width of a page; where it is not given, the
    longest line tells.
    """
    kept = [without_noise(cleaned(line)) for line in lines]
    kept = [line for line in kept if not is_page_number(line)]
    longest = max((len(line) for line in kept), default=0)
    full = sorted(len(line) for line in kept if len(line) > longest / 2) or [0]
    typical = full[len(full) // 2]
    if is_wrapped is None:
        is_wrapped = longest <= WRAPPED_AT_MOST
    own, last, after_blank = "", "", False
    for line in kept:
        if not line:
            after_blank = True
            continue
        width = typical if is_wrapped and not after_blank else 0
        if own and _continues(own, last, line, width, after_blank=after_blank):
            own = f"{own} {line}"
        else:
            if own:
                yield from taken_apart(own)
            own = line
        last, after_blank = line, False
    if own:
        yield from taken_apart(own)


def _continues(own: str, last: str, line: str, width: int, *, after_blank: bool) -> bool:
    """Whether a line goes on with a paragraph; ``width`` is that of wrapped lines, else 0."""
    mark = mark_of(line)
    is_open = not own.endswith(_TERMINAL)
    if mark:
        begins = line[mark.end : mark.end + 1]
        return mark.kind == DASH and begins.islower() and is_open and not after_blank
    if _BARE_MARK.fullmatch(own) or (line[0].islower() and is_open):
        return True
    if not width:
        return False
    if mark_of(own) and is_open and own.isupper() and line.isupper():
        return True
    if _stands_alone(line) or _stands_alone(own):
        return False
    is_short = len(last) < (0.97 if last.endswith(".") and line[0].isupper() else 0.85) * width
    return not (last.endswith((".", ";", ":")) and is_short)


def _stands_alone(line: str) -> bool:
    """Whether a line of a letter's head or foot: it belongs to no sentence."""
    if mark_of(line):
        return False
    letters = [letter for letter in line if letter.isalpha()]
    if len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters):
        return True
    folded = fold(line)
    names = ("place_and_date", "own_number", "annexed", "recipients", "motto")
    return any(pattern(name).search(folded) for name in names)


def look_wrapped(lines: list[str]) -> bool:
    """Whether what a Word file calls paragraphs are the lines of a page: many begin in the middle
    of a sentence.
    """
    unmarked = [line for line in lines if len(line) > 20 and not mark_of(line)]
    return len(unmarked) > 20 and sum(line[0].islower() for line in unmarked) > 0.25 * len(unmarked)


def taken_apart(text: str) -> Iterator[str]:
    """The paragraph and the bullets that were glued to its end."""
    for part in _GLUED.split(without_noise(text)):
        yield from _headed(part)


def _headed(text: str) -> Iterator[str]:
    """A heading and the sentence that follows it without a full stop or behind a dash."""
    mark = mark_of(text)
    if mark and mark.kind in ("decimal", "letter"):
        match = opener().search(text, mark.end + 8)
        if (
            match
            and match.start() - mark.end < 90
            and not re.search("[.;:,]", text[mark.end : match.start()])
        ):
            yield text[: match.start()].rstrip(" -–")
            yield text[match.start() :].lstrip()
            return
    yield text


@cache
def opener() -> re.Pattern[str]:
    """Where a full stop was lost: a capital that begins a sentence stands behind a small letter."""
    openers = "|".join(words()["openers"])
    return re.compile(rf"(?<!các)(?<!và)(?<!của)(?<=[a-zà-ỹđ])\s+(?:[-–]\s+)?(?=(?:{openers})\b)")
