"""How a deadline was found, in a sentence that anybody can check."""

from collections.abc import Iterable
from datetime import date

from taonguon.core.assessment.outcome import Deadline
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook, Source
from taonguon.core.working import SATURDAY, DayOff


def cite(source: Source, language: str) -> str:
    """Return `Điểm 4.3.1 QĐ 294` of a clause of 294-QĐ/TW; in English `QĐ 294, 4.3.1`.

    Where a clause goes on with those of other instruments (`3.7a; 294-QĐ/TW, 9.3.4`), each is cited.
    """
    clause, *others = source.clause.split("; ")
    cited = [_cited(source.instrument, clause, language)]
    for other in others:
        instrument, _, clause = other.partition(", ")
        cited.append(_cited(instrument, clause, language))
    return "; ".join(cited)


def _cited(instrument: str, clause: str, language: str) -> str:
    symbol, _, year = instrument.partition(" (")
    number, dash, kind = symbol.partition("-")
    name = f"{kind.partition('/')[0]} {number}" if dash and number.isdecimal() else symbol
    name += f" ({year}" if year else ""
    if not clause:
        return name
    if language == "en":
        return f"{name}, {clause}"
    return f"{'Điểm ' if clause[0].isdecimal() else ''}{clause} {name}"


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
        named = off if english else [one.removeprefix("Nghỉ ") for one in off]
        told += f", {'not counting' if english else 'không tính nghỉ'} {', '.join(named)}"
    return f"{told} → {show_day(deadline.due)}, {cited}"


def groups(days: Iterable[DayOff]) -> list[str]:
    """Return `Quốc khánh 1–2/9`: the days off of one name together, unless a working day parts them."""
    found: list[list[DayOff]] = []
    for day in days:
        if found and day.name == found[-1][-1].name and _follows(found[-1][-1].on, day.on):
            found[-1].append(day)
        else:
            found.append([day])
    return [_named(group[0].name, _span(group[0].on, group[-1].on)) for group in found]


def _named(name: str, span: str) -> str:
    return name if name.endswith(f" {span}") else f"{name} {span}"


def _follows(one: date, other: date) -> bool:
    """Tell whether nothing but a weekend lies between two days."""
    between = range(one.toordinal() + 1, other.toordinal())
    return all(date.fromordinal(day).weekday() >= SATURDAY for day in between)


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{first.day}/{first.month}"
    if first.month == last.month:
        return f"{first.day}–{last.day}/{last.month}"
    return f"{first.day}/{first.month}–{last.day}/{last.month}"
