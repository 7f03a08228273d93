"""Who could be in charge of which cell: a proposal balanced by weights that the committee sets.

Each cell is in the charge of exactly one committee member. A cell's work is counted in points: for
each measure its share of the average cell, times the measure's weight. The proposal makes the
heaviest and the lightest charge as near as can be, and changes as few as its weight asks for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import coo_array  # type: ignore[import-untyped]

POINTS = 100  # of an average cell in one measure of weight 1
NODES = 60  # how far the solver searches: the same answer on every machine, in a few seconds
MEASURES = ("cells", "members", "distance", "difficulty")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to be in somebody's charge: its members, its way from the centre, its difficulty.

    `holder` is the committee member in charge at present, None for nobody or one not to be chosen.
    """

    id: int
    members: int = 0
    distance: int = 0
    difficulty: int = 0
    holder: int | None = None

    def measure(self, name: str) -> int:
        """Return one of MEASURES; `cells` is 1."""
        return 1 if name == "cells" else int(getattr(self, name))


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each measure counts, and keeping who is in charge; whole numbers from 0."""

    cells: int = 2
    members: int = 2
    distance: int = 1
    difficulty: int = 2
    continuity: int = 1


@dataclass(frozen=True, slots=True)
class Share:
    """One cell in the proposal: in whose charge, with how many points of work.

    `ties` are members with whom it would be as good: by moving the cell to them, or by changing it
    for one of theirs.
    """

    cell: int
    member: int
    points: int
    kept: bool
    ties: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole proposal; `proved` tells whether the solver proved that none is better."""

    shares: tuple[Share, ...]
    loads: Mapping[int, int]
    proved: bool

    @property
    def chosen(self) -> dict[int, int]:
        """Return who is in charge, by cell."""
        return {one.cell: one.member for one in self.shares}


class Impossible(ValueError):
    """No assignment keeps the bounds. `why` is NOBODY, NOTHING, TOO_MANY, TOO_FEW or REVERSED."""

    NOBODY, NOTHING, TOO_MANY, TOO_FEW = "nobody", "nothing", "too many cells", "too few cells"
    REVERSED = "bounds reversed"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def points(cells: Sequence[Cell], weights: Weights) -> dict[int, int]:
    """Return each cell's points of work: POINTS for an average cell in a measure of weight 1."""
    found = dict.fromkeys((cell.id for cell in cells), 0)
    for name in MEASURES:
        total = sum(cell.measure(name) for cell in cells)
        weight = int(getattr(weights, name))
        for cell in cells:
            if total:
                share = Fraction(cell.measure(name) * len(cells), total)
                found[cell.id] += round(share * weight * POINTS)
    return found


def loads(
    worth: Mapping[int, int], chosen: Mapping[int, int], among: Sequence[int]
) -> dict[int, int]:
    """Return the points in each member's charge, 0 for who has none."""
    found = dict.fromkeys(among, 0)
    for cell, member in chosen.items():
        found[member] = found.get(member, 0) + worth[cell]
    return found


def propose(
    cells: Sequence[Cell], members: Sequence[int], weights: Weights, least: int, most: int
) -> Proposal:
    """Return who should be in charge of which cell, each member of `least` to `most` cells.

    Of proposals that are as good, the cells in their order go to the members in theirs. Raises
    Impossible when the bounds cannot be kept.
    """
    _must_be_possible(len(cells), len(members), least, most)
    known = set(members)
    cells = [one if one.holder in known else replace(one, holder=None) for one in cells]
    task = _Task(cells, members, weights, least, most)
    chosen, proved = task.solved()
    chosen = task.in_order(chosen)
    worth = task.worth
    shares = tuple(
        Share(one.id, chosen[one.id], worth[one.id], chosen[one.id] == one.holder,
              task.ties(chosen, one.id))
        for one in cells
    )  # fmt: skip
    return Proposal(shares, loads(worth, chosen, members), proved)


def _must_be_possible(cells: int, members: int, least: int, most: int) -> None:
    if not cells:
        raise Impossible(Impossible.NOTHING)
    if not members:
        raise Impossible(Impossible.NOBODY)
    if least > most:
        raise Impossible(Impossible.REVERSED)
    if cells > members * most:
        raise Impossible(Impossible.TOO_MANY)
    if cells < members * least:
        raise Impossible(Impossible.TOO_FEW)


class _Task:
    """One question to the solver, and the exact worth of its answers in whole numbers."""

    def __init__(
        self, cells: Sequence[Cell], members: Sequence[int], weights: Weights, least: int, most: int
    ) -> None:
        self.cells, self.members, self.least, self.most = cells, members, least, most
        self.worth = points(cells, weights)
        self.holder = {one.id: one.holder for one in cells}
        held = sum(holder is not None for holder in self.holder.values())
        # a change costs its share of an average load: all changed weigh `continuity` of them
        average = Fraction(max(sum(self.worth.values()), 1), len(members))
        self.change = weights.continuity * average / held if held else Fraction(0)
        self.rank = {member: place for place, member in enumerate(members)}

    def cost(self, chosen: Mapping[int, int]) -> Fraction:
        """Return what is made least: the heaviest less the lightest charge, and the changes."""
        told = loads(self.worth, chosen, self.members).values()
        changed = sum(
            held is not None and chosen[cell] != held for cell, held in self.holder.items()
        )
        return max(told) - min(told) + self.change * changed

    def allowed(self, chosen: Mapping[int, int]) -> bool:
        """Tell whether each member has from `least` to `most` cells."""
        counted = dict.fromkeys(self.members, 0)
        for member in chosen.values():
            counted[member] += 1
        return all(self.least <= count <= self.most for count in counted.values())

    def solved(self) -> tuple[dict[int, int], bool]:
        """Return the solver's choice, and whether it is proved to be the best."""
        wide = len(self.members)
        told = milp(
            self._costs(),
            constraints=self._constraints(),
            integrality=np.append(np.ones(len(self.cells) * wide), [0, 0]),
            bounds=Bounds(0, np.append(np.ones(len(self.cells) * wide), [np.inf, np.inf])),
            options={"node_limit": NODES, "mip_rel_gap": 0},
        )
        if told.x is None:
            return self._in_turn(), False
        taken = told.x[:-2].reshape(len(self.cells), wide).argmax(axis=1)
        chosen = {one.id: self.members[int(n)] for one, n in zip(self.cells, taken, strict=True)}
        return chosen, told.status == 0

    def _in_turn(self) -> dict[int, int]:
        """Return a plain choice that keeps the bounds: the cells dealt out one after another."""
        wide = len(self.members)
        return {one.id: self.members[n % wide] for n, one in enumerate(self.cells)}

    def _costs(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        changed = [
            float(self.change) if one.holder not in (None, member) else 0.0
            for one in self.cells
            for member in self.members
        ]
        return np.array([*changed, 1.0, -1.0])

    def _constraints(self) -> LinearConstraint:
        """Each cell once; each charge within the heaviest and the lightest, and within the bounds."""
        wide, high, low = len(self.members), len(self.cells) * len(self.members), 0
        low = high + 1
        entries: list[tuple[int, int, float]] = []
        down: list[float] = []
        up: list[float] = []
        for n in range(len(self.cells)):
            entries += [(n, n * wide + m, 1.0) for m in range(wide)]
        down, up = [1.0] * len(self.cells), [1.0] * len(self.cells)
        for m in range(wide):
            row = len(down)
            for n, one in enumerate(self.cells):
                place, worth = n * wide + m, float(self.worth[one.id])
                entries += [(row, place, worth), (row + 1, place, worth), (row + 2, place, 1.0)]
            entries += [(row, high, -1.0), (row + 1, low, -1.0)]
            down += [-np.inf, 0.0, float(self.least)]
            up += [0.0, np.inf, float(self.most)]
        rows, columns, values = zip(*entries, strict=True)
        matrix = coo_array((values, (rows, columns)), shape=(len(down), low + 1))
        return LinearConstraint(matrix.tocsr(), np.array(down), np.array(up))

    def in_order(self, chosen: dict[int, int]) -> dict[int, int]:
        """Return the choice as good or better in which earlier cells go to earlier members."""
        best = self.cost(chosen)
        found = True
        while found:
            found = False
            for other in self._changed(chosen):
                cost = self.cost(other)
                if cost < best or (cost == best and self._places(other) < self._places(chosen)):
                    chosen, best, found = other, cost, True
                    break
        return chosen

    def _places(self, chosen: Mapping[int, int]) -> list[int]:
        return [self.rank[chosen[one.id]] for one in self.cells]

    def _changed(self, chosen: Mapping[int, int]) -> Iterator[dict[int, int]]:
        """Give the allowed choices that move one cell or change two for each other."""
        for n, one in enumerate(self.cells):
            yield from self._moved(chosen, one.id)
            for other in self.cells[n + 1 :]:
                if chosen[one.id] != chosen[other.id]:
                    yield {**chosen, one.id: chosen[other.id], other.id: chosen[one.id]}

    def _moved(self, chosen: Mapping[int, int], cell: int) -> Iterator[dict[int, int]]:
        for member in self.members:
            other = {**chosen, cell: member}
            if member != chosen[cell] and self.allowed(other):
                yield other

    def ties(self, chosen: Mapping[int, int], cell: int) -> tuple[int, ...]:
        """Return the members with whom this cell would be as good, in their order."""
        best = self.cost(chosen)
        found = {other[cell] for other in self._moved(chosen, cell) if self.cost(other) == best}
        for beside in self.cells:
            if chosen[beside.id] not in {chosen[cell], *found}:
                other = {**chosen, cell: chosen[beside.id], beside.id: chosen[cell]}
                if self.cost(other) == best:
                    found.add(other[cell])
        return tuple(sorted(found, key=self.rank.__getitem__))
