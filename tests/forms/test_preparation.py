"""The papers of the preparation and of a cell: what they say, of whom, and what they never say."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.core.organisation import FOUND
from taonguon.core.rulebook import UNVERIFIED
from taonguon.forms import filling, loading
from taonguon.meetings.resolving import Resolved
from taonguon.papers import book
from taonguon.papers.values import applicants, cells, meetings, subjects
from taonguon.people import actions as noting
from taonguon.rules import notice
from taonguon.rules.unlisting import reasons
from tests import cast
from tests.forms import people, preparing, printed
from tests.forms.preparing import HANH, LONG_NAME, NOW

FORMS = loading.shipped()
ON = date(2026, 11, 23)
NATIONAL = (
    "nq-cam-tinh-dang", "nq-de-nghi-hoc-lop", "nq-de-nghi-lam-ho-so", "nq-cho-phep-lam-ho-so",
    "tb-ket-qua-ra-soat", "phieu-thang", "diem-danh-chi-bo", "thong-bao-thu-thap-du-lieu",
    "giay-chung-nhan-dang-duoc-giup-do",
)  # fmt: skip
NHAI = "Phạm Thị Nhài"  # the worked woman of xóm 6, on its list since 2025
HA_NOI = ("1A-TN", "1B-TN", "2-TN", "3A-TN", "3B-TN", "4A-TN", "4B-TN", "5-TN", "6-TN")


@pytest.fixture
def told(db):
    return preparing.register()


def paper(code, values, on=ON):
    return filling.fill(FORMS[code], values, on=on)


def sheet_of(name, cell, on):
    """Return the line of somebody on a cell's sheet."""
    return next(one for one in cells.of_cell(cell, on)["month.people"] if one["name"] == name)


def row_of(code, values, number=0):
    """Return the values with one row of the list a form goes by."""
    return {**values, "item": {"no": number + 1, **values[FORMS[code].per][number]}}


# The cell's resolutions


def test_the_resolution_tells_who_is_on_the_list_and_who_helps(told):
    values = meetings.of_meeting(preparing.listed(told))
    made = paper("nq-cam-tinh-dang", values)
    text = printed.said(made)
    assert "ĐẢNG BỘ XÃ KHÁNH NHẠC CHI BỘ XÓM 6 ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Hội nghị Chi bộ xóm 6 họp ngày 05 tháng 10 năm 2026 đã rà soát" in text
    assert "Tổng số đảng viên chính thức của chi bộ 09 đồng chí" in text
    assert printed.rows(made, "Tổ chức giới thiệu") == [
        ["1", "Bùi Thị Hạnh", "19/5/1999", "Giáo viên", "Hội Phụ nữ xóm 6"],
        ["2", LONG_NAME, "1998", "Giáo viên", "Đoàn xã"],
    ]
    assert printed.rows(made, "Đảng viên được phân công") == [
        ["1", "Bùi Thị Hạnh", "19/5/1999", "Trần Văn Ân", "19/5/2010"]
    ]
    assert "danh sách cảm tình Đảng của chi bộ có 03 người" in text
    assert printed.rows(made, "Vào danh sách từ")[1] == ["2", LONG_NAME, "1998", "05/10/2026", ""]


def test_the_list_after_a_later_meeting_is_without_whoever_was_taken_off(told):
    values = meetings.of_meeting(preparing.asked(told))
    made = paper("nq-cam-tinh-dang", values)
    assert printed.rows(made, "Lý do") == [["1", LONG_NAME, "1998", "lâu không tham gia hoạt động"]]
    names = [row[1] for row in printed.rows(made, "Vào danh sách từ")]
    assert names == ["Bùi Thị Hạnh", "Phạm Thị Nhài"]
    assert "Đưa vào danh sách cảm tình Đảng:" not in printed.said(made)


def test_an_empty_list_is_said_in_words(told):
    values = meetings.of_meeting(preparing.hold())
    assert [row["name"] for row in values.pop("meeting.list")] == ["Phạm Thị Nhài"]
    made = paper("nq-cam-tinh-dang", values)
    assert "danh sách cảm tình Đảng của chi bộ không có ai" in printed.said(made)


def test_the_class_is_proposed_for_those_whom_the_meeting_named(told):
    values = meetings.of_meeting(preparing.listed(told))
    made = paper("nq-de-nghi-hoc-lop", values)
    assert "Đề nghị Đảng ủy xã Khánh Nhạc cử 01 quần chúng" in printed.said(made)
    assert [row[1] for row in printed.rows(made, "Cảm tình Đảng từ")] == ["Bùi Thị Hạnh"]


def test_a_resolution_about_nobody_is_not_made(told):
    values = meetings.of_meeting(preparing.hold())
    lacking = filling.missing(FORMS["nq-de-nghi-hoc-lop"], values, on=ON)
    assert lacking == ("meeting.classed_count",)
    lacking = filling.missing(FORMS["nq-de-nghi-lam-ho-so"], values, on=ON)
    assert lacking == ("meeting.dossier_count",)


def test_the_dossier_is_asked_with_certificate_and_helper(told):
    made = paper("nq-de-nghi-lam-ho-so", meetings.of_meeting(preparing.asked(told)))
    assert printed.rows(made, "Giấy chứng nhận lớp nhận thức") == [
        ["1", "Bùi Thị Hạnh", "19/5/1999", "05/10/2026", "12/GCN-TTCT, 20/10/2026", "Trần Văn Ân"]
    ]


def test_a_corrected_helper_is_printed_as_corrected(told):
    meeting = preparing.listed(told)
    wrong = meetings.Row.objects.get(act=meeting.act, kind="case.helper")
    data = {**wrong.data, "name": "Phạm Thị Bưởi"}
    cast.record([
        cast.fact(
            "case.helper", "2026-10-05", person=HANH, organisation=people.XOM_6, corrects=wrong.pk
        )._replace(data=data),
    ])  # fmt: skip
    values = meetings.of_meeting(meeting)
    assert [row["helper"] for row in values["meeting.helped"]] == ["Phạm Thị Bưởi"]
    assert "meeting.replaced" not in values


def test_another_helper_is_named_beside_the_one_before(told):
    preparing.listed(told)
    meeting = preparing.hold(
        Resolved(person=told.hanh, helper=preparing.helper(told.hanh, 1)),
        month=preparing.NOVEMBER, number="11-NQ/CB",
    )  # fmt: skip
    values = meetings.of_meeting(meeting)
    text = printed.said(paper("3B-TN", row_of("3B-TN", values)))
    assert "Đảng viên đã được phân công Trần Văn Ân, từ ngày 05/10/2026" in text
    assert "Nay phân công đồng chí Phạm Thị Bưởi, chính thức từ ngày 19/5/2010" in text


# The committee


def test_the_committee_permits_by_resolution_and_tells_the_cells(told):
    values = meetings.of_review(preparing.reviewed(told))
    made = paper("nq-cho-phep-lam-ho-so", values)
    text = printed.said(made)
    assert "TỈNH ỦY NINH BÌNH ĐẢNG ỦY XÃ KHÁNH NHẠC" in text
    assert "T/M BAN THƯỜNG VỤ" in text
    assert "K/T" not in text
    assert "Cho 01 quần chúng có tên sau đây được làm hồ sơ" in text
    assert printed.rows(made, "Chi bộ, nghị quyết") == [
        ["1", "Bùi Thị Hạnh", "19/5/1999",
         "Chi bộ xóm 6, Nghị quyết số 11-NQ/CB, ngày 05/11/2026", "Trần Văn Ân"]
    ]  # fmt: skip
    notice_of = paper("tb-ket-qua-ra-soat", values)
    results = {(row[2], row[3]): row[4] for row in printed.rows(notice_of, "Kết quả")}
    assert results["Bùi Thị Hạnh", "Cho làm hồ sơ"] == "Đồng ý"
    assert results[LONG_NAME, "Đưa ra khỏi danh sách"] == "Chưa đồng ý, trả lại chi bộ"
    assert "(Nghị quyết số 21-NQ/ĐU, ngày 20/11/2026)" in printed.said(notice_of)


def test_whoever_is_in_the_register_no_more_is_left_out_of_the_review(told):
    review = preparing.reviewed(told)
    preparing.person(preparing.LONG).delete()
    names = {row["name"] for row in meetings.of_review(review)["review.answers"]}
    assert names == {"Bùi Thị Hạnh"}


def test_meeting_and_review_take_as_many_queries_for_many_people_as_for_one(told):
    preparing.introduced(313, "Đào Văn Một", "2000-01-02")
    first = preparing.hold(Resolved(person=preparing.person(313), listed=True))
    people_of = [told.hanh, told.long]
    second = preparing.hold(
        *(Resolved(person=one, listed=True, classed=True) for one in people_of),
        month=preparing.NOVEMBER, number="11-NQ/CB",
    )  # fmt: skip
    few, many = counted(meetings.of_meeting, first), counted(meetings.of_meeting, second)
    assert many == few
    few = counted(meetings.of_review, preparing.answer(first, approved=True))
    many = counted(meetings.of_review, preparing.answer_later(second))
    assert many == few


def counted(filler, matter):
    """Return how many queries a filler takes for a matter."""
    with CaptureQueriesContext(connection) as asked:
        assert filler(matter)
    return len(asked)


# The monthly sheet and the attendance


def test_the_monthly_sheet_asks_of_each_what_can_be_decided(told):
    preparing.asked(told)
    values = cells.of_cell(told.cell, ON)
    made = paper("phieu-thang", values)
    text = printed.said(made)
    assert "PHIẾU SINH HOẠT CHI BỘ THÁNG 11/2026" in text
    assert "1. Rà soát, biểu quyết lại danh sách cảm tình Đảng: 02 người." in text
    assert "1. Bùi Thị Hạnh, sinh ngày 19/5/1999" in text
    assert "Đổi người giúp đỡ (nay là Trần Văn Ân)" in text
    assert "Hội Phụ nữ xóm 6 giới thiệu ngày 02/9/2026; trong danh sách từ ngày 05/10/2026" in text
    assert "đã đề nghị làm hồ sơ, chờ cấp ủy" in text
    assert "Vận động hai hộ hiến đất (giao 05/11/2026)" in text
    for name in reasons().values():
        assert name.vi in text
    assert LONG_NAME not in text
    assert "Đưa vào danh sách cảm tình Đảng" not in text


def test_the_sheet_asks_to_list_and_to_help_who_was_just_introduced(told):
    values = cells.of_cell(told.cell, ON)
    text = printed.said(paper("phieu-thang", values))
    assert f"2. Xét đưa vào danh sách cảm tình Đảng: Bùi Thị Hạnh, {LONG_NAME}." in text
    assert "Phân công người giúp đỡ" in text
    assert (
        "Trong danh sách cảm tình Đảng 01 người Được giới thiệu, chưa vào danh sách 02 người"
        in text
    )


def test_what_is_open_of_each_is_on_the_agenda(told):
    preparing.listed(told)
    found = [one for one in cells.of_cell(told.cell, ON)["month.people"] if one["name"] != NHAI]
    assert found[0]["may_propose"] is False
    assert found[1]["may_propose"] is True
    assert found[1]["no_helper"] is True
    assert "Phân công đảng viên chính thức giúp đỡ: " + LONG_NAME in str(cells.agenda(found))


def test_what_the_committee_gave_back_stands_on_the_sheet_again(told):
    meeting = preparing.listed(told)
    preparing.answer(meeting, approved=False)
    found = sheet_of("Bùi Thị Hạnh", told.cell, ON)
    assert "Cấp ủy trả lại đề nghị ngày 20/10/2026: cử đi học lớp nhận thức." in found["returned"]
    assert "Xem lại việc cấp ủy đã trả lại: Bùi Thị Hạnh" in str(cells.agenda([found]))
    assert found["may_propose"]


def test_a_certificate_about_to_run_out_is_due(told):
    preparing.listed(told)
    preparing.certify(told.hanh, "2022-01-10")
    found = sheet_of("Bùi Thị Hạnh", told.cell, ON)
    assert found["due"] == "giấy chứng nhận lớp nhận thức có giá trị đến ngày 10/01/2027"
    late = sheet_of("Bùi Thị Hạnh", told.cell, date(2027, 2, 1))
    assert late["due"] == "giấy chứng nhận lớp nhận thức đã hết hạn ngày 10/01/2027"


def test_a_cell_without_prospects_has_lines_for_those_introduced_at_the_meeting(db):
    people.register()
    made = paper("phieu-thang", cells.of_cell(preparing.cell(people.LINE_3), date(2024, 1, 5)))
    assert "Chưa có ai được giới thiệu cho chi bộ." in printed.said(made)
    assert printed.rows(made, "Tổ chức giới thiệu") == [[""] * 5] * 3


def test_all_members_of_the_day_are_called_official_ones_first(told):
    made = paper("diem-danh-chi-bo", cells.of_cell(told.cell, ON))
    names = [row[1] for row in printed.rows(made, "Ký tên")]
    assert names[:9] == list(people.NEIGHBOURS)
    assert names[9:] == ["Cao Thị Quế"]
    assert "Đảng viên dự bị 01 đồng chí" in printed.said(made)


def test_the_sheets_of_28_cells_take_as_many_queries_as_that_of_one(told):
    one = queries(1)
    cast.record([
        cast.fact(FOUND, "2000-01-01", organisation=number, name=f"Chi bộ xóm {number}",
                  kind="cell", parent=people.COMMUNE)
        for number in range(501, 528)
    ])  # fmt: skip
    for number in range(501, 528):
        for nth in (1, 2):
            preparing.introduced(
                1000 * nth + number, f"Trần Thị {number}", "2000-01-02", cell=number
            )
    many = queries(28)
    assert many == one


def queries(count):
    """Return how many queries the sheets of so many cells of the commune take, having made each."""
    wanted = list(preparing.Organisation.objects.filter(kind="cell", pk__gt=500)[: count - 1])
    wanted.append(preparing.cell())
    with CaptureQueriesContext(connection) as asked:
        values = cells.of_cells(wanted, ON)
    assert len(values) == count
    for told in values.values():
        assert told["month.people"]
        assert paper("phieu-thang", told)
    return len(asked)


# Notice, certificate of being helped


def test_the_notice_says_what_the_rules_say_word_for_word(db):
    people.register()
    values = cells.of_cell(preparing.cell(), ON) | applicants.of_notice(ON)
    text = printed.said(paper("thong-bao-thu-thap-du-lieu", values))
    for part in notice.current(ON).parts:
        assert part.heading.vi in text
        assert part.text.vi.partition("{")[0] in text
    assert "Tôi không đồng ý" in text
    assert "{" not in text


def test_before_the_law_there_is_no_notice_to_print(told):
    early = date(2025, 12, 31)
    values = cells.of_cell(told.cell, early) | applicants.of_notice(early)
    lacking = filling.missing(FORMS["thong-bao-thu-thap-du-lieu"], values, on=early)
    assert "notice.version" in lacking


def test_who_moves_takes_along_how_far_they_came_and_no_opinion(told):
    preparing.listed(told)
    noting.note(
        person=HANH, kind="remark", on=date(2026, 11, 6),
        said=(people.XOM_6, {"text": "rất kín đáo", "by": "Trần Văn Ân"}), by=None, at=NOW,
    )  # fmt: skip
    given = {"turn": 1, "state": "left", "number": "03-GCN/CB", "from": people.XOM_6,
             "outside": "Đảng bộ xã Yên Ninh"}  # fmt: skip
    cast.record(
        [cast.fact("handover", "2026-11-20", person=HANH, organisation=people.XOM_6, **given)]
    )
    who = preparing.person(HANH)
    values = subjects.of_case(who, ON) | applicants.of_handover(who, ON)
    text = printed.said(paper("giay-chung-nhan-dang-duoc-giup-do", values))
    assert "Số 03-GCN/CB" in text
    assert "nay chuyển đến Đảng bộ xã Yên Ninh" in text
    assert (
        "Được xét là cảm tình Đảng ngày 05/10/2026, Nghị quyết số 09-NQ/CB của Chi bộ xóm 6" in text
    )
    assert "Đảng viên được phân công giúp đỡ Trần Văn Ân, từ ngày 05/10/2026" in text
    assert "01 nhận xét tháng" in text
    assert "rất kín đáo" not in text
    assert "Được phép làm hồ sơ chưa" in text


def test_nobody_handed_over_has_no_certificate(told):
    values = subjects.of_case(told.hanh, ON) | applicants.of_handover(told.hanh, ON)
    lacking = filling.missing(FORMS["giay-chung-nhan-dang-duoc-giup-do"], values, on=ON)
    assert "handover.receiver" in lacking


# Hà Nội


@pytest.mark.django_db
def test_the_forms_of_ha_noi_are_off_until_the_layer_is_turned_on(settings):
    keys = {FORMS[code].key for code in HA_NOI}
    settings.TAONGUON_LAYERS = []
    assert not keys & set(book.in_use().forms)
    settings.TAONGUON_LAYERS = ["ha-noi"]
    assert keys <= set(book.in_use().forms)


@pytest.mark.parametrize("code", HA_NOI)
def test_a_form_of_ha_noi_is_a_draft_that_cites_its_guidance(code):
    form = FORMS[code]
    assert (form.layer, form.verified, form.draft) == ("ha-noi", UNVERIFIED, True)
    assert form.source.instrument == "02-HD/BTCTU (Hà Nội)"


def test_a_national_form_may_not_cite_the_guidance_of_a_province():
    text = loading.text_of("5-TN")
    with pytest.raises(loading.BadRule, match=r"instruments\.toml"):
        loading.load("5-TN.toml", text)


def test_ha_noi_asks_the_parents_before_a_pupil_is_listed(told):
    values = subjects.of_case(told.hanh, ON)
    text = printed.said(paper("2-TN", values))
    assert "Kính gửi" not in text
    assert "Chi bộ xóm 6" in text
    assert "Của học sinh Bùi Thị Hạnh" in text
    assert "PHỤ HUYNH HỌC SINH" in text


def test_each_resolution_of_ha_noi_is_made_of_the_same_meeting(told):
    values = meetings.of_meeting(preparing.listed(told))
    assert "Đưa vào danh sách cảm tình Đảng" in printed.said(paper("1A-TN", values))
    one = printed.said(paper("1B-TN", row_of("1B-TN", values, 1)))
    assert LONG_NAME in one
    assert "Bùi Thị Hạnh" not in one
    assert "Trần Văn Ân" in printed.said(paper("3A-TN", values))
    assert "cho 01 người có tên sau đây đi học" in printed.said(paper("4A-TN", values))


def test_each_resolution_of_the_committee_of_ha_noi_is_made_of_the_same_review(told):
    preparing_of = preparing.reviewed(told)
    values = meetings.of_review(preparing_of)
    assert "Cử 01 người có tên sau đây" in printed.said(paper("4B-TN", values))
    assert "Bùi Thị Hạnh" in printed.said(paper("6-TN", values))


# Any facts, and both files


@pytest.mark.parametrize("code", [*NATIONAL, *HA_NOI])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_facts_the_paper_says_them_and_nothing_is_left_open(code, data):
    printed.holds(FORMS[code], data.draw(printed.values_for(FORMS[code])), ON)


def test_the_sheet_says_the_same_as_pdf_and_as_word(told):
    preparing.asked(told)
    made = paper("phieu-thang", cells.of_cell(told.cell, ON))
    pdf, word = printed.squeezed(printed.in_pdf(made)), printed.squeezed(printed.in_word(made))
    for block in made.blocks[1:]:
        for text in printed.texts(dict(block)):
            if text not in ("center", "left", "right", "bold"):
                assert printed.squeezed(text) in pdf, text
                assert printed.squeezed(text) in word, text
