"""Facts are appended; nothing in the ledger is changed or removed, and what is false cannot enter."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction

from taonguon.core import facts as core
from taonguon.ledger import actions
from taonguon.ledger.models import Act, AppendOnly, Fact
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def fact():
    """Return a fact that was recorded on its own."""
    _, given = cast.record([cast.description(cast.LAN, "2022-05-19", sex="female")])
    return Fact.objects.get(pk=next(iter(given.values())))


@pytest.mark.parametrize(
    "change",
    [
        lambda fact: Fact.objects.filter(pk=fact.pk).update(kind="death"),
        lambda fact: Fact.objects.all().delete(),
        lambda fact: Fact.objects.filter(pk=fact.pk).delete(),
        lambda fact: fact.save(),
        lambda fact: fact.save(update_fields=["data"]),
        lambda fact: fact.delete(),
        lambda fact: Fact.objects.bulk_update([fact], ["kind"]),
        lambda fact: Fact.objects.update_or_create(pk=fact.pk, defaults={"kind": "death"}),
        lambda fact: fact.act.facts.all().delete(),
    ],
    ids=["update", "delete all", "delete some", "save", "save a field", "delete", "bulk update",
         "update or create", "delete through the act"],
)  # fmt: skip
def test_a_fact_is_neither_changed_nor_removed(fact, change):
    fact.kind = "death"
    with pytest.raises(AppendOnly), transaction.atomic():
        change(fact)
    assert Fact.objects.get().kind == "description"


def test_a_new_fact_with_the_number_of_another_does_not_take_its_place(fact):
    other = Fact(pk=fact.pk, act=fact.act, kind="death", happened_on=fact.happened_on, person=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    assert Fact.objects.get().kind == "description"


def test_an_act_with_facts_cannot_be_removed(fact):
    with pytest.raises(models.ProtectedError):
        fact.act.delete()


def new(**changed):
    act = actions.open_act(kind="test", source="", by=None, at=cast.MORNING)
    return Fact(**{"act": act, "kind": "move", "happened_on": date(2022, 5, 19), **changed})


def test_a_fact_is_about_somebody():
    new(person=cast.LAN).save()
    new(organisation=cast.HAMLET_1).save()
    with pytest.raises(IntegrityError, match="fact_is_about_somebody"), transaction.atomic():
        new().save()


@pytest.mark.parametrize(("late", "allowed"), [(-1, False), (0, True), (1, True)])
def test_an_act_is_not_undone_before_it_was_recorded(fact, late, allowed):
    at = cast.MORNING + timedelta(seconds=late)
    if allowed:
        actions.undo(act=fact.act, by=None, at=at, because="nhầm tệp")
        return
    with pytest.raises(IntegrityError, match="act_undone_after_recorded"), transaction.atomic():
        actions.undo(act=fact.act, by=None, at=at, because="nhầm tệp")


def test_an_undone_act_says_when_by_whom_and_why_and_keeps_its_facts(fact):
    actions.undo(act=fact.act, by=None, at=cast.later(), because="nhầm tệp")
    act = Act.objects.get()
    assert (act.undone_at, act.undone_by, act.undone_because) == (cast.later(), None, "nhầm tệp")
    (told,) = Fact.objects.all().values_for_core()
    assert told.undone_at == cast.later()
    assert core.known([told], None) == []
    assert core.known([told], cast.MORNING) == [told]


def test_rows_become_facts_of_the_core_in_one_query(fact, django_assert_num_queries):
    with django_assert_num_queries(1):
        (told,) = Fact.objects.all().values_for_core()
    assert told == core.Fact(
        id=fact.pk,
        kind="description",
        happened_on=date(2022, 5, 19),
        recorded_at=cast.MORNING,
        person=cast.LAN,
        data={"name": "Nguyễn Thị Lan", "sex": "female"},
    )


def test_a_correction_names_the_fact_it_corrects(fact):
    act = actions.open_act(kind="correction", source="", by=None, at=cast.later())
    actions.append(
        act=act, kind="description", on=fact.happened_on, about=(cast.LAN, None),
        data={"sex": "male"}, corrects=fact.pk,
    )  # fmt: skip
    told = Fact.objects.all().values_for_core()
    assert [one.data["sex"] for one in core.known(told, None)] == ["male"]
    assert [one.data["sex"] for one in core.known(told, cast.MORNING)] == ["female"]


def test_a_correction_of_nothing_is_refused():
    act = actions.open_act(kind="correction", source="", by=None, at=cast.MORNING)
    about = (cast.LAN, None)
    with transaction.atomic():
        actions.append(act=act, kind="move", on=date(2022, 5, 19), about=about, corrects=999_999)
        with pytest.raises(IntegrityError):
            transaction.get_connection().check_constraints()
        transaction.set_rollback(True)
