"""Where a prospect is and goes, from the facts: away, about to enlist, handed over."""

from datetime import date

import pytest

from taonguon.core.whereabouts import (
    ACCEPTED,
    CANCELLED,
    LEFT,
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
