"""Working days: which days are off, the n-th working day after a day, and how many lie between."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

SATURDAY = 5
OFF, WORKED, ORDINARY, ANNOUNCED = "off", "worked", "ordinary", "announced"
DAYS = (OFF, WORKED, ORDINARY)
_DAY = timedelta(days=1)


class OutOfCalendar(ValueError):
    """A day for which nobody has said which days are off; we do not guess."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no calendar of working days for {day}")
        self.day = day


class NotACalendar(ValueError):
    """A calendar that contradicts itself: names the day."""

    def __init__(self, day: date, why: str) -> None:
        super().__init__(f"{day}: {why}")
        self.day, self.why = day, why


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off that is not a Saturday or Sunday, and why."""

    on: date
    name: str


@dataclass(frozen=True)
class Calendar:
    """The working days from `first` to `last`: Monday to Friday less `off`, plus `worked`.

    `off` names the reason of each day off, `worked` are the Saturdays and Sundays worked in place of
    another day. Up to `announced` the compensatory days of the year have been announced; after it
    the law's own days alone are known. Raises NotACalendar when `off` and `worked` contradict.
    Source: Bộ luật Lao động 45/2019/QH14, Điều 111, 112.
    """

    first: date
    last: date
    off: Mapping[date, str]
    worked: Collection[date]
    announced: date
    _days: list[int] = field(init=False, repr=False, compare=False)
    _upto: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for day in self.worked:
            if day in self.off:
                raise NotACalendar(day, "both off and worked")
            if day.weekday() < SATURDAY:
                raise NotACalendar(day, "worked in place of another, yet no Saturday or Sunday")
        days: list[int] = []
        upto: list[int] = []
        worked = frozenset(self.worked)
        for number in range(self.first.toordinal(), self.last.toordinal() + 1):
            day = date.fromordinal(number)
            if day in worked or (day.weekday() < SATURDAY and day not in self.off):
                days.append(number)
            upto.append(len(days))
        object.__setattr__(self, "_days", days)
        object.__setattr__(self, "_upto", upto)

    def with_day(self, on: date, kind: str, name: str = "") -> "Calendar":
        """Return the calendar in which a day is off, worked in place of another, or ordinary.

        Raises OutOfCalendar for a day it does not reach, NotACalendar for one that cannot be so.
        """
        self._count(on)
        if kind == OFF and on.weekday() >= SATURDAY:
            raise NotACalendar(on, "a weekend already")
        off = {day: why for day, why in self.off.items() if day != on}
        worked = frozenset(day for day in self.worked if day != on)
        if kind == OFF:
            off[on] = name
        if kind == WORKED:
            worked |= {on}
        return replace(self, off=off, worked=worked)

    def with_announced(self, year: int) -> "Calendar":
        """Return the calendar in which the days off of the years up to this one are announced."""
        return replace(self, announced=max(self.announced, date(year, 12, 31)))

    def is_working(self, day: date) -> bool:
        """Tell whether the day is a working day. Raises OutOfCalendar."""
        return self._count(day) > (0 if day == self.first else self._count(day - _DAY))

    def add(self, start: date, count: int) -> date:
        """Return the `count`-th working day after `start`, the start itself not counted.

        Raises OutOfCalendar when the calendar ends before, ValueError for a count under 1.
        """
        if count < 1:
            raise ValueError(f"at least one working day, not {count}")
        index = self._count(start) + count - 1
        if index >= len(self._days):
            raise OutOfCalendar(self.last + _DAY)
        return date.fromordinal(self._days[index])

    def subtract(self, end: date, count: int) -> date:
        """Return the last day after which `count` working days are over by `end`.

        So `add` from it comes to `end` or before, and from the day after it to a day after `end`.
        Raises OutOfCalendar when the calendar begins after it, ValueError for a count under 1.
        """
        if count < 1:
            raise ValueError(f"at least one working day, not {count}")
        index = self._count(end) - count
        if index < 0:
            raise OutOfCalendar(self.first - _DAY)
        return date.fromordinal(self._days[index] - 1)

    def between(self, start: date, end: date) -> int:
        """Return the working days after `start` up to and including `end`; negative backwards."""
        return self._count(end) - self._count(start)

    def on_or_after(self, day: date) -> date:
        """Return the day, or the next working day when it is none: where a period then ends.

        Source: Bộ luật Dân sự 91/2015/QH13, Điều 148, khoản 5.
        """
        return day if self.is_working(day) else self.add(day, 1)

    def days_off(self, start: date, end: date) -> list[DayOff]:
        """Return the days off after `start` up to `end` that would else have been working days."""
        found = [day for day in self.off if start < day <= end and day.weekday() < SATURDAY]
        return [DayOff(day, self.off[day]) for day in sorted(found)]

    def _count(self, day: date) -> int:
        place = day.toordinal() - self.first.toordinal()
        if not 0 <= place < len(self._upto):
            raise OutOfCalendar(day)
        return self._upto[place]
