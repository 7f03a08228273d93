"""From tables to rules, steps and eras: what each may say, and in which order of days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from taonguon.core.assessment.checks import CHECKS, CONDITIONS
from taonguon.core.case import LEVELS
from taonguon.core.rulebook import (
    HIGHER,
    LOWER,
    SELECTED_BY,
    UNVERIFIED,
    Instrument,
    Procedure,
    Rule,
    Source,
    Step,
    StepValue,
    Text,
    Value,
)
from taonguon.core.votes import NotAMajority, majority
from taonguon.rules.reading import Table

RULE_KEYS = frozenset(
    {"meaning", "unit", "selected_by", "stricter", "step", "when", "refusal", "values"}
)
VALUE_KEYS = frozenset(
    {"from", "to", "value", "counted_from", "source", "verified", "note", "conflict", "taken_back"}
)
STEP_KEYS = frozenset({"name", "stage", "aside", "once", "values"})
STEP_VALUE_KEYS = frozenset(
    {
        "from", "to", "actor", "papers", "needs", "checks", "when", "source", "verified", "note",
        "taken_back",
    }
)  # fmt: skip
ERA_KEYS = frozenset({"name", "from", "base_is", "source", "verified", "note", "taken_back"})
STAGES = ("source", "dossier", "vote", "decision", "probation", "recognition", "aside")
DEADLINE_UNIT = "working days"
STARTS = frozenset({"probation_end"})
RUNS_WHEN = frozenset({"", "domestic", "abroad", "moved_with_dossier", "recognition_refused"})
ONE_DAY = timedelta(days=1)


class Cited(Protocol):
    """Anything that begins on a day by an instrument, and how well that is verified."""

    @property
    def start(self) -> date:
        """The first day."""

    @property
    def source(self) -> Source:
        """The instrument and clause."""

    @property
    def verified(self) -> str:
        """How well it is verified."""

    @property
    def note(self) -> Text | None:
        """What to know of it."""


class Dated(Protocol):
    """Anything with a first and perhaps a last day."""

    @property
    def start(self) -> date:
        """The first day."""

    @property
    def end(self) -> date | None:
        """The last day, None until the next begins."""


D = TypeVar("D", bound=Dated)
C = TypeVar("C", bound=Cited)


def _whole(told: Any) -> bool:
    return type(told) is int and told > 0


def _texts(told: Any) -> bool:
    return isinstance(told, list) and bool(told) and all(isinstance(one, str) for one in told)


def _majority(told: Any) -> bool:
    try:
        majority(str(told))
    except NotAMajority:
        return False
    return True


def _excuses(told: Any) -> bool:
    return isinstance(told, dict) and set(told) == {"always", "if_absent"}


UNITS: Mapping[str, Callable[[Any], bool]] = {
    "years": _whole,
    "months": _whole,
    "working days": _whole,
    "days": _whole,
    "count": _whole,
    "majority": _majority,
    "level": lambda told: told in LEVELS,
    "yes-no": lambda told: isinstance(told, bool),
    "body": lambda told: isinstance(told, str),
    "option": lambda told: isinstance(told, str),
    "papers": _texts,
    "persons": _texts,
    "grounds": _texts,
    "host": _texts,
    "excuses": _excuses,
}


def instrument(table: Table) -> Instrument:
    """Return one instrument."""
    table.only(frozenset({"name", "on", "verified"}))
    on = table.day("on")
    if on is None:
        raise table.refuse("thiếu ngày ký (on).", "the day of signing (on) is missing.")
    return Instrument(table.path[-1], table.words("name"), on, table.verified())


def rule(table: Table, instruments: Mapping[str, Instrument], layer: str) -> Rule:
    """Return one rule with its values in order. Refuses gaps, overlaps and wrong units."""
    table.only(RULE_KEYS)
    unit = str(table.data.get("unit"))
    if unit not in UNITS:
        raise table.refuse(
            f"không có đơn vị “{unit}”; được ghi: {', '.join(UNITS)}.",
            f"there is no unit “{unit}”; known are: {', '.join(UNITS)}.",
        )
    selected_by, stricter = table.data.get("selected_by"), table.data.get("stricter", "")
    if selected_by not in SELECTED_BY:
        raise table.refuse(
            f"“selected_by” phải là một trong {', '.join(SELECTED_BY)}.",
            f"“selected_by” must be one of {', '.join(SELECTED_BY)}.",
        )
    if stricter not in ("", LOWER, HIGHER):
        raise table.refuse("“stricter” phải là lower hoặc higher.", "“stricter”: lower or higher.")
    when = str(table.data.get("when", ""))
    if when not in RUNS_WHEN:
        raise table.refuse(f"không có điều kiện “{when}”.", f"there is no condition “{when}”.")
    values = [value(row, unit, instruments, layer) for row in table.values()]
    follow(table, values)
    return Rule(
        key=table.path[-1],
        meaning=table.words("meaning"),
        unit=unit,
        selected_by=str(selected_by),
        values=tuple(values),
        stricter=str(stricter),
        step=str(table.data.get("step", "")),
        when=when,
        refusal=table.text("refusal"),
        subject=table.file.name.removesuffix(".toml"),
    )


def value(table: Table, unit: str, instruments: Mapping[str, Instrument], layer: str) -> Value:
    """Return one dated value of a rule in its unit."""
    table.only(VALUE_KEYS)
    if "value" not in table.data or not UNITS[unit](table.data["value"]):
        told = table.data.get("value")
        raise table.refuse(
            f"giá trị “{told}” không hợp đơn vị “{unit}”.",
            f"the value “{told}” does not fit the unit “{unit}”.",
        )
    found = Value(
        key=table.path[-1],
        value=table.data["value"],
        start=table.start(),
        end=table.day("to"),
        source=table.source(instruments),
        verified=table.verified(),
        note=table.text("note"),
        counted_from=str(table.data.get("counted_from", "")),
        conflict=table.conflict(instruments),
        layer=layer,
    )
    return _signed(table, found, instruments)


def _signed(table: Table, found: C, instruments: Mapping[str, Instrument]) -> C:
    """Refuse what begins before its instrument was signed, unless it says it is taken back."""
    signed = instruments[found.source.instrument].on
    back = table.flag("taken_back")
    if back != (found.start < signed):
        raise table.refuse(
            f"từ {found.start}, văn bản {found.source.instrument} ký {signed}: lấy ngược thì phải "
            "ghi taken_back = true, không lấy ngược thì không ghi.",
            f"from {found.start}, while {found.source.instrument} was signed on {signed}: what is "
            "taken back says taken_back = true, nothing else does.",
        )
    if back and (found.verified != UNVERIFIED or found.note is None):
        raise table.refuse(
            "lấy ngược về trước ngày ký thì chưa kiểm chứng (unverified) và phải có ghi chú.",
            "what is taken back to before the signing is unverified and has a note.",
        )
    return found


def follow(table: Table, values: Sequence[Dated]) -> None:
    """Refuse values out of order, overlapping, or with a gap between."""
    rows = table.values()
    for row, one, following in zip(rows, values, [*values[1:], None], strict=True):
        if one.end is not None and one.end < one.start:
            raise row.refuse("kết thúc trước khi bắt đầu.", "it ends before it begins.")
        if following is None:
            continue
        if following.start <= one.start or (one.end is not None and one.end >= following.start):
            raise row.refuse(
                f"chồng lên giá trị từ {following.start}.",
                f"it overlaps the value from {following.start}.",
            )
        if one.end is not None and one.end + ONE_DAY != following.start:
            raise row.refuse(
                f"để trống từ sau {one.end} đến trước {following.start}.",
                f"it leaves a gap between {one.end} and {following.start}.",
            )


def step(table: Table, instruments: Mapping[str, Instrument]) -> Step:
    """Return one step. What a later value leaves out is as in the one before it."""
    table.only(STEP_KEYS)
    stage = str(table.data.get("stage"))
    if stage not in STAGES:
        raise table.refuse(
            f"không có giai đoạn “{stage}”; được ghi: {', '.join(STAGES)}.",
            f"there is no stage “{stage}”; known are: {', '.join(STAGES)}.",
        )
    values: list[StepValue] = []
    for row in table.values():
        row.only(STEP_VALUE_KEYS)
        values.append(_step_value(row, instruments, values[-1] if values else None))
    follow(table, values)
    return Step(
        table.path[-1], table.words("name"), stage, tuple(values),
        aside=table.flag("aside"), once=table.flag("once"),
    )  # fmt: skip


def _step_value(
    table: Table, instruments: Mapping[str, Instrument], before: StepValue | None
) -> StepValue:
    def told(name: str) -> str:
        said = table.data.get(name, getattr(before, name) if before else "")
        if not isinstance(said, str):
            raise table.refuse(f"“{name}” phải là một mã.", f"“{name}” must be a code.")
        return said

    def listed(name: str) -> tuple[str, ...]:
        said = table.codes(name)
        return said if said is not None else getattr(before, name) if before else ()

    found = StepValue(
        key=table.path[-1],
        start=table.start(),
        end=table.day("to"),
        actor=told("actor"),
        papers=listed("papers"),
        needs=listed("needs"),
        checks=listed("checks"),
        when=told("when"),
        source=table.source(instruments),
        verified=table.verified(),
        note=table.text("note"),
    )
    for name in found.checks:
        if name not in CHECKS:
            raise table.refuse(f"không có phép kiểm “{name}”.", f"there is no check “{name}”.")
    if found.when not in CONDITIONS:
        raise table.refuse(f"không có điều kiện “{found.when}”.", f"no condition “{found.when}”.")
    if not found.actor:
        raise table.refuse("thiếu người làm (actor).", "who acts (actor) is missing.")
    return _signed(table, found, instruments)


def procedure(table: Table, instruments: Mapping[str, Instrument]) -> Procedure:
    """Return one era of the procedure."""
    table.only(ERA_KEYS)
    found = Procedure(
        key=table.path[-1],
        name=table.words("name"),
        start=table.start(),
        end=None,
        base_is=table.codes("base_is") or (),
        source=table.source(instruments),
        verified=table.verified(),
        note=table.text("note"),
    )
    return _signed(table, found, instruments)


def linked(table: Table, one: Rule, steps: Mapping[str, Step], words: Mapping[str, Text]) -> None:
    """Refuse a rule that names a step, a start or a code nobody knows."""
    if one.step and one.step not in steps:
        raise table.refuse(f"không có bước “{one.step}”.", f"there is no step “{one.step}”.")
    for row, told in zip(table.values(), one.values, strict=True):
        began = told.counted_from
        if began and began not in STARTS and began not in steps:
            raise row.refuse(f"không có bước “{began}”.", f"there is no step “{began}”.")
        if one.step and not began:
            raise row.refuse("thiếu “counted_from”.", "“counted_from” is missing.")
        for code in codes(one.unit, told.value):
            if code not in words and code not in steps:
                raise row.refuse(
                    f"“{code}” không có trong words.toml.", f"“{code}” is not in words.toml."
                )


def codes(unit: str, told: Any) -> list[str]:
    """Return the codes a value of a unit uses, which must have words; none for numbers."""
    if unit in ("body", "level", "option"):
        return [told]
    if unit in ("papers", "persons", "grounds", "host"):
        return list(told)
    return [*told["always"], *told["if_absent"]] if unit == "excuses" else []
