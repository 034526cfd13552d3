"""The one place where Frictionless is used: all tables, keys and rules in one pass."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from frictionless import Check, Checklist, Package, Resource, Schema, errors

from reform.loading import RawRow, RawTables
from reform.problems import Problem
from reform.sources.table_schemas import Schemas, TableSchema
from reform.sources.yaml_files import LineFinder
from reform.validation import (
    document_rules,
    observation_rules,
    plan_rules,
    promise_rules,
    target_rules,
    time_rules,
    unit_rules,
)
from reform.validation.causes import one_cause_each
from reform.validation.certain import Reader, is_certainly_right
from reform.validation.explaining import Explainer
from reform.validation.rules import Finding, Rule, Surroundings, judge
from reform.validation.text_rules import text_findings

RULES: Mapping[str, tuple[Rule, ...]] = {
    "plans": (
        document_rules.check_document_file,
        unit_rules.check_issuing_unit,
        plan_rules.check_plan_file,
        plan_rules.check_earlier_plan,
        plan_rules.check_plan_period,
    ),
    "annexes": (document_rules.check_document_file,),
    "legal_documents": (document_rules.check_document_file,),
    "phases": (plan_rules.check_phase,),
    "legal_basis": (plan_rules.check_item_reference,),
    "targets": (
        target_rules.check_percentage,
        target_rules.check_figure,
        target_rules.check_parent,
        target_rules.check_area,
        target_rules.check_placement,
        target_rules.check_indicator,
        target_rules.check_text_holds_value,
        promise_rules.check_rank,
        promise_rules.check_change,
        promise_rules.check_count,
        promise_rules.check_steps,
        plan_rules.check_target_period,
    ),
    "target_steps": (promise_rules.check_step,),
    "target_agencies": (plan_rules.check_target_agency,),
    "prior_results": (promise_rules.check_count, promise_rules.check_stated_unit),
    "tasks": (
        target_rules.check_area,
        target_rules.check_parent_task,
        time_rules.check_task_times,
    ),
    "task_agencies": (plan_rules.check_task_agency,),
    "duty_agencies": (plan_rules.check_duty_agency,),
    "duties": (plan_rules.check_duty_agencies,),
    "reporting_duties": (time_rules.check_report_deadline,),
    "editorial_notes": (plan_rules.check_item_reference,),
    **observation_rules.RULES,
}
"""Table to the rules that a Table Schema cannot say."""

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

    def __init__(self, around: Surroundings, schemas: Schemas) -> None:
        super().__init__()
        self._around = around
        self._schemas = schemas
        self.findings: list[tuple[str, int, Finding]] = []

    def validate_row(self, row: Any) -> Iterator[Any]:
        rules = RULES.get(self.resource.name, ())
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


def find_problems(
    raw: RawTables, schemas: Schemas, lines: LineFinder, as_of: date
) -> tuple[Problem, ...]:
    """Everything that is wrong: what could not be read, then schemas, keys and rules.

    ``as_of`` is the day of the check: nothing may be dated after it. The problems come sorted by
    file and line; what is wrong alike in many lines of a file is one problem.
    """
    around = Surroundings(raw, as_of)
    explainer = Explainer(raw, schemas, lines)
    found = list(raw.problems)
    if not is_certainly_right(schemas, around, _readers, RULES):
        found += _found_in_full(around, schemas, explainer)
    for table, index, finding in text_findings(schemas, raw):
        found.append(explainer.rule_broken(table, index, finding))
    return tuple(one_cause_each(found))


def _found_in_full(
    around: Surroundings, schemas: Schemas, explainer: Explainer
) -> Iterator[Problem]:
    """What Frictionless and our rules find in all tables."""
    raw = around.raw
    headers = {name: _header(schemas[name], rows) for name, rows in raw.tables.items()}
    resources = [_resource(schemas[name], headers[name], rows) for name, rows in raw.tables.items()]
    check = _RuleCheck(around, schemas)
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


def _readers(schema: TableSchema) -> dict[str, Reader]:
    """How Frictionless reads a cell, column by column."""
    return {field.name: field.create_cell_reader() for field in _schema(schema).fields}


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
