"""The Jinja2 environments: autoescape on in each, an undefined name is an error."""

from datetime import date
from functools import cache, lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reform import addresses
from reform.rendering.markup import line_of, references
from reform.shipped import templates_folder

LOCALE = "vi_VN"
"""How numbers and dates are written, on pages and in pictures."""

TEMPLATES = templates_folder()
"""The folder of the templates."""


@cache
def environment() -> Environment:
    """The environment of all templates, with numbers and dates as Vietnamese writes them."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    env.filters["number"] = _number
    env.filters["day"] = _day
    env.filters["short_id"] = addresses.short_id
    env.filters["line"] = line_of
    return env


def refresh() -> None:
    """Forget the templates where one was changed; asked once a build, not at every look-up."""
    kept = environment().cache
    if kept is not None and not all(template.is_up_to_date for template in kept.values()):
        kept.clear()


@lru_cache(maxsize=10_000, typed=True)
def _number(value: float) -> str:
    return format_decimal(value, locale=LOCALE, decimal_quantization=False)


@lru_cache(maxsize=10_000)
def _day(value: date) -> str:
    return format_date(value, "d/M/y", locale=LOCALE)


@cache
def message_environment() -> Environment:
    """The environment of messages for a terminal, where every blank and line counts."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )


def harden(theme: Environment) -> None:
    """Make the shell's own environment escape what it prints, before any template is loaded."""
    theme.autoescape = True
    theme.filters["references"] = references
