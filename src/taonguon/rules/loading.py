"""The rulebook from its files: national values first, narrower layers upon them, the calendar."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import (
    LAYERS,
    NATIONAL,
    Instrument,
    Procedure,
    Rule,
    Rulebook,
    Step,
    Text,
)
from taonguon.core.working import Calendar, NotACalendar
from taonguon.rules import building
from taonguon.rules.layers import Narrow, tightened
from taonguon.rules.reading import BadRule, File, Table, read, spoken

HERE = Path(__file__).parent
SUBJECTS = (
    "eligibility", "preparation", "dossier", "votes", "deadlines", "probation", "personal_data",
)  # fmt: skip
WEEKEND = 5
YEAR = 4  # characters of a year


@cache
def national() -> Rulebook:
    """Return the national rulebook as shipped."""
    return load(HERE / "national", HERE / "words.toml", HERE / "calendar.toml")


def shipped_layer(name: str) -> Path:
    """Return the file of a layer that is shipped, off until somebody turns it on."""
    return HERE / "provinces" / f"{name}.toml"


def load(folder: Path, words_file: Path, calendar_file: Path) -> Rulebook:
    """Return the rulebook of a folder. Raises BadRule naming file and line."""
    instruments = {
        table.path[-1]: building.instrument(table)
        for table in read(folder / "instruments.toml").tables()
    }
    words = {
        table.path[-1]: Text(table.data["vi"], table.data["en"]) for table in _words(words_file)
    }
    steps = _steps(read(folder / "steps.toml"), instruments, words)
    rules: dict[str, Rule] = {}
    for subject in SUBJECTS:
        for table in read(folder / f"{subject}.toml").tables():
            if table.path[-1] in rules:
                raise table.refuse("đã có ở tệp khác.", "it stands in another file already.")
            one = building.rule(table, instruments, NATIONAL)
            building.linked(table, one, steps, words)
            rules[one.key] = one
    eras = _eras(read(folder / "procedures.toml"), instruments)
    return Rulebook(rules, steps, eras, instruments, calendar(read(calendar_file)), words)


def _words(path: Path) -> list[Table]:
    tables = read(path).tables()
    for table in tables:
        if not spoken(table.data):
            raise table.refuse("phải có đủ vi và en.", "the words are needed in vi and en.")
    return tables


def _steps(
    file: File, instruments: dict[str, Instrument], words: dict[str, Text]
) -> dict[str, Step]:
    tables = file.tables()
    steps = {table.path[-1]: building.step(table, instruments) for table in tables}
    for table in tables:
        named = {key for told in steps[table.path[-1]].values for key in told.needs}
        for key in named - set(steps):
            raise table.refuse(f"không có bước “{key}”.", f"there is no step “{key}”.")
        for row, told in zip(table.values(), steps[table.path[-1]].values, strict=True):
            if told.actor not in words:
                raise row.refuse(
                    f"“{told.actor}” không có trong words.toml.",
                    f"“{told.actor}” is not in words.toml.",
                )
    return steps


def _eras(file: File, instruments: dict[str, Instrument]) -> tuple[Procedure, ...]:
    tables = file.tables()
    eras = [building.procedure(table, instruments) for table in tables]
    for table, one, following in zip(tables, eras, eras[1:], strict=False):
        if following.start <= one.start:
            raise table.refuse("chồng lên thời kỳ sau.", "it overlaps the era after it.")
    return tuple(eras)


def calendar(file: File) -> Calendar:
    """Return the working days of the years in a file. Raises BadRule."""
    off: dict[date, str] = {}
    worked: list[date] = []
    announced = date.min
    years = file.tables()
    for table in years:
        table.only(frozenset({"announced", "off", "worked"}))
        year = _year(table)
        for day, name in _days(table, year):
            if day in off:
                raise table.refuse(f"ngày {day} ghi hai lần.", f"{day} is told twice.")
            off[day] = name
        worked += _worked(table, year)
        if table.flag("announced"):
            announced = date(year, 12, 31)
    if not years:
        raise BadRule(file.name, 1, Text("không có năm nào.", "it has no year."))
    first, last = _year(years[0]), _year(years[-1])
    if [_year(table) for table in years] != list(range(first, last + 1)):
        raise years[-1].refuse("các năm phải liền nhau.", "the years must follow each other.")
    try:
        return Calendar(date(first, 1, 1), date(last, 12, 31), off, frozenset(worked), announced)
    except NotACalendar as wrong:
        raise BadRule(
            file.name, 1,
            Text(f"ngày {wrong.day} vừa nghỉ vừa làm, hoặc không phải cuối tuần.", str(wrong)),
        ) from None  # fmt: skip


def _year(table: Table) -> int:
    told = table.path[-1]
    if not (told.isdecimal() and len(told) == YEAR):
        raise table.refuse("phải là một năm, ví dụ 2025.", "it must be a year like 2025.")
    return int(told)


def _worked(table: Table, year: int) -> list[date]:
    told = table.data.get("worked", [])
    if not isinstance(told, list) or not all(
        type(day) is date and day.year == year for day in told
    ):
        raise table.refuse(
            f"“worked” phải là danh sách ngày trong năm {year}.",
            f"“worked” must be a list of days within {year}.",
        )
    return told


def _days(table: Table, year: int) -> list[tuple[date, str]]:
    found = []
    rows = table.data.get("off", [])
    for row in rows if isinstance(rows, list) else [None]:
        told = row if isinstance(row, dict) else {}
        day, name = told.get("on"), told.get("name")
        if type(day) is not date or day.year != year or not (name and isinstance(name, str)):
            raise table.refuse(
                f"mỗi ngày nghỉ ghi {{ on, name }} trong năm {year}.",
                f"each day off is told as {{ on, name }} within {year}.",
            )
        if day.weekday() >= WEEKEND:
            raise table.refuse(f"{day} là cuối tuần.", f"{day} is a weekend already.")
        found.append((day, name))
    return found


def with_layer(book: Rulebook, path: Path) -> Rulebook:
    """Return the rulebook with a narrower layer upon it.

    The layer may add rules and tighten values; a loosening is refused. Raises BadRule.
    """
    file = read(path)
    head = Table(file, ("layer",), file.data.get("layer", {}))
    level = head.data.get("level")
    if level not in LAYERS[1:]:
        raise head.refuse("“level” phải là province hoặc commune.", "“level”: province or commune.")
    instruments = dict(book.instruments)
    for table in file.tables("instruments"):
        instruments[table.path[-1]] = building.instrument(table)
    rules = dict(book.rules)
    for table in file.tables("rules"):
        key = table.path[-1]
        if key in rules:
            narrow = Narrow(table, instruments, str(level), book)
            rules[key] = tightened(rules[key], narrow)
        else:
            rules[key] = building.rule(table, instruments, str(level))
            building.linked(table, rules[key], dict(book.steps), book.words)
    return replace(book, rules=rules, instruments=instruments)
