"""Why a cell is to be asked for its number, in sentences that a committee reads."""

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest

from taonguon.core.targets import Allocation
from taonguon.outlook.allocation import Claim, Terms, allocate
from taonguon.targets import reasons
from taonguon.targets.allocating import bounds, claims
from taonguon.targets.charts import Bars, bars
from taonguon.targets.facts import Ground, InForce, Materials, Reach
from taonguon.targets.telling import allocation_words

YEAR = 2027


def ground(pk, name, numbers, reach=None, last=None):
    unit = SimpleNamespace(pk=pk, name=name)
    told = {code: None if n is None else Fraction(n) for code, n in numbers.items()}
    return Ground(unit, told, reach, (), None, last, 0)


def commune(*grounds, **terms):
    weights = terms.pop("weights", {"members": 30, "households": 20, "youth_present": 20})
    held = InForce(Terms(weights, **terms))
    return Materials(None, YEAR, date(2026, 11, 25), grounds, {}, None, held)


def why(told, pk, total):
    proposal = allocate(claims(told), told.held.terms.weights, total)
    one = next(one for one in told.grounds if one.unit.pk == pk)
    names = {each.unit.pk: each.unit.name for each in told.grounds}
    return reasons.why(told, one, proposal.by_unit[pk], names)


HAMLET = ground(2, "Chi bộ thôn 1", {"members": 60, "households": 300, "youth_present": None})
OTHER = ground(3, "Chi bộ thôn 2", {"members": 20, "households": None, "youth_present": None})
SCHOOL = ground(4, "Chi bộ Trường", {"members": 20})


def test_it_says_what_the_share_comes_to_and_from_what():
    lines = why(commune(HAMLET, OTHER, SCHOOL), 2, 10)
    assert lines[0] == "Theo các tiêu chí, phần của chi bộ là 5,6 người, làm tròn thành 6."
    assert "Đảng viên: 60 (60% của cả đảng bộ)." in lines
    assert "Số hộ: 300 (50% của cả đảng bộ)." in lines


def test_it_says_where_an_average_stands_for_a_number_not_known():
    lines = why(commune(HAMLET, OTHER, SCHOOL), 3, 10)
    assert "Số hộ: chưa có số, tính bằng mức trung bình (50% của cả đảng bộ)." in lines


def test_it_says_which_criteria_do_not_concern_a_cell():
    lines = why(commune(HAMLET, OTHER, SCHOOL), 4, 10)
    assert "Chi bộ không có địa bàn dân cư, không tính: số hộ, thanh niên ở nhà." in lines


def test_it_says_once_for_the_whole_what_counts_nothing_and_for_whom_an_average_stands():
    told = commune(HAMLET, OTHER, SCHOOL)
    proposal = allocate(claims(told), told.held.terms.weights, 10)
    assert reasons.idle_words(told, proposal) == [
        "Thanh niên ở nhà: chưa chi bộ nào có số, nên các tiêu chí khác chia nhau trọng số này.",
        "Số hộ: chưa có số của thôn 2, tạm tính bằng mức trung bình.",
    ]


ONE_IN_TIME = Reach({"": 1}, 2)


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        (
            {},
            ("Nhiều nhất 1: 1 nguồn còn kịp kết nạp trước hết ngày 31/12/2027;"
             " đảng ủy chưa đặt phần cho người mới. 2 nguồn theo quy định phải sau ngày đó."),
        ),
        (
            {"allowance": 2},
            ("Nhiều nhất 3: 1 nguồn còn kịp kết nạp trước hết ngày 31/12/2027, thêm 2 người mới."
             " 2 nguồn theo quy định phải sau ngày đó."),
        ),
        ({"allowance": 2, "highs": {2: 2}}, "Nhiều nhất 2 theo mức riêng của chi bộ."),
    ],
)  # fmt: skip
def test_it_says_what_holds_a_cell_back(terms, sentence):
    held = ground(2, "Chi bộ thôn 1", {"members": 90}, ONE_IN_TIME)
    told = commune(held, SCHOOL, weights={"members": 1}, **terms)
    lines = why(told, 2, 9)
    assert lines[0].startswith("Theo các tiêu chí, phần của chi bộ là ")
    assert "làm tròn" not in lines[0]
    assert lines[1] == sentence


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"minimum": 2}, "Ít nhất 2 theo mức chung của đảng ủy."),
        ({"lows": {4: 2}}, "Ít nhất 2 theo mức riêng của chi bộ."),
    ],
)
def test_it_says_what_lifts_a_cell(terms, sentence):
    told = commune(HAMLET, SCHOOL, weights={"households": 1, "members": 1}, **terms)
    assert sentence in why(told, 4, 4)


def test_a_least_that_cannot_be_reached_gives_way_and_is_told():
    held = ground(2, "Chi bộ thôn 1", {"members": 90}, Reach({}, 0))
    told = commune(held, SCHOOL, weights={"members": 1}, minimum=1)
    assert bounds(told, held) == (0, 0)
    (line,) = [
        line for line in why(told, 2, 2) if line.startswith("Mức ít nhất 1 chưa áp dụng được.")
    ]
    assert "Nhiều nhất 0: 0 nguồn còn kịp" in line


def test_a_tie_names_the_other_and_what_decided():
    same = [ground(n, f"Chi bộ {n}", {"members": 20}) for n in (2, 3)]
    told = commune(*same, weights={"members": 1})
    assert why(told, 2, 1)[1] == (
        "Ngang điểm với Chi bộ 3 ở suất cuối cùng: xếp theo thứ tự danh sách."
    )
    asked = [ground(n, f"Chi bộ {n}", {"members": 20}, last=Fraction(4 - n)) for n in (2, 3)]
    told = commune(*asked, weights={"members": 1})
    assert why(told, 3, 1)[1] == (
        "Ngang điểm với Chi bộ 2 ở suất cuối cùng: năm trước được giao ít hơn thì nhận trước."
    )


def test_a_long_list_of_equals_is_cut():
    same = [ground(n, f"Chi bộ {n}", {"members": 20}) for n in range(2, 9)]
    line = why(commune(*same, weights={"members": 1}), 2, 1)[1]
    assert "Chi bộ 3, Chi bộ 4, Chi bộ 5 và 3 chi bộ khác" in line


def test_what_found_no_place_is_told_with_what_mends_it():
    told = commune(ground(2, "Chi bộ thôn 1", {"members": 90}, ONE_IN_TIME))
    proposal = allocate([Claim(2, {"members": Fraction(90)}, high=1)], {"members": 1}, 3)
    assert reasons.left_words(told, proposal).startswith("Mới xếp được 1 trong 3:")
    assert reasons.left_words(told, allocate([], {}, 0)) == ""


def test_the_published_allocations_that_come_to_more_than_their_headline_are_told():
    assert allocation_words(Allocation(Fraction(1905), Fraction(1950))) == "giao vượt 45"


def test_the_picture_shows_both_years_and_leaves_out_who_had_nobody_in_either():
    spec = bars([Bars("thôn 1", 2, 1), Bars("thôn 2", 0, 0)], (2027, 2026), 620)
    now, last, *words = [layer["data"]["values"] for layer in spec["layer"]]
    assert [(row["name"], row["n"]) for row in now + last] == [("thôn 1", 2), ("thôn 1", 1)]
    assert [row["t"] for rows in words for row in rows] == ["2 năm 2027", "1 năm 2026"]
