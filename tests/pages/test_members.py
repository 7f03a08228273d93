"""The list of members: found by any part of the name, filtered, in Vietnamese order."""

import pytest
from django.urls import reverse

from taonguon.core.names import given
from taonguon.people import views
from taonguon.people.models import Person
from tests.pages import page
from tests.workbooks import lists

pytestmark = pytest.mark.django_db

IN_ORDER = """
Ánh Bình Chiến Cường Dịu Dũng Đạt Đông Hải Hạnh Hằng Hiền Hiếu Hoa Hòa Huệ Hùng Hương Khánh Kiên
Lan Liên Loan Long Lực Mơ Nam Nga Ngân Nghĩa Nhung Oanh Phúc Quý Quỳnh Sơn Thành Thắng Thơm Thủy
Thúy Toàn Trang Tuấn Tùng Ưng Ước Vân Vinh Xuyến Yến
"""


@pytest.fixture
def found(office, monkeypatch):
    """Return how to ask the list: all names it holds, on one leaf as long as it takes."""
    monkeypatch.setattr(views, "SHOWN", 1000)

    def ask(**asked):
        return page.names(office.get(reverse("members"), asked))

    return ask


def listed(*words):
    """Return the names of the given list in which every word stands, as they are written there."""
    names = (one["name"] for one in lists.members())
    return sorted(name for name in names if all(word in name.split() for word in words))


def test_the_whole_list_is_there_leaf_by_leaf(office):
    assert sorted(page.whole(office, reverse("members"))) == listed()
    assert len(listed()) == 600


@pytest.mark.parametrize(
    "query", ["nguyen thi", "Nguyễn Thị", "thi nguyen", "NGUYỄN  THỊ", "thị nguyen"]
)
def test_a_name_is_found_by_its_words_in_any_order_with_or_without_marks(found, query):
    assert sorted(found(q=query)) == listed("Nguyễn", "Thị")
    assert listed("Nguyễn", "Thị")


def test_a_word_typed_with_its_marks_finds_only_what_is_written_so(found):
    assert sorted(found(q="Nguyễn")) == listed("Nguyễn")
    assert found(q="Nguyên") == [name for name in found() if "Nguyên" in name.split()]


def test_d_finds_the_letter_with_and_without_its_stroke(found):
    assert sorted(found(q="dung")) == sorted(
        name for name in listed() if {"Dung", "Dũng", "Dụng", "Đung"} & set(name.split())
    )
    assert all("Đ" in name for name in found(q="đ"))
    assert set(found(q="đ")) < set(found(q="d"))


def test_the_beginning_of_a_word_is_enough(found):
    assert set(found(q="Nguyễn")) <= set(found(q="ngu"))
    assert found(q="guyen") == []


def test_nobody_found_is_said_with_what_to_try(office):
    empty = page.main(office.get(reverse("members"), {"q": "khong ai ten the"})).one("div", "empty")
    assert empty.one("h2").text == "Không tìm thấy ai"
    assert "không cần dấu" in empty.text


@pytest.mark.parametrize("query", ["%", "_", "'", '"><b>', "\\", "ă" * 100])
def test_signs_in_a_query_are_only_signs(office, query):
    answer = office.get(reverse("members"), {"q": query})
    assert answer.status_code == 200
    assert page.typed(answer)["q"] == query
    assert page.names(answer) == []


FAULTS = [
    ({"q": "a" * 200}, "Tên để tìm dài quá 100 chữ: ghi ngắn hơn."),
    ({"loai": "zzz"}, "Không có loại đảng viên “zzz”: chọn lại."),
    ({"to": "abc"}, "Chi bộ trong địa chỉ không có trong phần việc của đồng chí: chọn lại."),
]


@pytest.mark.parametrize(("asked", "sentence"), FAULTS)
def test_a_question_that_makes_no_sense_shows_nobody_and_says_why(office, asked, sentence):
    answer = office.get(reverse("members"), asked)
    assert page.errors(answer) == [sentence]
    assert page.names(answer) == []
    assert not page.main(answer).all("p", "lede")
    assert not page.main(answer).all("a", href=reverse("members_export"))


@pytest.mark.parametrize(("asked", "sentence"), FAULTS)
def test_such_a_question_gives_no_workbook(office, asked, sentence):
    answer = office.get(reverse("members_export"), asked)
    assert answer.status_code == 400
    assert page.errors(answer) == [sentence]


@pytest.mark.parametrize(("asked", "sentence"), [FAULTS[0], FAULTS[2]])
def test_prospects_are_asked_for_alike(office, asked, sentence):
    answer = office.get(reverse("prospects"), asked)
    assert page.errors(answer) == [sentence]
    assert page.names(answer) == []


@pytest.mark.parametrize("name", ["members", "prospects"])
def test_an_empty_register_leads_to_loading(office, name):
    Person.objects.update(cell=None)
    empty = page.main(office.get(reverse(name))).one("div", "empty")
    assert empty.one("h2").text.startswith("Sổ chưa có")
    assert empty.one("a")["href"] == reverse("imports")


def test_one_cell_alone(found, units):
    own = [one["name"] for one in lists.members() if one["cell"] == "Chi bộ xóm 6"]
    assert sorted(found(to=units.hamlet.pk)) == sorted(own)


@pytest.mark.parametrize(
    ("kind", "people"), [("official", 587), ("probationary", 13), ("former", 0)]
)
def test_one_kind_alone(found, kind, people):
    assert len(found(loai=kind)) == people


def test_filters_add_up_and_stay_in_the_form(office, found, units):
    asked = {"q": "nguyen", "to": str(units.hamlet.pk), "loai": "official"}
    assert set(found(**asked)) < set(found(q="nguyen"))
    assert page.typed(office.get(reverse("members"), asked)) == asked


def test_the_next_leaf_keeps_the_filters(office):
    answer = office.get(reverse("members"), {"q": "nguyen"})
    assert page.main(answer).one("a", rel="next")["href"] == "?q=nguyen&trang=2"


@pytest.mark.parametrize("leaf", ["99", "0", "-1", "x", ""])
def test_a_leaf_that_is_not_there_gives_the_nearest(office, leaf):
    assert page.names(office.get(reverse("members"), {"trang": leaf}))


def test_names_stand_in_vietnamese_order_of_given_names(found):
    assert list(dict.fromkeys(map(given, found()))) == IN_ORDER.split()


def test_people_of_one_given_name_stand_by_family_name(found):
    same = [name for name in found() if given(name) == "Dũng"]
    families = list(dict.fromkeys(name.split()[0] for name in same))
    letters = "ABCDĐEGHIKLMNOPQRSTUVXY"
    assert [letters.index(name[0]) for name in families] == sorted(
        letters.index(name[0]) for name in families
    )


def test_the_count_above_the_list_is_of_those_found(office):
    lede = page.main(office.get(reverse("members"), {"loai": "probationary"})).one("p", "lede")
    assert lede.text == "13 người"


def test_prospects_are_found_and_listed_alike(office):
    found = page.whole(office, reverse("prospects"))
    assert (
        len(found)
        == Person.objects.filter(
            standing="prospect", cell__parent__name="Đảng bộ xã Khánh Nhạc"
        ).count()
    )
    assert page.names(office.get(reverse("prospects"), {"q": "yến trần"})) == ["Trần Ngọc Yến"]
    assert set(found) <= set(
        Person.objects.filter(standing="prospect").values_list("name", flat=True)
    )
