"""The papers from the ceremony to the recognition, made of what the register knows of two people."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taonguon.forms import filling, loading, pdf, word
from taonguon.papers.values import subjects
from tests import cast
from tests.forms import people, probationers
from tests.forms.reading import bare, of_pdf, of_word, text, words

DAY = probationers.DAY
TYPED = {"signer.post": "BÍ THƯ", "signer.name": "Trần Văn Ân"}
BOTH = (
    "10-KNĐ", "11-KNĐ", "12-KNĐ", "13-KNĐ", "16-KNĐ", "1-HSĐV", "2-HSĐV", "phieu-bieu-quyet",
    "bien-ban-kiem-phieu", "trich-luc", "thong-bao-ket-qua",
)  # fmt: skip
BELOW_A_BASE = ("14-KNĐ", "15-KNĐ")
UNSEEN = {"12-KNĐ", "14-KNĐ", "15-KNĐ", "16-KNĐ", "1-TĐV"}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Return the values of both people on the day, as the register tells them."""
    with django_db_blocker.unblock(), cast.taken_back():
        both = probationers.register()
        return {
            "woman": subjects.of_case(both.woman, DAY) | TYPED,
            "young": subjects.of_case(both.young, DAY) | TYPED | {"recognition.on": DAY},
        }


def paper(code, values):
    return filling.fill(loading.shipped()[code], values, on=DAY)


CASES = [(code, who) for code in BOTH for who in ("woman", "young")]
CASES += [(code, "young") for code in BELOW_A_BASE]


@pytest.mark.parametrize(("code", "who"), CASES)
def test_each_paper_stands_whole_in_word_and_pdf(told, code, who):
    made = paper(code, told[who])
    as_word, as_pdf = bare(of_word(word.render(made))), bare(of_pdf(pdf.render([made])))
    assert len(words(made)) > 5
    for one in words(made):
        assert bare(one) in as_word, one
        assert bare(one) in as_pdf, one
        assert not {"{", "}"} & set(one)


@pytest.mark.parametrize("code", sorted({*BOTH, *BELOW_A_BASE, "1-TĐV"}))
def test_only_forms_never_seen_are_marked_as_drafts(code):
    form = loading.shipped()[code]
    assert form.draft == (code in UNSEEN)


def test_the_self_review_tells_who_where_and_since_when(told):
    said = text(paper("10-KNĐ", told["woman"]))
    for part in (
        "Mẫu 10-KNĐ", "BẢN TỰ KIỂM ĐIỂM", "Chi ủy Chi bộ xóm 6", "Đảng ủy xã Khánh Nhạc",
        "PHẠM THỊ NHÀI, sinh ngày 02/7/1988", "ngày 20/10/2025, tại Chi bộ xóm 6",
        "tính từ ngày 20/10/2025, hết thời gian dự bị ngày 20/10/2026", "NGƯỜI TỰ KIỂM ĐIỂM",
        "Khánh Nhạc, ngày 20 tháng 10 năm 2026",
    ):  # fmt: skip
        assert part in said


def test_labels_come_in_the_order_of_the_form(told):
    said = text(paper("10-KNĐ", told["woman"]))
    labels = (
        "Chi ủy", "Tôi là", "Quê quán", "Nơi thường trú, tạm trú", "Được kết nạp vào Đảng",
        "Cơ quan, đơn vị công tác", "Đang sinh hoạt tại", "Ưu điểm", "Khuyết điểm\n",
        "Biện pháp khắc phục", "đề nghị công nhận tôi", "NGƯỜI TỰ KIỂM ĐIỂM",
    )  # fmt: skip
    places = [said.index(label) for label in labels]
    assert places == sorted(places)


def test_nothing_is_said_of_strengths_and_faults(told):
    made = paper("11-KNĐ", told["young"])
    by_hand = [block for block in made.blocks if block["kind"] == "lines"]
    assert [block["label"].split(" (")[0] for block in by_hand] == ["Ưu điểm", "Khuyết điểm"]


def test_the_remarks_are_those_of_the_helper_named_at_the_ceremony(told):
    said = text(paper("11-KNĐ", told["young"]))
    for part in (
        people.WORKERS[1].upper(), "19/5/2010", "19/5/2009", "04/3/1970",
        "Ngày 20/10/2025, tôi được Chi bộ phân công", "đảng viên dự bị Trần Minh Khang",
        "ĐẢNG VIÊN\nĐƯỢC PHÂN CÔNG GIÚP ĐỠ",
    ):  # fmt: skip
        assert part in said


def test_a_paper_not_written_yet_leaves_its_day_to_the_hand(told):
    values = {key: one for key, one in told["woman"].items() if key != "self_review.on"}
    said = text(paper("10-KNĐ", values))
    assert "Khánh Nhạc, ngày … tháng … năm …" in said
    assert "ngày 20 tháng 10 năm 2026" not in said


def test_the_cells_resolution_says_who_voted_and_exact_shares(told):
    said = text(paper("13-KNĐ", told["woman"]))
    for part in (
        "Căn cứ Điều 5 Điều lệ Đảng Cộng sản Việt Nam.", "Ngày 02/11/2026, Chi bộ xóm 6",
        "được kết nạp vào Đảng ngày 20/10/2025", "09 chính thức", "08 chính thức", "01 chính thức",
        people.NEIGHBOURS[2],
        "07 đồng chí (đạt 87,5%); số không tán thành: 01 đồng chí (chiếm 12,5%), so với 08",
        "Có 01 đảng viên chính thức không tính", "kể từ ngày 20/10/2026", "T/M CHI BỘ",
        "Đảng ủy xã Khánh Nhạc (để báo cáo),", "Lưu Chi bộ.",
    ):  # fmt: skip
        assert part in said
    assert "không ban hành" not in said


def test_a_failed_vote_proposes_nothing(told):
    failed = told["woman"] | {"recognition_vote.passed": False}
    said = text(paper("13-KNĐ", failed))
    assert (
        "không ban hành nghị quyết này" in filling.stopped(loading.shipped()["13-KNĐ"], failed).vi
    )
    assert "xét, quyết định công nhận" not in said


def test_who_was_admitted_anew_is_said_to_be(told):
    said = text(paper("13-KNĐ", told["woman"] | {"probation.readmitted": True}))
    assert "được kết nạp lại vào Đảng ngày 20/10/2025" in said


def test_section_and_base_report_on_the_cells_resolution(told):
    section, base = (text(paper(code, told["young"])) for code in BELOW_A_BASE)
    assert "ĐẢNG ỦY BỘ PHẬN XƯỞNG 2" in section
    assert "Nghị quyết số 09-NQ/CB, ngày 02/11/2026 của Chi bộ Chuyền 3" in section
    assert "T/M ĐẢNG ỦY BỘ PHẬN" in section
    assert "05 đồng chí (đạt 71,43%); không tán thành: 02 đồng chí (chiếm 28,57%)" in base
    assert "Ban Thường vụ Đảng ủy xã Khánh Nhạc" in base


def test_the_decision_counts_from_the_end_of_probation_not_from_the_vote(told):
    woman, young = (text(paper("16-KNĐ", told[who])) for who in ("woman", "young"))
    assert "là đảng viên chính thức kể từ ngày 20/10/2026" in woman
    assert "Nghị quyết số 27-NQ/CB, ngày 02/11/2026 của Chi bộ xóm 6" in woman
    assert "11-NQ/ĐU, ngày 09/11/2026 của Đảng ủy Công ty May Hồng Ngọc" in young
    assert "T/M BAN THƯỜNG VỤ" in woman
    assert "Đảng ủy Công ty" not in woman


def test_the_member_sheet_begins_with_the_organisations(told):
    said = text(paper("2-HSĐV", told["young"]))
    levels = (
        "Đảng bộ tỉnh Ninh Bình", "Đảng bộ xã Khánh Nhạc", "Đảng ủy Công ty May Hồng Ngọc",
        "Đảng ủy bộ phận Xưởng 2", "Chi bộ Chuyền 3",
    )  # fmt: skip
    places = [said.index(level) for level in levels]
    assert places == sorted(places)
    labels = [said.index(f"{number}. ") for number in range(1, 31)]
    assert labels == sorted(labels)
    assert people.WORKERS[1] in said


def test_a_data_sheet_says_that_it_is_a_guide_and_numbers_its_items(told):
    said = text(paper("1-HSĐV", told["woman"]))
    assert "Hướng dẫn viết Mẫu 1-HSĐV" in said
    labels = [said.index(f"{number}. ") for number in range(1, 23)]
    assert labels == sorted(labels)
    assert "01/10/2025" in said
    assert "20/10/2025, Chi bộ xóm 6" in said


def test_a_paper_before_its_facts_names_what_is_missing(told):
    before = {key: one for key, one in told["woman"].items() if not key.startswith("recognition")}
    with pytest.raises(filling.Missing) as refused:
        paper("13-KNĐ", before)
    assert "recognition_vote.favour" in refused.value.keys
    assert "person.name" not in refused.value.keys


def test_of_an_earlier_day_papers_tell_what_was_known_then():
    both = people.register()
    values = subjects.of_case(both.woman, date(2025, 10, 5))
    assert "ceremony.on" not in values
    assert "probation.ends" not in values
    assert values["ballot.admission"] is True
    assert values["result.admitted"] is True


def test_a_proposal_to_delete_is_the_cells_resolution():
    both = people.register()
    probationers.onward(both.woman, people.NEIGHBOURS[0])
    probationers.step(both.woman, "deletion_proposed", "2026-11-02")
    values = subjects.of_case(probationers.again(both.woman), DAY) | TYPED
    said = text(paper("de-nghi-xoa-ten", values))
    assert "Ngày 02/11/2026, Chi bộ xóm 6 đã họp để xét tư cách của đảng viên dự bị" in said
    assert "hết thời gian dự bị ngày 20/10/2026" in said


def test_a_case_further_on_costs_no_more_queries_than_a_few():
    both = people.register()
    with CaptureQueriesContext(connection) as before:
        subjects.of_case(both.woman, DAY)
    probationers.onward(both.woman, people.NEIGHBOURS[0])
    with CaptureQueriesContext(connection) as after:
        subjects.of_case(probationers.again(both.woman), DAY)
    assert len(after) <= len(before) + 3
