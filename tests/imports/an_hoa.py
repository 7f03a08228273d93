"""Small lists of the invented commune An Hòa, written as workbooks, and loading them."""

from datetime import UTC, datetime

from taonguon.imports import actions
from taonguon.imports.models import Load, LoadRow
from taonguon.journal.models import JournalEntry
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from tests import cast
from tests.workbooks.lists import Sheet, write_xlsx

COMMUNE = "Đảng bộ xã An Hòa"
FIRST_DAY = datetime(2022, 1, 1, 2, 0, tzinfo=UTC)
NOW = cast.MORNING

HAMLET_1 = {
    "Tên chi bộ": "Chi bộ thôn 1", "Loại hình": "Khu dân cư", "Ngày thành lập": "26/3/1988",
    "Số hộ": 120, "Số nhân khẩu": 480,
}  # fmt: skip
HAMLET_2 = {**HAMLET_1, "Tên chi bộ": "Chi bộ thôn 2"}
LAN = {
    "Họ và tên": "Nguyễn Thị Lan", "Giới tính": "Nữ", "Ngày sinh": "1/5/1980", "Tôn giáo": "Không",
    "Nghề nghiệp": "Giáo viên", "Số thẻ đảng viên": "37.000101", "Số định danh cá nhân": "037180000101",
    "Chi bộ": "Chi bộ thôn 1", "Ngày vào Đảng": "19/5/2015", "Ngày chính thức": "19/5/2016",
}  # fmt: skip
HUNG = {
    **LAN, "Họ và tên": "Trần Văn Hùng", "Giới tính": "Nam", "Ngày sinh": "7/6/1991",
    "Số thẻ đảng viên": None, "Số định danh cá nhân": None, "Ngày vào Đảng": "1/6/2021",
    "Ngày chính thức": None,
}  # fmt: skip
DUC = {
    **HUNG, "Họ và tên": "Phạm Minh Đức", "Ngày sinh": "20/11/1958", "Ngày vào Đảng": "3/2/1985",
    "Ngày chính thức": "3/2/1986",
}  # fmt: skip
MAI = {
    **HUNG, "Họ và tên": "Lê Thị Mai", "Giới tính": "Nữ", "Ngày sinh": "8/3/1995",
    "Ngày chuyển đến": "1/6/2021",
}  # fmt: skip
THAO = {
    "Họ và tên": "Vũ Phương Thảo", "Giới tính": "Nữ", "Ngày sinh": "15/6/2001", "Tôn giáo": "Công giáo",
    "Chi bộ": "Chi bộ thôn 1", "Tổ chức giới thiệu": "Đoàn Thanh niên", "Ngày giới thiệu": "5/1/2022",
    "Số GCN lớp nhận thức về Đảng": None, "Ngày cấp GCN": None,
}  # fmt: skip
TARGET_1 = {"Đơn vị": "Chi bộ thôn 1", "Năm 2022": 1, "Năm 2023": 2}

TITLES = {
    "cells": "DANH SÁCH CHI BỘ TRỰC THUỘC",
    "members": "DANH SÁCH ĐẢNG VIÊN",
    "prospects": "DANH SÁCH QUẦN CHÚNG ƯU TÚ",
    "targets": "CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN",
}


def sheet(kind, *rows):
    """Return a list as an office writes it: letterhead, title, headings, running numbers."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [[number, *map(row.get, headings)] for number, row in enumerate(rows, 1)]
    return Sheet(kind, [["ĐẢNG ỦY XÃ AN HÒA"], [TITLES[kind]], ["STT", *headings], *lines])


def write(folder, kind, *rows, name=None):
    """Write a list as a workbook; return its path."""
    return write_xlsx(folder / f"{name or kind}.xlsx", sheet(kind, *rows))


def preview(*paths, at=NOW, commune=COMMUNE):
    """Read lists into a load that waits to be confirmed."""
    begun = actions.begin(organisation=commune, by=None, at=at)
    return actions.preview(load=begun, paths=paths, at=at)


def confirm(load, at=NOW):
    """Write a load, fetched anew as a page does."""
    return actions.write(load=Load.objects.get(pk=load.pk), by=None, at=at)


def load(*paths, at=NOW):
    """Read and write lists."""
    return confirm(preview(*paths, at=at), at)


def found(folder):
    """Load the two cells on the first day of use, 1/1/2022; return the load."""
    return load(write(folder, "cells", HAMLET_1, HAMLET_2, name="chi-bo"), at=FIRST_DAY)


def rows(load, verdict=None):
    """Return the staged rows of a load, all of them or those of one verdict."""
    staged = LoadRow.objects.filter(file__load=load).order_by("pk")
    return list(staged.filter(verdict=verdict) if verdict else staged)


def codes(row):
    """Return why a staged row stays out."""
    return [reason[0] for reason in row.reasons]


def counts():
    """Return how many rows there are of everything a load may write."""
    return {
        model.__name__: model.objects.count()
        for model in (Act, Fact, Person, Organisation, LoadRow, JournalEntry)
    }


def person(name):
    """Return the one person of that name."""
    return Person.objects.get(name=name)


def facts_of(load):
    """Return kind and content of the facts that a load wrote, in order."""
    rows = Fact.objects.filter(act__load=load).order_by("pk")
    return [(row.kind, row.happened_on.isoformat(), row.data) for row in rows]
