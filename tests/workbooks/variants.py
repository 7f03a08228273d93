"""The same four lists as different offices would send them: other formats, fonts, headings, shapes."""

import unicodedata
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from taonguon.sources.encodings import to_tcvn3, to_vni
from tests.workbooks.lists import (
    CELLS,
    MEMBERS,
    PROSPECTS,
    STEMS,
    TARGETS,
    Change,
    Sheet,
    copy_given,
    given,
    members,
    write_csv,
    write_ods,
    write_xls,
    write_xlsx,
)

OTHERS = (CELLS, TARGETS, PROSPECTS)
Write = Callable[..., Path]


def _texts(change: Callable[[str], str]) -> Change:
    return lambda value: change(value) if isinstance(value, str) else value


def _all(
    folder: Path, ending: str, write: Write, change: Change = lambda value: value
) -> list[Path]:
    return [write(folder / f"{stem}.{ending}", given(stem).changed(change)) for stem in STEMS]


def as_given(folder: Path) -> list[Path]:
    """The workbooks as they came."""
    return copy_given(folder, *STEMS)


def sheet_per_cell(folder: Path) -> list[Path]:
    """The members with a sheet for each cell, whose name says which."""
    head = given(MEMBERS).rows[:9]
    sheets = [
        Sheet(cell.removeprefix("Chi bộ ").capitalize(), [*head, *(_as_given(m) for m in group)])
        for cell, group in groupby(members(), key=lambda member: member["cell"])
    ]
    path = write_xlsx(folder / f"{MEMBERS}.xlsx", *sheets)
    return [path, *copy_given(folder, *OTHERS)]


def _as_given(member: dict[str, Any]) -> list[Any]:
    return [value for name, value in member.items() if name != "cell"]


def tcvn3(folder: Path) -> list[Path]:
    """Old workbooks typed with the .VnTime fonts."""
    return _all(folder, "xls", write_xls, _texts(to_tcvn3))


def vni(folder: Path) -> list[Path]:
    """Old workbooks typed with the VNI fonts."""
    return _all(folder, "xls", write_xls, _texts(to_vni))


def decomposed(folder: Path) -> list[Path]:
    """Typed on a machine that keeps letters and marks apart."""
    return _all(folder, "xlsx", write_xlsx, _texts(lambda text: unicodedata.normalize("NFD", text)))


def open_document(folder: Path) -> list[Path]:
    """Saved by LibreOffice, where nothing says which cells are merged."""
    return _all(folder, "ods", write_ods)


def comma_separated(folder: Path) -> list[Path]:
    """Exported as CSV for Excel in Vietnamese: byte order mark, semicolons."""
    return _all(folder, "csv", write_csv)


def windows_1258(folder: Path) -> list[Path]:
    """Exported as CSV in the Windows code page, with commas."""
    return _all(folder, "csv", _csv_1258, _texts(_apart_for_1258))


def _csv_1258(path: Path, sheet: Sheet) -> Path:
    return write_csv(path, sheet, "cp1258", ",")


def _apart_for_1258(text: str) -> str:
    """Keep what the code page has as one letter, and write the tone as a mark of its own."""
    found = ""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in apart[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
        bare = unicodedata.normalize("NFC", "".join(s for s in apart if s not in tones))
        found += bare + "".join(tones)
    return found


def tcvn3_csv(folder: Path) -> list[Path]:
    """Exported as CSV from a workbook in the .VnTime fonts, with tabs."""
    return _all(folder, "csv", _csv_bytes, _texts(to_tcvn3))


def _csv_bytes(path: Path, sheet: Sheet) -> Path:
    return write_csv(path, sheet, "latin-1", "\t")


def capitals(folder: Path) -> list[Path]:
    """Every name of a person or a cell in capitals, with spaces to spare."""
    rows = [list(row) for row in given(MEMBERS).rows]
    for row in rows[9:]:
        if row[1]:
            row[1] = f" {row[1].upper().replace(' ', '  ', 1)} "
        elif isinstance(row[0], str):
            row[0] = row[0].upper()
    path = write_xlsx(folder / f"{MEMBERS}.xlsx", Sheet("DS", rows, given(MEMBERS).merges))
    return [path, *copy_given(folder, *OTHERS)]


def ward_form(folder: Path) -> list[Path]:
    """The ward's form BM2: headings in two rows, a row of numbers with a gap, births under the sex."""
    top = [
        "STT", "CHI BỘ", "HỌ TÊN ĐANG DÙNG", "SỐ THẺ ĐẢNG", "NGÀY, THÁNG,\nNĂM SINH", None, "QUÊ QUÁN",
        "DÂN TỘC", "TÔN GIÁO", "TRÌNH ĐỘ", None, None, "NGHỀ NGHIỆP", "NGÀY VÀO ĐẢNG", "NGÀY CHÍNH THỨC",
    ]  # fmt: skip
    low = [
        *[None] * 4,
        "NAM",
        "NỮ",
        *[None] * 3,
        "HỌC VẤN",
        "CHUYÊN MÔN",
        "LÝ LUẬN CHÍNH TRỊ",
        *[None] * 3,
    ]
    numbers = [f"({n})" for n in range(1, 10)] + [None, *(f"({n})" for n in range(11, 16))]
    order = (
        "number", "cell", "name", "card", "male", "female", "hometown", "ethnicity", "religion",
        "schooling", "qualification", "theory", "occupation", "admitted_on", "official_on",
    )  # fmt: skip
    head = [["ĐẢNG BỘ XÃ KHÁNH NHẠC"], [None], ["BIỂU 2: DANH SÁCH ĐẢNG VIÊN"], [None]]
    people = [[member[name] for name in order] for member in members()]
    total = [["Cộng", None, "600 đảng viên"], [None] * 12 + ["NGƯỜI LẬP BIỂU"]]
    merges = [
        (5, 5, 5, 6),
        (5, 10, 5, 12),
        *((5, c, 6, c) for c in (1, 2, 3, 4, 7, 8, 9, 13, 14, 15)),
    ]
    sheet = Sheet("BM2", [*head, top, low, numbers, *people, *total], merges)
    return [write_xlsx(folder / f"{MEMBERS}.xlsx", sheet), *copy_given(folder, *OTHERS)]


def export(folder: Path) -> list[Path]:
    """The export DS_DANGVIEN: names in capitals, no letterhead, few columns."""
    head = [
        "Họ và tên", "Số thẻ Đảng viên", "Số CCCD", "Ngày sinh", "Ngày kết nạp", "Chi bộ đang sinh hoạt",
        "Chi bộ nơi cư trú", "Trạng thái",
    ]  # fmt: skip
    people = [
        [
            m["name"].upper(), m["card"], None, m["male"] or m["female"], m["admitted_on"], m["cell"],
            "Chi bộ nơi khác", "Đang sinh hoạt",
        ]
        for m in members()
    ]  # fmt: skip
    path = write_xlsx(folder / f"{MEMBERS}.xlsx", Sheet("DS_DANGVIEN", [head, *people]))
    return [path, *copy_given(folder, *OTHERS)]


def csdl(folder: Path) -> list[Path]:
    """The update template of the national database, with its hidden lists."""
    places = (
        "Nơi đăng ký khai sinh",
        "Quê quán (theo mô hình 2 cấp)",
        "Thường trú (theo mô hình 2 cấp)",
    )
    parts = ["Quốc gia *", "Tỉnh/Thành *", "Chi tiết *"]
    before = [
        "STT", "ID", "Họ và tên *", "Tên gọi khác", "Giới tính *", "Sinh ngày *\n(dd/mm/yyyy)", "Dân tộc *",
        "Tôn giáo *", "Số định danh cá nhân *", "Số thẻ Đảng*\n(12 số theo HD38-HD/BTCTW)",
        "Tổ chức Đảng đang sinh hoạt * (không sửa)",
    ]  # fmt: skip
    after = [
        "Ngày vào Đảng* (dd/mm/yyyy)", "Ngày vào Đảng chính thức* (dd/mm/yyyy)", "Số CMND cũ (nếu có)",
        "Trạng thái hoạt động", "Ngày rời khỏi/ Ngày mất/ Ngày miễn sinh hoạt Đảng (dd/mm/yyyy)",
        "Đề nghị xóa (chọn \"có\")",
    ]  # fmt: skip
    top = [*before, *(cell for place in places for cell in (place, None, None)), *after]
    low = [*[None] * len(before), *parts * 3, *[None] * len(after)]
    rows = [
        ["BIỂU CẬP NHẬT THÔNG TIN ĐẢNG VIÊN"],
        *[[None]] * 4,
        top,
        low,
        *map(_csdl_row, members()),
    ]
    merges = [(6, c, 6, c + 2) for c in (12, 15, 18)]
    merges += [(6, c, 7, c) for c in (*range(1, 12), *range(21, 27))]
    lists = [
        Sheet(n, [["Tên"], ["Việt Nam"]], hidden=True)
        for n in ("QUOCGIA", "TINH", "DANTOC", "TONGIAO")
    ]
    path = write_xlsx(folder / f"{MEMBERS}.xlsx", Sheet("Cap nhat", rows, merges), *lists)
    return [path, *copy_given(folder, *OTHERS)]


def _csdl_row(member: dict[str, Any]) -> list[Any]:
    detail, _, province = member["hometown"].rpartition(", ")
    return [
        member["number"], None, member["name"], None, "Nam" if member["male"] else "Nữ",
        member["male"] or member["female"], member["ethnicity"], member["religion"], None, member["card"],
        f"{member['cell']} - Đảng bộ xã Khánh Nhạc", *[None] * 3, "Việt Nam", province, detail, *[None] * 3,
        member["admitted_on"], member["official_on"], None, "Đang hoạt động", None, None,
    ]  # fmt: skip


VARIANTS: dict[str, Callable[[Path], list[Path]]] = {
    make.__name__: make
    for make in (
        as_given, sheet_per_cell, tcvn3, vni, decomposed, open_document, comma_separated, windows_1258,
        tcvn3_csv, capitals, ward_form, export, csdl,
    )
}  # fmt: skip
