"""Plain texts that go with data: templates of text and of Markdown."""

from functools import cache
from typing import Any

from jinja2 import Template

from reform.edition import Edition
from reform.rendering.environment import message_environment
from reform.rendering.markup import line_of, markdown_text


@cache
def _template(name: str) -> Template:
    env = message_environment()
    if name.endswith(".md.j2"):
        env = env.overlay(finalize=markdown_text)
    return env.get_template(f"notes/{name}")


def note(name: str, edition: Edition, **context: Any) -> str:
    """The text of a template below ``templates/notes``.

    In Markdown a value stays text: neither HTML nor a link of its own. Elsewhere the escaping is
    undone, line by line.
    """
    catalogue = edition.project.catalogue.live
    shared = {"edition": edition, "package": edition.package, "catalogue": catalogue}
    text = _template(name).render({**shared, **context})
    said = str.rstrip if name.endswith(".md.j2") else line_of
    return "".join(f"{said(line)}\n" if line.strip() else "\n" for line in text.splitlines())
