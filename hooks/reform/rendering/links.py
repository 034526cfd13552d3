"""The links of one page; templates name what they link to, never an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from reform import addresses
from reform.contexts.split_page import part_address
from reform.model import Catalogue
from reform.model.shared_rows import Unit
from reform.page_kinds import PAGE_ADDRESS
from reform.subjects.memory import once
from reform.subjects.plan_summaries import by_place


@dataclass(frozen=True)
class AddressBook:
    """All that links know of the data; a page follows from its context, the labels and this."""

    plans: Mapping[str, str]
    """Id of a plan to the address of its page."""
    units: Mapping[str, str]
    feeds: Mapping[str, str]
    """Id of a unit to the address of its calendar."""
    parts: Mapping[str, str]
    """Id of a plan to where it stands below a page over many plans: nothing, or its province."""


@once
def address_book(catalogue: Catalogue) -> AddressBook:
    """The addresses of all plans and units."""
    live = catalogue.live
    count = len(live.plans)
    return AddressBook(
        plans={plan.plan_id: addresses.plan(plan, catalogue) for plan in catalogue.plans},
        units={unit.unit_id: addresses.unit(unit) for unit in catalogue.units},
        feeds={unit.unit_id: addresses.calendar_feed(unit) for unit in catalogue.units},
        parts={s.plan.plan_id: part_address("", s, count) for s in by_place(live)},
    )


class Links:
    """Makes relative links from the page at ``source``; what was withdrawn keeps its page, so the
    catalogue is the whole one.
    """

    def __init__(self, source: str, catalogue: Catalogue) -> None:
        self._source = source
        self._book = address_book(catalogue)

    def to(self, address: str) -> str:
        """Any address of the site."""
        return addresses.relative(self._source, address)

    def page(self, name: str) -> str:
        """A page that there is one of, by its name in the list of pages: ``plans``, ``data``."""
        return self.to(PAGE_ADDRESS[name])

    def data_package(self) -> str:
        """The descriptor of the Data Package."""
        return self.to(addresses.DATA_PACKAGE)

    def plan(self, plan_id: str) -> str:
        """The page of a plan."""
        return self.to(self._book.plans[plan_id])

    def item(self, item_id: str) -> str:
        """A target, task … of any plan, by its global id."""
        plan_id, _, anchor = item_id.rpartition("/")
        return self.to(f"{self._book.plans[plan_id]}#{anchor}")

    def unit(self, unit_id: str) -> str:
        """The page of a unit."""
        return self.to(self._book.units[unit_id])

    def province(self, folder: str) -> str:
        """The page of a province, by its folder."""
        return self.to(addresses.province(folder))

    def province_of(self, unit: Unit) -> str:
        """The page of the province that a commune lies in."""
        return self.province(unit.folder.partition("/")[0])

    def calendar_feed(self, unit_id: str) -> str:
        """The calendar of a unit, for calendar programs."""
        return self.to(self._book.feeds[unit_id])

    def document(self, document_id: str) -> str:
        """A legal document."""
        return self.to(addresses.document(document_id))

    def document_copy(self, name: str) -> str:
        """A copy of a document."""
        return self.to(addresses.document_copy(name))

    def indicator(self, indicator_id: str) -> str:
        """An indicator."""
        return self.to(addresses.indicator(indicator_id))

    def ranking(self, list_id: str) -> str:
        """A published ranking."""
        return self.to(addresses.ranking(list_id))

    def area(self, area_id: str) -> str:
        """A reform area."""
        return self.to(addresses.area(area_id))

    def area_in_plan(self, area_id: str, plan_id: str) -> str:
        """What one plan says of a reform area, on the area's page."""
        return self.to(f"{addresses.area(area_id)}{self._book.parts[plan_id]}#{plan_id}")

    def role(self, role_id: str) -> str:
        """A role of agency."""
        return self.to(addresses.agency_role(role_id))

    def guide(self, name: str) -> str:
        """A guide, by the name of its Markdown file."""
        return self.to(addresses.guide(name))

    def table(self, name: str) -> str:
        """A published table as CSV."""
        return self.to(addresses.table_csv(name))

    def plan_json(self, plan_id: str) -> str:
        """All of one plan for machines."""
        return self.to(addresses.plan_json(plan_id))

    def table_entry(self, name: str) -> str:
        """A table in the data dictionary."""
        return self.to(addresses.table_entry(name))
