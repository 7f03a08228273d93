"""The lists that are loaded: invented members, as an office writes them and as one flat table."""

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from rapidfuzz import fuzz

from taonguon.core.names import plain

COMMUNE = "Đảng bộ xã Mẫu"
OFFICE, CELLS, FLAT = "danh-sach-dang-vien.xlsx", "danh-sach-chi-bo.xlsx", "flat.xlsx"
TARGETS, PROSPECTS = "chi-tieu-ket-nap.xlsx", "quan-chung-uu-tu.xlsx"
AS_OF = date(2023, 4, 21)


def _words(text: str) -> list[str]:
    return text.split()


_FAMILIES = _words(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Tạ"
)
_MIDDLES = {
    "male": _words("Văn Đức Minh Quang Hữu Đình Xuân Tiến Công Thanh Trọng Bá Ngọc Duy Hồng"),
    "female": _words("Thị Thu Phương Ngọc Minh Bích Kim Thanh Hồng Mỹ Diệu Lan Mai Khánh Quỳnh"),
}
_GIVEN = _words(
    "An Anh Ánh Bình Chi Chiến Cường Dung Dũng Duyên Đạt Đức Giang Hà Hải Hạnh Hằng Hiền Hiếu "
    "Hòa Hoa Hoàn Hùng Huệ Hương Hưng Khánh Khoa Kiên Lan Lâm Liên Linh Loan Long Lực Lương Mai "
    "Mạnh Minh Nam Nga Ngân Nghĩa Ngọc Nhung Oanh Phong Phúc Phương Quân Quang Quyên Sơn Tâm "
    "Tân Thảo Thắng Thành Thủy Thư Tiến Toàn Trang Trung Tú Tuấn Tùng Tuyết Uyên Vân Việt Vinh "
    "Xuân Yến"
)
_PLACES = ("Khánh Nhạc", "Khánh Hội", "Khánh Thủy", "Khánh Mậu", "Khánh Cường", "Yên Mật")
_WORK = ("Làm ruộng", "Giáo viên", "Công nhân", "Buôn bán", "Cán bộ xã", "Bộ đội", "Hưu trí")
_HEADS = (
    ("STT", ""), ("Họ và tên", ""), ("Ngày, tháng, năm sinh", "Nam"), ("", "Nữ"), ("Dân tộc", ""),
    ("Tôn giáo", ""), ("Quê quán", ""), ("Trình độ", "Văn hóa"), ("", "Chuyên môn"), ("", "LLCT"),
    ("Nghề nghiệp", ""), ("Ngày vào Đảng", "Dự bị"), ("", "Chính thức"), ("Số thẻ đảng viên", ""),
    ("Ghi chú", ""),
)  # fmt: skip


class Member(NamedTuple):
    """One invented member; the fields are the columns of the flat table, in its order."""

    name: str
    sex: str
    born: date
    ethnicity: str
    religion: str
    hometown: str
    schooling: str
    qualification: str
    theory: str
    occupation: str
    admitted_on: date
    official_on: date | None
    card: str
    cell: str


def cells_for(members: int) -> int:
    """Return how many cells a list of so many members has: 20 in each, 400 cells at most."""
    return min(400, max(2, members // 20))


def members(count: int, seed: int = 2) -> Iterator[Member]:
    """Give members, cell by cell, no two of whom could be taken for one person."""
    draw, taken = random.Random(seed), Taken()
    cells = cells_for(count)
    for number in range(count):
        cell = f"Chi bộ xóm {number * cells // count + 1}"
        while True:
            sex = draw.choice(("male", "female"))
            middle = draw.sample(_MIDDLES[sex], draw.choice((1, 1, 2)))
            name = " ".join((draw.choice(_FAMILIES), *middle, draw.choice(_GIVEN)))
            born = date(1940, 1, 1) + timedelta(days=draw.randrange(22_000))
            if taken.take(plain(name), born, cell):
                break
        yield _member(draw, number, (name, sex, born, cell))


class Taken:
    """Who was drawn so far: the benchmark loads every row, so none may look like another."""

    def __init__(self) -> None:
        """Start with nobody."""
        self.names: dict[tuple[str, str], list[date]] = {}
        self.births: dict[date, list[str]] = {}

    def take(self, name: str, born: date, cell: str) -> bool:
        """Keep a person; False for one who is too like somebody taken."""
        own = self.names.setdefault((name, cell), [])
        same_day = self.births.setdefault(born, [])
        like = (
            other.year == born.year or (other.month, other.day) == (born.month, born.day)
            for other in own
        )  # fmt: skip
        if any(like) or any(fuzz.ratio(name, other) >= 90 for other in same_day):
            return False
        own.append(born)
        same_day.append(name)
        return True


def _member(draw: random.Random, number: int, who: tuple[str, str, date, str]) -> Member:
    name, sex, born, cell = who
    earliest = date(born.year + 18, 12, 31)
    admitted = earliest + timedelta(days=draw.randrange(max(1, (AS_OF - earliest).days)))
    official = date(admitted.year + 1, admitted.month, min(admitted.day, 28))
    return Member(
        name, sex, born, draw.choice(("Kinh", "Kinh", "Kinh", "Mường")),
        draw.choice(("Không", "Không", "Công giáo")),
        f"{draw.choice(_PLACES)}, Yên Khánh, Ninh Bình", draw.choice(("10/10", "12/12", "9/12")),
        draw.choice(("", "Trung cấp", "Đại học")), draw.choice(("", "Sơ cấp", "Trung cấp")),
        draw.choice(_WORK), admitted, official if official <= AS_OF else None,
        f"37.{100_000 + number}", cell,
    )  # fmt: skip


def write(folder: Path, count: int) -> None:
    """Write the three workbooks of so many members into a folder."""
    found = list(members(count))
    _office(folder / OFFICE, found)
    _cells(folder / CELLS, cells_for(count))
    _flat(folder / FLAT, found)


def write_around(folder: Path, count: int) -> None:
    """Write the targets and prospects that a register of so many members has beside them."""
    with xlsxwriter.Workbook(folder / TARGETS, _OPTIONS) as book:
        rows = _numbered(book.add_worksheet("Chỉ tiêu"))
        for line in _letterhead("CHỈ TIÊU KẾT NẠP ĐẢNG VIÊN CÁC NĂM 2022 - 2023"):
            rows((line,))
        rows(("TT", "Đơn vị", "Năm 2022", "Năm 2023"))
        rows(("", "Huyện giao xã", cells_for(count), cells_for(count)))
        for number in range(1, cells_for(count) + 1):
            rows((number, f"Chi bộ xóm {number}", 1, number % 3))
    with xlsxwriter.Workbook(folder / PROSPECTS, _OPTIONS) as book:
        rows, draw = _numbered(book.add_worksheet("Nguồn")), random.Random(3)
        for line in _letterhead("DANH SÁCH QUẦN CHÚNG ƯU TÚ, NGUỒN PHÁT TRIỂN ĐẢNG VIÊN"):
            rows((line,))
        rows(("STT", "Họ và tên", "Năm sinh", "Giới tính", "Chi bộ", "Ngày giới thiệu"))
        for number in range(1, count // 15 + 1):
            name = f"{draw.choice(_FAMILIES)} Thế {draw.choice(_GIVEN)}"
            cell = f"Chi bộ xóm {number % cells_for(count) + 1}"
            introduced = AS_OF - timedelta(days=draw.randrange(900))
            rows((number, name, 1980 + number % 24, "Nam", cell, introduced))


def _day(day: date | None, *, text: bool) -> date | str:
    return "" if day is None else f"{day:%d/%m/%Y}" if text else day


def _office(path: Path, found: Iterable[Member]) -> None:
    """Write the list as the sample office does: letterhead, merged headings, cells as group rows.

    Births stand in the column of the sex, half of them true dates, half text; admissions are text.
    """
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        sheet = book.add_worksheet("Danh sách ĐV")
        rows = _numbered(sheet)
        for line in _letterhead("DANH SÁCH ĐẢNG VIÊN"):
            rows((line,))
        for level in (0, 1):
            rows([heads[level] for heads in _HEADS])
        last = None
        for number, one in enumerate(found, 1):
            if one.cell != last:
                rows((one.cell,))
                last = one.cell
            births = ("", "")
            if one.sex:
                born = _day(one.born, text=number % 2 == 0)
                births = (born, "") if one.sex == "male" else ("", born)
            rows((
                number, one.name, *births, *one[3:10], _day(one.admitted_on, text=True),
                _day(one.official_on, text=True), one.card, "",
            ))  # fmt: skip
        rows((f"Tổng cộng: {number} đảng viên",))


def _cells(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        rows = _numbered(book.add_worksheet("Chi bộ"))
        for line in _letterhead("DANH SÁCH CHI BỘ TRỰC THUỘC"):
            rows((line,))
        rows(("TT", "Tên chi bộ", "Loại hình", "Ngày thành lập", "Số hộ", "Số nhân khẩu"))
        for number in range(1, count + 1):
            rows((
                number, f"Chi bộ xóm {number}", "Khu dân cư", date(1930, 2, 3), 100 + number,
                400 + number,
            ))  # fmt: skip


def _flat(path: Path, found: Iterable[Member]) -> None:
    """Write the same members with one row of headings, as a table reader needs them."""
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        rows = _numbered(book.add_worksheet("Members"))
        rows(Member._fields)
        for one in found:
            rows([_day(v, text=False) if isinstance(v, date) else v or "" for v in one])


_OPTIONS = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}


def _letterhead(title: str) -> tuple[str, ...]:
    return (
        "HUYỆN ỦY MẪU", "ĐẢNG ỦY XÃ MẪU", "*", "", title, f"(Tính đến ngày {AS_OF:%d/%m/%Y})", "",
    )  # fmt: skip


def _numbered(sheet: Any) -> Any:
    """Return what writes one row under the other."""
    numbers = iter(range(2_000_000))

    def write_row(values: Iterable[Any]) -> None:
        row = next(numbers)
        for column, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value)
            elif value != "":
                sheet.write(row, column, value)

    return write_row
