"""``reform preview``: what the public will read otherwise."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from reform.layout import Layout
from reform.problems import DataError
from reform.publication.coming import coming_changes
from reform.terminal.console import say, tell_problems
from reform.terminal.options import HERE, AsOf, Root, Vocabulary, day_of
from reform.terminal.wording import told


def run(
    base: str,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
    as_of: AsOf = None,
) -> int:
    """Show each item that changes, before and after."""
    layout = Layout.of(root.resolve(), vocabulary)
    try:
        found = coming_changes(layout, base, day_of(as_of))
    except DataError as error:
        tell_problems(error.problems, layout)
        return 1
    if as_json:
        say(json.dumps([asdict(change) for change in found], ensure_ascii=False, indent=2))
        return 0
    plan = ""
    for change in found:
        if change.plan_id != plan:
            plan = change.plan_id
            say(told("preview", "plan", change=change))
        say(told("preview", "item", change=change))
    say(told("preview", "count", count=len(found)))
    return 0
