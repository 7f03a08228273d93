"""What was known of a cell on a day: charges found later, leaving, corrections, lines of a committee above."""

from datetime import date

import pytest

from taonguon.cells import actions, facts
from taonguon.cells.actions import Given, Said, Seat
from taonguon.cells.models import CommitteeMember
from taonguon.core.charge import CHARGE
from taonguon.core.profile import SHARE
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation
from taonguon.people.actions import Refused
from tests import cast
from tests.cast import COMMUNE, HAMLET_1, HAMLET_2, SCHOOL
from tests.cells.conftest import SINCE

pytestmark = pytest.mark.django_db
NOW = date(2023, 4, 21)
YEARS_END = date(2022, 12, 31)


@pytest.fixture
def mo(do):
    return do.seat("Đoàn Thị Mơ")


@pytest.fixture
def an(do):
    return do.seat("Lã Văn An", since=date(2021, 1, 1))


def row(pk):
    return Fact.objects.select_related("act").get(pk=pk)


def last_charge(cell=HAMLET_1):
    return row(Fact.objects.filter(kind=CHARGE, organisation=cell).latest("pk").pk)


def years(cell=HAMLET_1):
    """Return who was in charge on the first day of each year."""
    told = facts.charges([cell]).get(cell, ())
    names = {one.pk: one.name.split()[-1] for one in CommitteeMember.objects.all()}
    held = {year: facts.holder(told, date(year, 1, 1)) for year in range(2021, 2024)}
    return {year: names.get(member) for year, member in held.items()}


def test_a_charge_found_in_old_papers_holds_until_the_one_already_known(do, mo, an):
    do.charge(mo, HAMLET_1, on="2023-01-01")
    do.charge(an, HAMLET_1, on="2021-01-01")
    assert years() == {2021: "An", 2022: "An", 2023: "Mơ"}


def test_between_two_charges_somebody_else_may_be_put(do, mo, an):
    do.charge(mo, HAMLET_1, on="2021-01-01")
    do.charge(None, HAMLET_1, on="2023-01-01")
    do.charge(an, HAMLET_1, on="2022-01-01")
    assert years() == {2021: "Mơ", 2022: "An", 2023: None}


def test_who_left_is_followed_by_nobody_until_the_cell_is_given_anew(do, mo, an, at):
    do.charge(mo, HAMLET_1, HAMLET_2, on="2021-01-01")
    left = Seat(mo.name, "", SINCE, date(2022, 1, 1), "20-QĐ/ĐU", None)
    actions.reseat(member=mo, told=left, by=None, at=at)
    do.charge(an, HAMLET_1, on="2023-01-01")
    assert years() == {2021: "Mơ", 2022: None, 2023: "An"}
    assert years(HAMLET_2) == {2021: "Mơ", 2022: None, 2023: None}


def test_a_day_of_leaving_taken_back_gives_the_cells_back(do, mo, at):
    do.charge(mo, HAMLET_1, on="2021-01-01")
    for until in (date(2022, 1, 1), None):
        told = Seat(mo.name, "", SINCE, until, "20-QĐ/ĐU", None)
        actions.reseat(member=mo, told=told, by=None, at=at)
    assert years()[2023] == "Mơ"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2023, 4, 22), "còn ở tương lai"),
        (date(2020, 12, 31), "Lã Văn An không ở trong cấp ủy"),
        (date(1999, 12, 31), "chưa có hoặc không còn Chi bộ thôn 1"),
    ],
)
def test_a_charge_is_not_mended_onto_a_day_on_which_it_could_not_be_given(
    do, mo, an, at, on, words
):
    do.charge(mo, HAMLET_1)
    with pytest.raises(Refused, match=words):
        actions.mend_charge(
            fact=last_charge(), told=Given(an.pk, on, "x"), because="nhầm", by=None, at=at
        )
    assert years() == {2021: None, 2022: "Mơ", 2023: "Mơ"}
    assert not Act.objects.filter(kind="correction").exists()


def test_a_charge_mended_or_withdrawn_is_touched_no_more(do, mo, an, at):
    do.charge(mo, HAMLET_1)
    first = last_charge()
    given = Given(an.pk, date(2022, 1, 1), "13-QĐ/ĐU")
    actions.mend_charge(fact=first, told=given, because="nhầm người", by=None, at=at)
    for again in (
        lambda: actions.mend_charge(fact=first, told=given, because="x", by=None, at=at),
        lambda: actions.withdraw(fact=first, because="x", by=None, at=at),
    ):
        with pytest.raises(Refused, match="đã được sửa hoặc hoàn tác rồi"):
            again()
    assert years()[2022] == "An"


def test_mended_to_nobody_the_cell_has_nobody_from_that_day(do, mo, at):
    do.charge(mo, HAMLET_1, on="2021-01-01")
    told = Given(None, date(2021, 1, 1), "13-QĐ/ĐU")
    actions.mend_charge(fact=last_charge(), told=told, because="chưa giao", by=None, at=at)
    assert set(years().values()) == {None}


def test_one_bad_cell_leaves_all_cells_as_they_were(do, mo, an):
    do.charge(mo, HAMLET_1)
    with pytest.raises(Refused, match="Chi bộ thôn 1 đã có phân công từ ngày 1/1/2022"):
        do.charge(an, HAMLET_2, HAMLET_1, SCHOOL)
    assert years(HAMLET_2)[2023] is None
    assert years(SCHOOL)[2023] is None


def test_a_cell_that_ended_is_given_to_nobody_from_that_day(do, mo):
    cast.record([cast.fact("dissolve", "2022-07-01", organisation=SCHOOL)])
    with pytest.raises(Refused, match="không còn Chi bộ Trường THCS An Hòa"):
        do.charge(mo, SCHOOL, on="2022-07-01")
    assert do.charge(mo, SCHOOL, on="2022-06-30") == 1


def test_the_journal_tells_an_adopted_proposal_with_its_weights(commune, mo, at):
    actions.charge(
        cells={HAMLET_1: mo.pk, HAMLET_2: mo.pk}, on=date(2022, 1, 1), document="12-QĐ/ĐU",
        because="cells=2 members=2", by=None, at=at,
    )  # fmt: skip
    entry = JournalEntry.objects.get(act="cell.charge")
    assert (entry.details["cells"], entry.details["because"]) == (2, "cells=2 members=2")
    assert Act.objects.get(kind="cell.charge").source == "12-QĐ/ĐU"


def shown(code, on):
    found = facts.profiles([HAMLET_1], on).get(HAMLET_1)
    return found.whole(code) if found and code in found.numbers else None


def mended(fact, code, said, at, because="gõ nhầm"):
    actions.mend_number(fact=row(fact.pk), code=code, told=said, because=because, by=None, at=at)


@pytest.mark.parametrize(
    ("on", "households"),
    [
        (date(2020, 12, 30), None),
        (date(2020, 12, 31), 240),
        (date(2022, 12, 30), 240),
        (date(2022, 12, 31), 259),
    ],
)
def test_a_number_is_known_from_the_day_it_describes(do, on, households):
    do.profile("2022-12-31", households="259")
    do.profile("2020-12-31", households="240")
    assert shown("households", on) == households


def test_a_correction_of_a_correction_stands_and_the_rest_of_the_fact_with_it(do, at):
    fact = do.profile("2022-12-31", households="259", population="932")
    mended(fact, "households", Said("262", YEARS_END, "Trưởng xóm"), at)
    rest = Fact.objects.get(corrects=fact.pk)
    mended(rest, "population", Said("940", YEARS_END, "Công an xã"), at)
    assert (shown("households", NOW), shown("population", NOW)) == (262, 940)
    assert Fact.objects.filter(kind="withdrawal").count() == 0


def test_moved_to_its_right_day_a_number_is_known_from_there_alone(do, at):
    fact = do.profile("2022-12-31", households="259")
    mended(fact, "households", Said("259", date(2021, 12, 31), "Thống kê xã"), at)
    assert shown("households", date(2021, 12, 30)) is None
    assert shown("households", date(2021, 12, 31)) == 259
    assert Fact.objects.get(corrects=fact.pk).happened_on == date(2021, 12, 31)


def test_all_numbers_taken_away_one_by_one_leave_no_profile(do, at):
    fact = do.profile("2022-12-31", households="259", population="932")
    mended(fact, "households", None, at)
    mended(Fact.objects.get(corrects=fact.pk), "population", None, at)
    assert facts.profiles([HAMLET_1], NOW) == {}


def test_a_mended_number_taken_away_does_not_bring_the_wrong_one_back(do, at):
    do.profile("2021-12-31", households="250")
    fact = do.profile("2022-12-31", households="2590")
    mended(fact, "households", Said("259", YEARS_END, "Trưởng xóm"), at)
    mended(Fact.objects.get(corrects=fact.pk), "households", None, at, "không có nguồn")
    assert shown("households", NOW) == 250


def test_a_percentage_is_kept_as_written_and_a_count_as_a_number(do):
    fact = do.profile("2022-12-31", catholic_percent="45,5", households="259")
    assert (fact.data["catholic_percent"], fact.data["households"]) == ("45,5", 259)


def marked(on=NOW, cell=HAMLET_1):
    units = list(Organisation.objects.filter(pk=cell))
    found = facts.profiles([cell], on)
    return {one.code: int(one.line.above) for one in facts.special(units, found, on).get(cell, ())}


@pytest.mark.parametrize(
    ("on", "above"),
    [(date(2021, 12, 31), "shipped"), (date(2022, 1, 1), 26), (date(2022, 12, 31), 26),
     (date(2023, 1, 1), None)],
)  # fmt: skip
def test_a_cell_is_a_special_one_by_the_line_of_the_day(do, on, above):
    do.profile("2021-06-30", youth_away="27")
    do.line("youth_away", "26", on="2022-01-01")
    do.line("youth_away", "27", on="2023-01-01")
    told = marked(on)
    if above == "shipped":
        assert told["youth_away"] < 26
    else:
        assert told.get("youth_away") == above


def test_a_committees_line_reaches_every_cell_below_and_the_cells_own_comes_first(do, cell):
    for unit in (HAMLET_1, HAMLET_2):
        do.profile("2021-12-31", unit, youth_away="27", catholic_percent="45")
    do.line("youth_away", "100")
    do.line("youth_away", "20", unit=cell)
    do.line(SHARE, "44,5")
    assert marked() == {"youth_away": 20, SHARE: 44}
    assert marked(cell=HAMLET_2) == {SHARE: 44}


def test_a_cells_own_line_taken_away_leaves_it_without_one(do, cell):
    do.profile("2021-12-31", youth_away="27")
    do.line("youth_away", "20")
    do.line("youth_away", "", unit=cell)
    assert marked() == {}


def test_a_withdrawn_line_is_kept_in_the_ledger_with_the_reason(do, at):
    line = do.line("youth_away", "20")
    actions.withdraw(fact=row(line.pk), because="chưa có nghị quyết", by=None, at=at)
    assert facts.line_facts(Organisation.objects.get(pk=COMMUNE)) == []
    entry = JournalEntry.objects.get(act="fact.correct")
    assert entry.details["because"] == "chưa có nghị quyết"
    assert Fact.objects.filter(pk=line.pk).exists()
