"""Shares kept exactly, and the words in which reports say them. Rounding is for the eye only."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import Literal

Number = Fraction | int
Mode = Literal["half_up", "cut"]
Language = Literal["vi", "en"]

NOTHING = "–"
MODES: tuple[Mode, ...] = ("half_up", "cut")
_COMMA: dict[Language, str] = {"vi": ",", "en": "."}


@dataclass(frozen=True, slots=True)
class Ratio:
    """A count against what it is measured by; no denominator, or 0, leaves nothing to divide by.

    Raises TypeError for a float: a share that was rounded once cannot be exact again.
    """

    numerator: Number
    denominator: Number | None

    def __post_init__(self) -> None:
        for number in (self.numerator, self.denominator):
            if number is not None and not isinstance(number, Fraction | int):
                raise TypeError(f"a ratio is of whole numbers or fractions, not {number!r}")

    @property
    def value(self) -> Fraction | None:
        """Return the exact share, None when there is nothing to divide by."""
        if not self.denominator:
            return None
        return Fraction(self.numerator) / self.denominator


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a number is shown: 0 to 2 places, rounded half up or cut. Raises ValueError else."""

    places: int = 2
    mode: Mode = "half_up"

    def __post_init__(self) -> None:
        if self.places not in {0, 1, 2} or self.mode not in MODES:
            raise ValueError(f"no such rounding: {self.places} places, {self.mode}")

    def of(self, number: Number) -> Fraction:
        """Return the number rounded; below 0 as its mirror image, so half up is away from 0."""
        scaled = abs(Fraction(number)) * 10**self.places
        half = Fraction(1, 2) if self.mode == "half_up" else 0
        rounded = Fraction((scaled + half) // 1, 10**self.places)
        return rounded if number >= 0 else -rounded


TWO_PLACES = Rounding()
ROUNDINGS = tuple(Rounding(places, mode) for places, mode in product((0, 1, 2), MODES))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a report says of a ratio, in no language yet: a code of `WORDS` and its number."""

    code: str
    number: Fraction = Fraction(0)
    rounding: Rounding = TWO_PLACES


WORDS: dict[str, dict[Language, str]] = {
    "reached": {"vi": "đạt {}%", "en": "reached {}%"},
    "exceeded": {"vi": "vượt {}%", "en": "exceeded by {}%"},
    "exceeded_by": {"vi": "vượt {} chỉ tiêu", "en": "exceeded the target by {}"},
    "more": {"vi": "tăng {}%", "en": "up {}%"},
    "fewer": {"vi": "giảm {}%", "en": "down {}%"},
    "nearly": {"vi": "gần bằng", "en": "nearly the same"},
    "equal": {"vi": "bằng", "en": "the same"},
    "nothing": {"vi": NOTHING, "en": NOTHING},
}


def say(phrase: Phrase, language: Language = "vi") -> str:
    """Return the phrase in the language: `vượt 62,5%`, `exceeded by 62.5%`."""
    return WORDS[phrase.code][language].format(_show(phrase.number, phrase.rounding, language))


def percent(
    ratio: Ratio,
    rounding: Rounding = TWO_PLACES,
    *,
    fixed: bool = False,
    language: Language = "vi",
) -> str:
    """Return `162,5%`, or `–` when there is nothing to divide by.

    Zeros at the end are left out (`100%`) unless `fixed` keeps every place (`100,00%`).
    """
    if ratio.value is None:
        return NOTHING
    return _show(ratio.value * 100, rounding, language, fixed=fixed) + "%"


def percent_text(ratio: Ratio, places: int = 2) -> str:
    """Return the percentage for machines, half up with a point and every place: `162.50`.

    Empty when there is nothing to divide by.
    """
    if ratio.value is None:
        return ""
    return _show(ratio.value * 100, Rounding(places), "en", fixed=True)


def fraction_text(ratio: Ratio) -> str:
    """Return the two numbers as they are: `13/8`, `0/–`."""
    below = NOTHING if not ratio.denominator else _exact(ratio.denominator)
    return f"{_exact(ratio.numerator)}/{below}"


def reached(ratio: Ratio, rounding: Rounding = TWO_PLACES) -> Phrase:
    """Return `đạt 162,5%`."""
    if ratio.value is None:
        return Phrase("nothing")
    return Phrase("reached", ratio.value * 100, rounding)


def exceeded(ratio: Ratio, rounding: Rounding = TWO_PLACES) -> Phrase:
    """Return `vượt 62,5%`; `đạt …%` when nothing above the target would show."""
    above = (ratio.value or Fraction(0)) * 100 - 100
    if above <= 0 or not rounding.of(above):
        return reached(ratio, rounding)
    return Phrase("exceeded", above, rounding)


def exceeded_by(count: Number, target: Number | None) -> Phrase:
    """Return `vượt 5 chỉ tiêu` for 13 of 8; `đạt …%` when the count is not above the target."""
    ratio = Ratio(count, target)
    if ratio.value is None or ratio.value <= 1:
        return reached(ratio)
    return Phrase("exceeded_by", Fraction(count - (target or 0)))


def compared(now: Number, before: Number | None, rounding: Rounding = TWO_PLACES) -> Phrase:
    """Return `tăng 12,9%`, `giảm 5%` or `bằng`, in percent of what was before.

    `gần bằng` when the difference is too small to show; nothing when there was none before.
    """
    growth = Ratio(now, before).value
    if growth is None:
        return Phrase("nothing")
    change = growth * 100 - 100
    if not change:
        return Phrase("equal")
    if not rounding.of(change):
        return Phrase("nearly")
    return Phrase("more" if change > 0 else "fewer", abs(change), rounding)


@dataclass(frozen=True, slots=True)
class Check:
    """A printed percentage against the numbers it is said to come from.

    `own` is our exact percentage in the sense of the print (above target, more, fewer);
    `roundings` are all ways of rounding it that give what was printed.
    """

    printed: str
    own: Fraction | None
    roundings: tuple[Rounding, ...] = field(default=())

    @property
    def source_error(self) -> bool:
        """Tell that no rounding gives what was printed."""
        return not self.roundings

    def own_text(self, language: Language = "vi") -> str:
        """Return our own value at two places, `–` when there is nothing to divide by."""
        return NOTHING if self.own is None else _show(self.own, TWO_PLACES, language) + "%"


_PRINTED = re.compile(r"([0-9]+(?:[.,][0-9]{1,2})?)\s*%")
_ABOVE = re.compile(r"vượt|tăng|\+|higher|above|exceeded|more|\bup\b")
_UNDER = re.compile(r"giảm|lower|fewer|\bdown\b")


def check_published(numerator: Number, denominator: Number | None, printed: str) -> Check:
    """Tell which roundings reproduce a printed percentage; none: the source is wrong.

    Raises ValueError when the print holds no percentage.
    """
    found = _PRINTED.search(printed)
    if found is None:
        raise ValueError(f"no percentage in {printed!r}")
    value = Ratio(numerator, denominator).value
    if value is None:
        return Check(printed, None)
    own = _sense(printed)(value * 100)
    number = Fraction(found[1].replace(",", "."))
    return Check(printed, own, tuple(way for way in ROUNDINGS if way.of(own) == number))


def _sense(printed: str) -> Callable[[Fraction], Fraction]:
    """Return what the print makes of a percentage: the part above 100, the part missing, itself."""
    if _ABOVE.search(printed.lower()):
        return lambda percentage: percentage - 100
    if _UNDER.search(printed.lower()):
        return lambda percentage: 100 - percentage
    return lambda percentage: percentage


def _show(number: Fraction, rounding: Rounding, language: Language, *, fixed: bool = False) -> str:
    rounded = rounding.of(number)
    units = abs(rounded.numerator) * 10**rounding.places // rounded.denominator
    whole, part = divmod(units, 10**rounding.places)
    places = f"{part:0{rounding.places}d}" if rounding.places else ""
    shown = places if fixed else places.rstrip("0")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{whole}{_COMMA[language] if shown else ''}{shown}"


def _exact(number: Number) -> str:
    """Return a whole number, or a decimal with a comma when it comes out at two places."""
    if Fraction(number) == TWO_PLACES.of(number):
        return _show(Fraction(number), TWO_PLACES, "vi")
    return f"({Fraction(number)})"
