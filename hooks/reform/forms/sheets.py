"""The sheets of the workbook and their columns, from the Table Schemas."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reform.forms.words import sheet_name, words
from reform.loading.choices import Choices
from reform.loading.plan_files import LINKS, NESTED, Link
from reform.model.kinds import KIND_OF_TABLE, PLAN_LISTS
from reform.sources.plain_letters import plain_letters
from reform.sources.table_schemas import Field, Schemas, TableSchema
from reform.writing.plan_order import plan_order

Lists = Mapping[str, Choices]
"""Lists to choose from, by name."""

LOCAL_LISTS = ("agencies", "phases")
"""Lists of the plan itself that its items choose from, by name."""
_LONGEST_NAME = 31
_GIVEN = ("observation_id", "progress_id", "entered_on")


@dataclass(frozen=True)
class Column:
    """One column of a sheet."""

    key: str
    """Key of a plan file or column of a table."""
    title: str
    type: str
    """Type of the Table Schema; ``steps`` for levels year by year."""
    hint: str = ""
    choices: str = ""
    """Name of the list that is chosen from; empty where anything may be written."""
    is_many: bool = False
    """Whether several may be chosen."""
    is_required: bool = False
    is_locked: bool = False
    """Whether it only shows: what is written there is not read."""


@dataclass(frozen=True)
class SheetForm:
    """One sheet: its name and its columns."""

    name: str
    table: str
    columns: tuple[Column, ...]

    def column(self, heading: str) -> Column | None:
        """The column with that title or key."""
        plain = plain_letters(heading)
        found = (c for c in self.columns if plain in (plain_letters(c.title), plain_letters(c.key)))
        return next(found, None)


def plan_sheets(schemas: Schemas, choices: Lists) -> tuple[SheetForm, ...]:
    """The plan's own record, then one sheet for each of its lists."""
    own = SheetForm(sheet_name("plan"), "plans", _columns(schemas, choices, "plans"))
    lists = (SheetForm(_name(schemas[t]), t, _columns(schemas, choices, t)) for t in PLAN_LISTS)
    return (own, *lists)


def figures_sheet(schemas: Schemas, *, is_file: bool = False) -> SheetForm:
    """What was promised, and what is reported on it; ``is_file`` with the columns that only the
    CSV file itself has.
    """
    shown = _shown("promise", "level", "end", "latest")
    hidden = () if is_file else ("observation_id", "supersedes", "verified")
    return SheetForm(
        sheet_name("figures"),
        "observations",
        (*shown, *_written(schemas["observations"], hidden)),
    )


def progress_sheet(schemas: Schemas, *, is_file: bool = False) -> SheetForm:
    """Each task, and where it stands; ``is_file`` with the columns of the CSV file."""
    shown = _shown("task", "time", "state_before")
    return SheetForm(
        sheet_name("progress"),
        "task_progress",
        (*shown, *_written(schemas["task_progress"], () if is_file else ("progress_id",))),
    )


def _shown(*keys: str) -> tuple[Column, ...]:
    texts: Mapping[str, Mapping[str, str]] = words()["report_columns"]
    return tuple(
        Column(
            key,
            texts[key]["title"],
            "date" if key == "end" else "string",
            texts[key]["hint"],
            choices="codes:task_state" if key == "state_before" else "",
            is_locked=True,
        )
        for key in keys
    )


def _written(schema: TableSchema, left_out: tuple[str, ...]) -> tuple[Column, ...]:
    fields = (f for f in schema.fields if not f.is_derived and f.name not in left_out)
    columns = (_column(field, schema) for field in fields)
    # An id that is not typed is given by the import.
    return tuple(replace(c, is_required=False) if c.key in _GIVEN else c for c in columns)


def _columns(schemas: Schemas, choices: Lists, table: str) -> tuple[Column, ...]:
    schema, order = schemas[table], plan_order(schemas)
    keys = order.inside[table].types if table in PLAN_LISTS else order.types
    links = {link.key: link for link in LINKS.get(table, ())}
    found = []
    for key in keys:
        field = schema.field(key)
        if field:
            found.append(_column(field, schema))
        elif key in links:
            found.append(_link_column(links[key], schemas, choices))
        elif key in NESTED.get(table, {}):
            steps = schemas[NESTED[table][key]].descriptor
            found.append(Column(key, steps["title"], "steps", steps["description"]))
    return tuple(found)


def _link_column(link: Link, schemas: Schemas, choices: Lists) -> Column:
    """The column of a list of ids; a role gives it its name, else the column that it fills."""
    schema = schemas[link.table]
    field = schema.field("role" if link.role else link.column)
    assert field, link
    roles = choices[f"codes:{field.codes}"].shown if link.role else {}
    title = roles.get(link.role or "", str(field.descriptor["title"]))
    return Column(link.key, title, "string", choices=schema.references[link.column], is_many=True)


def _column(field: Field, schema: TableSchema) -> Column:
    target = schema.references.get(field.name, "")
    choices = f"codes:{field.codes}" if field.codes else ""
    if target in ("reform_areas", "agency_roles", "indicators", "legal_documents", *LOCAL_LISTS):
        choices = target
    is_own = field.name == KIND_OF_TABLE[schema.name].key if schema.name in KIND_OF_TABLE else False
    return Column(
        key=field.name,
        title=str(field.descriptor["title"]),
        type=field.type,
        hint=str(field.descriptor.get("description", "")),
        choices="" if is_own else choices,
        is_required=field.is_required,
    )


def _name(schema: TableSchema) -> str:
    return str(schema.descriptor["title"])[:_LONGEST_NAME]
