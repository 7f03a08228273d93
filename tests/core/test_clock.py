"""The clock of a decision: it stands still while a supplement is outside, and an extension adds to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taonguon.core.assessment import assess
from taonguon.core.case import Event
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
CALENDAR = BOOK.calendar
VOTED, LAST = date(2025, 8, 21), date(2026, 2, 27)
ASKED, GIVEN = "supplement_asked", "supplement_given"
MOVED = (
    ("moved", "2025-09-11"), ("dossier_forwarded", "2025-09-15"), ("dossier_received", "2025-09-22"),
)  # fmt: skip


def told(upto, day, *rows):
    """Return the deadlines of the good course with rows added, by rule."""
    case = dossiers.case(upto=upto)
    for number, (kind, on, *said) in enumerate(rows):
        data = said[0] if said else {}
        case = case.with_event(Event(kind, date.fromisoformat(str(on)), data, 700 + number))
    found = assess(case, BOOK, date.fromisoformat(str(day))).deadlines
    return {one.rule.key: one for one in found}


def admission(day, *rows, upto="appraisal"):
    return told(upto, day, *rows)["decide.deadline.admit"]


@pytest.mark.parametrize(
    ("rows", "paused"),
    [
        (((ASKED, "2025-09-08"), (ASKED, "2025-09-10"), (GIVEN, "2025-09-15")), 5),
        (((ASKED, "2025-09-08"), (ASKED, "2025-09-08"), (GIVEN, "2025-09-15")), 5),
        (((ASKED, "2025-09-08"), (GIVEN, "2025-09-10"), (ASKED, "2025-09-15"), (GIVEN, "2025-09-17")), 4),
        (((ASKED, "2025-09-08"), (ASKED, "2025-09-10")), 18),
        (((ASKED, "2025-08-21"), (GIVEN, "2025-08-22")), 1),
        (((ASKED, "2025-08-20"), (GIVEN, "2025-08-22")), 0),
        (((ASKED, "2025-08-20"), (GIVEN, "2025-08-22"), (ASKED, "2025-09-08"), (GIVEN, "2025-09-10")), 2),
        (((ASKED, "2025-10-02"),), 0),
        (((GIVEN, "2025-09-01"),), 0),
    ],
)  # fmt: skip
def test_each_day_awaiting_a_supplement_is_left_out_once(rows, paused):
    found = admission("2025-10-02", *rows)
    assert (found.paused, found.due) == (paused, CALENDAR.add(VOTED, 45 + paused))


@settings(max_examples=80, deadline=None)
@given(
    rows=st.lists(st.tuples(st.sampled_from([ASKED, GIVEN]), st.integers(0, 120)), max_size=6),
    day=st.dates(VOTED, LAST),
)
def test_the_days_left_out_are_those_counted_day_by_day(rows, day):
    said = sorted(((VOTED + timedelta(days=after), kind) for kind, after in rows))
    found = admission(day, *((kind, on) for on, kind in said), upto="cell_vote")
    stands = set()
    for asked in (on for on, kind in said if kind == ASKED and on <= day):
        came = next((on for on, kind in said if kind == GIVEN and on >= asked), day)
        stands |= {asked + timedelta(days=n + 1) for n in range((min(came, day) - asked).days)}
    assert found.paused == sum(CALENDAR.is_working(one) for one in stands)


def test_a_supplement_asked_after_the_decision_stops_nothing():
    found = admission("2025-11-03", (ASKED, "2025-10-02"), (GIVEN, "2025-10-20"), upto="decision")
    assert (found.paused, found.due, found.done_on) == (0, date(2025, 10, 27), date(2025, 10, 1))
    assert admission("2025-11-03", (ASKED, "2025-09-30"), upto="decision").paused == 1
    assert admission("2025-11-03", (ASKED, "2025-10-01"), upto="decision").paused == 0


def test_the_extension_of_a_recognition_does_not_lengthen_the_admission_before_it():
    found = told("recognition_vote", "2026-11-12", ("extension", "2026-11-10", {"days": 15}))
    admitted, recognised = found["decide.deadline.admit"], found["decide.deadline.recognise"]
    assert (admitted.extended, admitted.due) == (0, date(2025, 10, 27))
    assert (recognised.extended, recognised.due) == (15, date(2027, 1, 6))


def test_a_decision_taken_late_stays_late_whatever_is_extended_afterwards():
    rows = (("decision", "2025-10-28", dossiers.vote(dossiers.COMMITTEE, 7)),
            ("extension", "2025-10-29", {"days": 15}))  # fmt: skip
    assert admission("2025-11-03", *rows).late(date(2025, 11, 3))
    before = (("extension", "2025-10-28", {"days": 1}), *rows[:1])
    assert not admission("2025-11-03", *before).late(date(2025, 11, 3))


@pytest.mark.parametrize(
    ("said", "on", "extended"),
    [
        ({"days": 10}, "2025-08-21", 10),
        ({"days": 10}, "2025-08-20", 0),
        ({"days": 10}, "2025-10-02", 10),
        ({}, "2025-09-15", 0),
    ],
)
def test_an_extension_counts_from_the_day_of_the_vote(said, on, extended):
    assert admission("2025-10-02", ("extension", on, said)).extended == extended


def test_the_new_places_clock_stops_and_is_extended_as_the_old_ones():
    rows = (
        *MOVED,
        (ASKED, "2025-09-25"),
        (GIVEN, "2025-10-02"),
        ("extension", "2025-10-03", {"days": 4}),
    )
    found = told("appraisal", "2025-10-10", *rows)["move.decide.deadline"]
    assert (found.since, found.paused, found.extended) == (date(2025, 9, 22), 5, 4)
    assert found.due == CALENDAR.add(date(2025, 9, 22), 39)


def test_an_examination_anew_waits_for_its_supplement_too():
    cancelled = (
        "decision_cancelled",
        "2025-12-01",
        {"ground": "procedure", "again": ["synthesis"]},
    )
    found = told("ceremony", "2025-12-20", cancelled, (ASKED, "2025-12-08"), (GIVEN, "2025-12-10"))
    again = found["move.reexamine.deadline"]
    assert (again.paused, again.due) == (2, CALENDAR.add(date(2025, 12, 1), 62))


def test_forwarding_a_dossier_waits_for_nothing():
    rows = (
        ("moved", "2025-09-11"),
        (ASKED, "2025-09-12"),
        ("extension", "2025-09-15", {"days": 10}),
    )
    found = told("appraisal", "2025-09-30", *rows)["move.forward.deadline"]
    assert (found.paused, found.extended, found.due) == (0, 0, date(2025, 10, 2))


def test_where_the_clock_does_not_stop_every_day_counts():
    stops = BOOK.value("decide.clock_stops", VOTED)
    running = BOOK.with_value(replace(stops, value=False, start=date(2025, 1, 1)))
    case = dossiers.case(upto="appraisal").with_event(Event(ASKED, date(2025, 9, 8)))
    (found,) = [
        one for one in assess(case, running, date(2025, 10, 2)).due() if one.step == "decision"
    ]
    assert (found.paused, found.due) == (0, date(2025, 10, 27))
