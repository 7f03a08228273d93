"""Loading on the page: upload, preview, confirm or drop, undo; headings corrected, the rest given back."""

import unicodedata
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from taonguon.documents import background
from taonguon.imports.models import Heading, Load
from taonguon.ledger.models import Act, Fact
from taonguon.people.models import Person
from tests.imports import an_hoa
from tests.pages import page
from tests.pages.conftest import HAMLET
from tests.workbooks.lists import GIVEN, Sheet, write_xlsx

pytestmark = pytest.mark.django_db

COMMUNE = "Đảng bộ xã Khánh Nhạc"
MAI = {**an_hoa.MAI, "Chi bộ": HAMLET}
UNCLEAR = {**an_hoa.HUNG, "Chi bộ": HAMLET, "Ngày vào Đảng": "31/2/2021"}


@pytest.fixture(autouse=True)
def _no_work_of_other_tests_is_under_way():
    background.cache.clear()
    yield
    background.cache.clear()


@pytest.fixture
def upload(office):
    """Return how to give files to load; gives the page that follows."""

    def posted(*paths, organisation=COMMUNE, client=office):
        files = [path.open("rb") for path in paths]
        try:
            told = {"organisation": organisation, "files": files}
            return client.post(reverse("imports"), told, follow=True)
        finally:
            for file in files:
                file.close()

    return posted


@pytest.fixture
def one_new(tmp_path):
    """Return a list with one new member, and a row whose day is none."""
    return an_hoa.write(tmp_path, "members", MAI, UNCLEAR, name="mot-nguoi")


@pytest.fixture
def press(office):
    """Return how to press a button of the newest load's page."""

    def pressed(name, **said):
        return office.post(reverse(name, args=[newest().pk]), said, follow=True)

    return pressed


def newest():
    """Return the load that was begun last."""
    return Load.objects.latest("pk")


def tiles(answer):
    """Return how many rows are new, changed, known and doubtful."""
    return [int(value) for value, _ in page.tiles(answer).values()]


def buttons(answer):
    return [one.text for one in page.main(answer).all("button")]


def kept(settings):
    folder = Path(settings.UPLOADS)
    return [one for one in folder.rglob("*") if one.is_file()] if folder.exists() else []


def written():
    return Act.objects.count(), Fact.objects.count()


def test_the_limits_of_a_file_are_said_before_one_is_chosen(office):
    words = page.main(office.get(reverse("imports"))).one("form").text.replace("\xa0", " ")
    assert "nhiều nhất 12 tệp, mỗi tệp nặng nhất 20 MB và 200 000 dòng" in words


def test_a_list_is_shown_before_anything_is_written(upload, one_new):
    before = written()
    answer = upload(one_new)
    assert page.main(answer).one("h1").text == f"Lần nạp số {newest().pk}"
    assert tiles(answer) == [1, 0, 0, 1]
    assert "Ghi 1 dòng vào sổ" in buttons(answer)
    assert written() == before


def test_a_doubtful_row_stands_first_with_its_place_and_reason(upload, one_new):
    answer = upload(one_new)
    ((name, place, words),) = page.texts(page.main(answer).one(id="dong").one("table"))
    assert (name, place) == ("Trần Văn Hùng · Chi bộ xóm 6", "members · 5")
    assert "31/2/2021" in words


def test_what_was_confirmed_is_in_the_figures_and_on_record(upload, one_new, press, office):
    upload(one_new)
    answer = press("load_write")
    (words,) = page.notices(answer)
    assert "người ghi: Văn phòng (mẫu). 1 dòng mới, 0 dòng thay đổi." in words
    members = page.tiles(office.get(reverse("year"), {"ngay": "21/4/2023"}))["Đảng viên"][0]
    assert members == "601"
    (row, *_) = page.texts(page.main(office.get(reverse("imports"))).one("table"))
    assert [row[1], row[3], row[4]] == ["mot-nguoi.xlsx", "Văn phòng (mẫu)", "đã ghi"]


def test_a_written_row_leads_to_its_person_who_leads_back_to_the_row(
    upload, one_new, press, office
):
    upload(one_new)
    press("load_write")
    shown = office.get(reverse("load", args=[newest().pk]), {"xem": "new"})
    member = page.main(office.get(page.main(shown).one(id="dong").one("table").one("a")["href"]))
    assert member.one("h1").text == "Lê Thị Mai"
    assert "bởi Văn phòng (mẫu)" in member.text
    assert "mot-nguoi.xlsx" in member.text


@pytest.mark.parametrize("button", ["load_write", "load_drop"])
def test_the_files_given_are_kept_no_longer_than_needed(upload, one_new, press, settings, button):
    upload(one_new)
    assert [path.name for path in kept(settings)] == ["mot-nguoi.xlsx"]
    press(button)
    assert kept(settings) == []


def test_a_dropped_load_writes_nothing_and_is_told(upload, one_new, press):
    before = written()
    upload(one_new)
    assert page.notices(press("load_drop")) == ["Đã bỏ, không ghi gì vào sổ."]
    assert (written(), newest().state) == (before, "dropped")


def test_the_same_list_again_says_that_nothing_is_new(upload, one_new, press):
    upload(one_new)
    press("load_write")
    before = written()
    answer = upload(one_new)
    assert tiles(answer) == [0, 0, 1, 1]
    assert "không có dòng nào mới hay thay đổi để ghi" in page.main(answer).text
    assert not [words for words in buttons(answer) if words.startswith("Ghi")]
    assert page.notices(press("load_write"))[-1].startswith("Các tệp không có gì mới so với sổ")
    assert written() == before


def test_the_lists_of_the_commune_bring_nothing_to_its_own_register(upload):
    people = [path for path in sorted(GIVEN.glob("*.xlsx")) if path.stem != "danh-sach-chi-bo"]
    assert len(people) == 3
    assert tiles(upload(*people))[:2] == [0, 0]


def test_an_old_list_of_cells_offers_its_numbers_of_the_area_again(upload):
    hamlets = 20  # whose numbers were told anew since the list was made
    assert tiles(upload(GIVEN / "danh-sach-chi-bo.xlsx"))[:2] == [0, hamlets]


def test_a_load_is_undone_with_its_reason(upload, one_new, press):
    upload(one_new)
    press("load_write")
    assert Person.objects.filter(name="Lê Thị Mai", cell__name=HAMLET).exists()
    answer = press("load_undo", because="nạp nhầm tệp")
    assert page.notices(answer)[0] == f"Đã hoàn tác lần nạp số {newest().pk}."
    assert "người hoàn tác: Văn phòng (mẫu); lý do: nạp nhầm tệp" in page.main(answer).text
    assert not Person.objects.filter(name="Lê Thị Mai", cell__name=HAMLET).exists()


def test_undoing_asks_for_the_reason(upload, one_new, press):
    upload(one_new)
    press("load_write")
    assert "lý do hoàn tác" in page.notices(press("load_undo", because=" "))[0]
    assert newest().state == "written"


def test_what_was_built_upon_is_not_undone(upload, one_new, press, office):
    upload(one_new)
    press("load_write")
    mai = Person.objects.get(name="Lê Thị Mai", cell__name=HAMLET)
    said = {"kind": "transfer_out", "on": "20/4/2023", "cell": "", "document": ""}
    office.post(reverse("member_event", args=[mai.pk]), said, follow=True)
    assert page.notices(press("load_undo", because="nhầm"))[0].startswith("Không hoàn tác được:")
    assert newest().state == "written"


def test_nothing_is_written_when_the_register_moved_on_meanwhile(
    upload, one_new, press, office, units
):
    upload(one_new)
    told = {
        "unit": units.commune.pk, "source": "assigned", "category": "", "first": "2024", "form": "exact",
        "low": "20", "set_on": "5/1/2024",
    }  # fmt: skip
    office.post(reverse("target_set"), told, follow=True)
    answer = press("load_write")
    assert "hãy đọc lại tệp để xem trước lần nữa" in page.notices(answer)[0]
    assert newest().state == "ready"
    press("load_reread")
    press("load_write")
    assert newest().state == "written"


def test_a_load_is_written_once_however_often_its_button_is_pressed(upload, one_new, press):
    upload(one_new)
    press("load_write")
    before = written()
    assert "không ghi lại lần nữa" in page.notices(press("load_write"))[0]
    assert written() == before


def test_the_rows_not_accepted_can_be_taken_away(upload, one_new, office):
    answer = upload(one_new)
    (link,) = page.main(answer).all("a", href=reverse("load_rest", args=[newest().pk]))
    file = office.get(link["href"])
    assert f'filename="can-sua-{newest().pk}.xlsx"' in file["Content-Disposition"]
    sheet = openpyxl.load_workbook(BytesIO(file.getvalue())).active
    (row,) = sheet.iter_rows(min_row=2, values_only=True)
    assert {"Trần Văn Hùng", "31/2/2021"} <= set(row)


def test_a_corrected_row_is_accepted(upload, one_new, press, office, tmp_path):
    upload(one_new)
    press("load_write")
    file = office.get(reverse("load_rest", args=[newest().pk]))
    book = openpyxl.load_workbook(BytesIO(file.getvalue()))
    for cell in book.active[2]:
        if cell.value == "31/2/2021":
            cell.value = "28/2/2021"
    book.save(tmp_path / "da-sua.xlsx")
    answer = upload(tmp_path / "da-sua.xlsx")
    assert tiles(answer) == [1, 0, 0, 0]


@pytest.fixture
def odd(tmp_path):
    """Return a list in which a column's heading says nothing."""
    rows = [
        ["DANH SÁCH ĐẢNG VIÊN"],
        [
            "STT",
            "Họ và tên",
            "Giới tính",
            "Ngày sinh",
            "Chi bộ",
            "Ngày vào Đảng",
            "Ghi nhận A",
            "Ngày chuyển đến",
        ],
        [1, "Lê Thị Mai", "Nữ", "8/3/1995", HAMLET, "1/6/2021", "Giáo viên", "1/9/2022"],
    ]
    return write_xlsx(tmp_path / "la.xlsx", Sheet("DS", rows))


def headings(office, answer):
    """Open the page of the columns; return its address and what each column is understood as."""
    (link,) = [a for a in page.main(answer).all("a") if "/cot/" in a["href"]]
    fields = page.typed(office.get(link["href"]))
    return link["href"], {name: said for name, said in fields.items() if name[1:].isdecimal()}


def test_a_corrected_heading_is_understood_and_remembered(upload, odd, office):
    url, fields = headings(office, upload(odd))
    assert fields["c6"] == ""
    answer = office.post(url, {**fields, "c6": "occupation"}, follow=True)
    assert "Giáo viên" in page.main(answer).one(id="dong").text
    assert Heading.objects.filter(column=6, field="occupation").exists()
    _, again = headings(office, upload(odd))
    assert again == {**fields, "c6": "occupation"}


def test_the_files_may_be_read_again(upload, one_new, press):
    upload(one_new)
    assert tiles(press("load_reread")) == [1, 0, 0, 1]


def test_a_reading_that_was_cut_off_can_be_taken_up_or_dropped(upload, one_new, press, office):
    upload(one_new)
    Load.objects.filter(pk=newest().pk).update(state="reading")
    answer = office.get(reverse("load", args=[newest().pk]))
    assert buttons(answer) == ["Đọc lại các tệp", "Bỏ, không ghi"]
    press("load_reread")
    assert newest().state == "ready"


@pytest.mark.parametrize("button", ["load_write", "load_reread", "load_drop", "load_undo"])
def test_what_writes_is_only_done_by_a_button(office, upload, one_new, button):
    upload(one_new)
    assert office.get(reverse(button, args=[newest().pk])).status_code == 405


def test_the_name_of_the_commune_is_there_to_begin_with(office):
    assert page.typed(office.get(reverse("imports")))["organisation"] == COMMUNE


@pytest.mark.parametrize(
    "name",
    [
        "đảng bộ xã khánh nhạc",
        "  Đảng bộ xã  Khánh Nhạc ",
        "Dang bo xa Khanh Nhac",
        unicodedata.normalize("NFD", COMMUNE),
    ],
)
def test_the_commune_s_name_may_be_typed_in_other_letters(upload, one_new, name):
    assert tiles(upload(one_new, organisation=name)) == [1, 0, 0, 1]


@pytest.mark.parametrize("name", ["Đảng bộ xã Bình Minh", "Đảng bộ xã An Hòa", "Chi bộ xóm 6"])
def test_a_list_goes_into_no_other_commune(upload, one_new, name):
    before = Load.objects.count()
    answer = upload(one_new, organisation=name)
    assert page.errors(answer) == [f"Bạn chỉ nạp được danh sách của {COMMUNE}."]
    assert page.typed(answer)["organisation"] == name
    assert Load.objects.count() == before


def test_without_a_file_there_is_no_load(upload):
    assert page.errors(upload()) == ["Hãy chọn ít nhất một tệp."]


def test_more_files_than_one_load_takes_are_refused(upload, one_new):
    assert page.errors(upload(*[one_new] * 13)) == ["Mỗi lần nạp nhiều nhất 12 tệp."]


def test_a_form_from_elsewhere_is_not_taken(office, upload, one_new):
    strict = Client(enforce_csrf_checks=True, cookies=office.cookies)
    strict.cookies = office.cookies
    before = Load.objects.count()
    answer = upload(one_new, client=strict)
    assert answer.status_code == 403
    assert page.main(answer).one("h1").text == "Trang đã mở quá lâu"
    assert Load.objects.count() == before


def test_progress_of_work_that_has_ended_leads_to_the_outcome(office, upload, one_new):
    upload(one_new)
    answer = office.get(reverse("load_progress", args=[newest().pk]))
    assert answer["HX-Redirect"] == reverse("load", args=[newest().pk])


@pytest.mark.parametrize("button", ["load_write", "load_drop"])
def test_while_it_works_no_button_starts_or_ends_it_again(upload, one_new, press, button):
    upload(one_new)
    before = written()
    background.tell(f"load-{newest().pk}")("mot-nguoi.xlsx", 1, 2)
    answer = press(button)
    assert "Đang ghi mot-nguoi.xlsx · 1/2" in page.main(answer).text
    assert (newest().state, written()) == ("ready", before)


def test_a_page_of_work_under_way_asks_how_far_it_is(office, upload, one_new):
    upload(one_new)
    background.tell(f"load-{newest().pk}")("mot-nguoi.xlsx", 1, 2)
    work = page.main(office.get(reverse("load", args=[newest().pk]))).one("div", "work")
    assert work["hx-get"] == reverse("load_progress", args=[newest().pk])
    (bar,) = page.read(office.get(work["hx-get"])).all("progress")
    assert (bar["value"], bar["max"]) == ("1", "2")
