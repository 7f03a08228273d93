"""What the forms of difficulties read, begin with, and refuse."""

import pytest

from taonguon.difficulties.forms import (
    ActForm,
    CloseForm,
    DifficultiesForm,
    RaiseForm,
    WithdrawForm,
)
from tests import cast

CELLS = [(cast.HAMLET_1, "Chi bộ thôn 1"), (cast.HAMLET_2, "Chi bộ thôn 2")]
WHOLE = {
    "cell": cast.HAMLET_1, "kind": "money", "task": "Việc", "bottleneck": "Thiếu tiền",
    "raised_by": "Bí thư", "on": "1/10/2026", "owner": "Văn phòng", "due": "1/12/2026",
    "severity": "stuck", "level": "commune",
}  # fmt: skip


def raising(cells=CELLS, **said):
    return RaiseForm({**WHOLE, **said}, cells=cells)


def test_a_whole_form_is_read_as_typed(do):
    form = raising()
    assert form.is_valid()
    raised = form.raised(do.raised().cell)
    assert (raised.kind, raised.on, raised.proposal) == ("money", do.day("2026-10-01"), "")
    assert form.handling() == do.handling("Văn phòng", "2026-12-01", "stuck", "commune")


@pytest.mark.parametrize(
    "name",
    ["cell", "kind", "task", "bottleneck", "raised_by", "on", "owner", "due", "severity", "level"],
)
def test_what_is_missing_is_asked_for_in_words(name):
    form = raising(**{name: ""})
    assert not form.is_valid()
    assert set(form.errors) == {name}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cell", cast.OTHER_CELL), ("kind", "boats"), ("severity", "huge"), ("level", "province"),
        ("task", "x" * 151), ("bottleneck", "x" * 301), ("owner", "x" * 121), ("on", "30/2/2026"),
        ("due", "1/1/1800"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(name, value):
    form = raising(**{name: value})
    assert not form.is_valid()
    assert set(form.errors) == {name}


def test_who_has_one_cell_need_not_choose_it():
    assert RaiseForm(cells=CELLS[:1]).fields["cell"].choices == CELLS[:1]
    assert RaiseForm(cells=CELLS).fields["cell"].choices[0] == ("", "–")


def test_a_turn_begins_with_whose_the_difficulty_is(do):
    now = do.told(do.add(owner="Hội Phụ nữ", level="commune")).course.now
    form = ActForm(now=now, initial={"on": do.day("2026-11-25")})
    assert form["owner"].value() == "Hội Phụ nữ"
    assert form["due"].value() == "1/12/2026"
    assert (form["level"].value(), form["on"].value()) == ("commune", "25/11/2026")


@pytest.mark.parametrize("form", [CloseForm, WithdrawForm])
def test_an_end_needs_its_words(form):
    told = form({"on": "1/11/2026", "text": "  "})
    assert not told.is_valid()
    assert set(told.errors) == {"text"}


@pytest.mark.parametrize(
    ("asked", "valid"), [({}, True), ({"tt": "superior"}, True), ({"tt": "x"}, False),
                         ({"loai": "boats"}, False), ({"to": "999"}, False)],
)  # fmt: skip
def test_a_filter_there_is_none_of_is_not_followed(asked, valid):
    assert DifficultiesForm(asked, cells=CELLS).is_valid() is valid
