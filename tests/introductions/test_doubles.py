"""One person entered twice: likeness, merging that rewrites nothing, and telling apart again."""

from datetime import date

import pytest

from taonguon.introductions import actions
from taonguon.ledger.models import Fact
from taonguon.people import facts, likeness, rebuilding
from taonguon.people.actions import Refused
from taonguon.people.models import Introduction, Person
from taonguon.reports.knowledge import AsKnown
from tests import cast
from tests.cast import HAMLET_1, HAMLET_2, HUNG, LAN, MAI, description, fact

pytestmark = pytest.mark.django_db
AT = cast.later(days=1)


def introduced(person, cell=HAMLET_1, name="Phạm Thị Hoa", born="1996-03-08", by="women"):
    return [
        description(person, "2022-05-01", name=name, born=born),
        fact("introduction", "2022-05-01", person=person, organisation=cell, body=by),
    ]


@pytest.fixture
def two():
    """Lan and Hùng are one woman, introduced by two mass organisations."""
    cast.commune()
    cast.record([
        *introduced(LAN), fact("case.listed", "2022-06-01", person=LAN, organisation=HAMLET_1),
        *introduced(HUNG, born="1996", by="youth"),
        fact("remark", "2022-07-01", person=HUNG, organisation=HAMLET_1, text="chăm chỉ"),
    ])  # fmt: skip


def merge(double=HUNG, keeper=LAN):
    return actions.recognise(double=double, keeper=keeper, because="đã hỏi", by=None, at=AT)


def state():
    rows = [
        list(model.objects.order_by("pk").values_list(*fields))
        for model, fields in (
            (Person, ("pk", "name", "born", "standing", "cell")),
            (Introduction, ("person", "body", "on")),
        )
    ]
    return rows[0], sorted(rows[1]), facts.standing([LAN, HUNG])


def test_merged_they_are_one_with_both_introductions_and_the_list(two):
    merge()
    assert list(Person.objects.values_list("pk", flat=True)) == [LAN]
    assert set(Introduction.objects.values_list("person", "body")) == {
        (LAN, "women"), (LAN, "youth"),
    }  # fmt: skip
    person = Person.objects.select_related("prospect").get()
    assert (person.prospect.listed_on, person.born) == (date(2022, 6, 1), "1996-03-08")


def test_merging_and_telling_apart_restores_every_fact_and_row(two):
    before, rows = state(), list(Fact.objects.order_by("pk").values())
    told = merge()
    assert state() != before
    actions.tell_apart(fact=told, because="hai chị em", by=None, at=cast.later(days=2))
    assert state() == before
    assert list(Fact.objects.filter(pk__lt=told.pk).order_by("pk").values()) == rows


def test_the_projections_equal_the_ledger_while_merged_and_after(two):
    told = merge()
    assert rebuilding.rebuild(write=False) == {}
    actions.tell_apart(fact=told, because="hai chị em", by=None, at=cast.later(days=2))
    assert rebuilding.rebuild(write=False) == {}


def test_what_was_known_before_the_merging_counts_two(two):
    merge()
    commune = cast.Organisation.objects.get(pk=cast.COMMUNE)
    before = AsKnown(commune, cast.MORNING).register.prospects
    after = AsKnown(commune, cast.later(days=3)).register.prospects
    assert ({one.person for one in before}, {one.person for one in after}) == ({LAN, HUNG}, {LAN})


def test_three_entries_are_followed_to_the_one_that_stays(two):
    cast.record(introduced(MAI, by="farmers"))
    merge()
    merge(double=LAN, keeper=MAI)
    assert facts.doubles() == {HUNG: MAI, LAN: MAI}
    assert facts.of_one(MAI) == [MAI, LAN, HUNG]
    assert Introduction.objects.filter(person=MAI).count() == 3


def test_two_members_of_two_cells_at_one_time_cannot_be_one(two):
    for person, cell in ((LAN, HAMLET_1), (HUNG, HAMLET_2)):
        cast.record([fact("opening", "2023-01-01", person=person, organisation=cell)])
    with pytest.raises(Refused, match="không thể là một"):
        merge()
    assert Person.objects.count() == 2


@pytest.mark.parametrize(("double", "keeper"), [(LAN, LAN), (HUNG, 999), (999, LAN)])
def test_only_two_entries_of_the_register_are_merged(two, double, keeper):
    with pytest.raises(Refused, match="không còn là hai người"):
        merge(double, keeper)


def test_what_was_told_apart_cannot_be_again(two):
    told = merge()
    actions.tell_apart(fact=told, because="nhầm", by=None, at=cast.later(days=2))
    told.refresh_from_db()
    with pytest.raises(Refused):
        actions.tell_apart(fact=told, because="nhầm", by=None, at=cast.later(days=3))


@pytest.mark.parametrize(
    ("name", "born", "cell", "shared"),
    [
        ("Phạm Thị Hoa", "1996-03-08", HAMLET_2, ("name", "birth")),
        ("PHAM THI HOA", "1996", HAMLET_1, ("name", "year", "cell")),
        ("Phạm Thị Hoà", "", HAMLET_1, ("name", "cell")),
        ("Phạm Thị Hoan", "1996-03-08", HAMLET_2, ("nearly", "birth")),
        ("Phạm Thị Hoa", "1996-03-09", HAMLET_1, ()),
        ("Phạm Thị Hoa", "1997", HAMLET_1, ()),
        ("Trần Văn Hùng", "1996-03-08", HAMLET_1, ()),
        ("Phạm Thị Hoa", "", HAMLET_2, ()),
    ],
)
def test_likeness_is_by_name_birth_and_cell(two, name, born, cell, shared):
    one = Person.objects.get(pk=LAN)
    assert likeness.like(one, Person(name=name, born=born, cell_id=cell)) == shared


def test_different_identity_numbers_tell_two_people_apart(two):
    one = Person(name="Phạm Thị Hoa", born="1996", cell_id=1, national_id="1")
    other = Person(name="Phạm Thị Hoa", born="1996", cell_id=1, national_id="2")
    assert likeness.like(one, other) == ()


def test_who_is_written_without_diacritics_is_found_all_the_same(two):
    cast.record(introduced(MAI, name="PHAM THI HOA", born="1996"))
    one, everybody = Person.objects.get(pk=LAN), Person.objects.select_related("cell")
    assert {like.other.pk for like in likeness.of(one, everybody)} == {HUNG, MAI}
    told = likeness.pairs([one], everybody)
    assert {frozenset((like.one.pk, like.other.pk)) for like in told} == {
        frozenset((LAN, HUNG)), frozenset((LAN, MAI)),
    }  # fmt: skip


def test_each_pair_is_found_once_in_two_queries(two, django_assert_num_queries):
    everybody = Person.objects.select_related("cell")
    prospects = list(everybody.filter(standing="prospect"))
    with django_assert_num_queries(2):
        found = likeness.pairs(prospects, everybody)
    assert [{one.one.pk, one.other.pk} for one in found] == [{LAN, HUNG}]
