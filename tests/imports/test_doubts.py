"""Each reason why a row stays out, made to happen, beside its nearest neighbour that is taken."""

from datetime import date

import pytest

from taonguon.imports import doubts, telling, wording
from taonguon.people import actions as people
from taonguon.sources import rows as sources
from tests.imports import an_hoa
from tests.imports.an_hoa import DUC, HAMLET_1, HUNG, LAN, MAI, TARGET_1, THAO

pytestmark = pytest.mark.django_db

NEW_PROSPECT = {**THAO, "Họ và tên": "Đỗ Thị Hoa", "Ngày sinh": 1999}
AS_PROSPECT = {**NEW_PROSPECT, "Họ và tên": LAN["Họ và tên"], "Ngày sinh": LAN["Ngày sinh"]}
TWINS = {**MAI, "Ngày sinh": HUNG["Ngày sinh"]}

HERE = {"Ngày chuyển đến": "3/2/1985"}

# code, kind of list, the row in doubt, its neighbour that is taken
BORDERS = [
    ("cell_unknown", "members", {**MAI, "Chi bộ": "Chi bộ thôn 3"}, {**MAI, "Chi bộ": "thôn Hai"}),
    ("cell_unknown", "prospects", {**NEW_PROSPECT, "Chi bộ": "Chi bộ thôn 3"}, NEW_PROSPECT),
    ("cell_unknown", "targets", {**TARGET_1, "Đơn vị": "Chi bộ thôn 3"},
     {**TARGET_1, "Đơn vị": "CHI BỘ THÔN 02"}),
    ("other_founding_day", "cells", {**HAMLET_1, "Ngày thành lập": "27/3/1988"}, HAMLET_1),
    ("member_is_prospect", "members", {**MAI, "Họ và tên": THAO["Họ và tên"], "Ngày sinh": 2001},
     {**MAI, "Họ và tên": THAO["Họ và tên"], "Ngày sinh": 2002}),
    ("member_has_left", "members", DUC, {**DUC, "Ngày sinh": "21/11/1959", **HERE}),
    ("member_has_left", "prospects", {**AS_PROSPECT, "Họ và tên": DUC["Họ và tên"],
                                      "Ngày sinh": DUC["Ngày sinh"]}, NEW_PROSPECT),
    ("list_says_left", "members", {**MAI, "Trạng thái": "Đã từ trần"},
     {**MAI, "Trạng thái": "Đang sinh hoạt"}),
    ("list_says_left", "members", {**MAI, "Trạng thái": None, "Ngày rời khỏi": "1/3/2022"},
     {**MAI, "Trạng thái": "Miễn sinh hoạt", "Ngày rời khỏi": "1/3/2022"}),
    ("list_says_left", "members", {**LAN, "Trạng thái": "Chuyển đi"},
     {**DUC, "Trạng thái": "Chuyển đi"}),
    ("not_on_earlier_list", "members", {**MAI, "Ngày chuyển đến": None}, MAI),
    ("not_on_earlier_list", "members", {**MAI, "Ngày chuyển đến": None, "Ngày vào Đảng": None},
     {**MAI, "Ngày chuyển đến": "1/9/2022"}),
    ("not_on_earlier_list", "members", {**MAI, "Ngày chuyển đến": None},
     {**MAI, "Ngày chuyển đến": None, "Chi bộ": "Chi bộ thôn 2"}),
    ("other_cell", "members", {**LAN, "Chi bộ": "Chi bộ thôn 2"}, {**LAN, "Chi bộ": "Thôn I"}),
    ("other_cell", "prospects", {**THAO, "Chi bộ": "Chi bộ thôn 2"}, THAO),
    ("admitted_on_in_use", "members", {**MAI, "Ngày vào Đảng": "1/1/2022"},
     {**MAI, "Ngày vào Đảng": "31/12/2021"}),
    ("official_on_in_use", "members", {**MAI, "Ngày chính thức": "1/1/2022"},
     {**MAI, "Ngày chính thức": "31/12/2021"}),
    ("official_on_in_use", "members", {**HUNG, "Ngày chính thức": "1/1/2022"},
     {**HUNG, "Ngày chính thức": "31/12/2021"}),
    ("other_admission_day", "members", {**LAN, "Ngày vào Đảng": "20/5/2015"}, LAN),
    ("other_recognition_day", "members", {**LAN, "Ngày chính thức": "20/5/2016"}, LAN),
    ("prospect_is_member", "prospects", AS_PROSPECT, {**AS_PROSPECT, "Ngày sinh": "2/6/1990"}),
    ("number_of_another", "members", {**MAI, "Số thẻ đảng viên": LAN["Số thẻ đảng viên"]},
     {**MAI, "Số thẻ đảng viên": "37.000102"}),
    ("number_of_another", "members",
     {**MAI, "Số định danh cá nhân": LAN["Số định danh cá nhân"]},
     {**MAI, "Số định danh cá nhân": "037180000102"}),
    ("looks_known", "members", {**HUNG, "Ngày sinh": "8/6/1991"}, {**HUNG, "Ngày sinh": "8/9/1992", **HERE}),
    ("looks_known", "members", {**HUNG, "Ngày sinh": None}, HUNG),
    ("looks_known", "members", {**HUNG, "Họ và tên": "Trần Văn Hưnng"}, {**TWINS, "Giới tính": "Nam"}),
    ("looks_known", "members",
     {**LAN, "Ngày sinh": "2/5/1980", "Số thẻ đảng viên": None, "Số định danh cá nhân": None},
     {**LAN, "Ngày sinh": "2/5/1980", "Số thẻ đảng viên": "37.000109", "Số định danh cá nhân": None,
      **HERE}),
    ("day_in_future", "prospects", {**NEW_PROSPECT, "Ngày cấp GCN": "22/4/2023"},
     {**NEW_PROSPECT, "Ngày cấp GCN": "21/4/2023"}),
    ("too_long", "members", {**MAI, "Nghề nghiệp": "x" * 121}, {**MAI, "Nghề nghiệp": "x" * 120}),
    ("too_long", "prospects", {**NEW_PROSPECT, "Tổ chức giới thiệu": "x" * 81},
     {**NEW_PROSPECT, "Tổ chức giới thiệu": "x" * 80}),
]  # fmt: skip
WITHIN_A_LIST = {"twice_in_list", "target_twice", "cell_twice"}


@pytest.fixture
def known(register):
    """Return the register with one member who has left it."""
    people.record_event(
        person=an_hoa.person(DUC["Họ và tên"]), kind="transfer_out", on=date(2022, 6, 1),
        data={}, by=None, at=an_hoa.FIRST_DAY.replace(month=7),
    )  # fmt: skip


def staged(folder, kind, *rows):
    """Preview a list and return its rows that are entries, letterhead and headings left out."""
    load = an_hoa.preview(an_hoa.write(folder, kind, *rows, name="thu"))
    assert load.state == "ready", load.refusal
    return [row for row in an_hoa.rows(load) if row.number > 3]


@pytest.mark.parametrize(("code", "kind", "wrong", "right"), BORDERS)
def test_a_row_in_doubt_stays_out_for_its_reason(known, tmp_path, code, kind, wrong, right):
    (row,) = staged(tmp_path, kind, wrong)
    assert (row.verdict, an_hoa.codes(row)) == ("doubtful", [code])


@pytest.mark.parametrize(("code", "kind", "wrong", "right"), BORDERS)
def test_its_neighbour_is_taken(known, tmp_path, code, kind, wrong, right):
    (row,) = staged(tmp_path, kind, right)
    assert (row.verdict, row.reasons) == ("accepted", [])


@pytest.mark.parametrize(("code", "kind", "wrong", "right"), BORDERS)
def test_the_reason_is_one_sentence_with_nothing_left_open(
    known, tmp_path, code, kind, wrong, right
):
    (said,) = telling.sentences(staged(tmp_path, kind, wrong)[0])
    assert said.endswith(".")
    assert "\n" not in said
    assert "%(" not in said


def test_every_reason_of_the_register_has_a_border_here():
    assert {code for code, *_ in BORDERS} | WITHIN_A_LIST == set(doubts.SENTENCES)


@pytest.mark.parametrize("code", [*sources.DOUBTS, *sources.IGNORING])
def test_every_reason_of_reading_has_its_sentence(code):
    assert code in wording.SENTENCES


@pytest.mark.parametrize("code", sources.UNREADABLE)
def test_every_refusal_of_a_file_has_its_sentence(code):
    assert code in wording.REFUSALS


def test_a_member_written_twice_counts_once(begun, tmp_path):
    first, second = staged(tmp_path, "members", LAN, LAN)
    assert (first.verdict, second.verdict) == ("accepted", "ignored")
    assert an_hoa.codes(second) == ["twice_in_list"]
    assert "members, 4" in telling.sentences(second)[0]


@pytest.mark.parametrize(
    "other",
    [{"Ngày vào Đảng": "2/6/2021"}, {"Số thẻ đảng viên": "37.000200"}],
    ids=["another day of admission", "another card"],
)
def test_two_of_one_name_and_year_who_differ_are_not_taken_for_one(begun, tmp_path, other):
    one = {**HUNG, "Ngày sinh": 1991, "Số thẻ đảng viên": "37.000100"}
    first, second = staged(tmp_path, "members", one, {**one, **other})
    assert first.verdict == "accepted"
    assert (second.verdict, an_hoa.codes(second)) in [
        ("doubtful", ["looks_known"]),
        ("accepted", []),
    ]


def test_a_target_given_twice_with_two_numbers_is_doubted(begun, tmp_path):
    first, second = staged(tmp_path, "targets", TARGET_1, {**TARGET_1, "Năm 2022": 2})
    assert (first.verdict, second.verdict) == ("accepted", "doubtful")
    assert an_hoa.codes(second) == ["target_twice"]


def test_a_target_given_twice_with_one_number_is_one_target(begun, tmp_path):
    path = an_hoa.write(tmp_path, "targets", TARGET_1, TARGET_1, name="thu")
    load = an_hoa.load(path)
    assert [kind for kind, *_ in an_hoa.facts_of(load)] == ["target", "target"]


def test_a_new_cell_written_twice_is_founded_once(tmp_path):
    load = an_hoa.load(an_hoa.write(tmp_path, "cells", HAMLET_1, HAMLET_1))
    assert [kind for kind, *_ in an_hoa.facts_of(load)] == ["found", "profile"]


def test_a_new_cell_written_twice_with_two_profiles_is_doubted(tmp_path):
    twice = {**HAMLET_1, "Số hộ": 121}
    first, second = staged(tmp_path, "cells", HAMLET_1, twice)
    assert (first.verdict, second.verdict) == ("accepted", "doubtful")
    assert an_hoa.codes(second) == ["cell_twice"]
