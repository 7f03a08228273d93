"""Where on a sheet the headings stand, what each column holds, and what kind of list it is."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from taonguon.sources import headings, plans
from taonguon.sources.encodings import to_unicode
from taonguon.sources.grids import Grid
from taonguon.sources.headings import CELLS, EVIDENCE, PERSON, SECTIONS, TARGETS, UNUSED
from taonguon.sources.rows import CSDL, MEMBERS, PROSPECTS, Column, Layout
from taonguon.sources.texts import clean, heading_key, letter

Mapped = Mapping[str, Mapping[int, str | None]]

_NUMBERED = re.compile(r"\(?\s*(?:\d{1,2}|[A-Z])(?:\.0)?\s*\)?(?:\s*\(?=.*)?")
_DEEPEST = 4
# Fields that may lie as a group of columns of which one is ticked.
TICKED = frozenset(("theory", "qualification", "schooling"))
_ABOUT_PEOPLE = frozenset(
    ("born", "male", "female", "sex", "ethnicity", "religion", "hometown", "cell", "occupation")
) | frozenset(EVIDENCE["members"] + EVIDENCE["prospects"])


def texts_of(grid: Grid) -> list[list[str]]:
    """Return the first rows of a sheet as clean texts, whatever they were typed in."""
    return [
        [
            text_of(cell, grid.encodings[n] if n < len(grid.encodings) else "")
            for n, cell in enumerate(row)
        ]
        for row in grid.sample
    ]


def text_of(cell: Any, encoding: str) -> str:
    """Return one cell as clean text."""
    if isinstance(cell, str):
        return clean(to_unicode(cell, encoding))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def find(grid: Grid, mappings: Mapped, kinds: Mapping[str, str]) -> Layout | None:
    """Return how the list on a sheet lies, None when there is no list on it."""
    texts = texts_of(grid)
    block = _block(grid, texts)
    if block is None:
        return None
    top, bottom = block
    after = bottom + 1
    while after < len(texts) and is_number_row(texts[after]):
        after += 1
    lines = _lines(grid, texts, top, bottom)
    title = " ".join(text for row in texts[:top] for text in row) + " " + grid.name
    shape = _shape(lines)
    kind = kinds.get(shape) or _kind(lines, title)
    if kind is None:
        return None
    columns = _columns(lines, kind, title, mappings.get(shape, {}))
    rows = tuple(range(top + 1, bottom + 2))
    return Layout(grid.name, kind, shape, rows, after + 1, columns)


def is_number_row(row: Sequence[str]) -> bool:
    """Tell whether a row numbers the columns: `(1) (2) …`, also with gaps and `4=2*100/3`."""
    filled = [text for text in row if text]
    numbers = [int(found[0]) for text in filled if (found := re.search(r"\d+", text))]
    return (
        len(filled) >= 3
        and all(_NUMBERED.fullmatch(text) for text in filled)
        and len(numbers) >= 2
        and numbers == sorted(numbers)
        and numbers[0] <= 3
        and len(set(numbers)) == len(numbers)
    )


def _block(grid: Grid, texts: list[list[str]]) -> tuple[int, int] | None:
    """Return the first and last row of the headings, counted from 0."""
    scores = [len({text for text in row if text and headings.is_known(text)}) for row in texts]
    best = max(range(len(texts)), key=lambda n: (scores[n], -n), default=0)
    if not scores or scores[best] < 2:
        return None
    top = bottom = best
    while top > 0 and best - top < _DEEPEST - 1 and _is_group_row(texts[top - 1], grid, top - 1):
        top -= 1
    reach = max((span[2] for span in grid.spans if span[0] in range(top, best + 1)), default=best)
    while bottom + 1 < len(texts) and bottom - top < _DEEPEST - 1:
        if bottom + 1 > reach and not _is_lower_row(texts[bottom + 1]):
            break
        bottom += 1
    return top, bottom


def _is_group_row(row: list[str], grid: Grid, number: int) -> bool:
    width = max(map(len, grid.sample), default=0)
    wide = any(
        span[0] == number and span[1] == 0 and span[3] - span[1] >= width - 1 for span in grid.spans
    )
    filled = [text for text in row[1:] if text]
    return not wide and any(headings.is_known(text) for text in filled)


def _is_lower_row(row: list[str]) -> bool:
    filled = [text for text in row if text]
    known = sum(headings.is_leaf(text) for text in filled)
    return bool(filled) and 2 * known > len(filled) and not any(text.isdecimal() for text in filled)


def _lines(grid: Grid, texts: list[list[str]], top: int, bottom: int) -> list[tuple[str, ...]]:
    """Return for each column its heading, line by line, groups spread over their columns."""
    width = max((len(row) for row in texts[top : bottom + 1]), default=0)
    block = [row + [""] * (width - len(row)) for row in texts[top : bottom + 1]]
    for first_row, first, last_row, last in grid.spans:
        if top <= first_row <= bottom and first < width:
            _fill(block[first_row - top : last_row - top + 1], first, min(last, width - 1))
    _spread(block)
    return [tuple(dict.fromkeys(row[n] for row in block if row[n])) for n in range(width)]


def _fill(rows: list[list[str]], first: int, last: int) -> None:
    """Write what stands at the top left of merged cells into all of them."""
    text = rows[0][first]
    for row in rows:
        row[first : last + 1] = [text] * (last + 1 - first)


def _spread(block: list[list[str]]) -> None:
    """Spread groups to the right over columns that have only a lower line."""
    for row, below in pairwise(block):
        for n in range(1, len(row)):
            if not row[n] and below[n] and below[n - 1] and row[n - 1] != below[n - 1]:
                row[n] = row[n - 1]


def _shape(lines: list[tuple[str, ...]]) -> str:
    keys = [" / ".join(filter(None, map(heading_key, line))) for line in lines]
    while keys and not keys[-1]:
        keys.pop()
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def _kind(lines: list[tuple[str, ...]], title: str) -> str | None:
    fields = {
        section: {found for line in lines if (found := headings.match(section, line).field)}
        for section in SECTIONS
    }
    keys = {heading_key(" ".join(line)) for line in lines}
    told = heading_key(title)
    person, cells = fields[PERSON], fields[CELLS]
    about_cells = len(cells & set(EVIDENCE["cells"]))
    if "name" in person and person & _ABOUT_PEOPLE and about_cells < 2:
        return _kind_of_people(person, keys, told)
    if "unit" in fields[TARGETS] and about_cells < 2 and _sets_targets(lines, keys, told):
        return TARGETS
    if "name" in cells and (about_cells or any(one in told for one in EVIDENCE["cells_titles"])):
        return CELLS
    return None


def _kind_of_people(fields: set[str], keys: set[str], title: str) -> str | None:
    if sum(any(phrase in key for key in keys) for phrase in EVIDENCE["csdl"]) >= 2:
        return CSDL
    members = len(fields & set(EVIDENCE[MEMBERS]))
    prospects = len(fields & set(EVIDENCE[PROSPECTS]))
    if any(phrase in title for phrase in EVIDENCE["prospects_titles"]):
        prospects += 3
    elif any(phrase in title for phrase in EVIDENCE["members_titles"]):
        members += 2
    if members == prospects == 0:
        return None
    return PROSPECTS if prospects > members else MEMBERS


def _sets_targets(lines: list[tuple[str, ...]], keys: set[str], title: str) -> bool:
    if any(phrase in key for phrase in EVIDENCE["not_targets"] for key in keys):
        return False
    assigned = any("chi tieu" in text for text in (*keys, title))
    return assigned and any(
        headings.year_in(" ".join(line)) or headings.match(TARGETS, line).field == "value"
        for line in lines
    )


def _columns(
    lines: list[tuple[str, ...]], kind: str, title: str, mapped: Mapping[int, str | None]
) -> tuple[Column, ...]:
    section = kind if kind in {CELLS, TARGETS} else PERSON
    found = [headings.match(section, line) for line in lines]
    if section == TARGETS:
        chosen = [
            _target_field(line, match.field) for line, match in zip(lines, found, strict=True)
        ]
    else:
        chosen = _once_each(found)
    return tuple(
        Column(n, letter(n), " / ".join(line), mapped[n] if n in mapped else _used(field, kind))
        for n, (line, field) in enumerate(zip(lines, chosen, strict=True))
    )


def _used(field: str | None, kind: str) -> str | None:
    return field if field and field != UNUSED and plans.is_read(field, kind) else None


def _once_each(found: Sequence[headings.Match]) -> list[str | None]:
    """Give each field to the column that is surest of it; the others of a ticked group share it."""
    best: dict[str, int] = {}
    for n, (field, sure) in enumerate(found):
        if field and (field not in best or sure > found[best[field]].sure):
            best[field] = n
    parts = Counter(field for field, sure in found if field and field in TICKED and sure == 1)
    return [_once(match, n, best, parts) for n, match in enumerate(found)]


def _once(
    match: headings.Match, n: int, best: Mapping[str, int], parts: Counter[str]
) -> str | None:
    field, sure = match
    if field is None:
        return None
    if sure == 1 and parts[field] > 1:
        return f"{field}_marked"
    return field if best[field] == n else None


def _target_field(line: tuple[str, ...], field: str | None) -> str | None:
    """Return `value` for every column of targets: by year, by part, or so called."""
    if field is None and (headings.category_in(line) or headings.year_in(" ".join(line))):
        return "value"
    return field
