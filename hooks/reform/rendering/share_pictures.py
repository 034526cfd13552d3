"""Pictures that go with a shared link (Open Graph): 1200 × 630, the same bytes for the same data.

The words come from ``templates/pictures``; the typeface is Be Vietnam Pro (OFL), which carries
every letter of Vietnamese and is installed with the project.
"""

import io
import textwrap
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from reform.build_cache import BuildCache, code_digest, digest
from reform.model import Catalogue
from reform.rendering.environment import environment
from reform.rendering.markup import line_of

WIDTH, HEIGHT = 1200, 630
_MARGIN = 84
_PAPER, _INK, _QUIET, _ACCENT = "#fdfcfa", "#1c1d20", "#55565c", "#17487c"
_COLOURS = 32
"""Enough for soft edges of three colours on one; a smaller file than true colour."""


def plan_picture(summary: Any) -> bytes:
    """PNG of a plan, from its summary."""
    return _draw(_lines("plan", summary=summary))


def site_picture(catalogue: Catalogue) -> bytes:
    """PNG of the whole site."""
    return _draw(_lines("site", catalogue=catalogue))


def _lines(name: str, **variables: Any) -> list[str]:
    text = environment().get_template(f"pictures/{name}.txt.j2").render(variables)
    return [line_of(line) for line in text.strip().splitlines()]


@cache
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    path = fontpkg.path("Be Vietnam Pro", weight=weight)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _draw(lines: list[str]) -> bytes:
    """The picture of some words, drawn once for all builds."""
    kept = BuildCache.of_user()
    key = digest(_code(), *(line.encode() for line in lines))
    found = kept.get([key]).get(key)
    if found is None:
        found = _drawn(lines)
        kept.put({key: found})
    return found


@cache
def _code() -> bytes:
    packages = ("pillow", "fontpkg", "fontpkg-be-vietnam-pro")
    return code_digest([Path(__file__)], *map(version, packages))


def _drawn(lines: list[str]) -> bytes:
    """The first line small, the second large, then details, the last at the foot."""
    kicker, headline, *details, foot = lines
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 14), fill=_ACCENT)
    pen.text((_MARGIN, 74), kicker, font=_font(600, 32), fill=_ACCENT)
    large = 84 if len(headline) <= 24 else 60
    y = _paragraph(pen, 132, textwrap.wrap(headline, 24 if large == 84 else 34)[:3], large, 700)
    for detail in details:
        y = _paragraph(pen, y + 10, textwrap.wrap(detail, 52)[:2], 38, 400)
    pen.line((_MARGIN, 524, WIDTH - _MARGIN, 524), fill=_INK, width=3)
    pen.text((_MARGIN, 546), foot, font=_font(600, 34), fill=_INK)
    return _png(image)


def _paragraph(
    pen: ImageDraw.ImageDraw, y: int, lines: Iterable[str], size: int, weight: int
) -> int:
    """Write lines from ``y`` on; where the next may begin."""
    colour = _INK if weight > 400 else _QUIET
    for line in lines:
        pen.text((_MARGIN, y), line, font=_font(weight, size), fill=colour)
        y += round(size * 1.28)
    return y


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()
