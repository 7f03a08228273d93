"""The words of a file, PDF or Word, line by line, and the seals it carries; nothing of it is kept."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring

from pypdf import PdfReader

PDF, WORD = "pdf", "docx"
LARGEST = 10 * 2**20
MOST_PAGES = 300
MOST_SEALS = 1000
UNPACKED = 60 * 2**20
PARTS = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
CORE = "docProps/core.xml"
SEAL = re.compile(r"(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])")
BESIDE = re.compile(r"mã kiểm tra:\s*([0-9a-f]{12})(?![0-9a-f])", re.IGNORECASE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEYWORDS = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"


class NotReadable(ValueError):
    """A file that is none of ours; `code` is too_large, empty, kind, locked or broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says: its kind, the seals in it in their order, its lines."""

    kind: str
    seals: tuple[str, ...]
    lines: tuple[str, ...]


def read(data: bytes) -> Told:
    """Return what a file says, judged by its content, not its name. Raises NotReadable."""
    if not data:
        raise NotReadable("empty")
    if len(data) > LARGEST:
        raise NotReadable("too_large")
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _word(data)
    raise NotReadable("kind")


def _pdf(data: bytes) -> Told:
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise NotReadable("locked")
        if len(reader.pages) > MOST_PAGES:
            raise NotReadable("too_large")
        keywords = str((reader.metadata or {}).get("/Keywords", ""))
        texts = [page.extract_text() for page in reader.pages]
    except NotReadable:
        raise
    except Exception:  # a foreign file breaks its reader in ways nobody lists
        raise NotReadable("broken") from None
    return _told(PDF, keywords, (line for text in texts for line in text.splitlines()))


def _word(data: bytes) -> Told:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise NotReadable("too_large")
            names = archive.namelist()
            if "word/document.xml" not in names:
                raise NotReadable("kind")
            parts = [_xml(archive.read(name)) for name in sorted(filter(PARTS.fullmatch, names))]
            core = _xml(archive.read(CORE)) if CORE in names else None
    except (zipfile.BadZipFile, ParseError, OSError, EOFError, RuntimeError, NotImplementedError):
        raise NotReadable("broken") from None
    found = core.find(f".//{KEYWORDS}") if core is not None else None
    keywords = (found.text or "") if found is not None else ""
    return _told(WORD, keywords, (line for part in parts for line in _paragraphs(part)))


def _xml(data: bytes) -> Element:
    """Return a part as a tree. A Word file declares no entities: one that does is none of ours."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotReadable("broken")
    return fromstring(data)


def _paragraphs(part: Element) -> Iterator[str]:
    for paragraph in part.iter(f"{W}p"):
        yield "".join(map(_said, paragraph.iter()))


def _said(run: Element) -> str:
    if run.tag == f"{W}t":
        return run.text or ""
    return " " if run.tag in (f"{W}tab", f"{W}br") else ""


def _told(kind: str, keywords: str, lines: Iterator[str]) -> Told:
    whole = tuple(line for line in map(_tidy, lines) if line)
    seals = SEAL.findall(keywords) or [seal for line in whole for seal in BESIDE.findall(line)]
    if len(seals) > MOST_SEALS:
        raise NotReadable("too_large")
    return Told(kind, tuple(seals), whole)


def _tidy(line: str) -> str:
    return " ".join(unicodedata.normalize("NFC", line).split())
