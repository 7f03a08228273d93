"""`taonguon undo`: take back a load while nothing was built upon it."""

import argparse
import sys

from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.commands import database
from taonguon.commands.speech import Stop
from taonguon.imports import actions
from taonguon.imports.models import Load


def summary() -> str:
    """Say in one line what the command does."""
    return _("Hoàn tác một lần nạp danh sách khi chưa có việc gì ghi tiếp lên đó.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("load", type=int, metavar=_("SỐ"), help=_("số của lần nạp"))
    parser.add_argument("--because", default="", metavar=_("LÝ DO"), help=_("lý do hoàn tác"))


def do(asked: argparse.Namespace) -> int:
    """Undo the load."""
    database.ensure()
    load = Load.objects.filter(pk=asked.load).first()
    if load is None:
        raise Stop(_("Không có lần nạp số %(n)d.") % {"n": asked.load})
    try:
        actions.undo(load=load, by=None, at=timezone.now(), because=asked.because)
    except actions.NotNow as refusal:
        raise Stop(str(refusal)) from None
    sys.stdout.write(_("Đã hoàn tác lần nạp số %(n)d.") % {"n": asked.load} + "\n")
    return 0
