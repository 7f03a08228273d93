"""Working days: which days are off, the n-th after a day, and how many lie between."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.working import Calendar, NotACalendar, OutOfCalendar
from taonguon.rules.loading import national

CALENDAR = national().calendar
DAYS = st.dates(date(2016, 2, 1), date(2029, 12, 1))
COUNTS = st.integers(1, 200)


def small(off=None, worked=()):
    return Calendar(
        date(2025, 1, 1), date(2025, 12, 31), off or {}, frozenset(worked), date(2025, 12, 31)
    )


def naive(start, count):
    """Count day by day, as one would on a wall calendar."""
    day = start
    while count:
        day += timedelta(days=1)
        weekend = day.weekday() >= 5 and day not in CALENDAR.worked
        if not weekend and day not in CALENDAR.off:
            count -= 1
    return day


@given(start=DAYS, count=COUNTS)
def test_the_nth_working_day_is_the_one_counted_day_by_day(start, count):
    found = CALENDAR.add(start, count)
    assert found == naive(start, count)
    assert CALENDAR.is_working(found)
    assert found > start


@given(start=DAYS, count=COUNTS)
def test_counting_back_gives_the_count(start, count):
    assert CALENDAR.between(start, CALENDAR.add(start, count)) == count


@given(start=DAYS, one=COUNTS, more=COUNTS)
def test_more_days_are_never_earlier(start, one, more):
    assert CALENDAR.add(start, one) < CALENDAR.add(start, one + more)


@given(start=DAYS, later=st.integers(0, 60), count=COUNTS)
def test_starting_later_is_never_due_earlier(start, later, count):
    assert CALENDAR.add(start, count) <= CALENDAR.add(start + timedelta(days=later), count)


def test_forty_five_working_days_over_national_day():
    assert CALENDAR.add(date(2025, 8, 21), 45) == date(2025, 10, 27)
    off = CALENDAR.days_off(date(2025, 8, 21), date(2025, 10, 27))
    assert [(one.on, one.name) for one in off] == [
        (date(2025, 9, 1), "Quốc khánh"),
        (date(2025, 9, 2), "Quốc khánh"),
    ]


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2025, 8, 21), True),
        (date(2025, 8, 23), False),
        (date(2025, 9, 2), False),
        (date(2025, 1, 29), False),
        (date(2025, 5, 2), False),
        (date(2025, 4, 26), True),
        (date(2016, 1, 1), False),
        (date(2016, 1, 4), True),
    ],
)
def test_a_day_is_a_working_day_or_not(day, working):
    assert CALENDAR.is_working(day) is working


def test_the_first_day_of_a_calendar_may_be_a_working_day():
    assert small().is_working(date(2025, 1, 1))
    assert not small({date(2025, 1, 1): "Tết"}).is_working(date(2025, 1, 1))


def test_a_period_that_ends_on_a_day_off_ends_on_the_next_working_day():
    assert CALENDAR.on_or_after(date(2025, 8, 30)) == date(2025, 9, 3)
    assert CALENDAR.on_or_after(date(2025, 9, 3)) == date(2025, 9, 3)


@pytest.mark.parametrize("count", [0, -1])
def test_no_working_day_is_no_count(count):
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.add(date(2025, 1, 2), count)


def test_nothing_is_guessed_outside_the_calendar():
    for wrong in (
        lambda: CALENDAR.is_working(date(2015, 12, 31)),
        lambda: CALENDAR.is_working(date(2032, 1, 1)),
        lambda: CALENDAR.add(date(2031, 12, 30), 5),
        lambda: CALENDAR.between(date(2015, 1, 1), date(2025, 1, 1)),
    ):
        with pytest.raises(OutOfCalendar):
            wrong()


def test_the_last_day_is_still_known():
    assert small().add(date(2025, 12, 30), 1) == date(2025, 12, 31)
    with pytest.raises(OutOfCalendar) as out:
        small().add(date(2025, 12, 30), 2)
    assert out.value.day == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("off", "worked", "why"),
    [
        ({date(2025, 4, 26): "x"}, [date(2025, 4, 26)], "both off and worked"),
        ({}, [date(2025, 4, 25)], "no Saturday or Sunday"),
    ],
)
def test_a_calendar_does_not_contradict_itself(off, worked, why):
    with pytest.raises(NotACalendar, match=why):
        small(off, worked)


def test_a_weekend_off_is_not_named_among_the_days_off():
    found = small({date(2025, 2, 1): "Tết", date(2025, 2, 3): "Tết"})
    off = found.days_off(date(2025, 1, 31), date(2025, 2, 3))
    assert [one.on for one in off] == [date(2025, 2, 3)]
    assert found.days_off(date(2025, 2, 3), date(2025, 2, 10)) == []


def test_a_day_is_changed_and_changed_back():
    off = CALENDAR.with_day(date(2026, 12, 31), "off", "nghỉ hoán đổi")
    assert not off.is_working(date(2026, 12, 31))
    assert off.off[date(2026, 12, 31)] == "nghỉ hoán đổi"
    back = off.with_day(date(2026, 12, 31), "ordinary")
    assert back == CALENDAR
    worked = CALENDAR.with_day(date(2026, 12, 26), "worked")
    assert worked.is_working(date(2026, 12, 26))
    assert not CALENDAR.is_working(date(2026, 12, 26))


@pytest.mark.parametrize(
    ("on", "kind", "refusal"),
    [
        (date(2026, 12, 26), "off", NotACalendar),
        (date(2026, 12, 28), "worked", NotACalendar),
        (date(2040, 1, 2), "off", OutOfCalendar),
    ],
)
def test_a_day_that_cannot_be_so_is_refused(on, kind, refusal):
    with pytest.raises(refusal):
        CALENDAR.with_day(on, kind, "x")


def test_announced_years_only_grow():
    assert CALENDAR.with_announced(2027).announced == date(2027, 12, 31)
    assert CALENDAR.with_announced(2020).announced == CALENDAR.announced


@pytest.mark.parametrize("year", range(2016, 2032))
def test_every_year_has_tet_and_the_four_fixed_holidays(year):
    off = [day for day in CALENDAR.off if day.year == year]
    names = " ".join(CALENDAR.off[day] for day in off)
    assert names.count("Tết Nguyên đán") >= 3
    for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
        on = date(year, month, day)
        assert on.weekday() >= 5 or on in CALENDAR.off, on
    assert 8 <= len(off) <= 16


def test_the_years_announced_so_far():
    assert CALENDAR.announced == date(2026, 12, 31)


WEEK = [date(2025, 3, day) for day in range(3, 10)]  # a Monday to the Sunday after it


def test_a_week_has_five_working_days():
    assert [small().is_working(day) for day in WEEK] == [True] * 5 + [False] * 2
    assert small().between(WEEK[0], WEEK[6]) == 4
    assert small().between(WEEK[6], WEEK[0]) == -4


def test_a_saturday_worked_and_a_monday_off_change_places():
    changed = small({WEEK[0]: "nghỉ hoán đổi"}, [WEEK[5]])
    assert [changed.is_working(day) for day in WEEK] == [False, *[True] * 5, False]


@pytest.mark.parametrize(
    ("make", "day", "said"),
    [
        (lambda: small({WEEK[5]: "x"}, [WEEK[5]]), WEEK[5], "2025-03-08: both off and worked"),
        (lambda: small({}, [WEEK[4]]), WEEK[4],
         "2025-03-07: worked in place of another, yet no Saturday or Sunday"),
        (lambda: small().with_day(WEEK[6], "off"), WEEK[6], "2025-03-09: a weekend already"),
    ],
)  # fmt: skip
def test_a_contradiction_names_the_day_and_why(make, day, said):
    with pytest.raises(NotACalendar) as wrong:
        make()
    assert (wrong.value.day, str(wrong.value)) == (day, said)
    assert wrong.value.why in said


def test_what_lies_outside_says_which_day():
    with pytest.raises(OutOfCalendar, match=r"^no calendar of working days for 2026-01-01$"):
        small().is_working(date(2026, 1, 1))


def test_a_day_changed_leaves_the_others_as_they_were():
    first = small().with_day(WEEK[5], "worked").with_day(WEEK[6], "worked")
    assert set(first.worked) == {WEEK[5], WEEK[6]}
    second = first.with_day(WEEK[0], "off").with_day(WEEK[1], "off", "Tết")
    assert second.off == {WEEK[0]: "", WEEK[1]: "Tết"}
    assert set(second.worked) == {WEEK[5], WEEK[6]}
    third = second.with_day(WEEK[5], "ordinary")
    assert (set(third.worked), third.off) == ({WEEK[6]}, second.off)
