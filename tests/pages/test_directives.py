"""The pages of directives: entering and sending on, what cells tell, the roll-up, search, files."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from taonguon.core.days import show_day
from taonguon.directives import files
from taonguon.directives.actions import passing, registering
from taonguon.directives.models import Attachment, Directive, Passing, Progress, Task
from taonguon.journal.models import JournalEntry
from tests.directives.conftest import PDF, paper
from tests.pages import page

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
GOOD = {
    "number": "19-CT/TW", "issued_on": "5/2/2020", "issuer": "Ban Bí thư",
    "summary": "Tăng cường lãnh đạo", "effect_on": "5/2/2020",
}  # fmt: skip
SECRET = {"number": "08-TB/TU", "issued_on": "5/2/2020", "secret": "on", "kept_at": "Két số 1"}


@pytest.fixture
def secretary(signed_in):
    return signed_in("secretary")


@pytest.fixture
def following():
    """Chỉ thị 05 of the sample, passed to every cell with two tasks."""
    return Directive.objects.get(number="05-CT/TW")


def add(client, units, **told):
    typed = {"organisation": units.commune.pk, **told}
    return client.post(reverse("directive_add"), typed, follow=True)


def numbers(answer):
    return [text.split()[0] for text in page.names(answer)]


def rows(answer, within="chi-bo"):
    return {row[0]: row[1:] for row in page.texts(page.main(answer).one(id=within).one("table"))}


def test_the_list_shows_those_in_effect_the_latest_first(office):
    answer = office.get(reverse("directives"))
    assert numbers(answer) == ["00-TB/TU", "21-NQ/TW", "28-CT/TW", "05-CT/TW"]
    told = page.texts(page.main(answer).one("table"))
    assert told[0][3] == "1/1"
    assert "Đẩy mạnh học tập và làm theo" in told[3][0]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ho chi minh"}, ["05-CT/TW"]),
        ({"q": "Hồ Chí Minh", "loc": "tat-ca"}, ["05-CT/TW", "03-CT/TW"]),
        ({"q": "dang ky mot viec"}, ["05-CT/TW"]),
        ({"q": "ban bi thu"}, ["28-CT/TW"]),
        ({"loc": "het"}, ["03-CT/TW"]),
        ({"loc": "dang-lam"}, ["21-NQ/TW", "28-CT/TW", "05-CT/TW"]),
    ],
)
def test_the_list_is_narrowed_and_searched_without_diacritics(office, asked, found):
    assert numbers(office.get(reverse("directives"), asked)) == found


def test_what_is_not_found_is_said_with_the_way_on(office):
    answer = office.get(reverse("directives"), {"q": "không có chữ này"})
    assert "Không có văn bản nào như vậy" in page.main(answer).text


def test_a_directive_whose_every_cell_has_done_all_is_open_no_more(office, units):
    one = registering.register(
        organisation=units.commune, paper=paper("99-CT/TW"), replaces=None, by=None,
        at=timezone.now(),
    )  # fmt: skip
    now = {"by": None, "at": timezone.now()}
    passing.pass_on(
        directive=one, sent=passing.Sent([units.hamlet.pk], TODAY(), None),
        among=[units.hamlet.pk], **now,
    )  # fmt: skip
    task = registering.give_task(directive=one, text="Một việc", due_on=TODAY(), **now)
    held = Passing.objects.get(directive=one)

    def is_open():
        return "99-CT/TW" in numbers(office.get(reverse("directives"), {"loc": "dang-lam"}))

    assert is_open()
    passing.acknowledge(passing=held, answer=passing.Answer(TODAY(), "meeting", ""), **now)
    assert is_open()
    told = {"task": task, "cell": units.hamlet.pk}
    passing.tell_progress(**told, told=passing.Told(TODAY(), "done", ""), **now)
    assert not is_open()
    passing.tell_progress(**told, told=passing.Told(TODAY(), "stuck", ""), **now)
    assert is_open()


def test_a_secretary_sees_what_was_passed_to_the_own_cell_alone(secretary, units, following):
    told = numbers(secretary.get(reverse("directives"), {"loc": "tat-ca"}))
    assert told == ["00-TB/TU", "21-NQ/TW", "28-CT/TW", "05-CT/TW"]
    answer = secretary.get(reverse("directive", args=[following.pk]))
    assert list(rows(answer)) == ["Chi bộ xóm 6"]
    assert not page.main(answer).all("a", of="btn-main")
    old = Directive.objects.get(number="03-CT/TW")
    assert secretary.get(reverse("directive", args=[old.pk])).status_code == 404


def test_entering_one_leads_to_it(office, units):
    answer = add(office, units, **GOOD)
    assert page.notices(answer)[0].startswith("Đã ghi 19-CT/TW ngày 5/2/2020")
    assert "Tăng cường lãnh đạo" in page.main(answer).text
    assert "Chưa chuyển đến chi bộ nào" in page.main(answer).text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": ""}, "số, ký hiệu"),
        ({"issued_on": "31/2/2020"}, "không phải là ngày"),
        ({"issued_on": "1/1/2199"}, "còn ở tương lai"),
        ({"issuer": ""}, "cơ quan ban hành"),
        ({"summary": ""}, "trích yếu"),
        ({"effect_on": ""}, "ngày có hiệu lực"),
        ({"until_on": "1/1/2019"}, "trước ngày có hiệu lực"),
        ({"organisation": "1000000"}, "1000000"),
        ({"replaces": "1000000"}, ""),
        ({"number": "05-CT/TW", "issued_on": "15/5/2016"}, "đã có trong sổ"),
        ({"secret": "on", "kept_at": "Két"}, "Văn bản mật: bỏ trống ô này."),
    ],
)
def test_bad_answers_are_refused_and_nothing_typed_is_lost(office, units, changed, words):
    count = Directive.objects.count()
    answer = add(office, units, **{**GOOD, **changed})
    assert page.errors(answer)
    assert words in " ".join(page.errors(answer))
    assert Directive.objects.count() == count
    assert page.typed(answer)["issuer"] == {**GOOD, **changed}["issuer"]


def test_a_secret_one_shows_number_day_and_place_alone(office, units):
    answer = add(office, units, **SECRET)
    told = {term.text: said.text for term, said in zip(
        page.main(answer).all("dt"), page.main(answer).all("dd"), strict=True)}  # fmt: skip
    assert told == {
        "Số, ký hiệu": "08-TB/TU", "Ngày ban hành": "5/2/2020", "Nơi để giấy": "Két số 1",
    }  # fmt: skip
    links = {link.text for link in page.main(answer).all("a", of="btn")}
    assert not links & {"Thêm việc phải làm", "Đính kèm tệp"}


def test_a_secret_one_needs_the_place_of_its_paper(office, units):
    answer = add(office, units, **{**SECRET, "kept_at": ""})
    assert page.errors(answer) == ["Văn bản mật phải ghi nơi để giấy."]


def test_a_file_sent_to_a_secret_one_is_refused_with_one_sentence(office, units):
    add(office, units, **SECRET)
    one = Directive.objects.get(number="08-TB/TU")
    url = reverse("directive_attach", args=[one.pk])
    answer = office.post(url, {"file": SimpleUploadedFile("mat.pdf", PDF)})
    assert page.errors(answer) == [
        "Văn bản mật không được đính kèm tệp: chỉ ghi số, ngày và nơi để giấy."
    ]
    assert not Attachment.objects.exists()
    assert not files.place("x").parent.exists()


def test_a_file_is_served_to_be_kept_and_not_guessed_at(office, secretary, following):
    url = reverse("directive_attach", args=[following.pk])
    answer = office.post(url, {"file": SimpleUploadedFile("Chỉ thị 05.pdf", PDF)}, follow=True)
    assert page.notices(answer) == ["Đã đính kèm Chỉ thị 05.pdf."]
    held = Attachment.objects.get()
    served = secretary.get(reverse("directive_file", args=[following.pk, held.pk]))
    assert b"".join(served.streaming_content) == PDF
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Type"] == "application/pdf"
    assert served["Content-Disposition"].startswith("attachment")
    assert "no-store" in served["Cache-Control"]


def test_a_file_of_another_directive_or_one_that_is_gone_is_not_served(office, following):
    office.post(
        reverse("directive_attach", args=[following.pk]), {"file": SimpleUploadedFile("a.pdf", PDF)}
    )
    held, other = Attachment.objects.get(), Directive.objects.get(number="28-CT/TW")
    assert office.get(reverse("directive_file", args=[other.pk, held.pk])).status_code == 404
    assert office.post(reverse("directive_detach", args=[other.pk, held.pk])).status_code == 404
    files.take_away(held.stored)
    assert office.get(reverse("directive_file", args=[following.pk, held.pk])).status_code == 404


def test_a_file_is_taken_away(office, following):
    office.post(
        reverse("directive_attach", args=[following.pk]), {"file": SimpleUploadedFile("a.pdf", PDF)}
    )
    held = Attachment.objects.get()
    answer = office.post(reverse("directive_detach", args=[following.pk, held.pk]), follow=True)
    assert "Đã bỏ tệp a.pdf." in page.notices(answer)
    assert "a.pdf" not in [link.text for link in page.main(answer).all("a")]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Hãy chọn tệp."),
        (("a.pdf", b""), "không có gì bên trong"),
        (("a.pdf", b"<html>"), "không phải PDF"),
        (("a" * 260 + ".pdf", PDF), "dài quá"),
    ],
)
def test_a_bad_file_is_refused(office, following, file, words):
    data = {"file": SimpleUploadedFile(*file)} if file else {}
    answer = office.post(reverse("directive_attach", args=[following.pk]), data)
    assert words in " ".join(page.errors(answer))
    assert not Attachment.objects.exists()


def test_one_that_replaces_another_ends_it_and_each_leads_to_the_other(office, units, following):
    answer = add(office, units, **{**GOOD, "replaces": following.pk})
    assert "05-CT/TW" in [link.text for link in page.main(answer).all("a")]
    old = office.get(reverse("directive", args=[following.pk]))
    assert "hết hiệu lực từ 5/2/2020" in page.main(old).text
    assert "19-CT/TW" in [link.text for link in page.main(old).all("a")]


def test_an_end_is_said_and_taken_back_on_the_page(office, following):
    url = reverse("directive_end", args=[following.pk])
    answer = office.post(url, {"on": "1/1/2021", "paper": ""})
    assert page.errors(answer) == ["Hãy ghi văn bản hay lý do làm hết hiệu lực."]
    answer = office.post(url, {"on": "1/1/2010", "paper": "x"})
    assert "trước ngày có hiệu lực" in page.errors(answer)[0]
    answer = office.post(url, {"on": "1/1/2021", "paper": "KL 01-KL/TW"}, follow=True)
    assert "1/1/2021 (KL 01-KL/TW)" in page.main(answer).text
    answer = office.post(url, {"on": "", "paper": ""}, follow=True)
    assert "còn hiệu lực" in page.main(answer).text


def test_a_correction_is_made_and_a_wrong_one_refused(office, following):
    url = reverse("directive_correct", args=[following.pk])
    assert page.typed(office.get(url))["number"] == "05-CT/TW"
    assert page.errors(office.post(url, {**GOOD, "summary": ""})) == ["Hãy ghi trích yếu."]
    answer = office.post(url, {**GOOD, "number": "05-CT/TW"}, follow=True)
    assert "nhật ký giữ" in page.notices(answer)[0]
    following.refresh_from_db()
    assert following.summary == "Tăng cường lãnh đạo"


def test_it_is_passed_to_chosen_cells_or_to_all(office, units):
    add(office, units, **GOOD)
    one = Directive.objects.get(number="19-CT/TW")
    url = reverse("directive_pass", args=[one.pk])
    told = {"on": show_day(TODAY()), "cells": [units.hamlet.pk]}
    answer = office.post(url, told, follow=True)
    assert page.notices(answer) == ["Đã chuyển thêm 1 chi bộ."]
    assert list(rows(answer)) == ["Chi bộ xóm 6"]
    answer = office.post(url, {"on": show_day(TODAY()), "everyone": "on"}, follow=True)
    assert page.notices(answer) == ["Đã chuyển thêm 27 chi bộ."]
    answer = office.post(url, {**told, "cells": [units.cell_elsewhere.pk]})
    assert page.errors(answer)
    answer = office.post(url, {**told, "answer_by": "1/1/2000"})
    assert "Hạn quán triệt" in page.errors(answer)[0]


def test_a_secretary_acknowledges_for_the_own_cell(secretary, units):
    one = Directive.objects.get(number="21-NQ/TW")
    url = reverse("directive_acknowledge", args=[one.pk, units.hamlet.pk])
    told = {"on": show_day(TODAY()), "way": "group", "note": "2 tổ đảng"}
    answer = secretary.post(url, told, follow=True)
    assert page.notices(answer) == ["Đã ghi: Chi bộ xóm 6 quán triệt 21-NQ/TW ngày 16/6/2022."]
    assert "Theo tổ, nhóm · 2 tổ đảng" in rows(answer)["Chi bộ xóm 6"][0]
    entry = JournalEntry.objects.filter(act="directive.acknowledge").last()
    assert (entry.by, entry.details["cell"]) == ("bithu6", units.hamlet.pk)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"way": ""}, "Hãy chọn hình thức"),
        ({"way": "zalo"}, "zalo"),
        ({"on": "1/1/2199"}, "tương lai"),
        ({"on": "1/1/2016"}, "trước ngày ban hành"),
        ({"note": "x" * 201}, "200"),
    ],
)
def test_a_bad_acknowledgement_is_refused(secretary, units, following, changed, words):
    held = Passing.objects.get(directive=following, cell=units.hamlet.pk)
    url = reverse("directive_acknowledge", args=[following.pk, units.hamlet.pk])
    answer = secretary.post(url, {"on": show_day(TODAY()), "way": "meeting", **changed})
    assert words in " ".join(page.errors(answer))
    assert Passing.objects.get(pk=held.pk).acknowledged_on == held.acknowledged_on


def test_a_secretary_does_not_answer_for_another_cell(secretary, units, following):
    task = following.tasks.first()
    for name, about in (("directive_acknowledge", following.pk), ("directive_progress", task.pk)):
        url = reverse(name, args=[about, units.next_hamlet.pk])
        assert secretary.post(url, {"on": show_day(TODAY())}).status_code == 404


def test_nobody_answers_for_a_cell_that_was_passed_nothing(office, units):
    hidden = Directive.objects.get(secret=True)
    url = reverse("directive_acknowledge", args=[hidden.pk, units.next_hamlet.pk])
    assert office.get(url).status_code == 404
    assert (
        office.get(reverse("directive_progress", args=[10**6, units.hamlet.pk])).status_code == 404
    )


def test_progress_is_told_and_what_was_told_before_is_shown(secretary, units, following):
    task = following.tasks.first()
    url = reverse("directive_progress", args=[task.pk, units.hamlet.pk])
    count = Progress.objects.filter(task=task, cell=units.hamlet.pk).count()
    told = {"state": "stuck", "on": show_day(TODAY()), "note": "Hai người đi làm xa"}
    answer = secretary.post(url, told, follow=True)
    assert page.notices(answer) == ["Đã ghi tiến độ của Chi bộ xóm 6."]
    assert "Hai người đi làm xa" in rows(answer)["Chi bộ xóm 6"][-1]
    before = page.texts(page.main(secretary.get(url)).one("table"))
    assert len(before) == count + 1
    assert before[0] == [show_day(TODAY()), "đang vướng", "Hai người đi làm xa"]
    assert "Hãy chọn tình trạng" in page.errors(secretary.post(url, {**told, "state": ""}))[0]
    assert "trước ngày đã báo" in page.errors(secretary.post(url, {**told, "on": "1/1/2020"}))[0]


def test_a_task_is_given_and_mended(office, following):
    url = reverse("directive_task", args=[following.pk])
    assert len(page.errors(office.post(url, {}))) == 2
    office.post(url, {"text": "Viết thu hoạch", "due_on": show_day(TODAY())})
    task = Task.objects.get(text="Viết thu hoạch")
    mend = reverse("directive_task_mend", args=[following.pk, task.pk])
    answer = office.post(mend, {"text": "Viết bài", "due_on": show_day(TODAY())}, follow=True)
    assert "Viết bài" in page.main(answer).text
    other = Directive.objects.get(number="28-CT/TW")
    assert office.get(reverse("directive_task_mend", args=[other.pk, task.pk])).status_code == 404


def test_the_roll_up_of_a_directive_is_the_sum_of_its_cells(office, following):
    answer = office.get(reverse("directive", args=[following.pk]))
    tiles, told = page.tiles(answer), rows(answer)
    assert len(told) == 28
    read = [row for row in told.values() if "chưa quán triệt" not in row[0]]
    assert tiles["Chi bộ đã quán triệt"][0] == f"{len(read)}/28"
    done = sum(int(row[1].split("/")[0]) for row in told.values())
    assert tiles["Việc đã xong"][0] == f"{done}/56"
    late = sum(row[0].count("quá hạn") + row[2].count("quá hạn") for row in told.values())
    assert tiles["Quá hạn"][0] == str(late)
    assert late > 0


def test_the_roll_up_by_cell_counts_all_directives_in_effect(office, units):
    answer = office.get(reverse("directives_by_cell"))
    told = {row[0]: row[1:] for row in page.texts(page.main(answer).one("table"))}
    assert len(told) == 28
    assert told["Chi bộ xóm 6"][0] == "4"
    assert page.tiles(answer)["Lượt đã quán triệt"][0] == (
        f"{sum(int(row[1]) for row in told.values())}/{sum(int(row[0]) for row in told.values())}"
    )


def test_what_is_due_stands_under_its_cell_and_leads_to_where_it_is_answered(secretary, units):
    now, day = {"by": None, "at": timezone.now()}, TODAY()
    one = Directive.objects.get(number="21-NQ/TW")
    late = registering.give_task(directive=one, text="Việc trễ", due_on=day - timedelta(1), **now)
    registering.give_task(directive=one, text="Việc xa", due_on=day + timedelta(90), **now)
    answer = secretary.get(reverse("directives_due"))
    assert [one.text for one in page.main(answer).all("h2")] == ["Chi bộ xóm 6"]
    links = {link.text: link["href"] for link in page.main(answer).all("a")}
    assert links["Việc trễ"] == reverse("directive_progress", args=[late.pk, units.hamlet.pk])
    assert "Việc xa" not in links


def test_who_only_reads_is_led_to_the_directive_and_offered_no_act(signed_in):
    reader = signed_in("committee")
    answer = reader.get(reverse("directives_due"))
    found = [link["href"] for one in page.main(answer).all(of="task") for link in one.all("a")]
    assert found
    assert {reader.get(url).status_code for url in found} == {200}
    assert not page.main(reader.get(reverse("directives"))).all("a", of="btn-main")


@pytest.mark.parametrize(
    "name", ["directives", "directive", "directives_due", "directives_by_cell"]
)
def test_a_page_asks_as_much_of_many_directives_as_of_few(office, units, following, name):
    url = reverse(name, args=[following.pk] if name == "directive" else [])

    def count():
        with CaptureQueriesContext(connection) as asked:
            assert office.get(url).status_code == 200
        return len(asked)

    count()
    few = count()
    now = {"by": None, "at": timezone.now()}
    for number in range(6):
        told = paper(f"{number}-CT/XX")
        one = registering.register(organisation=units.commune, paper=told, replaces=None, **now)
        cells = [units.hamlet.pk, units.next_hamlet.pk]
        passing.pass_on(
            directive=one, sent=passing.Sent(cells, TODAY(), TODAY()), among=cells, **now
        )
        registering.give_task(directive=one, text="Việc", due_on=TODAY(), **now)
        registering.give_task(directive=following, text="Việc", due_on=TODAY(), **now)
    assert count() == few
