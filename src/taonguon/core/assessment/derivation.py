"""How a deadline was found, in a sentence that anybody can check."""

from collections.abc import Iterable
from itertools import groupby

from taonguon.core.assessment.outcome import Deadline
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook, Source
from taonguon.core.working import DayOff


def cite(source: Source, language: str) -> str:
    """Return `Điểm 4.3.1 QĐ 294` of a clause of 294-QĐ/TW; in English `QĐ 294, 4.3.1`."""
    symbol, _, year = source.instrument.partition(" (")
    number, dash, kind = symbol.partition("-")
    name = f"{kind.partition('/')[0]} {number}" if dash and number.isdecimal() else symbol
    name += f" ({year}" if year else ""
    if not source.clause:
        return name
    if language == "en":
        return f"{name}, {source.clause}"
    return f"{'Điểm ' if source.clause[0].isdecimal() else ''}{source.clause} {name}"


def derivation(deadline: Deadline, book: Rulebook, language: str) -> str:
    """Return the way a due day was found: the count, its start, the days off, the clause."""
    return _said(deadline, book, language == "en")


def _said(deadline: Deadline, book: Rulebook, english: bool) -> str:
    count, since = deadline.rule.value, show_day(deadline.since)
    told = (
        f"{count} working days after {since}" if english else f"{count} ngày làm việc sau {since}"
    )
    if deadline.paused:
        told += (
            f", plus {deadline.paused} days awaiting a supplement"
            if english
            else f", cộng {deadline.paused} ngày chờ bổ sung hồ sơ"
        )
    if deadline.extended:
        told += (
            f", extended by {deadline.extended} days"
            if english
            else f", gia hạn {deadline.extended} ngày"
        )
    cited = cite(deadline.rule.source, "en" if english else "vi")
    if deadline.due is None:
        unknown = (
            "the calendar does not reach so far" if english else "lịch nghỉ chưa có đến ngày đó"
        )
        return f"{told} → {unknown}, {cited}"
    off = groups(book.calendar.days_off(deadline.since, deadline.due))
    if off:
        told += f", {'not counting' if english else 'không tính nghỉ'} {', '.join(off)}"
    return f"{told} → {show_day(deadline.due)}, {cited}"


def groups(days: Iterable[DayOff]) -> list[str]:
    """Return `Quốc khánh 1–2/9`: the days off of one name together, in order."""
    found = []
    for name, same in groupby(days, key=lambda one: one.name):
        on = [one.on for one in same]
        first, last = on[0], on[-1]
        if first == last:
            found.append(f"{name} {first.day}/{first.month}")
        elif first.month == last.month:
            found.append(f"{name} {first.day}–{last.day}/{last.month}")
        else:
            found.append(f"{name} {first.day}/{first.month}–{last.day}/{last.month}")
    return found
