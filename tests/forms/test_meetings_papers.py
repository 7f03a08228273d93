"""Ballots, tally and minutes of the cell's vote; lists and notices of the committee; the ceremony."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taonguon.forms import filling, loading, pdf, vocabulary, word
from taonguon.organisations.models import Organisation
from taonguon.papers.values import cell_votes, ceremony, committee, subjects
from taonguon.regulations.book import in_use
from tests import cast
from tests.forms import people, probationers
from tests.forms.reading import bare, of_pdf, of_word, text, words

DAY, VOTED = probationers.DAY, date(2026, 11, 2)
HELD = date.fromisoformat(probationers.HELD)
TYPED = {
    "signer.post": "BÍ THƯ", "signer.name": "Trần Văn Ân", "vote_meeting.chair": "Trần Văn Ân",
    "vote_meeting.secretary": "Phạm Thị Bưởi", "ceremony.chair": "Trần Văn Ân",
    "ceremony.secretary": "Phạm Thị Bưởi", "ceremony.time": "08 giờ 00",
    "ceremony.place": "Nhà văn hóa xóm 6", "ceremony.guest": "Đại diện Hội Phụ nữ xã",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Return the values of each matter as the register tells them."""
    with django_db_blocker.unblock(), cast.taken_back():
        both, book = probationers.register(), in_use()
        path = Organisation.objects.get(pk=people.COMMUNE).path
        early = date(2025, 10, 10)
        found = {
            "woman": subjects.of_case(both.woman, DAY),
            "before": subjects.of_case(both.woman, date(2025, 8, 20)),
            "voted": subjects.of_case(both.woman, date(2025, 9, 1)),
            "decided": subjects.of_case(both.woman, early),
            "committee": committee.of(path, DAY, book),
            "earlier": committee.of(path, date(2025, 9, 12), book),
            "recognition": cell_votes.of(people.XOM_6, VOTED, book),
            "admission": cell_votes.of(people.XOM_6, date(2025, 8, 21), book),
            "no_vote": cell_votes.of(people.XOM_6, date(2025, 8, 22), book),
            "held": ceremony.of(people.XOM_6, HELD, DAY, book),
            "to_come": ceremony.of(people.XOM_6, None, early, book),
        }
        return {name: values | TYPED for name, values in found.items()}


def paper(code, values, on=DAY):
    return filling.fill(loading.shipped()[code], values, on=on)


MADE = (
    ("phieu-bieu-quyet", "before"), ("bien-ban-kiem-phieu", "voted"), ("trich-luc", "voted"),
    ("thong-bao-ket-qua", "decided"), ("to-trinh", "committee"), ("to-trinh", "earlier"),
    ("danh-sach-de-nghi", "committee"), ("danh-sach-de-nghi", "earlier"), ("1-TĐV", "committee"),
    ("bien-ban-hop-chi-bo", "recognition"), ("bien-ban-hop-chi-bo", "admission"),
    ("bien-ban-le-ket-nap", "held"), ("giay-moi", "held"), ("chuong-trinh", "held"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "matter"), MADE)
def test_each_paper_stands_whole_in_word_and_pdf(told, code, matter):
    made = paper(code, told[matter])
    as_word, as_pdf = bare(of_word(word.render(made))), bare(of_pdf(pdf.render([made])))
    assert len(words(made)) > 5
    for one in words(made):
        assert bare(one) in as_word, one
        assert bare(one) in as_pdf, one
        assert not {"{", "}"} & set(one)


def test_whatever_is_told_has_a_name_among_the_values(told):
    known = vocabulary.shipped()
    for values in told.values():
        assert [key for key in values if not known.has(key)] == []
        for key, rows in values.items():
            if isinstance(rows, list):
                assert {name for row in rows for name in row} <= set(known.values[key].item), key


def test_a_ballot_names_who_is_voted_on_and_never_who_votes(told):
    made = paper("phieu-bieu-quyet", told["before"])
    said = text(made)
    assert "đề nghị kết nạp đảng viên" in said
    assert "PHẠM THỊ NHÀI" in said
    boxes = next(block for block in made.blocks if block["kind"] == "options")
    assert boxes["items"] == ["Tán thành", "Không tán thành"]
    assert not any(block["kind"] in ("sign", "field", "lines") for block in made.blocks)
    assert (made.look["width"], made.look["height"]) == (148, 210)


def test_from_the_ceremony_on_the_ballot_is_on_recognition(told):
    said = text(paper("phieu-bieu-quyet", told["woman"]))
    assert "đề nghị công nhận đảng viên chính thức" in said
    assert "quần chúng" not in said


def test_the_tally_counts_ballots_and_says_whether_they_suffice(told):
    rows = tally(paper("bien-ban-kiem-phieu", told["voted"]))
    assert rows["Số đảng viên chính thức được triệu tập"] == "09"
    assert rows["Số đảng viên chính thức được tính khi biểu quyết"] == "09"
    assert rows["Số phiếu phát ra"] == rows["Số phiếu thu về"] == "08"
    assert rows["Số phiếu tán thành"] == "07 (77,78%)"
    assert rows["Số phiếu không tán thành"] == "01 (11,11%)"
    assert "Kết luận: đạt đủ" in text(paper("bien-ban-kiem-phieu", told["voted"]))


def test_a_tally_sheet_before_the_vote_is_left_to_the_hand(told):
    rows = tally(paper("bien-ban-kiem-phieu", told["before"]))
    assert set(rows.values()) == {filling.DOTS, f"{filling.DOTS} ({filling.DOTS})"}
    assert "Kết luận" not in text(paper("bien-ban-kiem-phieu", told["before"]))


def tally(made):
    rows = next(block for block in made.blocks if block["kind"] == "tally")["rows"]
    return {row[0]: " ".join(row[1:]) for row in rows}


def test_minutes_are_signed_left_by_who_wrote_them_right_by_who_presided(told):
    signed = paper("bien-ban-hop-chi-bo", told["recognition"]).blocks[-1]["columns"]
    assert [(one["by"], one["name"]) for one in signed] == [
        ("NGƯỜI GHI BIÊN BẢN", "Phạm Thị Bưởi"), ("CHỦ TRÌ HỘI NGHỊ", "Trần Văn Ân"),
    ]  # fmt: skip


def test_minutes_name_the_absent_and_each_result(told):
    made = paper("bien-ban-hop-chi-bo", told["recognition"])
    said = text(made)
    assert "họp chi bộ xét, đề nghị công nhận đảng viên chính thức" in said
    assert people.NEIGHBOURS[2] in said
    tables = [block["rows"] for block in made.blocks if block["kind"] == "table"]
    assert tables[-1] == [["1", "Phạm Thị Nhài", "8", "7", "87,5%", "1", "0"]]
    assert "bỏ phiếu kín" in said


def test_the_minutes_of_another_day_hold_another_vote(told):
    said = text(paper("bien-ban-hop-chi-bo", told["admission"]))
    assert "họp chi bộ xét, đề nghị kết nạp đảng viên" in said
    assert "quần chúng Phạm Thị Nhài, sinh ngày 02/7/1988" in said
    assert told["no_vote"].get("vote_meeting.admissions") is None


def test_only_whose_vote_waits_for_a_decision_is_proposed(told):
    now, earlier = told["committee"], told["earlier"]
    assert [one["name"] for one in now["proposed.recognitions"]] == ["Trần Minh Khang"]
    assert now["proposed.admissions"] == []
    assert {one["name"] for one in earlier["proposed.admissions"]} == {
        "Phạm Thị Nhài", "Trần Minh Khang",
    }  # fmt: skip


def test_the_submission_is_to_the_standing_committee(told):
    made = paper("to-trinh", told["committee"])
    to = next(block for block in made.blocks if block["kind"] == "to")
    assert (to["label"], to["items"]) == ("Kính trình", ["Ban Thường vụ Đảng ủy xã Khánh Nhạc"])
    assert "01 đảng viên dự bị" in text(made)
    assert "kết nạp 0" not in text(made)
    assert made.blocks[-1]["recipients"] == ["Như trên,", "Lưu Ban Xây dựng Đảng."]


def test_the_list_gives_votes_days_and_exact_shares(told):
    rows = [block["rows"] for block in paper("danh-sach-de-nghi", told["earlier"]).blocks
            if block["kind"] == "table"]  # fmt: skip
    woman = next(row for row in rows[0] if row[1] == "Phạm Thị Nhài")
    assert woman[2:] == [
        "Nữ", "02/7/1988", "Chi bộ xóm 6", "103/GCN-TTCT", "10/4/2025", "19-NQ/CB", "21/8/2025",
        "7/9", "77,78%",
    ]  # fmt: skip


def test_cards_are_asked_for_whoever_is_recognised_or_about_to_be(told):
    cards = {one["name"]: one for one in told["committee"]["cards"]}
    assert set(cards) == {"Phạm Thị Nhài", "Trần Minh Khang"}
    assert {one["official_on"] for one in cards.values()} == {probationers.ENDS}
    assert told["earlier"]["cards"] == []
    assert "Danh sách này có 02 đảng viên" in text(paper("1-TĐV", told["committee"]))


def test_the_extract_lists_papers_in_their_order_and_nothing_of_their_content(told):
    made = paper("trich-luc", told["voted"])
    rows = next(block["rows"] for block in made.blocks if block["kind"] == "table")
    days = [row[3] for row in rows]
    assert days[0] == "20/3/2025"
    assert days[-1] == "21/8/2025"
    assert [row[2] for row in rows][-1] == "19-NQ/CB"
    assert sum("3-KNĐ" in row[1] for row in rows) == 2


@pytest.mark.parametrize(
    ("result", "said", "unsaid"),
    [
        ("admitted", "đồng ý kết nạp và đã ban hành Quyết định số 41-QĐ/ĐU", "không đồng ý"),
        ("not_admitted", "không đồng ý kết nạp", "đã ban hành"),
    ],
)
def test_the_cell_is_told_yes_and_no(told, result, said, unsaid):
    values = {key: one for key, one in told["decided"].items() if key != "result.admitted"}
    values[f"result.{result}"] = True
    values["result.refused"] = True if result == "not_admitted" else None
    notice = text(paper("thong-bao-ket-qua", values))
    assert said in notice
    assert unsaid not in notice
    assert "07 đồng chí tán thành trên tổng số 07" in notice


def test_recognition_is_told_with_the_day_it_counts_from(told):
    notice = text(paper("thong-bao-ket-qua", told["woman"]))
    assert (
        "Quyết định số 88-QĐ/ĐU; đảng viên được tính là chính thức kể từ ngày 20/10/2026" in notice
    )
    assert "06 đồng chí tán thành trên tổng số 07 đồng chí được tính (đạt 85,71%)" in notice


def test_the_ceremony_names_each_admitted_with_decision_and_helper(told):
    made = paper("bien-ban-le-ket-nap", told["held"])
    rows = next(block["rows"] for block in made.blocks if block["kind"] == "table")
    assert rows == [[
        "1", "Phạm Thị Nhài", "02/7/1988", "41-QĐ/ĐU", "01/10/2025", people.NEIGHBOURS[0],
        "20/10/2026",
    ]]  # fmt: skip
    assert "lần lượt cho từng người một" not in text(made)


def test_several_are_admitted_one_by_one(told):
    values = told["held"] | {"ceremony.several": True}
    assert "lần lượt cho từng người một" in text(paper("bien-ban-le-ket-nap", values))
    assert "trọn vẹn cho từng người một" in text(paper("chuong-trinh", values))


def test_the_programme_keeps_its_fixed_order(told):
    said = text(paper("chuong-trinh", told["held"]))
    order = ("Chào cờ (hát", "Tuyên bố lý do", "Đọc và trao quyết định", "Đọc lời tuyên thệ",
             "phân công đảng viên chính thức", "Phát biểu ý kiến", "Bế mạc")  # fmt: skip
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_people_are_invited_to_a_ceremony_that_is_still_to_come(told):
    assert "ceremony.held_on" not in told["to_come"]
    with pytest.raises(filling.Missing) as refused:
        paper("giay-moi", told["to_come"])
    assert refused.value.keys == ("ceremony.held_on",)
    said = text(paper("giay-moi", told["to_come"] | {"ceremony.held_on": HELD}))
    assert "PHẠM THỊ NHÀI" in said
    assert "Đại diện Hội Phụ nữ xã" in said
    assert "08 giờ 00, ngày 20 tháng 10 năm 2025" in said


def test_lists_cost_the_same_queries_however_many_are_on_them():
    people.register()
    book, path = in_use(), Organisation.objects.get(pk=people.COMMUNE).path
    day = date(2025, 9, 12)
    with CaptureQueriesContext(connection) as few:
        assert len(committee.of(path, day, book)["proposed.admissions"]) == 2
    told = []
    for number in range(501, 521):
        probationers.prospect(number, f"Người {number}")
        vote = people.vote(people.named(people.NEIGHBOURS), 9, 0)
        told.append(cast.fact("case.cell_vote", "2025-08-21", person=number,
                              organisation=people.XOM_6, **vote))  # fmt: skip
    cast.record(told)
    with CaptureQueriesContext(connection) as many:
        assert len(committee.of(path, day, book)["proposed.admissions"]) == 22
    assert len(many) == len(few)


def test_a_failed_vote_is_put_up_only_once_it_is_reported():
    probationers.people.register()
    book, path = in_use(), Organisation.objects.get(pk=people.COMMUNE).path
    probationers.prospect(501, "Lý Văn Ngọ")
    vote = people.vote(people.named(people.NEIGHBOURS), 5, 4)
    cast.record([cast.fact("case.cell_vote", "2025-08-21", person=501,
                           organisation=people.XOM_6, **vote)])  # fmt: skip
    names = [one["name"] for one in committee.of(path, DAY, book)["proposed.admissions"]]
    assert names == []
    cast.record([cast.fact("case.result_reported", "2025-08-25", person=501,
                           organisation=people.XOM_6)])  # fmt: skip
    listed = committee.of(path, DAY, book)["proposed.admissions"]
    assert [(one["name"], one["votes"]) for one in listed] == [("Lý Văn Ngọ", "5/9")]


def test_one_meeting_may_vote_on_both_matters():
    both, book = probationers.register(), in_use()
    probationers.prospect(501, "Lý Văn Ngọ")
    vote = people.vote(people.named(people.NEIGHBOURS), 9, 0)
    here = {"person": 501, "organisation": people.XOM_6}
    cast.record([cast.fact("case.cell_vote", probationers.VOTED, **here, **vote)])
    values = cell_votes.of(people.XOM_6, VOTED, book) | TYPED
    said = text(paper("bien-ban-hop-chi-bo", values))
    assert "họp chi bộ xét kết nạp đảng viên và công nhận đảng viên chính thức" in said
    assert "quần chúng Lý Văn Ngọ, sinh năm 2001" in said
    assert f"đảng viên dự bị {both.woman.name}" in said
    assert cell_votes.of(people.LINE_3, VOTED, book)["vote_meeting.admissions"] == []


def test_two_who_wait_are_invited_to_one_ceremony():
    people.register()
    probationers.prospect(501, "Lý Văn Ngọ")
    decided = people.vote(people.named(people.COMMITTEE), 7, 0)
    here = {"person": 501, "organisation": people.XOM_6}
    cast.record([cast.fact("case.decision", "2025-10-01", **here, approved=True, **decided)])
    values = ceremony.of(people.XOM_6, None, date(2025, 10, 10), in_use())
    assert {one["name"] for one in values["ceremony.admitted"]} == {"Phạm Thị Nhài", "Lý Văn Ngọ"}
    assert values["ceremony.several"] is True


def test_who_was_refused_is_invited_to_no_ceremony():
    people.register()
    probationers.prospect(501, "Lý Văn Ngọ")
    here = {"person": 501, "organisation": people.XOM_6}
    cast.record([cast.fact("case.decision", "2025-10-01", **here, approved=False)])
    values = ceremony.of(people.XOM_6, None, date(2025, 10, 10), in_use())
    assert [one["name"] for one in values["ceremony.admitted"]] == ["Phạm Thị Nhài"]


def test_a_cell_without_a_vote_on_that_day_has_no_minutes(told):
    assert "vote_meeting.on" not in told["no_vote"]
    lacking = filling.missing(loading.shipped()["bien-ban-hop-chi-bo"], told["no_vote"], on=DAY)
    assert "vote_meeting.on" in lacking
