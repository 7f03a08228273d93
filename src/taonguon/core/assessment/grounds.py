"""The judgement of one step together with the rules it rests on, to be kept with the step."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from taonguon.core.assessment.assess import check
from taonguon.core.assessment.outcome import Finding
from taonguon.core.case import Case, Event
from taonguon.core.rulebook import InForce, Rulebook, Value

Asked = dict[tuple[str, date], Value]


class _Noted(dict[str, Value]):
    """Values in force that note which of them were asked for."""

    def __init__(self, values: Mapping[str, Value], asked: Asked) -> None:
        super().__init__(values)
        self.asked = asked

    def __getitem__(self, key: str) -> Value:
        found = super().__getitem__(key)
        self.asked[key, found.start] = found
        return found

    def get(self, key: str, default: Any = None) -> Any:
        found = super().get(key)
        return default if found is None else self[key]


@dataclass(frozen=True)
class _NotedBook(Rulebook):
    """A rulebook that notes which values were asked of it."""

    asked: Asked = field(default_factory=dict)

    def at(self, day: date) -> InForce:
        told = super().at(day)
        return replace(told, values=_Noted(told.values, self.asked))

    def value(self, key: str, day: date) -> Value:
        found = super().value(key, day)
        self.asked[key, found.start] = found
        return found


def judged(
    case: Case, book: Rulebook, event: Event
) -> tuple[tuple[Finding, ...], tuple[Value, ...]]:
    """Return the findings of `check`, and every value of the rulebook the judgement looked at."""
    noted = _NotedBook(
        book.rules, book.steps, book.procedures, book.instruments, book.calendar, book.words
    )
    findings = check(case, noted, event)
    return findings, tuple(noted.asked[key] for key in sorted(noted.asked))
