"""What the register already knows of a commune, in the shape a list is compared with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from taonguon.core import names, targets
from taonguon.core.facts import WITHDRAWAL, known
from taonguon.core.membership import OPENING
from taonguon.imports.models import WRITTEN, LoadRow
from taonguon.ledger.models import Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.sources.cells import cell_key

COMPARED = (
    "sex", "born", "ethnicity", "religion", "hometown", "schooling", "qualification", "theory",
    "occupation", "card", "national_id", "phone",
)  # fmt: skip

# A row's name is asked for when it is looked up and again when it is remembered.
key_of = lru_cache(maxsize=64)(names.plain)
NOT_LISTED = "not_on_earlier_list"
Mark = tuple[str, str]


@dataclass(slots=True)
class Someone:
    """A person the register or an earlier row of this load knows. `id` is None until written."""

    id: int | None
    name: str
    born: str
    cell: str
    cell_name: str
    standing: str
    card: str = ""
    national_id: str = ""
    admitted_on: str = ""
    recognised_on: str = ""
    certified_on: str = ""
    seen: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = key_of(self.name)


@dataclass(slots=True)
class Unit:
    """A cell (or the commune) the register or an earlier row of this load knows."""

    id: int | None
    name: str
    founded_on: str = ""
    profile: dict[str, Any] = field(default_factory=dict)
    listed: bool = False


class Register:
    """The commune as known so far; rows of a load are added to it as they are read."""

    def __init__(self, commune: Organisation | None, first_day: date) -> None:
        """Read the commune in a fixed number of queries; None is a commune not founded yet."""
        self.commune = commune
        self.first_day = first_day
        self.units: dict[str, Unit] = {}
        self.by_name: dict[str, list[Someone]] = {}
        self.by_number: dict[str, Someone] = {}
        self.by_birth: dict[str, list[Someone]] = {}
        self.targets: dict[tuple[str, int, str], tuple[targets.Target | None, str]] = {}
        self.listed: frozenset[int] = frozenset()
        self.left_out: set[Mark] = set()
        if commune is not None:
            self._read_units(commune)
            self._read_people(commune)
            self.listed = self._cells_listed(commune)
            if self.listed:
                self._read_left_out(commune)

    def _cells_listed(self, commune: Organisation) -> frozenset[int]:
        """Return the cells of which an earlier load wrote the members."""
        below = Organisation.objects.below(commune.path).values("pk")
        opened = Fact.objects.filter(kind=OPENING, organisation__in=below)
        standing = opened.filter(act__undone_at__isnull=True).order_by()
        return frozenset(standing.values_list("organisation", flat=True).distinct())

    def _read_left_out(self, commune: Organisation) -> None:
        """Know again whom an earlier load left out in doubt: they were on its list."""
        rows = LoadRow.objects.filter(
            file__load__organisation=commune, file__load__state=WRITTEN, verdict="doubtful",
            kind__in=["members", "csdl"],
        )  # fmt: skip
        for record, reasons in rows.values_list("record", "reasons"):
            if not any(reason[0] == NOT_LISTED for reason in reasons):
                self.left_out |= marks(record)

    def expects(self, record: dict[str, Any], unit: Unit) -> bool:
        """Tell whether a member unknown so far may be one of those there when the register began.

        That is so until a list of the cell was written, and after it of whom it left out in doubt.
        """
        return unit.id not in self.listed or bool(self.left_out & marks(record))

    def _read_units(self, commune: Organisation) -> None:
        below = list(Organisation.objects.below(commune.path).filter(ended_on__isnull=True))
        keys = {unit.pk: "" if unit.pk == commune.pk else cell_key(unit.name) for unit in below}
        for unit in below:
            self.units[keys[unit.pk]] = Unit(unit.pk, unit.name, unit.founded_on.isoformat())
        rows = Fact.objects.filter(
            organisation__in=list(keys),
            kind__in=["profile", targets.TARGET, WITHDRAWAL],
            person__isnull=True,
        )
        facts = known(rows.values_for_core(), None)
        for fact in sorted(facts, key=lambda f: f.happened_on):
            if fact.kind == "profile":
                self.units[keys[fact.organisation or 0]].profile |= fact.data
        for target in targets.in_force(facts, date.max).values():
            key = (keys[target.organisation], target.start.year, target.category)
            self.targets[key] = (target, "")

    def _read_people(self, commune: Organisation) -> None:
        rows = (
            Person.objects.within([commune.range])
            .select_related("cell", "prospect")
            .only(
                "name", "standing", "admitted_on", "recognised_on", "youth_union", *COMPARED,
                "cell__name", "prospect__certified_on",
            )
        )  # fmt: skip
        for person in rows.iterator(chunk_size=2000):
            prospect = getattr(person, "prospect", None)
            assert person.cell is not None
            self.add(
                Someone(
                    id=person.pk,
                    name=person.name,
                    born=person.born,
                    cell=cell_key(person.cell.name),
                    cell_name=person.cell.name,
                    standing=person.standing,
                    card=person.card,
                    national_id=person.national_id,
                    admitted_on=str(person.admitted_on or ""),
                    recognised_on=str(person.recognised_on or ""),
                    certified_on=str(prospect.certified_on or "") if prospect else "",
                    seen={name: getattr(person, name) for name in (*COMPARED, "youth_union")},
                )
            )

    def add(self, person: Someone) -> None:
        """Know one more person from now on."""
        self.by_name.setdefault(person.key, []).append(person)
        for number in (person.card and f"card {person.card}", person.national_id):
            if number:
                self.by_number.setdefault(number, person)
        if len(person.born) == 10:
            self.by_birth.setdefault(person.born, []).append(person)

    def unit(self, name: str | None) -> Unit | None:
        """Return the cell of that name, however it is written; None when there is none."""
        return self.units.get(cell_key(name)) if name else None


def marks(record: dict[str, Any]) -> set[Mark]:
    """Return by what somebody in a row is known again when the row was corrected: name, or birth."""
    name, born, cell = record.get("name"), record.get("born"), record.get("cell")
    return {
        *([("name", key_of(name))] if name else []),
        *([(born, cell_key(cell))] if born and cell else []),
    }


def changed(before: dict[str, Any], now: dict[str, Any], features: Iterable[str]) -> dict[str, Any]:
    """Return the features that `now` states and that differ from what was known before.

    A year of birth says nothing new about a birth known to the day.
    """
    told = {
        name: now[name]
        for name in features
        if now.get(name) not in (None, "") and now[name] != before.get(name)
    }
    if len(told.get("born", "")) == 4 and str(before.get("born", "")).startswith(told["born"]):
        del told["born"]
    return told
