"""A clock that stands still until it is told otherwise."""

from datetime import UTC, datetime, timedelta

A_MORNING = datetime(2026, 11, 24, 1, 40, tzinfo=UTC)  # Tuesday 08:40 (+07:00)


class FrozenClock:
    """Wall time, counter and boot, each moved by hand."""

    def __init__(self, now: datetime = A_MORNING) -> None:
        self._now = now
        self._ticks = 1000.0
        self._boot = "boot-1"
        self._zone = timedelta(hours=7)

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._ticks

    def boot(self) -> str:
        return self._boot

    def zone(self) -> timedelta:
        return self._zone

    def set_zone(self, hours: float) -> None:
        """Somebody chooses another zone; the clock goes on in UTC."""
        self._zone = timedelta(hours=hours)

    def pass_by(self, span: timedelta) -> None:
        """Time goes by."""
        self._now += span
        self._ticks += span.total_seconds()

    def stand_still(self, span: timedelta) -> None:
        """Time goes by, and the clock does not."""
        self._ticks += span.total_seconds()

    def set_to(self, moment: datetime) -> None:
        """Somebody sets the clock; no time goes by."""
        self._now = moment

    def start_again(self, moment: datetime | None = None) -> None:
        """The machine was off; its clock shows that moment now."""
        self._boot = f"boot-{int(self._boot[5:]) + 1}"
        self._ticks = 10.0
        self._now = moment or self._now


def wall(year: int, month: int, day: int, *clock: int) -> datetime:
    """A moment as a workbook has it: the clock on the wall, of no time zone."""
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
