"""Forms read from their files, one a file; a bad one is refused with its line and blocks no other."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from taonguon.core.rulebook import VERIFIED, Instrument, Source, Text
from taonguon.forms import look, vocabulary
from taonguon.forms.form import (
    ALIGNED,
    BLOCKS,
    CONDITIONS,
    NEEDED,
    STOPS,
    STYLES,
    Block,
    Form,
    Stop,
)
from taonguon.rules.loading import national, shipped_layer, with_layer
from taonguon.rules.reading import BadRule, spoken

HERE = Path(__file__).parent
NATIONAL = ""
SUBJECTS = ("case", "vote", "ceremony", "meeting", "cell", "class", "committee")
KEYS = frozenset({
    "code", "name", "subject", "order", "issuer", "sheet", "per", "day", "numbers", "bears",
    "needs", "stop", "summary", "type", "by_hand", "verified", "source", "from", "to", "block",
})  # fmt: skip
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SPELLED = re.compile(r"(?P<key>[a-z0-9_]+(?:\.[a-z0-9_]+)*)(?P<may>\?)?(?:\|(?P<as>[a-z]+))?")
WAYS = frozenset({"long", "upper", "percent", "two", "cap", "born"})
BROKEN = re.compile(r"line (\d+)")


@cache
def shipped() -> Mapping[str, Form]:
    """Return every form as shipped, by code, in their order. Raises BadRule naming file and line."""
    found = [load(path.name, path.read_text("utf-8"), layer) for path, layer in files()]
    return {form.code: form for form in sorted(found, key=lambda form: (form.order, form.code))}


def files() -> Iterator[tuple[Path, str]]:
    """Give the file of each form as shipped, and the layer it belongs to."""
    for folder in sorted(
        one
        for one in HERE.iterdir()
        if one.is_dir() and one.name not in {"fonts", "values"} and not one.name.startswith("_")
    ):
        layer = NATIONAL if folder.name == "national" else folder.name
        for path in sorted(folder.glob("*.toml")):
            yield path, layer


@cache
def text_of(code: str) -> str:
    """Return the file of a form as shipped. Raises KeyError for a code there is not."""
    for path, layer in files():
        text = path.read_text("utf-8")
        if load(path.name, text, layer).code == code:
            return text
    raise KeyError(code)


def load(name: str, text: str, layer: str = NATIONAL) -> Form:
    """Return the form that a file's text tells. Raises BadRule naming file and line."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        found = BROKEN.search(str(wrong))
        line = int(found[1]) if found else max(1, len(text.splitlines()))
        raise _bad(name, line, f"không đọc được: {wrong}.", f"cannot be read: {wrong}.") from None
    _known(name, 1, told, KEYS)
    _head(name, told)
    blocks = tuple(_blocks(name, text, told))
    return Form(
        code=told["code"],
        name=Text(told["name"]["vi"], told["name"]["en"]),
        subject=told["subject"],
        order=told.get("order", 0),
        issuer=told["issuer"],
        sheet=told.get("sheet", "A4"),
        per=told.get("per", ""),
        day=told.get("day", ""),
        numbers=told.get("numbers", ""),
        bears=told.get("bears", ""),
        needs=tuple(told.get("needs", ())),
        stops=tuple(_stops(name, text, told)),
        summary=told.get("summary", ""),
        type=told.get("type", ""),
        by_hand=told.get("by_hand", False),
        verified=told.get("verified", ""),
        source=_source(name, told, layer),
        start=_day(name, told, "from"),
        end=_day(name, told, "to"),
        layer=layer,
        blocks=blocks,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def refused(name: str, vi: str, en: str) -> BadRule:
    """Return the refusal of a form's file as a whole."""
    return _bad(name, 1, vi, en)


def _bad(name: str, line: int, vi: str, en: str) -> BadRule:
    return BadRule(name, line, Text(vi, en))


def _known(name: str, line: int, told: Mapping[str, Any], wanted: Iterable[str]) -> None:
    for key in told:
        if key not in wanted:
            listed = ", ".join(sorted(wanted))
            raise _bad(name, line, f"không có mục “{key}”; được ghi: {listed}.",
                       f"there is no key “{key}”; known are: {listed}.")  # fmt: skip


def _head(name: str, told: Mapping[str, Any]) -> None:
    formats = look.shipped()
    if not isinstance(told.get("code"), str) or not told["code"]:
        raise _bad(name, 1, "thiếu mã mẫu (code).", "the code of the form is missing.")
    if not spoken(told.get("name")):
        raise _bad(name, 1, "“name” phải có đủ vi và en.", "“name” needs the words in vi and en.")
    for key, known in (("subject", SUBJECTS), ("issuer", formats.issuers)):
        if told.get(key) not in known:
            listed = ", ".join(known)
            raise _bad(name, 1, f"“{key}” phải là một trong: {listed}.",
                       f"“{key}” must be one of: {listed}.")  # fmt: skip
    if told.get("sheet", "A4") not in formats.sheets:
        listed = ", ".join(formats.sheets)
        raise _bad(name, 1, f"“sheet” phải là một trong: {listed}.",
                   f"“sheet” must be one of: {listed}.")  # fmt: skip
    _values(name, told)
    issuer = formats.issuers[told["issuer"]]
    if told.get("type") and told["type"] not in issuer.types:
        raise _bad(name, 1, f"{issuer.name.vi} không ban hành loại văn bản “{told['type']}”.",
                   f"{issuer.name.en} does not issue the type “{told['type']}”.")  # fmt: skip


def _values(name: str, told: Mapping[str, Any]) -> None:
    needs = told.get("needs", [])
    if not isinstance(needs, list):
        raise _bad(name, 1, "“needs” phải là một danh sách dữ liệu.", "“needs” must list values.")
    named = [(key, told[key]) for key in ("per", "day", "numbers", "bears") if told.get(key)]
    for key, value in [*named, *(("needs", one) for one in needs)]:
        if not isinstance(value, str) or not vocabulary.shipped().has(value):
            raise _bad(name, 1, f"“{key}”: không có dữ liệu tên “{value}”.",
                       f"“{key}”: there is no value “{value}”.")  # fmt: skip
    _spelled(name, 1, {"text": told.get("summary", "")}, str(told.get("per", "")))


def _stops(name: str, text: str, told: Mapping[str, Any]) -> Iterator[Stop]:
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[stop]]"]
    rows = told.get("stop", [])
    if not isinstance(rows, list) or len(lines) != len(rows):
        raise _bad(name, 1, "mỗi trường hợp không được lập mở đầu bằng một dòng [[stop]].",
                   "each case that stops a form is opened by [[stop]] on a line.")  # fmt: skip
    for line, row in zip(lines, rows, strict=True):
        _known(name, line, row, STOPS)
        if not (row.get("when") or row.get("unless")) or not spoken(row.get("say")):
            raise _bad(name, line, "“stop” phải có when hoặc unless, và say đủ vi và en.",
                       "“stop” needs when or unless, and say in vi and en.")  # fmt: skip
        _spelled(name, line, {key: row[key] for key in ("when", "unless") if key in row}, "")
        yield Stop(
            row.get("when", ""), row.get("unless", ""), Text(row["say"]["vi"], row["say"]["en"])
        )


@cache
def _instruments(layer: str) -> Mapping[str, Instrument]:
    """Return what a form of a layer may cite: the national instruments and those of its rules."""
    path = shipped_layer(layer)
    return (with_layer(national(), path) if path.exists() else national()).instruments


def _source(name: str, told: Mapping[str, Any], layer: str) -> Source | None:
    source = told.get("source")
    if source is None:
        return None
    if not isinstance(source, dict) or source.get("instrument") not in _instruments(layer):
        raise _bad(name, 1, "“source” phải ghi văn bản có trong instruments.toml và khoản (clause).",
                   "“source” needs an instrument of instruments.toml and a clause.")  # fmt: skip
    if told.get("verified") not in VERIFIED:
        listed = ", ".join(VERIFIED)
        raise _bad(name, 1, f"“verified” phải là một trong {listed}.",
                   f"“verified” must be one of {listed}.")  # fmt: skip
    return Source(source["instrument"], str(source.get("clause", "")))


def _day(name: str, told: Mapping[str, Any], key: str) -> date | None:
    day = told.get(key)
    if day is not None and type(day) is not date:
        raise _bad(name, 1, f"“{key}” phải là một ngày, ví dụ 2025-07-01.",
                   f"“{key}” must be a day like 2025-07-01.")  # fmt: skip
    return day


def _blocks(name: str, text: str, told: Mapping[str, Any]) -> Iterator[Block]:
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[block]]"]
    rows = told.get("block")
    if not isinstance(rows, list) or not rows or len(lines) != len(rows):
        raise _bad(name, 1, "mẫu phải có các khối [[block]], mỗi khối một dòng mở đầu.",
                   "a form needs blocks, each opened by [[block]] on a line.")  # fmt: skip
    for line, row in zip(lines, rows, strict=True):
        yield _block(name, line, row, str(told.get("per", "")))


def _block(name: str, line: int, row: Mapping[str, Any], per: str) -> Block:
    kind = str(row.get("kind", ""))
    if kind not in BLOCKS:
        listed = ", ".join(BLOCKS)
        raise _bad(name, line, f"“kind” phải là một trong: {listed}.",
                   f"“kind” must be one of: {listed}.")  # fmt: skip
    _known(name, line, row, BLOCKS[kind] | CONDITIONS | {"kind"})
    missing = NEEDED.get(kind, frozenset()) - set(row)
    missing -= {"items"} if "of" in row else set()
    if missing:
        keys = ", ".join(sorted(missing))
        raise _bad(name, line, f"khối “{kind}” thiếu {keys}.", f"block “{kind}” lacks {keys}.")
    _look(name, line, row)
    _spelled(name, line, row, per)
    return Block(kind, {key: told for key, told in row.items() if key != "kind"}, line)


def _look(name: str, line: int, row: Mapping[str, Any]) -> None:
    for key, known in (("align", ALIGNED), ("style", STYLES)):
        if key in row and row[key] not in known:
            listed = ", ".join(sorted(known))
            raise _bad(name, line, f"“{key}” phải là một trong: {listed}.",
                       f"“{key}” must be one of: {listed}.")  # fmt: skip


def _spelled(name: str, line: int, row: Mapping[str, Any], per: str) -> None:
    """Refuse a placeholder that names no value, or a value of a list that is not gone through."""
    listed = _listed(row, per)
    outer = listed if "each" in row else per
    named = [(str(row[key]), per if key == "each" else outer)
             for key in (*CONDITIONS, "of") if key in row]  # fmt: skip
    for text in words(row):
        for inside in PLACEHOLDER.findall(text):
            found = SPELLED.fullmatch(inside)
            if found is None or (found["as"] and found["as"] not in WAYS):
                raise _bad(name, line, f"không hiểu {{{inside}}}; cách ghi: {{person.name}}, "
                           "{person.name|upper}, {vote.reasons?}.",
                           f"{{{inside}}} is not understood; write {{person.name}}.")  # fmt: skip
            named.append((found["key"], listed))
    for key, gone in named:
        if not vocabulary.shipped().has(key, gone):
            raise _bad(name, line, f"không có dữ liệu tên “{key}” (xem thư mục values).",
                       f"there is no value “{key}” (see the folder values).")  # fmt: skip


def _listed(row: Mapping[str, Any], per: str) -> str:
    """Return the list whose rows a block tells: its own, one within the row of the paper, the paper's."""
    gone = str(row.get("each") or row.get("of") or per)
    return gone.replace(f"{vocabulary.ITEM}.", f"{per}.", 1)


def keys(form: Form) -> frozenset[str]:
    """Return the keys of all values that the form's words and conditions name, but those of rows."""
    heads = (form.summary, *look.shipped().issuers[form.issuer].left)
    texts = [text for block in form.blocks for text in words(block.told)]
    found = {found["key"] for text in (*heads, *texts)
             for found in map(SPELLED.fullmatch, PLACEHOLDER.findall(text)) if found}  # fmt: skip
    for block in form.blocks:
        found |= {str(block.told[key]) for key in (*CONDITIONS, "of") if key in block.told}
    found |= set(form.needs)
    return frozenset(key for key in found if not key.startswith(f"{vocabulary.ITEM}."))


def words(told: Any) -> Iterator[str]:
    """Give every text of a block, however deep it lies."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for key, one in told.items():
            if key not in CONDITIONS and key != "of":
                yield from words(one)
    elif isinstance(told, list):
        for one in told:
            yield from words(one)
