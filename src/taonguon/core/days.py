"""Days, periods and full years; how a day is read and shown. The clock is never asked here."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_VIETNAMESE = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")


class NotADay(ValueError):
    """A text that names no day of the calendar, or no year where a year would do."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a day: {text!r}")
        self.text = text


class NotAPeriod(ValueError):
    """A period that would end before it begins."""

    def __init__(self, start: date, end: date) -> None:
        super().__init__(f"a period from {start} cannot end on {end}")
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included. Raises NotAPeriod when the end comes first."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise NotAPeriod(self.start, self.end)

    @classmethod
    def year(cls, year: int) -> "Period":
        """Return the calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    def contains(self, day: date) -> bool:
        """Tell whether the day is one of the period's."""
        return self.start <= day <= self.end

    def until(self, day: date) -> "Period":
        """Return the part of the period up to `day`, itself included.

        Raises NotAPeriod for a day before the start: no part of it has been then.
        """
        return Period(self.start, min(self.end, day))


def day_before(day: date) -> date:
    """Return the day before; what stands when a period begins is what stood at its end."""
    return day - day.resolution


def same_period_last_year(period: Period) -> Period:
    """Return the period with the same days a year before; 28/2 answers to 29/2."""
    return Period(_in_year(period.start, -1), _in_year(period.end, -1))


def years_between(start: date, end: date) -> int:
    """Return the full years from `start` to `end`; 0 when the end comes first.

    Who was born on or admitted on 29/2 completes a year on 28/2 where there is no 29/2.
    Source: Bộ luật Dân sự 91/2015/QH13, Điều 148.
    """
    years = end.year - start.year
    return max(0, years if end >= _in_year(start, years) else years - 1)


def add_months(start: date, months: int) -> date:
    """Return the same day `months` later, the last of its month where that day is not there.

    31/1 and a month is 28/2 or 29/2. Source: Bộ luật Dân sự 91/2015/QH13, Điều 148.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def months_by_calendar(start: date, end: date) -> int:
    """Return the months from one to the other as the calendar counts them, days left aside.

    Who was born on any day of May 2003 has 216 in May 2021: `đủ 18 tuổi (tính theo tháng)`.
    Negative when the end comes first. Source: QĐ 294-QĐ/TW, 1.1.1.
    """
    return (end.year - start.year) * 12 + end.month - start.month


def _in_year(day: date, later: int) -> date:
    """Return the same day `later` years on, 28/2 for a 29/2 that is not there."""
    try:
        return day.replace(year=day.year + later)
    except ValueError:
        return day.replace(year=day.year + later, day=28)


def parse_day(text: str) -> date:
    """Return the day of `21/4/2023`, `21.4.2023`, `21-4-2023` or `2023-04-21`.

    Raises NotADay for anything else, also for a year of two digits: we do not guess a century.
    """
    if vietnamese := _VIETNAMESE.fullmatch(text.strip()):
        day, _, month, year = vietnamese.groups()
    elif iso := _ISO.fullmatch(text.strip()):
        year, month, day = iso.groups()
    else:
        raise NotADay(text)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise NotADay(text) from None


def show_day(day: date) -> str:
    """Return the day as people here write it: `21/4/2023`."""
    return f"{day.day}/{day.month}/{day.year}"


def birth_year(text: str) -> int:
    """Return the year of a birth kept as `1990` or `1990-05-21`. Raises NotADay for any other."""
    if _YEAR.fullmatch(text) and int(text):
        return int(text)
    if _ISO.fullmatch(text):
        return parse_day(text).year
    raise NotADay(text)


def age_on(birth: str, day: date) -> int:
    """Return the full years of age on a day, 0 before birth.

    Where only the year of birth is known, the difference of the calendar years. Raises NotADay.
    """
    if _YEAR.fullmatch(birth):
        return max(0, day.year - birth_year(birth))
    if not _ISO.fullmatch(birth):
        raise NotADay(birth)
    return years_between(_iso_day(birth), day)


def _iso_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADay(text) from None
