"""`taonguon verify-document`: tell whether a file is the document that was kept."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.commands import database
from taonguon.commands.speech import Misuse, Stop
from taonguon.documents import telling, texts, verifying
from taonguon.documents.actions import keeping
from taonguon.documents.models import Document
from taonguon.documents.verifying import Outcome

GOOD = frozenset({verifying.MATCHES, verifying.SAME_WORDS})


def summary() -> str:
    """Say in one line what the command does."""
    return _(
        "Cho biết một tệp PDF hoặc Word có đúng là văn bản đã lưu trong sổ không, khác ở chỗ nào."
    )


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("file", metavar=_("TỆP"), help=_("tệp PDF hoặc Word (.docx) cần kiểm tra"))
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON cho máy đọc"))


def do(asked: argparse.Namespace) -> int:
    """Check a file; 0 when it is the document kept, 1 when it differs, is unknown or cancelled."""
    data = _read(Path(asked.file))
    database.ensure()
    try:
        found = verifying.file(Document.objects.all(), data)
    except texts.NotReadable as wrong:
        raise Stop(telling.unreadable(wrong.code)) from None
    subject = f"document:{found.document.pk}" if found.document else ""
    keeping.note_check(
        said=Path(asked.file).name, found=found.code, subject=subject, by=None, at=timezone.now()
    )
    sys.stdout.write(_plain(found) if asked.json else _told(found))
    return 0 if found.code in GOOD else 1


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > texts.LARGEST:
            raise Stop(telling.unreadable("too_large"))
        return path.read_bytes()
    except OSError:
        raise Misuse(_("Không đọc được tệp %(file)s.") % {"file": path}) from None


def _told(found: Outcome) -> str:
    lines = [telling.outcome(found)["words"]]
    lines += [f"  - {one.kept or '–'}\n  + {one.found or '–'}" for one in found.differences]
    return "\n".join(lines) + "\n"


def _plain(found: Outcome) -> str:
    told: dict[str, Any] = {
        "outcome": found.code,
        "documents": [{"number": one.printed, "hash": one.hash} for one in found.documents],
        "differences": [{"kept": one.kept, "found": one.found} for one in found.differences],
    }
    return json.dumps(told, ensure_ascii=False) + "\n"
