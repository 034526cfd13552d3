"""A project in which every text that somebody can write tries to become markup or a program.

Which texts there are follows from the schemas: a new column is attacked without a line here.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from conftest import ROOT
from reform.loading.places import SHARED_TABLES, UNIT_TABLES
from reform.model.kinds import PLAN_LISTS
from reform.sources.table_schemas import Field, Schemas, TableSchema, read_schemas
from reform.sources.units import place_slug
from reform.sources.written_pages import FRONT_MATTER

MARK = "pwned"
PAYLOADS = {
    "raw": (
        "</title></style></script></textarea></svg><!-- --><pwned-tag onpwned=1>"
        "<script>pwned()</script><img src=pwned onerror=pwned()>"
        '"><svg onload=pwned()>\' onfocus=\'pwned()\' " onmouseover="pwned()" x="'
        '"; } } * { --pwned: 1 } @import "//pwned"; '
        "{{7*7}}pwned{{ config }}{% raw %}{# # #}{%pwned%} ]]> \\"
    ),
    "encoded": (
        "javascript:pwned()//&quot;&gt;&lt;/title&gt;&lt;/style&gt;&lt;/script&gt;"
        "&lt;pwned-tag onpwned=1&gt;&lt;img src=pwned onerror=pwned()&gt;"
        "&#34;&#x3e;&#60;svg/onload=pwned()&#62;&apos; onfocus=&apos;pwned()"
        "&amp;quot;&amp;gt;&amp;lt;pwned-tag onpwned=1&amp;gt;&#123;&#123;7*7&#125;&#125;pwned"
    ),
}
NAMES = {"raw": "<pwned-tag onpwned=1>\"'\\", "encoded": "&quot;&gt;&lt;pwned-tag onpwned=1&gt;"}
"""For names that become folders, where a file system has no room for more."""

QUOTED = """
# Title &lt;pwned-tag&gt; & more

## One &quot;&gt;&lt;pwned-tag onpwned=1&gt;

## Two `<img src=x onerror=pwned()>` {{7*7}}pwned {% raw %}

    <script>pwned()</script>

## Three

| a | b |
|:-:|---|
| &lt;td onclick=pwned()&gt; | `<script>pwned()</script>` |
"""
"""Markup that a page only speaks of."""

BODY = """
# Title <pwned-tag onpwned=1> &lt;pwned-tag&gt; & more {: onclick="pwned()" }

<script>pwned()</script>

## One &quot;&gt;&lt;pwned-tag onpwned=1&gt; {: #one onclick="pwned()" style="--pwned: 1" }

[a](javascript:pwned()) [b](JaVa&#115;cript:pwned()) [c](data:text/html,<script>pwned()</script>)
[d](vbscript:pwned) <a href="java&#9;script:pwned()">e</a> <javascript:pwned()>
![f](javascript:pwned()){: onerror="pwned()" } [g](https://example.org){: onfocus="pwned()" }

## Two <img src=x onerror=pwned()>

## Three {{7*7}}pwned {% raw %}

| a | b |
|:-:|---|
| <td onclick=pwned()> | `<script>pwned()</script>` |

<details markdown="1" ontoggle="pwned()" open>
<summary onclick="pwned()">s</summary>
<iframe srcdoc="&lt;script&gt;pwned()&lt;/script&gt;"></iframe>
</details>

<style>* { --pwned: 1 }</style><base href="//pwned/">
<meta http-equiv="refresh" content="0;url=//pwned">
<form action="javascript:pwned()"><button formaction="javascript:pwned()">x</button></form>
<svg><a xlink:href="javascript:pwned()"><animate onbegin="pwned()"/></a></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=pwned()&gt;">
"""

FILLED_ELSEWHERE = {
    ("units", "name"): "invented_units.csv",
    ("units", "distinct_name"): "invented_units.csv, from the name",
    ("units", "province_name"): "invented_units.csv",
    ("units", "district_name"): "former_communes.csv, as that of a former unit",
    ("former_units", "name"): "former_communes.csv",
    ("former_units", "district_name"): "former_communes.csv",
    ("former_units", "province_name"): "former_communes.csv",
    ("plans", "path"): "the place of the file, which the rules hold to the commune's name",
}
"""Free text that the build fills in, and where it comes from."""

STANDS_ONLY_WITH: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "unlinked_reason": lambda row: not row.get("indicator_id"),
    "rank_within": lambda row: row.get("kind") == "rank",
    "unit_name": lambda row: row.get("unit") == "count",
}
"""Free text that a rule allows beside certain values of other columns only."""


class HostileProject:
    """A copy of the demo, its vocabulary and the guides below ``folder``, with a payload in it."""

    def __init__(self, folder: Path, payload: str) -> None:
        self.folder = folder
        self.attacked: set[tuple[str, str]] = set()
        self.payload = PAYLOADS[payload]
        self._name = NAMES[payload]
        self._count = 0
        shutil.copytree(ROOT / "tests" / "demo", folder / "demo")
        shutil.copytree(
            ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("units", ".*")
        )
        shutil.copytree(ROOT / "content", folder / "content")
        self._schemas = read_schemas(folder / "data")
        self._attack_tables()
        self._attack_names()
        self._attack_guides()
        _attack_descriptions(folder / "data" / "schemas", self.payload)
        self._write_config()

    def _attack_tables(self) -> None:
        for path in sorted((self.folder / "demo/data/units").rglob("*.yaml")):
            document = yaml.safe_load(path.read_text("utf-8"))
            document.setdefault("annexes", [{"annex_id": "x1", "is_published": False}])
            self._attack("plans", document)
            document.setdefault(
                "prior_results", [{"prior_result_id": "e01", "value": 2, "unit": "count"}]
            )
            document["targets"].append(_counted(document["targets"][0]))
            for table in PLAN_LISTS:
                for row in document.get(table) or ():
                    self._attack(table, row)
            _write_yaml(path, document)
        path = self.folder / "data" / "indicators.yaml"
        document = yaml.safe_load(path.read_text("utf-8"))
        for row in document["indicators"]:
            row["aliases"] = "; ".join(row.get("aliases", ()))
            self._attack("indicators", row)
            row["aliases"] = row["aliases"].split("; ") if row["aliases"] else []
        _write_yaml(path, document)
        tables = [(self.folder / "data" / f"{table}.csv", table) for table in SHARED_TABLES]
        tables.append((self.folder / "demo/data/legal_documents.csv", "legal_documents"))
        for name, table in UNIT_TABLES.items():
            tables += [(p, table) for p in sorted((self.folder / "demo/data").rglob(name))]
        for path, table in tables:
            rows = _read_csv(path)
            for row in rows:
                self._attack(table, row)
            _write_csv(path, rows)

    def _attack(self, table: str, row: dict[str, Any]) -> None:
        """Put the payload into every free text of a row; one that is empty is filled too, unless
        another column says that it must be empty.
        """
        for field in free_texts(self._schemas[table]):
            if field.name in STANDS_ONLY_WITH and not STANDS_ONLY_WITH[field.name](row):
                continue
            self._count += 1
            label = f"{MARK}-{table}-{field.name}"
            if is_address(field):
                row[field.name] = f"https://e.org/{label}/{''.join(self.payload.split())}"
            else:
                row[field.name] = f"{self.payload} {label} {self._count} {self.payload}"
            self.attacked.add((table, field.name))
        if table == "targets" and row.get("value") is not None:
            row["text"] += f" {row['value']}"  # a figure stands in its text

    def _attack_names(self) -> None:
        path = self.folder / "demo/data/invented_units.csv"
        rows = _read_csv(path)
        communes = self.folder / "demo/data/units"
        for row in rows:
            old = _unit_folder(row)
            row["name"] += self._name
            row["province_name"] += self._name
            new = communes / _unit_folder(row)
            new.parent.mkdir(exist_ok=True)
            (communes / old).rename(new)
        _write_csv(path, rows)
        path = self.folder / "data" / "former_communes.csv"
        former = _read_csv(path)
        extra = {**former[0], "unit_id": "99901", "successor_codes": rows[0]["code"]}
        for column in ("name", "district_name", "province_name"):
            extra[column] = self.payload
        _write_csv(path, [*former, extra])

    def _attack_guides(self) -> None:
        guides = self.folder / "content" / "huong-dan"
        front = dict.fromkeys(FRONT_MATTER, self.payload) | {"lang": "vi"}
        text = yaml.safe_dump(front, allow_unicode=True)
        (guides / "hostile.md").write_text(f"---\n{text}---\n{QUOTED}", "utf-8")

    def _write_config(self) -> None:
        text = (ROOT / "tests/demo/mkdocs.yml").read_text("utf-8")
        text = text.replace("docs_dir: ../../content", "docs_dir: ../content")
        text = text.replace("vocabulary: ../../data", "vocabulary: ../data")
        text = re.sub(r"\.\./\.\./(?=\w)", f"{ROOT}/", text)
        (self.folder / "demo/mkdocs.yml").write_text(text, "utf-8")


def _counted(target: Mapping[str, Any]) -> dict[str, Any]:
    """A target that counts things by their name; the demo has none."""
    kept = {key: target[key] for key in ("text", "locator", "placement", "scope")}
    figure = {"kind": "quantitative", "comparator": "at_least", "value": 2, "unit": "count"}
    return {"target_id": "t99", **kept, **figure, "unlinked_reason": "x"}


def free_texts(schema: TableSchema) -> tuple[Field, ...]:
    """The columns into which somebody can write what they like."""
    return tuple(
        field
        for field in schema.fields
        if field.type == "string"
        and not field.is_derived
        and (is_address(field) or accepts(field, PAYLOADS["raw"]))
        and field.name not in {*schema.references, *schema.primary_key}
    )


def accepts(field: Field, text: str) -> bool:
    """Whether a text passes the constraints of a column."""
    pattern = field.constraints.get("pattern")
    return "enum" not in field.constraints and (not pattern or bool(re.search(pattern, text)))


def is_address(field: Field) -> bool:
    """Whether a column holds an address of the web."""
    return accepts(field, "https://e.org/<x>") and not accepts(field, "javascript:x")


def other_texts(schemas: Schemas) -> Iterator[tuple[str, Field]]:
    """The text columns that are not free, with their tables."""
    for name, schema in schemas.tables.items():
        free = free_texts(schema)
        for field in schema.fields:
            if field.type == "string" and field not in free:
                yield name, field


REFUSED_PAGES: Mapping[str, tuple[str, str]] = {
    "scripted.md": (f"---\ntitle: x\n---\n{BODY}", "markup-left-out"),
    "steered.md": (
        "---\ntitle: x\ntemplate: redirect.html\nlocation: javascript:pwned()\n---\n# x",
        "front-matter-left-out",
    ),
    "spoken.md": (f"---\ntitle: x\nlang: '{NAMES['raw'][:20]}'\n---\n# x", "page-language"),
    "listed.md": ("---\ntitle: [<script>]\n---\n# x", "page-value-not-text"),
    "untitled.md": ("# x", "page-without-title"),
    "<img src=x onerror=pwned()>.md": ("---\ntitle: x\n---\n# x", "page-name"),
    "pwned.html": ("<script>pwned()</script>", "page-file-kind"),
    "pwned.SVG": ("<svg onload='pwned()'/>", "page-file-kind"),
    "pwned.js": ("pwned()", "page-file-kind"),
    "pwned.xhtml": ("<script/>", "page-file-kind"),
    "pwned": ("<script>pwned()</script>", "page-file-kind"),
}
"""File in the folder of the guides to what it holds, and the message that refuses it."""


def _attack_descriptions(folder: Path, payload: str) -> None:
    """The words of the data dictionary."""
    for path in folder.glob("*.yaml"):
        document = yaml.safe_load(path.read_text("utf-8"))
        for entry in (document, *document["fields"]):
            for key in entry.keys() & {"title", "title_en", "description", "description_en"}:
                entry[key] += payload
        _write_yaml(path, document)


def _unit_folder(row: dict[str, Any]) -> str:
    province = f"{row['province_code']}-{place_slug(row['province_name'])}"
    return f"{province}/{row['code']}-{place_slug(row['name'])}"


def _write_yaml(path: Path, document: Any) -> None:
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")


def _read_csv(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)
