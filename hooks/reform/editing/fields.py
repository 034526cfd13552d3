"""From a column of a Table Schema to a field of the desk's form."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from reform.loading.plan_files import LINKS, NESTED
from reform.model.catalogue import Catalogue
from reform.model.kinds import KIND_OF_TABLE, KINDS
from reform.shipped import templates_folder
from reform.sources.table_schemas import Field, Schemas, TableSchema

Form = dict[str, Any]
"""A field as Decap CMS describes it."""

_FREE_TEXT = r"^\S(.*\S)?$"
_PLAN_PREFIXES = ("^[a-z0-9-]+/", "^[a-z0-9]+(-[a-z0-9]+)*/")
"""How the pattern of a global id begins; inside a plan file only what follows is typed."""
_ITEM = "item_id"


@cache
def words() -> Mapping[str, str]:
    """What the desk says beside the words of the schemas."""
    text = (templates_folder() / "desk" / "words.yaml").read_text("utf-8")
    found: Mapping[str, str] = yaml.safe_load(text)
    return found


def choices(catalogue: Catalogue) -> Mapping[str, list[Form]]:
    """Table to its rows as a reader of names chooses them, for tables that all plans share."""
    return {
        "reform_areas": [_choice(r.area_id, r.name) for r in catalogue.reform_areas],
        "agency_roles": [_choice(r.role_id, r.name) for r in catalogue.agency_roles],
        "indicators": [_choice(r.indicator_id, r.title) for r in catalogue.indicators],
        "legal_documents": [
            _choice(r.document_id, " ".join(filter(None, (r.number, r.title))) or r.document_id)
            for r in catalogue.legal_documents
        ],
    }


def _promises(catalogue: Catalogue, unit_id: str) -> Mapping[str, list[Form]]:
    """The targets and the tasks of one unit, the newest plan first."""
    plans = sorted(catalogue.plans_of(unit_id), key=lambda p: p.period_end, reverse=True)
    return {
        "targets": [
            _choice(row.target_id, f"{row.text} ({plan.period_end.year})")
            for plan in plans
            for row in catalogue.targets_of(plan.plan_id)
        ],
        "tasks": [
            _choice(row.task_id, f"{row.text} ({plan.period_end.year})")
            for plan in plans
            for row in catalogue.tasks_of(plan.plan_id)
        ],
    }


def plan_form(schemas: Schemas, catalogue: Catalogue, fixed: Mapping[str, Any]) -> list[Form]:
    """The form of a plan file: its head, then one list for each kind of item.

    ``fixed`` are values that follow from the place of the file and are not shown.
    """
    maker = _Maker(schemas, catalogue, is_plan_file=True)
    head = [maker.field("plans", field) for field in _typed(schemas["plans"])]
    for form in head:
        if form["name"] in fixed:
            form.update(widget="hidden", default=fixed[form["name"]])
    return head + [maker.items(kind.table) for kind in KINDS]


def table_form(schemas: Schemas, catalogue: Catalogue, table: str, unit_id: str) -> list[Form]:
    """The form of a CSV file: one list, ``rows``, of its columns. Targets and tasks are chosen
    among those of the unit.
    """
    schema = schemas[table]
    maker = _Maker(schemas, catalogue, is_plan_file=False, unit_id=unit_id)
    columns = [maker.field(table, field) for field in _typed(schema)]
    return [_list("rows", schema.descriptor["title"], columns, schema.primary_key[0])]


def _typed(schema: TableSchema) -> list[Field]:
    """The columns that people fill in."""
    return [field for field in schema.fields if not field.is_derived]


def _choice(value: str, label: str) -> Form:
    return {"value": value, "label": label}


def _list(name: str, label: str, fields: list[Form], *shown: str) -> Form:
    summary = " · ".join(f"{{{{fields.{key}}}}}" for key in shown)
    return {
        "name": name,
        "label": label,
        "widget": "list",
        "required": False,
        "collapsed": True,
        "minimize_collapsed": True,
        "summary": summary,
        "fields": fields,
    }


class _Maker:
    def __init__(
        self, schemas: Schemas, catalogue: Catalogue, *, is_plan_file: bool, unit_id: str = ""
    ) -> None:
        self._schemas = schemas
        self._catalogue = catalogue
        own = {} if is_plan_file else _promises(catalogue, unit_id)
        self._choices = {**choices(catalogue), **own}
        self._is_plan_file = is_plan_file

    def items(self, table: str) -> Form:
        """The list of one kind of item of a plan."""
        kind, schema = KIND_OF_TABLE[table], self._schemas[table]
        fields = [self.field(table, field) for field in _typed(schema)]
        fields += [self._linked(table, link.key, link.table, link.column) for link in _links(table)]
        for key, nested in NESTED.get(table, {}).items():
            # A row beside an item has the item's id from its place.
            own = [f for f in _typed(self._schemas[nested]) if f.name != schema.primary_key[0]]
            inner = [self.field(nested, field) for field in own]
            title = self._schemas[nested].descriptor["title"]
            fields.append(_list(key, title, inner, *(f.name for f in own[:2])))
        return _list(table, schema.descriptor["title"], fields, kind.key, kind.text)

    def field(self, table: str, field: Field) -> Form:
        """One column as a field with its label, its hint and what may stand in it."""
        hints = (field.descriptor.get(key) for key in ("description", "pattern_hint"))
        form: Form = {
            "name": field.name,
            "label": field.descriptor["title"],
            "hint": " ".join(filter(None, hints)),
            "required": field.is_required,
        }
        return {**form, **self._widget(table, field)}

    def _widget(self, table: str, field: Field) -> Form:
        target = self._schemas[table].references.get(field.name)
        enum = field.constraints.get("enum")
        if target and target in self._choices:
            return {"widget": "select", "options": self._choices[target]}
        if enum:
            labels = self._catalogue.labels(field.codes) if field.codes else {}
            options = [
                _choice(code, labels[code].label if code in labels else code) for code in enum
            ]
            return {"widget": "select", "options": options}
        if self._is_plan_file and (target in KIND_OF_TABLE or field.name == _ITEM):
            return {"widget": "own-row", "lists": _shown_lists(target)}
        return self._plain(table, field)

    def _plain(self, table: str, field: Field) -> Form:
        pattern = field.constraints.get("pattern", "")
        if field.type == "boolean":
            return {"widget": "boolean", "required": False}
        if field.type == "date":
            return {"widget": "string", "pattern": [r"^\d{4}-\d{2}-\d{2}$", words()["day"]]}
        if field.type in ("integer", "number") and self._is_plan_file:
            return {"widget": "number", "value_type": "int" if field.type == "integer" else "float"}
        if field.type in ("integer", "number"):
            # As text: 92.50 is published with the digits that were reported.
            return {"widget": "string", "pattern": [r"^-?\d+([.,]\d+)?$", words()["number"]]}
        if pattern == _FREE_TEXT:
            return {"widget": "text"}
        if self._is_short(table, field):
            pattern = _short_pattern(pattern)
        example = words()["example"] + str(field.descriptor.get("example", "")).rpartition("/")[2]
        return {"widget": "string", **({"pattern": [pattern, example]} if pattern else {})}

    def _is_short(self, table: str, field: Field) -> bool:
        """Whether the file holds the id without the plan or the unit before its slash."""
        schema = self._schemas[table]
        is_own = schema.references.get(field.name) == table or field.name in schema.primary_key
        return self._is_plan_file or is_own

    def _linked(self, table: str, key: str, into: str, column: str) -> Form:
        """A key that holds a list of ids."""
        schema = self._schemas[into]
        target = schema.references[column]
        role = self._catalogue.labels(_role_list(schema)).get(_role(table, key))
        form: Form = {"name": key, "label": role.label if role else schema.descriptor["title"]}
        form["required"] = False
        if target in self._choices:
            return {**form, "widget": "select", "multiple": True, "options": self._choices[target]}
        return {**form, "widget": "own-rows", "lists": _shown_lists(target)}


def _links(table: str) -> tuple[Any, ...]:
    return LINKS.get(table, ())


def _role(table: str, key: str) -> str:
    return next((link.role or "" for link in _links(table) if link.key == key), "")


def _role_list(schema: TableSchema) -> str:
    field = schema.field("role")
    return field.codes if field else ""


def _shown_lists(target: str | None) -> list[Form]:
    """The lists of the same file in which a row may be chosen, with its key and its words."""
    kinds = [kind for kind in KINDS if target in (None, kind.table)]
    return [{"list": kind.table, "key": kind.key, "text": kind.text} for kind in kinds]


def _short_pattern(pattern: str) -> str:
    for prefix in _PLAN_PREFIXES:
        if pattern.startswith(prefix):
            return "^" + pattern.removeprefix(prefix)
    return pattern
