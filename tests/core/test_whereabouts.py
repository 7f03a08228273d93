"""Where a prospect is and goes, from the facts: away, about to enlist, handed over."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.whereabouts import (
    ACCEPTED,
    ANSWERS,
    CANCELLED,
    LEFT,
    RECEIVED,
    REFUSED,
    SENT,
    away,
    back_on,
    enlistment,
    handovers,
    pending,
)
from tests.cast import HAMLET_1, HAMLET_2, LAN, fact


def gone(day, **said):
    said.setdefault("since", day)
    return fact("away", day, person=LAN, organisation=HAMLET_1, **said)


def told_to_enlist(day, **said):
    return fact("enlistment", day, person=LAN, **said)


def handed(day, turn, state, **said):
    return fact("handover", day, person=LAN, turn=turn, state=state, **said)


def test_who_left_is_away_until_told_to_be_back():
    left = gone("2026-03-01", place="Bắc Ninh", phone="09", visit="2027-02-01", meets="Hùng")
    assert away([]) is None
    assert away([left]) == (date(2026, 3, 1), "Bắc Ninh", "09", date(2027, 2, 1), "Hùng")
    assert away([left, gone("2026-09-01", back=True)]) is None


def test_later_news_takes_the_place_of_earlier_however_they_were_recorded():
    first, later = gone("2026-03-01", place="Bắc Ninh"), gone("2026-05-01", place="Hà Nội")
    assert away([later, first]).place == "Hà Nội"


def test_of_one_day_what_was_recorded_last_holds():
    first, second = gone("2026-03-01", place="A"), gone("2026-03-01", place="B")
    assert away([second, first]).place == "B"


def test_the_last_coming_back_is_remembered():
    facts = [gone("2026-03-01"), gone("2026-04-01", back=True), gone("2026-06-01")]
    assert back_on(facts) == date(2026, 4, 1)
    assert back_on(facts[:1]) is None
    assert away(facts) is not None


def test_an_enlistment_is_corrected_by_a_later_one_and_called_off():
    first = told_to_enlist("2026-11-01", date="2027-02-20")
    second = told_to_enlist("2026-12-01", date="2027-02-25")
    off = told_to_enlist("2026-12-05", called_off=True)
    assert enlistment([]) is None
    assert enlistment([first]).on == date(2027, 2, 20)
    assert enlistment([second, first]) == (date(2027, 2, 25), date(2026, 12, 1))
    assert enlistment([first, second, off]) is None


def test_a_hand_over_waits_until_it_is_answered():
    sent = handed("2026-11-01", 1, SENT, number="01", **{"from": HAMLET_1, "to": HAMLET_2})
    waiting = pending([sent])
    assert (waiting.number, waiting.sender, waiting.receiver) == ("01", HAMLET_1, HAMLET_2)
    answered = [sent, handed("2026-11-09", 1, ACCEPTED)]
    assert pending(answered) is None
    (told,) = handovers(answered)
    assert (told.state, told.on, told.answered_on) == (
        ACCEPTED, date(2026, 11, 1), date(2026, 11, 9),
    )  # fmt: skip


@pytest.mark.parametrize("answer", [REFUSED, CANCELLED])
def test_one_not_taken_leaves_the_next_one_free_to_wait(answer):
    facts = [
        handed("2026-11-01", 1, SENT),
        handed("2026-11-02", 1, answer, because="chưa chuyển"),
        handed("2026-11-03", 2, SENT),
    ]
    assert pending(facts).turn == 2
    assert [(one.state, one.because) for one in handovers(facts[::-1])] == [
        (answer, "chưa chuyển"),
        (SENT, ""),
    ]


def test_one_to_the_outside_waits_for_nobody():
    assert pending([handed("2026-11-01", 1, LEFT, outside="Quân đoàn")]) is None


def test_one_from_the_outside_is_there_already_and_names_where_from():
    (told,) = handovers([handed("2026-11-01", 1, RECEIVED, outside="Đảng ủy phường Tân An")])
    assert (told.state, told.outside, told.answered_on) == (
        RECEIVED, "Đảng ủy phường Tân An", None,
    )  # fmt: skip
    assert pending([handed("2026-11-01", 1, RECEIVED)]) is None


def test_of_another_kind_of_fact_nobody_is_away_enlists_or_is_handed_over():
    others = [
        fact("remark", "2026-11-01", person=LAN, text="x", place="Bắc Ninh", date="2027-02-20")
    ]
    assert (away(others), back_on(others), enlistment(others)) == (None, None, None)
    assert handovers(others) == []


def test_without_a_day_of_leaving_the_day_of_the_news_counts():
    told = away([fact("away", "2026-03-01", person=LAN, place="Bắc Ninh")])
    assert (told.since, told.visit, told.meets) == (date(2026, 3, 1), None, "")


FIRST = date(2026, 1, 1)
NEWS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=10)


def told_away(news):
    """Return facts of leaving and coming back, recorded in the order of the list."""
    return [
        gone(FIRST + timedelta(after), place=f"nơi {n}", **({"back": True} if back else {}))
        for n, (after, back) in enumerate(news)
    ]


def read_through(news):
    """Return where somebody is, reading the news day by day and, of a day, as recorded."""
    place = None
    for n, (_after, back) in sorted(enumerate(news), key=lambda one: (one[1][0], one[0])):
        place = None if back else f"nơi {n}"
    return place


@given(NEWS, st.randoms())
def test_where_somebody_is_equals_reading_the_news_day_by_day_in_whatever_order(news, chance):
    facts = told_away(news)
    chance.shuffle(facts)
    told = away(facts)
    assert (told.place if told else None) == read_through(news)


@given(NEWS)
def test_the_last_return_is_the_latest_day_on_which_somebody_came_back(news):
    came = [FIRST + timedelta(after) for after, back in news if back]
    assert back_on(told_away(news)) == (max(came) if came else None)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(50, 90) | st.none()), max_size=10))
def test_the_day_of_enlistment_is_the_one_told_last(told):
    facts = [
        told_to_enlist(
            FIRST + timedelta(after),
            **({"called_off": True} if on is None else {"date": str(FIRST + timedelta(on))}),
        )
        for after, on in told
    ]
    last = max(enumerate(told), key=lambda one: (one[1][0], one[0]), default=None)
    expected = None if last is None or last[1][1] is None else FIRST + timedelta(last[1][1])
    found = enlistment(facts[::-1])
    assert (found.on if found else None) == expected


@given(st.lists(st.sampled_from(ANSWERS), max_size=6), st.booleans(), st.randoms())
def test_hand_overs_answered_one_by_one_leave_at_most_the_last_waiting(answers, open_, chance):
    """Each turn keeps its own answer; the order of recording says nothing."""
    facts = []
    for turn, answer in enumerate(answers, 1):
        facts += [
            handed(FIRST + timedelta(2 * turn), turn, SENT, number=f"{turn:02}"),
            handed(FIRST + timedelta(2 * turn + 1), turn, answer),
        ]
    if open_:
        facts.append(handed(FIRST + timedelta(90), len(answers) + 1, SENT, number="chờ"))
    chance.shuffle(facts)
    told = handovers(facts)
    assert [one.turn for one in told] == list(range(1, len(told) + 1))
    assert [one.state for one in told] == [*answers, *([SENT] if open_ else [])]
    assert all(one.answered_on - one.on == timedelta(1) for one in told if one.state != SENT)
    waiting = pending(facts)
    assert (waiting.number if waiting else None) == ("chờ" if open_ else None)
