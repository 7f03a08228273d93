"""The rulebook: what the rules say on a day, each value with its instrument, clause and standing."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from taonguon.core.working import Calendar

TEXT, THIRD_PARTY, UNVERIFIED = "text", "third-party", "unverified"
VERIFIED = (TEXT, THIRD_PARTY, UNVERIFIED)
NATIONAL, PROVINCE, COMMUNE = "national", "province", "commune"
LAYERS = (NATIONAL, PROVINCE, COMMUNE)
BY_STEP, BY_START, BY_DECISION = "step", "start", "decision"
SELECTED_BY = (BY_STEP, BY_START, BY_DECISION)
LOWER, HIGHER = "lower", "higher"


class BeforeRulebook(LookupError):
    """A day before the oldest value known: we do not guess law."""

    def __init__(self, key: str, on: date) -> None:
        super().__init__(f"{key}: nothing is known of {on}")
        self.key, self.on = key, on


class Text(NamedTuple):
    """Words in both languages."""

    vi: str
    en: str

    def said(self, language: str) -> str:
        """Return the words in a language; Vietnamese for any but `en`."""
        return self.en if language == "en" else self.vi


class Source(NamedTuple):
    """The instrument (its symbol) and the clause in it."""

    instrument: str
    clause: str

    def __str__(self) -> str:
        return f"{self.instrument}, {self.clause}" if self.clause else self.instrument


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another instrument that says otherwise; the stricter of the two stands in the rulebook."""

    source: Source
    value: Any
    why: Text


@dataclass(frozen=True, slots=True)
class Value:
    """What one rule says from a day on, to a day (itself included; None: until the next)."""

    key: str
    value: Any
    start: date
    end: date | None
    source: Source
    verified: str
    note: Text | None = None
    counted_from: str = ""
    conflict: Conflict | None = None
    layer: str = NATIONAL


@dataclass(frozen=True, slots=True)
class Rule:
    """A parameter of the regulations and its values over time.

    `selected_by` says which day picks the value; `stricter` which way a narrower layer may go;
    `step` is the step that a time limit ends with, `when` the condition under which it runs.
    """

    key: str
    meaning: Text
    unit: str
    selected_by: str
    values: tuple[Value, ...]
    stricter: str = ""
    step: str = ""
    when: str = ""
    refusal: Text | None = None
    subject: str = ""

    def on(self, day: date) -> Value | None:
        """Return the value in force, None once the rule has ended. Raises BeforeRulebook."""
        if not self.values or day < self.values[0].start:
            raise BeforeRulebook(self.key, day)
        place = bisect_right(self.values, day, key=lambda value: value.start) - 1
        found = self.values[place]
        return None if found.end is not None and found.end < day else found


@dataclass(frozen=True, slots=True)
class StepValue:
    """How a step is taken in a time: by whom, on which papers, after which steps, under what checks."""

    key: str
    start: date
    end: date | None
    actor: str
    papers: tuple[str, ...]
    needs: tuple[str, ...]
    checks: tuple[str, ...]
    when: str
    source: Source
    verified: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the course; `aside` steps are taken when the case asks for them.

    A step to be taken `once` is taken again only when the rules ask for it anew.
    """

    key: str
    name: Text
    stage: str
    values: tuple[StepValue, ...]
    aside: bool = False
    once: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """An era of the procedure: who stands above whom, and who decides."""

    key: str
    name: Text
    start: date
    end: date | None
    base_is: tuple[str, ...]
    source: Source
    verified: str
    note: Text | None = None


class Instrument(NamedTuple):
    """A regulation: symbol, name, day of signing, verification."""

    symbol: str
    name: Text
    on: date
    verified: str


@dataclass(frozen=True, slots=True)
class InForce:
    """Everything in force on a day."""

    values: Mapping[str, Value]
    steps: Mapping[str, StepValue]
    deadlines: tuple[Rule, ...]
    procedure: Procedure


@dataclass(frozen=True)
class Rulebook:
    """The rules, steps and eras of the procedure, the instruments, the calendar.

    `words` name the codes that values, steps and cases use; `course` is the main steps in order.
    """

    rules: Mapping[str, Rule]
    steps: Mapping[str, Step]
    procedures: tuple[Procedure, ...]
    instruments: Mapping[str, Instrument]
    calendar: Calendar
    words: Mapping[str, Text]
    _turns: list[date] = field(init=False, repr=False, compare=False)
    course: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _known: dict[int, InForce] = field(init=False, repr=False, compare=False, default_factory=dict)
    _asked: dict[date, InForce] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_turns", sorted(_turns(self)))
        course = tuple(key for key, step in self.steps.items() if not step.aside)
        object.__setattr__(self, "course", course)

    @property
    def begins(self) -> date:
        """The first day of which the rulebook can speak."""
        return self.procedures[0].start

    def at(self, day: date) -> InForce:
        """Return everything in force on a day. Raises BeforeRulebook."""
        if day in self._asked:
            return self._asked[day]
        if day < self.begins:
            raise BeforeRulebook("procedure", day)
        turn = bisect_right(self._turns, day)
        if turn not in self._known:
            self._known[turn] = _in_force(self, day)
        self._asked[day] = self._known[turn]
        return self._known[turn]

    def value(self, key: str, day: date) -> Value:
        """Return one rule's value on a day. Raises BeforeRulebook when there is none."""
        found = self.rules[key].on(day)
        if found is None:
            raise BeforeRulebook(key, day)
        return found

    def with_value(self, new: Value) -> "Rulebook":
        """Return the rulebook in which the rule's value is closed and `new` opened as its successor.

        Values that would begin on the new one's day or later give way to it; nothing before changes.
        """
        rule = self.rules[new.key]
        kept = [value for value in rule.values if value.start < new.start]
        if kept and kept[-1].end is not None and kept[-1].end >= new.start:
            kept[-1] = replace(kept[-1], end=None)
        amended = replace(rule, values=(*kept, new))
        return replace(self, rules={**self.rules, new.key: amended})

    def with_instrument(self, new: Instrument) -> "Rulebook":
        """Return the rulebook that knows an instrument as well; the same when it does already."""
        if new.symbol in self.instruments:
            return self
        return replace(self, instruments={**self.instruments, new.symbol: new})

    def with_calendar(self, calendar: Calendar) -> "Rulebook":
        """Return the rulebook with another calendar."""
        return self if calendar == self.calendar else replace(self, calendar=calendar)

    def word(self, code: str, language: str) -> str:
        """Return the words for a code or a step; the code itself when there are none."""
        if code in self.words:
            return self.words[code].said(language)
        return self.steps[code].name.said(language) if code in self.steps else code

    def changes(self, before: date, after: date) -> list[tuple[Value | None, Value | None]]:
        """Return, rule by rule, the values of two days that differ; None where there is none."""
        found = []
        for rule in self.rules.values():
            old, new = _or_none(rule, before), _or_none(rule, after)
            if old != new:
                found.append((old, new))
        return found


def _or_none(rule: Rule, day: date) -> Value | None:
    try:
        return rule.on(day)
    except BeforeRulebook:
        return None


def _turns(book: Rulebook) -> set[date]:
    """Return the days on which something changes: those of a beginning, and those after an end."""
    dated: list[Iterable[Any]] = [book.procedures]
    dated += [rule.values for rule in book.rules.values()]
    dated += [step.values for step in book.steps.values()]
    turns = set()
    for values in dated:
        for value in values:
            turns.add(value.start)
            if value.end is not None:
                turns.add(date.fromordinal(value.end.toordinal() + 1))
    return turns


def _in_force(book: Rulebook, day: date) -> InForce:
    values = {key: found for key, rule in book.rules.items() if (found := _or_none(rule, day))}
    steps = {}
    for key, step in book.steps.items():
        for value in step.values:
            if value.start <= day and (value.end is None or day <= value.end):
                steps[key] = value
    era = next(p for p in reversed(book.procedures) if p.start <= day)
    deadlines = tuple(rule for rule in book.rules.values() if rule.step)
    return InForce(values, steps, deadlines, era)
