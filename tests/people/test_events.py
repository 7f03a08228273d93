"""What happens to members is recorded, refused when it cannot be, corrected, and never overwritten."""

from datetime import date

import pytest

from taonguon.core.organisation import USE_BEGINS
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people import actions
from taonguon.people.models import Person, Span
from taonguon.people.rebuilding import rebuild
from tests import cast

pytestmark = pytest.mark.django_db

FIRST_DAY = date(2022, 1, 1)
ADMITTED, LATER = date(2020, 5, 19), date(2022, 3, 1)


@pytest.fixture
def lan():
    """Return Lan, admitted in hamlet 1 before the first day of use."""
    cast.commune()
    cast.record([cast.fact(USE_BEGINS, FIRST_DAY, organisation=cast.COMMUNE)])
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, ADMITTED, sex="female"))
    return Person.objects.get(pk=cast.LAN)


def happen(person, kind, on, **data):
    return actions.record_event(
        person=person, kind=kind, on=on, data=data, by=None, at=cast.MORNING
    )


def cell_of(person):
    return Person.objects.get(pk=person.pk).cell_id


def test_a_move_takes_the_member_to_the_new_cell_on_its_day(lan):
    happen(lan, "move", LATER, cell=cast.HAMLET_2, document="Giấy giới thiệu số 5")
    first, second = Span.objects.filter(person=lan).order_by("start_on")
    assert (first.cell_id, first.end_on, first.went_to) == (cast.HAMLET_1, LATER, cast.HAMLET_2)
    assert (second.cell_id, second.start_on) == (cast.HAMLET_2, LATER)


@pytest.mark.parametrize("kind", ["transfer_out", "death", "resignation", "deletion", "expulsion"])
def test_whoever_leaves_is_no_member_from_that_day_on(lan, kind):
    happen(lan, kind, LATER)
    assert Person.objects.get(pk=lan.pk).standing == "former"
    assert Span.objects.get(person=lan).left == kind


def test_an_exempted_member_stays_a_member(lan):
    happen(lan, "exemption", LATER)
    assert Person.objects.get(pk=lan.pk).standing == "probationary"


def test_a_recognition_before_the_first_day_of_use_is_an_opening_entry(lan):
    happen(lan, "recognition", date(2021, 5, 19))
    assert Person.objects.get(pk=lan.pk).recognised_on == date(2021, 5, 19)


def test_a_recognition_from_the_first_day_of_use_is_refused_without_a_dossier(lan):
    with pytest.raises(actions.Refused, match="1/1/2022"):
        happen(lan, "recognition", FIRST_DAY)
    assert not Fact.objects.filter(kind="recognition").exists()


def test_what_lies_in_the_future_is_refused(lan):
    with pytest.raises(actions.Refused, match="tương lai"):
        happen(lan, "death", date(2023, 4, 22))


@pytest.mark.parametrize(
    ("kind", "on", "data"),
    [
        ("death", date(2019, 1, 1), {}),
        ("move", LATER, {"cell": cast.HAMLET_1}),
    ],
)
def test_what_could_not_take_effect_is_refused_and_leaves_nothing(lan, kind, on, data):
    facts = Fact.objects.count()
    with pytest.raises(actions.Refused, match="trái với"):
        happen(lan, kind, on, **data)
    assert Fact.objects.count() == facts
    assert cell_of(lan) == cast.HAMLET_1


def test_every_event_leaves_a_line_in_the_journal(lan):
    happen(lan, "death", LATER)
    assert JournalEntry.objects.filter(act="person.death", subject=f"person:{lan.pk}").exists()


def correct(fact, **changed):
    asked = {"on": None, "data": None, "because": "gõ nhầm", "by": None, "at": cast.later()}
    return actions.correct(fact=fact, **{**asked, **changed})


def test_a_corrected_day_replaces_the_wrong_one_and_keeps_it(lan):
    wrong = happen(lan, "death", LATER)
    correct(wrong, on=date(2022, 2, 1))
    assert Span.objects.get(person=lan).end_on == date(2022, 2, 1)
    assert Fact.objects.filter(kind="death").count() == 2


def test_a_withdrawn_death_brings_the_member_back(lan):
    correct(happen(lan, "death", LATER))
    assert Person.objects.get(pk=lan.pk).standing == "probationary"


def test_an_admission_cannot_be_moved_behind_the_gate_by_a_correction(lan):
    admitted = Fact.objects.get(kind="admission")
    with pytest.raises(actions.Refused):
        correct(admitted, on=FIRST_DAY)
    assert Span.objects.get(person=lan).start_on == ADMITTED


def test_merging_a_cell_moves_its_members_the_same_day(lan):
    cells = Organisation.objects.in_bulk([cast.HAMLET_1, cast.HAMLET_2])
    actions.merge(
        cell=cells[cast.HAMLET_1], into=cells[cast.HAMLET_2], on=LATER, by=None, at=cast.MORNING
    )
    assert cell_of(lan) == cast.HAMLET_2
    assert Organisation.objects.get(pk=cast.HAMLET_1).ended_on == LATER
    assert rebuild(write=False) == {}


def test_a_cell_with_members_is_not_dissolved(lan):
    hamlet = Organisation.objects.get(pk=cast.HAMLET_1)
    with pytest.raises(actions.Refused, match="còn 1 đảng viên"):
        actions.dissolve(cell=hamlet, on=LATER, by=None, at=cast.MORNING)
    assert Organisation.objects.get(pk=cast.HAMLET_1).ended_on is None


def test_an_empty_cell_is_dissolved_and_stays_in_the_past(lan):
    fund = Organisation.objects.get(pk=cast.CREDIT_FUND)
    actions.dissolve(cell=fund, on=LATER, by=None, at=cast.MORNING)
    told = Organisation.objects.get(pk=cast.CREDIT_FUND)
    assert (told.ended_on, told.versions.founded().get().end_on) == (LATER, LATER)


def test_a_fact_is_corrected_once(lan):
    wrong = happen(lan, "death", LATER)
    correct(wrong, on=date(2022, 2, 1))
    with pytest.raises(actions.Refused, match="đã được sửa"):
        correct(wrong, on=date(2022, 2, 2))
    assert Span.objects.get(person=lan).end_on == date(2022, 2, 1)


def test_a_correction_to_a_day_to_come_is_refused(lan):
    with pytest.raises(actions.Refused, match="tương lai"):
        correct(happen(lan, "death", LATER), on=date(2030, 1, 1))


RECOGNISED = date(2021, 5, 19)


@pytest.mark.parametrize("on", [date(2021, 6, 1), None])
def test_a_correction_that_would_undo_another_fact_is_refused_and_leaves_nothing(lan, on):
    happen(lan, "recognition", RECOGNISED)
    with pytest.raises(actions.Refused, match="“Công nhận chính thức” ngày 19/5/2021"):
        correct(Fact.objects.get(kind="admission"), on=on)
    assert Person.objects.get(pk=lan.pk).standing == "official"
    assert not Fact.objects.filter(corrects__isnull=False).exists()


def test_a_correction_up_to_the_other_fact_is_taken(lan):
    happen(lan, "recognition", RECOGNISED)
    correct(Fact.objects.get(kind="admission"), on=RECOGNISED)
    assert Person.objects.get(pk=lan.pk).standing == "official"


def found_cell_8():
    told = {"name": "Chi bộ 8", "kind": "cell", "parent": cast.COMMUNE}
    cast.record([cast.founding(8, LATER, **told)])


@pytest.mark.parametrize(("on", "refused"), [(date(2022, 2, 28), True), (LATER, False)])
def test_nobody_moves_to_a_cell_before_it_is_founded(lan, on, refused):
    found_cell_8()
    if not refused:
        happen(lan, "move", on, cell=8)
        assert cell_of(lan) == 8
        return
    with pytest.raises(actions.Refused, match="không còn Chi bộ 8"):
        happen(lan, "move", on, cell=8)


def test_a_move_is_not_corrected_to_a_day_before_its_cell_is_founded(lan):
    found_cell_8()
    moved = happen(lan, "move", date(2022, 4, 1), cell=8)
    with pytest.raises(actions.Refused, match="không còn Chi bộ 8"):
        correct(moved, on=date(2022, 2, 28))
    correct(moved, on=LATER)


def test_an_opening_entry_may_lie_before_its_cell_and_that_is_told(lan):
    found_cell_8()
    opened = cast.fact("opening", LATER, person=cast.HUNG, organisation=8, entry="admission")
    cast.record([cast.description(cast.HUNG, LATER), opened])
    mended = correct(Fact.objects.get(kind="opening"), on=ADMITTED)
    assert actions.comes_before_its_cell(mended)
    assert not actions.comes_before_its_cell(Fact.objects.get(kind="admission"))


SAID = {"name": "Trần Văn Hùng", "sex": "male", "born": "1980-06-07"}
PAPER = {"admitted_on": "2010-02-03", "official_on": "2011-02-03", "document": "số 5-GGT"}


def come(on=LATER, cell=cast.HAMLET_1, said=SAID, data=PAPER):
    unit = Organisation.objects.get(pk=cell)
    return actions.transfer_in(said=said, cell=unit, on=on, data=data, by=None, at=cast.MORNING)


@pytest.mark.parametrize(
    ("data", "standing"),
    [(PAPER, "official"), ({"admitted_on": "2021-12-01", "document": "số 5"}, "probationary")],
)
def test_who_comes_from_elsewhere_is_a_member_from_that_day_and_not_admitted_here(
    lan, data, standing
):
    person = Person.objects.get(pk=come(data=data))
    assert (person.standing, person.cell_id) == (standing, cast.HAMLET_1)
    assert person.admitted_on.isoformat() == data["admitted_on"]
    (span,) = Span.objects.filter(person=person)
    assert (span.start_on, span.entered) == (LATER, "transfer_in")
    assert not person.admissions.exists()
    assert JournalEntry.objects.filter(subject=f"person:{person.pk}").exists()
    assert rebuild(write=False) == {}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"on": date(2030, 1, 1)}, "tương lai"),
        ({"on": date(1999, 12, 31)}, "lập ngày 1/1/2000"),
        (
            {"said": {"name": "NGUYỄN THỊ LAN", "sex": "female", "born": "1980-05-01"}},
            "đã có trong sổ",
        ),
    ],
)
def test_a_transfer_that_cannot_be_is_refused_and_leaves_nothing(lan, changed, why):
    facts = Fact.objects.count()
    with pytest.raises(actions.Refused, match=why):
        come(**changed)
    assert Fact.objects.count() == facts


def test_a_namesake_of_another_birth_may_come(lan):
    cast.record([cast.description(cast.LAN, LATER, born="1990-01-01")])
    assert come(said={**SAID, "name": "Nguyễn Thị Lan"})


def test_who_transferred_out_may_return_with_the_same_status(lan):
    happen(lan, "recognition", RECOGNISED)
    happen(lan, "transfer_out", FIRST_DAY)
    happen(Person.objects.get(pk=lan.pk), "transfer_in", LATER, cell=cast.HAMLET_2)
    told = Person.objects.get(pk=lan.pk)
    assert (told.standing, told.cell_id, told.admitted_on) == ("official", cast.HAMLET_2, ADMITTED)


@pytest.mark.parametrize("kind", ["deletion", "expulsion", "resignation"])
def test_who_left_the_party_does_not_return_by_a_transfer(lan, kind):
    happen(lan, kind, FIRST_DAY)
    with pytest.raises(actions.Refused, match="kết nạp lại qua hồ sơ"):
        happen(lan, "transfer_in", LATER, cell=cast.HAMLET_2)
