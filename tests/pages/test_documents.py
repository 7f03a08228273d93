"""The pages of documents: the book, one document, terms, checking, many at once."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from taonguon.documents import background, batches, changes
from taonguon.documents.actions import keeping
from taonguon.documents.models import WORKING, Batch, Document, Term
from taonguon.journal.models import JournalEntry
from tests.documents.conftest import draft, written
from tests.pages import page

pytestmark = pytest.mark.django_db

YEN = "Trần Ngọc Yến"


@pytest.fixture
def resolution():
    return Document.objects.get(about=YEN, series__type="NQ")


def book(client, **asked):
    """Return the number and text of each line of the book."""
    main = page.main(client.get(reverse("documents"), asked))
    return [row[0] for table in main.all("table") for row in page.texts(table)]


def more(units, count, **changed):
    """Issue notices of the hamlet."""
    today = timezone.localdate()
    told = {"type": "TB", "organisation": units.hamlet.pk, "cell": units.hamlet.pk, "on": today}
    for _n in range(count):
        made = draft(**{**told, "person": None, "about": "", **changed})
        keeping.issue(draft=made, by=None, at=timezone.now())


def test_the_book_shows_the_newest_first_with_gaps_and_what_is_cancelled(office):
    assert book(office) == ["02-TB/ĐU", "01-TB/CB", "01-NQ/CB", "01-TB/ĐU", "04-KH/ĐU"]
    main = page.main(office.get(reverse("documents")))
    assert "Số còn trống trong sổ" in main.text
    assert "Đảng bộ xã Khánh Nhạc, KH/ĐU" in main.text
    assert "1–3" in main.text
    assert "đã hủy ghi nhầm tên đảng viên" in main.text


def test_filters_narrow_the_book(office, units):
    assert book(office, to=units.hamlet.pk) == ["01-TB/CB", "01-NQ/CB"]
    assert book(office, loai="KH") == ["04-KH/ĐU"]
    assert book(office, q="01-tb tran ngoc") == ["01-TB/CB"]
    assert book(office, q="tạo nguồn") == ["04-KH/ĐU"]
    assert book(office, q="tao nguon") == ["04-KH/ĐU"]
    year = timezone.localdate() - timedelta(days=310)
    assert "04-KH/ĐU" in book(office, nam=year.year)
    assert book(office, loai="-") == []


@pytest.mark.parametrize(
    "asked", [{"to": "999"}, {"loai": "XX"}, {"nam": "1900"}, {"q": "x" * 101}], ids=str
)
def test_a_faulty_question_is_refused_in_words(office, asked):
    answer = office.get(reverse("documents"), asked)
    assert page.errors(answer)
    assert office.get(reverse("documents_export"), asked).status_code == 400


def test_the_term_is_asked_for_where_there_are_two(office, units):
    more(units, 1)
    office.post(reverse("document_term", args=[units.hamlet.pk]), {"on": page_day(0)})
    first = Term.objects.filter(organisation=units.hamlet.pk).earliest("begins_on")
    assert (
        Term.objects.filter(organisation=units.hamlet.pk).count() == 1
    )  # refused: a number is in it
    keeping.cancel(document=Document.objects.latest("pk"), why="x", by=None, at=timezone.now())
    office.post(reverse("document_term", args=[units.hamlet.pk]), {"on": page_day(0)})
    more(units, 1)
    assert book(office, to=units.hamlet.pk, nhiem_ky=first.pk) == [
        "02-TB/CB",
        "01-TB/CB",
        "01-NQ/CB",
    ]
    later = first.pk + 999
    assert page.errors(office.get(reverse("documents"), {"to": units.hamlet.pk, "nhiem_ky": later}))


def page_day(ago):
    day = timezone.localdate() - timedelta(days=ago)
    return f"{day.day}/{day.month}/{day.year}"


def test_a_long_book_is_leafed_through_by_key_and_back(office, units):
    more(units, 120)
    seen, url = [], reverse("documents") + f"?to={units.hamlet.pk}"
    leaves = 0
    while url:
        answer = page.main(office.get(url))
        seen += [row[0] for row in page.texts(answer.one("table"))]
        leaves += 1
        after = answer.all("a", rel="next")
        url = reverse("documents") + after[0]["href"] if after else ""
    assert leaves == 3
    assert seen == [*(f"{n:02d}-TB/CB" for n in range(121, 1, -1)), "01-TB/CB", "01-NQ/CB"]
    back = reverse("documents") + answer.one("a", rel="prev")["href"]
    assert [row[0] for row in page.texts(page.main(office.get(back)).one("table"))] == seen[50:100]
    whole = page.main(office.get(reverse("documents"), {"tat-ca": 1, "to": units.hamlet.pk}))
    assert len(page.texts(whole.one("table"))) == 122


@pytest.mark.parametrize("key", ["x", "2026-13-01.1", "2026-01-01.x", "2026-01-01." + "9" * 30])
def test_a_key_that_is_none_opens_the_first_leaf(office, key):
    assert book(office, sau=key) == book(office)


@pytest.mark.parametrize("name", ["documents", "documents_export", "document_terms"])
def test_a_page_asks_as_many_questions_whatever_the_book_holds(office, units, name):
    url = reverse(name)
    office.get(url)
    with CaptureQueriesContext(
        connection,
    ) as before:
        office.get(url)
    more(units, 40)
    more(units, 5, type="BC", about="x")
    with CaptureQueriesContext(connection) as after:
        office.get(url)
    assert len(after) <= len(before)


def test_the_workbook_holds_the_book_number_by_number_with_gaps_and_the_cancelled(office):
    answer = office.get(reverse("documents_export"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    assert rows[0] == [
        "STT", "Số, ký hiệu", "Ngày ban hành", "Tên loại và trích yếu", "Nơi ban hành",
        "Nhiệm kỳ từ", "Mã kiểm tra", "Ghi chú",
    ]  # fmt: skip
    assert sheet["A1"].value == "ĐẢNG BỘ XÃ KHÁNH NHẠC"
    assert sheet["A3"].value == "SỔ VĂN BẢN ĐI"
    assert [row[1] for row in rows[1:]] == [
        "01-KH/ĐU", "02-KH/ĐU", "03-KH/ĐU", "04-KH/ĐU", "01-TB/ĐU", "02-TB/ĐU", "01-NQ/CB", "01-TB/CB",
    ]  # fmt: skip
    assert [row[7] for row in rows[1:4]] == ["Số này chưa có trong sổ"] * 3
    assert rows[-1][7].startswith("Đã hủy: ghi nhầm tên")


def test_the_secretary_sees_the_own_cell_s_papers_and_no_others(signed_in, resolution):
    secretary = signed_in("secretary")
    assert book(secretary) == ["01-TB/CB", "01-NQ/CB"]
    of_commune = Document.objects.get(printed="01-TB/ĐU")
    for name in ("document", "document_pdf", "document_word", "document_cancel"):
        assert secretary.get(reverse(name, args=[of_commune.pk])).status_code == 404
        assert secretary.get(reverse(name, args=[resolution.pk])).status_code == 200


def test_a_paper_of_the_commune_about_a_cell_is_seen_there_but_not_cancelled(signed_in, units):
    more(units, 1, organisation=units.commune.pk, mark="ĐU")
    made = Document.objects.latest("pk")
    secretary = signed_in("secretary")
    answer = secretary.get(reverse("document", args=[made.pk]))
    assert answer.status_code == 200
    assert "Hủy văn bản" not in page.main(answer).text
    assert secretary.get(reverse("document_cancel", args=[made.pk])).status_code == 404


def test_one_document_tells_its_facts_its_seal_and_its_files(office, resolution):
    main = page.main(office.get(reverse("document", args=[resolution.pk])))
    for words in ("Nghị quyết", YEN, "Chi bộ xóm 6", resolution.seal, resolution.hash):
        assert words in main.text
    links = {link["href"] for link in main.all("a")}
    assert {f"/van-ban/{resolution.pk}/pdf/", f"/van-ban/{resolution.pk}/huy/"} <= links
    assert f"/dang-vien/{resolution.person}/" in links
    assert main.one("div", "qr").all("path")


@pytest.mark.parametrize(
    ("name", "ending", "start"),
    [("document_pdf", "pdf", b"%PDF-"), ("document_word", "docx", b"PK")],
)
def test_its_files_are_taken_away_and_noted(office, resolution, name, ending, start):
    answer = office.get(reverse(name, args=[resolution.pk]))
    assert answer.getvalue().startswith(start)
    assert f"tran-ngoc-yen.{ending}" in answer["Content-Disposition"]
    entry = JournalEntry.objects.filter(act=f"document.{ending}").latest("pk")
    assert (entry.by, entry.subject) == ("vanphong", f"document:{resolution.pk}")


def test_a_change_of_the_facts_after_printing_is_shown(office, resolution, monkeypatch):
    monkeypatch.setattr(changes, "_tellers", [lambda _one: {"person.name": "Trần Ngọc Yên"}])
    main = page.main(office.get(reverse("document", args=[resolution.pk])))
    assert "Đã thay đổi sau khi in" in main.text
    assert page.texts(main.one("table"))[0][1:] == [YEN, "Trần Ngọc Yên"]


def test_an_erased_document_keeps_its_line_and_gives_no_file(office, resolution):
    keeping.forget(people=[resolution.person], by=None, at=timezone.now())
    assert "01-NQ/CB" in book(office)
    answer = office.get(reverse("document", args=[resolution.pk]))
    assert "Nội dung đã xóa" in page.notices(answer)[0]
    assert YEN not in page.main(answer).text
    assert office.get(reverse("document_pdf", args=[resolution.pk])).status_code == 404
    office.post(reverse("batch_new") + "?q=01-nq", {"wanted": "pdf"})
    assert "Nội dung đã xóa" in Batch.objects.get().failures[0]["why"]
    assert JournalEntry.objects.filter(act="document.pdf").count() == 0


def test_a_document_is_cancelled_for_a_reason_and_says_so(office, resolution):
    url = reverse("document_cancel", args=[resolution.pk])
    assert "lý do hủy" in page.errors(office.post(url, {"why": "  "}))[0]
    answer = office.post(url, {"why": "ghi nhầm ngày họp"}, follow=True)
    assert page.notices(answer)[0] == "Đã hủy; số vẫn giữ trong sổ."
    assert "ghi nhầm ngày họp" in page.main(answer).text
    assert page.errors(office.post(url, {"why": "lần nữa"}))


def check(client, **told):
    return client.post(reverse("document_verify"), told)


def test_number_and_seal_are_checked_as_typed(office, resolution):
    answer = check(office, said=f"01-NQ/CB {resolution.seal}")
    assert page.notices(answer)[0].startswith("Khớp với sổ: 01-NQ/CB · Nghị quyết")
    answer = check(office, said="01-NQ/CB 000000000000")
    assert "nhưng mã kiểm tra 000000000000 không phải" in page.notices(answer)[0]
    answer = check(office, said=f"09-NQ/CB {resolution.seal}")
    assert "không phải của số 09-NQ/CB" in page.notices(answer)[0]
    assert page.notices(check(office, said="88-BC/ĐU 000000000000"))[0].startswith(
        "Không có trong sổ"
    )
    assert page.notices(check(office, said="01-NQ/CB"))[0].startswith("Không thấy mã kiểm tra")
    gone = Document.objects.get(printed="01-TB/CB")
    assert "Đã hủy ngày" in page.notices(check(office, said=gone.seal))[0]
    checks = JournalEntry.objects.filter(act="document.check")
    assert [one.details["found"] for one in checks.order_by("pk")] == [
        "matches", "differs", "differs", "unknown", "no seal", "cancelled",
    ]  # fmt: skip


def test_a_file_is_checked_by_its_content_and_not_kept(office, resolution):
    data = keeping.RENDER["pdf"](resolution.paper)
    answer = check(office, file=SimpleUploadedFile("ảnh.png", data))
    assert page.notices(answer)[0].startswith("Khớp với sổ")
    answer = check(office, file=SimpleUploadedFile("a.pdf", b"khong phai PDF"))
    assert page.errors(answer) == ["Tệp này không phải PDF hay Word (.docx): chọn tệp của văn bản."]
    assert page.errors(check(office))
    assert page.errors(check(office, said="x", file=SimpleUploadedFile("a.pdf", data)))


def test_what_differs_in_a_file_is_shown_beside_what_was_kept(office, units):
    more(units, 1, write=lambda number: written(number, words="Tán thành 12/12."))
    kept = Document.objects.latest("pk")
    forged = keeping.RENDER["docx"](kept.paper)
    answer = check(office, file=SimpleUploadedFile("a.docx", _other(forged)))
    assert page.notices(answer)[0].startswith("Không khớp: tệp có chữ khác")
    assert page.texts(page.main(answer).one("table")) == [["Tán thành 12/12.", "Tán thành 9/12."]]


def _other(data):
    from docx import Document as Docx  # noqa: PLC0415 - beside its one use

    file, into = Docx(io.BytesIO(data)), io.BytesIO()
    line = next(one for one in file.paragraphs if "12/12" in one.text)
    line.runs[0].text = "Tán thành 9/12."
    file.save(into)
    return into.getvalue()


def test_a_reader_is_not_told_of_a_document_outside_the_own_part(signed_in):
    of_commune = Document.objects.get(printed="01-TB/ĐU")
    answer = check(signed_in("secretary"), said=of_commune.seal)
    assert page.notices(answer)[0].startswith("Không có trong sổ")
    assert f"/van-ban/{of_commune.pk}/" not in answer.content.decode()


def test_terms_are_recorded_for_all_cells_at_once_and_a_refused_day_stays(office, units):
    Term.objects.filter(series__isnull=True, organisation__in=[units.next_hamlet.pk]).delete()
    other = Term.objects.filter(series__isnull=True).exclude(organisation=units.commune.pk).first()
    name, wrong = f"on_{units.next_hamlet.pk}", f"on_{other.organisation}"
    other.delete()
    url = reverse("document_terms")
    assert page.errors(office.post(url, {}))[0].startswith("Chưa ghi ngày nào")
    answer = office.post(url, {name: page_day(9), wrong: "1/1/2199"})
    assert "1/1/2199 còn ở tương lai" in page.errors(answer)[0]
    term = Term.objects.get(organisation=units.next_hamlet.pk)
    assert term.begins_on == timezone.localdate() - timedelta(days=9)
    answer = office.post(url, {wrong: page_day(9)}, follow=True)
    assert page.notices(answer)[0].startswith("Đã ghi nhiệm kỳ của 1 tổ chức lúc")


def test_the_day_of_a_term_is_mended(office, units):
    url = reverse("document_term", args=[units.next_hamlet.pk])
    assert "Sửa ngày" in page.main(office.get(url)).text
    office.post(url + "?sua=1", {"on": page_day(30)})
    term = Term.objects.get(organisation=units.next_hamlet.pk)
    assert term.begins_on == timezone.localdate() - timedelta(days=30)
    assert page.errors(office.post(url, {"on": page_day(40)}))


def test_the_documents_filtered_are_bound_in_one_file(office, units):
    url = reverse("batch_new") + f"?to={units.hamlet.pk}"
    assert "Tạo 2 văn bản đang lọc" in page.main(office.get(url)).text
    answer = office.post(url, {"wanted": "pdf"}, follow=True)
    assert "Tạo được 2/2 văn bản" in page.main(answer).text
    batch = Batch.objects.get()
    assert batch.title in page.main(office.get(reverse("batches"))).text
    data = office.get(reverse("batch_file", args=[batch.pk])).getvalue()
    texts = [one.extract_text() for one in PdfReader(io.BytesIO(data)).pages]
    assert ["NGHỊ QUYẾT" in texts[0], "THÔNG BÁO" in texts[1]] == [True, True]
    assert page.notices(check(office, file=SimpleUploadedFile("a.pdf", data)))[0].startswith(
        "01-TB/CB"
    )


def test_nothing_and_too_much_are_not_made(office, monkeypatch):
    url = reverse("batch_new")
    assert page.errors(office.post(url + "?q=khong+co", {"wanted": "pdf"}))
    monkeypatch.setattr("taonguon.documents.kept.MOST", 4)
    assert "từ 1 đến 4" in page.errors(office.post(url, {"wanted": "pdf"}))[0]
    assert page.errors(office.post(url, {"wanted": "exe"}))
    assert not Batch.objects.exists()


@pytest.fixture(autouse=True)
def _no_work_of_other_tests_is_under_way():
    background.cache.clear()
    yield
    background.cache.clear()


@pytest.fixture
def cut_off(units):
    """Let a batch have been begun by a program that is gone."""
    documents = list(
        Document.objects.filter(organisation=units.hamlet.pk).values_list("pk", flat=True)
    )
    return Batch.objects.create(
        kind="documents", arguments={"documents": documents}, title="Hai văn bản", wanted="zip-both",
        organisation=units.hamlet.pk, state=WORKING, started_at=timezone.now(),
    )  # fmt: skip


def test_an_interrupted_batch_is_told_and_made_again(office, cut_off):
    url = reverse("batch", args=[cut_off.pk])
    assert "bị ngắt giữa chừng" in page.main(office.get(url)).text
    answer = office.post(reverse("batch_again", args=[cut_off.pk]), follow=True)
    assert "Tạo được 2/2 văn bản" in page.main(answer).text
    assert batches.file(cut_off).exists()


def test_an_interrupted_batch_is_given_up(office, cut_off):
    answer = office.post(reverse("batch_stop", args=[cut_off.pk]), follow=True)
    assert "đã dừng" in page.main(answer).text
    answer = office.get(reverse("batch_file", args=[cut_off.pk]), follow=True)
    assert page.notices(answer)[0].startswith("Tệp không còn")


def test_a_batch_under_way_tells_how_far_it_is_and_can_be_stopped(office, cut_off):
    background.tell(batches.work(cut_off), 60)("01-NQ/CB", 1, 2)
    url = reverse("batch", args=[cut_off.pk])
    assert "Đang tạo 01-NQ/CB · 1/2" in page.main(office.get(url)).text
    progress = office.get(reverse("batch_progress", args=[cut_off.pk]))
    assert "1/2" in progress.content.decode()
    office.post(reverse("batch_again", args=[cut_off.pk]))
    assert Batch.objects.get(pk=cut_off.pk).state == WORKING
    office.post(reverse("batch_stop", args=[cut_off.pk]))
    assert office.get(reverse("batch_progress", args=[cut_off.pk]))["HX-Redirect"] == url
