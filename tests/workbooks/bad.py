"""Files that must be refused, one for each reason; all made small."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

from tests.workbooks.lists import GIVEN, MEMBERS, Sheet, write_xlsx

_MEMBERS = GIVEN / f"{MEMBERS}.xlsx"


def not_a_workbook(folder: Path) -> Path:
    """A picture that was given the name of a workbook."""
    return _write(folder / "anh.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64))


def encrypted(folder: Path) -> Path:
    """A workbook locked with a password."""
    locked = io.BytesIO()
    with _MEMBERS.open("rb") as plain:
        OOXMLFile(plain).encrypt("mat-khau", locked)
    return _write(folder / "co-mat-khau.xlsx", locked.getvalue())


def truncated(folder: Path) -> Path:
    """A workbook of which a stick kept half."""
    whole = _MEMBERS.read_bytes()
    return _write(folder / "mot-nua.xlsx", whole[: len(whole) // 2])


def too_large(folder: Path) -> Path:
    """A file larger than 20 MB, as lists with photographs are."""
    path = folder / "qua-lon.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(21 * 2**20)
    return path


def zip_bomb(folder: Path) -> Path:
    """A small file that unpacks to 300 MB."""
    path = folder / "bung-ra.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(300):
                part.write(bytes(2**20))
    return path


def too_many_rows(folder: Path) -> Path:
    """A sheet that says it reaches to the last row Excel has."""
    path = write_xlsx(folder / "qua-nhieu-dong.xlsx", Sheet("DS", [["Họ và tên", "Ngày vào Đảng"]]))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    far = b'<row r="1048576"><c r="A1048576" t="n"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", far
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def empty(folder: Path) -> Path:
    """A workbook in which nothing was typed."""
    return write_xlsx(folder / "trong.xlsx", Sheet("Sheet1", []))


def no_list(folder: Path) -> Path:
    """A workbook that holds a letter, not a list."""
    rows = [
        ["CÔNG VĂN"],
        ["Kính gửi các chi bộ trực thuộc,"],
        ["Đề nghị các đồng chí gửi danh sách."],
    ]
    return write_xlsx(folder / "cong-van.xlsx", Sheet("Sheet1", rows))


def not_found(folder: Path) -> Path:
    """A file that is not there."""
    return folder / "khong-co.xlsx"


BAD: Mapping[str, Callable[[Path], Path]] = {
    make.__name__: make
    for make in (
        not_found, not_a_workbook, encrypted, truncated, too_large, too_many_rows, zip_bomb, empty, no_list,
    )
}  # fmt: skip


def make_bad(kind: str, folder: Path) -> Path:
    """Make the file that is to be refused with the code `kind`, and return its path."""
    return BAD[kind](folder)


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
