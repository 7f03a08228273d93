"""The sender's contact: kept until answered and some days more, then gone, and nothing else with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taonguon.journal.models import JournalEntry
from taonguon.petitions.actions import box, handling
from taonguon.petitions.models import Contact, Petition, Step, Tally
from taonguon.rules.petitions import CONTACT, times

SENDER = {"name": "Bà Hoàn", "reach": "0912 345 678"}
DAYS = times()[CONTACT].days


@pytest.fixture
def erase(at):
    """Return how to erase what is due so many days after the tests' day; gives how many."""

    def done(days):
        moment = at + timedelta(days=days)
        return handling.erase_contacts(on=timezone.localdate(moment), by=None, at=moment)

    return done


@pytest.mark.parametrize(("after", "gone"), [(DAYS, 0), (DAYS + 1, 1)])
def test_the_contact_goes_the_day_after_its_days_are_over(do, erase, after, gone):
    do.answered(**SENDER)
    assert erase(after) == gone
    assert Contact.objects.count() == 1 - gone


def test_while_the_petition_waits_its_contact_stays_however_long(do, erase):
    kept = do.receive(**SENDER)
    do.step("route", kept, to="front")
    assert erase(3650) == 0
    assert Contact.objects.filter(petition=kept).exists()


def test_opened_anew_the_days_are_counted_from_the_new_answer(do, erase):
    kept = do.step("reopen", do.answered(**SENDER), 20, text="Lại tắc.")
    assert erase(DAYS + 10) == 0
    do.step("answer", kept, 25, text="Đã nạo vét lại.")
    assert erase(25 + DAYS) == 0
    assert erase(26 + DAYS) == 1


def test_publishing_later_does_not_keep_it_longer(do, erase):
    kept = do.answered(**SENDER)
    do.step("publish", kept, 20, matter="Mương tắc.", text="Đã nạo vét.")
    assert erase(DAYS + 1) == 1


def test_set_aside_counts_as_answered(do, erase):
    do.step("set_aside", do.receive(**SENDER), text="Không nêu việc gì.")
    assert erase(DAYS + 1) == 1


def test_the_petition_and_its_history_stay_and_the_journal_says_when(do, erase):
    kept = do.answered(**SENDER)
    before = (Petition.objects.count(), Step.objects.count())
    erase(DAYS + 1)
    assert before == (Petition.objects.count(), Step.objects.count())
    line = JournalEntry.objects.get(act="petition.erase")
    assert (line.subject, line.details) == (f"petition:{kept.pk}", {})
    assert erase(DAYS + 2) == 0


def test_nothing_of_the_sender_is_left_in_any_row(do, erase):
    do.answered(**SENDER)
    erase(DAYS + 1)
    for model in (Petition, Step, Contact, JournalEntry):
        told = str(list(model.objects.values()))
        assert "Hoàn" not in told
        assert "0912" not in told


def test_what_was_counted_against_floods_goes_with_it(do, erase, at):
    assert box.spend(what="try:192.0.2.1", limit=(1, 600), at=at)
    assert erase(0) == 0
    assert Tally.objects.count() == 1
    erase(1)
    assert Tally.objects.count() == 0
