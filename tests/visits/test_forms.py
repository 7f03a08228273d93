"""What the forms of visits and of the calendar read, and what they say of what they cannot."""

from datetime import time

import pytest

from taonguon.core.month import Month
from taonguon.visits import forms, planning
from taonguon.visits.planning import HourField, PlanForm, ResultForm
from tests import cast

MONTH = Month(2026, 11)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("19:30", time(19, 30)), ("19h30", time(19, 30)), ("7h", time(7)), ("7.05", time(7, 5)),
        (" 20H15 ", time(20, 15)), ("8", time(8)), ("", None),
    ],
)  # fmt: skip
def test_an_hour_is_read_as_people_write_it(text, hour):
    assert HourField(required=False).clean(text) == hour


@pytest.mark.parametrize("text", ["24:00", "7:60", "sáng", "7:3:0", "-1", "７点"])
def test_what_is_no_hour_is_said(text):
    with pytest.raises(forms.forms.ValidationError, match="không phải là giờ"):
        HourField(required=False).clean(text)


@pytest.mark.parametrize(("hour", "words"), [(time(7, 5), "7:05"), (time(19, 30), "19:30")])
def test_an_hour_is_written_as_people_write_it(hour, words):
    assert HourField().prepare_value(hour) == words


def table(do, data=None, **first):
    units = [do.unit(), do.unit(cast.HAMLET_2)]
    return PlanForm(data, month=MONTH, units=units, first=first.get("first", {}))


def row(cell=cast.HAMLET_1, **said):
    return {f"{name}_{cell}": value for name, value in said.items()}


def test_a_cell_without_a_day_is_not_planned(do):
    form = table(do, row(on="5/11/2026", at="19:30", place="Nhà văn hóa", form="groups"))
    assert form.is_valid()
    (one,) = form.plans()
    assert (one.cell.pk, one.on.day, one.at, one.form) == (
        cast.HAMLET_1, 5, time(19, 30), "groups",
    )  # fmt: skip


def test_a_form_left_out_is_the_usual_one(do):
    form = table(do, row(on="5/11/2026"))
    assert form.is_valid()
    assert form.plans()[0].form == "together"


@pytest.mark.parametrize("on", ["31/10/2026", "1/12/2026", "5/11/2025"])
def test_a_day_of_another_month_is_said_with_the_cell(do, on):
    form = table(do, row(on=on))
    assert not form.is_valid()
    assert form.errors[f"on_{cast.HAMLET_1}"] == [
        "Chi bộ thôn 1: ngày này không thuộc tháng 11/2026."
    ]


def test_every_field_of_the_table_is_called_by_its_cell(do):
    labels = [str(field.label) for field in table(do).fields.values()]
    assert len(labels) == len(set(labels)) == 8
    assert "Chi bộ thôn 2, giờ" in labels


def test_a_row_that_begins_as_last_month_is_marked(do):
    told = table(do, first={cast.HAMLET_1: {"suggested": True}}).rows()
    assert [one.suggested for one in told] == [True, False]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"held": ""}, "held"), ({"held": "maybe"}, "held"), ({"on": "x"}, "on"),
        ({"form": "party"}, "form"), ({"present": "1.5"}, "present"),
        ({"summoned": "2001"}, "summoned"), ({"minutes": "x" * 61}, "minutes"),
    ],
)  # fmt: skip
def test_a_result_is_read_strictly(said, field):
    whole = {"held": "yes", "on": "5/11/2026", "form": "together", **said}
    form = ResultForm(whole)
    assert not form.is_valid()
    assert set(form.errors) == {field}


def test_a_result_without_numbers_is_read_and_left_to_the_action():
    form = ResultForm({"held": "no", "on": "5/11/2026", "form": "online", "because": "bão"})
    assert form.is_valid()
    told = form.result()
    assert (told.held, told.present, told.because) == (False, None, "bão")


def test_the_ways_a_cell_meets_are_offered_in_words():
    assert dict(planning.form_choices())["groups"] == "Theo tổ"


def whole(hoa, **said):
    first = {"member": str(hoa.pk), "on": "10/11/2026", "key": "k"}
    return forms.WholeVisit({**first, **said}, seats=[hoa], first={})


def test_slots_left_empty_are_nothing(do, hoa):
    form = whole(hoa, **{"kk1-level": "cell", "kk2-level": "cell"})
    assert form.is_valid()
    went = form.visit.went(do.unit())
    assert [one.told(went) for one in form.raised] == [None, None]
    assert [one.told() for one in form.promises] == [None, None, None]


def test_a_slot_begun_must_be_finished_and_is_named(hoa):
    form = whole(hoa, **{"hua3-text": "Xin thêm chỗ", "kk1-level": "cell", "kk2-level": "cell"})
    assert not form.is_valid()
    assert form.refusals() == [
        "Việc thống nhất 3: Hãy ghi ai làm.",
        "Việc thống nhất 3: Hãy ghi ngày, ví dụ 21/4/2023.",
    ]


def test_everything_wrong_is_said_at_once(hoa):
    form = whole(hoa, on="x", **{"kk2-task": "Việc", "kk2-level": "cell", "kk1-level": "cell"})
    assert not form.is_valid()
    assert form.visit.errors["on"]
    assert all(one.startswith("Khó khăn 2: ") for one in form.refusals())


def test_a_difficulty_of_a_visit_says_by_whom_it_was_raised(do, hoa):
    said = {"kind": "money", "task": "Việc", "bottleneck": "Thiếu tiền", "owner": "Văn phòng",
            "due": "1/12/2026", "level": "commune"}  # fmt: skip
    form = whole(
        hoa, **{f"kk1-{name}": value for name, value in said.items()}, **{"kk2-level": "cell"}
    )
    assert form.is_valid()
    raised, handling = form.raised[0].told(form.visit.went(do.unit()))
    assert raised.raised_by == "Trần Thị Hòa, khi dự sinh hoạt"
    assert (raised.on, handling.level) == (do.day("2026-11-10"), "commune")


@pytest.mark.parametrize(
    ("name", "holder", "begins"),
    [("Trần Thị Hòa", None, True), ("Ai khác", None, False), ("Ai khác", "hoa", True)],
)
def test_the_form_begins_with_who_signed_in_else_with_who_has_the_cell(hoa, name, holder, begins):
    found = forms.begun([hoa], name, hoa.pk if holder else None)
    assert (found == hoa.pk) is begins


def test_who_has_the_cell_and_left_the_committee_is_not_begun_with(hoa):
    assert forms.begun([hoa], "Ai khác", hoa.pk + 1) is None


def test_the_years_go_back_to_the_first_visit(do):
    assert forms.years(do.day("2026-11-25"), 2024) == [2026, 2025, 2024]
    assert forms.years(do.day("2026-11-25"), None) == [2026]
