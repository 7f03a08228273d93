"""The forms of classes: what they take, what they refuse and in which words."""

from datetime import date

import pytest

from taonguon.classes import forms
from taonguon.classes.models import AFTERNOON, MORNING, Session, StudyClass
from taonguon.rules.classes import shipped

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 6)
GOOD = {
    "kind": "awareness", "name": "Khóa I", "centre": "Trung tâm", "place": "Hội trường",
    "start_on": "2/11/2026", "end_on": "6/11/2026",
}  # fmt: skip


def wrong(form, name):
    """Return the sentences beside a field of a form that is refused."""
    assert not form.is_valid()
    return " ".join(form.errors[name])


def study_class(**said):
    return StudyClass(kind="awareness", name="Khóa I", organisation=1, start_on=FIRST,
                      end_on=LAST, **said)  # fmt: skip


def test_a_class_takes_its_days_as_on_paper():
    form = forms.ClassForm(GOOD)
    assert form.is_valid(), form.errors
    told = form.cleaned_data
    assert (told["start_on"], told["end_on"]) == (FIRST, LAST)
    assert (told["places"], told["decision_on"], told["decision_number"]) == (None, None, "")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("name", "", "Hãy ghi tên lớp."),
        ("centre", " ", "Hãy ghi cơ quan mở lớp."),
        ("place", "", "Hãy ghi địa điểm học."),
        ("start_on", "", "Hãy ghi ngày, ví dụ 21/4/2023."),
        ("start_on", "2/11/26", "“2/11/26” không phải là ngày"),
        ("end_on", "31/11/2026", "“31/11/2026” không phải là ngày"),
        ("places", "0", "không nhỏ hơn 1"),
        ("places", "-3", "không nhỏ hơn 1"),
        ("places", "2001", "không quá 2000"),
        ("places", "mười", "ghi bằng chữ số"),
        ("decision_on", "hôm qua", "không phải là ngày"),
        ("kind", "", ""),
        ("kind", "moon", "moon"),
        ("name", "x" * 161, "160"),
    ],
)
def test_a_class_is_refused_for(name, value, words):
    assert words in wrong(forms.ClassForm({**GOOD, name: value}), name)


def test_a_class_that_is_there_keeps_its_kind():
    assert "kind" not in forms.ClassForm(fixed=True).fields
    kinds = [code for code, _name in forms.ClassForm().fields["kind"].choices]
    assert kinds == list(shipped().kinds)


CELLS = [(11, "Chi bộ xóm 1"), (12, "Chi bộ xóm 2")]


def quota(**data):
    return forms.QuotaForm(data, cells=CELLS)


def test_places_are_asked_cell_by_cell_then_for_neighbours():
    form = quota(cell_11="3", cell_12="", units="Xã Đông; 5\n\n  Xã  Tây ;7 \n")
    assert form.is_valid(), form.errors
    assert form.cells() == {11: 3}
    assert form.cleaned_data["units"] == {"Xã Đông": 5, "Xã Tây": 7}
    assert list(form.fields) == ["cell_11", "cell_12", "units"]


def test_no_places_are_places_and_an_empty_cell_has_no_limit():
    form = quota(cell_11="0", cell_12="", units="")
    assert form.is_valid()
    assert form.cells() == {11: 0}


@pytest.mark.parametrize(
    "units", ["Xã Đông", "Xã Đông;", "; 5", "Xã Đông; năm", "Xã Đông; 0", "Xã Đông; -1", "Xã; 9999"]
)
def test_a_neighbour_needs_a_name_and_a_number(units):
    assert "viết như Đảng bộ xã Khánh Hội; 15" in wrong(quota(units=units), "units")


@pytest.mark.parametrize("places", ["x", "-1", "1.5", "9999"])
def test_places_of_a_cell_are_a_number(places):
    assert "Số chỗ" in wrong(quota(cell_11=places, units=""), "cell_11")


def test_a_nomination_takes_people_and_guests():
    form = forms.NominationForm(
        {"people": ["7", "9"], "guests": "LÊ THỊ HOA; Xã Đông\nVũ An;Xã Tây"}
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "people": [7, 9],
        "guests": [("Lê Thị Hoa", "Xã Đông"), ("Vũ An", "Xã Tây")],
    }


def test_a_nomination_may_be_empty():
    form = forms.NominationForm({"guests": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"people": [], "guests": []}


@pytest.mark.parametrize("people", ["x", "-1", "1.5", "٣", "9" * 19])
def test_people_are_named_by_number(people):
    form = forms.NominationForm({"people": [people], "guests": ""})
    assert "không rõ là ai" in wrong(form, "people")


@pytest.mark.parametrize(
    "guests", ["Lê Thị Hoa", "; Xã Đông", "Hoa;", f"{'x' * 151}; Xã", f"H; {'x' * 161}"]
)
def test_a_guest_has_name_and_unit(guests):
    form = forms.NominationForm({"guests": guests})
    assert "viết như Lê Thị Hoa; Đảng bộ xã Khánh Hội" in wrong(form, "guests")


def sessions(data=None, held=(), kind="awareness"):
    length = shipped().kinds[kind].length(FIRST)
    return forms.SessionsForm(data, study_class=study_class(), sessions=held, length=length)


def test_the_programme_is_proposed_two_sessions_a_day():
    told = forms.proposed(study_class(), shipped().kinds["awareness"].length(FIRST))
    assert len(told) == 10
    assert told[:3] == [
        (FIRST, MORNING, ""), (FIRST, AFTERNOON, ""), (date(2026, 11, 3), MORNING, ""),
    ]  # fmt: skip
    assert told[-1] == (LAST, AFTERNOON, "")


def test_a_class_too_short_for_the_programme_is_filled():
    one = study_class()
    one.end_on = FIRST
    told = forms.proposed(one, shipped().kinds["awareness"].length(FIRST))
    assert [part for _on, part, _subject in told] == [MORNING, AFTERNOON]


def test_a_kind_without_programme_proposes_nothing():
    assert forms.proposed(study_class(), shipped().kinds["committee"].length(FIRST)) == []
    assert sessions(kind="committee").lines == forms.SPARE


def test_sessions_that_are_there_take_the_place_of_the_programme():
    form = sessions(held=[Session(on=FIRST, part=AFTERNOON, subject="Bài 1")])
    assert form.lines == 1 + forms.SPARE
    rows = form.rows()
    assert [number for number, *_fields in rows] == [1, 2, 3]
    assert rows[0][1].value() == "2/11/2026"
    assert rows[0][3].value() == "Bài 1"


def test_a_line_without_a_day_is_no_session():
    data = {f"part_{n}": "1" for n in range(12)}
    data |= {"on_0": "2/11/2026", "subject_0": "Bài 1", "subject_1": "không ngày"}
    form = sessions(data)
    assert form.is_valid(), form.errors
    assert form.told() == [(FIRST, MORNING, "Bài 1")]


@pytest.mark.parametrize(("name", "value"), [("on_0", "32/11/2026"), ("part_0", "9")])
def test_a_session_typed_wrong_is_refused(name, value):
    data = {f"part_{n}": "1" for n in range(12)} | {"on_0": "2/11/2026", name: value}
    assert wrong(sessions(data), name)


def test_presence_takes_seats_of_the_roster_alone():
    form = forms.PresenceForm({"present": ["1", "2"], "before": ["2"]}, seats=[1, 2])
    assert form.is_valid()
    assert form.cleaned_data == {"present": [1, 2], "before": [2]}
    assert not forms.PresenceForm({"present": ["3"]}, seats=[1, 2]).is_valid()


@pytest.mark.parametrize(
    ("first", "on", "field"),
    [("", "1/1/2026", "first"), ("x" * 61, "1/1/2026", "first"), ("1/GCN", "", "on"),
     ("1/GCN", "1/1", "on")],
)  # fmt: skip
def test_numbers_need_a_first_and_a_day(first, on, field):
    assert wrong(forms.CertifyForm({"first": first, "on": on}), field)


def test_a_decision_has_number_and_day():
    assert wrong(forms.ApprovalForm({"number": "", "on": "1/1/2026"}), "number")
    assert wrong(forms.ApprovalForm({"number": "45-QĐ/ĐU", "on": ""}), "on")
    assert forms.ApprovalForm({"number": "45-QĐ/ĐU", "on": "1/1/2026"}).is_valid()


def test_opening_a_list_again_needs_a_reason():
    assert "Hãy ghi lý do" in wrong(forms.ReopenForm({"because": " "}), "because")
