"""A form in plain values: what is asked, how, with which answers; what is sent back, what has no place."""

from datetime import date

import pytest
from django import forms

from taonguon.offline.describing import Thing, group, line, must_fit, refused, typed
from taonguon.offline.taking import KINDS
from taonguon.organisations.forms import DayField
from taonguon.people.actions import Refused


class Asking(forms.Form):
    """One question of each kind."""

    name = forms.CharField(label="Tên", max_length=5, help_text="Ngắn thôi")
    more = forms.CharField(label="Thêm", required=False, widget=forms.Textarea())
    on = DayField(label="Ngày")
    one = forms.ChoiceField(label="Một", choices=[("a", "A"), ("b", "B")])
    other = forms.ChoiceField(label="Khác", choices=[("a", "A")], widget=forms.RadioSelect)
    some = forms.TypedMultipleChoiceField(
        label="Vài", choices=[(1, "I"), (2, "II")], coerce=int, widget=forms.CheckboxSelectMultiple
    )
    yes = forms.BooleanField(label="Có", required=False)
    key = forms.CharField(widget=forms.HiddenInput())


FIRST = {"on": date(2026, 11, 25), "some": {2}, "yes": True, "one": "b"}


def asked(**more):
    told = group(Asking(initial=FIRST, **more), "Nhóm")
    return {one["name"].rpartition("-")[2]: one for one in told["fields"]}


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("name", "text", []), ("more", "textarea", []), ("on", "day", ["25/11/2026"]),
        ("one", "select", ["b"]), ("other", "radio", []), ("some", "checks", ["2"]),
        ("yes", "check", ["on"]),
    ],
)  # fmt: skip
def test_each_kind_of_question_is_told_with_its_first_answer(name, kind, value):
    assert (asked()[name]["kind"], asked()[name]["value"]) == (kind, value)


def test_a_question_keeps_its_words_its_length_and_its_choices():
    told = asked()
    assert (told["name"]["label"], told["name"]["help"], told["name"]["most"]) == (
        "Tên", "Ngắn thôi", 5,
    )  # fmt: skip
    assert told["some"]["choices"] == [["1", "I"], ["2", "II"]]
    assert (told["name"]["required"], told["more"]["required"]) == (True, False)
    assert "key" not in told


def test_in_a_group_that_may_be_left_empty_the_questions_say_so():
    told = group(Asking(), "Nhóm", "Để trống được", optional=True)
    assert (told["optional"], told["legend"], told["help"]) == (True, "Nhóm", "Để trống được")
    assert told["fields"][0]["required"] is False


def test_what_was_sent_reads_as_a_form_does():
    data = {"name": ["An"], "some": ["1", "2"], "on": ["1/2/2026"], "one": ["a"], "other": ["a"]}
    form = Asking(typed(data, key="k"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["some"] == [1, 2]
    assert form.cleaned_data["on"] == date(2026, 2, 1)
    assert form.cleaned_data["key"] == "k"
    assert typed({"key": ["của máy khác"]}, key="k")["key"] == "k"


def test_what_is_wrong_names_the_question_and_whose_it_is():
    told = refused(Asking(typed({"name": ["Dài quá rồi"], "on": ["hôm qua"]})), "Trần Ngọc Yến")
    assert any(words.startswith("Trần Ngọc Yến, Tên:") for words in told)
    assert any("hôm qua" in words for words in told)
    form = Asking(typed({}))
    form.add_error(None, "Cả phiếu.")
    assert "Cả phiếu." in refused(form)


def test_an_answer_without_its_question_is_refused_by_name_and_an_empty_one_is_none():
    form = Asking(typed({}))
    must_fit({"name": ["An"], "gone": [], "empty": [""]}, [form], {})
    with pytest.raises(Refused, match="Danh sách; một câu đã bỏ"):
        must_fit({"gone": ["x"], "listed": ["on"]}, [form], {"listed": "Danh sách"})


def test_a_thing_is_plain_values():
    one = Thing("visit", "7", "Ghi", "Chi bộ", [], "0", again=True, reading=[line("A", "")])
    assert one.told()["reading"] == [{"label": "A", "value": "–"}]
    assert one.told()["again"] is True


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_is_found_compared_locked_and_kept(kind):
    assert all(callable(getattr(kind, name)) for name in ("found", "stands", "lock", "keep"))
    assert kind.ACT
