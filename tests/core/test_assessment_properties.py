"""What must hold of the assessment for any course, any day, any paper."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.core.assessment import assess, check
from taonguon.core.assessment.outcome import BLOCKED, LATER
from taonguon.core.case import Event, Relative
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
CALENDAR = BOOK.calendar
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROWS = st.sampled_from([dossiers.TO_2025, dossiers.FROM_2025])
DAYS = st.dates(date(2016, 8, 1), date(2027, 12, 31))
BIRTHS = st.sampled_from(["1950-01-01", "1990-05-05", "2000-06-15", "2008-02-29", "1999", ""])
HELPER = {"name": "Đảng viên 7", "official_since": "2001-01-01", "together_since": "2002-01-01"}
PAPERS = {
    "certificate": {},
    "sponsor_paper": HELPER,
    "mass_opinion": {"body": "youth"},
    "residence_opinion": {},
    "synthesis": {},
    "verify_reply": {"about": ["father", "mother"]},
    "consent": {"for": "over_age"},
    "special_paper": {"paper": "spouse_cv"},
    "new_member_class": {},
}


@st.composite
def courses(draw):
    """Draw a part of a good course, shifted in time, of somebody of any age."""
    good = dossiers.case(draw(ROWS))
    later = timedelta(days=draw(st.integers(-900, 300)))
    kept = [one for one in good.events if draw(st.integers(0, 9))]
    events = tuple(one._replace(on=one.on + later) for one in kept)
    relatives = draw(st.lists(st.sampled_from(["father", "mother", "spouse"]), unique=True))
    return replace(
        good,
        born=draw(BIRTHS),
        events=tuple(one for one in events if one.on >= BOOK.begins),
        relatives=tuple(Relative(one, one, member=draw(st.booleans())) for one in relatives),
        circumstances=frozenset(
            draw(st.sets(st.sampled_from(["religious", "foreign_spouse", "hard_area", "student"])))
        ),
    )


def open_steps(told):
    return {one.step for one in told.open}


def missing(told):
    return {(one.step, before) for one in told.open for before in one.missing}


def blocked(told):
    return {
        (one.step, why.key) for one in told.open if one.state == BLOCKED for why in one.findings
    }


@CALM
@given(case=courses(), day=DAYS)
def test_any_course_can_be_assessed_on_any_day(case, day):
    told = assess(case, BOOK, day)
    assert told.day == day
    assert len(told.done) <= len(case.events)
    steps = [one.step for one in told.open]
    assert len(steps) == len(set(steps))
    assert all(not (one.state == "next" and (one.findings or one.missing)) for one in told.open)


@CALM
@given(case=courses(), day=DAYS, kind=st.sampled_from(sorted(PAPERS)), ago=st.integers(0, 60))
def test_adding_a_paper_never_makes_a_case_less_complete(case, day, kind, ago):
    on = max(day - timedelta(days=ago), BOOK.begins)
    before = assess(case, BOOK, day)
    after = assess(case.with_event(Event(kind, on, PAPERS[kind], 9999)), BOOK, day)
    assert open_steps(after) <= open_steps(before)
    assert missing(after) <= missing(before)
    waiting = {one.step for one in before.open if one.state == LATER}
    assert {one for one in blocked(after) if one[0] not in waiting} <= blocked(before)


@CALM
@given(case=courses(), day=DAYS, later=st.integers(0, 2000))
def test_what_has_expired_never_comes_back_by_waiting(case, day, later):
    case = case.until(day)
    after = min(day + timedelta(days=later), date(2030, 1, 1))
    if after < day:
        return
    first, then = assess(case, BOOK, day), assess(case, BOOK, after)
    gone = {one.what for one in first.expiries if one.last < day}
    still = {one.what for one in then.expiries if one.last < after}
    assert gone - {"age.max"} <= still
    stale = {one for one in blocked(first) if one[1] in ("class.validity", "dossier.max_age")}
    assert stale <= blocked(then)


@CALM
@given(case=courses(), day=DAYS)
def test_a_deadline_is_a_working_day_after_its_start_counted_day_by_day(case, day):
    for one in assess(case, BOOK, day).deadlines:
        if one.due is None:
            continue
        assert CALENDAR.is_working(one.due)
        assert one.due > one.since
        count, found = one.rule.value + one.paused + one.extended, one.since
        while count:
            found += timedelta(days=1)
            count -= CALENDAR.is_working(found)
        assert found == one.due


@CALM
@given(case=courses(), day=DAYS)
def test_a_fault_is_what_the_check_of_that_step_finds(case, day):
    told = assess(case.until(day), BOOK, day)
    if told.ended_on is not None:
        return
    last = {one.kind: one.id for one in case.until(day).events}
    for done in told.done:
        if done.event.id == last[done.event.kind]:
            rest = tuple(one for one in case.until(day).events if one.id != done.event.id)
            found = check(replace(case, events=rest), BOOK, done.event)
            assert {one.key for one in found} >= {one.key for one in done.faults}


@CALM
@given(case=courses(), day=DAYS, more=st.integers(0, 400))
def test_a_later_day_never_forgets_a_step_taken(case, day, more):
    after = day + timedelta(days=more)
    first = {one.event.id for one in assess(case, BOOK, day).done}
    assert first <= {one.event.id for one in assess(case, BOOK, after).done}
