"""A petition's course: what may follow what, when it is late, what its words give away."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taonguon.core.petitions import (
    ADDRESS,
    ANSWERED,
    NEXT,
    NUMBER,
    OPEN,
    PUBLISHED,
    RECEIVED,
    REOPENED,
    ROUTED,
    SET_ASIDE,
    TAKEN_DOWN,
    Entry,
    NotNext,
    Standing,
    after_days,
    bare,
    gives_away,
    in_time,
    may_follow,
    overdue,
    stand,
)

FIRST, DUE = date(2026, 3, 2), date(2026, 4, 1)
BEGUN = Entry(RECEIVED, FIRST, due=DUE)


def day(number):
    return date(2026, 3, number)


def after(*steps):
    return stand([BEGUN, *(Entry(step, day(3 + n), "authority") for n, step in enumerate(steps))])


def test_a_received_petition_waits_with_nobody_until_its_day():
    assert stand([BEGUN]) == Standing(RECEIVED, "", DUE, None, None)


def test_passed_on_it_is_with_the_one_it_was_passed_to_last_and_its_day_stays():
    told = stand([BEGUN, Entry(ROUTED, day(3), "front"), Entry(ROUTED, day(4), "police")])
    assert (told.state, told.to, told.due) == (ROUTED, "police", DUE)


def test_answered_it_is_closed_on_the_day_of_the_answer():
    told = after(ROUTED, ANSWERED)
    assert (told.answered_on, told.closed_on, told.to) == (day(4), day(4), "authority")


def test_made_public_and_taken_down_it_stays_answered_on_its_day():
    told = after(ANSWERED, PUBLISHED, TAKEN_DOWN, PUBLISHED)
    assert (told.state, told.answered_on, told.closed_on) == (PUBLISHED, day(3), day(3))


def test_set_aside_it_is_closed_and_not_answered():
    told = after(SET_ASIDE)
    assert (told.answered_on, told.closed_on) == (None, day(3))


def test_opened_anew_it_waits_until_the_new_day_and_has_no_answer():
    new = Entry(REOPENED, day(9), due=date(2026, 4, 8))
    told = stand([BEGUN, Entry(ANSWERED, day(5)), new])
    assert told == Standing(REOPENED, "", date(2026, 4, 8), None, None)


@pytest.mark.parametrize(
    ("steps", "wrong"),
    [
        ((), PUBLISHED),
        ((), RECEIVED),
        ((), REOPENED),
        ((ROUTED,), PUBLISHED),
        ((ROUTED,), TAKEN_DOWN),
        ((ANSWERED,), ANSWERED),
        ((ANSWERED,), ROUTED),
        ((ANSWERED,), TAKEN_DOWN),
        ((ANSWERED, PUBLISHED), PUBLISHED),
        ((SET_ASIDE,), ANSWERED),
        ((SET_ASIDE,), PUBLISHED),
    ],
)
def test_what_may_not_follow_is_refused(steps, wrong):
    with pytest.raises(NotNext):
        after(*steps, wrong)


def test_a_history_begins_with_the_receipt():
    with pytest.raises(NotNext):
        stand([Entry(ROUTED, FIRST, "front")])


def test_a_step_of_the_same_day_may_follow_and_one_of_the_day_before_may_not():
    assert stand([BEGUN, Entry(ANSWERED, FIRST)]).state == ANSWERED
    with pytest.raises(NotNext):
        stand([BEGUN, Entry(ANSWERED, date(2026, 3, 1))])


def test_every_state_can_be_reached_and_leads_on():
    reached, waiting = set(), [""]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += NEXT[state]
    assert reached == set(NEXT)
    assert all(NEXT.values())


@given(st.lists(st.sampled_from(sorted(set(NEXT) - {"", RECEIVED})), max_size=12))
def test_a_standing_is_open_as_long_as_it_is_not_closed(steps):
    history = [BEGUN]
    for step in steps:
        if may_follow(stand(history).state, step):
            history.append(Entry(step, FIRST, due=DUE if step == REOPENED else None))
    told = stand(history)
    assert (told.closed_on is None) == (told.state in OPEN)
    assert (told.answered_on is not None) == (told.state in {ANSWERED, PUBLISHED, TAKEN_DOWN})


@pytest.mark.parametrize(("on", "late"), [(DUE, False), (date(2026, 4, 2), True)])
def test_the_day_due_itself_is_in_time(on, late):
    assert overdue(stand([BEGUN]), on) is late
    assert in_time(on, DUE) is not late


def test_what_is_answered_or_has_no_day_is_never_late():
    assert not overdue(after(ANSWERED), date(2030, 1, 1))
    assert not overdue(Standing(ROUTED), date(2030, 1, 1))
    assert in_time(date(2030, 1, 1), None)


def test_a_period_begins_the_day_after():
    assert after_days(date(2026, 2, 27), 5) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "other",
    [
        "Đường TỐI quá.",
        "duong toi qua",
        "  Đường, tối… quá!!! ",
        "Đường tối\nquá",
        "Đường tối quá",
    ],
)
def test_the_same_words_are_the_same_whatever_their_marks(other):
    assert bare(other) == bare("Đường tối quá")


def test_other_words_are_other_and_signs_alone_are_nothing():
    assert bare("Đường tối quá 2") != bare("Đường tối quá")
    assert bare("?!… ☎ \u200b") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912 345 678", [NUMBER]),
        ("Gọi 0912.345.678 nhé", [NUMBER]),
        ("Căn cước 037090001234", [NUMBER]),
        ("Từ 2/9/2026 đến 30/9/2026, 259 hộ, 930 người", []),
        ("viết cho thu.mau@example.org", [ADDRESS]),
        ("Bà HOÀN ở xóm 6", ["Bà Hoàn"]),
        ("Ba Hoan, xom 6", ["Bà Hoàn"]),
        ("Việc đã hoàn thành", []),
        ("Bà Hoàng ở xóm 6", []),
    ],
)
def test_what_would_tell_of_somebody_is_found(text, found):
    assert gives_away(text, ["Bà Hoàn", " "]) == found
