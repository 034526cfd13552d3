"""The page at an address that was given up: it leads to the new one, with or without scripts."""

from reform import addresses
from reform.rendering.environment import environment


def moved_page(old: str, new: str) -> bytes:
    """A page of its own, outside the shell: not to be indexed, canonical at its new address."""
    template = environment().get_template("moved.html.j2")
    return template.render(link=addresses.relative(old, new)).encode("utf-8")
