"""Plain texts that go with data: templates without markup."""

from functools import cache
from typing import Any

from jinja2 import Template

from reform.edition import Edition
from reform.rendering.environment import message_environment
from reform.rendering.markup import line_of


@cache
def _template(name: str) -> Template:
    return message_environment().get_template(name)


def data_readme(edition: Edition, language: str) -> str:
    """How to read the tables, by what licence and how to cite, in Vietnamese or English."""
    return plain(f"notes/readme.{language}.md.j2", edition=edition, package=edition.package)


def plain(template: str, **context: Any) -> str:
    """A text without markup: what escaping made of its letters is undone, line by line."""
    text = _template(template).render(context)
    return "".join(f"{line_of(line)}\n" if line.strip() else "\n" for line in text.splitlines())
