"""Single cells to plain values: days, births, numbers, words. A cell that is wrong raises Wrong."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from taonguon.core import names
from taonguon.sources.texts import clean, is_error, plain
from taonguon.sources.words import ETHNICITY, RELIGION, SEX

Value = str | int | bool | None

_DAY = re.compile(
    r"(?:ngày )?(\d{1,2}) ?(?:[/.\-\\]| tháng) ?(\d{1,2}) ?(?:[/.\-\\]| năm) ?(\d{4})"
    r"(?: \d{1,2}:\d\d(?::\d\d)?)?"
)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?")
_YEAR = re.compile(
    r"(?:(?:00?|\.{1,3}|-{1,2})?[/.-](?:00?|\.{1,3}|-{1,2})?[/.-])?(1[89]\d\d|20\d\d)"
)
_MONTH = re.compile(r"(?:00?[/.-])?(?:0?[1-9]|1[0-2])[/.-](1[89]\d\d|20\d\d)")
_RANGE = re.compile(
    r"(?:từ )?(?:ngày )?(.+?\d{4}|\d{1,2}[/.]\d{1,2}) ?(?:-|–|đến(?: ngày)?|->) ?(.+\d{4})", re.I
)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ,]\d{3})+")
_COUNTED = re.compile(r" ?(?:người|hộ|khẩu|nhân khẩu|đảng viên|đ/c|đồng chí)\.?", re.I)
_MARKS = frozenset({"x", "v", "+", "✓", "✔", "√", "có", "co", "1", "ü", "*"})
_BLANKS = frozenset({"", "-", "--", "–", "…", "...", "....", "/", ".", "0"})
_SMALL_TONED = re.compile(r"(?<!\w)[àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1850, 2100
_AFTER_LAST_DAY = (date(_LAST_YEAR + 1, 1, 1) - _EPOCH).days


class Wrong(Exception):
    """A cell that does not hold what its column is for; `code` is one of rows.DOUBTS."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, str] = params


def day(value: Any) -> str | None:
    """Return a day as ISO text, None for an empty cell. Raises Wrong."""
    if isinstance(value, date):
        return _iso(value.year, value.month, value.day)
    if not isinstance(value, str):
        return _serial(value)
    return _usual_day(value) or _day_of_text(_text(value), False)


def birth(value: Any) -> str | None:
    """Return a birth as ISO text, or the year alone where no more is said. Raises Wrong."""
    if isinstance(value, date):
        return _iso(value.year, value.month, value.day)
    if isinstance(value, (int, float)) and 1850 <= value <= _LAST_YEAR:
        return str(int(value))
    if not isinstance(value, str):
        return _serial(value)
    return _usual_day(value) or _day_of_text(_text(value), True)


def _usual_day(value: str) -> str | None:
    """Return the day of a text `dd/mm/yyyy`, as nearly all are; None for any other."""
    if len(value) != 10 or not value.isascii() or value[2::3][:2] != "//":
        return None
    year, month, day_of_month = value[6:], value[3:5], value[:2]
    if not (year.isdecimal() and month.isdecimal() and day_of_month.isdecimal()):
        return None
    if "00" in (month, day_of_month):  # how a birth is written of which only the year is known
        return None
    return _iso(int(year), int(month), int(day_of_month))


def first_day(value: Any) -> str | None:
    """Return the day, or the first of a period `09/9/2022 - 18/9/2022`. Raises Wrong."""
    try:
        return day(value)
    except Wrong as wrong:
        if wrong.code != "date_range":
            raise
        return wrong.params["first"]


@lru_cache(maxsize=65536)
def _day_of_text(text: str, year_will_do: bool) -> str | None:
    if text in _BLANKS:
        return None
    if year_will_do and (found := _YEAR.fullmatch(text) or _MONTH.fullmatch(text)):
        return found[1]
    if found := _DAY.fullmatch(text.lower()):
        return _iso(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO.fullmatch(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    if found := _RANGE.fullmatch(text):
        raise _ranged(found[1], found[2])
    if text.isdecimal() and len(text) == 5:
        return _serial(int(text))
    raise Wrong("date_unreadable")


def _ranged(first: str, last: str) -> Wrong:
    """Return the refusal of a period, with its days. Raises Wrong when they are no days."""
    end = _day_of_text(last.strip(), False) or ""
    start = first if re.search(r"\d{4}", first) else f"{first.strip()}/{end[:4]}"
    return Wrong("date_range", first=_day_of_text(start.strip(), False) or "", last=end)


def _iso(year: int, month: int, day_of_month: int) -> str:
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        raise Wrong("date_impossible") from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Wrong("date_impossible")
    return found.isoformat()


def _serial(value: Any) -> str | None:
    """Return the day that Excel counts from the end of 1899."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Wrong("date_unreadable")
    if value == 0:
        return None
    if not _LAST_YEAR < value < _AFTER_LAST_DAY:
        raise Wrong("date_unreadable")
    return (_EPOCH + timedelta(days=int(value))).isoformat()


def _text(value: str) -> str:
    tidy = clean(value)
    if tidy[:1] == "#" and is_error(tidy):
        raise Wrong("formula_error")
    return tidy


def text(value: Any) -> str | None:
    """Return a cell as text; a whole number without its point, a day as people write it."""
    if isinstance(value, str):
        return _text(value) or None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return f"{value.day}/{value.month}/{value.year}"
    return None if value is None else str(value)


def schooling(value: Any) -> str | None:
    """Return `12/12`; Excel takes `9/12` and `10/10` for a day of some year, or a third month."""
    if isinstance(value, date):
        return f"{value.day}/{value.month}"
    found = text(value)
    return found.replace(" / ", "/") if found else None


def name(value: Any) -> str | None:
    """Return a person's name as we keep it."""
    found = text(value)
    if not found:
        return None
    tidy = names.tidy(found)
    return tidy.title() if tidy.islower() else _with_capitals(tidy)


def place(value: Any) -> str | None:
    """Return a place, its words with the capitals that the old fonts could not write."""
    found = text(value)
    return _with_capitals(found) if found else None


def _with_capitals(found: str) -> str:
    """Give words that open with a toned vowel their capital: TCVN3 has none, `ánh` stood for `Ánh`."""
    if found.isascii() or not _SMALL_TONED.search(found):
        return found
    return _SMALL_TONED.sub(lambda first: first[0].upper(), found)


@lru_cache(maxsize=4096)
def _known(words: str, found: str) -> str:
    table = {"religion": RELIGION, "ethnicity": ETHNICITY}[words]
    key = plain(found).strip(" .")
    return table.get(key) or (found.capitalize() if found.isupper() or found.islower() else found)


def religion(value: Any) -> str | None:
    """Return the religion by its usual name, `Không` for those without, None when not said."""
    found = text(value)
    return _known("religion", found) if found else None


def ethnicity(value: Any) -> str | None:
    """Return the ethnic group by its name in the national list."""
    found = text(value)
    return _known("ethnicity", found) if found else None


def sex(value: Any) -> str | None:
    """Return `male`, `female`, or None for an empty cell. Raises Wrong for other words."""
    found = text(value)
    if not found:
        return None
    known = SEX.get(plain(found).strip(" ."))
    if known is None:
        raise Wrong("sex_unclear")
    return known


def marked(value: Any) -> bool:
    """Tell whether a cell is ticked: `x`, `✓`, `có`."""
    found = text(value)
    return found is not None and found.lower() in _MARKS


def number(value: Any) -> int | None:
    """Return a whole number. Raises Wrong for anything else."""
    found = decimal(value)
    if found is None:
        return None
    exact = Decimal(found)
    if exact != exact.to_integral_value() or exact < 0:
        raise Wrong("number_unreadable")
    return int(exact)


def decimal(value: Any) -> str | None:
    """Return a number as decimal text: `45`, `3.5`. Raises Wrong for what is no number."""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    found = text(value)
    if found is None or found in {"-", "–", "…"}:
        return None
    bare = _COUNTED.sub("", found.rstrip("% "))
    if _THOUSANDS.fullmatch(bare):
        return re.sub(r"\D", "", bare)
    if not _NUMBER.fullmatch(bare):
        raise Wrong("number_unreadable")
    return format(Decimal(bare.replace(",", ".")).normalize(), "f")


def card(value: Any) -> str | None:
    """Return a card's number as text: an old one, `37.100000`, with the zeros Excel took."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:.6f}"
    return text(value)


def card_of_12(value: Any) -> str | None:
    """Return a card's number of 12 digits with the zeros Excel took; an old one as it is written."""
    found = card(value)
    if not found or not (bare := found.replace(" ", "").lstrip("'")).isdecimal():
        return found
    return _filled(bare)


def national_id(value: Any) -> str | None:
    """Return a number of 12 digits; one of 9 digits or fewer is an older kind and stays."""
    found = text(value)
    if not found or not (bare := found.replace(" ", "").lstrip("'")).isdecimal():
        return found
    return bare if len(bare) < 10 else _filled(bare)


def _filled(bare: str) -> str:
    if len(bare) > 12:
        raise Wrong("number_too_long", length="12")
    return bare.zfill(12)


def phone(value: Any) -> str | None:
    """Return a phone number, with the zero Excel took from its front."""
    found = text(value)
    if not found:
        return None
    bare = re.sub(r"[\s.\-']", "", found)
    return f"0{bare}" if bare.isdecimal() and len(bare) == 9 else bare


def shown(value: Any) -> str:
    """Return a cell as the person who typed it knows it, for a message about it."""
    if isinstance(value, str):
        return clean(value)
    return text(value) or ""
