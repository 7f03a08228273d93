"""A form filled with the values of one matter: a paper with all its words, or what is missing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from taonguon.core.ratio import Ratio, Rounding, percent
from taonguon.core.rulebook import Text
from taonguon.forms import look, vocabulary
from taonguon.forms.form import Block, Form
from taonguon.forms.loading import PLACEHOLDER, SPELLED
from taonguon.forms.paper import Paper

DOTS = "…………………"
TABLES = "table"
KEEP = "keep"  # of a block that stays on the page of the next
ITEM = vocabulary.ITEM
GAPS = re.compile(r" {2,}")


class Missing(ValueError):
    """A form that cannot be filled: the keys of the values it lacks, in the order of the paper."""

    def __init__(self, form: str, keys: Sequence[str]) -> None:
        super().__init__(f"{form}: {', '.join(keys)}")
        self.form, self.keys = form, tuple(keys)


@dataclass(slots=True)
class _Filling:
    """The values at hand, the format of the day, and what was found missing or used."""

    values: Mapping[str, Any]
    format: look.Format
    missing: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    item: Mapping[str, Any] = field(default_factory=dict)

    def value(self, key: str) -> Any:
        """Return a value, of the row gone through or of the matter; None when there is none."""
        first, _dot, rest = key.partition(".")
        if first == ITEM:
            return self.item.get(rest)
        self.used.add(key)
        return self.values.get(key)

    def text(self, text: str) -> str:
        """Return a text with its placeholders filled."""
        return PLACEHOLDER.sub(lambda found: self._filled(found[1]), text)

    def need(self, key: str) -> None:
        """Note a value as missing that is not at hand."""
        if absent(self.values.get(key)) and key not in self.missing:
            self.missing.append(key)

    def _filled(self, inside: str) -> str:
        told = SPELLED.fullmatch(inside)
        if told is None:
            raise ValueError(f"not a placeholder: {inside!r}")
        value = self.value(told["key"])
        if absent(value):
            first, _dot, _rest = told["key"].partition(".")
            if not told["may"] and first != ITEM:
                self.need(told["key"])
            return DOTS
        return self._shown(value, told["as"] or "")

    def _shown(self, value: Any, way: str) -> str:
        if way == "born":
            return f"ngày {self.format.short(value)}" if isinstance(value, date) else f"năm {value}"
        if isinstance(value, date):
            return self.format.long(value) if way == "long" else self.format.short(value)
        if isinstance(value, Fraction):
            if way == "percent":
                return percent(Ratio(value.numerator, value.denominator), Rounding(2))
            return str(value)
        if isinstance(value, int) and way == "two":
            return f"{value:02d}"
        told = str(value)
        if way == "upper":
            return told.upper()
        return told[:1].upper() + told[1:] if way == "cap" else told

    def all(self, told: Any) -> Any:
        """Return a block's data with every text in it filled."""
        if isinstance(told, str):
            return self.text(told)
        if isinstance(told, Mapping):
            return {key: self.all(one) for key, one in told.items()}
        if isinstance(told, list):
            return [self.all(one) for one in told]
        return told


def absent(value: Any) -> bool:
    """Tell whether a value says nothing; zero and “no” say something."""
    return value is None or (isinstance(value, str | list | tuple) and not value)


def fill(
    form: Form,
    values: Mapping[str, Any],
    *,
    on: date,
    number: str = "",
    checked: bool = False,
) -> Paper:
    """Return the paper of a day with every word of the form and every value.

    `number` is as printed, `checked` that its wording was compared with the official form. Raises
    Missing with every value the form needs and does not find.
    """
    paper, missing, _used = _set(form, values, on, number, checked)
    if missing:
        raise Missing(form.code, missing)
    return paper


def preview(form: Form, values: Mapping[str, Any], *, on: date, checked: bool = False) -> Paper:
    """Return the paper as it would come, dots where values are missing."""
    return _set(form, values, on, "", checked)[0]


def missing(form: Form, values: Mapping[str, Any], *, on: date) -> tuple[str, ...]:
    """Return the keys of the values that the form needs and does not find, in its order."""
    return tuple(_set(form, values, on, "", checked=True)[1])


def stopped(form: Form, values: Mapping[str, Any]) -> Text | None:
    """Return why the paper must not be made of these values, None where it may be."""
    return next(
        (
            stop.say
            for stop in form.stops
            if (not stop.when or _said(values.get(stop.when)))
            and not (stop.unless and _said(values.get(stop.unless)))
        ),
        None,
    )


def _said(value: Any) -> bool:
    return value is not False and not absent(value)


def kept(value: Any) -> Any:
    """Return a value as JSON keeps it: days in ISO, fractions as `2/3`, rows as they are."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): kept(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [kept(one) for one in value]
    return value


def used(form: Form, values: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """Return, as JSON keeps them, the values the paper asks for; None for those not found."""
    keys = _set(form, values, on, "", checked=True)[2]
    told = {key: kept(values.get(key)) for key in sorted(keys)}
    return {**told, ITEM: kept(values[ITEM])} if form.per else told


def _set(
    form: Form, values: Mapping[str, Any], on: date, number: str, checked: bool
) -> tuple[Paper, list[str], set[str]]:
    formats = look.shipped()
    issuer = formats.issuers[form.issuer]
    work = _Filling({"document.on": on, **values}, formats.on(on))
    work.item = values.get(ITEM) or {}
    blocks = [_letterhead(form, work, number)]
    for each, together in groupby(form.blocks, key=lambda block: block.each):
        blocks += _resolved(each, list(together), work, issuer)
    _end_grounds(blocks)
    for key in form.needs:
        work.need(key)
    mark = "" if checked or not form.draft else "Dự thảo: chưa đối chiếu với mẫu chính thức"
    paper = Paper(
        form=form.code,
        title=form.name.vi,
        number=number,
        look=formats.measures(on, form.sheet),
        blocks=tuple(blocks),
        draft=mark,
    )
    return paper, work.missing, work.used


def _end_grounds(blocks: Sequence[dict[str, Any]]) -> None:
    """End the last of the grounds: with a comma before the line of the body that decides, else a full stop.

    Source: QĐ 399-QĐ/TW, format of documents.
    """
    for block, following in zip(blocks, [*blocks[1:], {}], strict=True):
        if block["kind"] == "grounds" and block["items"]:
            decides = following.get("kind") == "text" and following.get("align") == "center"
            block["items"][-1] = block["items"][-1][:-1] + ("," if decides else ".")


def _letterhead(form: Form, work: _Filling, number: str) -> dict[str, Any]:
    formats = look.shipped()
    issuer = formats.issuers[form.issuer]
    numbered = ""
    if form.type:
        blank = f"     -{form.type}/{issuer.mark}"
        numbered = work.format.label + (number or blank)
    elif form.bears:
        numbered = work.format.label + work.text(f"{{{form.bears}}}")
    dated = issuer.head in ("party", "youth", "state")
    place = work.text("{place}, {document.on|long}") if dated else ""
    return {
        "kind": "letterhead",
        "head": issuer.head,
        "left": [work.text(line) for line in issuer.left],
        "right": list(formats.heads[issuer.head]),
        "star": formats.stars.get(issuer.head, ""),
        "number": numbered,
        "summary": work.text(form.summary),
        "dated": place,
        "form": _named(form),
    }


def _named(form: Form) -> str:
    """Return the official form a paper follows, as printed in its corner; empty for a sheet of our own."""
    if not form.official:
        return ""
    code = form.code.split()[0]  # what follows tells our variants of one form apart
    return f"Hướng dẫn viết Mẫu {code}" if form.by_hand else f"Mẫu {code}"


def _resolved(
    each: str, together: Sequence[Block], work: _Filling, issuer: look.Issuer
) -> Iterator[dict[str, Any]]:
    """Give blocks as often as they are printed, their words filled: all of them for each row."""
    outer = work.item
    rows: Sequence[Mapping[str, Any]] = (outer,)
    if each:
        rows = [{"no": n, **row} for n, row in enumerate(work.value(each) or (), 1)]
    for row in rows:
        work.item = row
        told = [_one(block, work, issuer) for block in together if _wanted(block, work)]
        yield from ({**one, KEEP: True} for one in told[:-1]) if each else told[:-1]
        yield from told[-1:]
    work.item = outer


def _wanted(block: Block, work: _Filling) -> bool:
    wanted = not block.when or bool(work.value(block.when))
    return wanted and not (block.unless and work.value(block.unless))


def _one(block: Block, work: _Filling, issuer: look.Issuer) -> dict[str, Any]:
    told = {key: one for key, one in block.told.items() if key not in ("when", "unless", "each")}
    if block.kind == TABLES:
        return {"kind": TABLES, **_table(told, work)}
    filled = work.all(told)
    if "of" in told:
        filled["items"] = [str(one) for one in work.value(filled.pop("of")) or ()]
    if block.kind == "field":
        filled = {"text": DOTS, **filled}
    elif block.kind == "sign":
        filled = _signed(filled, issuer)
    elif block.kind == "grounds":
        filled["items"] = [item.rstrip(";.,") + ";" for item in filled["items"]]
    return {"kind": block.kind, **filled}


def _signed(told: dict[str, Any], issuer: look.Issuer) -> dict[str, Any]:
    """Return the signatures, each with the line of its body, and the recipients with the last of them."""
    columns = [
        {"by": issuer.authority, "post": "", "note": "", "name": "", **column}
        for column in told["columns"]
    ]  # fmt: skip
    to = list(told.get("recipients", ()))
    if to and issuer.keep:
        to = [line.rstrip(";.,") + "," for line in to] + [issuer.keep]
    return {"columns": columns, "recipients": to}


def _table(told: dict[str, Any], work: _Filling) -> dict[str, Any]:
    """Return a table's heads and rows: those written, or one for each item of a list, blanks after."""
    columns = told["columns"]
    heads = [work.all({k: v for k, v in column.items() if k != "text"}) for column in columns]
    rows: list[list[str]] = [[work.text(cell) for cell in row] for row in told.get("rows", ())]
    if "of" in told:
        outer = work.item
        for n, item in enumerate(work.value(told["of"]) or (), 1):
            work.item = {"no": n, **item}
            rows.append([work.text(column.get("text", "")) for column in columns])
        work.item = outer
    rows = [["" if cell == DOTS else cell for cell in row] for row in rows]
    rows += [[""] * len(columns) for _n in range(told.get("blank", 0))]
    total = [work.text(cell) for cell in told.get("total", ())]
    return {"columns": heads, "rows": rows, "total": total}
