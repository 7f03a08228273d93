"""A line of a workbook against the list: whose it is, and what it changes beyond what is recorded."""

import pytest

from taonguon.classes import facts
from taonguon.classes.matching import Match, matched
from taonguon.classes.reading import Line
from tests.classes.conftest import ago

LAN = "Nguyễn Thị Lan"


def line(name=LAN, born="", **said):
    told = {"unit": "", "result": "", "certificate": "", "certified_on": None, **said}
    return Line(8, name, born, **told)


def match(one, held):
    (found,) = matched([one], facts.roster(held))
    return found


@pytest.mark.parametrize(
    ("born", "is_hers"),
    [
        ("", True),
        ("1999", True),
        ("1999-05-19", True),
        ("1998", False),
        ("1999-05-18", False),
    ],
)
def test_a_birth_or_its_year_speaks_for_or_against(held, born, is_hers):
    found = match(line(born=born, result="Giỏi"), held)
    assert bool(found.row) is is_hers
    assert found.writes is is_hers


@pytest.mark.parametrize("name", [LAN, "nguyen thi lan", "NGUYỄN THỊ LAN"])
def test_a_name_is_known_without_diacritics_and_in_capitals(held, name):
    assert match(line(name=name), held).row.name == LAN


def test_a_guest_is_known_by_name(held):
    found = match(line(name="Lê Thị Hoa", born="1990", result="Khá"), held)
    assert (found.row.person, found.grade) == (None, "fair")


def test_a_line_that_says_nothing_writes_nothing(held):
    found = match(line(), held)
    assert (found.writes, found.doubt) == (False, "")


def test_a_result_that_is_recorded_is_not_written_again(held, do):
    do.grade(held, Lan="good")
    assert not match(line(result="giỏi"), held).writes
    assert match(line(result="khá"), held).grade == "fair"


def test_a_certificate_of_another_number_is_in_doubt(held, do):
    do.grade(held, Lan="good")
    do.certify(held)
    same = line(certificate="103/GCN-TTCT", certified_on=ago(3))
    assert match(same, held) == Match(same, match(same, held).row)
    other = match(line(certificate="7/GCN", certified_on=ago(3)), held)
    assert other.doubt.startswith("Sổ đã ghi giấy số 103/GCN-TTCT ngày")


@pytest.mark.parametrize("result", ["Không đạt", "chưa đạt", "Vắng", "Bỏ học"])
def test_whoever_did_not_pass_has_no_certificate_to_write(held, result):
    paper = {"certificate": "7/GCN", "certified_on": ago(3)}
    found = match(line(result=result, **paper), held)
    assert found.doubt == "Không đạt thì không có giấy chứng nhận."
    assert found.given is None
