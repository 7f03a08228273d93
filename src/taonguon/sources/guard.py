"""What a file is, from its first bytes, and whether it is safe to open; before any parser sees it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from taonguon.sources.rows import Limits, Unreadable

XLSX, ODS, XLS, CSV = "xlsx", "ods", "xls", "csv"

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_OTHER = (b"%PDF", b"{\\rtf", b"<")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_FAR = re.compile(rb' r="(?:([A-Z]{3})|[A-Z]{0,2}(\d{6,}))')
_CHUNK = 1 << 20
_FILEPASS = 0x2F


def check(path: Path, limits: Limits) -> str:
    """Return the file's format. Raises Unreadable for what cannot or must not be opened."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        raise Unreadable("not_found", name=path.name) from None
    if size == 0:
        raise Unreadable("empty", name=path.name)
    if size > limits.max_bytes:
        raise Unreadable(
            "too_large", name=path.name, size=_megabytes(size), limit=_megabytes(limits.max_bytes)
        )
    if start.startswith(_ZIP):
        return _check_zip(path, limits)
    if start.startswith(_OLE):
        return _check_ole(path)
    if not start.strip():
        raise Unreadable("empty", name=path.name)
    if start.startswith(_OTHER) or (_NOT_TEXT.search(start) and not start.startswith(_UTF16)):
        raise Unreadable("not_a_workbook", name=path.name)
    return CSV


def _megabytes(size: int) -> str:
    return str(-(-size // 2**20))


def _check_zip(path: Path, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_unpacked(path, parts, limits)
            names = {part.filename for part in parts}
            if "xl/workbook.xml" in names:
                _check_extent(path, archive, limits)
                return XLSX
            if "content.xml" in names:
                return _check_ods(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise Unreadable("truncated", name=path.name) from None
    except (OSError, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError):
        raise Unreadable("not_a_workbook", name=path.name) from None
    raise Unreadable("not_a_workbook", name=path.name)


def _check_unpacked(path: Path, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse what would unpack to far more than a list can be. Small parts may pack as they like."""
    for part in parts:
        small = part.file_size <= 10 * _CHUNK
        if not small and part.file_size > limits.max_ratio * max(part.compress_size, 1):
            raise Unreadable("zip_bomb", name=path.name, part=part.filename)
    if sum(part.file_size for part in parts) > limits.max_unpacked:
        raise Unreadable("zip_bomb", name=path.name, part="")


def _check_ods(path: Path, archive: zipfile.ZipFile) -> str:
    manifest = b""
    if "META-INF/manifest.xml" in archive.namelist():
        manifest = archive.read("META-INF/manifest.xml")
    if b"encryption-data" in manifest:
        raise Unreadable("encrypted", name=path.name)
    return ODS


def _check_extent(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse a sheet that says it reaches further than any list: a parser would allot it all."""
    rows = 0
    for name in filter(_SHEET_PART.fullmatch, archive.namelist()):
        with archive.open(name) as part:
            rows += _extent(part, path, limits)
        if rows > limits.max_rows:
            raise Unreadable("too_many_rows", name=path.name, limit=str(limits.max_rows))


def _extent(part: IO[bytes], path: Path, limits: Limits) -> int:
    """Return how many rows are written; refuse cells beyond column ZZ or the last row allowed."""
    rows = 0
    for chunk in chunks(part):
        rows += chunk.count(b"<row")
        far = any(wide or int(row) > limits.max_rows for wide, row in _FAR.findall(chunk))
        if far or rows > limits.max_rows:
            raise Unreadable("too_many_rows", name=path.name, limit=str(limits.max_rows))
    return rows


def chunks(part: IO[bytes]) -> Iterator[bytes]:
    """Read a sheet's part in pieces that end after a row."""
    rest = b""
    while piece := part.read(_CHUNK):
        whole, mark, rest = (rest + piece).rpartition(b"</row>")
        yield whole + mark
        if len(rest) > 16 * _CHUNK:
            yield rest
            rest = b""
    yield rest


def _check_ole(path: Path) -> str:
    """Look into an Excel 97 container: which streams it has, and whether a password locks it."""
    data = path.read_bytes()
    try:
        streams = dict(_directory(data))
        if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
            raise Unreadable("encrypted", name=path.name)
        start = streams.get("Workbook", streams.get("Book"))
        if start is None:
            raise Unreadable("not_a_workbook", name=path.name)
        if _has_password(data[(start + 1) << _shift(data) :]):
            raise Unreadable("encrypted", name=path.name)
    except (struct.error, IndexError):
        raise Unreadable("truncated", name=path.name) from None
    return XLS


def _shift(data: bytes) -> int:
    (shift,) = struct.unpack_from("<H", data, 30)
    return int(shift)


def _directory(data: bytes) -> Iterator[tuple[str, int]]:
    """Give name and first sector of every stream of a container."""
    shift = _shift(data)
    if shift not in {9, 12}:
        raise struct.error
    (sector,) = struct.unpack_from("<I", data, 48)
    seen: set[int] = set()
    while sector < 0xFFFFFFFA and sector not in seen:
        seen.add(sector)
        at = (sector + 1) << shift
        for entry in range(at, at + (1 << shift), 128):
            (length,) = struct.unpack_from("<H", data, entry + 64)
            name = data[entry : entry + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield name, struct.unpack_from("<I", data, entry + 116)[0]
        sector = _next(data, sector, shift)


def _next(data: bytes, sector: int, shift: int) -> int:
    """Return the sector after this one, from the table the container opens with."""
    per_table = 1 << (shift - 2)
    (table,) = struct.unpack_from("<I", data, 76 + 4 * (sector // per_table))
    at = ((table + 1) << shift) + 4 * (sector % per_table)
    return int(struct.unpack_from("<I", data, at)[0])


def _has_password(stream: bytes) -> bool:
    """Tell whether FILEPASS stands among the first records of a workbook stream."""
    at = 0
    for _ in range(16):
        if at + 4 > len(stream):
            return False
        record, length = struct.unpack_from("<HH", stream, at)
        if record == _FILEPASS:
            return True
        at += 4 + length
    return False
