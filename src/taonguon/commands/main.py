"""`taonguon`: one word for each thing an office or an administrator does from a terminal."""

import argparse
import os
import sys
from importlib import import_module

from taonguon.commands import speech

NAMES = (
    "run", "load", "undo", "figures", "forecast", "rebuild", "account", "assess", "rules", "remind", "erase",
    "allocate",
    "verify-document",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or not confirmed, 2 misuse."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    tongue = speech.language(arguments)
    speech.speak(tongue)
    prepare(tongue)
    parsed = build().parse_args(arguments)
    try:
        return int(parsed.do(parsed) or 0)
    except speech.Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 2 if isinstance(stop, speech.Misuse) else 1


def prepare(tongue: str) -> None:
    """Set Django up in the language of the commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taonguon.config.settings")
    import django  # noqa: PLC0415 - settings must be named first
    from django.utils import translation  # noqa: PLC0415

    django.setup()
    translation.activate(tongue)


def build() -> argparse.ArgumentParser:
    """Return the parser of all commands, in the active language."""
    from django.utils.translation import gettext as _  # noqa: PLC0415

    from taonguon import __version__  # noqa: PLC0415

    parser = argparse.ArgumentParser(
        prog="taonguon",
        description=_("Sổ theo dõi công tác phát triển đảng viên của đảng ủy xã."),
        epilog=_(
            "Số liệu của một nơi cài đặt nằm gọn trong thư mục TAONGUON_HOME. "
            "DATABASE_URL chỉ dùng khi chạy PostgreSQL."
        ),
    )
    parser.add_argument(
        "--version", action="version", version=__version__, help=_("hiện số phiên bản rồi thoát")
    )
    add_language(parser)
    commands = parser.add_subparsers(metavar=_("LỆNH"), required=True, title=_("các lệnh"))
    for name in NAMES:
        module = import_module(f"taonguon.commands.{name.replace('-', '_')}")
        own = commands.add_parser(name, help=module.summary(), description=module.summary())
        add_language(own, default=argparse.SUPPRESS)
        module.arguments(own)
        own.set_defaults(do=module.do)
    return parser


def add_language(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add the switch of languages, which every command has."""
    from django.utils.translation import gettext as _  # noqa: PLC0415

    parser.add_argument(
        "--lang",
        choices=["vi", "en"],
        default=default,
        help=_("ngôn ngữ của lệnh: vi (mặc định) hoặc en; cũng đặt được bằng TAONGUON_LANG"),
    )
