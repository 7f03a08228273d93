"""`taonguon remind`: send each user who wishes it one letter a day with what is to be done."""

import argparse
import sys
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.commands import database
from taonguon.commands.speech import Stop
from taonguon.duties import engine, letter, posting
from taonguon.duties.actions import letters
from taonguon.duties.models import ASKED_FOR, SENT, Wish
from taonguon.duties.posting import Answer


def summary() -> str:
    """Say in one line what the command does."""
    return _(
        "Gửi thư nhắc việc cho người đã chọn nhận, mỗi người mỗi ngày nhiều nhất một thư; đặt lịch chạy "
        "mỗi giờ."
    )


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--dry-run", action="store_true", help=_("chỉ cho biết sẽ gửi cho ai, không gửi thư nào")
    )


def do(asked: argparse.Namespace) -> int:
    """Send the letters whose hour has come; 1 when some did not go out."""
    database.ensure()
    at = timezone.localtime()
    if not asked.dry_run and not posting.configured():
        raise Stop(posting.not_configured())
    sent = failed = 0
    for wish in waiting(at):
        answer = remind(wish, at, dry=asked.dry_run)
        sent += answer is not None and answer.state == SENT
        failed += answer is not None and answer.state != SENT
    sys.stdout.write(_("%(n)d thư.") % {"n": sent} + "\n")
    return 1 if failed else 0


def waiting(at: datetime) -> list[Wish]:
    """Return the wishes of this day of the week whose hour has come."""
    rows = Wish.objects.filter(ASKED_FOR, days__contains=str(at.isoweekday()), hour__lte=at.hour)
    return list(rows.select_related("user").order_by("pk"))


def remind(wish: Wish, at: datetime, *, dry: bool) -> Answer | None:
    """Send one user's letter, and say what went wrong; None when there is none to send."""
    day = at.date()
    shown = engine.of_user(wish.user, day)
    if not shown:
        return None
    if dry:
        sys.stdout.write(f"{wish.address}: {len(shown)}\n")
        return Answer(SENT)
    written = letter.digest(wish, shown, day)
    claimed = letters.claim(user=wish.user, day=day, duties=len(shown), at=at)
    if claimed is None:
        return None
    answer = posting.post(written)
    letters.end(letter=claimed, state=answer.state, why=answer.why, at=timezone.now())
    if answer.state != SENT:
        sys.stderr.write(f"{wish.address}: {answer.why}\n")
    return answer
