"""The plan backwards: the three days of a step, each held by taking it on that day or one later."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taonguon.core.assessment import assess
from taonguon.core.backward import LOST, NO_CLASS, SENT, backward
from taonguon.core.before import CLASS, FITS, HELD, LATE, NEVER, TIGHT, WAIT, StudyDays, before
from taonguon.core.campaign import MILESTONES, campaign
from taonguon.core.case import Case, Event
from taonguon.core.goals import (
    AGE,
    CERTIFIED,
    PAPER,
    age_unknown,
    before_enlistment,
    by_year_end,
    expiring,
)
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
ONE = timedelta(days=1)
END = by_year_end(2026)
DAY = date(2026, 2, 2)
SPRING = StudyDays(date(2026, 3, 2), date(2026, 3, 6))
SUMMER = StudyDays(date(2026, 6, 1), date(2026, 6, 5))
AUTUMN = StudyDays(date(2026, 10, 5), date(2026, 10, 9))
CLASSES = (SPRING, SUMMER, AUTUMN)
NEWCOMER = Case(born="1995-05-19", schooling="upper_secondary", youth_union_here=False)
COURSE = [kind for kind, *_ in dossiers.FROM_2025]
STEPS = COURSE[: COURSE.index("decision_received") + 1]


def planned(case=NEWCOMER, day=DAY, goal=END, classes=CLASSES):
    return backward(case, BOOK, day, goal, classes)


def windows(told):
    return {one.step: one for one in told.windows}


def test_from_the_year_s_end_back_each_limit_is_left_whole():
    told = windows(planned())
    received = told["decision_received"].safe.day
    voted = told["cell_vote"].safe.day
    assert BOOK.calendar.add(received, 30) == date(2026, 12, 31)
    assert BOOK.calendar.add(voted, 45) == received
    assert BOOK.calendar.add(told[SENT].safe.day, 30) == voted
    assert BOOK.calendar.add(voted + ONE, 45) > received


def test_who_is_to_attend_the_last_class_that_helps_is_proposed_by_its_first_day():
    told = windows(planned())
    assert (told["class_proposed"].safe.day, told["listed"].safe.day) == (SUMMER.start,) * 2
    assert (told["class_proposed"].latest.day, told["listed"].latest.day) == (AUTUMN.start,) * 2
    assert told["class_proposed"].latest.why == CLASS
    assert planned().last_class == AUTUMN


def test_the_certificate_comes_with_the_end_of_the_first_class_one_can_still_attend():
    told = windows(planned(day=SPRING.start + ONE))
    assert told["certificate"].earliest.day == SUMMER.end
    assert told["certificate"].earliest.rule.key == "class.required"
    assert told["ceremony"].earliest.day == SUMMER.end


def test_who_is_on_the_list_of_a_class_under_way_waits_for_its_end():
    seated = replace(SPRING, seated=True)
    told = planned(day=SPRING.start + ONE, classes=(seated, AUTUMN))
    assert windows(told)["certificate"].earliest.day == SPRING.end
    assert told.last_class == seated


@pytest.mark.parametrize("classes", [(), (StudyDays(date(2027, 1, 4), date(2027, 1, 8)),)])
def test_without_a_class_that_ends_in_time_it_is_a_class_that_is_missing(classes):
    told = planned(classes=classes)
    assert told.state == NO_CLASS
    window, bound = told.cause
    assert (window.step, bound.why) == ("certificate", CLASS)
    assert bound.day == (NEVER if not classes else date(2027, 1, 8))
    assert told.last_class is None


def test_once_the_year_is_over_it_is_the_rules_that_forbid_not_a_class():
    assert planned(day=date(2027, 1, 1), classes=()).state == LATE


def test_too_young_until_after_the_day_is_late_by_the_rule_of_age():
    told = planned(replace(NEWCOMER, born="2009-01-05"))
    assert told.state == LATE
    window, bound = told.cause
    assert (window.step, bound.why, bound.rule.key) == ("cell_vote", WAIT, "age.min")
    assert bound.day == date(2027, 1, 1)


def test_a_certificate_that_runs_out_bounds_the_vote_and_what_comes_before_it():
    dossier = dossiers.case(upto="synthesis")
    told = windows(planned(dossier, date(2029, 12, 1), by_year_end(2030), ()))
    assert told["cell_vote"].latest.day == date(2030, 3, 20)
    assert told["cell_vote"].latest.rule.key == "class.validity"
    assert told["ceremony"].latest.day == date(2030, 12, 31)


def test_a_decision_under_way_is_within_time_up_to_its_own_day():
    told = windows(planned(dossiers.case(upto="cell_vote"), date(2025, 9, 1), by_year_end(2025)))
    assert told["decision"].safe.day == BOOK.calendar.add(date(2025, 8, 21), 45)
    assert told["decision"].state == FITS
    assert told["decision"].latest.day == date(2025, 12, 31)


def test_who_must_be_mended_first_is_held_up_and_not_lost():
    told = planned(dossiers.case(circumstances=frozenset({"religious"}), upto="permission"),
                   date(2025, 7, 1), by_year_end(2025))  # fmt: skip
    assert told.state == windows(told)["application"].state == HELD


def test_before_an_enlistment_the_ceremony_is_the_day_before_at_the_latest():
    goal = before_enlistment(date(2026, 3, 5))
    told = windows(planned(dossiers.case(upto="synthesis"), date(2026, 2, 2), goal))
    assert told["ceremony"].latest.day == date(2026, 3, 4)
    assert told["cell_vote"].state == TIGHT


def test_what_expires_is_a_goal_of_its_own_by_the_cell_s_vote():
    case = dossiers.case(upto="synthesis", born="1965-11-20")
    told = assess(case, BOOK, date(2025, 7, 1))
    goals = {goal.code: goal for goal in expiring(told)}
    assert (goals[AGE].last, goals[AGE].rule.key) == (date(2025, 11, 30), "age.max")
    assert goals[CERTIFIED].last == date(2030, 3, 20)
    assert goals[PAPER].step == "cell_vote"
    late = assess(case, BOOK, date(2025, 12, 1))
    assert AGE not in {goal.code for goal in expiring(late)}


@pytest.mark.parametrize(
    ("born", "unknown"),
    [("1966", True), ("1967", True), ("1968", False), ("1965", False), ("1966-05-01", False), ("", False)],
)  # fmt: skip
def test_the_day_of_the_greatest_age_is_not_told_from_a_year_alone(born, unknown):
    assert age_unknown(Case(born=born), BOOK, DAY) is unknown


def test_a_case_that_has_ended_or_been_there_has_no_way_to_go():
    ended = dossiers.case(upto="listed").with_event(Event("unlisted", date(2025, 3, 1)))
    assert planned(ended) is None
    assert planned(dossiers.case(upto="ceremony")) is None


def taken(case, told, upto, day):
    """Return the case with the steps up to one taken, and all others due before it, each on its latest day."""
    by_step = windows(told)
    due = [one.step for one in told.windows if one.latest.day < by_step[upto].latest.day]
    needed, asked = set(), [upto, *due]
    while asked:
        step = asked.pop()
        if step in by_step and step not in needed:
            needed.add(step)
            asked += BOOK.at(day).steps[step].needs
            asked += ["class_proposed"] if step == "certificate" else []
    for step in (one.step for one in told.windows if one.step in needed and one.step != SENT):
        case = case.with_event(Event(step, by_step[step].latest.day, {"qualified": True}))
    return case


WAYS = st.tuples(
    st.sampled_from(["", *STEPS]),
    st.integers(0, 200),
    st.integers(0, 400),
    st.lists(
        st.builds(
            lambda start, length: StudyDays(
                date(2025, 1, 1) + timedelta(days=start), date(2025, 1, 1) + timedelta(days=start + length)
            ),
            st.integers(0, 900), st.integers(0, 10),
        ),
        max_size=4,
    ),
)  # fmt: skip


def way(drawn):
    """Return a case somewhere on the course, the day it is seen on, a goal and the classes."""
    upto, late, room, classes = drawn
    case = dossiers.case(upto=upto) if upto else replace(dossiers.case(), events=())
    day = (case.events[-1].on if case.events else date(2025, 1, 1)) + timedelta(days=late)
    return case, day, before_enlistment(day + timedelta(days=room)), tuple(classes)


@settings(max_examples=80, deadline=None)
@given(WAYS)
def test_the_latest_day_is_not_before_the_earliest_exactly_where_the_goal_is_reached(drawn):
    case, day, goal, classes = way(drawn)
    told = backward(case, BOOK, day, goal, classes)
    if told is None:
        return
    reached = all(one.earliest.day <= one.latest.day for one in told.windows)
    assert reached == (told.state not in LOST)
    assert (told.cause is None) == reached
    needs = BOOK.at(day).steps
    found = windows(told)
    for one in told.windows:
        assert one.safe is None or one.safe.day <= one.latest.day
        for before_it in (found[s] for s in needs[one.step].needs if s in found):
            assert before_it.latest.day <= one.latest.day
            assert before_it.earliest.day <= one.earliest.day


@settings(max_examples=60, deadline=None)
@given(WAYS, st.data())
def test_taken_on_its_latest_day_a_step_keeps_the_goal_and_a_day_later_loses_it(drawn, data):
    case, day, goal, classes = way(drawn)
    told = backward(case, BOOK, day, goal, classes)
    if told is None or told.state in LOST:
        return
    window = data.draw(st.sampled_from([one for one in told.windows if one.step != SENT]))
    on = window.latest.day
    done = taken(case, told, window.step, day)
    taken_now = {one.kind for one in done.events} - {one.kind for one in case.events}
    proposed = "class_proposed" in taken_now
    seats = tuple(replace(one, seated=proposed and one == told.last_class) for one in classes)
    kept = backward(done, BOOK, on, goal, seats)
    assert kept is None or kept.state not in LOST
    lost = backward(case, BOOK, on + ONE, goal, classes)
    assert lost is not None
    assert lost.state in LOST or "certificate" in set(windows(lost)) - set(windows(told))


@settings(max_examples=60, deadline=None)
@given(WAYS)
def test_without_asking_for_classes_the_plan_forwards_and_backwards_agree(drawn):
    """In time by all limits one way is in time by all limits the other way."""
    case, day, goal, _ = way(drawn)
    told = backward(case, BOOK, day, goal)
    if told is None:
        return
    forwards = {one.step: one for one in before(case, BOOK, day, goal.last)}
    for one in told.windows:
        if one.step in forwards:
            assert one.earliest.day == forwards[one.step].earliest
    if told.state == FITS:
        assert {forwards[w.step].state for w in told.windows if w.step != SENT} == {FITS}


def test_by_each_milestone_so_many_must_have_come_as_are_still_needed():
    way = planned()
    plans = {
        1: planned(dossiers.case(upto="synthesis"), date(2026, 2, 2)),
        2: planned(),
        3: planned(replace(NEWCOMER, born="2009-01-05")),
    }
    told = {one.step: one for one in campaign(way, plans, 3)}
    assert list(told) == list(MILESTONES)
    assert (told["listed"].passed, told["listed"].able) == ((1,), (2,))
    assert (told["listed"].missing, told["listed"].short) == (2, 1)
    assert (told["cell_vote"].passed, told["cell_vote"].able) == ((), (1, 2))
    assert (told["cell_vote"].missing, told["cell_vote"].short) == (3, 1)
    assert told["cell_vote"].safe == windows(way)["cell_vote"].safe


def test_without_a_target_nobody_is_missing_and_beyond_it_nobody_less_than_none():
    assert {one.missing for one in campaign(planned(), {}, None)} == {None}
    plans = {1: planned(dossiers.case(upto="synthesis"), date(2026, 2, 2))}
    told = {one.step: one for one in campaign(planned(), plans, 0)}
    assert (told["listed"].missing, told["listed"].short) == (0, 0)
