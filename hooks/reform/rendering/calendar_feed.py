"""A commune's calendar as iCalendar (RFC 5545); the same data give the same bytes."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from datetime import date as day_type
from typing import Any

from icalendar import Calendar, Event

from reform.derivations import CalendarEvent
from reform.model import Catalogue
from reform.model.shared_rows import Unit
from reform.rendering.environment import environment
from reform.rendering.markup import line_of

_DOMAIN = "ke-hoach-mo"


def calendar_feed(
    unit: Unit, events: Iterable[CalendarEvent], catalogue: Catalogue, changed_on: day_type
) -> bytes:
    """All-day events, each known again by its UID; DTSTAMP is the day on
    which the unit's data changed last."""
    words = _words()
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{_DOMAIN}//{unit.unit_id}//VI")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", line_of(words.name(unit)))
    stamp = datetime.combine(changed_on, time(), UTC)
    for event in events:
        entry = Event()
        entry.add("uid", f"{event.key}@{_DOMAIN}")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", event.day)
        entry.add("dtend", event.day + timedelta(1))
        entry.add("summary", line_of(words.summary(event, unit)))
        entry.add("description", line_of(words.description(event, catalogue.labels)))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written


def _words() -> Any:
    """The macros of ``calendar/event.txt.j2``, which the template keeps."""
    return environment().get_template("calendar/event.txt.j2").module
