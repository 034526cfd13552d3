"""Between markup and text: every template escapes, and what needs the words alone reads them here.

Text stays text until a template prints it, and the template escapes it then. So nothing but the
body of a page is ever marked safe.
"""

import html
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import nh3
from markupsafe import Markup, escape

_URL_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"class", "id", "lang", "title"},
    "details": {"open"},
    "div": {"data-tabs"},
    "input": {"checked", "id", "name"},
    "label": {"for"},
}
"""What our guides write besides what is allowed to everybody."""

_ALIGNED = re.compile(r"(<t[dh]\b[^<>]*?) style=([\"'])text-align: ?(left|right|center);?\2")


def line_of(markup: str) -> str:
    """The words of markup on one line, without its tags."""
    return Markup(markup).striptags()  # noqa: S704 - taken apart here, marked safe nowhere


def references(text: str) -> Markup:
    """Text escaped, every letter beyond ASCII as a character reference: for what stands in a page
    before its declaration of the coding, which readers look for in plain bytes.
    """
    plain = escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")
    return Markup(plain)  # noqa: S704 - escaped in the line above


def text_of(markup: str) -> str:
    """What a template without tags says, its lines kept: for a terminal."""
    return html.unescape(markup)


_VALUES = {
    "input": {"type": {"radio"}},
    **{key: {"data-align": {"left", "right", "center"}} for key in ("td", "th")},
}
"""The one field of a form that guides have, as a tab is chosen without a script; how the columns of
their tables stand, for our own style sheet.
"""


def without_scripts(markup: str) -> str:
    """Markup that somebody wrote by hand, without anything that runs, styles or loads a frame."""
    return nh3.clean(
        _without_styles(markup),
        tags=nh3.ALLOWED_TAGS | {"input", "label"},
        attributes=_ATTRIBUTES,
        tag_attribute_values=_VALUES,
        link_rel=None,
        url_schemes=set(_URL_SCHEMES),
    )


def left_out(before: str, after: str) -> tuple[str, ...]:
    """The elements and attributes of one markup that another lacks: ``script``, ``a href``."""
    return tuple(sorted(_names(_without_styles(before)) - _names(after)))


def _without_styles(markup: str) -> str:
    """Markdown says in ``style`` how the cells of a column stand, which no page may hold."""
    return _ALIGNED.sub(r'\1 data-align="\3"', markup)


def links_of(markup: str) -> tuple[str, ...]:
    """Where the links and pictures of markup lead, as it is written."""
    reader = _Names()
    reader.feed(markup)
    reader.close()
    return tuple(reader.links)


def _names(markup: str) -> Counter[str]:
    reader = _Names()
    reader.feed(markup)
    reader.close()
    return reader.found


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        self.found.update((tag, *(f"{tag} {name}" for name, _ in attrs)))


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)


def texts_by_id(markup: str) -> dict[str, str]:
    """What a reader reads in each element that bears an id, on one line."""
    reader = _Texts()
    reader.feed(markup)
    reader.close()
    return {id_: " ".join("".join(parts).split()) for id_, parts in reader.texts.items()}


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._say(" ")
        if tag not in _VOID:
            id_ = dict(attrs).get("id") or ""
            self._open.append((tag, id_))
            if id_:
                self.texts.setdefault(id_, [])

    def handle_endtag(self, tag: str) -> None:
        self._say(" ")
        while self._open and any(name == tag for name, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not any(tag in ("script", "style", "svg") for tag, _ in self._open):
            self._say(data)

    def _say(self, text: str) -> None:
        for _, id_ in self._open:
            if id_:
                self.texts[id_].append(text)


_STEERS_MARKDOWN = re.compile(r"[\\`\[\]]")


def markdown_text(value: Any) -> Any:
    """A value as it stands in Markdown, whose readers pass HTML on."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    escaped = value.replace("&", "&amp;").replace("<", "&lt;")
    return Markup(_STEERS_MARKDOWN.sub(r"\\\g<0>", escaped))  # noqa: S704 - escaped above
