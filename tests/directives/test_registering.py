"""Entering directives, replacing and ending them, secret ones, and finding them by words."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from taonguon.directives.models import Directive
from taonguon.journal.models import JournalEntry
from taonguon.people.actions import Refused
from tests.directives.conftest import ISSUED, SUMMARY, day, paper, secret

pytestmark = pytest.mark.django_db


def journalled():
    return list(JournalEntry.objects.order_by("pk").values_list("act", flat=True))


def found(query):
    return {one.number for one in Directive.objects.told(query)}


def test_a_directive_stands_as_it_was_entered_and_the_journal_says_so(do):
    one = do.register()
    assert (one.number, one.issuer, one.summary) == ("05-CT/TW", "Bộ Chính trị", SUMMARY)
    assert (one.effect_on, one.until_on, one.secret) == (ISSUED, None, False)
    assert journalled() == ["directive.add"]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (paper(issued_on=date(2023, 4, 22)), "còn ở tương lai"),
        (paper(issuer=""), "cơ quan ban hành"),
        (paper(summary=""), "trích yếu"),
        (paper(effect_on=None), "ngày có hiệu lực"),
        (paper(until_on=date(2016, 5, 14)), "trước ngày có hiệu lực"),
        (secret(summary="Nội dung"), "chỉ ghi số, ngày và nơi để giấy"),
        (secret(issuer="Tỉnh ủy"), "chỉ ghi số, ngày và nơi để giấy"),
        (secret(effect_on=ISSUED), "chỉ ghi số, ngày và nơi để giấy"),
        (secret()._replace(kept_at=""), "nơi để giấy"),
    ],
)
def test_what_cannot_be_entered_is_refused_and_nothing_is_written(do, told, words):
    with pytest.raises(Refused, match=words):
        do.register(told)
    assert not Directive.objects.exists()
    assert journalled() == []


def test_one_number_of_one_day_is_entered_once(do):
    do.register()
    with pytest.raises(Refused, match="05-CT/TW ngày 15/5/2016 đã có trong sổ"):
        do.register()
    do.register(paper(issued_on=date(2017, 5, 15)))
    assert Directive.objects.count() == 2


def test_a_secret_one_keeps_number_day_and_place_alone(do):
    one = do.register(secret())
    assert (one.number, one.issued_on, one.kept_at) == ("12-TB/TU", ISSUED, "Két văn phòng")
    assert (one.issuer, one.summary, one.effect_on) == ("", "", None)


@pytest.mark.parametrize(
    "columns",
    [
        {"summary": "Nội dung"}, {"issuer": "Tỉnh ủy"}, {"effect_on": ISSUED}, {"kept_at": ""},
    ],
)  # fmt: skip
def test_no_row_of_a_secret_one_can_say_more(do, columns):
    one = do.register(secret())
    with pytest.raises(IntegrityError), transaction.atomic():
        Directive.objects.filter(pk=one.pk).update(**columns)


def test_the_database_refuses_an_end_before_the_beginning_and_a_second_of_a_number(do, at):
    one = do.register()
    with pytest.raises(IntegrityError), transaction.atomic():
        Directive.objects.filter(pk=one.pk).update(until_on=date(2016, 5, 14))
    with pytest.raises(IntegrityError), transaction.atomic():
        Directive.objects.create(
            organisation=one.organisation, number=one.number, issued_on=one.issued_on, noted_at=at
        )


def test_the_one_that_is_replaced_ends_on_the_day_the_new_one_takes_effect(do):
    old = do.register(paper("03-CT/TW", issued_on=day("2011-05-14"), effect_on=day("2011-05-14")))
    new = do.register(replaces=old)
    old.refresh_from_db()
    assert (old.until_on, old.ended_by) == (ISSUED, "05-CT/TW")
    assert list(old.replaced_by.all()) == [new]
    assert set(Directive.objects.in_effect(day("2016-05-14"))) == {old, new}
    assert set(Directive.objects.in_effect(ISSUED)) == {new}


def test_one_that_had_ended_before_it_was_replaced_keeps_its_end(do):
    old = do.register(paper("03-CT/TW", issued_on=day("2011-05-14"), effect_on=day("2011-05-14")))
    do.end(old, "2015-01-01")
    do.register(replaces=old)
    old.refresh_from_db()
    assert (old.until_on, old.ended_by) == (day("2015-01-01"), "Kết luận 01-KL/TW")


def test_a_new_one_cannot_take_effect_before_the_one_it_replaces(do):
    later = do.register(paper("06-CT/TW", issued_on=day("2020-01-02"), effect_on=day("2020-02-01")))
    with pytest.raises(Refused, match=r"từ 1/2/2020 trở đi mới thay được 06-CT/TW"):
        do.register(replaces=later)
    assert not Directive.objects.filter(number="05-CT/TW").exists()


def test_a_secret_one_replaces_nothing_and_is_not_replaced(do):
    old, hidden = do.register(), do.register(secret())
    with pytest.raises(Refused, match="mật không ghi thay thế"):
        do.register(secret("13-TB/TU"), replaces=old)
    with pytest.raises(Refused, match="chọn văn bản khác"):
        do.register(paper("07-CT/TW"), replaces=hidden)


def test_an_end_can_be_said_and_taken_back(do):
    one = do.register()
    do.end(one, "2022-01-01")
    one.refresh_from_db()
    assert (one.until_on, one.ended_by) == (day("2022-01-01"), "Kết luận 01-KL/TW")
    do.end(one, None)
    one.refresh_from_db()
    assert (one.until_on, one.ended_by) == (None, "")
    assert JournalEntry.objects.filter(act="directive.end").last().details == {
        "before": "2022-01-01", "on": "",
    }  # fmt: skip


def test_it_cannot_end_before_it_took_effect(do):
    one = do.register()
    with pytest.raises(Refused, match="trước ngày có hiệu lực 15/5/2016"):
        do.end(one, "2016-05-14")


def test_a_typing_error_is_mended_and_the_journal_tells_the_fields_not_the_words(do):
    one = do.register(paper(summary="Đẩy mạnh học tấp"))
    do.correct(one, paper())
    one.refresh_from_db()
    assert one.summary == SUMMARY
    assert JournalEntry.objects.last().details == {"fields": ["summary"]}
    assert found("hoc tap") == {"05-CT/TW"}
    assert found("tấp") == set()


def test_one_made_secret_afterwards_leaves_nothing_of_what_it_said(do):
    one = do.register()
    do.correct(one, secret("05-CT/TW"))
    one.refresh_from_db()
    assert (one.secret, one.summary, one.issuer) == (True, "", "")
    assert found("học tập") == set()
    assert found("bộ chính trị") == set()
    assert SUMMARY not in str(list(JournalEntry.objects.values_list("details", flat=True)))


def test_one_with_files_or_tasks_is_not_made_secret(do):
    one = do.register()
    file = do.attach(one)
    with pytest.raises(Refused, match="bỏ các tệp trước"):
        do.correct(one, secret("05-CT/TW"))
    do.detach(file)
    do.task(one)
    with pytest.raises(Refused, match="không đổi thành mật được"):
        do.correct(one, secret("05-CT/TW"))
    one.refresh_from_db()
    assert not one.secret


def test_a_correction_cannot_take_the_number_of_another(do):
    do.register()
    other = do.register(paper("06-CT/TW"))
    with pytest.raises(Refused, match="đã có trong sổ"):
        do.correct(other, paper("05-CT/TW"))
    do.correct(other, paper("06-CT/TW", kept_at="Tủ số 1"))
    other.refresh_from_db()
    assert other.kept_at == "Tủ số 1"


@pytest.mark.parametrize(
    "query",
    [
        "05-CT/TW", "05-ct", "ct/tw", "05 tw", "hoc tap ho chi minh", "học tập", "bo chinh tri",
        "phong cach", "dang ky viec", "đăng ký",
    ],
)  # fmt: skip
def test_a_directive_is_found_by_number_issuer_summary_and_tasks_without_diacritics(do, query):
    one = do.register()
    do.task(one, "Đăng ký việc làm theo (mỗi đảng viên)")
    do.register(paper("24-CT/TU", issuer="Tỉnh ủy", summary="Phòng, chống thiên tai"))
    assert found(query) == {"05-CT/TW"}


@pytest.mark.parametrize("query", ["khong co", "hộc tập", "05%", "_5"])
def test_other_words_find_nothing(do, query):
    do.register()
    assert found(query) == set()


def test_no_word_finds_all(do):
    do.register()
    do.register(secret())
    assert found("  ") == {"05-CT/TW", "12-TB/TU"}


def test_a_task_that_is_mended_is_found_by_its_new_words_alone(do):
    one = do.register()
    task = do.task(one, "Viết thu hoạch")
    do.mend(task, "Nêu gương bằng việc cụ thể", "2016-10-01")
    task.refresh_from_db()
    assert (task.text, task.due_on) == ("Nêu gương bằng việc cụ thể", day("2016-10-01"))
    assert (found("thu hoach"), found("neu guong")) == (set(), {"05-CT/TW"})
    told = JournalEntry.objects.get(act="directive.task_change").details
    assert told["before"] == {"text": "Viết thu hoạch", "due_on": "2016-09-01"}


def test_a_task_is_not_due_before_the_directive_and_not_of_a_secret_one(do):
    one, hidden = do.register(), do.register(secret())
    with pytest.raises(Refused, match="trước ngày ban hành"):
        do.task(one, due="2016-05-14")
    with pytest.raises(Refused, match="không ghi việc phải làm"):
        do.task(hidden)
    assert not one.tasks.exists()
