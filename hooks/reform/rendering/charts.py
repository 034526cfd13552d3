"""Charts as inline SVG, drawn by Vega-Lite when the site is built.

A chart is a template ``charts/<name>.json.j2`` that makes a Vega-Lite specification; its colours
are the style sheet's own properties, its text takes the page's font. The same data give the same
bytes.
"""

import json
import os
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert
from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol
from jinja2 import Template
from markupsafe import Markup

from reform.rendering.environment import LOCALE, environment

_SVG = "http://www.w3.org/2000/svg"
_LOCALE = {
    "decimal": get_decimal_symbol(LOCALE),
    "thousands": get_group_symbol(LOCALE),
    "grouping": [3],
    "currency": ["", ""],
    "minus": get_minus_sign_symbol(LOCALE),
}
"""Numbers on axes, as every other number of the site is written."""
_GEOMETRY = frozenset(("d", "transform", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "r"))
"""Attributes that hold coordinates; a tenth of a pixel is all that can be seen of them."""
_COORDINATE = re.compile(r"-?\d+\.\d{2,}(e-?\d+)?")
_NEEDLESS = frozenset(
    ("role", "aria-roledescription", "aria-hidden", "pointer-events", "font-family", "class")
)
"""Attributes of a mark that say nothing inside a picture which is described as a whole."""


@dataclass(frozen=True)
class Drawing:
    """What stands inside an ``svg`` element, and the box it was drawn for."""

    width: str
    height: str
    markup: Markup


def draw(name: str, **variables: Any) -> Drawing:
    """The chart of a template, with what the template asks for."""
    specification = json.loads(_template(name).render(variables))
    _open_standard_input()
    drawn = vl_convert.vegalite_to_svg(specification, format_locale=_LOCALE)
    root = ET.fromstring(drawn)  # noqa: S314 - made just now
    _simplify(root)
    ET.register_namespace("", _SVG)
    inner = "".join(ET.tostring(child, "unicode") for child in root)
    plain = inner.replace(f' xmlns="{_SVG}"', "")
    return Drawing(
        width=root.attrib["width"],
        height=root.attrib["height"],
        markup=Markup(plain),  # noqa: S704 - serialized above
    )


def _template(name: str) -> Template:
    return environment().get_template(f"charts/{name}.json.j2")


@cache
def _open_standard_input() -> None:
    """Vega's engine reads standard input when it starts, and ends where that is closed, as some
    schedulers start a build: then it gets an empty one, which takes the lowest free number, 0.
    """
    try:
        os.fstat(0)
    except OSError:
        os.open(os.devnull, os.O_RDONLY)


def _simplify(element: ET.Element) -> None:
    """Take away what draws nothing."""
    for child in list(element):
        if _draws_nothing(child):
            element.remove(child)
        else:
            _simplify(child)
    for name in _NEEDLESS & element.attrib.keys():
        del element.attrib[name]
    for name in _GEOMETRY & element.attrib.keys():
        element.set(name, _COORDINATE.sub(_rounded, element.attrib[name]))
    if element.get("opacity") == "1":
        del element.attrib["opacity"]


def _draws_nothing(element: ET.Element) -> bool:
    if element.get("display") == "none" or element.get("d") == "":
        return True
    return element.get("class") == "background" and element.get("fill") is None


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")
