"""The files of the editing desk: one page and one configuration for each unit, and its program."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from reform.downloads import Download
from reform.editing.backend import Backend, BackendError, read_backend
from reform.editing.fields import Form, plan_form, table_form, words
from reform.loading.places import UNIT_TABLES
from reform.model.shared_rows import Unit
from reform.project import Project
from reform.rendering.environment import environment
from reform.shipped import templates_folder
from reform.site import Site
from reform.subjects.in_use import planning_units

DESK = "quan-tri/"
PROGRAM = ("decap-cms.js", "papaparse.min.js")
"""What the desk runs, in this order; ``make desk`` gets both."""
_LICENCES = ("decap-cms.js.LICENSE.txt", "papaparse.LICENSE.txt")
_PROGRAM_FOLDER = Path(__file__).parents[3] / "deploy" / "desk" / "program"
_OWN = ("before.js", "desk.js")
_SLUGS = {
    "multi_year": "{{period_start | date('YYYY')}}-{{period_end | date('YYYY')}}",
    "annual": "{{period_start | date('YYYY')}}",
}
"""Kind of plan → the name of a new file. A half-year has none that the desk can work out: such a
plan begins with ``reform new`` and is edited here like the others."""
_MISSING = "The editing desk is switched on and its program is not here. Run: make desk"


def with_desk(site: Site, setting: Any, program: Path = _PROGRAM_FOLDER) -> Site:
    """The site and its editing desk; the site as it is unless the owner has named a forge.

    Raises BackendError where the setting cannot be used or the program was not installed.
    """
    backend = read_backend(setting)
    if backend is None:
        return site
    if not all((program / name).is_file() for name in (*PROGRAM, *_LICENCES)):
        raise BackendError(_MISSING)
    return replace(site, jobs=(*site.jobs, partial(desk_files, site.project, backend, program)))


def desk_files(project: Project, backend: Backend, program: Path) -> Iterator[Download]:
    """Everything under ``quan-tri/``: one page that lists the units, two files for each unit, and
    the program they share.
    """
    catalogue = project.catalogue
    units = planning_units(catalogue)
    policy = _policy(backend)
    before, after = _OWN
    yield _page("index", "", units=units, policy=policy)
    for unit in units:
        folder = f"{DESK}{unit.unit_id}/"
        yield _page(
            "unit", f"{unit.unit_id}/", unit=unit, policy=policy, program=[before, *PROGRAM, after]
        )
        config = yaml.safe_dump(
            desk_config(project, unit, backend), allow_unicode=True, sort_keys=False, width=1000
        )
        yield Download(f"{folder}config.yml", config.encode())
    for name in (*PROGRAM, *_LICENCES):
        yield Download(DESK + name, (program / name).read_bytes())
    for name in _OWN:
        yield Download(DESK + name, (templates_folder() / "desk" / name).read_bytes())


def desk_config(project: Project, unit: Unit, backend: Backend) -> Form:
    """What the desk offers for one unit, as Decap CMS reads it."""
    return {
        "backend": dict(backend.settings),
        "locale": "vi",
        "publish_mode": "editorial_workflow" if backend.has_review else "simple",
        "media_folder": f"documents/{unit.folder}",
        "public_folder": f"documents/{unit.folder}",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [
            *_plan_collections(project, unit),
            _tables("so-lieu", words()["tables"], project, unit, _unit_tables(unit)),
            _tables("van-ban", words()["documents"], project, unit, _LEGAL),
        ],
    }


_LEGAL = {"legal_documents": "data/legal_documents.csv"}


def _unit_tables(unit: Unit) -> dict[str, str]:
    return {table: f"data/units/{unit.folder}/{name}" for name, table in UNIT_TABLES.items()}


def _plan_collections(project: Project, unit: Unit) -> Iterator[Form]:
    """One collection for each kind of plan: the kind gives a new file its name."""
    schemas, catalogue = project.schemas, project.catalogue
    for kind, code in catalogue.labels("plan_kind").items():
        fixed = {"unit_id": unit.unit_id, "kind": kind}
        slug = _SLUGS.get(kind)
        yield {
            "name": f"ke-hoach-{kind.replace('_', '-')}",
            "label": f"{words()['plans']} {code.label.lower()}",
            "label_singular": words()["plan"],
            "folder": f"data/units/{unit.folder}",
            "extension": "yaml",
            "format": "yaml",
            "filter": {"field": "kind", "value": kind},
            "create": slug is not None,
            "delete": False,  # what was published is withdrawn, never deleted
            "identifier_field": "title",
            "summary": "{{title}} ({{filename}})",
            "slug": slug or "{{slug}}",
            "editor": {"preview": False},
            "fields": plan_form(schemas, catalogue, fixed),
        }


def _tables(name: str, label: str, project: Project, unit: Unit, files: dict[str, str]) -> Form:
    schemas = project.schemas
    return {
        "name": name,
        "label": label,
        "format": "bang",
        "editor": {"preview": False},
        "files": [
            {
                "name": table.replace("_", "-"),
                "label": schemas[table].descriptor["title"],
                "file": path,
                "fields": table_form(schemas, project.catalogue, table, unit.unit_id),
            }
            for table, path in files.items()
        ],
    }


def _policy(backend: Backend) -> str:
    """What these pages may ask for: the program itself and the forge, nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'unsafe-eval'",  # the program compiles its check of the settings
            "style-src 'self' 'unsafe-inline'",  # and writes its style sheet while it runs
            f"connect-src 'self' blob: {' '.join(backend.hosts)}".rstrip(),
            f"img-src 'self' data: blob: {' '.join(backend.pictures)}".rstrip(),
            "font-src 'self' data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _page(template: str, folder: str, **context: Any) -> Download:
    html = environment().get_template(f"desk/{template}.html.j2").render(**context)
    return Download(f"{DESK}{folder}index.html", html.encode())
