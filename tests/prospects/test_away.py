"""Recording who works away, comes back, is about to enlist; and taking somebody in."""

from datetime import date, timedelta

import pytest

from taonguon.core import whereabouts
from taonguon.core.whereabouts import RECEIVED, Away
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.people import actions as people
from taonguon.people.actions import Refused
from taonguon.people.models import Person, Prospect
from taonguon.prospects import facts
from taonguon.prospects.actions import arrival, away
from tests import cast

pytestmark = pytest.mark.django_db

GONE = Away(date(2026, 3, 1), "Bắc Ninh", "0900", date(2027, 2, 1), "Trần Văn Hùng")


def leave(person, hand, **changed):
    return away.record_away(person=person, told=GONE._replace(**changed), by=None, at=hand.now)


def back(person, hand, on):
    return away.record_return(person=person, on=date.fromisoformat(on), by=None, at=hand.now)


def enlist(person, hand, on):
    return away.record_enlistment(person=person, on=on, by=None, at=hand.now)


def test_who_left_is_away_from_the_day_told_and_the_journal_says_who_recorded(lan, hand):
    JournalEntry.objects.all().delete()
    leave(lan, hand)
    assert whereabouts.away(facts.one(lan.pk)) == GONE
    assert Fact.objects.get(kind="away").happened_on == GONE.since
    assert JournalEntry.objects.get().act == "person.away"


def test_news_of_the_next_visit_keeps_since_when(lan, hand):
    leave(lan, hand)
    leave(lan, hand, visit=date(2026, 12, 20))
    told = whereabouts.away(facts.one(lan.pk))
    assert (told.since, told.visit) == (GONE.since, date(2026, 12, 20))
    assert Fact.objects.filter(kind="away").count() == 2


def test_back_home_nobody_is_away_and_may_leave_again_from_that_day(lan, hand):
    leave(lan, hand)
    back(lan, hand, "2026-06-01")
    assert whereabouts.away(facts.one(lan.pk)) is None
    with pytest.raises(Refused, match="1/6/2026"):
        leave(lan, hand, since=date(2026, 5, 31))
    leave(lan, hand, since=date(2026, 6, 1), place="Hà Nội")
    assert whereabouts.away(facts.one(lan.pk)).place == "Hà Nội"


@pytest.mark.parametrize(("on", "why"), [("2026-02-28", "1/3/2026"), ("2026-11-24", "tương lai")])
def test_nobody_comes_back_before_leaving_or_in_days_to_come(lan, hand, on, why):
    leave(lan, hand)
    with pytest.raises(Refused, match=why):
        back(lan, hand, on)
    assert Fact.objects.filter(kind="away").count() == 1


def test_who_never_left_does_not_come_back(lan, hand):
    with pytest.raises(Refused, match="không ghi"):
        back(lan, hand, "2026-06-01")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"since": date(2026, 11, 24)}, "tương lai|đứng trước"),
        ({"visit": date(2026, 2, 28)}, "đứng trước ngày đi"),
    ],
)
def test_days_that_cannot_be_are_refused(lan, hand, changed, why):
    with pytest.raises(Refused, match=why):
        leave(lan, hand, **changed)


def test_even_as_news_a_leaving_in_days_to_come_is_refused(lan, hand):
    leave(lan, hand)
    with pytest.raises(Refused, match="tương lai"):
        leave(lan, hand, since=date(2026, 11, 24))
    assert Fact.objects.filter(kind="away").count() == 1


def test_the_day_of_enlistment_lies_ahead_changes_and_is_called_off(lan, hand):
    enlist(lan, hand, date(2027, 2, 20))
    enlist(lan, hand, date(2027, 2, 25))
    assert whereabouts.enlistment(facts.one(lan.pk)).on == date(2027, 2, 25)
    enlist(lan, hand, None)
    assert whereabouts.enlistment(facts.one(lan.pk)) is None
    with pytest.raises(Refused, match="không có gì để hoãn"):
        enlist(lan, hand, None)


def test_nothing_is_recorded_of_who_is_a_member(commune, hand):
    member = Person.objects.get(pk=201)
    with pytest.raises(Refused, match="không còn trong danh sách nguồn"):
        leave(member, hand)
    assert not Fact.objects.filter(kind="away").exists()


def arrived(hand, **changed):
    told = arrival.Arrival(
        "TRẦN THỊ BÌNH", "1999-05-01", "female", hand.unit(cast.HAMLET_1), "Đảng ủy phường Tân An",
        "17-GCN/ĐU", date(2026, 9, 1), date(2026, 9, 10), date(2026, 9, 10),
    )  # fmt: skip
    return arrival.take_in(arrival=told._replace(**changed), by=None, at=hand.now)


def test_who_is_taken_in_has_agreed_and_is_introduced_with_the_certificate_noted(commune, hand):
    person = arrived(hand)
    told = Prospect.objects.get(person=person.pk)
    assert person.name == "Trần Thị Bình"
    assert (told.cell_id, told.introduced_on, told.introduced_by, told.agreed_on) == (
        cast.HAMLET_1, date(2026, 9, 10), "Đảng ủy phường Tân An", date(2026, 9, 10),
    )  # fmt: skip
    (one,) = whereabouts.handovers(facts.one(person.pk))
    assert (one.state, one.number, one.outside) == (RECEIVED, "17-GCN/ĐU", "Đảng ủy phường Tân An")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"agreed_on": date(2026, 9, 11)}, "sự đồng ý"),
        ({"given_on": date(2026, 9, 11)}, "đề sau ngày"),
        ({"on": date(2026, 11, 24)}, "tương lai"),
    ],
)
def test_an_arrival_with_days_that_cannot_be_leaves_nothing(commune, hand, changed, why):
    before = (Fact.objects.count(), Person.objects.count())
    with pytest.raises(Refused, match=why):
        arrived(hand, **changed)
    assert (Fact.objects.count(), Person.objects.count()) == before


def test_one_who_left_for_the_outside_comes_back_as_the_same_person(helped, hand):
    hand.outside(helped)
    person = arrived(hand, known=helped.pk, on=date(2026, 11, 1), agreed_on=date(2026, 11, 1))
    assert person.pk == helped.pk
    assert person.standing == "prospect"
    assert hand.anew(person).prospect.certificate == helped.prospect.certificate
    assert [one.turn for one in whereabouts.handovers(facts.one(person.pk))] == [1, 2]


def test_who_is_a_prospect_here_is_not_taken_in_again(helped, hand):
    with pytest.raises(Refused, match="dùng bàn giao trong sổ"):
        arrived(hand, known=helped.pk)


def test_an_arrival_of_a_day_before_the_rules_is_refused(commune, hand):
    with pytest.raises(Refused, match="Bộ quy định bắt đầu từ 25/7/2016"):
        arrived(hand, given_on=date(2001, 1, 1), on=date(2001, 1, 1), agreed_on=date(2001, 1, 1))


def test_facts_of_many_are_read_by_kind_in_three_queries(lan, hand, django_assert_num_queries):
    leave(lan, hand)
    enlist(lan, hand, hand.now.date() + timedelta(days=80))
    with django_assert_num_queries(3):
        told = facts.told([lan.pk])
    assert [one.kind for one in told[lan.pk]] == ["away", "enlistment"]


def test_facts_of_a_double_are_the_keeper_s(lan, hand):
    cast.record([cast.fact("away", "2026-03-01", person=999, since="2026-03-01", place="Huế")])
    cast.record([cast.fact("same_person", "2026-04-01", person=999, into=lan.pk)])
    assert whereabouts.away(facts.told([lan.pk])[lan.pk]).place == "Huế"


def test_a_corrected_day_is_told_and_the_first_again_once_the_correction_is_withdrawn(lan, hand):
    first = leave(lan, hand)
    people.correct(fact=first, on=date(2026, 3, 5), data=None, because="gõ nhầm", by=None,
                   at=hand.now)  # fmt: skip
    (mended,) = facts.told([lan.pk])[lan.pk]
    assert mended.happened_on == date(2026, 3, 5)
    row = Fact.objects.get(pk=mended.id)
    people.correct(fact=row, on=None, data=None, because="nhầm", by=None, at=hand.now)
    assert [one.id for one in facts.told([lan.pk])[lan.pk]] == [first.pk]
