"""The public form's switch, its counting, its stamp, and what it keeps."""

from datetime import timedelta

import pytest
from django.core.signing import Signer

from taonguon.journal.models import JournalEntry
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from taonguon.petitions import facts, stamps
from taonguon.petitions.actions import box
from taonguon.petitions.actions.box import TooOften, UsedUp, Visit
from taonguon.petitions.models import Petition, Switch, Tally
from taonguon.rules.petitions import box as limits
from tests import cast
from tests.petitions.conftest import told

VISIT = Visit("192.0.2.7", "p1")


def submit(commune, at, text="Chợ họp lấn đường.", visit=VISIT, place=None):
    what = told(through="form", text=text)
    return box.submit(commune=commune, place=place or commune, told=what, visit=visit, at=at)


def test_no_form_is_open_until_somebody_opens_it(commune):
    assert facts.opened(commune.pk) is None
    assert facts.switches([commune.pk]) == {}


def test_opening_and_closing_are_kept_with_who_and_when(do, commune, at):
    do.opened()
    assert facts.opened(commune.pk) == commune
    box.switch(commune=commune, opened=False, by=None, at=at + timedelta(hours=1))
    assert facts.opened(commune.pk) is None
    rows = Switch.objects.order_by("pk").values_list("opened", "at")
    assert list(rows) == [(True, at), (False, at + timedelta(hours=1))]
    told = JournalEntry.objects.filter(subject=f"organisation:{commune.pk}").order_by("pk")
    assert [one.act for one in told] == ["petition.box_open", "petition.box_close"]


def test_what_is_so_already_is_refused(do, commune, at):
    with pytest.raises(Refused, match="đóng rồi"):
        box.switch(commune=commune, opened=False, by=None, at=at)
    do.opened()
    with pytest.raises(Refused, match="mở rồi"):
        do.opened()
    assert Switch.objects.count() == 1


def test_only_a_living_commune_has_a_form(do, cell, commune, at):
    with pytest.raises(Refused, match="đảng bộ xã"):
        box.switch(commune=cell, opened=True, by=None, at=at)
    do.opened()
    Organisation.objects.filter(pk=commune.pk).update(ended_on="2023-04-01")
    assert facts.opened(commune.pk) is None


def test_one_commune_open_leaves_the_other_closed(do):
    do.opened()
    assert facts.opened(cast.ELSEWHERE) is None


def test_what_is_sent_is_kept_without_a_name_of_who_recorded_it(do, commune, cell, at):
    assert submit(commune, at, place=cell)
    kept = Petition.objects.get()
    assert (kept.through, kept.recorded_by, kept.organisation) == ("form", None, cell)


def test_the_same_words_are_kept_once_and_answered_as_if_they_were(do, commune, at):
    assert submit(commune, at)
    assert not submit(commune, at, "CHỢ HỌP, LẤN ĐƯỜNG!", Visit("192.0.2.8", "p2"))
    assert Petition.objects.count() == 1


def test_a_page_sends_one_petition(do, commune, at):
    submit(commune, at)
    with pytest.raises(UsedUp):
        submit(commune, at, "Điện yếu buổi tối.")
    assert Petition.objects.count() == 1


def test_from_one_address_no_more_is_kept_than_the_rules_allow(do, commune, at):
    most = limits().kept_from_one[0]
    for n in range(most):
        assert submit(commune, at, f"Việc thứ {n}", Visit("192.0.2.7", f"p{n}"))
    with pytest.raises(TooOften) as limit:
        submit(commune, at, "Việc nữa", Visit("192.0.2.7", "q"))
    assert limit.value.seconds == limits().kept_from_one[1]
    assert submit(commune, at, "Việc của người khác", Visit("192.0.2.8", "r"))
    later = at + timedelta(seconds=limits().kept_from_one[1])
    assert submit(commune, later, "Việc nữa", Visit("192.0.2.7", "s"))


def test_of_all_together_no_more_is_kept_in_a_day_than_the_rules_allow(do, commune, at):
    most = limits().kept_from_all[0]
    for n in range(most):
        submit(commune, at, f"Việc thứ {n}", Visit(f"192.0.2.{n}", f"p{n}"))
    with pytest.raises(TooOften):
        submit(commune, at, "Việc nữa", Visit("198.51.100.1", "q"))
    assert Petition.objects.count() == most


def test_tries_are_counted_in_windows_and_forgotten_after(db, at):
    tried = [box.spend(what="try:a", limit=(2, 60), at=at) for _ in range(4)]
    assert tried == [True, True, False, False]
    assert box.spend(what="try:b", limit=(2, 60), at=at)
    later = at + timedelta(seconds=60)
    assert box.spend(what="try:a", limit=(2, 60), at=later)
    assert Tally.objects.count() == 1


def test_what_is_counted_says_nothing_of_the_address_and_changes_with_the_window(db, at):
    seen = set()
    for hours in range(3):
        box.spend(what="try:192.0.2.7", limit=(9, 600), at=at + timedelta(hours=hours))
        seen |= set(Tally.objects.values_list("what", flat=True))
    assert len(seen) == 3
    assert not any("192" in what and "." in what for what in seen)


@pytest.mark.parametrize(
    ("seconds", "state"),
    [
        (0, stamps.EARLY),
        (limits().wait - 1, stamps.EARLY),
        (limits().wait, stamps.GOOD),
        (limits().open, stamps.GOOD),
        (limits().open + 1, stamps.OVER),
        (-60, stamps.EARLY),
    ],
)
def test_a_page_may_send_after_its_wait_and_until_its_end(at, seconds, state):
    stamp = stamps.stamped(1, at)
    assert stamps.read(stamp, 1, at + timedelta(seconds=seconds)).state == state


def test_two_pages_have_two_numbers(at):
    later = at + timedelta(minutes=1)
    pages = {stamps.read(stamps.stamped(1, at), 1, later).page for _ in range(20)}
    assert len(pages) == 20


def forged(at):
    whole = stamps.stamped(1, at)
    other = Signer(salt="other").sign("1.1.x")
    return ["", "x", whole[:-1], whole[1:], f"2{whole[1:]}", "1.a.b:c", "\x00", "." * 500, other]


def test_a_forged_stamp_or_one_of_another_form_is_over(at):
    later = at + timedelta(minutes=1)
    assert {stamps.read(one, 1, later).state for one in forged(at)} == {stamps.OVER}
    assert stamps.read(stamps.stamped(2, at), 1, later).state == stamps.OVER
    strange = Signer(salt=stamps.SALT).sign("1.soon.x")
    assert stamps.read(strange, 1, later).state == stamps.OVER
