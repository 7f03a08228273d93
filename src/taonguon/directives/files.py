"""The files of directives: what they are by their content, and where they are kept, for the owner alone."""

import hashlib
import os
import secrets
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

from django.conf import settings

PDF, DOCX, XLSX = "pdf", "docx", "xlsx"
SERVED = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
CONTENTS, MACROS = "[Content_Types].xml", "vbaProject.bin"
LONGEST = 110  # letters of a name, its ending left out
FOR_OWNER, OWNED = 0o700, 0o600


class Kept(NamedTuple):
    """A file as it lies in the folder: its name there, its size and its SHA-256."""

    stored: str
    size: int
    fingerprint: str


def kind_of(file: IO[bytes]) -> str:
    """Return PDF, DOCX or XLSX by what stands in a file, whatever it is called; empty for all else.

    A document with macros is none of them. The file is left at its beginning.
    """
    file.seek(0)
    start = file.read(5)
    try:
        return PDF if start == b"%PDF-" else _in_archive(file)
    finally:
        file.seek(0)


def _in_archive(file: IO[bytes]) -> str:
    """Return what an archive holds by the names of its parts; nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError):
        return ""
    if CONTENTS not in names or any(name.endswith(MACROS) for name in names):
        return ""
    found = [kind for part, kind in PARTS.items() if part in names]
    return found[0] if len(found) == 1 else ""


def shown_name(name: str, kind: str) -> str:
    """Return a file's name as it is shown and served: no folders, no signs of control, one ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    told = stem if dot and ending.lower() == kind else last
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())
    return f"{plain[:LONGEST].strip(' .') or 'van-ban'}.{kind}"


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write a file into the folder under a name drawn for it, readable by its owner alone."""
    folder = _folder()
    folder.mkdir(mode=FOR_OWNER, parents=True, exist_ok=True)
    folder.chmod(FOR_OWNER)
    stored, size, told = secrets.token_hex(16), 0, hashlib.sha256()
    with open(folder / stored, "xb", opener=_owned) as kept:
        for chunk in chunks:
            kept.write(chunk)
            told.update(chunk)
            size += len(chunk)
    return Kept(stored, size, told.hexdigest())


def place(stored: str) -> Path:
    """Return where a kept file lies."""
    return _folder() / stored


def take_away(stored: str) -> None:
    """Delete a kept file; one that is gone already is no fault."""
    place(stored).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.ATTACHMENTS)


def _owned(path: str, flags: int) -> int:
    return os.open(path, flags, OWNED)
