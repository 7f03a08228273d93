"""What papers are made of beside a case: a vote, a ceremony, a meeting, a cell, a class, the committee."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taonguon.classes.models import StudyClass
from taonguon.documents.models import Document
from taonguon.forms import vocabulary
from taonguon.meetings.models import Meeting
from taonguon.papers import book, filled, matters
from tests import cast
from tests.forms import people, preparing
from tests.pages import page
from tests.papers.test_pages import tasks

pytestmark = pytest.mark.django_db

TODAY = people.NOW.date()


def october():
    return Meeting.objects.get(month=preparing.OCTOBER.first).pk


def november():
    return Meeting.objects.get(month=preparing.NOVEMBER.first).pk


def the_class():
    return StudyClass.objects.get().pk


SUBJECTS = {
    "case": lambda: people.WOMAN, "vote": lambda: people.WOMAN, "ceremony": lambda: people.WOMAN,
    "meeting": october, "cell": lambda: people.XOM_6, "class": the_class,
    "committee": lambda: people.COMMUNE,
}  # fmt: skip


def find(subject):
    return matters.find(subject, SUBJECTS[subject]())


def values(matter, on=TODAY):
    return filled.values(matter, on, matters.kept(matter), book.in_use())


def listed(client, subject, pk):
    return client.get(reverse("papers", args=[subject, pk]))


def short(titles):
    """Return titles up to their third word, to be told apart."""
    return {" ".join(title.split()[:3]) for title in titles or ()}


@pytest.mark.parametrize(
    ("subject", "pk", "ready", "waiting"),
    [
        ("vote", lambda: people.WOMAN, {"Biên bản họp"}, set()),
        ("ceremony", lambda: people.WOMAN, {"Giấy mời dự", "Chương trình lễ", "Biên bản lễ"}, set()),
        ("meeting", october, {"Nghị quyết về", "Nghị quyết đề"}, {"Nghị quyết đề"}),
        ("cell", lambda: people.XOM_6,
         {"Phiếu sinh hoạt", "Danh sách điểm", "Thông báo khi"}, set()),
        ("class", the_class, {"Danh sách học"},
         {"Danh sách điểm", "CN-ĐVM: Giấy chứng", "Giấy chứng nhận"}),
        ("committee", lambda: people.COMMUNE,
         {"Nghị quyết cho", "Thông báo kết", "Tờ trình xét", "Danh sách đề", "1-TĐV: Danh sách"}, set()),
    ],
)  # fmt: skip
def test_each_subject_offers_its_own_papers(clerk, subject, pk, ready, waiting):
    answer = listed(clerk, subject, pk())
    assert short(tasks(answer, "Lập được ngay")) == ready
    assert short(tasks(answer, "Chưa lập được")) == waiting


def test_a_meeting_proposes_only_what_it_resolved(clerk):
    (lacking,) = tasks(listed(clerk, "meeting", october()), "Chưa lập được")
    assert lacking == "Nghị quyết đề nghị cho làm hồ sơ kết nạp"
    (lacking,) = tasks(listed(clerk, "meeting", november()), "Chưa lập được")
    assert lacking == "Nghị quyết đề nghị cử đi học lớp bồi dưỡng nhận thức về Đảng"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_whatever_a_subject_tells_has_a_name_that_forms_may_ask_for(autumn, db, subject):
    known = vocabulary.shipped()
    told = set(values(find(subject))) - {"class.awareness_certificates"}  # papers of each case
    told = {key for key in told if not key.startswith(("ballot.", "result."))}
    assert [key for key in told if not known.has(key)] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_matter_is_found_with_its_page_and_the_bodies_above_it(clerk, subject):
    matter = find(subject)
    assert (matter.subject, matter.above["commune"]) == (subject, people.COMMUNE)
    assert clerk.get(matter.url).status_code == 200


@pytest.mark.parametrize(
    ("person", "issuer", "body"),
    [
        (people.WOMAN, "cell", people.XOM_6),
        (people.WOMAN, "person", people.XOM_6),
        (people.WOMAN, "standing", people.COMMUNE),
        (people.YOUNG, "section", people.SECTION),
        (people.YOUNG, "base", people.COMPANY),
        (people.YOUNG, "centre", people.COMMUNE),
    ],
)
def test_the_nearest_body_of_the_right_kind_issues(autumn, db, person, issuer, body):
    assert matters.case(person).issuing(issuer) == body


def test_where_no_such_body_stands_above_nothing_is_issued(autumn, db):
    with pytest.raises(LookupError, match="base"):
        matters.case(people.WOMAN).issuing("base")


def test_a_class_and_a_committee_issue_as_the_commune_they_lie_in(autumn, db):
    assert find("class").issuing("sheet") == people.COMMUNE
    assert find("committee").issuing("board") == people.COMMUNE
    assert find("class").cell is None


def make(client, subject, key, on):
    url = reverse("paper", args=[subject, SUBJECTS[subject](), key])
    offered = {key: said for key, said in page.typed(client.get(url)).items() if said}
    answer = client.post(url, offered | {"on": on, "ceremony.held_on": "20/10/2025"})
    assert answer.status_code == 302, page.main(answer).text
    return Document.objects.latest("pk")


@pytest.mark.parametrize(
    ("subject", "key", "on", "printed", "body"),
    [
        ("vote", "bien-ban-hop-chi-bo", "2/11/2026", "01-BB/CB", people.XOM_6),
        ("ceremony", "bien-ban-le-ket-nap", "20/10/2025", "01-BB/CB", people.XOM_6),
        ("ceremony", "giay-moi", "15/10/2025", "", people.XOM_6),
        ("meeting", "nq-cam-tinh-dang", "5/10/2026", "09-NQ/CB", people.XOM_6),
        ("cell", "phieu-thang", "23/11/2026", "", people.XOM_6),
        ("class", "danh-sach-lop", "14/3/2025", "", people.COMMUNE),
        ("committee", "to-trinh", "20/11/2026", "01-TTr/BXDĐ", people.COMMUNE),
        ("committee", "nq-cho-phep-lam-ho-so", "20/11/2026", "21-NQ/ĐU", people.COMMUNE),
    ],
)
def test_each_is_made_numbered_and_kept_as_of_its_matter(clerk, subject, key, on, printed, body):
    document = make(clerk, subject, key, on)
    assert (document.printed, document.organisation) == (printed, body)
    assert matters.kept(find(subject)) == [document]
    others = [other for other in SUBJECTS if other != subject]
    assert not [document for other in others for document in matters.kept(find(other))]


def test_the_number_of_the_meetings_resolution_is_that_recorded_with_the_meeting(clerk):
    make(clerk, "meeting", "nq-cam-tinh-dang", "5/10/2026")
    assert values(find("meeting"))["meeting.number"] == "09-NQ/CB"


def test_what_a_kept_paper_would_say_today_is_asked_of_its_own_matter(clerk):
    document = make(clerk, "cell", "phieu-thang", "23/11/2026")
    assert filled.present(document)["month.official"] == 10
    document.values = document.values | {matters.SUBJECT: "cell:999"}
    assert filled.present(document) is None
    document.values = {}
    assert filled.present(document) is None


def test_the_row_of_a_kept_paper_is_compared_with_the_same_row_of_today(clerk):
    url = reverse("paper", args=["case", people.WOMAN, "3-knd"])
    clerk.post(url, {"on": "12/6/2025", "row": "1 Phạm Thị Bưởi (12/6/2025)"})
    document = Document.objects.get()
    assert filled.present(document)["item"]["name"] == "Phạm Thị Bưởi"
    document.values["item"]["no"] = 9
    assert filled.present(document)["item"] is None


def test_who_moved_is_told_of_the_cell_of_the_papers_day_and_papers_are_the_new_cells(autumn, db):
    cast.record([cast.fact("move", "2026-11-10", person=people.YOUNG, organisation=people.XOM_6)])
    young = matters.case(people.YOUNG)
    assert values(young, date(2026, 11, 9))["cell.name"] == "Chi bộ Chuyền 3"
    assert values(young, date(2026, 11, 10))["cell.name"] == "Chi bộ xóm 6"
    assert young.issuing("cell") == people.XOM_6


def test_a_committee_without_a_review_lists_and_answers_nothing(autumn, db):
    told = values(find("committee"), date(2026, 11, 19))
    assert "review.on" not in told
    assert values(find("committee"), date(2026, 11, 20))["review.on"] == date(2026, 11, 20)


def test_the_papers_of_a_vote_are_those_of_the_last_meeting_that_voted(autumn, db):
    vote = find("vote")
    assert values(vote, date(2025, 9, 1))["vote_meeting.on"] == date(2025, 8, 21)
    assert values(vote)["vote_meeting.on"] == date(2026, 11, 2)
    assert "vote_meeting.on" not in values(vote, date(2025, 8, 20))


@pytest.mark.parametrize("subject", ["cell", "committee", "vote", "ceremony"])
def test_a_list_of_papers_asks_the_same_queries_however_many_people_there_are(clerk, subject):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert listed(clerk, subject, SUBJECTS[subject]()).status_code == 200
        return len(queries)

    asked()
    before = asked()
    for number in range(600, 605):
        preparing.introduced(number, f"Lê Văn {number}", "2001-01-01")
    assert asked() <= before
