"""Which cells need somebody to act, and in what order pages show them; nothing is said of people."""

from collections.abc import Callable, Mapping

from taonguon.reports.picture import CellRow, Picture


def is_open(row: CellRow) -> bool:
    """Tell whether a cell still has admissions to bring for its target of the year."""
    return bool(row.goal.needed and row.goal.admitted < row.goal.needed)


def by_urgency(picture: Picture) -> list[CellRow]:
    """Return the cells, those that need action first: a target open, no prospects, long without."""

    def urgency(row: CellRow) -> tuple[bool, bool, bool]:
        return not is_open(row), row.prospects > 0, not row.long_without(picture.as_of)

    return sorted(picture.cells, key=urgency)


MATTERS: Mapping[str, Callable[[CellRow, Picture], bool]] = {
    "chi-tieu-chua-nguon": lambda row, picture: is_open(row) and not row.prospects,
    "lau-chua-ket-nap": lambda row, picture: row.long_without(picture.as_of),
    "chua-nguon": lambda row, picture: not (row.prospects or row.goal.needed),
    "chua-dat": lambda row, picture: is_open(row),
}


def concerned(picture: Picture, matter: str) -> list[CellRow]:
    """Return the cells one matter is about, by urgency; all cells for a matter nobody knows."""
    rows, holds = by_urgency(picture), MATTERS.get(matter)
    return rows if holds is None else [row for row in rows if holds(row, picture)]
