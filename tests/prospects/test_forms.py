"""The forms of prospects: what they ask, what they refuse, and in which words."""

import pytest
from django.utils import translation

from taonguon.prospects.forms import (
    NOBODY,
    AcceptForm,
    ArrivalForm,
    EnlistmentForm,
    SendForm,
)

CELLS = [(1, "Chi bộ thôn 1"), (2, "Chi bộ thôn 2")]
SEND = {"number": "01", "on": "1/10/2026"}
ACCEPT = {"cell": "1", "on": "1/10/2026"}
ARRIVE = {
    "name": "Lê Thị Mai", "born": "8/3/1995", "sex": "female", "came_from": "Đảng ủy xã Tân An",
    "number": "03", "given_on": "1/9/2026", "cell": "1", "on": "10/9/2026",
    "agreed_on": "10/9/2026",
}  # fmt: skip
ALIKE = [("7", "Lê Thị Mai · Chi bộ thôn 1 · nguồn")]


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def arrival(like=(), **changed):
    return ArrivalForm({**ARRIVE, **changed}, cells=CELLS, likeness=lambda name, born: list(like))


@pytest.mark.parametrize(
    ("told", "good"),
    [
        ({"receiver": "1"}, True),
        ({"outside": "Đảng ủy Quân khu 3"}, True),
        ({}, False),
        ({"receiver": "1", "outside": "X"}, False),
        ({"receiver": "9"}, False),
    ],
)
def test_a_hand_over_has_one_receiver_that_is_offered(told, good):
    assert SendForm({**SEND, **told}, receivers=CELLS).is_valid() is good


@pytest.mark.parametrize("missing", ["number", "on"])
def test_a_hand_over_needs_its_certificate(missing):
    told = {**SEND, "receiver": "1", missing: ""}
    assert list(SendForm(told, receivers=CELLS).errors) == [missing]


def test_a_helper_is_named_with_the_day_of_becoming_official_or_not_at_all():
    assert AcceptForm(ACCEPT, cells=CELLS).is_valid()
    named = {**ACCEPT, "helper": "Trần Văn Hùng"}
    assert list(AcceptForm(named, cells=CELLS).errors) == ["official_since"]
    assert AcceptForm({**named, "official_since": "1/6/2022"}, cells=CELLS).is_valid()
    wrong = AcceptForm({**named, "official_since": "hè"}, cells=CELLS)
    assert len(wrong.errors["official_since"]) == 1


def test_the_only_cell_is_chosen_already_and_of_several_none():
    assert list(AcceptForm(cells=CELLS[:1]).fields["cell"].choices) == CELLS[:1]
    assert AcceptForm(cells=CELLS).fields["cell"].choices[0] == ("", "–")


@pytest.mark.parametrize(
    ("told", "good"),
    [
        ({"on": "20/2/2027"}, True),
        ({"called_off": "on"}, True),
        ({}, False),
        ({"on": "20/2/2027", "called_off": "on"}, False),
        ({"on": "30/2/2027"}, False),
    ],
)
def test_an_enlistment_has_a_day_or_is_called_off(told, good):
    form = EnlistmentForm(told)
    assert form.is_valid() is good
    assert good or len(form.errors["on"]) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8/3/1995", "1995-03-08"),
        ("1995", "1995"),
        (" 1995 ", "1995"),
        ("1995-03-08", "1995-03-08"),
    ],
)
def test_a_birth_is_a_day_or_a_year(typed, kept):
    form = arrival(born=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == kept
    assert form.cleaned_data["known"] is None


@pytest.mark.parametrize("typed", ["95", "31/2/1995", "0001", "x", "٢٠٠١", "8/3/95"])
def test_what_is_no_birth_is_refused_with_an_example(typed):
    form = arrival(born=typed)
    assert "1996" in form.errors["born"][0]


@pytest.mark.parametrize("missing", sorted(ARRIVE))
def test_of_an_arrival_nothing_may_be_missing(missing):
    form = arrival(**{missing: ""})
    assert missing in form.errors
    assert "Trường này" not in str(form.errors)


@pytest.mark.parametrize(("answer", "known"), [("7", 7), (NOBODY, None)])
def test_somebody_alike_is_the_same_or_another(answer, known):
    form = arrival(ALIKE, known=answer)
    assert form.is_valid()
    assert form.cleaned_data["known"] == known


@pytest.mark.parametrize("answer", ["", "8", "x"])
def test_without_an_answer_about_somebody_alike_it_is_asked(answer):
    form = arrival(ALIKE, known=answer)
    assert "người đã có trong sổ" in form.errors["known"][0]
    assert "Chi bộ thôn 1 · nguồn" in str(form["known"])
