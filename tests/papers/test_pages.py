"""The pages of papers: where each paper of a case stands, and one paper before and after it is made."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taonguon.documents.actions import keeping
from taonguon.documents.models import Document
from taonguon.papers.models import Wording
from tests.forms import people
from tests.forms.reading import of_pdf
from tests.pages import page

pytestmark = pytest.mark.django_db

CASE = reverse("papers", args=["case", people.WOMAN])
VOTED, DECIDED = "21/8/2025", "1/10/2025"
SECOND = "1 Phạm Thị Bưởi (12/6/2025)"  # the second sponsor, as chosen
SIGNED = {"signer.post": "BÍ THƯ", "signer.name": "Trần Văn Ân"}


def at(key, person=people.WOMAN, subject="case"):
    return reverse("paper", args=[subject, person, key])


def made(client, key="6-knd", on=VOTED, person=people.WOMAN, **typed):
    """Make a paper through its page; return the document."""
    answer = client.post(at(key, person), {"on": on, **typed})
    assert answer.status_code == 302, page.errors(answer)
    return Document.objects.latest("pk")


def tasks(answer, heading):
    """Return the papers in the panel of a heading: what each is called, and the words on its pill."""
    for panel in page.main(answer).all("section", "panel"):
        if panel.all("h2")[0].text.startswith(heading):
            return {
                task.one("div", "title").text: task.text.removeprefix(task.one("div", "title").text).strip()
                for task in panel.all("li", "task")
            }  # fmt: skip
    return None


def links(answer, heading):
    """Return where the lines of a panel lead."""
    (panel,) = [
        panel for panel in page.main(answer).all("section", "panel")
        if panel.all("h2")[0].text.startswith(heading)
    ]  # fmt: skip
    return {link.text: link["href"] for link in panel.all("a")}


def buttons(answer):
    return [one.text for one in page.main(answer).all("button")]


def test_papers_of_a_case_stand_by_whether_they_can_be_made(clerk):
    answer = clerk.get(CASE)
    ready, waiting = tasks(answer, "Lập được ngay"), tasks(answer, "Chưa lập được")
    assert ready["6-KNĐ: Nghị quyết của chi bộ đề nghị kết nạp đảng viên"] == "Lập được"
    union = "4a-KNĐ: Nghị quyết giới thiệu đoàn viên công đoàn vào Đảng"
    assert waiting[union] == "Thiếu 2 thông tin Công đoàn cấp trên, Tên công đoàn cơ sở"
    assert waiting["Công văn đôn đốc trả lời thẩm tra lý lịch"].startswith("Chưa có: ")
    assert tasks(answer, "Đã lập") == {}


def test_a_cell_directly_under_the_commune_has_no_paper_of_section_or_base(clerk):
    codes = {"7-KNĐ", "8-KNĐ", "14-KNĐ", "15-KNĐ"}

    def offered(person):
        answer = clerk.get(reverse("papers", args=["case", person]))
        found = [*tasks(answer, "Lập được ngay"), *tasks(answer, "Chưa lập được")]
        return codes & {title.partition(":")[0] for title in found}

    assert offered(people.WOMAN) == set()
    assert offered(people.YOUNG) == codes


def test_a_paper_made_moves_to_those_made_with_its_number_and_day(clerk):
    made(clerk)
    answer = clerk.get(CASE)
    title = "6-KNĐ: Nghị quyết của chi bộ đề nghị kết nạp đảng viên"
    assert tasks(answer, "Đã lập") == {title: "Số 01-NQ/CB 21/8/2025"}
    assert title not in tasks(answer, "Lập được ngay")
    assert "Một tệp PDF" in buttons(answer)


def test_nothing_is_bound_while_nothing_is_made(clerk):
    assert "Một tệp PDF" not in buttons(clerk.get(CASE))


def test_papers_of_one_form_for_several_people_are_counted(clerk):
    for row in ("0 Trần Văn Ân (12/6/2025)", SECOND):
        made(clerk, "3-knd", "12/6/2025", row=row)
    (words,) = tasks(clerk.get(CASE), "Đã lập").values()
    assert words == "Đã lập 2 bản 12/6/2025"


@pytest.mark.parametrize(
    ("subject", "beside"),
    [
        ("case", {"Giấy của cuộc họp", "Giấy của lễ kết nạp"}),
        ("vote", {"Giấy của hồ sơ", "Giấy của lễ kết nạp"}),
        ("ceremony", {"Giấy của hồ sơ", "Giấy của cuộc họp"}),
    ],
)
def test_papers_of_one_person_lead_to_those_of_the_other_matters(clerk, subject, beside):
    answer = clerk.get(reverse("papers", args=[subject, people.WOMAN]))
    told = {link.text for link in page.read(answer).all("a")}
    both = {"Giấy của hồ sơ", "Giấy của cuộc họp", "Giấy của lễ kết nạp"}
    assert told & both == beside
    assert "Mẫu văn bản" in told


def test_a_changed_form_that_cannot_be_read_is_said_above_the_list(clerk, autumn):
    user = clerk.get(CASE).wsgi_request.user
    Wording.objects.create(form="6-knd", text="[[block", why="cũ", made_by=user, made_at=people.NOW)
    (said,) = page.notices(clerk.get(CASE))
    assert "6-knd.toml" in said


@pytest.mark.parametrize(
    ("key", "lacks", "leads"),
    [
        ("de-nghi-xoa-ten", "Ngày chi bộ đề nghị xóa tên", "/ho-so/301/ghi/deletion_proposed/"),
        ("7-knd", "Tên đảng ủy bộ phận", "/to-chuc/13/"),
    ],
)
def test_what_is_lacking_leads_to_where_it_is_recorded_and_the_paper_is_not_offered(
    clerk, key, lacks, leads
):
    answer = clerk.get(at(key))
    assert links(answer, "Còn thiếu trước khi lập")[lacks] == leads
    assert "Lập văn bản" not in buttons(answer)
    assert "Xem trước" in buttons(answer)


def test_a_paper_that_lacks_something_is_not_made_by_a_forged_request(clerk):
    answer = clerk.post(at("de-nghi-xoa-ten"), {"on": "23/11/2026"})
    assert answer.status_code == 200
    assert "Còn thiếu trước khi lập" in page.main(answer).text
    assert not Document.objects.exists()


def test_a_form_that_goes_by_a_list_asks_for_whom_and_says_when_there_is_nobody(clerk):
    choice = page.main(clerk.get(at("3-knd"))).one("select", name="row")
    assert [one.text for one in choice.all("option")] == [
        "Trần Văn Ân (12/6/2025)",
        "Phạm Thị Bưởi (12/6/2025)",
    ]
    nobody = clerk.get(at("cong-van-don-doc"))
    assert "Chưa có việc nào để lập giấy này." in page.main(nobody).text
    assert buttons(nobody) == []


def test_the_second_sponsors_paper_names_the_second_sponsor(clerk):
    words = str(made(clerk, "3-knd", "12/6/2025", row=SECOND).content["blocks"])
    assert "Phạm Thị Bưởi" in words
    assert "Trần Văn Ân" not in words


def test_what_must_be_written_by_hand_is_said_to_be_a_guide(clerk):
    assert any("phải viết tay" in line for line in page.notices(clerk.get(at("1-knd"))))


def test_the_page_offers_the_day_of_the_step_and_the_signer_of_the_last_paper(clerk):
    assert page.typed(clerk.get(at("6-knd")))["on"] == VOTED
    made(clerk, **SIGNED)
    typed = page.typed(clerk.get(at("13-knd")))
    assert typed["on"] == "2/11/2026"
    assert (typed["signer.post"], typed["signer.name"]) == ("BÍ THƯ", "Trần Văn Ân")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": ""}, "ngày"),
        ({"on": "31/2/2025"}, "ngày"),
        ({"on": "26/11/2026"}, "còn ở tương lai"),
        ({"number": "năm"}, "Số ghi bằng chữ số, ví dụ 5."),
        ({"number": "0"}, "Số nhỏ nhất là 1."),
        ({"number": "1000000"}, "Số lớn nhất là 99999."),
        ({"signer.name": "x" * 201}, "200"),
    ],
    ids=str,
)
def test_bad_input_is_answered_in_one_sentence_and_nothing_is_made(clerk, changed, words):
    answer = clerk.post(at("6-knd"), {"on": VOTED, **changed})
    (said,) = page.errors(answer)
    assert words in said
    assert page.typed(answer)["on"] == ({"on": VOTED} | changed)["on"]
    assert not Document.objects.exists()


def test_a_row_there_is_not_is_refused(clerk):
    answer = clerk.post(at("3-knd"), {"on": "12/6/2025", "row": 9})
    assert len(page.errors(answer)) == 1
    assert not Document.objects.exists()


def test_a_preview_is_a_pdf_that_takes_no_number(clerk):
    answer = clerk.post(at("6-knd"), {"on": VOTED, "xem": "1", **SIGNED})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="6-knd.pdf"'
    told = of_pdf(answer.content)
    assert "Phạm Thị Nhài" in told
    assert "DỰ THẢO" in told.upper()
    assert not Document.objects.exists()


def test_what_is_lacking_is_dots_in_the_preview(clerk):
    answer = clerk.post(at("de-nghi-xoa-ten"), {"on": "23/11/2026", "xem": "1"})
    assert answer.content.startswith(b"%PDF-")
    assert "…" in of_pdf(answer.content) or "..." in of_pdf(answer.content)


def test_made_it_takes_the_next_number_and_leads_to_the_document(clerk):
    answer = clerk.post(at("6-knd"), {"on": VOTED, **SIGNED}, follow=True)
    document = Document.objects.get()
    assert answer.redirect_chain == [(reverse("document", args=[document.pk]), 302)]
    assert "Đã lập văn bản." in page.read(answer).text
    assert (document.printed, document.on, document.person) == (
        "01-NQ/CB", date(2025, 8, 21), people.WOMAN,
    )  # fmt: skip


def test_the_number_of_the_paper_book_is_taken_over_and_the_next_follows_it(clerk):
    assert made(clerk, number="19", **SIGNED).printed == "19-NQ/CB"
    assert made(clerk, "13-knd", "2/11/2026").printed == "20-NQ/CB"


def test_a_number_that_is_taken_names_the_paper_that_has_it_and_leads_there(clerk):
    first = made(clerk, number="19")
    answer = clerk.post(at("13-knd"), {"on": "2/11/2026", "number": "19"})
    (said,) = page.errors(answer)
    assert said.startswith("Số 19-NQ/CB đã dùng cho")
    led = {link["href"]: link.text for link in page.main(answer).all("a", "btn")}
    assert led[reverse("document", args=[first.pk])] == "Xem văn bản đó"


def test_a_second_decision_is_refused_with_the_first_beside_it(clerk):
    first = made(clerk, "9-knd", DECIDED)
    answer = clerk.post(at("9-knd"), {"on": DECIDED})
    (said,) = page.errors(answer)
    assert "đã có quyết định này, số 01-QĐ/ĐU" in said
    led = {link["href"]: link.text for link in page.main(answer).all("a", "btn")}
    assert led[reverse("document", args=[first.pk])] == "Xem văn bản đó"
    assert Document.objects.count() == 1


def test_a_term_not_recorded_leads_to_where_it_is(clerk):
    answer = clerk.post(at("8-knd", people.YOUNG), {"on": "4/9/2025"})
    (said,) = page.errors(answer)
    assert "Đảng bộ Công ty May Hồng Ngọc" in said
    led = [link["href"] for link in page.main(answer).all("a", "btn")]
    assert reverse("document_term", args=[people.COMPANY]) in led


def test_a_cancelled_paper_is_shown_as_such_with_the_reason_and_may_be_made_anew(clerk):
    first = made(clerk, "9-knd", DECIDED)
    keeping.cancel(document=first, why="ghi nhầm ngày", by=None, at=people.NOW)
    answer = clerk.get(at("9-knd"))
    assert tasks(answer, "Đã lập") == {"01-QĐ/ĐU": "đã hủy 1/10/2025 · ghi nhầm ngày"}
    assert tasks(clerk.get(CASE), "Đã lập") == {}
    assert made(clerk, "9-knd", DECIDED).printed == "02-QĐ/ĐU"


@pytest.mark.parametrize(
    ("role", "key", "may"),
    [
        ("office", "6-knd", True),
        ("office", "9-knd", True),
        ("secretary", "6-knd", True),
        ("secretary", "11-knd", True),
        ("secretary", "9-knd", False),
        ("deputy", "6-knd", False),
    ],
)
def test_a_cell_makes_what_it_issues_itself_and_the_office_every_paper(signed_in, role, key, may):
    client = signed_in(role)
    assert ("Lập văn bản" in buttons(client.get(at(key)))) == may
    day = page.typed(client.get(at(key)))["on"]
    assert client.post(at(key), {"on": day}).status_code == (302 if may else 403)
    assert Document.objects.count() == may


@pytest.mark.parametrize(("role", "status"), [("other", 404), ("superior", 403)])
def test_who_does_not_see_the_person_sees_no_paper(signed_in, role, status):
    client = signed_in(role)
    for url in (CASE, at("6-knd")):
        assert client.get(url).status_code == status
    assert client.post(at("6-knd"), {"on": VOTED, "xem": "1"}).status_code == status


@pytest.mark.parametrize(
    "url",
    [
        reverse("paper", args=["case", people.WOMAN, "khong-co"]),
        reverse("paper", args=["vote", people.WOMAN, "6-knd"]),
        reverse("paper", args=["case", people.WOMAN, "1a-tn"]),
        reverse("papers", args=["case", 999]),
        reverse("papers", args=["committee", people.XOM_6]),
        reverse("papers", args=["cell", people.COMMUNE]),
        reverse("papers", args=["meeting", 999]),
        reverse("papers", args=["class", 999]),
        reverse("papers", args=["khong", 1]),
    ],
)
def test_what_there_is_not_is_not_found(clerk, url):
    assert clerk.get(url).status_code == 404


def test_in_english_papers_and_what_they_lack_have_english_names(clerk):
    english = {"HTTP_ACCEPT_LANGUAGE": "en"}
    clerk.cookies["django_language"] = "en"
    main = page.main(clerk.get(CASE, **english)).text
    assert "6-KNĐ: Resolution of the cell to propose admission" in main
    assert "Nghị quyết" not in main


def test_the_page_of_papers_asks_the_same_queries_however_many_were_made(clerk):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            clerk.get(CASE)
        return len(queries)

    made(clerk, "5-knd", "23/6/2025")
    clerk.get(CASE)
    before = asked()
    for on in ("24/6/2025", "25/6/2025", "26/6/2025"):
        made(clerk, "5-knd", on)
    assert asked() == before
