"""Between markup and text: every template escapes, and what needs the words alone reads them here.

Text stays text until a template prints it, and the template escapes it then. So nothing but the
body of a page is ever marked safe.
"""

import html
from collections import Counter
from html.parser import HTMLParser

import nh3
from markupsafe import Markup, escape

_URL_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"class", "id", "lang", "title"},
    "td": {*nh3.ALLOWED_ATTRIBUTES["td"], "style"},
    "th": {*nh3.ALLOWED_ATTRIBUTES["th"], "style"},
    "details": {"open"},
    "div": {"data-tabs"},
    "input": {"checked", "id", "name"},
    "label": {"for"},
}
"""What our guides write besides what is allowed to everybody; a table's cells say their alignment
in ``style``, of which nothing else is kept.
"""


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


_TABS = {"input": {"type": {"radio"}}}
"""The one field of a form that guides have: a tab is chosen without a script."""


def without_scripts(markup: str) -> str:
    """Markup that somebody wrote by hand, without anything that runs, styles or loads a frame."""
    return nh3.clean(
        markup,
        tags=nh3.ALLOWED_TAGS | _TABS.keys() | {"label"},
        attributes=_ATTRIBUTES,
        tag_attribute_values=_TABS,
        filter_style_properties={"text-align"},
        link_rel=None,
        url_schemes=set(_URL_SCHEMES),
    )


def left_out(before: str, after: str) -> tuple[str, ...]:
    """The elements and attributes of one markup that another lacks: ``script``, ``a href``."""
    return tuple(sorted(_names(before) - _names(after)))


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
