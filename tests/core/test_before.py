"""What of a case can be done before a day: the two days of each step, on both sides of the border."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taonguon.core.before import (
    DONE,
    FITS,
    HELD,
    LATE,
    MILESTONES,
    TIGHT,
    before,
    milestones,
)
from taonguon.rules.loading import national
from tests import dossiers

BOOK = national()
DAY = date(
    2025, 7, 1
)  # after the synthesis, before the vote, of the course under the rules of 2025
FAR = date(2026, 6, 30)
ONE = timedelta(days=1)


def reached(last=FAR, day=DAY, upto="synthesis", **changed):
    return {one.step: one for one in before(dossiers.case(upto=upto, **changed), BOOK, day, last)}


def test_with_the_dossier_whole_all_may_be_done_the_same_day():
    told = reached()
    assert next(iter(told)) == "cell_vote"
    assert {one.earliest for one in told.values()} == {DAY}
    assert list(told)[-1] == "ceremony"


def test_the_decision_takes_at_most_its_time_from_the_vote_and_the_ceremony_more():
    told = reached()
    decided = BOOK.calendar.add(DAY, 45)
    assert told["decision"].by_limits == decided
    assert told["ceremony"].by_limits == BOOK.calendar.add(decided, 30)
    assert [rule.key for rule in told["decision"].grounds] == ["decide.deadline.admit"]


def test_a_decision_is_within_time_on_its_last_day_and_hurried_the_day_before():
    last = BOOK.calendar.add(DAY, 45)
    assert reached(last)["decision"].state == FITS
    assert reached(last - ONE)["decision"].state == TIGHT
    assert reached(last)["ceremony"].state == TIGHT


def test_the_time_for_the_decision_runs_from_a_vote_already_held():
    day = date(2025, 9, 1)
    told = reached(day=day, upto="cell_vote")
    assert "cell_vote" not in told
    assert told["decision"].by_limits == BOOK.calendar.add(date(2025, 8, 21), 45)


@pytest.mark.parametrize(
    ("born", "month"),
    [("2007-12-20", date(2025, 12, 1)), ("2007", date(2025, 12, 1)), ("2007-06-30", DAY)],
)
def test_the_vote_waits_for_the_month_of_the_age(born, month):
    told = reached(born=born)
    assert told["cell_vote"].earliest == month
    assert told["ceremony"].earliest == month


def test_who_is_too_young_until_after_the_day_is_late_by_the_rule_of_age():
    told = reached(date(2025, 11, 30), born="2007-12-20")
    assert told["cell_vote"].state == told["decision"].state == LATE
    assert "age.min" in {rule.key for rule in told["decision"].grounds}
    assert reached(date(2025, 12, 1), born="2007-12-20")["cell_vote"].state == FITS


def test_relatives_not_verified_take_the_time_for_an_answer():
    told = reached(upto="cv_sealed", day=date(2025, 4, 21))
    assert told["cv_certified"].by_limits == BOOK.calendar.add(date(2025, 4, 21), 30)
    assert told["cell_vote"].by_limits == told["cv_certified"].by_limits
    assert told["cv_certified"].state == FITS


def test_an_answer_asked_for_already_is_waited_for_from_the_asking():
    told = reached(upto="verify_sent", day=date(2025, 5, 5))
    assert told["cv_certified"].by_limits == BOOK.calendar.add(date(2025, 4, 22), 30)


def test_what_must_be_mended_first_holds_up_the_step_and_those_after_it():
    told = reached(upto="permission", circumstances=frozenset({"religious"}), day=DAY)
    held = {one.key for one in told["application"].findings}
    assert held == {"consent.religion", "request.religion"}
    assert told["application"].state == told["cell_vote"].state == HELD
    assert not told["cell_vote"].findings


def test_a_case_with_its_ceremony_or_off_the_list_has_nothing_before_a_day():
    assert reached(upto="ceremony", day=date(2025, 10, 21)) == {}


def test_milestones_behind_are_done():
    told = milestones(before(dossiers.case(upto="synthesis"), BOOK, DAY, FAR))
    assert [one.step for one in told] == list(MILESTONES)
    assert [one.state for one in told] == [DONE, DONE, FITS, FITS, FITS]


def test_the_wait_after_leaving_the_party_holds_until_its_months_are_over():
    again = {"circumstances": frozenset({"readmission"}), "left_ground": "other_ground"}
    told = reached(upto="permission", left_on=date(2023, 1, 10), **again)
    assert told["application"].earliest == date(2026, 1, 10)
    assert (
        reached(date(2026, 1, 9), upto="permission", left_on=date(2023, 1, 10), **again)[
            "application"
        ].state
        == LATE
    )


STEPS = [kind for kind, *_ in dossiers.FROM_2025][:24]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STEPS), st.integers(0, 500), st.integers(0, 400))
def test_no_step_comes_before_one_it_needs_and_none_fits_worse_with_more_time(upto, late, room):
    """The longer the time, the better; earliest is never after the day by limits."""
    told = dossiers.case(upto=upto)
    day = told.events[-1].on + timedelta(days=late)
    order = [LATE, HELD, TIGHT, FITS]
    short = before(told, BOOK, day, day + timedelta(days=room))
    long = before(told, BOOK, day, day + timedelta(days=room + 90))
    days = {one.step: one.earliest for one in short}
    for one, more in zip(short, long, strict=True):
        needs = BOOK.at(day).steps[one.step].needs
        assert all(days[step] <= one.earliest for step in needs if step in days)
        assert one.by_limits is None or one.earliest <= one.by_limits
        assert order.index(one.state) <= order.index(more.state)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(STEPS), st.integers(0, 500), st.integers(0, 400))
def test_each_state_says_how_the_day_lies_to_the_two_days_of_the_step(upto, late, room):
    """Late is exactly who cannot be there by the day; within time exactly who is by all limits."""
    told = dossiers.case(upto=upto)
    day = told.events[-1].on + timedelta(days=late)
    last = day + timedelta(days=room)
    for one in before(told, BOOK, day, last):
        assert (one.state == LATE) == (one.earliest > last)
        by_limits = one.by_limits is not None and one.by_limits <= last
        assert one.state != FITS or by_limits
        assert one.state != TIGHT or not by_limits
        assert not one.findings or one.state in (HELD, LATE)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(STEPS), st.integers(0, 500), st.integers(0, 400))
def test_the_two_days_and_their_grounds_do_not_hang_on_the_day_asked_about(upto, late, room):
    told = dossiers.case(upto=upto)
    day = told.events[-1].on + timedelta(days=late)
    kept = [
        [(one.step, one.earliest, one.by_limits, one.grounds) for one in found]
        for found in (
            before(told, BOOK, day, day),
            before(told, BOOK, day, day + timedelta(days=room)),
        )
    ]
    assert kept[0] == kept[1]


def test_only_relatives_still_to_be_asked_about_make_the_cv_wait_for_answers():
    asking = reached(upto="cv_sealed", day=date(2025, 4, 21))["cv_certified"]
    assert "verify.reply.domestic" in {rule.key for rule in asking.grounds}
    answered = reached(upto="verify_reply", day=date(2025, 5, 26))["cv_certified"]
    assert "verify.reply.domestic" not in {rule.key for rule in answered.grounds}
    assert answered.by_limits == answered.earliest == date(2025, 5, 26)


def test_an_answer_long_overdue_can_come_today_and_not_yesterday():
    late = date(2025, 12, 1)
    told = reached(upto="verify_sent", day=late)["cv_certified"]
    assert told.by_limits == told.earliest == late


def test_a_birth_that_is_not_known_makes_nobody_wait():
    told = reached(born="")
    assert told["cell_vote"].earliest == DAY
    assert "age.min" not in {rule.key for rule in told["cell_vote"].grounds}


def test_beyond_the_calendar_the_day_by_limits_is_not_guessed_and_the_step_is_hurried():
    day = BOOK.calendar.last - timedelta(days=20)
    told = reached(day + timedelta(days=300), day=day, upto="cell_vote")
    assert (told["decision"].earliest, told["ceremony"].by_limits) == (day, None)
    assert told["ceremony"].state == TIGHT


def test_a_ceremony_to_come_today_is_still_before_the_day():
    told = reached(upto="decision_received", day=date(2025, 10, 19))
    assert list(told) == ["ceremony"]
    assert told["ceremony"].earliest == date(2025, 10, 19)
    assert told["ceremony"].by_limits == BOOK.calendar.add(date(2025, 10, 6), 30)
