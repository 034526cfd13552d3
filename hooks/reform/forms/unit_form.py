"""The workbook of one unit: what it promised and is asked to report, and one plan of it."""

from collections.abc import Mapping

from reform.forms.report_rows import figure_rows, progress_rows
from reform.forms.sheets import (
    LOCAL_LISTS,
    Lists,
    SheetForm,
    figures_sheet,
    plan_sheets,
    progress_sheet,
)
from reform.forms.unit_files import PlanFile, UnitFiles
from reform.forms.words import guide_lines
from reform.forms.workbook_out import WorkbookWriter
from reform.loading.choices import Choice, Choices
from reform.model.kinds import KIND_OF_TABLE
from reform.sources.table_schemas import Schemas

PLAN_IDENTITY = "plan_id unit_id"
"""What the place of a plan's file decides: shown, never read."""


def with_local(choices: Lists, document: Mapping[str, object]) -> Lists:
    """The lists with those of one plan: its bodies and its phases, by name."""
    found = dict(choices)
    for table in LOCAL_LISTS:
        kind = KIND_OF_TABLE[table]
        items = document.get(table)
        rows = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        found[table] = Choices(
            Choice(str(item.get(kind.key)), str(item.get(kind.text, item.get(kind.key))))
            for item in rows
        )
    return found


def unit_form(
    files: UnitFiles, plan: PlanFile | None, schemas: Schemas, choices: Lists, quarter: str
) -> bytes:
    """The workbook as bytes."""
    document = plan.document if plan else {}
    lists = with_local(choices, document)
    keywords = f"{files.unit.unit_id} {plan.path.stem if plan else ''}".strip()
    writer = WorkbookWriter(lists, keywords)
    writer.guide(
        guide_lines(
            name=files.unit.name,
            unit_id=files.unit.unit_id,
            quarter=quarter,
            plan=str(document.get("title", "")),
        )
    )
    reports = (figures_sheet(schemas), progress_sheet(schemas))
    sheets = plan_sheets(schemas, choices) if plan else ()
    writer.lists(_used((*reports, *sheets)))
    writer.table(
        reports[0],
        figure_rows(files, choices, quarter),
        is_open=False,
        key="indicator_id target_id period",
    )
    writer.table(reports[1], progress_rows(files, quarter), is_open=False, key="task_id")
    for sheet in sheets:
        if sheet.table == "plans":
            writer.record(sheet, document, PLAN_IDENTITY)
        else:
            rows = [item for item in document.get(sheet.table) or () if isinstance(item, dict)]
            writer.table(sheet, rows, is_open=True, key="")
    return writer.bytes()


def _used(sheets: tuple[SheetForm, ...]) -> list[str]:
    return sorted({column.choices for sheet in sheets for column in sheet.columns} - {""})
