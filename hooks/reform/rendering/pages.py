"""Pages from templates: each template has the blocks ``title``, ``description`` and ``body``."""

import html
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, Template

from reform import addresses
from reform.model import Catalogue
from reform.rendering.environment import environment
from reform.rendering.links import Links

_LOCALE = "vi_VN"


@cache
def _page_environment() -> Environment:
    env = environment()
    env.filters["number"] = lambda value: format_decimal(value, locale=_LOCALE)
    env.filters["day"] = lambda value: format_date(value, "d/M/y", locale=_LOCALE)
    env.filters["short_id"] = addresses.short_id
    return env


@cache
def _template(name: str) -> Template:
    return _page_environment().get_template(f"pages/{name}.html.j2")


def render_page(name: str, context: Any, address: str, catalogue: Catalogue) -> str:
    """The HTML body of a page at ``address``."""
    return _block(name, "body", _variables(context, address, catalogue))


def render_text(name: str, block: str, context: Any, catalogue: Catalogue) -> str:
    """The title or the description of a page, as text on one line."""
    markup = _block(name, block, _variables(context, "", catalogue))
    return html.unescape(" ".join(markup.split()))


def _block(name: str, block: str, variables: Mapping[str, Any]) -> str:
    template = _template(name)
    context = template.new_context(dict(variables))
    return "".join(template.blocks[block](context))


def _variables(context: Any, address: str, catalogue: Catalogue) -> dict[str, Any]:
    own = {field.name: getattr(context, field.name) for field in fields(context)}
    return {**own, "links": Links(address, catalogue), "labels": catalogue.labels}
