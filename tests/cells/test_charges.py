"""The committee's register, and which cells are in whose charge."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from taonguon.cells import actions, facts, proposing
from taonguon.cells.actions import Given, Seat
from taonguon.cells.models import CommitteeMember
from taonguon.core.charge import CHARGE
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation
from taonguon.outlook.assignment import Impossible, Weights, propose
from taonguon.people.actions import Refused
from tests import cast
from tests.cast import CREDIT_FUND, HAMLET_1, HAMLET_2, SCHOOL
from tests.cells.conftest import SINCE

pytestmark = pytest.mark.django_db
NOW = date(2023, 4, 21)


@pytest.fixture
def mo(do):
    return do.seat("Đoàn Thị Mơ")


@pytest.fixture
def an(do):
    return do.seat("Lã Văn An")


def held(cell=HAMLET_1, on=NOW):
    pk = facts.holder(facts.charges([cell]).get(cell, ()), on)
    return CommitteeMember.objects.get(pk=pk).name if pk else None


def last_charge(cell=HAMLET_1):
    rows = Fact.objects.select_related("act").filter(kind=CHARGE, organisation=cell)
    return rows.order_by("pk").last()


def test_the_register_keeps_who_since_when_and_by_which_paper(commune, mo):
    assert (mo.organisation, mo.name, mo.since_on, mo.until_on) == (
        commune.pk, "Đoàn Thị Mơ", SINCE, None,
    )  # fmt: skip
    assert JournalEntry.objects.filter(act="committee.add", subject=f"committee:{mo.pk}").exists()
    assert list(CommitteeMember.objects.on(SINCE)) == [mo]
    assert not CommitteeMember.objects.on(date(2019, 12, 31)).exists()


def test_the_register_is_ordered_by_given_name(commune, mo, an):
    assert list(CommitteeMember.objects.of([commune.pk])) == [an, mo]


def test_somebody_is_not_entered_twice_but_a_namesake_is(do, mo):
    with pytest.raises(Refused, match="đã có trong danh sách"):
        do.seat("Đoàn Thị Mơ")
    assert do.seat("Đoàn Thị Mơ", person=5).person == 5


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2023, 4, 22), None, "tương lai"),
        (SINCE, SINCE, "phải sau ngày vào"),
        (SINCE, date(2019, 1, 1), "phải sau ngày vào"),
    ],
)
def test_days_that_cannot_be_are_refused(do, since, until, words):
    with pytest.raises(Refused, match=words):
        do.seat("Đoàn Thị Mơ", since, until)
    assert not CommitteeMember.objects.exists()


def test_the_database_too_refuses_leaving_before_joining(mo):
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeMember.objects.filter(pk=mo.pk).update(until_on=SINCE)


def test_a_change_of_the_register_leaves_what_it_said_in_the_journal(mo, at):
    told = Seat("Đoàn Thị  Mơ", "Phó bí thư", SINCE, date(2023, 1, 1), "20-QĐ/ĐU", None)
    actions.reseat(member=mo, told=told, by=None, at=at)
    mo.refresh_from_db()
    assert (mo.name, mo.post, mo.until_on) == ("Đoàn Thị Mơ", "Phó bí thư", date(2023, 1, 1))
    entry = JournalEntry.objects.get(act="committee.change")
    assert entry.details["before"]["post"] == "Đảng ủy viên"
    assert entry.details["before"]["until_on"] == ""


def test_a_cell_is_in_the_charge_of_one_until_another_takes_it(do, mo, an):
    assert do.charge(mo, HAMLET_1, HAMLET_2) == 2
    do.charge(an, HAMLET_1, on="2023-01-01")
    assert (held(), held(HAMLET_2), held(SCHOOL)) == ("Lã Văn An", "Đoàn Thị Mơ", None)
    assert held(on=date(2022, 12, 31)) == "Đoàn Thị Mơ"
    assert held(on=date(2021, 12, 31)) is None
    told = facts.charges([HAMLET_1])[HAMLET_1]
    assert [(one.start.year, one.document) for one in told] == [
        (2022, "12-QĐ/ĐU"),
        (2023, "12-QĐ/ĐU"),
    ]


def test_given_to_nobody_the_cell_has_none(do, mo):
    do.charge(mo, HAMLET_1)
    do.charge(None, HAMLET_1, on="2023-01-01")
    assert held() is None
    assert held(on=date(2022, 6, 1)) == "Đoàn Thị Mơ"


def test_only_what_changes_is_written(do, mo):
    do.charge(mo, HAMLET_1)
    assert do.charge(mo, HAMLET_1, HAMLET_2, on="2023-01-01") == 1
    with pytest.raises(Refused, match="Không có gì thay đổi"):
        do.charge(mo, HAMLET_1, HAMLET_2, on="2023-02-01")
    assert Fact.objects.filter(kind=CHARGE).count() == 2


@pytest.mark.parametrize(
    ("on", "words"), [("2023-04-22", "tương lai"), ("1999-12-31", "chưa có hoặc không còn")]
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_written(do, mo, on, words):
    with pytest.raises(Refused, match=words):
        do.charge(mo, HAMLET_1, on=on)
    assert not Fact.objects.filter(kind=CHARGE).exists()


def test_who_does_not_sit_on_the_committee_that_day_takes_nothing(do):
    gone = do.seat("Từ Thị Mận", until=date(2022, 6, 1))
    with pytest.raises(Refused, match="Từ Thị Mận không ở trong cấp ủy"):
        do.charge(gone, HAMLET_1, on="2022-06-01")
    do.charge(gone, HAMLET_1, on="2022-05-31")
    assert held(on=date(2022, 5, 31)) == "Từ Thị Mận"


def test_who_leaves_the_committee_leaves_the_cells(do, mo, at):
    do.charge(mo, HAMLET_1)
    actions.reseat(
        member=mo, told=Seat(mo.name, "", SINCE, date(2023, 1, 1), "x", None), by=None, at=at
    )
    assert held() is None
    assert held(on=date(2022, 12, 31)) == "Đoàn Thị Mơ"


def test_a_second_charge_of_the_same_day_is_mended_and_not_added(do, mo, an):
    do.charge(mo, HAMLET_1)
    with pytest.raises(Refused, match="Chi bộ thôn 1 đã có phân công từ ngày 1/1/2022"):
        do.charge(an, HAMLET_1)


def test_a_charge_is_mended_with_a_reason(do, mo, an, at):
    do.charge(mo, HAMLET_1)
    given = Given(an.pk, date(2021, 6, 1), "13-QĐ/ĐU")
    actions.mend_charge(fact=last_charge(), told=given, because="nhầm người", by=None, at=at)
    assert held() == "Lã Văn An"
    assert held(on=date(2021, 6, 1)) == "Lã Văn An"
    assert Act.objects.get(kind="correction").source == "nhầm người"
    assert Fact.objects.filter(kind=CHARGE).count() == 2


def test_a_charge_is_not_mended_onto_the_day_of_another(do, mo, an, at):
    do.charge(mo, HAMLET_1)
    do.charge(an, HAMLET_1, on="2023-01-01")
    given = Given(an.pk, date(2022, 1, 1), "x")
    with pytest.raises(Refused, match="một phân công khác"):
        actions.mend_charge(fact=last_charge(), told=given, because="x", by=None, at=at)


def test_a_charge_that_never_was_is_withdrawn_and_the_one_before_holds(do, mo, an, at):
    do.charge(mo, HAMLET_1)
    do.charge(an, HAMLET_1, on="2023-01-01")
    actions.withdraw(fact=last_charge(), because="chưa có văn bản", by=None, at=at)
    assert held() == "Đoàn Thị Mơ"


def test_charges_ask_two_queries_however_many_cells_there_are(do, mo):
    do.charge(mo, *cast.CELLS[:3])
    for asked in ([HAMLET_1], cast.CELLS):
        with CaptureQueriesContext(connection) as told:
            facts.charges(asked)
        assert len(told) == 2


@pytest.fixture
def weighed(do, mo):
    """Return what weighs on each cell: hamlet 1 far and special, hamlet 2 with a member."""
    do.profile("2021-12-31", distance="6", youth_away="27")
    do.charge(mo, HAMLET_1)
    cast.record(cast.admission(cast.LAN, HAMLET_2, "2022-03-03"))
    units = list(Organisation.objects.filter(pk__in=cast.CELLS).order_by("path"))
    return proposing.weigh(units, 2, NOW)


def test_what_weighs_on_a_cell_is_counted_from_facts(weighed, mo):
    one, two = weighed[HAMLET_1], weighed[HAMLET_2]
    assert (one.cell.distance, one.cell.difficulty, one.cell.holder) == (6, 2, mo.pk)
    assert (two.cell.members, two.cell.difficulty, two.long) == (1, 0, False)
    assert two.last == date(2022, 3, 3)
    assert weighed[SCHOOL].long


def test_the_reasons_are_said_in_words(weighed, mo, an):
    cells = [one.cell for one in weighed.values()]
    names = {mo.pk: mo.name, an.pk: an.name}
    found = propose(cells, list(names), Weights(), 0, 4)
    told = {
        one.cell: proposing.reasons(one, weighed[one.cell], found, names) for one in found.shares
    }
    assert told[HAMLET_1][0] == "Giữ người đang phụ trách."
    assert "cách trung tâm 6 km, 27 thanh niên đi xa, chưa kết nạp ai" in told[HAMLET_1][1]
    assert told[CREDIT_FUND][0] == "Hiện chưa có ai phụ trách."


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Impossible.NOBODY, "Chưa có ai"),
        (Impossible.NOTHING, "Chưa có chi bộ"),
        (Impossible.REVERSED, "ít nhất 3 lại lớn hơn nhiều nhất 2"),
        (Impossible.TOO_MANY, "nhiều nhất 2 chi bộ thì chỉ nhận 4, mà có 7"),
        (Impossible.TOO_FEW, "ít nhất 3 thì cần 6, mà chỉ có 7"),
    ],
)
def test_what_cannot_be_is_said_in_one_clear_sentence(why, words):
    assert words in proposing.impossible(why, 7, 2, (3, 2))
