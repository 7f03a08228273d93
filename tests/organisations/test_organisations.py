"""The tree is recorded, folded and read by ranges of paths, as it stands and as it stood."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taonguon.core import organisation as core
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.organisations import actions, facts
from taonguon.organisations.models import Organisation, Version
from taonguon.people import actions as people
from taonguon.reports.scope import Scope
from tests import cast, histories

pytestmark = pytest.mark.django_db

DAY = date(2022, 5, 19)


@pytest.fixture
def commune():
    return cast.commune()


def cell(number=cast.HAMLET_1):
    return Organisation.objects.get(pk=number)


def change(kind, number=cast.HAMLET_1, on=DAY, **data):
    actions.change(kind=kind, organisation=cell(number), on=on, data=data, by=None, at=cast.later())


def test_founding_by_hand_makes_a_root_with_its_first_day_of_use():
    told = actions.found(
        name="Đảng bộ xã Tân Lập", kind="commune", on=date(1980, 1, 1), use_begins_on=DAY, by=None,
        at=cast.MORNING,
    )  # fmt: skip
    assert (told.path, told.parent, told.founded_on) == (
        core.segment(told.pk),
        None,
        date(1980, 1, 1),
    )
    assert (told.use_begins_on, told.name_key) == (DAY, "dang bo xa tan lap")
    assert JournalEntry.objects.get().subject == f"organisation:{told.pk}"


def test_a_new_organisation_gets_the_number_of_no_other(commune):
    for name in ("Đảng bộ xã Tân Lập", "Đảng bộ xã Tân Hòa"):
        told = actions.found(
            name=name, kind="commune", on=DAY, use_begins_on=DAY, by=None, at=cast.MORNING
        )
        assert told.name == name
    assert Organisation.objects.count() == len(cast.ORGANISATIONS) + 2


@pytest.mark.parametrize(
    ("kind", "data", "field", "value"),
    [
        ("rename", {"name": "Chi bộ thôn Thống Nhất"}, "name", "Chi bộ thôn Thống Nhất"),
        ("reparent", {"parent": cast.ELSEWHERE}, "parent_id", cast.ELSEWHERE),
        ("dissolve", {}, "ended_on", DAY),
        ("merge", {}, "ended_on", DAY),
    ],
)
def test_a_change_is_recorded_folded_and_told_to_the_journal(commune, kind, data, field, value):
    change(kind, **data)
    assert getattr(cell(), field) == value
    assert Fact.objects.filter(kind=kind, organisation=cast.HAMLET_1).count() == 1
    assert JournalEntry.objects.get().act == f"organisation.{kind}"


def names_on(day):
    return {row.organisation_id: row.name for row in Version.objects.on(day)}


def test_what_it_was_before_stays_to_be_read(commune):
    change("rename", name="Chi bộ thôn Thống Nhất")
    assert names_on(DAY - timedelta(1))[cast.HAMLET_1] == "Chi bộ thôn 1"
    assert names_on(DAY)[cast.HAMLET_1] == "Chi bộ thôn Thống Nhất"


def test_twenty_seven_cells_on_new_year_and_twenty_eight_at_its_end():
    commune = actions.found(
        name="Đảng bộ xã", kind="commune", on=date(1990, 1, 1), use_begins_on=DAY, by=None,
        at=cast.MORNING,
    )  # fmt: skip
    day = [date(1990, 1, 1)] * 27 + [date(2022, 8, 15)]
    cast.record(
        cast.fact("found", on, organisation=100 + number, name=f"Chi bộ {number}", kind="cell",
                  parent=commune.pk)
        for number, on in enumerate(day)
    )  # fmt: skip
    scope = Scope(Organisation.objects.get(pk=commune.pk))
    assert len(scope.cells(date(2022, 1, 1))) == 27
    assert len(scope.cells(date(2022, 8, 14))) == 27
    assert len(scope.cells(date(2022, 8, 15))) == 28
    assert len(scope.cells(date(2022, 12, 31))) == 28


def test_a_withdrawn_change_never_was(commune):
    change("dissolve")
    people.correct(
        fact=Fact.objects.get(kind="dissolve"), on=None, data=None, because="nhầm chi bộ", by=None,
        at=cast.later(2),
    )  # fmt: skip
    assert cell().ended_on is None
    assert [one.kind for one in facts.standing()].count("dissolve") == 0


def test_a_corrected_change_has_its_new_day(commune):
    change("dissolve")
    people.correct(
        fact=Fact.objects.get(kind="dissolve"), on=date(2022, 6, 1), data=None, because="nhầm ngày",
        by=None, at=cast.later(2),
    )  # fmt: skip
    assert cell().ended_on == date(2022, 6, 1)


def test_below_a_path_are_the_organisation_and_its_cells(commune):
    below = Organisation.objects.below(commune.path)
    assert {one.pk for one in below} == {cast.COMMUNE, *cast.CELLS}
    assert {one.pk for one in Organisation.objects.within([commune.range])} == {
        cast.COMMUNE, *cast.CELLS
    }  # fmt: skip


def test_within_no_range_is_nothing(commune):
    assert not Organisation.objects.within([]).exists()


def version(**changed):
    return Version(
        **{"organisation_id": cast.SCHOOL, "name": "x", "kind": "cell", "path": "000004",
           "start_on": DAY, "end_on": None, **changed}
    )  # fmt: skip


@pytest.mark.parametrize("days", [0, -1])
def test_a_version_ends_after_it_starts(commune, days):
    version(end_on=DAY + timedelta(1)).save()
    false = version(end_on=DAY + timedelta(days))
    with pytest.raises(IntegrityError, match="version_ends_after_it_starts"), transaction.atomic():
        false.save()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(histories.trees(), histories.DAYS, st.sampled_from(sorted(cast.ORGANISATIONS)))
def test_the_rows_are_the_tree_of_the_core_on_every_day(tree, day, root):
    alive = core.on(core.history(tree), day)
    with cast.taken_back():
        cast.record(tree)
        stored = {
            row.organisation_id: (row.name, row.kind, row.parent) for row in Version.objects.on(day)
        }
        today = {row.organisation_id: row.path for row in Version.objects.on(day)}
        rows = Organisation.objects.count()
    assert stored == {n: (v.name, v.kind, v.parent) for n, v in alive.items()}
    lived = [
        unit for unit, told in core.history(tree).items() if any(v.start != v.end for v in told)
    ]
    assert rows == len(lived)  # one founded and dissolved on one day never was
    if root in today:
        low, high = today[root], core.after(today[root])
        below = {n for n, path in today.items() if low <= path < high}
        assert below <= core.subtree(alive, root)
