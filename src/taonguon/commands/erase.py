"""`taonguon erase`: erase what is kept of people, and of who sent a petition, when its time is over."""

import argparse
import json
import sys
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.applicants import actions, due
from taonguon.applicants.due import Due
from taonguon.commands import database, finding
from taonguon.commands.speech import Stop
from taonguon.core.days import show_day
from taonguon.core.rulebook import BeforeRulebook
from taonguon.petitions.actions import handling
from taonguon.regulations.book import in_use


def summary() -> str:
    """Say in one line what the command does."""
    return _(
        "Xóa thông tin của những người đã rút lại sự đồng ý hoặc không còn được xem xét, khi hết "
        "thời hạn giữ; con số vẫn còn. Đặt lịch chạy mỗi ngày."
    )


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--on",
        metavar=_("NGÀY"),
        help=_(
            "xóa những người đến hạn vào ngày này (mặc định: hôm nay); ngày còn ở tương lai thì chỉ "
            "cho biết ai sẽ đến hạn, không xóa ai"
        ),
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON cho máy đọc"))


def do(asked: argparse.Namespace) -> int:
    """Erase those due by a day, of a day to come only tell; 1 when some must wait for an answer."""
    database.ensure()
    at = timezone.now()
    today = timezone.localdate(at)
    day = finding.day(asked.on) if asked.on else today
    try:
        found = due.ended(None, day, in_use())
    except BeforeRulebook:
        raise Stop(
            _("Chưa có quy định về thời hạn giữ cho ngày %(day)s.") % {"day": show_day(day)}
        ) from None
    waiting = [one for one in found if one.asking]
    ready = [one for one in found if not one.asking]
    if day <= today:
        for one in ready:
            actions.erase(person=one.person.pk, by=None, at=at)
        handling.erase_contacts(on=day, by=None, at=at)
    _tell(asked.json, ready, waiting, done=day <= today)
    return 1 if waiting else 0


def _tell(plain: bool, ready: list[Due], waiting: list[Due], *, done: bool) -> None:
    if plain:
        told = {
            "erased" if done else "due": [_plain(one) for one in ready],
            "waiting": [_plain(one) for one in waiting],
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return
    for one in (*ready, *waiting):
        words = _("%(number)d · %(cell)s · từ %(day)s") if not one.asking else _(
            "%(number)d · %(cell)s · từ %(day)s · còn yêu cầu chưa trả lời, chưa xóa"
        )  # fmt: skip
        cell = one.person.cell.name if one.person.cell else "–"
        told_of = {"number": one.person.pk, "cell": cell, "day": show_day(one.on)}
        sys.stdout.write(words % told_of + "\n")
    end = _("Đã xóa thông tin của %(n)d người.") if done else _("%(n)d người sẽ đến hạn xóa.")
    sys.stdout.write(end % {"n": len(ready)} + "\n")


def _plain(one: Due) -> dict[str, Any]:
    """Return somebody by number alone: what is erased is not told of by name."""
    return {"person": one.person.pk, "cell": one.person.cell_id, "since": one.on.isoformat()}
