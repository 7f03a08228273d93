"""A case as one step sees it: the events up to its day, by kind, and the rules of that day."""

from collections.abc import Iterable
from datetime import date

from taonguon.core.assessment.outcome import Finding
from taonguon.core.case import CEREMONY, Case, Event
from taonguon.core.days import add_months
from taonguon.core.rulebook import BeforeRulebook, InForce, Rule, Rulebook, Value


class View:
    """The case on the day of one step. `event` is the step's own, None while it is only asked about."""

    __slots__ = ("book", "case", "event", "kinds", "on", "rules")

    def __init__(
        self, case: Case, kinds: dict[str, list[Event]], book: Rulebook, on: date,
        event: Event | None = None,
    ) -> None:  # fmt: skip
        self.case, self.kinds, self.book, self.on, self.event = case, kinds, book, on, event
        self.rules: InForce = book.at(on)

    def all(self, kind: str) -> list[Event]:
        """Return the events of a kind up to this day, oldest first."""
        return [event for event in self.kinds.get(kind, ()) if event.on <= self.on]

    def last(self, kind: str) -> Event | None:
        """Return the latest event of a kind up to this day."""
        found = self.kinds.get(kind)
        if found is None:
            return None
        if found[-1].on <= self.on:
            return found[-1]
        earlier = [event for event in found if event.on <= self.on]
        return earlier[-1] if earlier else None

    def first_after(self, kind: str, day: date) -> Event | None:
        """Return the first event of a kind on or after a day and up to this one."""
        return next((event for event in self.all(kind) if event.on >= day), None)

    def value(self, key: str) -> Value | None:
        """Return the rule's value in force on this day."""
        return self.rules.values.get(key)

    def finds(self, key: str, actual: object, **said: object) -> list[Finding]:
        """Return one finding under a rule in force on this day."""
        return [Finding(key, self.rules.values[key], actual, self.on, said)]

    def is_so(self, circumstance: str) -> bool:
        """Tell whether something is true of the person that changes which rules apply."""
        return circumstance in self.case.circumstances


def by_kind(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Return the events of each kind, in the order they are given."""
    kinds: dict[str, list[Event]] = {}
    for event in events:
        kinds.setdefault(event.kind, []).append(event)
    return kinds


def picked(rule: Rule, day: date, today: Value) -> Value | None:
    """Return the value that a day picks, today's where that day's has ended; None before the oldest."""
    try:
        return rule.on(day) or today
    except BeforeRulebook:
        return None


def probation_end(view: View) -> date | None:
    """Return the day probation ends, from which the member is official; None before the ceremony."""
    ceremony = view.last(CEREMONY)
    if ceremony is None:
        return None
    months = view.book.value("probation.length", ceremony.on).value
    return add_months(ceremony.on, int(months))
