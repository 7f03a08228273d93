"""`taonguon allocate`: a proposal from a terminal, in words or for a machine; nothing is written."""

import pytest

from taonguon.ledger.models import Fact
from taonguon.outlook.allocation import Terms
from taonguon.targets import actions
from tests import cast

pytestmark = pytest.mark.django_db

AN_HOA = "Đảng bộ xã An Hòa"


@pytest.fixture
def register():
    """Record two communes; An Hòa has three members in two of its four cells, and may ask for two each."""
    root = cast.commune()
    cast.record([
        *cast.admission(cast.LAN, cast.HAMLET_1, "2020-02-03"),
        *cast.admission(cast.HUNG, cast.HAMLET_1, "2021-04-22"),
        *cast.admission(cast.DUC, cast.HAMLET_2, "2020-03-01"),
    ])  # fmt: skip
    terms = Terms({"members": 1}, allowance=2)
    actions.set_terms(organisation=root.pk, terms=terms, on=cast.FOUNDED, by=None, at=cast.MORNING)


@pytest.fixture
def allocate(taonguon, register):
    """Return how to ask for An Hòa's proposal for a year that never ends before today."""

    def run(*words, total=3, year=2199, of=AN_HOA):
        named = ("--organisation", of) if of else ()
        return taonguon("allocate", "--year", year, "--total", total, *named, *words)

    return run


def test_it_tells_a_machine_each_cell_s_number_and_why(allocate):
    said = allocate("--json")
    assert said.code == 0
    told = said.values
    assert (told["organisation"], told["year"], told["total"], told["left"]) == (AN_HOA, 2199, 3, 0)
    numbers = {cell["id"]: cell["number"] for cell in told["cells"]}
    assert numbers == {cast.HAMLET_1: 2, cast.HAMLET_2: 1, cast.SCHOOL: 0, cast.CREDIT_FUND: 0}
    first = told["cells"][0]
    assert (first["claim"], first["points"], first["high"]) == ("2", "2/3", 2)
    assert "Đảng viên: 2 (66,7% của cả đảng bộ)." in first["why"]


def test_it_tells_a_reader_in_a_table_that_adds_up(allocate):
    said = allocate()
    assert "phân bổ chỉ tiêu năm 2199" in said.out
    assert [line for line in said.out.splitlines() if "Cộng" in line and " 3 " in line]


def test_it_writes_nothing(allocate):
    before = Fact.objects.count()
    allocate()
    assert Fact.objects.count() == before


def test_what_finds_no_place_is_told_and_is_no_success(allocate):
    said = allocate(total=9)
    assert said.code == 1
    assert "Mới xếp được 4 trong 9" in " ".join(said.out.split())
    assert allocate("--json", total=9).values["left"] == 5


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"year": 23}, "Không có chỉ tiêu của năm 23; viết năm như 2023."),
        ({"total": -1}, "Tổng số cần chia phải từ 0 đến 99999, không phải -1."),
        ({"of": None}, "Sổ có nhiều đảng bộ: ghi rõ tên bằng --organisation."),
        ({"of": "Chi bộ thôn 1"}, "“Chi bộ thôn 1” không có tổ chức đảng trực thuộc để chia."),
        ({"of": "Đảng bộ xã Không Có"}, "Chưa có tổ chức “Đảng bộ xã Không Có” trong sổ."),
    ],
)
def test_what_cannot_be_divided_is_told_in_one_sentence(allocate, asked, sentence):
    said = allocate(**asked)
    assert said.code == 1
    assert said.err.startswith(sentence)


def test_least_numbers_beyond_the_total_are_told(allocate):
    terms = Terms({"members": 1}, minimum=1, allowance=2)
    actions.set_terms(
        organisation=cast.COMMUNE, terms=terms, on=cast.FOUNDED, by=None, at=cast.later()
    )
    said = allocate(total=3)
    assert said.code == 1
    assert said.err.startswith("Các mức ít nhất cộng lại 4, nhiều hơn tổng số cần chia 3")


def test_the_only_organisation_need_not_be_named(taonguon, db):
    cast.record([cast.founding(n) for n in (cast.COMMUNE, cast.HAMLET_1)])
    said = taonguon("allocate", "--year", 2199, "--total", 0, "--json")
    assert said.values["organisation"] == AN_HOA


def test_an_empty_register_says_what_to_do_first(taonguon, db):
    said = taonguon("allocate", "--year", 2199, "--total", 1)
    assert "nạp danh sách trước" in said.err


def test_it_speaks_english(allocate):
    assert "Members: 2" in " ".join(allocate("--json", "--lang", "en").values["cells"][0]["why"])
