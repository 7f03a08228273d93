"""A load is taken back whole while nothing was built upon it; what was known then stays known."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from taonguon.imports import actions
from taonguon.imports.models import Load
from taonguon.journal.models import JournalEntry
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.organisations import actions as organisations
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.models import Person
from taonguon.people.rebuilding import rebuild
from tests.imports import an_hoa
from tests.imports.an_hoa import HAMLET_1, HUNG, LAN, MAI, TARGET_1, THAO

pytestmark = pytest.mark.django_db

LATER = an_hoa.NOW + timedelta(days=1)


def undo(load, at=LATER):
    return actions.undo(load=Load.objects.get(pk=load.pk), by=None, at=at, because="nạp nhầm tệp")


def standing():
    """Return the facts that stand, without their numbers."""
    rows = Fact.objects.filter(act__undone_at__isnull=True)
    return sorted(map(str, rows.values_list("kind", "happened_on", "data", "corrects")))


def people_now():
    names = [field.name for field in Person._meta.fields if field.name != "id"]
    return sorted(map(str, Person.objects.values_list(*names)))


# kind of list, its rows: something new, something changed
BROUGHT = [
    ("members", (MAI,)),
    ("members", ({**LAN, "Nghề nghiệp": "Hưu trí"}, MAI)),
    ("members", ({**HUNG, "Ngày chính thức": "31/12/2021"},)),
    ("prospects", ({**THAO, "Ngày cấp GCN": "15/4/2023"},)),
    ("cells", ({**HAMLET_1, "Số hộ": 130}, {**HAMLET_1, "Tên chi bộ": "Chi bộ thôn 3"})),
    ("targets", ({**TARGET_1, "Năm 2022": 5, "Năm 2024": 3},)),
]


@pytest.mark.parametrize(("kind", "rows"), BROUGHT)
def test_an_undo_takes_everything_back(register, tmp_path, kind, rows):
    facts, known, units = standing(), people_now(), Organisation.objects.count()
    load = an_hoa.load(an_hoa.write(tmp_path, kind, *rows, name="sau"))
    assert standing() != facts
    assert undo(load).state == "undone"
    assert (standing(), people_now()) == (facts, known)
    assert Organisation.objects.count() == units
    assert rebuild(write=False) == {}


@pytest.mark.parametrize(("kind", "rows"), BROUGHT)
def test_after_an_undo_the_list_can_be_loaded_again(register, tmp_path, kind, rows):
    path = an_hoa.write(tmp_path, kind, *rows, name="sau")
    first = an_hoa.load(path)
    known = people_now()
    undo(first)
    again = an_hoa.load(path, at=LATER + timedelta(days=1))
    assert len(an_hoa.facts_of(again)) == len(an_hoa.facts_of(first))
    assert people_now() == known


def test_the_load_that_began_the_commune_leaves_it_without_cells(begun):
    undo(begun)
    assert [unit.kind for unit in Organisation.objects.all()] == ["commune"]
    assert rebuild(write=False) == {}


def test_an_undo_keeps_what_was_written_and_says_who_took_it_back_and_why(register):
    facts = Fact.objects.filter(act=register.act).count()
    undo(register)
    act = Act.objects.get(pk=register.act_id)
    assert (act.undone_at, act.undone_because) == (LATER, "nạp nhầm tệp")
    assert Fact.objects.filter(act=act).count() == facts
    assert JournalEntry.objects.filter(act="load.undo", subject=f"load:{register.pk}").exists()


def correction(_folder):
    fact = Fact.objects.get(kind="opening", person=an_hoa.person("Nguyễn Thị Lan").pk)
    people.correct(
        fact=fact, on=date(2015, 5, 20), data=None, because="gõ nhầm", by=None, at=an_hoa.NOW
    )


def death(_folder):
    lan = an_hoa.person("Nguyễn Thị Lan")
    people.record_event(
        person=lan, kind="death", on=date(2023, 1, 2), data={}, by=None, at=an_hoa.NOW
    )


def later_load_of_people(folder):
    an_hoa.load(an_hoa.write(folder, "members", {**LAN, "Nghề nghiệp": "Hưu trí"}, name="sau"))


def later_load_of_targets(folder):
    an_hoa.load(an_hoa.write(folder, "targets", {**TARGET_1, "Năm 2023": 9}, name="sau"))


def member_of_its_cell(folder):
    an_hoa.load(an_hoa.write(folder, "members", MAI, name="sau"))


def target_of_its_cell(folder):
    an_hoa.load(an_hoa.write(folder, "targets", TARGET_1, name="sau"))


def rename_of_its_cell(_folder):
    change("rename", "Chi bộ thôn 2", name="Chi bộ thôn Hai Bà")


def cell_put_below_its_cell(_folder):
    school = organisations.found(
        name="Chi bộ Trường", kind="cell", on=date(2020, 1, 1), use_begins_on=date(2022, 1, 1),
        by=None, at=an_hoa.NOW,
    )  # fmt: skip
    change("reparent", school.name, parent=Organisation.objects.get(name="Chi bộ thôn 2").pk)


def change(kind, unit, **data):
    organisations.change(
        kind=kind, organisation=Organisation.objects.get(name=unit), on=date(2022, 5, 1),
        data=data, by=None, at=an_hoa.NOW,
    )  # fmt: skip


def take_back(act):
    later = Load.objects.filter(act=act).first()
    if later:
        undo(later)
        return
    with transaction.atomic():
        ledger.undo(act=act, by=None, at=LATER, because="thử")
        organisations.project()
        people.project(act.facts.exclude(person=None).values_list("person", flat=True))


BUILT_ON_PEOPLE = [correction, death, later_load_of_people, later_load_of_targets]
BUILT_ON_CELLS = [
    member_of_its_cell, target_of_its_cell, rename_of_its_cell, cell_put_below_its_cell,
]  # fmt: skip


def must_stand_until_undone(load, build, folder):
    before = Act.objects.order_by("-pk").first().pk
    build(folder)
    facts = standing()
    with pytest.raises(actions.NotNow, match="Không hoàn tác được") as refusal:
        undo(load)
    assert str(refusal.value).endswith("trước.")
    assert (standing(), Load.objects.get(pk=load.pk).state) == (facts, "written")
    for act in Act.objects.filter(pk__gt=before).order_by("-pk"):
        take_back(act)
    assert undo(load).state == "undone"


@pytest.mark.parametrize("build", BUILT_ON_PEOPLE)
def test_people_somebody_built_upon_stay_until_that_is_undone(register, tmp_path, build):
    must_stand_until_undone(register, build, tmp_path)


@pytest.mark.parametrize("build", BUILT_ON_CELLS)
def test_cells_somebody_built_upon_stay_until_that_is_undone(begun, tmp_path, build):
    must_stand_until_undone(begun, build, tmp_path)


def test_a_later_load_of_others_does_not_hold_up_an_undo(register, tmp_path):
    an_hoa.load(an_hoa.write(tmp_path, "members", MAI, name="sau"))
    assert undo(register).state == "undone"
    assert list(Person.objects.values_list("name", flat=True)) == ["Lê Thị Mai"]
    assert rebuild(write=False) == {}


def test_a_load_is_undone_once_even_from_two_pages(register):
    first, second = (Load.objects.get(pk=register.pk) for _ in range(2))
    actions.undo(load=first, by=None, at=LATER)
    with pytest.raises(actions.NotNow):
        actions.undo(load=second, by=None, at=LATER + timedelta(days=3))
    assert Act.objects.get(pk=register.act_id).undone_at == LATER


def test_a_load_that_brought_nothing_has_nothing_to_undo(register, tmp_path):
    same = an_hoa.load(an_hoa.write(tmp_path, "members", LAN, name="sau"))
    with pytest.raises(actions.NotNow, match="không có gì"):
        undo(same)


def test_a_preview_is_not_undone(begun, tmp_path):
    waiting = an_hoa.preview(an_hoa.write(tmp_path, "members", LAN))
    with pytest.raises(actions.NotNow):
        undo(waiting)


def test_a_crash_in_the_middle_of_an_undo_leaves_the_load_as_it_was(register, monkeypatch):
    facts, known = standing(), people_now()
    with monkeypatch.context() as broken:
        broken.setattr(actions.people, "project", out_of_space)
        with pytest.raises(OSError, match="đĩa đầy"):
            undo(register)
    assert (standing(), people_now()) == (facts, known)
    assert undo(register).state == "undone"


def out_of_space(_people):
    raise OSError("đĩa đầy")
