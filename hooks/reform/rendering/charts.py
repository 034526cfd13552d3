"""Charts as inline SVG, drawn by Vega-Lite when the site is built.

A chart is a template ``charts/<name>.json.j2`` that makes a Vega-Lite specification; its colours
are the style sheet's own properties, its text takes the page's font. The same data give the same
bytes.
"""

import json
import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert
from jinja2 import Template
from markupsafe import Markup

from reform.rendering.environment import environment

_SVG = "http://www.w3.org/2000/svg"
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")
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
    root = ET.fromstring(vl_convert.vegalite_to_svg(specification))  # noqa: S314 - made just now
    _simplify(root)
    ET.register_namespace("", _SVG)
    inner = "".join(ET.tostring(child, "unicode") for child in root)
    plain = inner.replace(f' xmlns="{_SVG}"', "")
    return Drawing(
        width=root.attrib["width"],
        height=root.attrib["height"],
        markup=Markup(_LONG_NUMBER.sub(_short_number, plain)),  # noqa: S704 - serialized above
    )


def _template(name: str) -> Template:
    return environment().get_template(f"charts/{name}.json.j2")


def _simplify(element: ET.Element) -> None:
    """Take away what draws nothing."""
    for child in list(element):
        if _draws_nothing(child):
            element.remove(child)
        else:
            _simplify(child)
    for name in _NEEDLESS & element.attrib.keys():
        del element.attrib[name]
    if element.get("opacity") == "1":
        del element.attrib["opacity"]


def _draws_nothing(element: ET.Element) -> bool:
    if element.get("display") == "none" or element.get("d") == "":
        return True
    return element.get("class") == "background" and element.get("fill") is None


def _short_number(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")
