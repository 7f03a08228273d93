"""Changes of the tree are recorded with their paper and the people they move, or refused whole."""

from datetime import date, timedelta

import pytest

from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation, Version
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.reports.scope import Scope
from taonguon.structure import actions, telling
from tests import cast

pytestmark = pytest.mark.django_db

DAY = date(2022, 5, 19)
EVE = DAY - timedelta(1)
PAPER = "12-QĐ/ĐU"
WHO = {"by": None, "at": cast.MORNING}


@pytest.fixture
def commune():
    """Return the commune: two members in the first hamlet, one in the second."""
    root = cast.commune()
    cast.record([
        *cast.admission(cast.LAN, cast.HAMLET_1, "2015-03-03"),
        *cast.admission(cast.HUNG, cast.HAMLET_1, "2016-03-03"),
        *cast.admission(cast.DUC, cast.HAMLET_2, "2017-03-03"),
    ])  # fmt: skip
    return root


def unit(number):
    return Organisation.objects.get(pk=number)


def cells(root, day):
    return {row.name for row in Scope(unit(root)).cells(day)}


def where(*people):
    return [Person.objects.get(pk=one).cell_id for one in people]


def new(name="Chi bộ thôn 3", kind="cell", **more):
    return {"name": name, "kind": kind, "document": PAPER, **more}


def found(under, on=DAY, **said):
    return actions.found(under=under, on=on, data=new(**said), **WHO)


def test_a_cell_is_founded_under_the_commune_from_its_day(commune):
    told = found(commune, category="Khu dân cư")
    assert (told.parent_id, told.category, told.founded_on) == (commune.pk, "Khu dân cư", DAY)
    assert "Chi bộ thôn 3" not in cells(commune.pk, EVE)
    assert "Chi bộ thôn 3" in cells(commune.pk, DAY)


def test_a_change_keeps_its_paper_and_is_told_in_the_journal(commune):
    told = found(commune)
    fact = Fact.objects.get(organisation=told.pk)
    assert (fact.data["document"], fact.act.source) == (PAPER, PAPER)
    entry = JournalEntry.objects.get(subject=f"organisation:{told.pk}")
    assert entry.act == "organisation.found"


def test_a_received_organisation_counts_from_its_receipt_and_keeps_its_age(commune):
    told = actions.receive(under=commune, on=DAY, founded_on=date(1999, 1, 1), data=new(), **WHO)
    assert told.founded_on == date(1999, 1, 1)
    assert "Chi bộ thôn 3" not in cells(commune.pk, EVE)
    assert "Chi bộ thôn 3" in cells(commune.pk, DAY)


def test_a_commune_is_placed_under_a_superior_from_a_day(commune):
    over = actions.found_above(
        unit=commune, on=DAY, data=new("Đảng bộ tỉnh Ninh Bình", "province"), **WHO
    )
    assert unit(commune.pk).parent_id == over.pk
    assert cells(over.pk, DAY) == cells(commune.pk, DAY)
    assert cells(over.pk, EVE) == set()
    assert len(cells(commune.pk, EVE)) == len(cast.CELLS)


def test_a_second_superior_of_the_same_name_is_refused(commune):
    told = {"on": DAY, "data": new("Đảng bộ tỉnh Ninh Bình", "province"), **WHO}
    actions.found_above(unit=commune, **told)
    with pytest.raises(Refused, match="đã có “Đảng bộ tỉnh Ninh Bình”"):
        actions.found_above(unit=unit(cast.ELSEWHERE), **told)
    assert unit(cast.ELSEWHERE).parent_id is None


def test_it_is_renamed_from_a_day_and_the_old_name_stays(commune):
    actions.rename(unit=unit(cast.HAMLET_1), on=DAY, name="Chi bộ Một", document=PAPER, **WHO)
    assert "Chi bộ thôn 1" in cells(commune.pk, EVE)
    assert "Chi bộ Một" in cells(commune.pk, DAY)


def test_it_moves_with_its_members(commune):
    actions.move(
        unit=unit(cast.HAMLET_1), on=DAY, parent=unit(cast.ELSEWHERE), document=PAPER, **WHO
    )
    assert "Chi bộ thôn 1" in cells(cast.ELSEWHERE, DAY)
    assert "Chi bộ thôn 1" not in cells(commune.pk, DAY)
    assert where(cast.LAN) == [cast.HAMLET_1]


def test_a_split_moves_the_chosen_members_and_no_other(commune):
    told = actions.split(
        unit=unit(cast.HAMLET_1), on=DAY, data=new(), people=[cast.LAN, cast.DUC], **WHO
    )
    assert where(cast.LAN, cast.HUNG, cast.DUC) == [told.pk, cast.HAMLET_1, cast.HAMLET_2]
    assert told.parent_id == commune.pk
    moved = Fact.objects.get(kind="move")
    assert (moved.happened_on, moved.data["document"]) == (DAY, PAPER)


def test_a_merger_moves_everybody_and_ends_the_cell(commune):
    actions.merge(unit=unit(cast.HAMLET_1), into=unit(cast.HAMLET_2), on=DAY, document=PAPER, **WHO)
    assert set(where(cast.LAN, cast.HUNG, cast.DUC)) == {cast.HAMLET_2}
    assert unit(cast.HAMLET_1).ended_on == DAY
    assert "Chi bộ thôn 1" in cells(commune.pk, EVE)


def merge(on=DAY):
    actions.merge(unit=unit(cast.HAMLET_1), into=unit(cast.HAMLET_2), on=on, document=PAPER, **WHO)


def dissolve(number=cast.SCHOOL, on=DAY):
    actions.dissolve(unit=unit(number), on=on, document=PAPER, **WHO)


def nothing_changed():
    return not Fact.objects.filter(kind__in=["merge", "dissolve", "move"]).exists()


def test_a_merger_before_somebody_came_is_refused_whole(commune):
    with pytest.raises(Refused, match="Sau ngày 1/1/2016 sổ còn ghi 1 đảng viên"):
        merge(date(2016, 1, 1))
    assert nothing_changed()


def test_a_cell_with_prospects_does_not_end(commune):
    for cell in (cast.HAMLET_1, cast.SCHOOL):
        number = 200 + cell
        cast.record([
            cast.description(number, "2022-01-01"),
            cast.fact("introduction", "2022-01-01", person=number, organisation=cell),
        ])  # fmt: skip
    for act in (merge, dissolve):
        with pytest.raises(Refused, match="còn 1 nguồn"):
            act()
    assert nothing_changed()


def test_a_cell_with_members_is_not_dissolved(commune):
    with pytest.raises(Refused, match="còn 2 đảng viên"):
        dissolve(cast.HAMLET_1)
    dissolve()
    assert unit(cast.SCHOOL).ended_on == DAY


def test_what_is_to_come_is_refused(commune):
    with pytest.raises(Refused, match="còn ở tương lai"):
        found(commune, on=date(2023, 4, 22))
    assert found(commune, on=date(2023, 4, 21))


def test_a_reason_against_it_is_told_and_nothing_is_written(commune):
    before = Fact.objects.count()
    with pytest.raises(Refused, match="Cùng nơi trực thuộc đã có “Chi bộ thôn 1”"):
        found(commune, name="Chi bộ Thôn 1")
    assert Fact.objects.count() == before


def correct(kind, on, number=cast.HAMLET_1, document=""):
    actions.correct(
        fact=Fact.objects.filter(kind=kind, organisation=number).latest("pk"), on=on,
        document=document, because="gõ nhầm", by=None, at=cast.later(2),
    )  # fmt: skip


def test_a_change_is_given_its_right_day_and_paper(commune):
    actions.rename(unit=unit(cast.HAMLET_1), on=DAY, name="Chi bộ Một", document=PAPER, **WHO)
    correct("rename", EVE, document="13-QĐ/ĐU")
    assert "Chi bộ Một" in cells(commune.pk, EVE)
    lines = [one for one in telling.story(unit(cast.HAMLET_1)) if one["fact"].kind == "rename"]
    assert [(one["document"], one["fallen"]) for one in lines] == [
        ("13-QĐ/ĐU", False),
        (PAPER, True),
    ]


def test_a_change_that_did_not_happen_is_withdrawn(commune):
    dissolve()
    correct("dissolve", None, cast.SCHOOL)
    assert unit(cast.SCHOOL).ended_on is None


def test_what_began_and_what_moved_people_is_not_withdrawn(commune):
    merge()
    for kind, on in (("found", None), ("merge", None), ("merge", EVE)):
        with pytest.raises(Refused):
            correct(kind, on)
    assert unit(cast.HAMLET_1).ended_on == DAY


@pytest.mark.parametrize(("day", "refused"), [(cast.FOUNDED, False), (date(2000, 1, 2), True)])
def test_a_commune_begins_no_later_than_its_cells(commune, day, refused):
    if refused:
        with pytest.raises(Refused, match="không thể muộn hơn"):
            correct("found", day, cast.COMMUNE)
    else:
        correct("found", day, cast.COMMUNE)
    assert unit(cast.COMMUNE).founded_on == cast.FOUNDED


def test_a_corrected_day_is_checked_like_a_new_one(commune):
    actions.rename(unit=unit(cast.HAMLET_1), on=DAY, name="Chi bộ Một", document=PAPER, **WHO)
    with pytest.raises(Refused, match="chưa thành lập"):
        correct("rename", date(1999, 1, 1))


def test_the_history_tells_of_mergers_and_splits_on_both_sides(commune):
    actions.split(unit=unit(cast.HAMLET_2), on=EVE, data=new(), people=[cast.DUC], **WHO)
    merge()
    names = [one["name"] for one in telling.story(unit(cast.HAMLET_2))]
    assert names == ["Thành lập", "Chi bộ thôn 3 tách ra từ đây", "Chi bộ thôn 1 sáp nhập vào đây"]
    own = telling.story(unit(cast.HAMLET_1))[-1]
    assert (own["name"], own["details"]) == ("Sáp nhập", ["Vào: Chi bộ thôn 2"])
    assert not Version.objects.filter(organisation=cast.HAMLET_1, end_on=None).exists()
