"""The links of one page; templates name what they link to, never an address."""

from reform import addresses
from reform.contexts.split_page import part_address
from reform.model import Catalogue
from reform.model.shared_rows import Unit
from reform.page_kinds import PAGE_ADDRESS
from reform.subjects.plan_summaries import plan_summary


class Links:
    """Makes relative links from the page at ``source``; what was withdrawn keeps its page, so the
    catalogue is the whole one.
    """

    def __init__(self, source: str, catalogue: Catalogue) -> None:
        self._source = source
        self._catalogue = catalogue

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
        return self.to(addresses.plan(self._catalogue.plan(plan_id), self._catalogue))

    def item(self, item_id: str) -> str:
        """A target, task … of any plan, by its global id."""
        plan = self._catalogue.plan(item_id.rpartition("/")[0])
        return self.to(addresses.item(plan, item_id, self._catalogue))

    def unit(self, unit_id: str) -> str:
        """The page of a unit."""
        return self.to(addresses.unit(self._catalogue.unit(unit_id)))

    def province(self, folder: str) -> str:
        """The page of a province, by its folder."""
        return self.to(addresses.province(folder))

    def province_of(self, unit: Unit) -> str:
        """The page of the province that a commune lies in."""
        return self.province(unit.folder.partition("/")[0])

    def calendar_feed(self, unit_id: str) -> str:
        """The calendar of a unit, for calendar programs."""
        return self.to(addresses.calendar_feed(self._catalogue.unit(unit_id)))

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
        live = self._catalogue.live
        summary = plan_summary(plan_id, live)
        page = part_address(addresses.area(area_id), summary, len(live.plans))
        return self.to(f"{page}#{plan_id}")

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
