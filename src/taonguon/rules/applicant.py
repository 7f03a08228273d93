"""What a person on the way to the Party is told: papers, rights and duties, requests, the link."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from taonguon.core.rulebook import Source, Text
from taonguon.rules.loading import national
from taonguon.rules.reading import Table, read

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the dossier: how it is written and where it comes from.

    `own`: the person writes it; `step` is the step that is taken once it is there, empty for none.
    """

    key: str
    form: str
    step: str
    own: bool
    name: Text
    how: tuple[Text, ...]
    where: Text
    source: Source
    verified: str


@dataclass(frozen=True, slots=True)
class Point:
    """A right or a duty in plain words, and where it is written."""

    key: str
    name: Text
    text: Text
    source: Source
    verified: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request; `answer` is the rule with the time to answer it, empty where none is."""

    key: str
    name: Text
    answer: str


@dataclass(frozen=True, slots=True)
class LinkDays:
    """For how many days a private link holds when nothing else is chosen, and for how many at most."""

    days: int
    longest: int


@cache
def papers(path: Path = HERE / "papers.toml") -> tuple[Paper, ...]:
    """Return the papers in the order they are collected. Raises BadRule naming file and line."""
    return tuple(map(_paper, read(path).tables()))


@cache
def rights(path: Path = HERE / "rights.toml") -> tuple[Point, ...]:
    """Return the person's rights. Raises BadRule. Source: Luật 91/2025/QH15, Đ4."""
    return tuple(map(_point, read(path).tables("rights")))


@cache
def duties(path: Path = HERE / "rights.toml") -> tuple[Point, ...]:
    """Return the person's duties. Raises BadRule."""
    return tuple(map(_point, read(path).tables("duties")))


@cache
def kinds(path: Path = HERE / "rights.toml") -> Mapping[str, Kind]:
    """Return the kinds of requests by code. Raises BadRule."""
    return {table.path[-1]: _kind(table) for table in read(path).tables("requests")}


@cache
def link(path: Path = HERE / "rights.toml") -> LinkDays:
    """Return for how long a private link holds. Raises BadRule."""
    file = read(path)
    table = Table(file, ("link",), file.data.get("link", {}))
    days, longest = table.data.get("days"), table.data.get("longest")
    if type(days) is not int or type(longest) is not int or not 1 <= days <= longest:
        raise table.refuse(
            "cần số ngày days và longest, days không lớn hơn longest.",
            "days and longest are needed, days not above longest.",
        )
    return LinkDays(days, longest)


def _paper(table: Table) -> Paper:
    told = table.data.get("how")
    if not isinstance(told, list) or not told:
        raise table.refuse("thiếu cách viết (how).", "how it is written (how) is missing.")
    inside = [Table(table.file, table.path, {"how": one}) for one in told]
    return Paper(
        key=table.path[-1],
        form=_code(table, "form"),
        step=_step(table),
        own=table.flag("own"),
        name=table.words("name"),
        how=tuple(one.words("how") for one in inside),
        where=table.words("where"),
        source=table.source(national().instruments),
        verified=table.verified(),
    )


def _point(table: Table) -> Point:
    return Point(
        key=table.path[-1],
        name=table.words("name"),
        text=table.words("text"),
        source=table.source(national().instruments),
        verified=table.verified(),
    )


def _kind(table: Table) -> Kind:
    answer = _code(table, "answer")
    if answer and answer not in national().rules:
        raise table.refuse(f"không có quy định “{answer}”.", f"there is no rule “{answer}”.")
    return Kind(table.path[-1], table.words("name"), answer)


def _code(table: Table, key: str) -> str:
    told = table.data.get(key)
    if not isinstance(told, str):
        raise table.refuse(f"“{key}” phải là một mã.", f"“{key}” must be a code.")
    return told


def _step(table: Table) -> str:
    told = _code(table, "step")
    if told and told not in national().steps:
        raise table.refuse(f"không có bước “{told}”.", f"there is no step “{told}”.")
    return told
