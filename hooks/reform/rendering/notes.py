"""Plain texts that go with data: templates without markup."""

from functools import cache
from typing import Any

from jinja2 import Template

from reform.edition import Edition
from reform.rendering.environment import message_environment
from reform.rendering.markup import line_of


@cache
def _template(name: str) -> Template:
    return message_environment().get_template(f"notes/{name}")


def note(name: str, edition: Edition, **context: Any) -> str:
    """The text of a template below ``templates/notes``; its escaping is undone, line by line."""
    catalogue = edition.project.catalogue.live
    shared = {"edition": edition, "package": edition.package, "catalogue": catalogue}
    text = _template(name).render({**shared, **context})
    return "".join(f"{line_of(line)}\n" if line.strip() else "\n" for line in text.splitlines())
