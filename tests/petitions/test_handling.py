"""Petitions as they are received, passed on, answered, published, opened anew and set aside."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from taonguon.core.petitions import Standing, stand
from taonguon.journal.models import JournalEntry
from taonguon.people.actions import Refused
from taonguon.petitions import facts
from taonguon.petitions.models import AppendOnly, Contact, Petition, Step
from tests import cast
from tests.petitions.conftest import WORDS

DAY = date(2023, 4, 21)


def refused(call, *args, **more):
    """Return the sentence of a refusal, after which nothing has changed."""
    before = (Petition.objects.count(), Step.objects.count(), JournalEntry.objects.count())
    with pytest.raises(Refused) as why, transaction.atomic():
        call(*args, **more)
    assert before == (
        Petition.objects.count(), Step.objects.count(), JournalEntry.objects.count(),
    )  # fmt: skip
    return str(why.value)


def steps(petition):
    return list(
        Step.objects.filter(petition=petition).order_by("pk").values_list("step", flat=True)
    )


def acts(petition):
    rows = JournalEntry.objects.filter(subject=f"petition:{petition.pk}").order_by("pk")
    return list(rows.values_list("act", flat=True))


def as_kept(petition):
    return Standing(
        petition.state, petition.to, petition.due_on, petition.answered_on, petition.closed_on
    )


def test_a_petition_received_waits_thirty_days_from_its_day(do):
    kept = do.receive(on=date(2023, 4, 1))
    assert (kept.state, kept.due_on, kept.commune) == ("received", date(2023, 5, 1), cast.COMMUNE)
    assert steps(kept) == ["received"]
    assert acts(kept) == ["petition.received"]


def test_each_step_is_added_and_the_row_says_what_the_history_says(do):
    kept = do.receive()
    turns = [
        ("route", {"to": "authority", "document": "08-CV/ĐU"}),
        ("answer", {"text": "Đã nạo vét."}),
        ("publish", {"matter": "Mương tắc.", "text": "Đã nạo vét."}),
        ("take_down", {"text": "Còn thiếu."}),
        ("reopen", {"text": "Lại tắc."}),
        ("set_aside", {"text": "Người gửi rút."}),
    ]
    for days, (verb, said) in enumerate(turns, 1):
        kept = do.step(verb, kept, days, **said)
        kept.refresh_from_db()
        assert as_kept(kept) == stand(facts.history(kept)), verb
    done = ["received", "routed", "answered", "published", "taken_down", "reopened", "set_aside"]
    assert steps(kept) == done
    assert acts(kept) == [f"petition.{step}" for step in done]


def test_the_history_cannot_be_changed_or_deleted(do):
    kept = do.receive()
    one = Step.objects.get(petition=kept)
    for wrong in (one.save, one.delete, Step.objects.all().delete):
        with pytest.raises(AppendOnly):
            wrong()
    with pytest.raises(AppendOnly):
        Step.objects.filter(pk=one.pk).update(step="answered")
    assert steps(kept) == ["received"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "opinion"}, "loại"),
        ({"through": "neighbour"}, "loại"),
        ({"text": " …!? "}, "nội dung"),
        ({"on": date(2023, 4, 22)}, "tương lai"),
        ({"through": "body"}, "đoàn thể"),
        ({"body": "women"}, "đoàn thể"),
    ],
)
def test_what_is_no_petition_is_refused(do, changed, words):
    assert words in refused(do.receive, **changed)


@pytest.mark.parametrize("unit", [cast.HAMLET_1, cast.HAMLET_2, cast.COMMUNE])
def test_the_same_words_wait_once_in_a_commune_however_they_are_written(do, unit):
    first = do.receive()
    why = refused(do.receive, unit=unit, text=f"  {WORDS.upper()} !!")
    assert f"số {first.pk}" in why
    assert "21/4/2023" in why


def test_the_same_words_in_another_commune_are_another_petition(do):
    do.receive()
    assert do.receive(unit=cast.OTHER_CELL).commune == cast.ELSEWHERE


def test_the_same_words_may_come_again_once_they_were_answered(do):
    do.answered()
    assert do.receive().state == "received"


def test_what_was_set_aside_does_not_come_again(do):
    do.step("set_aside", do.receive(), text="Quảng cáo.")
    assert "cùng nội dung" in refused(do.receive)


def test_the_database_itself_keeps_the_same_words_once(do):
    kept = do.receive()
    kept.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


@pytest.mark.parametrize(
    "wrong", [{"state": "liked"}, {"through": "letter"}, {"body": "women"}, {"through": "body"}]
)
def test_the_database_itself_refuses_what_no_petition_can_be(do, wrong):
    kept = do.receive()
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(pk=kept.pk).update(**wrong)


def test_an_unknown_place_is_refused(do):
    assert "nơi giải quyết" in refused(do.step, "route", do.receive(), to="ministry")


@pytest.mark.parametrize("verb", ["answer", "set_aside", "reopen", "take_down"])
def test_a_step_without_its_words_is_refused(do, verb):
    kept = do.published() if verb in {"reopen", "take_down"} else do.receive()
    assert "Hãy ghi" in refused(do.step, verb, kept, text="  ")


def test_a_wrong_turn_is_refused_and_says_to_look_again(do):
    kept = do.answered()
    assert "tải lại" in refused(do.step, "route", kept, to="front")
    assert "tải lại" in refused(do.step, "answer", kept, text="Lần nữa.")


def test_two_who_answer_at_once_leave_one_answer(do):
    kept = do.receive()
    stale = Petition.objects.get(pk=kept.pk)
    do.step("answer", kept, text="Đã làm.")
    assert "tải lại" in refused(do.step, "answer", stale, text="Đã làm rồi.")


def test_a_day_before_the_last_step_or_still_to_come_is_refused(do):
    kept = do.step("route", do.receive(on=date(2023, 4, 10)), to="front")
    assert "21/4/2023" in refused(do.step, "answer", kept, on=date(2023, 4, 20), text="Đã làm.")
    assert "tương lai" in refused(do.step, "answer", kept, on=date(2023, 4, 22), text="Đã làm.")


def test_opened_anew_it_has_a_new_day_and_is_not_public(do):
    kept = do.step("reopen", do.published(), 10, text="Lại tắc.")
    assert (kept.state, kept.answered_on) == ("reopened", None)
    assert kept.due_on == DAY + timedelta(days=40)


def test_it_is_not_opened_anew_while_the_same_words_wait(do):
    old = do.answered()
    new = do.receive()
    assert f"số {new.pk}" in refused(do.step, "reopen", old, text="Lại tắc.")


def test_without_the_senders_word_nothing_is_published(do):
    kept = do.answered(publishable=False)
    assert "không đồng ý" in refused(do.step, "publish", kept, matter="Mương.", text="Đã làm.")


@pytest.mark.parametrize(
    ("matter", "text", "words"),
    [
        ("Bà Hoàn hỏi về mương.", "Đã làm.", "tên người gửi"),
        ("Mương tắc.", "Gọi 0912 345 678 để hỏi.", "một số dài"),
        ("Mương tắc.", "Viết cho xa@example.org.", "thư điện tử"),
        ("", "Đã làm.", "cả việc được hỏi"),
        ("Mương tắc.", "  ", "cả việc được hỏi"),
    ],
)
def test_what_would_tell_of_somebody_is_not_published(do, matter, text, words):
    kept = do.answered(name="Bà Hoàn")
    assert words in refused(do.step, "publish", kept, matter=matter, text=text)


def test_the_contact_is_apart_and_nothing_of_it_is_in_the_journal(do):
    kept = do.receive(name="Bà Hoàn", reach="0912345678")
    assert Contact.objects.get(petition=kept).reach == "0912345678"
    line = JournalEntry.objects.get(subject=f"petition:{kept.pk}")
    assert line.details == {}
    assert not Contact.objects.filter(petition=do.receive(text="Điện yếu ở thôn 1.")).exists()
