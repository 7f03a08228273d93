"""The sentence under a due day: the count, its start, the days off, the clause."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from taonguon.core.assessment import Deadline, assess
from taonguon.core.assessment.derivation import cite, derivation, groups
from taonguon.core.case import Event
from taonguon.core.rulebook import TEXT, Source, Value
from taonguon.core.working import DayOff
from taonguon.rules.loading import national
from tests import dossiers

VOTED = date(2025, 8, 21)
RULE = Value(
    "decide.deadline.admit", 45, date(2025, 7, 1), None, Source("294-QĐ/TW", "4.3.1"), TEXT
)


def deadline(since=VOTED, count=45, **more):
    """Return a deadline counted by the shipped calendar."""
    due = national().calendar.add(since, count + sum(more.values()))
    rule = replace(RULE, value=count)
    return Deadline("decision", rule, "working days", "cell_vote", since, due, **more)


def test_it_says_the_count_the_start_the_days_off_the_day_and_the_clause():
    assert derivation(deadline(), national(), "vi") == (
        "45 ngày làm việc sau 21/8/2025, không tính nghỉ Quốc khánh 1–2/9 → 27/10/2025, "
        "Điểm 4.3.1 QĐ 294"
    )


def test_english_says_the_same():
    assert derivation(deadline(), national(), "en") == (
        "45 working days after 21/8/2025, not counting Quốc khánh 1–2/9 → 27/10/2025, QĐ 294, 4.3.1"
    )


# since, working days, what stands between the start and the arrow
OFF = [
    (date(2025, 10, 1), 20, ""),
    (date(2026, 2, 10), 10, ", không tính nghỉ Tết Nguyên đán 16–20/2"),
    (date(2026, 8, 20), 10, ", không tính nghỉ hoán đổi 31/8, Quốc khánh 1–2/9"),
    (
        date(2026, 4, 20),
        10,
        ", không tính nghỉ Giỗ Tổ Hùng Vương (nghỉ bù) 27/4, Ngày Chiến thắng 30/4, Quốc tế Lao động 1/5",
    ),
]


@pytest.mark.parametrize(("since", "count", "said"), OFF)
def test_each_holiday_on_the_way_is_named_once(since, count, said):
    told = derivation(deadline(since, count), national(), "vi")
    start = f"{count} ngày làm việc sau {since.day}/{since.month}/{since.year}"
    assert told.partition(" →")[0] == start + said


def test_the_last_day_off_on_the_way_is_the_one_before_the_due_day():
    assert "Quốc khánh" not in derivation(deadline(date(2025, 8, 27), 2), national(), "vi")
    assert "Quốc khánh 1–2/9" in derivation(deadline(date(2025, 8, 27), 3), national(), "vi")


@pytest.mark.parametrize(
    ("more", "vi", "en"),
    [
        ({"paused": 5}, "cộng 5 ngày chờ bổ sung hồ sơ", "plus 5 days awaiting a supplement"),
        ({"extended": 10}, "gia hạn 10 ngày", "extended by 10 days"),
        (
            {"paused": 5, "extended": 10},
            "cộng 5 ngày chờ bổ sung hồ sơ, gia hạn 10 ngày",
            "plus 5 days awaiting a supplement, extended by 10 days",
        ),
    ],
)
def test_days_awaited_and_days_added_are_said(more, vi, en):
    one = deadline(date(2025, 10, 1), 10, **more)
    assert derivation(one, national(), "vi").startswith(f"10 ngày làm việc sau 1/10/2025, {vi} → ")
    assert derivation(one, national(), "en").startswith(f"10 working days after 1/10/2025, {en} → ")


def test_a_day_beyond_the_calendar_is_said_to_be_unknown():
    one = replace(deadline(), since=date(2031, 12, 30), due=None)
    assert derivation(one, national(), "vi") == (
        "45 ngày làm việc sau 30/12/2031 → lịch nghỉ chưa có đến ngày đó, Điểm 4.3.1 QĐ 294"
    )
    assert derivation(one, national(), "en") == (
        "45 working days after 30/12/2031 → the calendar does not reach so far, QĐ 294, 4.3.1"
    )


def test_an_assessed_case_pauses_while_a_supplement_is_awaited():
    asked = dossiers.case(upto="cell_vote")
    for kind, on, data in [
        ("supplement_asked", date(2025, 9, 8), {}),
        ("supplement_given", date(2025, 9, 15), {}),
        ("extension", date(2025, 9, 16), {"days": 10}),
    ]:
        asked = asked.with_event(Event(kind, on, data))
    (due,) = [one for one in assess(asked, national(), date(2025, 9, 20)).due()
              if one.step == "decision"]  # fmt: skip
    assert derivation(due, national(), "vi") == (
        "45 ngày làm việc sau 21/8/2025, cộng 5 ngày chờ bổ sung hồ sơ, gia hạn 10 ngày, "
        "không tính nghỉ Quốc khánh 1–2/9 → 17/11/2025, Điểm 4.3.1 QĐ 294"
    )


# instrument, clause, cited in Vietnamese, cited in English
CITED = [
    ("294-QĐ/TW", "4.3.1", "Điểm 4.3.1 QĐ 294", "QĐ 294, 4.3.1"),
    ("06-HD/TW", "3.4d", "Điểm 3.4d HD 06", "HD 06, 3.4d"),
    ("38-HD/BTCTW", "I.1.2", "I.1.2 HD 38", "HD 38, I.1.2"),
    ("01-HD/TW (2021)", "", "HD 01 (2021)", "HD 01 (2021)"),
    ("Điều lệ Đảng", "Điều 4.1", "Điều 4.1 Điều lệ Đảng", "Điều lệ Đảng, Điều 4.1"),
    ("06-QĐi/TW", "", "QĐi 06", "QĐi 06"),
    ("208-QĐ/TW", "", "QĐ 208", "QĐ 208"),
    ("02-HD/BTCTU (Hà Nội)", "2", "Điểm 2 HD 02 (Hà Nội)", "HD 02 (Hà Nội), 2"),
    (
        "06-HD/TW",
        "3.6b; 294-QĐ/TW, 9.3.4; Điều lệ Đảng, Điều 4.3",
        "Điểm 3.6b HD 06; Điểm 9.3.4 QĐ 294; Điều 4.3 Điều lệ Đảng",
        "HD 06, 3.6b; QĐ 294, 9.3.4; Điều lệ Đảng, Điều 4.3",
    ),
]


@pytest.mark.parametrize(("instrument", "clause", "vi", "en"), CITED)
def test_a_source_is_cited_the_way_people_here_say_it(instrument, clause, vi, en):
    source = Source(instrument, clause)
    assert (cite(source, "vi"), cite(source, "en")) == (vi, en)


def days_off(name, first, count):
    return [DayOff(first + timedelta(n), name) for n in range(count)]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], []),
        (days_off("A", date(2025, 9, 2), 1), ["A 2/9"]),
        (days_off("A", date(2025, 9, 1), 2), ["A 1–2/9"]),
        (days_off("A", date(2025, 4, 30), 2), ["A 30/4–1/5"]),
        # a weekend between does not part them, a working day does
        ([*days_off("A", date(2025, 8, 29), 1), *days_off("A", date(2025, 9, 1), 1)], ["A 29/8–1/9"]),
        ([*days_off("A", date(2025, 8, 28), 1), *days_off("A", date(2025, 9, 1), 1)],
         ["A 28/8", "A 1/9"]),
        ([*days_off("A", date(2025, 9, 1), 1), *days_off("B", date(2025, 9, 2), 1)],
         ["A 1/9", "B 2/9"]),
    ],
)  # fmt: skip
def test_days_off_of_one_name_stand_together(days, said):
    assert groups(days) == said
