"""Rows of the tables that all plans share and of what communes report. What each column means
stands in ``data/schemas/<table>.yaml``; ``tests/test_schemas.py`` holds the two together."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of ``units``: who issues plans, for the time in which it existed."""

    unit_id: str
    code: str | None
    level: str
    parent_unit_id: str | None
    name: str
    distinct_name: str
    type: str
    district_name: str | None
    province_code: str
    province_name: str
    slug: str
    folder: str
    valid_from: date | None
    valid_to: date | None
    successor_unit_id: str | None


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A row of ``former_units``: a unit that ended, and the unit it went into."""

    former_unit_id: str
    former_code: str
    unit_id: str
    name: str
    type: str
    district_name: str | None
    province_code: str
    province_name: str
    is_partial: bool


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A row of ``legal_documents``."""

    document_id: str
    type: str
    number: str | None
    issued_on: str | None
    issuer: str | None
    title: str | None
    source_url: str | None
    retrieved_on: date | None
    sha256: str | None
    media_type: str | None
    local_copy: str | None
    copy_bytes: int | None


@dataclass(frozen=True, slots=True)
class ReformArea:
    """A row of ``reform_areas``."""

    area_id: str
    position: int
    name: str
    short_name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class AgencyRole:
    """A row of ``agency_roles``."""

    role_id: str
    position: int
    name: str
    name_en: str | None
    description: str
    description_en: str | None
    is_front_desk: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A row of ``codes``."""

    list: str
    code: str
    position: int
    label: str
    label_en: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of ``indicators``."""

    indicator_id: str
    title: str
    title_en: str | None
    definition: str
    definition_en: str | None
    unit: str
    direction: str
    is_change: bool
    numerator: str | None
    denominator: str | None
    outside_system: str | None
    area: str | None
    citizen_theme: str | None
    aliases: str | None


@dataclass(frozen=True, slots=True)
class Observation:
    """A row of ``observations``."""

    observation_id: str
    unit_id: str
    indicator_id: str | None
    target_id: str | None
    period: str
    as_of: date
    value: float | None
    unit: str | None
    numerator: float | None
    denominator: float | None
    rank: int | None
    out_of: int | None
    method: str | None
    source: str
    source_url: str | None
    entered_on: date
    verified: bool
    supersedes: str | None
    is_current: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class ReferenceObservation:
    """A row of ``reference_observations``."""

    reference_id: str
    indicator_id: str
    place_level: str
    unit_id: str | None
    place_name: str
    period: str
    value: float | None
    unit: str
    rank: int | None
    out_of: int | None
    list_id: str | None
    note: str | None
    source: str
    source_url: str | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """A row of ``rankings``: a list that was published once."""

    list_id: str
    title: str
    title_en: str
    indicator_id: str
    promise_indicator_id: str
    place_level: str
    within_unit_id: str | None
    unit_types: str | None
    period: str
    size: int
    published_on: date | None
    note: str | None
    source: str
    source_url: str | None


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """A row of ``task_progress``."""

    progress_id: str
    unit_id: str
    task_id: str
    as_of: date
    state: str
    percent: float | None
    evidence: str | None
    source_url: str | None
    note: str | None
