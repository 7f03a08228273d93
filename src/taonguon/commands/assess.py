"""`taonguon assess`: assess a case given as a file, without any database."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from rich.console import Console

from taonguon.commands import finding
from taonguon.commands.speech import Misuse
from taonguon.core.assessment import Assessment, assess
from taonguon.core.assessment.derivation import cite, derivation
from taonguon.core.case import Case
from taonguon.core.days import show_day
from taonguon.core.rulebook import BeforeRulebook, Rulebook
from taonguon.rules.casefile import read_case, shown
from taonguon.rules.loading import national
from taonguon.rules.schema import schema


def summary() -> str:
    """Say in one line what the command does."""
    return _("Xét một hồ sơ ghi trong tệp theo quy định của một ngày; không cần cơ sở dữ liệu.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "file", type=Path, metavar=_("TỆP.json"),
        help=_("hồ sơ theo docs/reference/case.schema.json"),
    )  # fmt: skip
    parser.add_argument(
        "--on", metavar=_("NGÀY"), help=_("xét tính đến hết ngày này (mặc định: hôm nay)")
    )
    parser.add_argument("--json", action="store_true", help=_("in JSON cho máy đọc"))


def do(asked: argparse.Namespace) -> int:
    """Print where the case stands."""
    book = national()
    case = read(asked.file, book)
    day = finding.day(asked.on) if asked.on else timezone.localdate()
    try:
        told = assess(case, book, day)
    except BeforeRulebook:
        raise Misuse(
            _("Bộ quy định bắt đầu từ %(day)s: không có quy định để xét ngày trước đó.")
            % {"day": show_day(book.begins)}
        ) from None
    if asked.json:
        sys.stdout.write(json.dumps(shown(told, book), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(told, book, "en" if get_language() == "en" else "vi")
    return 0


def read(path: Path, book: Rulebook) -> Case:
    """Return the case of a file. Raises Misuse saying what is wrong, where, and how to mend it."""
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError:
        raise Misuse(
            _("Không mở được tệp %(file)s: kiểm tra lại đường dẫn.") % {"file": path}
        ) from None
    except (ValueError, RecursionError) as wrong:
        where = f"{getattr(wrong, 'lineno', 1)}:{getattr(wrong, 'colno', 1)}"
        told = {"file": path.name, "where": where}
        raise Misuse(_("%(file)s không phải tệp JSON, sai từ dòng:cột %(where)s.") % told) from None
    wrong = next(
        iter(sorted(Draft202012Validator(schema(book)).iter_errors(data), key=_depth)), None
    )
    if wrong is not None:
        raise Misuse(_sentence(path.name, wrong))
    try:
        return read_case(data)
    except ValueError as wrong:
        raise Misuse(
            _("%(file)s có một ngày không có trong lịch (%(why)s): viết như 2025-08-21.")
            % {"file": path.name, "why": wrong}
        ) from None


def _depth(error: Any) -> int:
    return -len(error.absolute_path)


def _sentence(file: str, error: Any) -> str:
    """Return what does not fit, where in the file, and what would."""
    where = "/".join(str(part) for part in error.absolute_path) or _("gốc")
    told = {"file": file, "where": where}
    if error.validator == "required":
        missing = next(name for name in error.validator_value if name not in error.instance)
        return _("%(file)s, mục %(where)s: thiếu “%(name)s”.") % {**told, "name": missing}
    if error.validator == "additionalProperties":
        extra = sorted(set(error.instance) - set(error.schema["properties"]))
        names = ", ".join(extra)
        return _("%(file)s, mục %(where)s: không có mục con “%(name)s”.") % {**told, "name": names}
    if error.validator == "enum":
        known = ", ".join(str(one) for one in error.validator_value)
        return _("%(file)s, mục %(where)s: không có “%(value)s”; được ghi: %(known)s.") % {
            **told, "value": error.instance, "known": known,
        }  # fmt: skip
    if error.validator == "pattern":
        return _("%(file)s, mục %(where)s: “%(value)s” không phải là ngày; viết như 2025-08-21.") % {
            **told, "value": error.instance,
        }  # fmt: skip
    return _("%(file)s, mục %(where)s: giá trị không đúng kiểu (%(kind)s).") % {
        **told, "kind": error.validator_value,
    }  # fmt: skip


def _print(told: Assessment, book: Rulebook, language: str) -> None:
    out = Console(markup=False, highlight=False, soft_wrap=True)
    stage = {"decision": "decision_stage", "recognition": "recognition_stage"}
    head = {
        "day": show_day(told.day),
        "stage": book.word(stage.get(told.stage, told.stage), language),
    }
    out.print(_("Ngày xét: %(day)s · giai đoạn: %(stage)s") % head)
    for title, lines in _parts(told, book, language):
        if lines:
            out.print(f"\n{title}")
            for line in lines:
                out.print(f"  {line}")


def _parts(told: Assessment, book: Rulebook, language: str) -> list[tuple[str, list[str]]]:
    def mark(verified: str) -> str:
        return {"text": "", "third-party": _(" (theo nguồn thứ ba)")}.get(
            verified, _(" (chưa kiểm chứng)")
        )

    def said(one: Any) -> str:
        rule = one.rule
        return f"{one.message(book, language)} [{cite(rule.source, language)}{mark(rule.verified)}]"

    def name(step: str) -> str:
        return book.word(step, language)

    return [
        (_("Đã xong"), [f"{show_day(one.event.on)}  {name(one.step)}" for one in told.done]),
        (_("Cần xem lại"), [said(fault) for fault in told.faults]),
        (
            _("Việc tiếp theo"),
            [f"{name(one.step)} ({name(one.how.actor)})" for one in told.next],
        ),
        (
            _("Bị chặn"),
            [f"{name(one.step)}: {said(why)}" for one in told.blocked for why in one.findings],
        ),
        (
            _("Hạn"),
            [f"{name(one.step)}: {derivation(one, book, language)}" for one in told.due()],
        ),
        (
            _("Sẽ hết hạn"),
            [f"{name(one.what)}: {_day(one.last)}" for one in told.expiries],
        ),
    ]


def _day(day: date) -> str:
    return show_day(day)
