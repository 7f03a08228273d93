"""Who is a member where, with which status, on a day; entries, exits and years in the Party."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core import membership
from taonguon.core.facts import by_person
from taonguon.core.membership import OFFICIAL, PROBATIONARY, course, entries, exits, total
from tests import histories
from tests.cast import CELLS, HAMLET_1, HAMLET_2, LAN, SCHOOL, fact, renumbered


def of_lan(*told):
    """Return Lan's course from (kind, day, cell, data) each; cell and data may be left out."""
    facts = []
    for kind, day, *rest in told:
        cell, data = (*rest, None, {})[:2] if len(rest) < 2 else rest
        facts.append(fact(kind, day, person=LAN, organisation=cell, **(data or {})))
    return course(facts)


def on(told, day):
    span = told.on(date.fromisoformat(day))
    return (span.cell, span.status) if span else None


ADMITTED = ("admission", "2022-05-19", HAMLET_1)


def test_an_admitted_person_is_a_probationary_member_from_that_day():
    told = of_lan(ADMITTED)
    assert on(told, "2022-05-18") is None
    assert on(told, "2022-05-19") == (HAMLET_1, PROBATIONARY)
    assert told.admitted_on == date(2022, 5, 19)


def test_recognition_makes_an_official_member_from_that_day():
    told = of_lan(ADMITTED, ("recognition", "2023-05-19"))
    assert on(told, "2023-05-18") == (HAMLET_1, PROBATIONARY)
    assert on(told, "2023-05-19") == (HAMLET_1, OFFICIAL)
    assert told.recognised_on == date(2023, 5, 19)


def test_a_move_keeps_the_status_and_changes_the_cell():
    told = of_lan(ADMITTED, ("move", "2022-09-01", HAMLET_2))
    assert on(told, "2022-08-31") == (HAMLET_1, PROBATIONARY)
    assert on(told, "2022-09-01") == (HAMLET_2, PROBATIONARY)
    first, second = told.spans
    assert (first.left, first.went_to, second.came_from) == ("move", HAMLET_2, HAMLET_1)


@pytest.mark.parametrize("kind", sorted(membership.LEAVING))
def test_who_left_is_no_member_from_that_day(kind):
    told = of_lan(ADMITTED, (kind, "2022-12-01"))
    assert on(told, "2022-11-30") == (HAMLET_1, PROBATIONARY)
    assert on(told, "2022-12-01") is None
    assert told.spans[-1].left == kind


@pytest.mark.parametrize(
    ("kind", "status"),
    [("opening", OFFICIAL), ("transfer_in", OFFICIAL), ("opening", PROBATIONARY)],
)
def test_who_comes_with_a_status_keeps_it(kind, status):
    told = of_lan((kind, "2022-01-01", SCHOOL, {"status": status, "admitted_on": "2010-05-19"}))
    assert on(told, "2022-01-01") == (SCHOOL, status)
    assert told.admitted_on == date(2010, 5, 19)


def test_an_admission_is_probationary_whatever_it_says():
    told = of_lan(("admission", "2022-01-01", SCHOOL, {"status": OFFICIAL}))
    assert on(told, "2022-01-01") == (SCHOOL, PROBATIONARY)


def test_an_opening_entry_of_the_day_of_admission_counts_as_an_admission():
    told = of_lan(("opening", "2021-03-26", SCHOOL, {"entry": "admission"}))
    assert told.spans[0].entered == "admission"
    assert told.admitted_on == date(2021, 3, 26)


@pytest.mark.parametrize(
    "impossible",
    [
        ("recognition", "2022-01-01"),
        ("move", "2022-01-01", HAMLET_2),
        ("death", "2022-01-01"),
        ("admission", "2022-06-01", HAMLET_2),
        ("move", "2022-06-01", HAMLET_1),
        ("admission", "2021-01-01", None),
    ],
)
def test_what_cannot_take_effect_changes_nothing_and_is_told(impossible):
    told = of_lan(ADMITTED, impossible)
    assert told.spans == of_lan(ADMITTED).spans
    assert [one.kind for one in told.contradictions] == [impossible[0]]


def test_a_second_recognition_is_a_contradiction():
    told = of_lan(ADMITTED, ("recognition", "2023-05-19"), ("recognition", "2023-06-19"))
    assert told.recognised_on == date(2023, 5, 19)
    assert len(told.contradictions) == 1


def test_nobody_enters_after_death():
    told = of_lan(ADMITTED, ("death", "2022-07-01"), ("readmission", "2022-08-01", HAMLET_1))
    assert on(told, "2022-08-01") is None
    assert [one.kind for one in told.contradictions] == ["readmission"]


def test_an_exemption_from_meetings_is_kept_and_ends_no_membership():
    told = of_lan(ADMITTED, ("exemption", "2023-01-01"))
    assert told.exempt_from == date(2023, 1, 1)
    assert on(told, "2023-01-01") == (HAMLET_1, PROBATIONARY)


def test_on_one_day_a_member_leaves_before_coming_back():
    told = of_lan(ADMITTED, ("transfer_in", "2022-09-01", SCHOOL), ("transfer_out", "2022-09-01"))
    assert on(told, "2022-09-01") == (SCHOOL, PROBATIONARY)
    assert told.contradictions == ()


def test_on_one_day_somebody_from_outside_comes_before_leaving():
    told = of_lan(("death", "2022-05-19"), ADMITTED)
    assert on(told, "2022-05-19") is None
    assert told.contradictions == ()
    assert [span.left for span in told.spans] == ["death"]


def party_age(told, day):
    return membership.party_age(told, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("1989-05-18", 0),
        ("1991-05-18", 0),
        ("1991-05-19", 1),
        ("2020-05-18", 29),
        ("2020-05-19", 30),
    ],
)
def test_years_in_the_party_are_full_years_from_the_admission(day, years):
    assert party_age(of_lan(("admission", "1990-05-19", HAMLET_1)), day) == years


@pytest.mark.parametrize(
    ("day", "years"),
    [("2021-02-27", 0), ("2021-02-28", 1), ("2024-02-28", 3), ("2024-02-29", 4)],
)
def test_who_was_admitted_on_29_february_completes_a_year_on_the_last_of_february(day, years):
    assert party_age(of_lan(("admission", "2020-02-29", HAMLET_1)), day) == years


def test_time_outside_is_taken_off_and_counting_begins_at_the_first_admission():
    told = of_lan(
        ("admission", "2000-01-01", HAMLET_1),
        ("deletion", "2010-01-01"),
        ("readmission", "2015-01-01", HAMLET_1),
    )
    assert party_age(told, "2009-12-31") == 9
    assert party_age(told, "2010-01-01") == 10
    assert party_age(told, "2014-06-01") == 10
    assert party_age(told, "2015-12-31") == 10
    assert party_age(told, "2016-01-02") == 11
    assert told.admitted_on == date(2015, 1, 1)


def test_the_first_admission_of_who_came_by_transfer_is_the_one_it_came_with():
    told = of_lan(
        ("transfer_in", "2005-01-01", HAMLET_1, {"admitted_on": "1995-01-01"}),
        ("resignation", "2006-01-01"),
        ("readmission", "2007-01-01", HAMLET_1),
    )
    assert party_age(told, "2008-01-01") == 12


def test_a_member_who_was_elsewhere_was_not_outside():
    told = of_lan(
        ("admission", "2000-01-01", HAMLET_1),
        ("transfer_out", "2010-01-01"),
        ("transfer_in", "2015-01-01", HAMLET_1),
    )
    assert party_age(told, "2012-01-01") == 12
    assert party_age(told, "2016-01-01") == 16


def test_without_an_admission_there_are_no_years():
    assert party_age(of_lan(), "2022-01-01") == 0


def spans_of(facts):
    return [span for own in by_person(facts).values() for span in course(own).spans]


@given(histories.courses(), histories.DAYS, histories.DAYS, st.sets(st.sampled_from(CELLS)))
def test_the_later_total_is_the_earlier_with_entries_less_exits(facts, one, other, cells):
    first, last = sorted([one, other])
    spans = spans_of(facts)
    came, left = entries(spans, cells, first, last), exits(spans, cells, first, last)
    assert total(spans, cells, last) == total(spans, cells, first) + len(came) - len(left)


@given(histories.courses().flatmap(lambda f: st.tuples(st.just(f), st.permutations(range(len(f))))))
def test_the_order_of_recording_changes_nothing(told):
    facts, order = told
    mixed = by_person(renumbered(facts, order))
    for person, own in by_person(facts).items():
        assert course(mixed[person]).spans == course(own).spans


@given(histories.courses())
def test_periods_follow_each_other_and_at_most_the_last_is_open(facts):
    for own in by_person(facts).values():
        spans = course(own).spans
        for before, after in pairwise(spans):
            assert before.start <= before.end <= after.start
        for span in spans:
            assert span.end is None or (span.start <= span.end and span.left)


@given(histories.courses(), histories.DAYS)
def test_nobody_is_a_member_twice_on_one_day(facts, day):
    for own in by_person(facts).values():
        assert sum(span.covers(day) for span in course(own).spans) <= 1


@given(histories.courses())
def test_every_fact_takes_effect_or_is_told_as_a_contradiction(facts):
    for own in by_person(facts).values():
        told = course(own)
        entered = [s for s in told.spans if s.entered in membership.ENTERING]
        entering = [f for f in own if f.kind in membership.ENTERING]
        refused = [f for f in told.contradictions if f.kind in membership.ENTERING]
        assert len(entered) + len(refused) == len(entering)


@given(histories.courses(), histories.DAYS, st.integers(0, 400))
def test_years_in_the_party_never_fall_and_never_outrun_the_calendar(facts, day, days):
    for own in by_person(facts).values():
        told, then = course(own), day + timedelta(days=days)
        before, after = membership.party_age(told, day), membership.party_age(told, then)
        assert before <= after <= before + 2
