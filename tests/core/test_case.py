"""The events of a case: which of them count, in which order, up to which day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.case import Case, Event, standing

DAY = date(2025, 1, 1)
KINDS = st.sampled_from(
    [
        "introduction",
        "listed",
        "certificate",
        "profile",
        "cell_vote",
        "decision",
        "ceremony",
        "unlisted",
        "decision_cancelled",
    ]
)
EVENTS = st.lists(
    st.tuples(KINDS, st.integers(0, 40)).map(
        lambda told: Event(told[0], DAY + timedelta(days=told[1]))
    ),
    max_size=12,
)


def event(kind, day, **said):
    return Event(kind, DAY + timedelta(days=day), said)


def kinds(*events):
    return [one.kind for one in standing(events)]


def test_without_an_end_everything_counts():
    assert kinds(event("introduction", 1), event("listed", 2)) == ["introduction", "listed"]


def test_events_are_taken_by_day():
    assert kinds(event("listed", 2), event("introduction", 1)) == ["introduction", "listed"]


def test_taken_off_the_list_one_keeps_certificate_and_circumstances():
    told = kinds(
        event("introduction", 1),
        event("certificate", 2),
        event("profile", 3),
        event("permission", 4),
        event("unlisted", 5),
    )
    assert told == ["certificate", "profile", "unlisted"]


def test_introduced_anew_the_old_attempt_stays_out():
    told = kinds(
        event("introduction", 1), event("listed", 2), event("unlisted", 3), event("introduction", 9)
    )
    assert told == ["unlisted", "introduction"]


def test_a_wrong_standard_leaves_what_was_done_to_be_seen():
    told = kinds(
        event("decision", 1),
        event("ceremony", 2),
        event("decision_cancelled", 3, ground="standard"),
    )
    assert told == ["decision", "ceremony", "decision_cancelled"]


def test_a_wrong_procedure_undoes_decision_and_ceremony_and_what_is_named():
    told = kinds(
        event("synthesis", 0),
        event("cell_vote", 1),
        event("decision", 2),
        event("decision_received", 3),
        event("ceremony", 4),
        event("decision_cancelled", 5, ground="procedure", again=["cell_vote"]),
        event("cell_vote", 9),
    )
    assert told == ["synthesis", "decision_cancelled", "cell_vote"]


@given(events=EVENTS)
def test_what_counts_is_part_of_what_was_told(events):
    told = standing(events)
    assert all(one in events for one in told)
    assert [one.on for one in told] == sorted(one.on for one in told)


@given(events=EVENTS)
def test_what_counts_once_counts_again(events):
    assert standing(standing(events)) == standing(events)


@given(events=EVENTS, day=st.integers(0, 40))
def test_up_to_a_day_nothing_later_is_seen(events, day):
    last = DAY + timedelta(days=day)
    case = Case("2000-01-01", tuple(sorted(events, key=lambda one: one.on)))
    told = case.until(last)
    assert all(one.on <= last for one in told.events)
    assert [one for one in case.events if one.on <= last] == list(told.events)


@given(events=EVENTS, kind=KINDS, day=st.integers(0, 40))
def test_one_more_event_takes_its_place_after_those_of_its_day(events, kind, day):
    case = Case("2000-01-01", tuple(sorted(events, key=lambda one: one.on)))
    more = Event(kind, DAY + timedelta(days=day), {"new": True}, 99)
    told = case.with_event(more).events
    place = told.index(more)
    assert all(one.on <= more.on for one in told[:place])
    assert all(one.on > more.on for one in told[place + 1 :])
    assert len(told) == len(case.events) + 1


def test_a_step_of_a_list_before_the_register_is_an_opening():
    case = Case("2000-01-01", checked_from=DAY)
    assert case.opening(event("listed", -1))
    assert not case.opening(event("listed", 0))
    assert not case.opening(event("listed", -1, verdict={}))
    assert not Case("2000-01-01").opening(event("listed", -1))
