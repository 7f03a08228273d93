"""`taonguon load`: an office's own lists into the register: shown first, written when confirmed."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from taonguon.commands import database, finding
from taonguon.commands.speech import Stop
from taonguon.imports import actions, gist, telling
from taonguon.imports.models import REFUSED, Load


def summary() -> str:
    """Say in one line what the command does."""
    return _("Nạp các danh sách (chi bộ, đảng viên, chỉ tiêu, nguồn) từ Excel, ODS hoặc CSV.")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar=_("TỆP"),
        help=_("các tệp, theo thứ tự nào cũng được"),
    )
    parser.add_argument(
        "--organisation",
        required=True,
        metavar=_("TÊN"),
        help=_("tên đầy đủ của đảng bộ xã; chưa có trong sổ thì được lập mới"),
    )
    parser.add_argument("--yes", action="store_true", help=_("ghi ngay, không hỏi lại"))
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON cho máy đọc"))


def do(asked: argparse.Namespace) -> int:
    """Preview the files, ask, write."""
    finding.must_name_a_commune(asked.organisation)
    database.ensure()
    screen = Console(stderr=asked.json, soft_wrap=True, markup=False, highlight=False)
    load = actions.begin(organisation=asked.organisation, by=None, at=timezone.now())
    with _bar(screen) as bar:
        actions.preview(load=load, paths=asked.paths, at=timezone.now(), tell=_teller(bar))
    if load.state == REFUSED:
        raise Stop(load.refusal)
    new = load.organisation is None
    if not asked.json or not asked.yes:
        _show(screen, load)
    if not asked.yes and not _confirmed(screen):
        actions.drop(load=load, by=None, at=timezone.now())
        screen.print(_("Chưa ghi gì vào sổ."))
        return 1
    with _bar(screen) as bar:
        try:
            actions.write(load=load, by=None, at=timezone.now(), tell=_teller(bar))
        except actions.NotNow as refusal:
            raise Stop(str(refusal)) from None
    _report(screen, load, as_json=asked.json, founded=new)
    return 0


def _bar(screen: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    return Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)


def _teller(bar: Progress) -> Any:
    tasks: dict[str, Any] = {}

    def tell(words: str, done: int, every: int) -> None:
        if words not in tasks:
            tasks[words] = bar.add_task(words, total=every)
        bar.update(tasks[words], completed=done, total=every)

    return tell


def _confirmed(screen: Console) -> bool:
    if not sys.stdin.isatty():
        screen.print(_("Thêm --yes để ghi khi không có người trả lời."))
        return False
    try:
        answer = screen.input(_("Ghi vào sổ? (c = có, k = không) "))
    except (EOFError, KeyboardInterrupt):
        screen.print()
        answer = ""
    return answer.strip().lower() in {"c", "có", "co", "y", "yes"}


def _show(screen: Console, load: Load) -> None:
    if load.organisation is None:
        screen.print(telling.will_found(load.organisation_name))
    for line in gist.lines(load):
        screen.print(line)


def _report(screen: Console, load: Load, *, as_json: bool, founded: bool) -> None:
    told = telling.result(load, founded=founded)
    if as_json:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return
    if founded:
        screen.print(telling.was_founded(load.organisation_name))
    for line in telling.result_lines(told):
        screen.print(line)
