"""A month of the calendar, which a cell's meeting belongs to."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_TYPED = re.compile(r"([0-9]{4})-([0-9]{1,2})|([0-9]{1,2})[/.-]([0-9]{4})")
FIRST_YEAR, LAST_YEAR = 1930, 2199


class NotAMonth(ValueError):
    """A text or numbers that name no month."""


class Month(NamedTuple):
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, year: int, month: int) -> "Month":
        """Return the month. Raises NotAMonth for numbers that name none."""
        if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
            raise NotAMonth(f"{month}/{year}")
        return cls(year, month)

    @classmethod
    def holding(cls, day: date) -> "Month":
        """Return the month in which a day lies."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> "Month":
        """Return the month typed as 11/2026 or 2026-11. Raises NotAMonth."""
        found = _TYPED.fullmatch(text.strip())
        if found is None:
            raise NotAMonth(text)
        year, month, month_first, year_last = found.groups()
        return cls.of(int(year or year_last), int(month or month_first))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def before(self) -> "Month":
        """The month before."""
        return Month.holding(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month":
        """The month after."""
        return Month.holding(self.last + timedelta(days=1))

    def back(self, months: int) -> "Month":
        """Return the month so many months before."""
        year, month = divmod(self.year * 12 + self.month - 1 - months, 12)
        return Month(year, month + 1)

    def contains(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.month}/{self.year}"
