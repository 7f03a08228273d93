"""A list loaded later: whom it may bring in, on which day, and what it says of all that is wrong."""

from datetime import date

import pytest

from taonguon.core.days import Period
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.rebuilding import rebuild
from taonguon.reports import knowledge
from taonguon.reports.summary import summary
from tests.imports import an_hoa
from tests.imports.an_hoa import LAN, MAI

pytestmark = pytest.mark.django_db

COMES = date(2022, 9, 1)
CAME = {**MAI, "Ngày vào Đảng": "3/2/2010", "Ngày chính thức": "3/2/2011",
        "Ngày chuyển đến": "1/9/2022"}  # fmt: skip


def entries(row):
    """Return the kinds and days of a row's facts, and what the figures of years make of them."""
    facts = Fact.objects.filter(person=an_hoa.person(row["Họ và tên"]).pk)
    told = [(fact.kind, fact.happened_on) for fact in facts.order_by("happened_on", "pk")]
    return [one for one in told if one[0] != "description"]


def admitted(year):
    root = Organisation.objects.get(kind="commune")
    told = knowledge.of(root, None)
    return summary(root, told, date(year, 12, 31), Period.year(year))["admitted"]["total"]


def test_who_came_later_than_she_was_admitted_changes_no_year_before(register, tmp_path):
    before = [admitted(year) for year in (2010, 2022)]
    an_hoa.load(an_hoa.write(tmp_path, "members", CAME, name="sau"))
    assert entries(CAME) == [("transfer_in", COMES)]
    assert [admitted(year) for year in (2010, 2022)] == before
    mai = an_hoa.person("Lê Thị Mai")
    assert (mai.standing, mai.admitted_on, mai.recognised_on) == (
        "official", date(2010, 2, 3), date(2011, 2, 3),
    )  # fmt: skip
    assert an_hoa.load(an_hoa.write(tmp_path, "members", CAME, name="lai")).act is None


@pytest.mark.parametrize(
    ("changed", "kinds"),
    [
        ({"Ngày vào Đảng": "3/2/2022", "Ngày chính thức": None}, ["transfer_in"]),
        ({"Ngày vào Đảng": "3/2/2022", "Ngày chính thức": "1/9/2022"}, ["transfer_in"]),
        ({"Ngày chính thức": "31/12/2021", "Ngày chuyển đến": "1/6/2021"},
         ["transfer_in", "recognition"]),
        ({"Ngày chuyển đến": "3/2/2010"}, ["opening", "recognition"]),
    ],
)  # fmt: skip
def test_what_happened_elsewhere_needs_no_dossier_and_what_happened_here_is_told(
    register, tmp_path, changed, kinds
):
    an_hoa.load(an_hoa.write(tmp_path, "members", {**CAME, **changed}, name="sau"))
    assert [kind for kind, _ in entries(CAME)] == kinds
    assert rebuild(write=False) == {}


def test_a_recognition_here_after_the_first_day_of_use_still_needs_its_dossier(register, tmp_path):
    row = {**CAME, "Ngày chính thức": "2/9/2022"}
    load = an_hoa.preview(an_hoa.write(tmp_path, "members", row, name="sau"))
    assert [an_hoa.codes(one) for one in an_hoa.rows(load, "doubtful")] == [["official_on_in_use"]]


UNSAID = {**MAI, "Ngày chuyển đến": None}


def test_who_was_left_out_in_doubt_may_be_loaded_again_when_corrected(begun, tmp_path):
    wrong = {**UNSAID, "Ngày vào Đảng": "31/2/2021"}
    an_hoa.load(an_hoa.write(tmp_path, "members", LAN, wrong))
    an_hoa.load(an_hoa.write(tmp_path, "members", UNSAID, name="sau"))
    assert entries(MAI) == [("opening", date(2021, 6, 1))]


def test_who_was_on_no_earlier_list_stays_in_doubt_however_often_it_is_loaded(register, tmp_path):
    for name in ("mot", "hai"):
        load = an_hoa.load(an_hoa.write(tmp_path, "members", LAN, UNSAID, name=name))
        (row,) = an_hoa.rows(load, "doubtful")
        assert an_hoa.codes(row) == ["not_on_earlier_list"]


def test_all_that_is_wrong_with_a_row_is_told_at_once(register, tmp_path):
    row = {
        **MAI, "Chi bộ": "Chi bộ thôn 9", "Ngày chính thức": "31/2/2021", "Ngày vào Đảng": "1/2/2022",
        "Nghề nghiệp": "x" * 121,
    }  # fmt: skip
    load = an_hoa.preview(an_hoa.write(tmp_path, "members", row, name="sau"))
    (staged,) = an_hoa.rows(load, "doubtful")
    assert an_hoa.codes(staged) == [
        "date_impossible", "too_long", "cell_unknown", "admitted_on_in_use",
    ]  # fmt: skip
