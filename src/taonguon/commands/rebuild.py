"""`taonguon rebuild`: make the projections anew from the ledger and prove them equal."""

import argparse
import sys

from django.utils.translation import gettext as _

from taonguon.commands import database
from taonguon.people.rebuilding import rebuild


def summary() -> str:
    """Say in one line what the command does."""
    return _("Dựng lại các bảng đọc nhanh từ sổ gốc và cho biết có khác gì không.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--check", action="store_true", help=_("chỉ so sánh, không ghi; có khác thì mã thoát là 1")
    )


def do(asked: argparse.Namespace) -> int:
    """Compare, and replace unless only asked to check."""
    database.ensure()
    differing = rebuild(write=not asked.check)
    for table, (stored, folded) in differing.items():
        line = _("%(table)s: %(stored)d dòng chỉ có ở bảng, %(folded)d dòng chỉ có ở sổ")
        sys.stdout.write(line % {"table": table, "stored": stored, "folded": folded} + "\n")
    if not differing:
        sys.stdout.write(_("Các bảng khớp hoàn toàn với sổ.") + "\n")
    return 1 if differing and asked.check else 0
