"""Pages from templates."""

from dataclasses import dataclass, fields
from typing import Any

from jinja2 import Template

from reform.model import Catalogue
from reform.rendering.charts import draw
from reform.rendering.environment import environment
from reform.rendering.links import Links
from reform.rendering.markup import line_of


def _template(name: str) -> Template:
    return environment().get_template(f"pages/{name}.html.j2")


@dataclass(frozen=True)
class RenderedPage:
    """A page after its template ran."""

    title: str
    """Text on one line."""
    description: str
    """Text on one line, for search engines and shares."""
    body: str
    """HTML of the content."""


def render_page(name: str, context: Any, address: str, catalogue: Catalogue) -> RenderedPage:
    """Run the template ``pages/<name>.html.j2``, which sets ``title`` and ``description``."""
    own = {field.name: getattr(context, field.name) for field in fields(context)}
    shared = {"links": Links(address, catalogue), "labels": catalogue.labels, "draw": draw}
    variables = {**own, **shared}
    module: Any = _template(name).make_module(variables)
    return RenderedPage(line_of(module.title), line_of(module.description), str(module).strip())
