"""Who may: roles, what each may do, and over which part of the tree on which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from taonguon.core import organisation

FIGURES, PEOPLE, LOAD, TARGETS, CORRECT = (
    "see figures",
    "see people",
    "load lists",
    "set targets",
    "correct facts",
)
RECORD, RECORD_CELL = "record every step", "record the cell's steps"
RULES, RULES_EDIT = "see rules", "edit rules"
INTRODUCE, CLASSES = "introduce people", "run classes"
VISIT, DIFFICULTIES = "record visits", "record difficulties"
DUTIES = "see own duties"
MASS = "mass"
ACTS = (
    FIGURES, PEOPLE, LOAD, TARGETS, CORRECT, RECORD, RECORD_CELL, RULES, RULES_EDIT, INTRODUCE,
    CLASSES, VISIT, DIFFICULTIES, DUTIES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the committee's work: its names and what it may do in its subtree."""

    code: str
    vi: str
    en: str
    may: frozenset[str]


_ALL = (
    Role("deputy", "Phó bí thư thường trực", "Standing deputy secretary",
         frozenset({FIGURES, PEOPLE, TARGETS, RULES, RULES_EDIT, INTRODUCE, VISIT,
                    DIFFICULTIES, DUTIES})),
    Role("office", "Văn phòng, ban xây dựng Đảng", "Office, party building",
         frozenset({FIGURES, PEOPLE, LOAD, TARGETS, CORRECT, RECORD, RECORD_CELL,
                    RULES, RULES_EDIT, INTRODUCE, CLASSES, VISIT, DIFFICULTIES,
                    DUTIES})),
    Role("committee", "Đảng ủy viên phụ trách", "Committee member in charge of cells",
         frozenset({FIGURES, PEOPLE, RULES, VISIT, DIFFICULTIES, DUTIES})),
    Role("secretary", "Bí thư chi bộ", "Cell secretary",
         frozenset({FIGURES, PEOPLE, RECORD_CELL, RULES, DIFFICULTIES, DUTIES})),
    Role(MASS, "Đoàn thể", "Mass organisation", frozenset({INTRODUCE, DUTIES})),
    Role("superior", "Cấp trên", "Superior committee", frozenset({FIGURES, RULES, DUTIES})),
    Role("administrator", "Quản trị hệ thống", "System administrator", frozenset({DUTIES})),
)  # fmt: skip
ROLES: Mapping[str, Role] = {role.code: role for role in _ALL}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held over the subtree at `path` from a day up to but not including another.

    `body` is the mass organisation it is held for: its holder sees that one's introductions alone.
    """

    role: str
    path: str
    start: date
    end: date | None = None
    body: str = ""

    def holds(self, on: date) -> bool:
        """Tell whether the grant is in force on a day."""
        return self.start <= on and (self.end is None or on < self.end)

    def may(self, act: str) -> bool:
        """Tell whether its role may do `act`."""
        return act in ROLES[self.role].may

    def covers(self, path: str) -> bool:
        """Tell whether a path lies in its subtree; what lies nowhere is everybody's."""
        return not path or self.path <= path < organisation.after(self.path)


def ranges(grants: Iterable[Grant], act: str, on: date) -> list[tuple[str, str]]:
    """Return the ranges [from, to) of paths in which `act` is allowed on a day, none inside another."""
    paths = sorted(g.path for g in grants if g.holds(on) and act in ROLES[g.role].may)
    found: list[tuple[str, str]] = []
    for path in paths:
        if not found or not found[-1][0] <= path < found[-1][1]:
            found.append((path, organisation.after(path)))
    return found


def bodies(grants: Iterable[Grant], act: str, on: date) -> frozenset[str] | None:
    """Return the mass organisations for which `act` is allowed on a day; None when for all."""
    held = {g.body for g in grants if g.holds(on) and act in ROLES[g.role].may}
    return None if "" in held else frozenset(held)


def may(grants: Iterable[Grant], act: str, path: str, on: date) -> bool:
    """Tell whether somebody with these grants may do `act` at `path` on a day."""
    return any(low <= path < high for low, high in ranges(grants, act, on))
