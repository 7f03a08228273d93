"""Courses taken apart month by month, and what of them was known on an earlier day."""

from datetime import date

import pytest

from taonguon.core.courses import Course
from taonguon.outlook.history import ADVANCE, LEAVE, STAY, History, gone, spells

CELL, OTHER = 7, 9
CELLS = {CELL: date(2000, 1, 1), OTHER: date(2024, 6, 1)}


def day(text):
    return date.fromisoformat(text) if text else None


def course(*days, ended=None, cell=CELL):
    """Return a course by the days of its stages, those behind not reached."""
    return Course(cell, tuple(day(one) for one in (*days, *[None] * 8)[:8]), day(ended))


def told(one):
    return [(s.stage, s.since.isoformat(), s.until and s.until.isoformat(), s.outcome)
            for s in spells(0, one)]  # fmt: skip


def test_each_stage_lasts_from_its_day_to_the_next_ones():
    assert told(course("2024-01-10", "2024-02-05", "2024-06-05")) == [
        (0, "2024-01-10", "2024-02-05", ADVANCE),
        (1, "2024-02-05", "2024-06-05", ADVANCE),
        (2, "2024-06-05", None, STAY),
    ]


def test_who_gave_up_leaves_the_stage_they_had_come_to():
    assert told(course("2024-01-10", "2024-02-05", ended="2024-03-01")) == [
        (0, "2024-01-10", "2024-02-05", ADVANCE),
        (1, "2024-02-05", "2024-03-01", LEAVE),
    ]


def test_a_stage_not_recorded_is_passed_over():
    assert told(course("2024-01-10", "", "", "2024-06-05")) == [
        (0, "2024-01-10", "2024-06-05", ADVANCE),
        (3, "2024-06-05", None, STAY),
    ]


def test_a_certificate_of_an_earlier_way_counts_from_the_introduction():
    assert told(course("2024-01-10", "2024-02-05", "", "2020-05-05")) == [
        (0, "2024-01-10", "2024-01-10", ADVANCE),
        (3, "2024-01-10", None, STAY),
    ]


def test_who_was_admitted_waits_no_more():
    days = [f"2024-0{month}-01" for month in range(1, 9)]
    assert [one.stage for one in spells(0, course(*days))] == list(range(7))


def test_a_course_without_a_first_day_is_none():
    assert spells(0, course("", "2024-02-05")) == []


def history(*courses, until="2024-12-31", since=None):
    return History(courses, CELLS, day(until), day(since))


def test_a_row_stands_for_each_month_in_a_stage():
    cut = history(course("2024-01-10", "2024-03-05")).cut(day("2024-04-30"))
    rows = list(zip(cut.stage, cut.month % 12 + 1, cut.waited, cut.outcome, strict=True))
    assert rows == [
        (0, 1, 0, STAY),
        (0, 2, 1, STAY),
        (0, 3, 2, ADVANCE),
        (1, 3, 0, STAY),
        (1, 4, 1, STAY),
    ]
    assert cut.open.tolist() == [False, False, False, False, True]


def test_what_came_after_the_day_is_not_known_on_it():
    whole = history(course("2024-01-10", "2024-03-05", ended="2024-05-01"))
    seen = history(course("2024-01-10"), until="2024-03-04").cut(day("2024-03-04"))
    cut = whole.cut(day("2024-03-04"))
    for name in ("stage", "month", "waited", "outcome", "exposure", "open"):
        assert getattr(cut, name).tolist() == getattr(seen, name).tolist(), name


def test_of_the_last_month_only_what_is_over_was_seen():
    cut = history(course("2024-01-10")).cut(day("2024-02-10"))
    assert cut.exposure.tolist() == [1.0, pytest.approx(10 / 29)]
    assert gone(day("2024-02-29")) == 1


def test_what_was_before_the_register_counts_for_nothing():
    cut = history(course("2023-11-10", "2024-03-05"), since="2024-02-01").cut(day("2024-03-31"))
    assert (cut.month % 12 + 1).tolist() == [2, 3, 3]
    assert cut.waited.tolist() == [3, 4, 0]
    assert cut.arrived.sum() == 0


def test_introductions_are_counted_by_cell_and_month():
    one = history(course("2024-01-10"), course("2024-01-20", cell=OTHER), course("2024-03-01"))
    cut = one.cut(day("2024-03-31"))
    assert cut.arrived.tolist() == [[1, 0, 1], [1, 0, 0]]


def test_a_class_ended_in_the_months_that_gave_certificates_or_are_known():
    certified = course("2024-01-10", "2024-02-05", "2024-03-05", "2024-05-20")
    cut = history(certified).cut(day("2024-09-30"), [day("2024-07-05"), day("2024-11-05")])
    assert {month % 12 + 1 for month in cut.classes} == {5, 7}


def test_courses_of_other_organisations_and_no_courses_at_all_are_borne():
    assert history(course("2024-01-10", cell=99)).cut(day("2024-03-31")).stage.size == 0
    assert history().cut(day("2024-03-31")).open.size == 0
