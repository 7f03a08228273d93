"""`taonguon rules`: the rules in force on a day, each with its clause and how well it is verified."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console

from taonguon.commands import finding
from taonguon.commands.speech import Misuse
from taonguon.core.assessment.derivation import cite
from taonguon.core.assessment.outcome import shown
from taonguon.core.days import show_day
from taonguon.core.rulebook import BeforeRulebook, InForce, Rulebook, Value
from taonguon.rules.loading import national, shipped_layer, with_layer
from taonguon.rules.reading import BadRule


def summary() -> str:
    """Say in one line what the command does."""
    return _("In các quy định có hiệu lực trong một ngày: giá trị, điều khoản, mức kiểm chứng.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--on", metavar=_("NGÀY"), help=_("quy định của ngày này (mặc định: hôm nay)")
    )
    parser.add_argument(
        "--layer", action="append", default=[], metavar=_("LỚP"),
        help=_("bật một lớp hẹp hơn: tên lớp có sẵn (ha-noi) hoặc một tệp .toml"),
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help=_("in JSON cho máy đọc"))


def do(asked: argparse.Namespace) -> int:
    """Print the rules."""
    language = "en" if get_language() == "en" else "vi"
    book = _book(asked.layer, language)
    day = finding.day(asked.on) if asked.on else timezone.localdate()
    try:
        told = book.at(day)
    except BeforeRulebook:
        raise Misuse(
            _("Bộ quy định bắt đầu từ %(day)s.") % {"day": show_day(book.begins)}
        ) from None
    if asked.json:
        data = {"day": day.isoformat(), **as_data(book, told)}
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(book, told, language)
    return 0


def _book(layers: list[str], language: str) -> Rulebook:
    book = national()
    for name in layers:
        path = Path(name) if name.endswith(".toml") else shipped_layer(name)
        try:
            book = with_layer(book, path)
        except OSError:
            raise Misuse(_("Không có lớp quy định “%(name)s”.") % {"name": name}) from None
        except BadRule as bad:
            raise Misuse(bad.said(language)) from None
    return book


def as_data(book: Rulebook, told: InForce) -> dict[str, Any]:
    """Return the rules in force as data that JSON keeps."""
    return {
        "procedure": told.procedure.key,
        "rules": {
            key: {
                "meaning": book.rules[key].meaning._asdict(),
                "unit": book.rules[key].unit,
                "selected_by": book.rules[key].selected_by,
                **_value(value),
            }
            for key, value in told.values.items()
        },
        "steps": {
            key: {"actor": how.actor, "papers": list(how.papers), "needs": list(how.needs)}
            for key, how in told.steps.items()
        },
    }


def _value(value: Value) -> dict[str, Any]:
    return {
        "value": value.value,
        "from": value.start.isoformat(),
        "source": value.source._asdict(),
        "verified": value.verified,
        "counted_from": value.counted_from,
        "layer": value.layer,
        "note": value.note._asdict() if value.note else None,
    }


def _print(book: Rulebook, told: InForce, language: str) -> None:
    out = Console(markup=False, highlight=False, soft_wrap=True)
    out.print(told.procedure.name.said(language))
    subject = ""
    for key, value in told.values.items():
        rule = book.rules[key]
        if rule.subject != subject:
            subject = rule.subject
            out.print(f"\n[{subject}]")
        marks: Mapping[str, str] = {"text": "✓", "third-party": "◷", "unverified": "✕"}
        words = value_words(value.value, rule.unit, book, language)
        source = cite(value.source, language)
        out.print(f"  {marks[value.verified]} {key}: {rule.meaning.said(language)}")
        out.print(f"      {words} · {source} · {show_day(value.start)}")
    out.print(_("\n✓ đã đối chiếu văn bản   ◷ theo nguồn thứ ba   ✕ chưa kiểm chứng"))


UNIT_WORDS = {
    "years": ("năm", "years"),
    "months": ("tháng", "months"),
    "working days": ("ngày làm việc", "working days"),
    "days": ("ngày", "days"),
}


def value_words(value: Any, unit: str, book: Rulebook, language: str) -> str:
    """Return a value with its unit in words."""
    if isinstance(value, bool):
        return (
            (_("có") if value else _("không")) if language == "vi" else ("yes" if value else "no")
        )
    if isinstance(value, dict):
        parts = (
            (book.word(name, language), shown(told, book, language)) for name, told in value.items()
        )
        return "; ".join(f"{name}: {told}" for name, told in parts)
    words = shown(value, book, language)
    if unit in UNIT_WORDS:
        return f"{words} {UNIT_WORDS[unit][language == 'en']}"
    return words
