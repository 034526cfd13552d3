"""``reform schema``: what an editor for code needs to help with plan files."""

import json
from typing import Annotated, Any

import typer

from reform.layout import Layout
from reform.loading.choices import read_choices
from reform.sources.table_schemas import read_schemas
from reform.terminal.console import say
from reform.terminal.options import HERE, Root, Vocabulary
from reform.terminal.wording import told
from reform.writing.blank_plan import blank_files
from reform.writing.plan_schema import plan_json_schema

SCHEMA = ".vscode/plan.schema.json"
SETTINGS = ".vscode/settings.json"
BLANKS = "content/huong-dan/mau"
"""Blank files to copy, beside the guides."""


def run(
    check: Annotated[bool, typer.Option("--check")] = False,
    root: Root = HERE,
    vocabulary: Vocabulary = None,
) -> int:
    """Write the JSON Schema of plan files, settings of VS Code that use it, and blank files."""
    layout = Layout.of(root.resolve(), vocabulary)
    schemas = read_schemas(layout.vocabulary)
    schema = plan_json_schema(schemas, read_choices(layout))
    files = {SCHEMA: _text(schema), SETTINGS: _text(_SETTINGS)}
    if (layout.root / BLANKS).parent.is_dir():
        files |= {f"{BLANKS}/{name}": text for name, text in blank_files(schemas).items()}
    old = [name for name, text in files.items() if _written(layout, name) != text]
    for name in old:
        if not check:
            path = layout.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], "utf-8")
        say(told("schema", "old" if check else "written", file=name))
    if not old:
        say(told("schema", "same"))
    return 1 if check and old else 0


_SETTINGS = {
    "yaml.schemas": {f"./{SCHEMA}": "data/units/**/[0-9]*.yaml"},
    "yaml.completion": True,
    "yaml.hover": True,
    "[yaml]": {"editor.wordWrap": "on", "editor.quickSuggestions": {"strings": True}},
    "files.encoding": "utf8",
    "files.eol": "\n",
}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _written(layout: Layout, name: str) -> str | None:
    path = layout.root / name
    return path.read_text("utf-8") if path.is_file() else None
