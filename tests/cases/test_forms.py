"""Each step's form: what it asks, what the fact keeps of it, what it refuses."""

from datetime import date

import pytest
from django.utils import translation

from taonguon.cases.fields import choices
from taonguon.cases.forms import StepForm, typed
from taonguon.core.case import Case, Relative
from taonguon.rules.loading import national

BOOK = national()
DAY = date(2025, 8, 21)
CASE = Case("2000-06-15", relatives=(Relative("father", "father"), Relative("child_2", "child")))
PAPER = {"number": "05-NQ/CB", "issued_by": "Chi bộ thôn 1", "kept_at": "tủ 2"}
MEMBER = {"name": "Đảng viên 1", "official_since": "19/5/2010", "together_since": "1/1/2015"}
KEPT = {"name": "Đảng viên 1", "official_since": "2010-05-19", "together_since": "2015-01-01"}


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def form(step, **said):
    data = {"on": "21/8/2025", **said}
    how = BOOK.at(DAY).steps[step]
    return StepForm(data, how=how, book=BOOK, case=CASE, cells=[(7, "Chi bộ xóm 7")], today=DAY)


@pytest.mark.parametrize("step", sorted(BOOK.steps))
def test_every_step_has_a_form_with_its_day_and_words(step):
    fields = form(step).fields
    assert "on" in fields
    for field in fields.values():
        assert str(field.label)
        for _code, words in getattr(field, "choices", ()):
            assert str(words)


@pytest.mark.parametrize(
    ("step", "said", "kept"),
    [
        ("listed", {}, {}),
        ("helper", MEMBER, KEPT),
        ("probation_helper", MEMBER, KEPT),
        ("sponsor_paper", {**MEMBER, "replacement": "on"}, {**KEPT, "replacement": True}),
        ("sponsor_paper", MEMBER, {**KEPT, "replacement": False}),
        ("union_resolution", {"body": "youth", "form": "4-KNĐ"}, {"body": "youth"}),
        ("mass_opinion", {"body": "women"}, {"body": "women"}),
        ("cv_certified", {"qualified": "yes"}, {"qualified": True}),
        ("cv_certified", {"qualified": "no"}, {"qualified": False}),
        ("consent", {"for": "over_age", "authority": "provincial_standing"},
         {"for": "over_age", "authority": "provincial_standing"}),
        ("special_paper", {"paper_kind": "spouse_cv"}, {"paper": "spouse_cv"}),
        ("special_paper", {"paper_kind": "religion_request"}, {"paper": "religion_request"}),
        ("verify_sent", {"about": ["father", "child_2"], "to": "Đảng ủy xã bên", "abroad": "on"},
         {"about": ["father", "child_2"], "to": "Đảng ủy xã bên", "abroad": True,
          "verifier_is_relative": False}),
        ("verify_reply", {"about": ["father"], "verifier_is_relative": "on"},
         {"about": ["father"], "verifier_is_relative": True}),
        ("decision", {"approved": "no"}, {"approved": False}),
        ("extension", {"days": "10"}, {"days": 10}),
        ("moved", {"to": "xã bên"}, {"to": "xã bên"}),
        ("moved", {"to": "xóm 7", "cell": "7"}, {"to": "xóm 7", "cell": 7}),
        ("decision_cancelled", {"ground": "procedure", "again": ["synthesis"]},
         {"ground": "procedure", "again": ["synthesis"]}),
        ("unlisted", {"reason": "withdrew"}, {"reason": "withdrew"}),
    ],
)  # fmt: skip
def test_what_the_fact_keeps(step, said, kept):
    asked = form(step, **PAPER, **said)
    assert asked.is_valid(), asked.errors
    data = asked.data_of_fact()
    paper = data.pop("on_paper", None)
    assert data == kept
    if step != "moved":
        assert paper["number"] == "05-NQ/CB"
        assert paper["kept_at"] == "tủ 2"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("helper", MEMBER),
        ("union_resolution", {"body": "union", "form": "4a-KNĐ"}),
        ("cv_certified", {"qualified": "no"}),
        ("special_paper", {"paper_kind": "spouse_cv"}),
        ("verify_sent", {"about": ["father", "child_2"], "to": "Đảng ủy xã bên", "abroad": "on"}),
        ("moved", {"to": "xóm 7", "cell": "7"}),
        ("introduction", {"by": "Hội Phụ nữ"}),
        ("profile", {"host": "residence", "relative_father": ["there", "member"], "left_on": "1/2/2010"}),
    ],
)  # fmt: skip
def test_what_a_fact_keeps_fills_the_form_again(step, said):
    asked = form(step, **PAPER, **said)
    kept = asked.data_of_fact() if asked.is_valid() else asked.errors
    again = form(step, **PAPER, **said)
    again.initial = {**typed(step, kept), "on": DAY}
    assert again.changed_data == []


@pytest.mark.parametrize(
    ("step", "form_no"),
    [("application", "1-KNĐ"), ("cv", "2-KNĐ"), ("cell_vote", "6-KNĐ"), ("decision", "9-KNĐ"),
     ("self_review", "10-KNĐ"), ("recognition", "16-KNĐ")],
)  # fmt: skip
def test_the_official_form_is_kept_with_the_paper(step, form_no):
    asked = form(step, approved="yes")
    assert asked.is_valid()
    assert asked.data_of_fact()["on_paper"]["form"] == form_no


def test_of_two_forms_one_is_chosen():
    asked = form("union_resolution", body="union", form="4a-KNĐ")
    assert asked.is_valid()
    assert asked.data_of_fact()["on_paper"]["form"] == "4a-KNĐ"
    assert not form("union_resolution", body="union", form="9-KNĐ").is_valid()


@pytest.mark.parametrize(
    ("step", "said", "field", "words"),
    [
        ("helper", {**MEMBER, "name": ""}, "name", "họ và tên"),
        ("helper", {**MEMBER, "official_since": "hôm qua"}, "official_since", "không phải là ngày"),
        ("verify_sent", {"to": "xã bên"}, "about", "ít nhất một người"),
        ("verify_sent", {"about": ["father"]}, "to", "nơi được hỏi"),
        ("verify_reply", {"about": ["mother"]}, "about", ""),
        ("extension", {"days": "mười"}, "days", "chữ số"),
        ("extension", {"days": "0"}, "days", "ít nhất 1"),
        ("extension", {}, "days", "Hãy ghi số ngày"),
        ("moved", {}, "to", "nơi chuyển đến"),
        ("moved", {"to": "x", "cell": "8"}, "cell", ""),
        ("consent", {"for": "moon", "authority": "level_above"}, "for", ""),
        ("consent", {"number": ""}, "number", "ký hiệu của văn bản đồng ý"),
        ("consent", {"number": "12-CV/TU"}, "issued_by", "cơ quan ban hành văn bản đồng ý"),
        ("decision", {}, "approved", "Hãy chọn"),
        ("listed", {"on": "22/8/2025"}, "on", "22/8/2025 còn ở tương lai"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(step, said, field, words):
    asked = form(step, **said)
    assert not asked.is_valid()
    assert words in str(asked.errors[field])


def test_relatives_are_kept_with_what_is_true_of_them():
    asked = form(
        "profile", host="residence", youth_union="on", relative_father=["there", "member"],
        relative_child_2=["minor"], circumstances=["religious"], readmitted_before="",
    )  # fmt: skip
    assert asked.is_valid(), asked.errors
    data = asked.data_of_fact()
    flags = {"same_commune": False, "armed_forces": False, "abroad": False}
    assert data["relatives"] == [
        {"key": "father", "relation": "father", "member": True, "minor": False, **flags},
        {"key": "child_2", "relation": "child", "member": False, "minor": True, **flags},
    ]
    assert (data["youth_union"], data["youth_union_here"]) == (True, False)
    assert data["circumstances"] == ["religious"]
    assert "relative_father" not in data
    assert "on_paper" not in data


def test_a_member_is_no_minor():
    asked = form("profile", host="residence", relative_child_1=["member", "minor"])
    assert "chưa thành niên" in str(asked.errors["relative_child_1"])


def test_choices_begin_with_a_capital():
    assert choices(BOOK, ["religious"]) == [("religious", "Người có đạo")]
    with translation.override("en"):
        assert choices(BOOK, ["religious"]) == [("religious", "A religious person")]
