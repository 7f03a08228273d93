"""Changing a rule: one officer proposes, another confirms, the past keeps its own values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from taonguon.accounts.models import User
from taonguon.core.assessment import check
from taonguon.core.case import Event
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import AppendOnly
from taonguon.regulations import actions
from taonguon.regulations.actions import Cited, Next, Refused
from taonguon.regulations.book import as_known, in_use
from taonguon.regulations.models import DayChange, ValueChange
from taonguon.rules.loading import national
from tests import dossiers

pytestmark = pytest.mark.django_db

NEW = Cited("301-QĐ/TW", "4.3.1", "Quy định thi hành Điều lệ Đảng", date(2026, 12, 1))
KEY, FROM = "decide.deadline.admit", date(2027, 1, 1)


@pytest.fixture
def propose(officers, at):
    """Return how the first officer proposes a value."""

    def proposed(key=KEY, value=40, start_on=FROM, cited=NEW, counted_from=""):
        what = Next(value, start_on, counted_from)
        return actions.propose_value(key=key, what=what, cited=cited, by=officers[0], at=at)

    return proposed


@pytest.fixture
def confirmed(propose, officers, at):
    """Return how a value is proposed by one officer and confirmed by the other."""

    def done(**said):
        change = propose(**said)
        actions.confirm(change=change, by=officers[1], at=at + timedelta(hours=1))
        return change

    return done


def test_a_proposal_changes_nothing_until_it_is_confirmed(propose):
    propose()
    assert in_use().value(KEY, FROM).value == 45


def test_a_confirmed_value_is_in_force_from_its_day_and_the_past_keeps_its_own(confirmed):
    confirmed()
    book = in_use()
    assert book.value(KEY, FROM).value == 40
    assert str(book.value(KEY, FROM).source) == "301-QĐ/TW, 4.3.1"
    assert book.value(KEY, FROM - timedelta(days=1)).value == 45
    assert book.value(KEY, date(2024, 1, 1)).value == 60
    assert book.instruments["301-QĐ/TW"].on == date(2026, 12, 1)


def test_the_deadline_keeps_what_it_counts_from(confirmed):
    confirmed()
    assert in_use().value(KEY, FROM).counted_from == "cell_vote"


def test_a_deadline_may_be_counted_from_another_step(confirmed):
    confirmed(key="ceremony.deadline", value=30, counted_from="decision_received")
    book = in_use()
    assert book.value("ceremony.deadline", FROM).counted_from == "decision_received"
    assert book.value("ceremony.deadline", FROM - timedelta(days=1)).counted_from == "decision"


def test_the_same_count_from_another_step_is_a_change(propose):
    standing = in_use().value("ceremony.deadline", FROM)
    same = {"key": "ceremony.deadline", "value": 30, "cited": Cited(*standing.source[:1], "4.1")}
    propose(**same, counted_from="decision_received")
    propose(**same, counted_from="decision")
    with pytest.raises(Refused, match="đang chờ xác nhận"):
        propose(**same, counted_from="decision_received")


def test_who_is_left_out_of_a_vote_is_changed_like_any_value(confirmed):
    value = {"always": ["suspended"], "if_absent": ["temporary_elsewhere", "exempt"]}
    confirmed(key="vote.cell.base", value=value)
    assert in_use().value("vote.cell.base", FROM).value == value
    assert (
        "excused" in in_use().value("vote.cell.base", FROM - timedelta(days=1)).value["if_absent"]
    )


def test_what_was_known_before_the_confirmation_stays_known_as_of_then(confirmed, at):
    confirmed()
    assert as_known(at).value(KEY, FROM).value == 45
    assert as_known(at + timedelta(hours=2)).value(KEY, FROM).value == 40


def test_no_verdict_before_the_day_changes(confirmed):
    case, day = dossiers.case(upto="synthesis"), date(2025, 8, 21)
    before = check(case, in_use(), Event("cell_vote", day, dossiers.vote(dossiers.CELL, 6, 3)))
    confirmed(key="vote.cell", value=">= 3/4")
    vote = dossiers.vote(dossiers.CELL, 6, 3)
    assert check(case, in_use(), Event("cell_vote", day, vote)) == before


def test_nobody_confirms_their_own_proposal(propose, officers, at):
    change = propose()
    with pytest.raises(Refused, match="một cán bộ khác"):
        actions.confirm(change=change, by=officers[0], at=at)


def test_the_database_too_refuses_one_officer_in_both_places(propose, officers, at):
    change = propose()
    change.confirmed_by, change.confirmed_at = officers[0], at
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save(update_fields=["confirmed_by", "confirmed_at"])


def test_a_proposal_is_decided_once(confirmed, officers, at):
    change = confirmed()
    with pytest.raises(Refused, match="đã được quyết định"):
        actions.refuse(change=change, because="muộn", by=officers[1], at=at)


def test_a_refused_proposal_never_takes_effect_and_says_why(propose, officers, at):
    change = propose()
    with pytest.raises(Refused, match="lý do"):
        actions.refuse(change=change, because="", by=officers[1], at=at)
    actions.refuse(change=change, because="chưa có văn bản", by=officers[1], at=at)
    change.refresh_from_db()
    assert (change.refused_because, in_use().value(KEY, FROM).value) == ("chưa có văn bản", 45)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"key": "no.such"}, "Không có quy định"),
        ({"value": "bốn mươi"}, "không hợp đơn vị"),
        ({"value": 0}, "không hợp đơn vị"),
        ({"value": True}, "không hợp đơn vị"),
        ({"key": "consent.over_age", "value": "nobody_knows"}, "không hợp đơn vị"),
        ({"key": "special.foreign_spouse", "value": ["no-such-paper"]}, "không hợp đơn vị"),
        ({"key": "verify.members", "value": "secret or open"}, "không hợp đơn vị"),
        ({"counted_from": "moon"}, "không tính từ bước như vậy"),
        ({"key": "age.min", "value": 19, "counted_from": "cell_vote"}, "không tính từ bước như vậy"),
        ({"key": "vote.cell.base", "value": {"always": ["moon"], "if_absent": []}}, "không hợp đơn vị"),
        ({"cited": Cited("294-QĐ/TW", "")}, "điều khoản"),
        ({"cited": Cited("", "4.3")}, "văn bản"),
        ({"cited": Cited("301-QĐ/TW", "4.3.1")}, "Văn bản mới"),
        ({"start_on": date(2016, 7, 24)}, "bắt đầu từ 25/7/2016"),
        ({"value": 45, "cited": Cited("294-QĐ/TW", "4.3.1"), "start_on": date(2025, 9, 1)},
         "không có gì để thay"),
    ],
)  # fmt: skip
def test_a_wrong_proposal_is_refused_in_one_sentence(propose, said, words):
    with pytest.raises(Refused, match=words):
        propose(**said)
    assert not ValueChange.objects.exists()


def test_the_same_proposal_is_not_made_twice(propose):
    propose()
    with pytest.raises(Refused, match="đang chờ xác nhận"):
        propose()
    propose(value=41)
    assert ValueChange.objects.count() == 2


def test_a_change_says_how_well_its_text_was_seen_and_why(confirmed):
    confirmed(cited=replace(NEW, verified="third-party", note="theo công văn chuyển"))
    value = in_use().value(KEY, FROM)
    assert (value.verified, value.note.vi) == ("third-party", "theo công văn chuyển")
    assert in_use().instruments["301-QĐ/TW"].verified == "third-party"


def test_a_back_dated_value_counts_from_what_its_own_time_counted_from(confirmed):
    early = date(2022, 3, 1)
    confirmed(value=50, start_on=early)
    standing = national().value(KEY, early).counted_from
    assert in_use().value(KEY, early).counted_from == standing


def test_a_change_of_a_layer_sleeps_while_the_layer_is_off(settings, confirmed, propose, at):
    settings.TAONGUON_LAYERS = ["ha-noi"]
    local, day = "local.cell_to_up", date(2027, 1, 1)
    confirmed(key=local, value=4)
    waiting = propose(key=local, value=3)
    assert in_use().value(local, day).value == 4
    settings.TAONGUON_LAYERS = []
    assert local not in in_use().rules
    other = User.objects.get(username="Bình")
    with pytest.raises(Refused, match="Không có quy định"):
        actions.confirm(change=waiting, by=other, at=at)
    settings.TAONGUON_LAYERS = ["ha-noi"]
    assert in_use().value(local, day).value == 4


def test_what_was_proposed_is_never_edited_or_deleted(propose):
    change = propose()
    change.value = 10
    for wrong in (
        change.save,
        change.delete,
        ValueChange.objects.all().delete,
        lambda: ValueChange.objects.update(value=10),
    ):
        with pytest.raises(AppendOnly):
            wrong()


def test_a_wrong_value_is_followed_by_a_later_change(confirmed):
    confirmed(value=4)
    confirmed(value=40, cited=Cited("301-QĐ/TW", "4.3.1 (đính chính)", NEW.name, NEW.on))
    assert in_use().value(KEY, FROM).value == 40


def test_each_act_is_journalled(confirmed):
    confirmed()
    told = JournalEntry.objects.order_by("pk").values_list("act", "by", "subject")
    assert list(told) == [
        ("rules.propose", "Hoa", f"rule:{KEY}"),
        ("rules.confirm", "Bình", f"rule:{KEY}"),
    ]


@pytest.fixture
def day(officers, at):
    """Return how a day of the calendar is proposed by one officer and confirmed by the other."""

    def done(on, kind, name="nghỉ hoán đổi"):
        change = actions.propose_day(
            on=on, kind=kind, name=name, document="thông báo 12", by=officers[0], at=at
        )
        actions.confirm(
            change=change, by=officers[1], at=at + timedelta(hours=DayChange.objects.count())
        )
        return change

    return done


def test_a_day_off_moves_the_deadlines_over_it(day):
    start = date(2026, 12, 28)
    assert in_use().calendar.add(start, 3) == date(2026, 12, 31)
    day(date(2026, 12, 31), "off")
    assert in_use().calendar.add(start, 3) == date(2027, 1, 4)


def test_a_saturday_worked_in_its_place_counts(day):
    day(date(2026, 12, 26), "worked")
    assert in_use().calendar.is_working(date(2026, 12, 26))
    day(date(2026, 12, 26), "ordinary")
    assert not in_use().calendar.is_working(date(2026, 12, 26))


def test_a_year_is_announced(day):
    assert in_use().calendar.announced == date(2026, 12, 31)
    day(date(2027, 1, 1), "announced")
    assert in_use().calendar.announced == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("on", "kind", "name", "words"),
    [
        (date(2026, 12, 26), "off", "nghỉ", "cuối tuần"),
        (date(2026, 12, 28), "worked", "", "cuối tuần"),
        (date(2050, 1, 3), "off", "nghỉ", "Lịch chỉ có từ"),
        (date(2026, 12, 28), "off", "", "lý do nghỉ"),
        (date(2050, 1, 1), "announced", "", "Lịch chỉ có từ"),
        (date(2028, 1, 1), "announced", "", "của năm 2027 trước"),
    ],
)
def test_a_day_that_cannot_be_so_is_refused(day, on, kind, name, words):
    with pytest.raises(Refused, match=words):
        day(on, kind, name)


def test_a_layer_turned_on_stands_in_the_rulebook(settings, db):
    assert "local.cell_to_up" not in in_use().rules
    settings.TAONGUON_LAYERS = ["ha-noi"]
    assert in_use().value("local.cell_to_up", date(2026, 1, 5)).value == 5


def test_the_rulebook_in_use_is_made_once(db, django_assert_num_queries):
    first = in_use()
    with django_assert_num_queries(2):
        assert in_use() is first
