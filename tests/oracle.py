"""Every figure counted a second time, from the words of its definition and as plainly as can be.

Nothing of the core is used but the facts: days are walked, people are followed, ages are counted
on fingers. A person has at most one fact about membership on a day, and one certificate at most.
"""

from datetime import date, timedelta

YESTERDAY = timedelta(days=1)
COMES = {"opening", "admission", "readmission", "transfer_in"}
GOES = {"death", "deletion", "expulsion", "resignation", "transfer_out"}


def inside(tree, root, cell, day):
    """Tell whether the people of a cell are at or below the root on a day.

    Before the cell is there they are with its first parent; then go up the parents of that day.
    """
    way = []
    while cell is not None and exists(tree, cell, day) is None:
        first = first_day(tree, cell)
        if first is None or first <= day or cell in way:
            return False
        way.append(cell)
        parent = exists(tree, cell, first)["parent"]
        if parent is None or first_day(tree, parent) is None:
            return cell == root
        cell = parent
    return below(tree, root, cell, day)


def below(tree, root, cell, day):
    """Tell whether a cell stood at or below the root on a day."""
    way = []
    while cell is not None and cell not in way:
        standing = exists(tree, cell, day)
        if standing is None:
            return False
        if cell == root:
            return True
        way.append(cell)
        cell = standing["parent"]
    return False


def first_day(tree, organisation):
    """Return the first day on which an organisation was there."""
    days = sorted(f.happened_on for f in tree if f.organisation == organisation)
    return next((day for day in days if exists(tree, organisation, day)), None)


def exists(tree, organisation, day):
    """Return what an organisation was on a day, None when it was not."""
    found = None
    order = {"found": 0, "dissolve": 2, "merge": 2}
    facts = [f for f in tree if f.organisation == organisation and f.happened_on <= day]
    for one in sorted(facts, key=lambda f: (f.happened_on, order.get(f.kind, 1))):
        if one.kind == "found":
            found = found or dict(one.data)
        elif one.kind in {"dissolve", "merge"}:
            found = None
        elif found:
            found |= one.data
    return found


def life(facts):
    """Return what happened to a person's membership: (day, kind, cell before, cell after, status)."""
    cell, status, dead, told = None, None, False, []
    for one in sorted(facts, key=lambda f: f.happened_on):
        before = cell
        if one.kind in COMES and cell is None and not dead:
            cell = one.organisation
            status = "official" if one.data.get("status") == "official" else "probationary"
        elif one.kind in GOES and cell is not None:
            cell, dead = None, one.kind == "death"
        elif one.kind == "move" and cell not in {None, one.organisation}:
            cell = one.organisation
        elif one.kind == "recognition" and cell is not None and status == "probationary":
            status = "official"
        else:
            continue
        opened = one.kind == "opening" and one.data.get("entry") == "admission"
        kind = "admission" if opened else one.kind
        told.append((one.happened_on, kind, before, cell, status))
    return told


def feature(facts, name, day):
    """Return what was last said of a feature by that day, or else what was first said after it."""
    said = [
        (f.happened_on, f.data[name])
        for f in sorted(facts, key=lambda f: f.happened_on)
        if f.kind == "description" and f.data.get(name) not in {None, ""}
    ]
    by_then = [value for when, value in said if when <= day]
    return by_then[-1] if by_then else said[0][1] if said else None


def age(facts, day):
    """Count the birthdays up to a day, the one of 29/2 on 28/2 where it must."""
    born = feature(facts, "born", day)
    if not born:
        return None
    if len(born) == 4:
        return day.year - int(born)
    birth, birthdays = date.fromisoformat(born), 0
    for year in range(birth.year + 1, day.year + 1):
        leap = birth.replace(day=28) if (birth.month, birth.day) == (2, 29) and year % 4 else birth
        birthdays += leap.replace(year=year) <= day
    return birthdays


class Oracle:
    """The facts about a tree and its people, asked about one organisation."""

    def __init__(self, tree, people, root):
        self.tree, self.people, self.root = tree, people, root

    def here(self, cell, day):
        return cell is not None and inside(self.tree, self.root, cell, day)

    def members(self, day, status=None):
        found = set()
        for person, facts in self.people.items():
            until = [one for one in life(facts) if one[0] <= day]
            if until and self.here(until[-1][3], day) and status in {None, until[-1][4]}:
                found.add(person)
        return found

    def cells(self, day):
        numbers = {f.organisation for f in self.tree}
        return {
            n for n in numbers
            if below(self.tree, self.root, n, day) and exists(self.tree, n, day)["kind"] == "cell"
        }  # fmt: skip

    def events(self, start, end):
        for person, facts in self.people.items():
            for day, kind, before, after, _ in life(facts):
                if start <= day <= end:
                    yield person, day, kind, before, after

    def admitted(self, start, end, met=lambda facts, day: True):
        return {
            person for person, day, kind, _, cell in self.events(start, end)
            if kind in {"admission", "readmission"} and self.here(cell, day)
            and met(self.people[person], day)
        }  # fmt: skip

    def came(self, start, end, kinds=None):
        """Return who came, as often as they came: by themselves, or their cell with them."""
        return [
            person for person, day, kind, before, after in self.events(start, end)
            if kind in COMES | {"move"} and self.here(after, day)
            and not self.here(before, day - YESTERDAY) and (kinds is None or kind in kinds)
        ] + self.with_cell(start, end, (False, True)) * (kinds is None)  # fmt: skip

    def went(self, start, end, kinds=None):
        return [
            person for person, day, kind, before, after in self.events(start, end)
            if kind in GOES | {"move"} and self.here(before, day - YESTERDAY)
            and not self.here(after, day) and (kinds is None or kind in kinds)
        ] + self.with_cell(start, end, (True, False)) * (kinds is None)  # fmt: skip

    def with_cell(self, start, end, turn):
        """Return whose cell came here, or went, while they stayed in it, once for each time."""
        return [person for person, was, now in self.stayed(start, end) if (was, now) == turn]

    def stayed(self, start, end):
        """Tell of who stayed in a cell on a day of the tree whether it was here before, and is."""
        days = sorted({f.happened_on for f in self.tree if start <= f.happened_on <= end})
        for person, facts in self.people.items():
            told = life(facts)
            for day in days:
                before, after = (
                    ([None] + [one[3] for one in told if one[0] <= d])[-1]
                    for d in (day - YESTERDAY, day)
                )
                if before is not None and before == after:
                    yield person, self.here(before, day - YESTERDAY), self.here(before, day)

    def prospects(self, day, *, certified=False):
        return {
            person for person, facts in self.people.items()
            if self.is_prospect(facts, day)
            and (not certified or any(f.kind == "certificate" and f.happened_on <= day for f in facts))
        }  # fmt: skip

    def is_prospect(self, facts, day):
        introduced = min(
            (f for f in facts if f.kind == "introduction"),
            key=lambda f: f.happened_on,
            default=None,
        )
        if introduced is None or not introduced.happened_on <= day:
            return False
        if any(f.kind == "death" and f.happened_on <= day for f in facts):
            return False
        became = [e for e in life(facts) if introduced.happened_on <= e[0] <= day and e[2] is None]
        return not became and self.here(introduced.organisation, day)

    def counted(self, code, as_of, start, end):
        """Return whom or what a figure counts."""
        end = min(end, as_of)
        between = {
            "admitted.age_18_30": (18, 30), "admitted.age_31_35": (31, 35),
            "admitted.age_36_40": (36, 40), "admitted.age_41_45": (41, 45),
            "admitted.age_46_50": (46, 50), "admitted.age_51_55": (51, 55),
            "admitted.age_56_60": (56, 60), "admitted.age_over_60": (61, 150),
        }  # fmt: skip
        if code in between:
            low, high = between[code]
            return self.admitted(start, end, lambda f, d: low <= (age(f, d) or 0) <= high)
        return {
            "members.total": lambda: self.members(as_of),
            "members.official": lambda: self.members(as_of, "official"),
            "members.probationary": lambda: self.members(as_of, "probationary"),
            "cells.total": lambda: self.cells(as_of),
            "admitted.total": lambda: self.admitted(start, end),
            "admitted.women": lambda: self.admitted(
                start, end, lambda f, d: feature(f, "sex", d) == "female"
            ),
            "admitted.religious": lambda: self.admitted(
                start, end, lambda f, d: feature(f, "religion", d) not in {None, "Không"}
            ),
            "admitted.ethnic_minority": lambda: self.admitted(
                start, end, lambda f, d: feature(f, "ethnicity", d) not in {None, "Kinh"}
            ),
            "admitted.youth_union": lambda: self.admitted(
                start, end, lambda f, d: bool(feature(f, "youth_union", d))
            ),
            "in.total": lambda: self.came(start, end),
            "in.transferred": lambda: self.came(start, end, {"transfer_in", "move"}),
            "out.total": lambda: self.went(start, end),
            "out.died": lambda: self.went(start, end, {"death"}),
            "out.deleted": lambda: self.went(start, end, {"deletion"}),
            "out.expelled": lambda: self.went(start, end, {"expulsion"}),
            "out.resigned": lambda: self.went(start, end, {"resignation"}),
            "out.transferred": lambda: self.went(start, end, {"transfer_out", "move"}),
            "prospects.total": lambda: self.prospects(as_of),
            "prospects.certified": lambda: self.prospects(as_of, certified=True),
        }[code]()
