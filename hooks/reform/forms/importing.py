"""One file that an office sent, workbook or CSV, as what it changes."""

from reform.forms.changes import Outcome
from reform.forms.office import Office
from reform.forms.plan_import import import_plan
from reform.forms.report_import import import_figures, import_progress
from reform.forms.rows_in import Reader
from reform.forms.sheets import SheetForm, figures_sheet, progress_sheet
from reform.forms.unit_files import UnitFiles
from reform.forms.workbook_in import Grid, SentWorkbook
from reform.problems import DataError, Problem


def import_workbook(book: SentWorkbook, file: str, files: UnitFiles, office: Office) -> Outcome:
    """What a workbook changes in the files of its unit."""
    outcome = Outcome()
    reader = Reader(file, office.choices)
    for form in (figures_sheet(office.schemas), progress_sheet(office.schemas)):
        grid = book.grids.get(form.name)
        outcome.add(_reports(grid, form, reader, files, office))
    outcome.problems += reader.problems
    plan = next((plan for plan in files.plans if plan.path.stem == book.plan), None)
    if plan:
        outcome.add(import_plan(book, file, plan, office.schemas, office.choices))
    elif book.plan:
        outcome.problems.append(Problem(file, 0, "form-plan-unknown", {"value": book.plan}))
    return outcome


def import_table(grid: Grid, file: str, files: UnitFiles, office: Office) -> Outcome:
    """What a CSV file of figures or of progress changes."""
    forms = (
        figures_sheet(office.schemas, is_file=True),
        progress_sheet(office.schemas, is_file=True),
    )

    def fits(form: SheetForm) -> int:
        return sum(form.column(title) is not None for title in grid.headings.values())

    form = max(forms, key=fits)
    if not fits(form):
        raise DataError((Problem(file, 1, "form-not-ours", {"name": file}),))
    reader = Reader(file, office.choices)
    outcome = _reports(grid, form, reader, files, office)
    outcome.problems += reader.problems
    return outcome


def _reports(
    grid: Grid | None, form: SheetForm, reader: Reader, files: UnitFiles, office: Office
) -> Outcome:
    report = files.reports[form.table]
    rows = reader.rows(grid, form)
    if form.table == "observations":
        return import_figures(rows, form, reader, report, office.day)
    return import_progress(rows, form, reader, report)


def write_files(outcome: Outcome) -> None:
    """Write every new text to its file."""
    for path, text in outcome.files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
