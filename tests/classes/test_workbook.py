"""The roster as a workbook: written with the office's headings, read back, matched, confirmed."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from taonguon.classes import facts, reading
from taonguon.classes.matching import matched
from taonguon.core.days import show_day
from taonguon.people.models import Person
from taonguon.sources.rows import Unreadable
from tests import cast
from tests.classes.conftest import ago
from tests.pages import page
from tests.workbooks.lists import Sheet, write_xlsx

HEAD = [
    "STT", "Họ và tên", "Nam", "Nữ", "Dân tộc", "Tôn giáo", "Trình độ", "Nghề nghiệp, đơn vị",
    "Chi bộ", "Tổ chức giới thiệu", "NQ chi bộ số, ngày", "Kết quả", "Số GCN, ngày cấp",
]  # fmt: skip
LAN, HUNG = "Nguyễn Thị Lan", "Trần Văn Hùng"


@pytest.fixture
def exported(office, held, tmp_path):
    """Return how to export the class's roster; gives the path."""

    def export():
        path = tmp_path / "lop.xlsx"
        answer = office.get(reverse("class_export", args=[held.pk]))
        path.write_bytes(b"".join(answer.streaming_content))
        return path

    return export


def cells(path):
    sheet = load_workbook(path).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_roster_has_the_letterhead_and_the_headings_of_the_office(exported, held):
    rows = cells(exported())
    assert rows[0][0] == "ĐẢNG BỘ XÃ AN HÒA"
    assert rows[0][8] == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert rows[2][0] == "DANH SÁCH CỬ ĐI HỌC"
    assert rows[4][0].startswith("(Kèm theo Quyết định số 45-QĐ/ĐU, ngày")
    head = [low or top for top, low in zip(rows[5], rows[6], strict=True)][: len(HEAD)]
    assert head == HEAD
    lan = rows[7]
    assert (lan[:2], lan[2] or "") == ([1, LAN], "")
    assert f"{lan[3]:%d/%m/%Y}" == "19/05/1999"
    assert lan[8:11] == ["Chi bộ thôn 1", "Hội Phụ nữ", f"05-NQ/CB, {show_day(ago(60))}"]
    assert f"{rows[8][2]:%d/%m/%Y}" == "19/05/1999"
    assert rows[9][1] == "Lê Thị Hoa"
    assert rows[9][8] == "Đảng bộ xã Bình Minh"


def test_a_roster_read_back_as_it_was_written_says_nothing_new(exported, held, do):
    do.grade(held, Lan="good", Hùng="failed")
    do.certify(held)
    lines = reading.read(exported())
    assert [line.name for line in lines] == [LAN, HUNG, "Lê Thị Hoa"]
    assert (lines[0].result, lines[0].certificate, lines[0].certified_on) == (
        "Giỏi", "103/GCN-TTCT", ago(3),
    )  # fmt: skip
    assert lines[0].born == "1999-05-19"
    assert lines[0].number == 8
    found = matched(lines, facts.roster(held))
    assert not any(match.writes or match.doubt for match in found)


def filled(folder, *rows, head=HEAD):
    """Write a roster with these names, births, cells, results and certificates."""
    lines = []
    for number, (name, born, unit, result, paper) in enumerate(rows, 1):
        lines.append([number, name, "", born, "", "", "", "", unit, "", "", result, paper])
    return write_xlsx(Path(folder) / "diem.xlsx", Sheet("DS", [["DANH SÁCH"], head, *lines]))


def test_results_and_certificates_are_matched_to_the_list(held, tmp_path):
    paper = f"7/GCN-TTCT ngày {show_day(ago(3))}"
    rows = [
        ("NGUYỄN THỊ LAN", "1999", "", "Giỏi", paper),
        ("Tran Van Hung", "19/5/1999", "Chi bộ thôn 2", "không đạt", ""),
    ]
    lan, hung = matched(reading.read(filled(tmp_path, *rows)), facts.roster(held))
    assert (lan.row.name, lan.grade, tuple(lan.given)) == (LAN, "good", ("7/GCN-TTCT", ago(3)))
    assert (hung.row.name, hung.grade, hung.given) == (HUNG, "failed", None)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("Người Lạ", "", "", "Giỏi", ""), "Không có tên này"),
        ((LAN, "20/5/1999", "", "Giỏi", ""), "Ngày sinh khác trong sổ"),
        ((LAN, "", "", "tạm được", ""), "“tạm được” không rõ"),
        ((LAN, "", "", "Giỏi", "7/GCN"), "không có ngày cấp"),
        ((LAN, "", "", "Không đạt", "7/GCN, 1/2/2026"), "Không đạt thì không có giấy"),
        ((LAN, "", "", "", "7/GCN, 1/2/2026"), "chưa có kết quả"),
        ((LAN, "", "", "Giỏi", "7/GCN, 31/2/2026"), "“31/2/2026” không phải là ngày"),
        ((LAN, "", "", "Giỏi", "9" * 61 + ", 1/2/2026"), "dài quá 60 chữ"),
    ],
)
def test_a_line_in_doubt_says_why_and_writes_nothing(held, tmp_path, row, why):
    (found,) = matched(reading.read(filled(tmp_path, row)), facts.roster(held))
    assert why in found.doubt
    assert not found.writes


def test_one_person_twice_and_one_number_twice_are_in_doubt(held, tmp_path):
    twice = [(LAN, "", "", "Giỏi", ""), (LAN, "", "", "Khá", "")]
    found = matched(reading.read(filled(tmp_path, *twice)), facts.roster(held))
    assert {match.doubt for match in found} == {"Người này có hai dòng trong tệp: bỏ một dòng."}
    paper = "7/GCN, 1/2/2026"
    same = [(LAN, "", "", "Giỏi", paper), (HUNG, "", "", "Khá", paper)]
    found = matched(reading.read(filled(tmp_path, *same)), facts.roster(held))
    assert {match.doubt for match in found} == {"Số 7/GCN ghi cho hai người."}


def test_two_of_one_name_are_told_apart_by_birth_or_cell(lan, tmp_path, do):
    cast.record(do.prospect(cast.MAI, cast.HAMLET_2, name=LAN))
    one = do.opened()
    do.nominate(one, lan, Person.objects.get(pk=cast.MAI))
    rows = facts.roster(one)
    (found,) = matched(reading.read(filled(tmp_path, (LAN, "", "", "Giỏi", ""))), rows)
    assert "nhiều người tên này" in found.doubt
    told = (LAN, "", "Chi bộ thôn 2", "Giỏi", "")
    (found,) = matched(reading.read(filled(tmp_path, told)), rows)
    assert found.row.person.pk == cast.MAI


def test_a_file_without_such_a_list_is_refused(tmp_path):
    path = write_xlsx(
        tmp_path / "khac.xlsx", Sheet("DS", [["Họ và tên", "Quê quán"], ["An", "NB"]])
    )
    with pytest.raises(Unreadable) as refused:
        reading.read(path)
    assert refused.value.code == "no_list"


def upload(client, url, path):
    told = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(url, {"file": told})


def test_what_was_read_is_shown_and_written_once_confirmed(office, held, tmp_path):
    url = reverse("class_read", args=[held.pk])
    paper = f"7/GCN-TTCT, {show_day(ago(3))}"
    path = filled(tmp_path, (LAN, "", "", "Giỏi", paper), ("Người Lạ", "", "", "Khá", ""))
    shown = upload(office, url, path)
    tiles = {name: value for name, (value, _) in page.tiles(shown).items()}
    assert tiles == {
        "Kết quả sẽ ghi": "1", "Giấy sẽ ghi": "1", "Nghi ngờ, không ghi": "1", "Đã có, không đổi": "0",
    }  # fmt: skip
    assert not held.seats.exclude(grade="").exists()
    answer = office.post(url, page.typed(shown), follow=True)
    assert "Đã ghi 1 kết quả, 1 giấy chứng nhận." in " ".join(page.notices(answer))
    lan = Person.objects.get(pk=cast.LAN)
    assert lan.prospect.certificate == "7/GCN-TTCT"


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"on_{}": "hôm qua"}, "không phải là ngày"), ({"seat_{}": "moon"}, "không rõ"),
     ({"on_{}": "1/1/2020"}, "trước ngày bế giảng")],
)  # fmt: skip
def test_what_was_changed_on_the_way_is_judged_again(office, held, do, changed, why):
    url, seat = reverse("class_read", args=[held.pk]), do.seat_of(held, "Lan").pk
    told = {f"seat_{seat}": "good", f"number_{seat}": "7/GCN", f"on_{seat}": show_day(ago(3))}
    told |= {name.format(seat): value for name, value in changed.items()}
    answer = office.post(url, {**told, "da-xem": "1"}, follow=True)
    assert why in " ".join(page.notices(answer))
    assert not held.seats.exclude(grade="").exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04rubbish", b"a,b\n1,2\n"])
def test_a_strange_file_is_refused_in_one_sentence(office, held, tmp_path, content):
    path = tmp_path / "la.xlsx"
    path.write_bytes(content)
    answer = upload(office, reverse("class_read", args=[held.pk]), path)
    assert answer.status_code == 200
    assert len(page.errors(answer)) == 1
