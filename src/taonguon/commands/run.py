"""`taonguon run`: set everything up and serve the pages."""

import argparse
import hashlib
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces

from taonguon import __version__
from taonguon.commands import database, sample
from taonguon.commands.speech import Stop
from taonguon.organisations.models import Organisation


def summary() -> str:
    """Say in one line what the command does."""
    return _("Chuẩn bị mọi thứ rồi mở các trang; lần đầu nạp xã mẫu để xem thử.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "--host", default="127.0.0.1", metavar=_("ĐỊA_CHỈ"), help=_("địa chỉ (mặc định 127.0.0.1)")
    )
    parser.add_argument(
        "--port", type=int, default=8000, metavar=_("CỔNG"), help=_("cổng (mặc định 8000)")
    )
    parser.add_argument(
        "--empty", action="store_true", help=_("bắt đầu với sổ trống, không nạp xã mẫu")
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar=_("SỐ"),
        help=_("số tiến trình phục vụ (mặc định 1)"),
    )


def do(asked: argparse.Namespace) -> int:
    """Prepare and serve until stopped."""
    _free(asked.host, asked.port)
    _say(_("Đang chuẩn bị cơ sở dữ liệu…"))
    database.ensure()
    _collect()
    if not asked.empty and not Organisation.objects.exists():
        _say(_("Đang nạp xã mẫu…"))
        sample.load()
    _say(_("Mở trang tại http://%(host)s:%(port)d") % {"host": asked.host, "port": asked.port})
    accounts = sample.lines()
    if accounts:
        _say(_("Tài khoản mẫu (chỉ để xem thử; tên, mật khẩu, vai):"))
        for line in accounts:
            _say(line)
    elif asked.empty:
        _say(_("Thêm tài khoản bằng: taonguon account --help"))
    Granian(
        "taonguon.config.wsgi:application",
        address=asked.host,
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=asked.workers,
        blocking_threads=4,
        log_enabled=False,
    ).serve()
    return 0


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Stop(_("Cổng %(port)d đang có chương trình khác dùng; chọn cổng khác bằng --port.")
                       % {"port": port}) from None  # fmt: skip


def _collect() -> None:
    """Gather the static files when this version has not done so yet."""
    mark = Path(settings.STATIC_ROOT) / ".version"
    version = __version__ + " " + _fingerprint(Path(settings.STATICFILES_DIRS[0]))
    if not mark.exists() or mark.read_text("utf-8") != version:
        call_command("collectstatic", interactive=False, verbosity=0)
        mark.write_text(version, "utf-8")


def _fingerprint(folder: Path) -> str:
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            told.update(path.relative_to(folder).as_posix().encode())
            told.update(path.read_bytes())
    return told.hexdigest()
