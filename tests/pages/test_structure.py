"""Changes of the tree on their pages: offered, asked, shown before they are done, refused, told."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from taonguon.commands import sample_structure
from taonguon.core import organisation
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from tests.pages import page

pytestmark = pytest.mark.django_db

PAPER = "12-QĐ/ĐU ngày 5/5/2023"
SAID = {"on": "5/5/2023", "document": PAPER}
SEEN = {"da-xem": "1"}


@pytest.fixture(autouse=True)
def _no_superior_yet(register):
    """Take back that the sample's commune stands below a province: these tests found one."""
    kinds = [organisation.FOUND, organisation.REPARENT]
    named = Fact.objects.filter(kind__in=kinds, data__document=sample_structure.PAPER)
    for act in Act.objects.filter(pk__in=named.values("act")):
        ledger.undo(act=act, by=None, at=timezone.now(), because="thử lại từ đầu")
    organisations.project()


@pytest.fixture
def press(office):
    """Return how the office sends a change of an organisation; gives the page that follows."""

    def posted(unit, act, **said):
        url = reverse("organisation_change", args=[unit.pk, act])
        return office.post(url, {**SAID, **said}, follow=True)

    return posted


def heading(answer):
    return page.main(answer).one("h1").text


def answers(answer):
    rows = page.main(answer).one("dl", "answers").all("div")
    return {row.one("dt").text: row.one("dd").text for row in rows}


def story(answer):
    """Return the history on an organisation's page: what, and the lines beneath."""
    course = page.main(answer).one("ol", "course")
    return [
        (row.one("div", "what").text, [p.text for p in row.all("p") if not p.classes])
        for row in course.all("li")
    ]


def offered(answer):
    place = page.main(answer).one(id="thay-doi")
    return [link.text for panel in place.all("ul", "tasks") for link in panel.all("a")]


def test_each_kind_of_organisation_offers_its_own_changes(office, units):
    cell = office.get(reverse("organisation", args=[units.hamlet.pk]))
    assert offered(cell) == ["Đổi tên", "Tách chi bộ", "Sáp nhập vào chi bộ khác", "Giải thể"]
    commune = office.get(reverse("organisation", args=[units.commune.pk]))
    assert offered(commune) == [
        "Thành lập tổ chức trực thuộc", "Tiếp nhận từ nơi khác", "Ghi cấp trên trực tiếp",
        "Đổi tên", "Giải thể",
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["deputy", "committee", "secretary", "superior"])
def test_who_may_not_correct_is_offered_none(signed_in, units, role):
    answer = signed_in(role).get(reverse("organisation", args=[units.hamlet.pk]))
    assert offered(answer) == []
    assert not [link for link in page.main(answer).all("a") if "/sua/" in link["href"]]


def test_a_change_that_is_not_offered_is_no_page(press, units):
    assert press(units.commune, "tach").status_code == 404
    assert press(units.hamlet, "lap").status_code == 404
    assert press(units.hamlet, "cai-gi").status_code == 404


def test_a_change_is_shown_before_it_is_done(press, units):
    answer = press(units.hamlet, "doi-ten", name="Chi bộ Thống Nhất")
    assert heading(answer) == "Xem lại trước khi ghi: Đổi tên"
    assert answers(answer) == {
        "Tên": "Chi bộ Thống Nhất", "Có hiệu lực từ ngày": "5/5/2023", "Số, ngày văn bản": PAPER
    }  # fmt: skip
    assert not Fact.objects.filter(kind="rename").exists()
    assert Organisation.objects.get(pk=units.hamlet.pk).name == "Chi bộ xóm 6"


def test_what_was_typed_comes_back_to_be_mended(press, units):
    answer = press(units.hamlet, "doi-ten", name="Chi bộ Thống Nhất", **{"sua-lai": "1"})
    assert {"name": "Chi bộ Thống Nhất", **SAID}.items() <= page.typed(answer).items()


def test_a_new_name_is_told_with_the_day_and_the_old_one_stays_before(press, office, units):
    answer = press(units.hamlet, "doi-ten", name="Chi bộ Thống Nhất", **SEEN)
    assert page.notices(answer)[0].startswith("Đã lưu lúc ")
    assert ("Đổi tên", ["Tên: Chi bộ Thống Nhất", PAPER]) in story(answer)
    url = reverse("organisation", args=[units.hamlet.pk])
    then = office.get(url, {"ngay": "4/5/2023"})
    assert heading(then) == "Chi bộ xóm 6"
    assert "Nay là Chi bộ Thống Nhất." in page.notices(then)
    assert heading(office.get(url, {"ngay": "5/5/2023"})) == "Chi bộ Thống Nhất"


def test_a_founded_cell_counts_from_its_day(press, office, units):
    said = {"name": "Chi bộ Công ty May", "unit_kind": "cell", "category": "Doanh nghiệp"}
    answer = press(units.commune, "lap", **said, **SEEN)
    assert heading(answer) == "Chi bộ Công ty May"
    for day, cells in (("4/5/2023", "28 chi bộ"), ("5/5/2023", "29 chi bộ")):
        told = page.tiles(office.get(reverse("year"), {"ngay": day}))
        assert told["Đảng viên"][1].endswith(cells)


def test_a_received_cell_keeps_its_own_founding_day(press, units):
    answer = press(
        units.commune, "tiep-nhan", name="Chi bộ xóm Đông", unit_kind="cell",
        founded_on="1/6/1995", **SEEN,
    )  # fmt: skip
    assert [what for what, _ in story(answer)] == ["Thành lập", "Tiếp nhận từ nơi khác"]
    assert Organisation.objects.get(name="Chi bộ xóm Đông").founded_on == date(1995, 6, 1)


def test_a_commune_is_placed_under_its_superior(press, units):
    said = {"name": "Đảng bộ tỉnh Ninh Bình", "unit_kind": "province"}
    told = press(units.commune, "cap-tren", **said, **SEEN)
    assert ("Chuyển nơi trực thuộc", ["Trực thuộc: Đảng bộ tỉnh Ninh Bình", PAPER]) in story(told)
    over = Organisation.objects.get(name="Đảng bộ tỉnh Ninh Bình")
    assert Organisation.objects.get(pk=units.commune.pk).parent == over
    assert page.tiles(told)["Đảng viên"][0] == "600"


def test_a_second_commune_chooses_the_superior_that_is_there(press, office, units):
    press(units.commune, "cap-tren", name="Đảng bộ tỉnh X", unit_kind="province", **SEEN)
    over = Organisation.objects.get(name="Đảng bộ tỉnh X")
    Organisation.objects.filter(pk=units.commune.pk).update(parent=None)  # as another would be
    url = reverse("organisation_change", args=[units.commune.pk, "chuyen"])
    choices = page.main(office.get(url)).one("select", name="parent").all("option")
    assert [one["value"] for one in choices] == ["", str(over.pk)]


def test_a_cell_moves_within_the_commune(press, units):
    press(units.commune, "lap", name="Đảng bộ Công ty", unit_kind="base", **SEEN)
    base = Organisation.objects.get(name="Đảng bộ Công ty")
    press(units.hamlet, "chuyen", parent=base.pk, **{**SEEN, "on": "6/5/2023"})
    assert Organisation.objects.get(pk=units.hamlet.pk).parent == base


def test_a_split_takes_the_chosen_members_along(press, units, person_of):
    one = person_of(units.hamlet)
    shown = press(units.hamlet, "tach", name="Chi bộ xóm 6B", people=[one.pk])
    assert one.name in answers(shown)["Đảng viên chuyển sang chi bộ mới"]
    answer = press(units.hamlet, "tach", name="Chi bộ xóm 6B", people=[one.pk], **SEEN)
    one.refresh_from_db()
    assert (heading(answer), one.cell.name) == ("Chi bộ xóm 6B", "Chi bộ xóm 6B")
    assert page.tiles(answer)["Đảng viên"][0] in {"0", "1"}


def test_a_merger_says_how_many_move_and_is_refused_while_there_are_prospects(press, units):
    said = {"into": units.next_hamlet.pk}
    (sentence,) = page.errors(press(units.hamlet, "sap-nhap", **said))
    assert re.match(r"Chi bộ xóm 6 còn [1-9]\d* nguồn", sentence)
    school = Organisation.objects.get(name="Chi bộ Trường Tiểu học B")
    answer = press(school, "sap-nhap", **said)
    assert "đảng viên chuyển sinh hoạt cùng ngày" in page.main(answer).one("div", "why").text
    done = press(school, "sap-nhap", **said, **SEEN)
    assert "Hết hoạt động từ ngày 5/5/2023." in page.notices(done)
    assert offered(done) == []


@pytest.mark.parametrize(
    ("act", "said", "sentence"),
    [
        ("doi-ten", {"name": "Chi bộ xóm 7"}, "Cùng nơi trực thuộc đã có “Chi bộ xóm 7”"),
        ("doi-ten", {"name": "Chi bộ xóm 6"}, "Tổ chức này đang mang đúng tên ấy"),
        ("doi-ten", {"name": "Y", "on": "1/1/1980"}, "Vào ngày 1/1/1980 tổ chức này chưa"),
        ("doi-ten", {"name": "Y", "on": "1/1/2199"}, "Ngày 1/1/2199 còn ở tương lai"),
        ("doi-ten", {"name": "Y", "document": ""}, "Hãy ghi số, ngày văn bản"),
        ("doi-ten", {"name": ""}, "Hãy ghi tên đầy đủ."),
        ("giai-the", {}, "Chi bộ xóm 6 còn 28 đảng viên"),
        ("tach", {"name": "Y"}, "Hãy chọn những đảng viên"),
        ("sap-nhap", {}, "Hãy chọn chi bộ nhận."),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(press, units, act, said, sentence):
    before = Fact.objects.count()
    (told,) = page.errors(press(units.hamlet, act, **said, **SEEN))
    assert told.startswith(sentence)
    assert Fact.objects.count() == before


def correct(office, unit, fact, **said):
    url = reverse("organisation_correct", args=[unit.pk, fact.pk])
    return office.post(url, {"because": "gõ nhầm", **said}, follow=True)


def test_a_recorded_change_is_mended_with_its_reason(press, office, units):
    press(units.hamlet, "doi-ten", name="Chi bộ Thống Nhất", **SEEN)
    fact = Fact.objects.get(kind="rename")
    assert page.errors(correct(office, units.hamlet, fact))
    correct(office, units.hamlet, fact, on="1/5/2023")
    mended = Fact.objects.filter(kind="rename").latest("pk")
    answer = correct(office, units.hamlet, mended, withdraw="on")
    assert "Đổi tên" in [what for what, _ in story(answer)]
    assert correct(office, units.hamlet, mended, on="2/5/2023").status_code == 404


def test_the_commune_s_founding_day_says_that_no_paper_told_it_until_one_does(office, units):
    url = reverse("organisation", args=[units.commune.pk])
    words = page.main(office.get(url)).one(id="dac-diem").text
    assert "26/3/1988 (ngày của chi bộ lâu nhất trong danh sách" in words
    fact = Fact.objects.get(organisation=units.commune.pk, kind="found")
    correct(office, units.commune, fact, on="3/2/1988", document="01-QĐ/HU")
    assert "3/2/1988" in page.main(office.get(url)).one(id="dac-diem").text
    assert "lâu nhất" not in page.main(office.get(url)).one(id="dac-diem").text


def test_an_organisation_is_seen_as_of_the_day_of_the_picture(office, units):
    answer = office.get(reverse("year"), {"ngay": "31/12/2022"})
    table = page.main(answer).one(id="theo-chi-bo")
    (link,) = [a["href"] for a in table.all("a") if a.text == "Chi bộ xóm 6"]
    told = office.get(link)
    assert page.main(told).one("p", "lede").text == "Số liệu tính đến 31/12/2022"
    assert page.typed(told)["ngay"] == "31/12/2022"
    assert "Kết nạp năm 2022" in page.tiles(told)
    years = {row[0] for row in page.texts(page.main(told).one("table", "slim"))}
    assert years == {"2020", "2021"}


@pytest.mark.parametrize("day", ["31/2/2023", "1/1/2199"])
def test_a_bad_day_of_an_organisation_is_told_and_the_usual_one_shown(office, units, day):
    answer = office.get(reverse("organisation", args=[units.hamlet.pk]), {"ngay": day})
    assert len(page.errors(answer)) == 1
    assert page.typed(answer)["ngay"] == day
    assert page.main(answer).one("p", "lede").text == "Số liệu tính đến 21/4/2023"


def test_before_its_founding_an_organisation_says_so(office, units):
    answer = office.get(reverse("organisation", args=[units.hamlet.pk]), {"ngay": "1/1/1980"})
    assert page.notices(answer)[0].startswith("Ngày 1/1/1980 tổ chức này chưa thành lập")
