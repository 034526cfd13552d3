"""The one place where Frictionless is used: all tables, keys and rules in one pass, for whatever
the quick look is not certain of.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from frictionless import Check, Checklist, Package, Resource, Schema, errors

from reform.loading import RawRow
from reform.problems import Problem
from reform.sources.table_schemas import Schemas, TableSchema
from reform.validation.explaining import Explainer
from reform.validation.rules import Finding, Rule, Surroundings, judge

_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"', re.DOTALL)
_MOST_ERRORS = 100_000


class _RuleError(errors.RowError):
    type = "rule-error"
    title = "Rule Error"
    description = "A rule of the project is broken."
    template = "{note}"


class _RuleCheck(Check):
    """Runs our rules on each row of the table at hand and keeps what they find."""

    type = "reform-rules"
    Errors = [_RuleError]  # noqa: RUF012 - the name and the shape are Frictionless's

    def __init__(
        self, around: Surroundings, schemas: Schemas, rules: Mapping[str, tuple[Rule, ...]]
    ) -> None:
        super().__init__()
        self._rules = rules
        self._around = around
        self._schemas = schemas
        self.findings: list[tuple[str, int, Finding]] = []

    def validate_row(self, row: Any) -> Iterator[Any]:
        rules = self._rules.get(self.resource.name, ())
        wrong = self._wrong_cells(row) if rules else frozenset()
        for rule in rules:
            for finding in judge(rule, row, self._around, wrong):
                self.findings.append((self.resource.name, row.row_number, finding))
                yield _RuleError.from_row(row, note=finding.code)

    def _wrong_cells(self, row: Any) -> frozenset[str]:
        """Columns whose cells are told to be wrong without our rules: type, constraint, reference;
        an empty cell is for the rules to judge.
        """
        schema = self._schemas[self.resource.name]
        wrong = {
            error.field_name
            for error in row.errors
            if error.type == "type-error"
            or (error.type == "constraint-error" and row[error.field_name] is not None)
        }
        for column, table in schema.references.items():
            field = schema.field(column)
            if column in wrong or row[column] is None or (field and field.is_derived):
                continue
            if not self._around.find(table, self._schemas[table].primary_key[0], row[column]):
                wrong.add(column)
        return frozenset(wrong)


def problems_in_full(
    around: Surroundings,
    schemas: Schemas,
    rules: Mapping[str, tuple[Rule, ...]],
    explainer: Explainer,
) -> Iterator[Problem]:
    """What Frictionless and our rules find in all tables."""
    raw = around.raw
    headers = {name: _header(schemas[name], rows) for name, rows in raw.tables.items()}
    resources = [_resource(schemas[name], headers[name], rows) for name, rows in raw.tables.items()]
    check = _RuleCheck(around, schemas, rules)
    package = Package(resources=resources)
    report = package.validate(checklist=Checklist(checks=[check]), limit_errors=_MOST_ERRORS)
    for task in report.tasks:
        for error in task.errors:
            yield from _explained(error, task.name, headers[task.name], explainer)
    for table, number, finding in check.findings:
        yield explainer.rule_broken(table, number - 2, finding)


def _header(schema: TableSchema, rows: list[RawRow]) -> list[str]:
    """The schema's columns, then every key that somebody wrote besides: an extra column."""
    known = set(schema.field_names)
    extra = {str(key) for row in rows for key in row.values if key not in known}
    return [*schema.field_names, *sorted(extra)]


def _resource(schema: TableSchema, header: list[str], rows: list[RawRow]) -> Resource:
    data = [header, *([row.values.get(column) for column in header] for row in rows)]
    return Resource(name=schema.name, data=data, schema=_schema(schema))


def _schema(schema: TableSchema) -> Schema:
    keys = ("primaryKey", "foreignKeys")
    fields = [
        {k: field.descriptor[k] for k in _FIELD_KEYS if k in field.descriptor}
        for field in schema.fields
    ]
    descriptor = {
        "fields": fields,
        **{key: schema.descriptor[key] for key in keys if key in schema.descriptor},
    }
    return Schema.from_descriptor(descriptor)


_FIELD_KEYS = ("name", "type", "format", "constraints")


def _explained(
    error: Any, table: str, header: list[str], explainer: Explainer
) -> Iterator[Problem]:
    """One error of Frictionless as problems of ours."""
    if error.type == "rule-error":
        return
    if error.type == "extra-label":
        yield from explainer.unknown_key(table, error.label)
        return
    index = getattr(error, "row_number", 0) - 2
    if error.type == "type-error":
        yield explainer.wrong_type(table, index, error.field_name)
    elif error.type in ("constraint-error", "unique-error"):
        match = _CONSTRAINT.search(error.note)
        name, limit = match.groups() if match else ("unique", "")
        yield explainer.constraint_broken(table, index, error.field_name, name, limit)
    elif error.type == "primary-key":
        yield from explainer.repeated_key(table, index)
    elif error.type == "foreign-key":
        yield from explainer.unknown_reference(table, index, error.field_names[0])
    else:
        yield Problem(table, 0, "other", {"detail": f"{table}: {error.message} {header}"})
