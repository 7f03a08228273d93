"""The rows not accepted come back as a workbook that, once corrected, is loaded like any other."""

from typing import NamedTuple

import openpyxl
import pytest

from taonguon.imports import columns, rest
from taonguon.sources.plans import FIELDS
from taonguon.sources.reading import read
from tests.imports import an_hoa
from tests.imports.an_hoa import HAMLET_1, LAN, MAI, TARGET_1, THAO
from tests.workbooks.lists import Sheet, write_xlsx
from tests.workbooks.variants import VARIANTS

pytestmark = pytest.mark.django_db


class Wrong(NamedTuple):
    """A row of a kind of list with one thing typed wrong, and what it is read as once right."""

    kind: str
    row: dict
    heading: str
    typed: str
    right: str
    read: tuple

    def as_typed(self):
        return {**self.row, self.heading: self.typed}

    def mended(self):
        return {**self.row, self.heading: self.right}


def target(year, low):
    return {"year": year, "category": None, "form": "exact", "low": low, "high": None}


THREE = {**HAMLET_1, "Tên chi bộ": "Chi bộ thôn 3"}
WRONG = [
    Wrong("members", MAI, "Ngày vào Đảng", "31/11/2020", "30/11/2020", ("admitted_on", "2020-11-30")),
    Wrong("members", MAI, "Ngày sinh", "tháng ba", "8/3/1995", ("born", "1995-03-08")),
    Wrong("members", MAI, "Chi bộ", "Chi bộ thôn 7", "Chi bộ thôn 2", ("cell", "Chi bộ thôn 2")),
    Wrong("prospects", THAO, "Ngày giới thiệu", "5/13/2022", "5/3/2022",
          ("introduced_on", "2022-03-05")),
    Wrong("cells", THREE, "Số hộ", "khoảng 90", "90", ("households", 90)),
    Wrong("targets", TARGET_1, "Năm 2022", "một hai", "2",
          ("values", [target(2022, "2"), target(2023, "2")])),
]  # fmt: skip
each_wrong_row = pytest.mark.parametrize(
    "case", WRONG, ids=lambda case: f"{case.kind}: {case.typed}"
)


def left_out(load, folder):
    """Save the workbook of the rows not accepted, as an office downloads it."""
    path = folder / "can-sua.xlsx"
    path.write_bytes(rest.workbook(load).getvalue())
    return path


def cell_of(sheet, heading):
    """Return the cell under a heading in the first row of values."""
    headings = [cell.value for cell in sheet[1]]
    return sheet.cell(2, headings.index(heading) + 1)


def corrected(path, heading, value):
    book = openpyxl.load_workbook(path)
    cell_of(book.worksheets[0], heading).value = value
    book.save(path)
    return path


@each_wrong_row
def test_what_was_typed_wrong_stands_there_as_it_was_typed(begun, tmp_path, case):
    load = an_hoa.load(an_hoa.write(tmp_path, case.kind, case.as_typed()))
    sheet = openpyxl.load_workbook(left_out(load, tmp_path)).worksheets[0]
    assert cell_of(sheet, case.heading).value == case.typed


@each_wrong_row
def test_corrected_it_is_accepted_with_all_it_said(begun, tmp_path, case):
    meant = an_hoa.preview(an_hoa.write(tmp_path, case.kind, case.mended()))
    load = an_hoa.load(an_hoa.write(tmp_path, case.kind, case.as_typed()))
    again = an_hoa.preview(corrected(left_out(load, tmp_path), case.heading, case.right))
    (entry,) = an_hoa.rows(again, "accepted")
    field, value = case.read
    assert entry.record[field] == value
    assert said(entry) == said(an_hoa.rows(meant, "accepted")[0])


def said(row):
    return {name: value for name, value in row.record.items() if name not in {"number", "changes"}}


def test_the_sex_that_a_column_told_is_not_lost_with_a_wrong_birth(begun, tmp_path):
    row = {name: value for name, value in MAI.items() if name not in {"Giới tính", "Ngày sinh"}}
    load = an_hoa.load(an_hoa.write(tmp_path, "members", {**row, "Nam": None, "Nữ": "8/33/1995"}))
    again = an_hoa.preview(corrected(left_out(load, tmp_path), "Ngày sinh", "8/3/1995"))
    (entry,) = an_hoa.rows(again, "accepted")
    assert (entry.record["sex"], entry.record["born"]) == ("female", "1995-03-08")


@pytest.mark.parametrize("target", ["ít nhất 3", "2 - 4", "3%", "2.5 - 3%"])
def test_a_target_keeps_its_form_and_its_part_on_the_way(begun, tmp_path, target):
    row = {"Đơn vị": "Chi bộ thôn 9", "Năm 2022": target, "Năm 2022 / Nữ": "1"}
    meant = an_hoa.load(an_hoa.write(tmp_path, "targets", row))
    again = an_hoa.preview(
        corrected(left_out(meant, tmp_path), "Đơn vị", "Chi bộ thôn 1"),
    )
    (entry,) = an_hoa.rows(again, "accepted")
    assert entry.record["values"] == an_hoa.rows(meant, "doubtful")[0].record["values"]
    assert [value["category"] for value in entry.record["values"]] == [None, "women"]


def test_a_row_says_in_its_last_column_why_it_was_left_out(begun, tmp_path):
    load = an_hoa.load(an_hoa.write(tmp_path, "members", {**MAI, "Chi bộ": "Chi bộ thôn 7"}))
    sheet = openpyxl.load_workbook(left_out(load, tmp_path)).worksheets[0]
    told = cell_of(sheet, rest.REASON)
    assert told.column == sheet.max_column
    assert "Chi bộ thôn 7" in told.value


def test_only_rows_in_doubt_come_back(begun, tmp_path):
    load = an_hoa.load(an_hoa.write(tmp_path, "members", LAN, {**MAI, "Chi bộ": "Chi bộ thôn 7"}))
    sheet = openpyxl.load_workbook(left_out(load, tmp_path)).worksheets[0]
    assert sheet.max_row == 2
    assert cell_of(sheet, "Họ và tên").value == MAI["Họ và tên"]


def test_with_nothing_left_out_the_workbook_is_empty(begun, tmp_path):
    load = an_hoa.load(an_hoa.write(tmp_path, "members", LAN))
    sheet = openpyxl.load_workbook(left_out(load, tmp_path)).worksheets[0]
    assert sheet.max_row == sheet.max_column == 1


@pytest.mark.parametrize("kind", ["cells", "members", "prospects"])
def test_every_field_a_row_keeps_has_a_heading_that_is_read_as_it(kind, tmp_path):
    headings = rest._headings(kind)
    assert set(headings) == set(FIELDS[kind])
    sheet = Sheet(rest.SHEETS[kind], [list(headings.values()), ["x"] * len(headings)])
    (layout,) = read(write_xlsx(tmp_path / "tieu-de.xlsx", sheet)).layouts
    assert layout.kind == kind
    assert [column.field for column in layout.columns] == list(headings)


@pytest.mark.parametrize("variant", ["as_given", "csdl", "export", "ward_form"])
def test_every_field_a_column_was_matched_to_may_be_chosen_for_it(variant, tmp_path):
    for path in VARIANTS[variant](tmp_path):
        for layout in read(path).layouts:
            matched = {column.field or "" for column in layout.columns}
            assert matched <= {field for field, _ in columns.choices(layout.kind)}, path.stem


@pytest.mark.parametrize("kind", columns.OF_KIND)
def test_no_two_fields_of_a_kind_are_called_alike(kind):
    labels = [label for _, label in columns.choices(kind)]
    assert len(labels) == len(set(labels))
