"""Who may be sent to a class, judged from the case alone, on both sides of each border."""

from datetime import date

import pytest

from taonguon.classes.eligibility import (
    ATTENDED,
    ENDED,
    HOLDS,
    NOT_PROPOSED,
    Why,
    last_day,
    why_not,
)
from taonguon.core.case import Case, Event
from taonguon.core.rulebook import BeforeRulebook
from taonguon.rules.classes import shipped
from taonguon.rules.loading import national

BOOK = national()
AWARENESS, NEW_MEMBER, COMMITTEE = (
    shipped().kinds[code] for code in ("awareness", "new_member", "committee")
)
LISTED = ("introduction", "2021-01-05"), ("listed", "2021-02-01")
PROPOSED = (*LISTED, ("class_proposed", "2021-03-01"))
CERTIFIED = (*PROPOSED, ("certificate", "2021-05-20"))


def case(*steps, **said):
    """Make a case of these steps, each of (kind, day) or (kind, day, data)."""
    events = [Event(kind, date.fromisoformat(day), *data) for kind, day, *data in steps]
    return Case(
        "1999-05-19", tuple(sorted(events, key=lambda one: one.on)), "upper_secondary", **said
    )


def judged(on, *steps, kind=AWARENESS):
    return why_not(case(*steps), BOOK, kind, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("on", "steps"),
    [
        ("2021-03-01", PROPOSED),
        ("2026-03-01", PROPOSED),
        ("2026-05-21", (*CERTIFIED, ("class_proposed", "2026-05-20"))),
        ("2026-06-30", (*CERTIFIED, ("class_proposed", "2026-01-10"))),
    ],
)
def test_whoever_the_cell_proposed_may_be_sent(on, steps):
    assert judged(on, *steps) is None


@pytest.mark.parametrize(
    ("on", "steps"),
    [
        ("2021-02-28", PROPOSED),
        ("2021-03-01", LISTED),
        ("2026-05-21", CERTIFIED),
        ("2022-06-01", (*PROPOSED, ("unlisted", "2021-06-01"), ("introduction", "2022-01-05"),
                        ("listed", "2022-02-01"))),
    ],
)  # fmt: skip
def test_whoever_is_not_proposed_on_that_way_may_not(on, steps):
    assert judged(on, *steps) == Why(NOT_PROPOSED)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ("2021-05-19", None),
        ("2021-05-20", HOLDS),
        ("2026-05-20", HOLDS),
        ("2026-05-21", None),
    ],
)
def test_a_certificate_keeps_one_out_to_its_last_day(on, code):
    told = judged(on, *PROPOSED, ("certificate", "2021-05-20", {"number": "9/GCN"}),
                  ("class_proposed", "2026-05-20"))  # fmt: skip
    assert (told.code if told else None) == code
    if code:
        assert told.said == {"day": date(2026, 5, 20), "number": "9/GCN"}


def test_whoever_was_taken_off_the_list_may_not_be_sent():
    told = judged("2021-07-01", *PROPOSED, ("unlisted", "2021-06-15"))
    assert told == Why(ENDED, {"day": date(2021, 6, 15)})
    assert judged("2021-06-14", *PROPOSED, ("unlisted", "2021-06-15")) is None


def test_a_certificate_outlasts_the_way_it_was_given_on():
    steps = (*CERTIFIED, ("unlisted", "2022-06-01"), ("introduction", "2023-01-05"),
             ("listed", "2023-02-01"), ("class_proposed", "2023-03-01"))  # fmt: skip
    assert judged("2023-04-01", *steps).code == HOLDS


def test_the_new_member_class_is_attended_once_and_needs_no_proposal():
    steps = (*CERTIFIED, ("decision", "2022-01-10"), ("ceremony", "2022-02-03"))
    assert judged("2022-05-01", *steps, kind=NEW_MEMBER) is None
    taken = ("new_member_class", "2022-05-02", {"number": "7/GCN-ĐVM"})
    told = judged("2022-06-01", *steps, taken, kind=NEW_MEMBER)
    assert told == Why(ATTENDED, {"day": date(2022, 5, 2), "number": "7/GCN-ĐVM"})


@pytest.mark.parametrize("steps", [(), LISTED, CERTIFIED])
def test_committee_training_asks_nothing_of_the_case(steps):
    assert judged("2022-05-01", *steps, kind=COMMITTEE) is None


@pytest.mark.parametrize(
    ("certified", "last"),
    [
        (date(2021, 5, 20), date(2026, 5, 20)),
        (date(2020, 2, 29), date(2025, 2, 28)),
        (date(2019, 12, 31), date(2024, 12, 31)),
    ],
)
def test_the_last_day_is_that_of_the_rulebook(certified, last):
    assert last_day(AWARENESS, BOOK, certified, date(2024, 1, 1)) == last


def test_a_kind_without_validity_holds_for_good():
    assert last_day(NEW_MEMBER, BOOK, date(2001, 1, 1), date(2024, 1, 1)) is None


def test_a_day_before_the_rulebook_is_not_guessed():
    with pytest.raises(BeforeRulebook):
        judged("2010-01-01", *LISTED)
