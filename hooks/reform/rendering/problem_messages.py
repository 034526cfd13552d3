"""Problems as people read them, in Vietnamese, from ``templates/problems.yaml``."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache

from jinja2 import Template

from reform.derivations import ReportedFigures
from reform.problems import Problem
from reform.published import Pending
from reform.rendering.environment import TEMPLATES, message_environment
from reform.rendering.markup import text_of
from reform.sources.table_schemas import Schemas
from reform.sources.yaml_files import read_yaml


@dataclass(frozen=True)
class Message:
    """One problem in words."""

    file: str
    line: int
    code: str
    what: str
    """What is wrong."""
    why: str
    """Why that matters, or how it came about."""
    fix: str
    """What to do about it."""
    also: tuple[int, ...] = ()
    """Other lines of the file with the same problem."""


def messages(problems: Iterable[Problem], schemas: Schemas | None) -> tuple[Message, ...]:
    """The problems in words; without schemas (they could not be read) columns keep their names."""
    return tuple(_message(problem, schemas) for problem in problems)


def as_text(
    found: Iterable[Message],
    read: Iterable[ReportedFigures] = (),
    counts: Mapping[str, int] | None = None,
    coming: Pending | None = None,
    doubts: Iterable[Message] = (),
) -> str:
    """The messages for a terminal; where there are none, what was read: how much of what, and of
    each commune. What the next publication brings is always told, and what is hard to believe.
    """
    template = message_environment().get_template("problems.txt.j2")
    values = {"messages": tuple(found), "read": tuple(read), "doubts": tuple(doubts)}
    return text_of(template.render(values, counts=counts or {}, coming=coming))


def as_json(found: Iterable[Message]) -> str:
    """The messages for tools: a JSON array of objects."""
    return json.dumps([asdict(message) for message in found], ensure_ascii=False, indent=2)


def _message(problem: Problem, schemas: Schemas | None) -> Message:
    values = {**_titles(problem.values, schemas), **problem.values}
    values.setdefault("suggestion", "")
    values = {**values, "line": str(problem.line)}
    parts = {
        part: text_of(template.render(values))
        for part, template in _catalogue()[problem.code].items()
    }
    place = (problem.file, problem.line, problem.code)
    return Message(*place, parts["what"], parts["why"], parts["fix"], problem.also)


def _titles(values: Mapping[str, str], schemas: Schemas | None) -> dict[str, str]:
    """Vietnamese titles of the table, the column and the table referred to."""
    table, column = values.get("table", ""), values.get("field", "")
    found = {"title": column, "table_title": table, "target_title": table}
    if schemas is None or table not in schemas.tables:
        return found
    schema = schemas[table]
    found["table_title"] = schema.descriptor["title"]
    field = schema.field(column)
    if field:
        found["title"] = field.descriptor["title"]
    target = values.get("target", "")
    if target in schemas.tables:
        found["target_title"] = schemas[target].descriptor["title"]
    return found


@cache
def _catalogue() -> Mapping[str, Mapping[str, Template]]:
    document, problems = read_yaml(TEMPLATES / "problems.yaml", "problems.yaml")
    assert not problems, problems
    compiled = message_environment().from_string
    return {
        code: {part: compiled(text) for part, text in parts.items()}
        for code, parts in document.items()
    }
