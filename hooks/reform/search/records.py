"""What is searched: one record for each thing that has an address of its own.

A plan's items stand together in a `PlanRecord`, because they share a page, a commune and a file of
the index; everything else that is found by name is a `Thing`.
"""

from dataclasses import dataclass, field

from reform.model.kinds import KINDS

SEARCHED = tuple(kind for kind in KINDS if kind.word)
"""The kinds of item that are searched, in the order in which the index has them."""
THING_KINDS = ("indicator", "role", "area", "document", "guide", "page", "table")
"""What has an address of its own beside communes and plans."""


@dataclass(frozen=True, slots=True)
class IndexedItem:
    """A line of a plan's page: a target, a task, any kind of `SEARCHED`."""

    anchor: str
    """Id inside the plan, which is the anchor on its page: `t07`."""
    text: str
    """Heading and text, as shown."""
    area: str | None = None
    """Reform area, stated or inferred."""
    phase: str | None = None
    """Title of the phase."""
    agencies: tuple[str, ...] = ()
    """Roles that lead it."""
    status: str | None = None
    """Derived status of a target."""
    also: str = ""
    """Further words that find it and are not shown with it."""


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan and its items."""

    unit_id: str
    address: str
    title: str
    period: str
    """`2026-2030`; with the subject where it is another: `2026, chuyển đổi số`."""
    items: dict[str, tuple[IndexedItem, ...]] = field(default_factory=dict)
    """Word of the kind → items."""


@dataclass(frozen=True, slots=True)
class CommuneRecord:
    """A commune that has a page."""

    code: str
    name: str
    """With its type: `Xã Vĩnh Bảo`."""
    address: str
    province: str
    """Key of `Collection.provinces`."""
    former: tuple[str, ...] = ()
    """Names, with type, of the units merged into it or of its own earlier form."""
    regions: tuple[str, ...] = ()
    """Districts and provinces, with type, in which those units lay and which are no more."""
    former_codes: tuple[str, ...] = ()
    """The codes that those units bore."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An indicator, role, area, legal document, guide, page across plans or data table."""

    kind: str
    """One of `THING_KINDS`."""
    title: str
    text: str
    address: str
    also: str = ""
    """Further words that find it: other spellings of a number, aliases."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that is indexed."""

    provinces: dict[str, str]
    """Name in ASCII → name without type, of the provinces that have communes here.

    A province's code does not name it: 24 was Bắc Giang and is Bắc Ninh.
    """
    today: dict[str, str]
    """The same key → name of today, of the provinces that went into another."""
    communes: tuple[CommuneRecord, ...]
    """In the order of their provinces, as in `provinces`."""
    plans: tuple[PlanRecord, ...]
    """In the order of their communes, then of their periods."""
    things: tuple[Thing, ...]
    """The most cited first within a kind."""
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    """List (`area`, `agency`, `status`) → code → label, for facets."""
