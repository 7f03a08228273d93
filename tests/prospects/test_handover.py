"""Handing somebody over: it waits, is accepted, refused or taken back; and nothing is lost."""

from datetime import date

import pytest

from taonguon.cases import facts as cases
from taonguon.cases.actions import ManyBlocked
from taonguon.core import whereabouts
from taonguon.core.assessment import assess
from taonguon.core.membership import course
from taonguon.core.prospects import listings
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.people.actions import Refused
from taonguon.people.models import Introduction
from taonguon.people.rebuilding import rebuild
from taonguon.prospects import facts
from taonguon.prospects.actions import handover
from taonguon.rules.loading import national
from tests import cast
from tests.cases.conftest import record, walk

pytestmark = pytest.mark.django_db


def said(person):
    """Return what stands about a person, without the order in which it was recorded."""
    return [(one.id, one.kind, one.happened_on, dict(one.data)) for one in facts.one(person.pk)]


def test_a_person_sent_stays_with_the_sender_until_taken_over(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    assert hand.anew(helped).cell_id == cast.HAMLET_1
    waiting = whereabouts.pending(facts.one(helped.pk))
    assert (waiting.sender, waiting.receiver) == (cast.HAMLET_1, cast.HAMLET_2)


def test_while_it_waits_the_sender_goes_on_recording(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    record(helped, "application", "2026-10-02")
    hand.accept(hand.anew(helped), cast.HAMLET_2)
    assert "application" in [event.kind for event in cases.one(hand.anew(helped)).events]


def test_to_another_commune_and_back_loses_nothing(helped, hand):
    before = said(helped)
    hand.send(helped, cast.ELSEWHERE, "2026-10-01")
    hand.accept(helped, cast.OTHER_CELL, "2026-10-05", hand.helper)
    there = hand.anew(helped)
    assert there.cell_id == cast.OTHER_CELL
    hand.send(there, cast.COMMUNE, "2026-10-20", "02-GCN/CB")
    hand.accept(there, cast.HAMLET_1, "2026-10-25")
    back = hand.anew(helped)
    after = said(back)
    assert back.cell_id == cast.HAMLET_1
    assert [one for one in before if one not in after] == []
    new = [kind for _id, kind, _on, _data in after if _id not in {one[0] for one in before}]
    assert sorted(new) == sorted([*["handover"] * 4, *["case.moved"] * 2,
                                  *["case.special_paper"] * 2, "case.helper"])  # fmt: skip
    assert len(after) == len(before) + len(new)
    assert back.prospect.permitted_on == helped.prospect.permitted_on
    assert back.prospect.certificate == helped.prospect.certificate
    assert rebuild(write=False) == {}


def test_the_sender_s_count_of_introductions_stays(helped, hand):
    hand.send(helped, cast.ELSEWHERE)
    hand.accept(helped, cast.OTHER_CELL)
    assert Introduction.objects.get(person=helped.pk).cell_id == cast.HAMLET_1


def test_the_list_goes_on_in_the_new_cell_from_the_day_of_acceptance(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    hand.accept(helped, cast.HAMLET_2, "2026-10-05")
    told = facts.one(helped.pk)
    found = [(one.cell, one.start, one.end) for one in listings(told, course(told))]
    moved = date(2026, 10, 5)
    assert found == [
        (cast.HAMLET_1, date(2021, 4, 5), moved),
        (cast.HAMLET_2, moved, None),
    ]


def test_the_new_helper_and_the_certificate_are_what_the_rules_ask_for_after_a_move(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    hand.accept(helped, cast.HAMLET_2, "2026-10-05", hand.helper)
    assert hand.anew(helped).prospect.helper == "Đảng viên khác"
    assert "helper.after_move" not in _blocking(hand.anew(helped))


def test_without_a_new_helper_the_vote_is_held_up(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    hand.accept(helped, cast.HAMLET_2)
    assert "helper.after_move" in _blocking(hand.anew(helped))


def _blocking(person):
    told = assess(cases.one(person), national(), date(2026, 11, 20))
    return {finding.key for one in told.blocked for finding in one.findings}


def test_a_helper_who_is_not_official_is_refused_and_nothing_is_written(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    count = Fact.objects.count()
    young = handover.Helper("Đảng viên dự bị", date(2026, 11, 1))
    with pytest.raises(ManyBlocked) as refused:
        hand.accept(helped, cast.HAMLET_2, helper=young)
    assert [step for _pk, step, _found in refused.value.refused] == ["helper"]
    assert Fact.objects.count() == count
    assert whereabouts.pending(facts.one(helped.pk)) is not None


@pytest.mark.parametrize("answer", [whereabouts.REFUSED, whereabouts.CANCELLED])
def test_refused_or_taken_back_the_person_stays_and_may_be_sent_again(helped, hand, answer):
    hand.send(helped, cast.HAMLET_2)
    handover.end_handover(person=helped, answer=answer, because="chưa chuyển", by=None, at=hand.now)
    assert hand.anew(helped).cell_id == cast.HAMLET_1
    with pytest.raises(Refused, match="Không còn lần bàn giao nào"):
        hand.accept(helped, cast.HAMLET_2)
    hand.send(helped, cast.SCHOOL, number="02-GCN/CB")
    assert [one.turn for one in whereabouts.handovers(facts.one(helped.pk))] == [1, 2]


def test_only_one_hand_over_waits_at_a_time(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    with pytest.raises(Refused, match="đang chờ nơi khác tiếp nhận"):
        hand.send(helped, cast.SCHOOL)


def test_one_s_own_cell_is_no_receiver(helped, hand):
    with pytest.raises(Refused, match="chọn nơi nhận khác"):
        hand.send(helped, cast.HAMLET_1)


def test_a_certificate_of_a_day_to_come_is_refused(helped, hand):
    with pytest.raises(Refused, match="tương lai"):
        hand.send(helped, cast.HAMLET_2, "2026-11-24")


@pytest.mark.parametrize("cell", [cast.HAMLET_2, cast.COMMUNE])
def test_it_is_taken_over_only_where_it_was_sent(helped, hand, cell):
    hand.send(helped, cast.ELSEWHERE)
    with pytest.raises(Refused, match="Đảng bộ xã Bình Minh"):
        hand.accept(helped, cell)
    hand.accept(helped, cast.OTHER_CELL)


def test_it_is_not_taken_over_before_the_day_of_the_certificate(helped, hand):
    hand.send(helped, cast.HAMLET_2, "2026-10-05")
    with pytest.raises(Refused, match="5/10/2026"):
        hand.accept(helped, cast.HAMLET_2, "2026-10-04")
    hand.accept(helped, cast.HAMLET_2, "2026-10-05")


def test_to_the_outside_the_way_ends_with_the_reason_and_the_facts_stay(helped, hand):
    before = said(helped)
    hand.outside(helped)
    gone = hand.anew(helped)
    assert gone.standing == "unlisted"
    assert (gone.prospect.ended_on, gone.prospect.ended_why) == (date(2026, 10, 1), "moved_away")
    assert [one for one in before if one not in said(gone)] == []
    (told,) = whereabouts.handovers(facts.one(helped.pk))
    assert (told.state, told.outside) == (whereabouts.LEFT, "Đảng ủy Quân đoàn")


def test_once_the_cell_has_voted_the_dossier_goes_along_and_not_a_certificate(lan, hand):
    walk(lan, upto="cell_vote")
    with pytest.raises(Refused, match="phải chuyển cả hồ sơ"):
        hand.outside(hand.anew(lan))
    assert hand.anew(lan).standing == "prospect"


def test_who_is_no_prospect_any_more_is_not_handed_over(helped, hand):
    hand.outside(helped)
    with pytest.raises(Refused, match="không còn trong danh sách nguồn"):
        hand.send(helped, cast.HAMLET_2)


def test_who_moved_by_another_way_meanwhile_is_not_taken_over(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    record(helped, "moved", "2026-10-02", cell=cast.SCHOOL, to="nơi khác")
    with pytest.raises(Refused, match="bằng đường khác"):
        hand.accept(helped, cast.HAMLET_2)
    handover.end_handover(
        person=helped, answer=whereabouts.CANCELLED, because="nhầm", by=None, at=hand.now
    )


def test_every_step_of_a_hand_over_is_in_the_journal(helped, hand):
    JournalEntry.objects.all().delete()
    hand.send(helped, cast.HAMLET_2)
    hand.accept(helped, cast.HAMLET_2)
    acts = list(JournalEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == ["person.handover", "person.handover", "case.steps"]


def test_who_waits_for_an_organisation_is_found_by_it_and_by_who_sent(helped, hand):
    hand.send(helped, cast.HAMLET_2)
    units = hand.unit(cast.HAMLET_2).__class__.objects
    assert set(facts.of_organisations(units.filter(pk=cast.HAMLET_2))) == {helped.pk}
    assert facts.of_organisations(units.filter(pk=cast.SCHOOL)) == {}
    hand.accept(helped, cast.HAMLET_2)
    (told,) = facts.of_organisations(units.filter(pk=cast.HAMLET_1))[helped.pk]
    assert told.state == whereabouts.ACCEPTED
