"""``reform find``: the code of a thing, by what it is called."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from reform.layout import Layout
from reform.loading.code_list import CodeEntry, code_entries, found_codes
from reform.terminal.asking import register_of
from reform.terminal.console import complain, say, show_table
from reform.terminal.options import HERE, Root, Vocabulary
from reform.terminal.wording import told

MOST = 30
"""So many codes are shown, unless all are asked for."""


def run(
    words: Annotated[list[str], typer.Argument()],
    all_: Annotated[bool, typer.Option("--all")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
) -> int:
    """Show every code that may be meant."""
    layout = Layout.of(root.resolve(), vocabulary)
    typed = " ".join(words)
    found = found_codes(code_entries(layout), register_of(layout), typed)
    if as_json:
        say(json.dumps([asdict(entry) for entry in found], ensure_ascii=False, indent=2))
    elif found:
        shown = found if all_ else found[:MOST]
        columns = [told("find", key) for key in ("code", "name", "kind", "note")]
        show_table(columns, [_row(entry) for entry in shown])
        if len(shown) < len(found):
            say(told("find", "more", count=len(found) - len(shown)))
    else:
        complain(told("find", "nothing", typed=typed))
    return 0 if found else 1


def _row(entry: CodeEntry) -> tuple[str, str, str, str]:
    kind, _, list_ = entry.kind.partition(":")
    return entry.code, entry.name, told("find", f"kind_{kind}", list=list_), entry.note
