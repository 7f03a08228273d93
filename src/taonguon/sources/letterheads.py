"""What stands above a list: the organisation, its superior, the title, the day it speaks of."""

import re
from collections.abc import Sequence

from taonguon.sources.cells import is_cell_name, tidy_cell
from taonguon.sources.rows import Letterhead
from taonguon.sources.texts import plain
from taonguon.sources.values import Wrong, day
from taonguon.sources.words import ROWS

_ORGANISATION = re.compile(
    r"(?:dang uy|dang bo|chi bo|huyen uy|thanh uy|thi uy|tinh uy|quan uy|ban chap hanh)\b"
)
_AS_OF = re.compile(
    r"(?:tính )?đến (?:hết )?(?:ngày )?"
    r"(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})",
    re.I,
)
_CELL = re.compile(r"\bchi bộ (?!trực thuộc|cơ sở|các)\S.*", re.I)
_MOTTO = "dang cong san viet nam"


def is_title(text: str) -> bool:
    """Tell whether a line above a list is its title, or says as of when it stands."""
    key = plain(text).lstrip("( ")
    return any(key.startswith(word) for word in ROWS["titles"]) or _AS_OF.search(text) is not None


def read(rows: Sequence[Sequence[str]]) -> Letterhead:
    """Read the rows above a list."""
    lines = [text for row in rows for text in row if text and _MOTTO not in plain(text)]
    bodies = [text for text in lines if _ORGANISATION.match(plain(text))]
    titles = [text for text in lines if is_title(text) and not _AS_OF.search(text)]
    if not titles:
        titles = [text for text in lines if is_title(text) and text not in bodies]
    return Letterhead(
        organisation=bodies[-1] if bodies else None,
        superior=bodies[-2] if len(bodies) > 1 else None,
        title=titles[0] if titles else None,
        as_of=_as_of(lines),
    )


def _as_of(lines: Sequence[str]) -> str | None:
    for line in lines:
        if found := _AS_OF.search(line):
            try:
                return day(re.sub(r"\s*([/.-])\s*", r"\1", found[1]))
            except Wrong:
                continue
    return None


def cell_of(sheet: str, head: Letterhead, above: Sequence[Sequence[str]]) -> str | None:
    """Return the cell all of a sheet's people belong to, when its title or name says so."""
    if head.organisation and is_cell_name(head.organisation):
        return tidy_cell(head.organisation)
    for text in (text for row in above for text in row if is_title(text)):
        if found := _CELL.search(text):
            return tidy_cell(found[0])
    return tidy_cell(sheet) if is_cell_name(sheet) else None
