"""A commune's months made up from a number: who does what when, as plain values, and how it is recorded.

What the pages must show is counted in `counted.py` from these plain values, never by the product.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from random import Random

from taonguon.cells import actions as cells
from taonguon.core.month import Month
from taonguon.difficulties import actions as difficulties
from taonguon.difficulties.actions import Handling, Raised, Said
from taonguon.organisations.models import Organisation
from taonguon.visits.actions import calendar, visiting
from taonguon.visits.actions.calendar import Plan, Result
from taonguon.visits.actions.visiting import Promise, Went
from tests import cast

CELLS, MEMBERS, MONTHS = 28, 12, 3
COMMUNE, FIRST_CELL = 200, 300
HOURS = (time(8), time(19, 30), time(20, 30), None)
FORMS = ("together", "online", "groups")
KINDS = ("youth_away", "no_source", "money", "class")
BACK = 300  # days before today in which something was done


@dataclass
class Gathering:
    """A cell's meeting of a month: what was planned, and what became of it."""

    cell: int
    on: date
    at: time | None
    form: str
    state: str = "planned"
    present: int | None = None
    summoned: int | None = None
    minutes: str = ""


@dataclass
class Trip:
    """A visit with the promise made at it, and whether that was kept; taken away or not."""

    cell: int
    member: int
    on: date
    due: date
    kept: bool
    taken_away: bool


@dataclass
class Trouble:
    """A difficulty: raised, due, removed on days, taken up again or not, recorded by mistake or not."""

    cell: int
    kind: str
    on: date
    due: date
    removed: date | None
    again: date | None = None
    mistake: bool = False


@dataclass
class Story:
    """All that happened in the commune, in the words of its makers."""

    today: date
    months: list[Month]
    charges: list[tuple[int, int, date]] = field(default_factory=list)  # cell, member, since
    meetings: dict[Month, list[Gathering]] = field(default_factory=dict)
    trips: list[Trip] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def make(seed, today):
    """Make up what happens: every cell in somebody's charge, some handed over, and so on."""
    chance, now = Random(seed), Month.holding(today)
    told = Story(today, [now.back(n) for n in range(MONTHS)])
    for cell in range(CELLS):
        told.charges.append((cell, cell % MEMBERS, date(2020, 1, 1)))
    for cell in chance.sample(range(CELLS), 6):
        since = now.before.first + timedelta(days=chance.randint(3, 20))
        told.charges.append((cell, chance.randrange(MEMBERS), since))
    for month in told.months:
        told.meetings[month] = [*gatherings(month, today, chance)]
    told.trips = [
        trip(cell, today, chance)
        for cell in range(CELLS)
        for _ in range(chance.choice((0, 1, 1, 4)))
    ]
    told.troubles = [
        trouble(cell, today, chance) for cell in range(CELLS) for _ in range(chance.randint(0, 3))
    ]
    return told


def gatherings(month, today, chance):
    """Give the meetings of a month: most cells have a day, most of those gone by were held."""
    for cell in chance.sample(range(CELLS), CELLS - chance.randint(1, 4)):
        on, at = month.first.replace(day=chance.randint(3, 6)), chance.choice(HOURS)
        one = Gathering(cell, on, at, chance.choice(FORMS))
        fate = chance.random() if on <= today else 1
        if fate < 0.65:
            one.state, one.summoned = "held", chance.randint(5, 40)
            one.present, one.minutes = chance.randint(0, one.summoned), f"{cell}-BB"
        elif fate < 0.8:
            one.state = "not_held"
        yield one


def trip(cell, today, chance):
    on = today - timedelta(days=chance.randint(0, BACK))
    due = on + timedelta(days=chance.randint(0, 90))
    member = chance.randrange(MEMBERS)
    return Trip(cell, member, on, due, chance.random() < 0.5, chance.random() < 0.1)


def trouble(cell, today, chance):
    on = today - timedelta(days=chance.randint(0, BACK))
    told = Trouble(cell, chance.choice(KINDS), on, on + timedelta(days=chance.randint(0, 60)), None)
    told.mistake = chance.random() < 0.1
    ended = on + timedelta(days=chance.randint(0, 120))
    if ended <= today:
        told.removed = ended
        if chance.random() < 0.3 and ended < today:
            told.again = ended + timedelta(days=chance.randint(0, (today - ended).days))
            told.due = told.again + timedelta(days=10)
    return told


def record(told, at):
    """Record the story with the actions of the product; return the members' seats."""
    founding = cast.founding(COMMUNE, name="Đảng bộ xã Diễn Lại", kind="commune")
    own = [
        cast.founding(FIRST_CELL + n, name=name_of(n), kind="cell", parent=COMMUNE)
        for n in range(CELLS)
    ]
    cast.record([founding, *own])
    unit = {n: Organisation.objects.get(pk=FIRST_CELL + n) for n in range(CELLS)}
    who = {"by": None, "at": at}
    commune = Organisation.objects.get(pk=COMMUNE)
    seats = [
        cells.seat(
            organisation=commune,
            told=cells.Seat(member_of(n), "", date(2020, 1, 1), None, "1", None),
            **who,
        )
        for n in range(MEMBERS)
    ]
    for cell, member, since in told.charges:
        cells.charge(cells={unit[cell].pk: seats[member].pk}, on=since, document="1-TB", **who)
    for month, held in told.meetings.items():
        record_month(month, held, unit, who)
    for n, one in enumerate(told.trips):
        record_trip(one, f"trip {n}", unit, seats, who)
    for one in told.troubles:
        record_trouble(one, unit, who)
    return seats


def record_month(month, held, unit, who):
    plans = [
        Plan(unit[one.cell], one.on, one.at, f"Nhà văn hóa {one.cell}", one.form) for one in held
    ]
    calendar.plan(month=month, plans=plans, **who)
    for one in held:
        if one.state == "planned":
            continue
        because = "" if one.state == "held" else "hoãn vì bão"
        result = Result(
            one.state == "held", one.on, one.form, one.summoned, one.present, one.minutes, because
        )
        calendar.record_result(cell=unit[one.cell], month=month, result=result, **who)


def record_trip(one, key, unit, seats, who):
    went = Went(unit[one.cell], seats[one.member], one.on, True, "", key)
    promises = [Promise("Việc đã hứa", "Văn phòng", one.due)]
    row = visiting.record_visit(went=went, raised=[], promises=promises, **who)
    visiting.answer(agreement=row.agreements.get(), kept=one.kept, text="", **who)
    if one.taken_away:
        visiting.withdraw(visit=row, because="ghi nhầm", **who)


def record_trouble(one, unit, who):
    first = one.due if one.again is None else one.on
    raised = Raised(unit[one.cell], one.kind, "Việc", "Vướng", "", "Bí thư", one.on)
    row = difficulties.raise_difficulty(
        raised=raised, handling=Handling("Đoàn xã", first, "heavy", "cell"), **who
    )
    if one.removed:
        difficulties.close(difficulty=row, said=Said(one.removed, "Đã gỡ"), **who)
    if one.again:
        handling = Handling("Đoàn xã", one.due, "heavy", "cell")
        difficulties.reopen(
            difficulty=row, said=Said(one.again, "Lại vướng"), handling=handling, **who
        )
    if one.mistake:
        difficulties.withdraw(difficulty=row, because="ghi nhầm", **who)


def name_of(cell):
    return f"Chi bộ xóm {cell:02}"


def member_of(number):
    return f"Ủy viên {number:02}"
