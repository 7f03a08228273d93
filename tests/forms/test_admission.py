"""The papers of admission of two worked people: every word, on paper, as PDF and as Word."""

import os
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from taonguon.forms import filling, loading
from tests.forms import texts
from tests.forms.conftest import DAY

pytestmark = pytest.mark.django_db  # the values come from the register
KEPT = Path(__file__).parent / "words"
FORMS = (
    "CN-NTVĐ", "CN-NTVĐ cấp ủy", "1-KNĐ", "2-KNĐ", "cong-van-tham-tra", "cong-van-don-doc", "3-KNĐ",
    "4-KNĐ", "4a-KNĐ", "5-KNĐ", "6-KNĐ", "7-KNĐ", "8-KNĐ", "9-KNĐ",
)  # fmt: skip
# What is not made for one of them, for the register does not know what it needs.
WANTING = {
    ("woman", "7-KNĐ"): {"section.name", "section.superior"},
    ("woman", "8-KNĐ"): {"base.name", "base_vote.on", "base_vote.share"},
    ("young", "CN-NTVĐ"): {"certificate.centre", "certificate.grade"},
    ("young", "CN-NTVĐ cấp ủy"): {"certificate.centre", "certificate.grade"},
}
UNASKED = ("woman", "cong-van-don-doc")  # every request of hers was answered


def form(code):
    return loading.shipped()[code]


def rows(code, values):
    """Return the values of each paper of a form: one, or one for each row of its list."""
    listed = form(code).per
    if not listed:
        return [values]
    return [{**values, "item": {"no": n, **row}} for n, row in enumerate(values[listed], 1)]


def papers(code, values):
    """Return every paper of a form, of the day the form takes its own from."""
    on = values.get(form(code).day) or DAY
    return [filling.fill(form(code), one, on=on) for one in rows(code, values)]


def made():
    every = [(who, code) for who in ("woman", "young") for code in FORMS]
    return [one for one in every if one not in WANTING and one != UNASKED]


@pytest.mark.parametrize(("who", "code"), made())
def test_every_word_of_a_paper(told, who, code):
    said = "\n\n".join("\n".join(texts.lines(one)) for one in papers(code, told[who])) + "\n"
    kept = KEPT / f"{who}-{form(code).key}.txt"
    if os.environ.get("TAONGUON_WRITE_TEXTS"):
        kept.write_text(said, "utf-8")
    assert said == kept.read_text("utf-8")


@pytest.mark.parametrize(("who", "code"), made())
def test_pdf_and_word_say_the_same_words(told, who, code):
    for one in papers(code, told[who]):
        words = texts.squeezed("".join(texts.lines(one)))
        assert texts.printed(one) == words
        assert sorted(texts.squeezed(texts.of_word(one))) == sorted(words)


@pytest.mark.parametrize(("who", "code"), sorted(WANTING))
def test_what_the_register_does_not_know_is_named_and_nothing_is_made(told, who, code):
    with pytest.raises(filling.Missing) as no:
        papers(code, told[who])
    assert set(no.value.keys) >= WANTING[who, code]


@pytest.mark.parametrize("code", FORMS)
def test_the_draft_mark_stands_where_the_official_wording_was_never_seen(told, code):
    shown = filling.preview(form(code), told["young"], on=DAY)
    assert bool(shown.draft) == (code in {"6-KNĐ", "7-KNĐ", "8-KNĐ", "9-KNĐ"})
    assert not filling.preview(form(code), told["young"], on=DAY, checked=True).draft


@pytest.mark.parametrize("code", ["1-KNĐ", "2-KNĐ"])
def test_what_must_be_handwritten_is_a_guide_and_never_an_application(told, code):
    (guide,) = papers(code, told["young"])
    kinds = {block["kind"] for block in guide.blocks}
    assert guide.blocks[1]["text"] == "TỜ HƯỚNG DẪN VIẾT TAY"
    assert "sign" not in kinds
    assert guide.blocks[0]["form"] == f"Hướng dẫn viết Mẫu {code}"
    assert not guide.number


def test_the_labels_of_the_application_come_in_the_order_of_the_form(told):
    (guide,) = papers("1-KNĐ", told["young"])
    labels = [row[1] for block in guide.blocks if block["kind"] == "table" for row in block["rows"]]
    seen = [
        "Kính gửi", "Tôi là, sinh ngày", "Nơi sinh", "Quê quán", "Dân tộc", "Tôn giáo", "Trình độ học vấn",
        "Nơi cư trú", "Nghề nghiệp", "Đơn vị công tác", "Chức vụ chính quyền, đoàn thể",
    ]  # fmt: skip
    assert labels[1:12] == seen


def test_the_cv_has_its_26_items_and_every_relative(told):
    (guide,) = papers("2-KNĐ", told["young"])
    tables = [block["rows"] for block in guide.blocks if block["kind"] == "table"]
    numbers = [row[0] for row in tables[0] + tables[1] if row[0].isdecimal()]
    assert numbers == [str(n) for n in range(1, 27)]
    assert [row[1] for row in tables[2]] == [
        "Bố đẻ", "Mẹ đẻ", "Vợ", "Bố vợ", "Mẹ vợ", "Con đẻ thứ nhất", "Con đẻ thứ hai",
    ]  # fmt: skip


def test_each_sponsor_writes_a_paper_of_their_own(told):
    names = [one.blocks[3]["text"] for one in papers("3-KNĐ", told["woman"])]
    assert names == ["Trần Văn Ân", "Phạm Thị Bưởi"]
    assert len(papers("3-KNĐ", told["young"])) == 1


def test_a_sponsor_who_has_not_written_yet_dates_the_paper_by_hand(told):
    sponsor = told["woman"]["sponsors"][0] | {"on": None}
    (paper,) = papers("3-KNĐ", told["woman"] | {"sponsors": [sponsor]})
    assert paper.blocks[-1]["columns"][0]["place"] == "Khánh Nhạc, ngày ….. tháng ….. năm ……"


def test_the_cell_speaks_of_the_masses_and_counts_by_the_rules(told):
    text = "\n".join(texts.lines(papers("6-KNĐ", told["young"])[0]))
    assert "tán thành kết nạp quần chúng Trần Minh Khang vào Đảng là 04 đồng chí (đạt 100%)" in text
    assert "so với 04 đảng viên chính thức được tính khi biểu quyết" in text
    assert "Có 02 đảng viên chính thức không tính vào tổng số" in text
    assert "Phan Văn Kỷ (được miễn sinh hoạt); Lưu Thị Phin (vắng có lý do được đồng ý)" in text
    assert "Lý do không tán thành" not in text


def test_a_vote_against_asks_for_its_reason_by_hand(told):
    text = "\n".join(texts.lines(papers("6-KNĐ", told["woman"])[0]))
    assert "07 đồng chí (đạt 77,78%); số không tán thành là 01 đồng chí (chiếm 11,11%)" in text
    assert "Lý do không tán thành:\n" in text
    assert "không tính vào tổng số" not in text


@pytest.mark.parametrize("code", ["6-KNĐ", "8-KNĐ"])
def test_a_vote_below_its_majority_stops_the_resolution(told, code):
    failed = {"cell_vote.passed": False, "base_vote.passed": False}
    form = loading.shipped()[code]
    assert "không ban hành nghị quyết này" in filling.stopped(form, told["young"] | failed).vi
    assert filling.stopped(form, told["young"]) is None
    (paper,) = papers(code, told["young"] | failed)
    assert "xét, kết nạp quần chúng" not in "\n".join(texts.lines(paper)[10:])


def test_a_vote_without_a_single_voice_in_favour_stops_it_too(told):
    none = {"cell_vote.share": Fraction(0), "cell_vote.passed": False}
    assert filling.stopped(loading.shipped()["6-KNĐ"], told["woman"] | none)


def test_a_refusal_is_no_decision_on_admission(told):
    form = loading.shipped()["9-KNĐ"]
    assert (
        "không có quyết định này"
        in filling.stopped(form, told["woman"] | {"decision.refused": True}).vi
    )
    assert filling.stopped(form, told["woman"]) is None


def test_no_decision_is_printed_before_it_was_taken(told):
    before = {key: value for key, value in told["woman"].items() if not key.startswith("decision.")}
    assert filling.missing(loading.shipped()["9-KNĐ"], before, on=DAY) == ("decision.on",)


def test_a_decision_cites_each_resolution_before_it_in_full(told):
    first, second = (papers("9-KNĐ", told[who])[0].blocks[2]["items"] for who in ("woman", "young"))
    assert first[1:] == [
        "Xét Nghị quyết số 19-NQ/CB, ngày 21/8/2025 của Chi bộ xóm 6 đề nghị kết nạp đảng viên,"
    ]
    assert second[2].startswith(
        "Xét Nghị quyết số 08-NQ/ĐU, ngày 04/9/2025 của Đảng ủy Công ty May"
    )


def test_a_certificate_bears_the_number_the_class_gave_it(told):
    paper = papers("CN-NTVĐ", told["woman"])[0]
    assert paper.blocks[0]["number"] == "Số 103/GCN-TTCT"
    assert not form("CN-NTVĐ").type  # so that no book gives it another
    assert paper.look["frame"] == 1


def test_a_letter_of_verification_names_relations_and_the_deadline_and_nothing_else(told):
    (first, second) = papers("cong-van-tham-tra", told["young"])
    table = next(block for block in first.blocks if block["kind"] == "table")
    assert len(table["rows"]) == 7
    assert all(row[2:] == ["", ""] for row in table["rows"])
    assert "30 ngày làm việc, kể từ ngày nhận được công văn" in "\n".join(texts.lines(first))
    assert first.blocks[0]["summary"].startswith("về việc ")
    assert "title" not in {block["kind"] for block in first.blocks}
    assert second.blocks[1]["items"] == ["Đảng ủy xã Kim Sơn"]


def test_the_letter_that_follows_up_asks_only_for_what_is_unanswered(told):
    (paper,) = papers("cong-van-don-doc", told["young"])
    text = "\n".join(texts.lines(paper))
    assert "Ngày 27/5/2025, Đảng ủy xã Khánh Nhạc có Công văn số 31-CV/ĐU" in text
    assert "đến hết ngày 08/7/2025" in text
    assert "1 | Bố vợ |" in text
    assert papers("cong-van-don-doc", told["woman"]) == []


def test_a_year_of_birth_is_told_as_a_year(told):
    (paper,) = papers("9-KNĐ", told["woman"] | {"person.born": "1988"})
    assert "Phạm Thị Nhài, sinh năm 1988, quê quán" in "\n".join(texts.lines(paper))


LONG = "Nguyễn Thị Hoàng Thiên Hương Bảo Ngọc Quỳnh Anh Phương Thảo Vy"
CLASS = {
    "certificate.centre": "Trung tâm chính trị xã Khánh Nhạc", "certificate.grade": "Giỏi",
    "certificate.from": date(2025, 3, 10), "certificate.to": date(2025, 3, 14),
}  # fmt: skip


@pytest.mark.parametrize("code", FORMS)
def test_a_name_of_sixty_letters_stands_whole(told, code):
    for one in papers(code, told["young"] | CLASS | {"person.name": LONG}):
        assert texts.squeezed(LONG).lower() in texts.squeezed(texts.of_pdf(one)).lower()


@pytest.mark.parametrize("code", ["CN-NTVĐ", "CN-NTVĐ cấp ủy"])
def test_a_certificate_keeps_to_one_page(told, code):
    (paper,) = papers(code, told["young"] | CLASS | {"person.name": LONG})
    assert texts.pages(paper) == 1


@pytest.mark.parametrize("code", ["4-KNĐ", "4a-KNĐ", "5-KNĐ", "9-KNĐ", "cong-van-tham-tra"])
def test_the_short_papers_keep_to_one_page(told, code):
    assert {texts.pages(one) for one in papers(code, told["young"])} == {1}


def test_nobody_signs_on_a_page_alone(told):
    for who, code in made():
        for one in papers(code, told[who]):
            assert "T/M" not in texts.last_page(one).splitlines()[:2]
