"""A narrower layer upon a rule: it may tighten, by a smaller number or an earlier start, never loosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from taonguon.core.case import CEREMONY, LEVELS
from taonguon.core.rulebook import LOWER, BeforeRulebook, Instrument, Rule, Rulebook, Step, Value
from taonguon.core.votes import majority
from taonguon.rules import building
from taonguon.rules.reading import Table


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a layer says of a rule: its table, the instruments it may cite, its level, what it lies on."""

    table: Table
    instruments: Mapping[str, Instrument]
    level: str
    book: Rulebook


def tightened(wide: Rule, narrow: Narrow) -> Rule:
    """Return the rule with a layer's values upon it. Raises BadRule naming file and line.

    A time limit counts from where the wide one does unless the layer says otherwise; another start
    stands only when it is sure to come no later: the step there is needed before the wide one's.
    """
    table = narrow.table
    table.only(frozenset({"values"}))
    if not wide.stricter:
        raise table.refuse(
            "quy định này không có mức chặt hơn: cấp dưới không được đặt khác.",
            "this rule knows no stricter value: a lower layer may not set another.",
        )
    rows = table.values()
    told = [building.value(row, wide.unit, narrow.instruments, narrow.level) for row in rows]
    building.follow(table, told)
    placed = [_placed(row, one, wide) for row, one in zip(rows, told, strict=True)]
    building.linked(
        table, replace(wide, values=tuple(placed)), narrow.book.steps, narrow.book.words
    )
    for row, one in zip(rows, placed, strict=True):
        _no_looser(row, one, wide, narrow.book.steps)
    return replace(wide, values=_merged(wide, tuple(told), narrow.book.steps))


def _placed(row: Table, told: Value, wide: Rule) -> Value:
    """Return a value that counts from where the wide one of its day does, unless it says from where."""
    try:
        above = wide.on(told.start)
    except BeforeRulebook:
        first = wide.values[0].start
        raise row.refuse(
            f"bắt đầu trước quy định chung ({first}).", f"it begins before the wide rule ({first})."
        ) from None
    return told if told.counted_from or above is None else _from(told, above)


def _from(told: Value, above: Value) -> Value:
    return replace(told, counted_from=above.counted_from)


def _no_looser(row: Table, told: Value, wide: Rule, steps: Mapping[str, Step]) -> None:
    above = wide.on(told.start)
    if above is None:
        return
    if stricter(wide, above.value, told.value):
        raise row.refuse(
            f"“{told.value}” nới lỏng so với “{above.value}” ({above.source}).",
            f"“{told.value}” loosens “{above.value}” ({above.source}).",
        )
    if not _begins_no_later(told, above, steps):
        raise row.refuse(
            f"tính từ “{told.counted_from}” có thể muộn hơn từ “{above.counted_from}” "
            f"({above.source}): nới lỏng.",
            f"counted from “{told.counted_from}” it may begin later than from "
            f"“{above.counted_from}” ({above.source}): this loosens.",
        )


def _begins_no_later(told: Value, above: Value, steps: Mapping[str, Step]) -> bool:
    late = CEREMONY if above.counted_from == "probation_end" else above.counted_from
    if told.counted_from in (above.counted_from, late):
        return True
    began = steps.get(told.counted_from)
    return began is not None and began.once and began.key in _always_before(late, steps)


def _always_before(key: str, steps: Mapping[str, Step]) -> frozenset[str]:
    """Return the steps that a step needs at all times, and that those need; none that may not apply."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        values = steps[waiting.pop()].values
        needed = set.intersection(*(set(told.needs) for told in values)) - found
        sure = {one for one in needed if not any(told.when for told in steps[one].values)}
        found |= sure
        waiting += sure
    return frozenset(found)


def _merged(wide: Rule, narrow: tuple[Value, ...], steps: Mapping[str, Step]) -> tuple[Value, ...]:
    """Return the values by day, of the two layers the stricter one each time."""
    own = replace(wide, values=narrow)
    turns = {told.start for told in (*wide.values, *narrow)}
    ended = [told.end for told in (*wide.values, *narrow) if told.end]
    turns |= {date.fromordinal(end.toordinal() + 1) for end in ended}
    found: list[Value] = []
    for day in sorted(turns):
        above = wide.on(day)
        below = own.on(day) if day >= narrow[0].start else None
        taken = _stricter_of(wide, above, below, steps)
        if taken is not None:
            found.append(replace(taken, start=day, end=None))
        elif found and found[-1].end is None:
            found[-1] = replace(found[-1], end=date.fromordinal(day.toordinal() - 1))
    return tuple(found)


def _stricter_of(
    wide: Rule, above: Value | None, below: Value | None, steps: Mapping[str, Step]
) -> Value | None:
    """Return the narrow value where it tightens number or start and loosens neither, else the wide."""
    if above is None or below is None:
        return below or above
    placed = below if below.counted_from else _from(below, above)
    if stricter(wide, above.value, placed.value) or not _begins_no_later(placed, above, steps):
        return above
    same = placed.value == above.value and placed.counted_from == above.counted_from
    return above if same else placed


def stricter(rule: Rule, one: Any, other: Any) -> bool:
    """Tell whether a value is stricter than another, the way the rule says."""
    left, right = _measure(rule.unit, one), _measure(rule.unit, other)
    return bool(left < right if rule.stricter == LOWER else left > right)


def _measure(unit: str, told: Any) -> Any:
    if unit == "majority":
        return majority(told)
    return LEVELS.index(told) if unit == "level" else told
