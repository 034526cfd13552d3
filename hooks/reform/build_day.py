"""The day a build stands for, the same in whatever zone the machine is."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam has kept this offset since 1975 and has no summer time: no zone table is needed."""


def build_day(environ: Mapping[str, str], now: datetime) -> date:
    """The day on which statuses are derived: that of SOURCE_DATE_EPOCH where it is set (in UTC, as
    reproducible-builds.org defines it), else the day that it is in Vietnam at ``now``.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return now.astimezone(VIETNAM).date()
