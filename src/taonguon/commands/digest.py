"""`taonguon digest`: send the week's due work by e-mail to those who asked for it."""

import argparse
import sys

from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import worklist
from taonguon.cases.digest import body
from taonguon.cases.models import Reminder
from taonguon.commands import database
from taonguon.core.days import show_day
from taonguon.regulations.book import in_use


def summary() -> str:
    """Say in one line what the command does."""
    return _("Gửi thư tóm tắt việc đến hạn cho người đã chọn nhận; đặt lịch chạy mỗi sáng thứ hai.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--dry-run", action="store_true", help=_("chỉ in ra, không gửi thư nào"))


def do(asked: argparse.Namespace) -> int:
    """Send, or print, the digests; nobody is sent an empty one."""
    database.ensure()
    day, book = timezone.localdate(), in_use()
    sent = 0
    wanted = Reminder.objects.filter(digest=True, user__is_active=True).exclude(user__email="")
    for one in wanted.select_related("user").order_by("pk"):
        text = body(worklist.of_user(one.user, book, day), book, day)
        if not text:
            continue
        subject = _("Việc đến hạn, %(day)s") % {"day": show_day(day)}
        if asked.dry_run:
            sys.stdout.write(f"{one.user.email}\n{subject}\n{text}\n")
        else:
            send_mail(subject, text, None, [one.user.email])
        sent += 1
    sys.stdout.write(_("%(n)d thư.") % {"n": sent} + "\n")
    return 0
