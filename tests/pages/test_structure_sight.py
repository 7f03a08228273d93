"""Changes of the tree from each side: who may make them, of which part, what is said, and in English."""

import pytest
from django.urls import reverse

from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person, Span
from taonguon.structure.possible import ACTS
from tests.pages import page

pytestmark = pytest.mark.django_db
SAID = {"on": "5/5/2023", "document": "12-QĐ/ĐU ngày 5/5/2023"}
SEEN = {"da-xem": "1"}


@pytest.fixture
def press(office):
    """Return how the office sends a change of an organisation; gives the page that follows."""

    def posted(unit, act, **said):
        url = reverse("organisation_change", args=[unit.pk, act])
        return office.post(url, {**SAID, **said}, follow=True)

    return posted


def mend(office, unit, fact, **said):
    url = reverse("organisation_correct", args=[unit.pk, fact.pk])
    return office.post(url, {"because": "gõ nhầm", **said}, follow=True)


def effect(answer):
    return page.main(answer).one("div", "why").text


@pytest.mark.parametrize("role", ["deputy", "committee", "secretary", "superior", "mass"])
def test_who_may_not_correct_changes_nothing_by_its_address(signed_in, units, role):
    before = Fact.objects.count()
    client = signed_in(role)
    for act in ("doi-ten", "giai-the", "sap-nhap", "tach"):
        url = reverse("organisation_change", args=[units.hamlet.pk, act])
        assert client.post(url, {**SAID, **SEEN, "name": "Y"}).status_code == 403
    assert Fact.objects.count() == before


@pytest.mark.parametrize("act", [one.slug for one in ACTS])
def test_the_commune_elsewhere_is_nobody_s_to_change_here(press, units, act):
    assert press(units.elsewhere, act, **SEEN).status_code == 404
    assert press(units.cell_elsewhere, act, **SEEN).status_code == 404


def test_a_cell_is_merged_only_into_cells_of_the_reader_s_part(office, press, units):
    url = reverse("organisation_change", args=[units.hamlet.pk, "sap-nhap"])
    offered = [one["value"] for one in page.main(office.get(url)).one("select").all("option")]
    assert str(units.next_hamlet.pk) in offered
    assert not {str(units.hamlet.pk), str(units.cell_elsewhere.pk)} & set(offered)
    (sentence,) = page.errors(press(units.hamlet, "sap-nhap", into=units.cell_elsewhere.pk, **SEEN))
    assert str(units.cell_elsewhere.pk) in sentence
    assert not Fact.objects.filter(kind="merge").exists()


def test_members_of_another_cell_are_not_split_off(press, units, person_of):
    other = person_of(units.next_hamlet)
    answer = press(units.hamlet, "tach", name="Chi bộ xóm 6B", people=[other.pk], **SEEN)
    assert len(page.errors(answer)) == 1
    assert Person.objects.get(pk=other.pk).cell == units.next_hamlet
    assert not Organisation.objects.filter(name="Chi bộ xóm 6B").exists()


@pytest.mark.parametrize(
    ("act", "said", "words"),
    [
        ("doi-ten", {"name": "Chi bộ Mới"}, "Các ngày trước 5/5/2023 vẫn hiện tên cũ"),
        ("sap-nhap", {}, "từ 5/5/2023 Chi bộ Trường Tiểu học B không còn hoạt động"),
    ],
)
def test_what_a_change_does_beyond_itself_is_said_before_it_is_done(press, units, act, said, words):
    school = Organisation.objects.get(name="Chi bộ Trường Tiểu học B")
    more = {"into": units.next_hamlet.pk} if act == "sap-nhap" else {}
    before = Fact.objects.count()
    assert words in effect(press(school, act, **said, **more))
    assert Fact.objects.count() == before


def test_how_many_move_is_counted_of_those_chosen(press, units):
    rows = Person.objects.filter(cell=units.hamlet, standing="official")[:3]
    shown = press(units.hamlet, "tach", name="Chi bộ xóm 6B", people=[one.pk for one in rows])
    assert effect(shown) == "3 đảng viên chuyển sang chi bộ mới cùng ngày."


def test_tried_and_shown_the_tree_and_the_journal_are_as_before(press, units):
    before = Fact.objects.count(), Organisation.objects.count(), JournalEntry.objects.count()
    shown = press(units.commune, "lap", name="Chi bộ Công ty May", unit_kind="cell")
    assert "Số chi bộ từ 5/5/2023" in effect(shown)
    now = Fact.objects.count(), Organisation.objects.count(), JournalEntry.objects.count()
    assert now == before


def test_after_a_merger_the_members_are_of_the_other_cell_from_the_day_and_not_before(press, units):
    school = Organisation.objects.get(name="Chi bộ Trường Tiểu học B")
    inside = set(
        Person.objects.filter(cell=school, standing="official").values_list("pk", flat=True)
    )
    press(school, "sap-nhap", into=units.next_hamlet.pk, **SEEN)
    assert inside
    now = Span.objects.filter(person__in=inside, end_on__isnull=True)
    assert set(now.values_list("cell", "start_on")) == {
        (units.next_hamlet.pk, Fact.objects.get(kind="merge").happened_on)
    }
    assert Span.objects.filter(person__in=inside, cell=school, end_on="2023-05-05").exists()


def test_what_has_ended_is_changed_no_more(press, units):
    school = Organisation.objects.get(name="Chi bộ Trường Tiểu học B")
    press(school, "sap-nhap", into=units.next_hamlet.pk, **SEEN)
    before = Fact.objects.count()
    for act in ("doi-ten", "giai-the", "sap-nhap", "tach"):
        assert press(school, act, name="Y", **SEEN).status_code == 404
    assert Fact.objects.count() == before


def test_a_merger_is_not_mended_on_the_page_of_either_cell(press, office, units):
    school = Organisation.objects.get(name="Chi bộ Trường Tiểu học B")
    press(school, "sap-nhap", into=units.next_hamlet.pk, **SEEN)
    fact = Fact.objects.get(kind="merge")
    for unit in (school, units.next_hamlet):
        assert mend(office, unit, fact, withdraw="on").status_code == 404
    told = page.main(office.get(reverse("organisation", args=[units.next_hamlet.pk])))
    assert f"{school.name} sáp nhập vào đây" in told.one("ol", "course").text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"on": "1/1/2199"}, "Ngày 1/1/2199 còn ở tương lai"),
        ({"on": "1/1/1980"}, "Vào ngày 1/1/1980 tổ chức này chưa thành lập"),
        ({"on": "31/2/2023"}, "31/2/2023"),
        ({"on": "1/5/2023", "withdraw": "on"}, "Ghi ngày đúng, hoặc chọn rút ghi chép"),
        ({"on": "1/5/2023", "because": ""}, "Hãy ghi lý do sửa"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_the_change_stands(
    press, office, units, said, sentence
):
    press(units.hamlet, "doi-ten", name="Chi bộ Thống Nhất", **SEEN)
    fact = Fact.objects.get(kind="rename")
    (told,) = page.errors(mend(office, units.hamlet, fact, **said))
    assert sentence in told
    assert not fact.corrected_by.exists()
    assert Organisation.objects.get(pk=units.hamlet.pk).name == "Chi bộ Thống Nhất"


def test_a_name_withdrawn_is_the_old_one_again_and_the_record_stays_struck(press, office, units):
    press(units.hamlet, "doi-ten", name="Chi bộ Thống Nhất", **SEEN)
    mend(office, units.hamlet, Fact.objects.get(kind="rename"), withdraw="on")
    assert Organisation.objects.get(pk=units.hamlet.pk).name == "Chi bộ xóm 6"
    told = office.get(reverse("organisation", args=[units.hamlet.pk])).context["story"]
    (line,) = [one for one in told if one["name"] == "Đổi tên"]
    assert line["details"] == ["Tên: Chi bộ Thống Nhất"]
    assert (line["fallen"], line["correctable"]) == (True, False)


def test_a_change_of_one_cell_is_not_mended_through_another(press, office, units):
    press(units.hamlet, "doi-ten", name="Chi bộ Thống Nhất", **SEEN)
    fact = Fact.objects.get(kind="rename")
    assert mend(office, units.next_hamlet, fact, withdraw="on").status_code == 404
    assert not fact.corrected_by.exists()


@pytest.mark.parametrize("role", ["deputy", "secretary", "superior"])
def test_who_may_not_correct_mends_no_change(signed_in, press, units, role):
    press(units.hamlet, "doi-ten", name="Chi bộ Thống Nhất", **SEEN)
    fact = Fact.objects.get(kind="rename")
    assert mend(signed_in(role), units.hamlet, fact, withdraw="on").status_code == 403
    assert not fact.corrected_by.exists()


def test_in_english_changes_are_offered_and_refused_in_english(office, press, units):
    office.cookies["django_language"] = "en"
    place = page.main(office.get(reverse("organisation", args=[units.hamlet.pk]))).one(
        id="thay-doi"
    )
    assert all(link.text.isascii() for link in place.all("a"))
    (sentence,) = page.errors(press(units.hamlet, "doi-ten", name="Chi bộ xóm 6", **SEEN))
    assert sentence.isascii()
