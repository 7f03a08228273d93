"""A person's request about their own data: by when it is acknowledged and answered."""

from dataclasses import dataclass
from datetime import date, timedelta

from taonguon.core.rulebook import BeforeRulebook, Rulebook, Value
from taonguon.core.working import Calendar, OutOfCalendar

ACKNOWLEDGE = "data.acknowledge"
WORKING = "working days"
CORRECTION, WITHDRAWAL, SEE, DELETE, COMPLAINT = (
    "correction", "withdrawal", "see", "delete", "complaint",
)  # fmt: skip
CARRIED_OUT, REFUSED = "carried_out", "refused"


@dataclass(frozen=True, slots=True)
class Term:
    """A time to act in: the last day (None where the calendar does not reach) and its rule."""

    last: date | None
    rule: Value


def term(asked_on: date, key: str, book: Rulebook) -> Term | None:
    """Return by when a request of a day is to be acted on under a rule, None without a rule.

    Working days are counted after the day of asking; days run over weekends, and a last day that is
    none of work moves to the next. Source: NĐ 356/2025/NĐ-CP, Đ5; Bộ luật Dân sự 91/2015/QH13, Đ148.5.
    """
    if not key:
        return None
    try:
        rule = book.value(key, asked_on)
    except BeforeRulebook:
        return None
    return Term(_last(asked_on, int(rule.value), book.rules[key].unit, book.calendar), rule)


def _last(start: date, count: int, unit: str, calendar: Calendar) -> date | None:
    try:
        if unit == WORKING:
            return calendar.add(start, count)
        return calendar.on_or_after(start + timedelta(days=count))
    except OutOfCalendar:
        return None
