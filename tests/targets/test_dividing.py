"""Adopting a division by one paper, keeping its terms, and what their forms refuse."""

from datetime import date

import pytest

from taonguon.accounts.models import User
from taonguon.core import targets
from taonguon.core.facts import known
from taonguon.journal.models import JournalEntry
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.outlook.allocation import Terms
from taonguon.people.actions import Refused
from taonguon.rules.allocation import criteria
from taonguon.targets import actions
from taonguon.targets.forms import AllocationForm, TermsForm
from tests import cast
from tests.reports.test_picture import target

JANUARY, JUNE = date(2027, 1, 10), date(2027, 6, 1)
FIRST, SECOND, THIRD = cast.HAMLET_1, cast.HAMLET_2, cast.SCHOOL
GIVEN = {(FIRST, ""): 2, (SECOND, ""): 1, (THIRD, ""): 0, (FIRST, "women"): 1}


@pytest.fixture
def root(db):
    return cast.commune()


@pytest.fixture
def deputy(db):
    return User.objects.create(username="phobithu")


def adopt(root, deputy, numbers=None, on=JANUARY):
    order = actions.Order(root, 2027, "05-NQ/ĐU", on, numbers or GIVEN)
    return actions.adopt(order=order, by=deputy, at=cast.MORNING)


def in_force():
    told = known(Fact.objects.filter(kind__in=["target", "withdrawal"]).values_for_core(), None)
    found = targets.in_force(told, date(2027, 12, 31)).values()
    return {(one.organisation, one.category): int(one.low) for one in found}


def test_every_cell_is_assigned_its_number_by_the_paper_and_nobody_nothing(root, deputy):
    assert adopt(root, deputy) == 2
    assert in_force() == {(FIRST, ""): 2, (SECOND, ""): 1, (FIRST, "women"): 1}
    one = targets.read(Fact.objects.filter(organisation=FIRST, kind="target").values_for_core()[0])
    assert (one.document, one.set_on, one.source, one.form) == (
        "05-NQ/ĐU", JANUARY, "assigned", "exact",
    )  # fmt: skip


def test_it_is_one_act_told_once_in_the_journal_and_undone_as_a_whole(root, deputy):
    adopt(root, deputy)
    act = Act.objects.get(kind="target.allocate")
    entry = JournalEntry.objects.get(act="target.allocate")
    assert (entry.by, entry.subject) == ("phobithu", f"organisation:{root.pk}")
    assert entry.details["numbers"] == {f"{FIRST}": 2, f"{SECOND}": 1, f"{FIRST} women": 1}
    ledger.undo(act=act, by=deputy, at=cast.later(), because="nhầm tệp")
    assert in_force() == {}


def test_a_later_paper_amends_and_takes_back_with_0(root, deputy):
    adopt(root, deputy)
    adopt(root, deputy, {(FIRST, ""): 0, (SECOND, ""): 3}, on=JUNE)
    assert in_force()[FIRST, ""] == 0
    assert in_force()[SECOND, ""] == 3


def test_a_paper_of_the_same_day_corrects(root, deputy):
    adopt(root, deputy)
    adopt(root, deputy, {(FIRST, ""): 4})
    first, second = Fact.objects.filter(organisation=FIRST, data__category="").exclude(kind="found")
    assert second.corrects_id == first.pk
    assert in_force()[FIRST, ""] == 4


def test_a_paper_older_than_one_in_force_is_refused_and_nothing_is_written(root, deputy):
    adopt(root, deputy, on=JUNE)
    before = Fact.objects.count()
    with pytest.raises(Refused) as refusal:
        adopt(root, deputy, {(SECOND, ""): 5, (THIRD, ""): 1}, on=JANUARY)
    assert str(refusal.value) == (
        "Chi bộ thôn 2 đã có chỉ tiêu theo văn bản ngày 1/6/2027, sau ngày 10/1/2027: sửa ngày văn bản."
    )
    assert Fact.objects.count() == before


def test_what_a_cell_registered_itself_stays(root, deputy):
    cast.record([target(FIRST, 7, year=2027, source="registered")])
    adopt(root, deputy)
    rows = Fact.objects.filter(organisation=FIRST, kind="target", data__category="")
    assert {(row.data["source"], row.data["low"]) for row in rows} == {
        ("registered", "7"), ("assigned", "2"),
    }  # fmt: skip


def test_terms_are_kept_as_a_fact_and_told_in_the_journal(root, deputy):
    terms = Terms({"members": 2}, minimum=1, lows={FIRST: 3})
    fact = actions.set_terms(
        organisation=root.pk, terms=terms, on=JANUARY, by=deputy, at=cast.MORNING
    )
    assert fact.data["lows"] == {str(FIRST): 3}
    entry = JournalEntry.objects.get(act="target.terms")
    assert (entry.by, entry.details["minimum"]) == ("phobithu", 1)


UNITS = {FIRST: "Chi bộ thôn 1", SECOND: "Chi bộ thôn 2"}
TYPED = {
    f"so_{FIRST}": "2", f"so_{SECOND}": "1", f"women_{FIRST}": "1", f"women_{SECOND}": "",
    "document": "05-NQ/ĐU", "set_on": "10/1/2027",
}  # fmt: skip


def division(counting=False, **changed):
    return AllocationForm(
        {**TYPED, **changed}, units=UNITS, categories=["women"], counting=counting
    )


def test_numbers_are_read_by_cell_and_category():
    form = division()
    assert form.is_valid(), form.errors
    assert form.numbers() == {
        (FIRST, ""): 2, (SECOND, ""): 1, (FIRST, "women"): 1, (SECOND, "women"): 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({f"so_{FIRST}": ""}, f"so_{FIRST}", "Chi bộ thôn 1: hãy ghi số, không giao thì ghi 0."),
        ({f"so_{FIRST}": "hai"}, f"so_{FIRST}", "Chi bộ thôn 1: ghi bằng chữ số, ví dụ 2."),
        ({f"so_{FIRST}": "-1"}, f"so_{FIRST}", "Chi bộ thôn 1: số không nhỏ hơn 0."),
        ({f"so_{FIRST}": "10000"}, f"so_{FIRST}", "Chi bộ thôn 1: số không quá 9999."),
        (
            {f"women_{SECOND}": "2"},
            f"women_{SECOND}",
            "Chi bộ thôn 2: nữ 2 nhiều hơn số được giao 1.",
        ),
        ({"document": " "}, "document", "Hãy ghi số văn bản giao chỉ tiêu, ví dụ 05-NQ/ĐU."),
        ({"set_on": ""}, "set_on", "Hãy ghi ngày, ví dụ 21/4/2023."),
    ],
)
def test_what_is_no_division_is_refused_beside_its_field(changed, field, words):
    form = division(**changed)
    assert not form.is_valid()
    assert form.errors == {field: [words]}


def test_counting_asks_for_no_paper_yet():
    assert division(counting=True, document="", set_on="").is_valid()


def test_a_name_with_a_percent_sign_breaks_no_sentence():
    form = AllocationForm(
        {"so_1": "-1", "document": "1", "set_on": "10/1/2027"}, units={1: "Chi bộ 100%s"},
        categories=[],
    )  # fmt: skip
    assert form.errors == {"so_1": ["Chi bộ 100%s: số không nhỏ hơn 0."]}


def weights(**changed):
    told = {f"weight_{code}": "10" for code in criteria()}
    return {**told, "minimum": "1", "allowance": "0", f"high_{FIRST}": "3", **changed}


def terms(**changed):
    return TermsForm(weights(**changed), terms=Terms({}), units=UNITS)


def test_terms_are_read_with_the_bounds_of_single_cells():
    form = terms(**{f"low_{SECOND}": "2"})
    assert form.is_valid(), form.errors
    expected = Terms(dict.fromkeys(criteria(), 10), 1, 0, {SECOND: 2}, {FIRST: 3})
    assert form.terms() == expected


def test_the_form_opens_with_the_terms_in_force():
    held = Terms({"members": 30}, 1, 2, {FIRST: 1}, {})
    form = TermsForm(None, terms=held, units=UNITS)
    names = ("weight_members", "minimum", "allowance", f"low_{FIRST}", f"high_{FIRST}")
    assert [form[name].value() for name in names] == [30, 1, 2, 1, None]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (
            {f"weight_{code}": "0" for code in criteria()},
            "Ít nhất một tiêu chí phải có trọng số lớn hơn 0.",
        ),
        ({"weight_members": "x"}, "Đảng viên: ghi bằng chữ số, ví dụ 2."),
        ({"minimum": ""}, "Ít nhất cho mỗi chi bộ: hãy ghi số, không đặt thì ghi 0."),
        ({"allowance": "100"}, "Phần cho người mới: số không quá 99."),
        (
            {f"low_{FIRST}": "4"},
            "Chi bộ thôn 1: mức ít nhất 4 cao hơn mức nhiều nhất 3.",
        ),
    ],
)
def test_terms_that_make_no_sense_are_refused_in_one_sentence(changed, words):
    form = terms(**changed)
    assert not form.is_valid()
    assert [sentence for told in form.errors.values() for sentence in told] == [words]
