"""Papers in bulk: all of one case with an index, a meeting's ballots, certificates, the month's sheets."""

import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from taonguon.classes.models import Certificate, StudyClass
from taonguon.documents import batches
from taonguon.documents.actions import bulk as making
from taonguon.documents.actions import keeping
from taonguon.documents.models import CANCELLED, DONE, FAILED, WORKING, Batch, Document
from taonguon.organisations.models import Organisation
from taonguon.papers import bulk
from taonguon.people.models import Person
from tests import cast
from tests.forms import people, preparing
from tests.pages import page

pytestmark = pytest.mark.django_db

BALLOTS = reverse("ballots", args=[people.XOM_6])
BOUND = reverse("papers_bulk", args=["case", people.WOMAN])
MONTH = reverse("month_papers", args=[people.COMMUNE])
VOTE = {"on": "25/11/2026", "people": [preparing.HANH], "copies": "3", "wanted": "pdf"}


def paper(client, key, on, person=people.WOMAN, **typed):
    url = reverse("paper", args=["case", person, key])
    assert client.post(url, {"on": on, **typed}).status_code == 302
    return Document.objects.latest("pk")


def asked(client, url, **told):
    """Ask for papers in bulk; return the batch, which is made at once in tests."""
    answer = client.post(url, told)
    batch = Batch.objects.latest("pk")
    assert answer["Location"] == reverse("batch", args=[batch.pk])
    return batch


def leaves(batch):
    return [leaf.extract_text() for leaf in PdfReader(batches.file(batch)).pages]


def failed(batch):
    return {one["name"]: one["why"] for one in batch.failures}


def test_all_papers_of_a_case_are_bound_in_the_order_of_their_forms_after_an_index(clerk):
    paper(clerk, "9-knd", "1/10/2025")
    paper(clerk, "6-knd", "21/8/2025", number="19")
    paper(clerk, "3-knd", "12/6/2025", row=1)
    batch = asked(clerk, BOUND, wanted="zip-pdf")
    assert (batch.state, batch.made) == (DONE, 4)
    with zipfile.ZipFile(batches.file(batch)) as archive:
        names = [name.partition("-")[2] for name in archive.namelist()]
    assert names == [
        "muc-luc-giay-to-cua-ho-so.pdf", "3-knd.pdf", "6-knd-19-nq-cb.pdf", "9-knd-01-qd-du.pdf",
    ]  # fmt: skip


def test_the_index_lists_the_numbers_of_what_is_bound(clerk):
    paper(clerk, "6-knd", "21/8/2025", number="19")
    paper(clerk, "9-knd", "1/10/2025")
    index = leaves(asked(clerk, BOUND, wanted="pdf"))[0]
    assert "MỤC LỤC" in index.upper()
    assert "19-NQ/CB" in index
    assert "01-QĐ/ĐU" in index


def test_what_is_not_made_is_listed_with_the_reason(clerk):
    paper(clerk, "6-knd", "21/8/2025")
    why = failed(asked(clerk, BOUND, wanted="pdf"))
    assert why["9-KNĐ"] == "Chưa lập: mở trang giấy tờ của hồ sơ để lập."
    assert why["cong-van-don-doc"] == "Chưa có việc nào để lập giấy này."
    union = "Công đoàn cấp trên, Tên công đoàn cơ sở"
    assert why["4a-KNĐ"] == f"Chưa lập được, còn thiếu: {union}."
    assert "6-KNĐ" not in why
    assert "muc-luc-giay-to" not in why


def test_the_reasons_stand_on_the_page_of_the_batch(clerk):
    paper(clerk, "6-knd", "21/8/2025")
    answer = clerk.post(BOUND, {"wanted": "pdf"}, follow=True)
    assert "Chưa có việc nào để lập giấy này." in page.main(answer).text
    assert page.main(answer).one("h1").text == "Giấy tờ của Phạm Thị Nhài"


def test_a_cancelled_paper_is_neither_bound_nor_in_the_index(clerk):
    kept = paper(clerk, "6-knd", "21/8/2025")
    wrong = paper(clerk, "9-knd", "1/10/2025")
    keeping.cancel(document=wrong, why="ghi nhầm ngày", by=None, at=people.NOW)
    batch = asked(clerk, BOUND, wanted="pdf")
    assert batch.made == 2
    assert wrong.printed not in "".join(leaves(batch))
    assert kept.printed in "".join(leaves(batch))


def test_a_paper_is_bound_as_it_was_made_whatever_the_facts_say_now(clerk):
    paper(clerk, "6-knd", "21/8/2025")
    renamed = cast.description(people.WOMAN, "2025-01-11", name="Phạm Thị Hoa Mai")
    cast.record([renamed])
    bound = "".join(leaves(asked(clerk, BOUND, wanted="pdf"))[1:])
    assert "Phạm Thị Nhài" in bound
    assert "Hoa Mai" not in bound


def test_a_case_that_is_in_the_register_no_more_says_so(clerk):
    batch = asked(clerk, BOUND, wanted="pdf")
    batch.arguments = {"subject": "case", "pk": 999}
    batch.save()
    again = making.begin_again(batch=batch, by=None, at=people.NOW)
    making.make(batch=again, at=people.NOW, clock=lambda: people.NOW, tell=lambda *_: None)
    again.refresh_from_db()
    assert (again.state, failed(again)) == (FAILED, {"": "Hồ sơ này không còn trong sổ."})


@pytest.mark.parametrize(
    ("wanted", "kept"), [("zip-both", "zip-both"), ("exe", "pdf"), ("", "pdf")]
)
def test_only_known_kinds_of_file_are_made(clerk, wanted, kept):
    paper(clerk, "6-knd", "21/8/2025")
    assert asked(clerk, BOUND, wanted=wanted).wanted == kept


def test_each_voter_has_a_ballot_for_each_person_voted_on(clerk):
    batch = asked(clerk, BALLOTS, **VOTE | {"people": [preparing.HANH, 441], "copies": "2"})
    assert (batch.state, batch.made, batch.failures) == (DONE, 4, [])
    bound = leaves(batch)
    assert [name for leaf in bound for name in ("BÙI THỊ HẠNH", "CAO THỊ QUẾ") if name in leaf] == [
        "BÙI THỊ HẠNH", "BÙI THỊ HẠNH", "CAO THỊ QUẾ", "CAO THỊ QUẾ",
    ]  # fmt: skip


def test_ballots_are_of_the_day_of_the_meeting_and_ask_for_what_is_voted_on(clerk):
    early = leaves(asked(clerk, BALLOTS, **VOTE | {"copies": "1"}))[0]
    assert "đề nghị kết nạp đảng viên" in early
    assert "ngày 25 tháng 11 năm 2026" in early
    later = leaves(asked(clerk, BALLOTS, **VOTE | {"people": [441], "copies": "1"}))[0]
    assert "đề nghị công nhận đảng viên chính thức" in later


def test_one_who_left_the_register_since_costs_the_others_no_ballot(clerk):
    batch = asked(clerk, BALLOTS, **VOTE | {"copies": "2"})
    batch.arguments = batch.arguments | {"people": [999, preparing.HANH]}
    batch.save()
    items = batches.KINDS[bulk.BALLOTS].plan(batch, people.NOW)
    assert [item.name for item in items] == ["999", "Bùi Thị Hạnh 1", "Bùi Thị Hạnh 2"]
    with pytest.raises(bulk.Refused, match="không còn trong sổ"):
        items[0].make()


def test_too_many_ballots_are_refused_with_how_many_there_may_be(clerk, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 5)
    chosen = {"people": [preparing.HANH, 441], "copies": "3"}
    batch = asked(clerk, BALLOTS, **VOTE | chosen)
    (why,) = failed(batch).values()
    assert why == "Một lần in nhiều nhất 5 tờ, đang xin 6: bớt người hoặc bớt số phiếu."
    assert asked(clerk, BALLOTS, **VOTE | {"copies": "5"}).made == 5


def test_the_page_offers_who_is_not_official_yet_and_a_ballot_for_each_official_member(clerk):
    main = page.main(clerk.get(BALLOTS))
    offered = [int(one["value"]) for one in main.all("input", name="people")]
    assert offered == [preparing.HANH, preparing.LONG, 441]
    assert page.typed(clerk.get(BALLOTS))["copies"] == "10"
    assert page.typed(clerk.get(BALLOTS))["on"] == "23/11/2026"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"people": []}, "Hãy chọn ít nhất một người."),
        ({"people": [people.NEIGHBOURS[0]]}, "lựa chọn"),
        ({"people": [people.YOUNG]}, "lựa chọn"),
        ({"copies": ""}, "Hãy ghi số phiếu, ví dụ 15."),
        ({"copies": "chín"}, "Số phiếu ghi bằng chữ số, ví dụ 15."),
        ({"copies": "0"}, "Ít nhất 1 phiếu."),
        ({"copies": "301"}, "Nhiều nhất 300 phiếu cho một người."),
        ({"on": "31/11/2026"}, "ngày"),
    ],
    ids=str,
)
def test_bad_input_for_ballots_is_said_in_one_sentence_and_nothing_begins(clerk, changed, words):
    (said,) = page.errors(clerk.post(BALLOTS, VOTE | changed))
    assert words in said
    assert not Batch.objects.exists()


def test_a_cell_without_anybody_to_vote_on_has_no_ballots(clerk):
    Person.objects.filter(cell=people.LINE_3).exclude(standing="official").update(standing="")
    answer = clerk.get(reverse("ballots", args=[people.LINE_3]))
    assert "Chi bộ không có ai đang chờ biểu quyết" in page.main(answer).text
    assert page.main(answer).all("form") == []


@pytest.mark.parametrize(
    ("role", "status"), [("other", 404), ("superior", 403), ("secretary", 200)]
)
def test_ballots_are_made_by_who_sees_the_people_of_the_cell(signed_in, role, status):
    assert signed_in(role).get(BALLOTS).status_code == status


def test_a_committee_has_no_ballots_of_a_cell(clerk):
    assert clerk.get(reverse("ballots", args=[people.COMMUNE])).status_code == 404


def test_the_certificates_of_a_class_are_bound_with_their_numbers(clerk):
    one = StudyClass.objects.get()
    batch = asked(clerk, reverse("class_papers", args=[one.pk]), wanted="pdf")
    assert (batch.made, batch.failures) == (1, [])
    assert "103/GCN-TTCT" in leaves(batch)[0]
    assert "PHẠM THỊ NHÀI" in leaves(batch)[0]


def test_a_class_that_gave_none_yet_has_nothing_to_bind(clerk):
    Certificate.objects.all().delete()
    one = StudyClass.objects.get()
    batch = asked(clerk, reverse("class_papers", args=[one.pk]), wanted="pdf")
    assert (batch.state, batch.made) == (FAILED, 0)


def test_certificates_are_bound_by_who_runs_classes(signed_in):
    url = reverse("class_papers", args=[StudyClass.objects.get().pk])
    assert signed_in("secretary").post(url).status_code == 403
    assert signed_in("office").get(url).status_code == 405


def test_the_month_has_a_sheet_of_each_cell_in_the_order_of_the_tree(clerk):
    batch = asked(clerk, MONTH, wanted="zip-pdf")
    assert batch.title == "Phiếu tháng 11/2026, Đảng bộ xã Khánh Nhạc"
    with zipfile.ZipFile(batches.file(batch)) as archive:
        assert archive.namelist() == ["01-chi-bo-xom-6.pdf", "02-chi-bo-chuyen-3.pdf"]


def test_a_secretary_has_the_sheet_of_the_own_cell_alone(signed_in):
    client = signed_in("secretary")
    assert client.post(MONTH).status_code == 404
    batch = asked(client, reverse("month_papers", args=[people.XOM_6]), wanted="pdf")
    assert [item.name for item in plan(batch)] == ["Chi bộ xóm 6"]


def plan(batch):
    return batches.KINDS[batch.kind].plan(batch, people.NOW)


def test_a_cell_that_ended_has_no_sheet(clerk):
    batch = asked(clerk, MONTH)
    Organisation.objects.filter(pk=people.LINE_3).update(ended_on="2026-11-01")
    assert [item.name for item in plan(batch)] == ["Chi bộ xóm 6"]


def test_the_sheets_of_the_month_take_as_many_queries_for_many_cells_as_for_two(clerk):
    batch = asked(clerk, MONTH)

    def queries():
        with CaptureQueriesContext(connection) as told:
            for item in plan(batch):
                item.make()
        return len(told), len(plan(batch))

    before, cells = queries()
    for number in range(700, 710):
        more = {"name": f"Chi bộ xóm {number}", "kind": "cell", "parent": people.COMMUNE}
        cast.record([cast.founding(number, **more)])
        preparing.introduced(number, f"Người {number}", "2000-02-02", cell=number)
    assert queries() == (before, cells + 10)


def test_interrupted_and_made_again_the_papers_are_the_same_and_no_number_is_taken(clerk):
    paper(clerk, "6-knd", "21/8/2025")
    batch = asked(clerk, BOUND, wanted="pdf")
    first = leaves(batch)
    batches.file(batch).unlink()
    Batch.objects.filter(pk=batch.pk).update(state=WORKING, ended_at=None, expires_at=None)
    assert "Làm lại" in page.main(clerk.get(reverse("batch", args=[batch.pk]))).text
    clerk.post(reverse("batch_again", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, leaves(batch)) == (DONE, first)
    assert Document.objects.count() == 1


def test_stopped_half_way_nothing_is_left_and_it_can_be_made_again(clerk):
    batch = asked(clerk, MONTH, wanted="pdf")
    again = making.begin_again(batch=batch, by=None, at=people.NOW)

    def stop(*_):
        making.stop_batch(batch=again, by=None, at=people.NOW)

    making.make(batch=again, at=people.NOW, clock=lambda: people.NOW, tell=stop)
    again.refresh_from_db()
    assert again.state == CANCELLED
    clerk.post(reverse("batch_again", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, batch.made) == (DONE, 2)
