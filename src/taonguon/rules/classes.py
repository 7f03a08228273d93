"""The kinds of classes as shipped: who may attend, what the certificate records, how long it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from taonguon.core.names import plain
from taonguon.core.rulebook import Rulebook, Source, Text
from taonguon.rules.loading import national
from taonguon.rules.reading import File, Table, read

FILE = Path(__file__).parent / "classes.toml"
ATTENDERS = frozenset({"prospect", "probationary", "official"})
KIND_KEYS = frozenset(
    {"name", "certifies", "attend", "proposal", "step", "form", "validity", "remind", "series"}
)
LENGTH = ("lessons", "periods", "sessions", "days")
GRADE_KEYS = frozenset({"name", "passes", "called"})
MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a class is from a day on: lessons, periods, sessions, days; and by which instrument."""

    start: date
    lessons: int
    periods: int
    sessions: int
    days: int
    source: Source
    verified: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of class.

    `attend` are the standings that may attend; `proposal` is the cell's step that proposes for it,
    `step` the one its certificate records, `validity` the rule on how long that holds, each empty
    where there is none; `remind` months before its end one is told.
    """

    code: str
    name: Text
    certifies: Text
    attend: tuple[str, ...]
    proposal: str
    step: str
    form: str
    validity: str
    remind: int
    series: str
    lengths: tuple[Length, ...]

    def length(self, on: date) -> Length | None:
        """Return how long a class beginning on a day must be; None when no rule is known."""
        return next((one for one in reversed(self.lengths) if one.start <= on), None)


@dataclass(frozen=True, slots=True)
class Grade:
    """A result: its name, whether it passes, and the words, without diacritics, that mean it."""

    code: str
    name: Text
    passes: bool
    called: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classes:
    """All kinds and grades by code, and by which headings a roster names its columns."""

    kinds: Mapping[str, Kind]
    grades: Mapping[str, Grade]
    headings: Mapping[str, str]

    def grade_called(self, words: str) -> str:
        """Return the code of the grade that these words mean, empty for none."""
        told = " ".join(plain(words).replace(".", " ").split())
        return next((one.code for one in self.grades.values() if told in one.called), "")


@cache
def shipped() -> Classes:
    """Return the classes as shipped. Raises BadRule naming file and line."""
    return load(FILE, national())


def load(path: Path, book: Rulebook) -> Classes:
    """Return the classes told in a file, their steps and rules known to `book`. Raises BadRule."""
    file = read(path)
    kinds = {table.path[-1]: _kind(table, book) for table in file.tables("kinds")}
    grades = {table.path[-1]: _grade(table) for table in file.tables("grades")}
    return Classes(kinds, grades, _headings(file))


def _kind(table: Table, book: Rulebook) -> Kind:
    table.only(KIND_KEYS | {"values"})
    attend = table.codes("attend") or ()
    if not attend or set(attend) - ATTENDERS:
        known = ", ".join(sorted(ATTENDERS))
        raise table.refuse(
            f"“attend” phải ghi ai được dự: {known}.", f"“attend” must say who may attend: {known}."
        )
    told = {name: _word(table, name) for name in ("proposal", "step", "form", "validity", "series")}
    for name in ("proposal", "step"):
        if told[name] and told[name] not in book.steps:
            raise table.refuse(
                f"không có bước “{told[name]}”.", f"there is no step “{told[name]}”."
            )
    rule = book.rules.get(told["validity"])
    if told["validity"] and (rule is None or rule.unit != MONTHS):
        raise table.refuse(
            f"“{told['validity']}” không phải quy định tính bằng tháng.",
            f"“{told['validity']}” is no rule in months.",
        )
    remind = _whole(table, "remind") if told["validity"] else 0
    lengths = tuple(
        _length(row, book) for row in (table.values() if "values" in table.data else ())
    )
    return Kind(
        code=table.path[-1], name=table.words("name"), certifies=table.words("certifies"),
        attend=attend, remind=remind, lengths=lengths, **told,
    )  # fmt: skip


def _length(table: Table, book: Rulebook) -> Length:
    table.only(frozenset({"from", "source", "verified", *LENGTH}))
    told = {name: _whole(table, name) for name in LENGTH}
    return Length(table.start(), **told, source=table.source(book.instruments),
                  verified=table.verified())  # fmt: skip


def _grade(table: Table) -> Grade:
    table.only(GRADE_KEYS)
    called = table.codes("called") or ()
    return Grade(table.path[-1], table.words("name"), table.flag("passes"), called)


def _headings(file: File) -> dict[str, str]:
    """Return which column each heading, without diacritics, names."""
    told = Table(file, ("headings",), file.data.get("headings", {}))
    return {heading: field for field in told.data for heading in told.codes(field) or ()}


def _word(table: Table, key: str) -> str:
    told = table.data.get(key, "")
    if not isinstance(told, str):
        raise table.refuse(f"“{key}” phải là chữ.", f"“{key}” must be text.")
    return told


def _whole(table: Table, key: str) -> int:
    told = table.data.get(key)
    if type(told) is not int or told < 1:
        raise table.refuse(f"“{key}” phải là số từ 1.", f"“{key}” must be a number from 1.")
    return told
