"""The figures a report may print: each defined once, as data, and counted from facts.

A definition says over which records it counts and on which conditions. The same definition is
counted here over values and in `reports` by the database; a test holds the two equal.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from taonguon.core import membership
from taonguon.core.days import Period, age_on, day_before
from taonguon.core.membership import Span
from taonguon.core.prospects import Prospect

MEMBERS, ADMISSIONS, ENTRIES, EXITS = "members", "admissions", "entries", "exits"
PASSAGES = frozenset({ENTRIES, EXITS})
WITH_CELL = "with_cell"
CELLS, PROSPECTS = "cells", "prospects"

IS, NOT, ONE_OF, BETWEEN, BY_DAY = "is", "not", "one_of", "between", "by_day"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a field of a record: how it is compared, and with what."""

    field: str
    test: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure counts. `over` names the records; all conditions must hold."""

    code: str
    vi: str
    en: str
    unit: str
    over: str
    where: tuple[Condition, ...] = ()
    source: str = ""

    @property
    def by_period(self) -> bool:
        """Tell whether it counts events of a period rather than a state on a day."""
        return self.over == ADMISSIONS or self.over in PASSAGES


class Admission(NamedTuple):
    """One admission with what was known of the person on that day."""

    person: int
    cell: int
    on: date
    sex: str = ""
    born: str = ""
    religious: bool = False
    minority: bool = False
    youth_union: bool = False
    religion: str = ""
    ethnicity: str = ""
    schooling: str = ""
    qualification: str = ""
    occupation: str = ""
    age: int | None = None


class Passage(NamedTuple):
    """One way into or out of the organisations counted, on a day.

    `way` names what happened to the person, or that it happened to the cell: founded here, moved
    here or away with its members.
    """

    person: int
    cell: int
    on: date
    way: str


@dataclass(frozen=True, slots=True)
class Register:
    """All that figures are counted from, folded from the facts that stood at one moment.

    `inside` tells whether the people of a cell count here on a day, `turns` gives the days on which
    that may change.
    """

    spans: Sequence[Span]
    admissions: Sequence[Admission]
    prospects: Sequence[Prospect]
    inside: Callable[[int, date], bool]
    cells: Callable[[date], Iterable[int]]
    turns: Callable[[int], Iterable[date]] = lambda cell: ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and what it counted: ids of people, or of cells where it counts cells.

    Who came twice in a period stands twice among those who came.
    """

    code: str
    counted: tuple[int, ...]

    @property
    def value(self) -> int:
        """Return how many were counted."""
        return len(self.counted)


def _d(
    code: str, vi: str, en: str, over: str, *where: Condition, unit: str = "người"
) -> Definition:
    return Definition(code, vi, en, unit, over, where)


AGES = ((18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60), (61, 150))


def _age_band(low: int, high: int) -> Definition:
    text = f"{low}–{high}" if high < 150 else "trên 60"
    english = f"{low}–{high}" if high < 150 else "over 60"
    return _d(
        f"admitted.age_{low}_{high}" if high < 150 else "admitted.age_over_60",
        f"Kết nạp, tuổi {text}",
        f"Admitted, aged {english}",
        ADMISSIONS,
        Condition("age", BETWEEN, (low, high)),
    )


def _left(code: str, vi: str, en: str, kind: str) -> Definition:
    return _d(f"out.{code}", vi, en, EXITS, Condition("way", IS, kind))


_TABLE = (
    _d("members.total", "Đảng viên", "Members", MEMBERS),
    _d("members.official", "Đảng viên chính thức", "Official members", MEMBERS,
       Condition("status", IS, membership.OFFICIAL)),
    _d("members.probationary", "Đảng viên dự bị", "Probationary members", MEMBERS,
       Condition("status", IS, membership.PROBATIONARY)),
    _d("cells.total", "Chi bộ", "Cells", CELLS, unit="chi bộ"),
    _d("admitted.total", "Kết nạp", "Admitted", ADMISSIONS),
    _d("admitted.women", "Kết nạp, là nữ", "Admitted, women", ADMISSIONS,
       Condition("sex", IS, "female")),
    _d("admitted.religious", "Kết nạp, là người có đạo", "Admitted, religious", ADMISSIONS,
       Condition("religious", IS, True)),
    _d("admitted.ethnic_minority", "Kết nạp, là người dân tộc thiểu số",
       "Admitted, ethnic minority", ADMISSIONS, Condition("minority", IS, True)),
    _d("admitted.youth_union", "Kết nạp, là đoàn viên", "Admitted, Youth Union members",
       ADMISSIONS, Condition("youth_union", IS, True)),
    *(_age_band(low, high) for low, high in AGES),
    _d("in.total", "Tăng trong kỳ", "Came in", ENTRIES),
    _d("in.transferred", "Chuyển đến", "Transferred in", ENTRIES,
       Condition("way", ONE_OF, (membership.TRANSFER_IN, membership.MOVE))),
    _d("out.total", "Giảm trong kỳ", "Left", EXITS),
    _left("died", "Từ trần", "Died", membership.DEATH),
    _left("deleted", "Xóa tên", "Deleted", membership.DELETION),
    _left("expelled", "Khai trừ", "Expelled", membership.EXPULSION),
    _left("resigned", "Xin ra khỏi Đảng", "Resigned", membership.RESIGNATION),
    _d("out.transferred", "Chuyển đi", "Transferred out", EXITS,
       Condition("way", ONE_OF, (membership.TRANSFER_OUT, membership.MOVE))),
    _d("prospects.total", "Nguồn", "Prospects", PROSPECTS),
    _d("prospects.certified", "Nguồn đã có giấy chứng nhận lớp nhận thức",
       "Prospects with the class certificate", PROSPECTS, Condition("certified_on", BY_DAY)),
)  # fmt: skip

DEFINITIONS: Mapping[str, Definition] = {d.code: d for d in _TABLE}


def count(definition: Definition, register: Register, as_of: date, period: Period) -> Figure:
    """Count a figure. The period is cut at `as_of`; a state is that of the end of `as_of`."""
    if definition.over == CELLS:
        return Figure(definition.code, tuple(sorted(register.cells(as_of))))
    people = (record.person for record in matching(definition, register, as_of, period))
    return Figure(definition.code, tallied(definition, people))


def tallied(definition: Definition, people: Iterable[int]) -> tuple[int, ...]:
    """Return who is counted: each passage in or out, of all else each person once.

    So the members at the end of a period are those at its start, and who came, less who left.
    """
    return tuple(sorted(people if definition.over in PASSAGES else set(people)))


def matching(
    definition: Definition, register: Register, as_of: date, period: Period
) -> Iterable[Any]:
    """Return the records a figure counts; each names its person and its cell."""
    records = _RECORDS[definition.over](register, as_of, period.until(as_of))
    return (r for r in records if all(holds(c, r, as_of) for c in definition.where))


def holds(condition: Condition, record: Any, as_of: date) -> bool:
    """Tell whether a record meets a condition; an unknown value meets none but `not`."""
    value = getattr(record, condition.field)
    match condition.test:
        case "is":
            return bool(value == condition.value)
        case "not":
            return bool(value != condition.value)
        case "one_of":
            return value in condition.value
        case "between":
            low, high = condition.value
            return value is not None and low <= value <= high
        case "by_day":
            return value is not None and value <= as_of
    raise ValueError(f"unknown test {condition.test!r} on {condition.field!r}")


def _members(register: Register, as_of: date, _: Period) -> Iterable[Any]:
    return (s for s in register.spans if s.covers(as_of) and register.inside(s.cell, as_of))


def _admissions(register: Register, _: date, period: Period) -> Iterable[Any]:
    return (
        a for a in register.admissions if period.contains(a.on) and register.inside(a.cell, a.on)
    )


def _entries(register: Register, _: date, period: Period) -> Iterable[Passage]:
    for span in register.spans:
        if period.contains(span.start) and register.inside(span.cell, span.start):
            moved_in = span.entered == membership.MOVE and not register.inside(
                span.came_from or 0, day_before(span.start)
            )
            if span.entered in membership.ENTERING or moved_in:
                yield Passage(span.person, span.cell, span.start, span.entered)
        for day in _turns(span, register, period):
            if register.inside(span.cell, day) and not register.inside(span.cell, day_before(day)):
                yield Passage(span.person, span.cell, day, WITH_CELL)


def _exits(register: Register, _: date, period: Period) -> Iterable[Passage]:
    for span in register.spans:
        for day in _turns(span, register, period):
            if register.inside(span.cell, day_before(day)) and not register.inside(span.cell, day):
                yield Passage(span.person, span.cell, day, WITH_CELL)
        if span.end is None or span.left is None or not period.contains(span.end):
            continue
        if not register.inside(span.cell, max(span.start, day_before(span.end))):
            continue
        moved_out = span.left == membership.MOVE and not register.inside(
            span.went_to or 0, span.end
        )
        if span.left in membership.LEAVING or moved_out:
            yield Passage(span.person, span.cell, span.end, span.left)


def _turns(span: Span, register: Register, period: Period) -> Iterable[date]:
    """Return the days on which the place of the cell may change while the person is in it."""
    days = register.turns(span.cell)
    return (day for day in days if period.contains(day) and span.passes(day))


def _prospects(register: Register, as_of: date, _: Period) -> Iterable[Any]:
    return (p for p in register.prospects if p.covers(as_of) and register.inside(p.cell, as_of))


_RECORDS: Mapping[str, Callable[[Register, date, Period], Iterable[Any]]] = {
    MEMBERS: _members,
    ADMISSIONS: _admissions,
    ENTRIES: _entries,
    EXITS: _exits,
    PROSPECTS: _prospects,
}


def age_at(born: str, on: date) -> int | None:
    """Return full years on a day for a birth `yyyy` or `yyyy-mm-dd`, None when not known."""
    return age_on(born, on) if born else None
