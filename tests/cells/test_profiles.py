"""What cells' areas are like: told, mended, read from lists, and marked by lines of the committee."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taonguon.cells import actions, facts
from taonguon.cells.actions import Said
from taonguon.core.facts import WITHDRAWAL
from taonguon.core.profile import SHARE
from taonguon.journal.models import JournalEntry
from taonguon.ledger import actions as ledger
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from tests import cast
from tests.cast import COMMUNE, ELSEWHERE, HAMLET_1, HAMLET_2

pytestmark = pytest.mark.django_db
NOW, YEARS_END = date(2023, 4, 21), date(2022, 12, 31)


def seen(unit=HAMLET_1, on=NOW):
    return facts.profiles([unit], on).get(unit)


def values(unit=HAMLET_1, on=NOW):
    found = seen(unit, on)
    return {code: int(one.value) for code, one in found.numbers.items()} if found else {}


@pytest.fixture
def mend(at):
    """Return how one number of a fact is mended."""

    def told(fact, code, said, because="gõ nhầm"):
        row = Fact.objects.select_related("act").get(pk=fact.pk)
        actions.mend_number(fact=row, code=code, told=said, because=because, by=None, at=at)

    return told


def test_numbers_are_appended_with_day_and_source_and_the_journal_says_so(do):
    fact = do.profile("2022-12-31", households="259", population="932")
    assert values() == {"households": 259, "population": 932}
    assert seen().numbers["households"][1:] == (YEARS_END, "Thống kê xã", fact.pk)
    assert JournalEntry.objects.filter(act="cell.profile", details__fact=fact.pk).count() == 1
    assert values(HAMLET_2) == {}


def test_a_later_year_adds_and_the_year_before_stays(do):
    do.profile("2021-12-31", households="250", youth_away="20")
    do.profile("2022-12-31", households="259")
    assert values() == {"households": 259, "youth_away": 20}
    assert values(on=date(2022, 6, 1)) == {"households": 250, "youth_away": 20}


@pytest.mark.parametrize("on", ["2023-04-22", "2030-01-01"])
def test_a_day_to_come_is_refused_and_nothing_is_written(do, on):
    with pytest.raises(Refused, match="tương lai"):
        do.profile(on, households="259")
    assert not Fact.objects.filter(kind="profile").exists()


def test_no_number_is_refused(do):
    with pytest.raises(Refused, match="ít nhất một số"):
        do.profile("2022-12-31")


def test_a_number_told_of_that_day_is_mended_and_not_told_twice(do):
    do.profile("2022-12-31", households="259")
    with pytest.raises(Refused, match="Số hộ ngày 31/12/2022 đã ghi là 259"):
        do.profile("2022-12-31", households="260", youth_away="5")
    assert values() == {"households": 259}
    do.profile("2022-12-31", youth_away="5")
    assert values() == {"households": 259, "youth_away": 5}


def test_one_number_is_mended_and_those_beside_it_stay(do, mend):
    fact = do.profile("2022-12-31", households="259", population="932")
    mend(fact, "households", Said("262", date(2022, 11, 30), "Trưởng xóm"))
    assert values() == {"households": 262, "population": 932}
    assert seen().numbers["households"][1:3] == (date(2022, 11, 30), "Trưởng xóm")
    assert seen().numbers["population"][1:3] == (YEARS_END, "Thống kê xã")
    assert Act.objects.filter(kind="correction", source="gõ nhầm").count() == 1
    assert Fact.objects.get(pk=fact.pk).data["households"] == 259


@pytest.mark.parametrize("beside", [{}, {"population": "932"}])
def test_a_number_taken_away_brings_back_the_one_before(do, mend, beside):
    do.profile("2021-12-31", households="250")
    fact = do.profile("2022-12-31", households="259", **beside)
    mend(fact, "households", None)
    assert values() == {"households": 250, **{name: int(n) for name, n in beside.items()}}
    withdrawn = Fact.objects.filter(corrects=fact.pk, kind=WITHDRAWAL).exists()
    assert withdrawn is not bool(beside)


def test_a_fact_mended_already_is_not_mended_again(do, mend):
    fact = do.profile("2022-12-31", households="259")
    mend(fact, "households", Said("262", YEARS_END, "x"))
    with pytest.raises(Refused, match="đã được sửa"):
        mend(fact, "households", Said("263", YEARS_END, "x"))
    assert values() == {"households": 262}


@pytest.mark.parametrize("code", ["youth_away", "source"])
def test_a_number_the_fact_does_not_tell_is_not_mended(do, mend, code):
    fact = do.profile("2022-12-31", households="259")
    with pytest.raises(Refused, match="không có số ấy"):
        mend(fact, code, Said("1", YEARS_END, "x"))


def test_a_number_is_not_mended_onto_a_day_to_come(do, mend):
    fact = do.profile("2022-12-31", households="259")
    with pytest.raises(Refused, match="tương lai"):
        mend(fact, "households", Said("1", date(2023, 4, 22), "x"))
    assert values() == {"households": 259}


def test_a_number_read_from_a_list_names_file_sheet_and_row(commune, at):
    act = ledger.open_act(kind="load", source="ds.xlsx", by=None, at=at)
    row = ("profile", "2022-12-31", None, HAMLET_1, {"households": 259}, None, "ds.xlsx · A!14")
    ledger.append_many(act=act, rows=[row])
    assert seen().numbers["households"].source == "ds.xlsx · A!14"
    ledger.undo(act=act, by=None, at=at, because="nhầm tệp")
    assert seen() is None


def test_a_number_of_a_list_is_mended_and_those_beside_it_keep_their_row(commune, mend, at):
    act = ledger.open_act(kind="load", source="ds.xlsx", by=None, at=at)
    said = {"households": 259, "population": 932}
    row = ("profile", "2022-12-31", None, HAMLET_1, said, None, "ds.xlsx · A!14")
    ledger.append_many(act=act, rows=[row])
    listed = Fact.objects.get(kind="profile")
    mend(listed, "households", Said("262", YEARS_END, "Trưởng xóm"))
    told = {code: (one.value, one.source) for code, one in seen().numbers.items()}
    assert told == {"households": (262, "Trưởng xóm"), "population": (932, "ds.xlsx · A!14")}


def test_profiles_ask_two_queries_however_many_cells_there_are(do):
    for unit in cast.CELLS:
        do.profile("2022-12-31", unit, households="10")
    for asked in ([HAMLET_1], cast.CELLS):
        with CaptureQueriesContext(connection) as told:
            assert len(facts.profiles(asked, NOW)) == len(asked)
        assert len(told) == 2


def why(unit=HAMLET_1, on=NOW):
    units = list(Organisation.objects.filter(kind="cell"))
    found = facts.profiles([one.pk for one in units], on)
    return {
        one.code: one.line.organisation for one in facts.special(units, found, on).get(unit, ())
    }


def test_the_shipped_line_marks_until_the_committee_draws_its_own(do):
    do.profile("2021-12-31", youth_away="27", catholic_percent="45")
    assert why() == {"youth_away": None, SHARE: None}
    do.line("youth_away", "30")
    do.line(SHARE, "40")
    assert why() == {SHARE: COMMUNE}
    assert why(on=date(2021, 12, 31)) == {"youth_away": None, SHARE: None}


def test_a_line_is_taken_away_by_a_paper_and_another_commune_keeps_its_own(do, commune):
    do.profile("2021-12-31", youth_away="27")
    do.profile("2021-12-31", cast.OTHER_CELL, youth_away="27")
    do.line("youth_away", "")
    assert why() == {}
    assert why(cast.OTHER_CELL) == {"youth_away": None}
    elsewhere = Organisation.objects.get(pk=ELSEWHERE)
    do.line("youth_away", "26", unit=elsewhere)
    assert why(cast.OTHER_CELL) == {"youth_away": ELSEWHERE}


def test_a_cells_own_line_is_nearer_than_its_communes(do, cell):
    do.profile("2021-12-31", youth_away="27")
    do.line("youth_away", "100")
    do.line("youth_away", "10", unit=cell)
    assert why() == {"youth_away": HAMLET_1}


def test_a_line_of_the_same_day_is_corrected_and_another_number_is_left_alone(do, commune):
    do.line("industrial_workers", "40")
    first = do.line("youth_away", "30")
    second = do.line("youth_away", "35")
    assert second.corrects_id == first.pk
    told = {one.data["code"]: one.data["above"] for one in facts.line_facts(commune)}
    assert told == {"youth_away": "35", "industrial_workers": "40"}


def test_a_line_that_never_was_is_withdrawn_and_the_one_before_holds(do, at):
    do.profile("2021-12-31", youth_away="27")
    do.line("youth_away", "25", on="2022-01-01")
    wrong = do.line("youth_away", "99", on="2023-01-01")
    assert why() == {}
    row = Fact.objects.select_related("act").get(pk=wrong.pk)
    actions.withdraw(fact=row, because="nhầm", by=None, at=at)
    assert why() == {"youth_away": COMMUNE}
    with pytest.raises(Refused, match="đã được sửa"):
        actions.withdraw(fact=row, because="nhầm", by=None, at=at)


def test_a_line_is_not_drawn_for_a_day_to_come(do):
    with pytest.raises(Refused, match="tương lai"):
        do.line("youth_away", "30", on="2023-04-22")


def test_marking_asks_one_query_more_for_all_cells(do):
    units = list(Organisation.objects.filter(kind="cell"))
    found = facts.profiles([one.pk for one in units], NOW)
    with CaptureQueriesContext(connection) as told:
        facts.special(units, found, NOW)
    assert len(told) == 1
