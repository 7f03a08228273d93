"""The rulebook in use: the rules as shipped, the layers turned on, what officers have confirmed."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from taonguon.core.rulebook import Instrument, Rulebook, Source, Text, Value
from taonguon.core.working import ANNOUNCED
from taonguon.regulations.models import DayChange, ValueChange
from taonguon.rules.building import UNITS
from taonguon.rules.loading import national, shipped_layer, with_layer

KEPT = 4
Stamp = tuple[object, ...]
_made: dict[Stamp, Rulebook] = {}


def in_use() -> Rulebook:
    """Return the rulebook in use, made anew only when a change was confirmed since."""
    return _amended(ValueChange.objects.confirmed(), DayChange.objects.confirmed())


def as_known(at: datetime) -> Rulebook:
    """Return the rulebook with what had been confirmed up to a moment."""
    return _amended(
        ValueChange.objects.confirmed().filter(confirmed_at__lte=at),
        DayChange.objects.confirmed().filter(confirmed_at__lte=at),
    )


def _amended(values: Iterable[ValueChange], days: Iterable[DayChange]) -> Rulebook:
    values, days, layers = list(values), list(days), tuple(settings.TAONGUON_LAYERS)
    stamp: Stamp = (layers, *map(_content, (*values, *days)))
    if stamp not in _made:
        book = shipped(layers)
        for change in values:
            book = with_change(book, change) if fits(book, change) else book
        while len(_made) >= KEPT:
            _made.pop(next(iter(_made)))
        _made[stamp] = with_days(book, days)
    return _made[stamp]


def _content(change: ValueChange | DayChange) -> str:
    return repr([getattr(change, field.attname) for field in change._meta.concrete_fields])


@lru_cache(maxsize=KEPT)
def shipped(layers: tuple[str, ...]) -> Rulebook:
    """Return the national rules with layers upon them: shipped ones by name, own ones by path."""
    book = national()
    for name in layers:
        path = Path(name) if name.endswith(".toml") else shipped_layer(name)
        book = with_layer(book, path)
    return book


def fits(book: Rulebook, change: ValueChange) -> bool:
    """Tell whether a change still speaks of a rule here: its layer may have been turned off."""
    rule = book.rules.get(change.key)
    return rule is not None and UNITS[rule.unit](change.value)


def with_change(book: Rulebook, change: ValueChange) -> Rulebook:
    """Return the rulebook in which a change stands."""
    values = book.rules[change.key].values
    before = [one for one in values if one.start <= change.start_on] or values
    return book.with_instrument(_instrument(book, change)).with_value(
        Value(
            key=change.key,
            value=change.value,
            start=change.start_on,
            end=None,
            source=Source(change.instrument, change.clause),
            verified=change.verified,
            note=Text(change.note, change.note) if change.note else None,
            counted_from=change.counted_from or before[-1].counted_from,
            layer=change.layer,
        )
    )


def _instrument(book: Rulebook, change: ValueChange) -> Instrument:
    known = book.instruments.get(change.instrument)
    if known is not None or change.instrument_on is None:
        return known or Instrument(
            change.instrument, Text(change.instrument, change.instrument), change.start_on, "text"
        )
    name = Text(change.instrument_name, change.instrument_name)
    return Instrument(change.instrument, name, change.instrument_on, change.verified)


def with_days(book: Rulebook, days: Iterable[DayChange]) -> Rulebook:
    """Return the rulebook whose calendar has these changes, in their order."""
    calendar = book.calendar
    for change in days:
        if change.kind == ANNOUNCED:
            calendar = calendar.with_announced(change.on.year)
        else:
            calendar = calendar.with_day(change.on, change.kind, change.name)
    return book.with_calendar(calendar)
