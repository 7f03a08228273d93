"""Making many papers at once: begun, made one by one, ended, stopped, made again, dropped in time."""

import logging
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from taonguon.documents import batches
from taonguon.documents.batches import Item
from taonguon.documents.models import (
    BOTH,
    BOUND,
    CANCELLED,
    DONE,
    FAILED,
    PDFS,
    WORDS,
    WORKING,
    Batch,
)
from taonguon.forms import pdf, word
from taonguon.forms.paper import Paper
from taonguon.journal.actions import record
from taonguon.people.actions import Refused

KEPT = timedelta(hours=24)
LISTED = timedelta(days=7)  # a batch names people where it failed: it is not kept for good
SAVED_EVERY = 10
Tell = Callable[[str, int, int], None]
Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made: a registered kind with its arguments, for an organisation, in which files."""

    kind: str
    title: str
    organisation: int
    wanted: str = BOUND
    arguments: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def begin_batch(*, asked: Asked, by: AbstractBaseUser | None, at: datetime) -> Batch:
    """Open a batch, to be made by `make`. Raises KeyError for a kind nobody registered."""
    batches.KINDS[asked.kind]
    batch = Batch.objects.create(
        kind=asked.kind,
        arguments=dict(asked.arguments),
        title=asked.title[:200],
        wanted=asked.wanted,
        organisation=asked.organisation,
        started_at=at,
        started_by=by,
    )
    _note(batch, "documents.bulk", by, at, {"kind": asked.kind, "wanted": asked.wanted})
    return batch


@transaction.atomic
def begin_again(*, batch: Batch, by: AbstractBaseUser | None, at: datetime) -> Batch:
    """Open a batch anew that was interrupted, stopped or dropped. Raises Refused for an unknown kind."""
    if batch.kind not in batches.KINDS:
        raise Refused(_("Bản đang chạy không còn loại văn bản này: tạo lại từ trang của nó."))
    again = Batch.objects.select_for_update().get(pk=batch.pk)
    again.state, again.made, again.total, again.failures = WORKING, 0, 0, []
    again.started_at, again.started_by, again.ended_at, again.expires_at = at, by, None, None
    again.save()
    _note(again, "documents.bulk.again", by, at, {})
    return again


@transaction.atomic
def stop_batch(*, batch: Batch, by: AbstractBaseUser | None, at: datetime) -> bool:
    """Stop the making of a batch; what it made is dropped. Tell whether it was still being made."""
    rows = Batch.objects.filter(pk=batch.pk, state=WORKING)
    stopped = rows.update(state=CANCELLED, ended_at=at)
    if stopped:
        _note(batch, "documents.bulk.stop", by, at, {})
    return bool(stopped)


def make(*, batch: Batch, at: datetime, clock: Clock, tell: Tell) -> None:
    """Make the papers of a batch, one by one; those that cannot be made are listed with the reason.

    What was kept on the way stays kept when the batch is stopped: each paper is its own act.
    """
    drop_old(at=at)
    try:
        items = batches.KINDS[batch.kind].plan(batch, at)
    except Refused as refusal:
        _end(batch, [{"name": "", "why": str(refusal)}], clock())
        return
    Batch.objects.filter(pk=batch.pk).update(total=len(items))
    run = _Run(batch, len(items), tell)
    into = batches.file(batch)
    part = into.with_suffix(".part")
    try:
        _write(run, items, part)
        if run.made:
            part.chmod(0o600)
            part.replace(into)
        if not _end(batch, run.failures, clock(), made=run.made):
            into.unlink(missing_ok=True)
    except Exception:
        logger.exception("batch %d", batch.pk)
        why = _("Lỗi khi tạo tệp; hãy làm lại, nếu vẫn vậy thì báo người quản trị.")
        _end(batch, [*run.failures, {"name": "", "why": why}], clock())
    finally:
        part.unlink(missing_ok=True)


class _Stopped(Exception):
    """Somebody stopped the batch."""


@dataclass(slots=True)
class _Run:
    """How far the making of a batch has come."""

    batch: Batch
    total: int
    tell: Tell
    made: int = 0
    seen: int = 0
    failures: list[dict[str, str]] = field(default_factory=list)

    def papers(self, items: Sequence[Item]) -> Iterator[tuple[int, Item, Paper]]:
        """Give each paper that can be made, with its place; the others are noted."""
        for place, item in enumerate(items, 1):
            self.go_on(item.name)
            paper = self.guarded(item, item.make)
            if paper is not None:
                yield place, item, paper

    def go_on(self, name: str) -> None:
        """Tell how far it is, and raise _Stopped when nobody wants it any more."""
        self.tell(name, self.seen, self.total)
        self.seen += 1
        if not Batch.objects.filter(pk=self.batch.pk, state=WORKING).exists():
            raise _Stopped
        if self.seen % SAVED_EVERY == 0:
            Batch.objects.filter(pk=self.batch.pk).update(made=self.made)

    def guarded(self, item: Item, do: Callable[[], Any]) -> Any:
        """Return what is made for an item; None, and the reason noted, where it cannot be."""
        try:
            return do()
        except Refused as refusal:
            self.failures.append({"name": item.name, "why": str(refusal)})
        except Exception:  # one paper's fault must not cost the others
            logger.exception("batch %d: %s", self.batch.pk, item.name)
            why = _("Lỗi khi tạo văn bản này; báo người quản trị.")
            self.failures.append({"name": item.name, "why": why})
        return None


def _write(run: _Run, items: Sequence[Item], part: Path) -> None:
    try:
        if run.batch.wanted == BOUND:
            _bind(run, items, part)
        else:
            _zip(run, items, part)
    except _Stopped:
        return


def _bind(run: _Run, items: Sequence[Item], part: Path) -> None:
    """Set all papers as one PDF; where that fails, leave out those that cannot be set alone."""
    found = [(item, paper) for _place, item, paper in run.papers(items)]
    if not found:
        return
    run.tell(_("đóng thành một tệp"), run.total, run.total)
    try:
        told = pdf.render([paper for _item, paper in found])
    except Exception:  # which one it was is found below
        good = [
            paper for item, paper in found if run.guarded(item, lambda p=paper: pdf.render([p]))
        ]
        if not good:
            return
        found, told = found[: len(good)], pdf.render(good)
    part.write_bytes(told)
    run.made = len(found)


def _zip(run: _Run, items: Sequence[Item], part: Path) -> None:
    """Set each paper as a file of its own, numbered in their order."""
    digits = max(2, len(str(len(items))))
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, item, paper in run.papers(items):
            files = run.guarded(item, lambda p=paper: _files(run.batch, p))
            if files is None:
                continue
            for ending, data in files:
                archive.writestr(f"{place:0{digits}d}-{batches.safe(item.name)}.{ending}", data)
            run.made += 1


def _files(batch: Batch, paper: Paper) -> list[tuple[str, bytes]]:
    found = []
    if batch.wanted in (PDFS, BOTH):
        found.append(("pdf", pdf.render([paper])))
    if batch.wanted in (WORDS, BOTH):
        found.append(("docx", word.render(paper)))
    return found


def _end(batch: Batch, failures: list[dict[str, str]], at: datetime, *, made: int = 0) -> bool:
    """Close a batch that is still being made; tell whether it was."""
    rows = Batch.objects.filter(pk=batch.pk, state=WORKING)
    return bool(
        rows.update(
            state=DONE if made else FAILED,
            made=made,
            failures=failures,
            ended_at=at,
            expires_at=at + KEPT if made else None,
        )
    )


def take(*, batch: Batch, by: AbstractBaseUser | None, at: datetime) -> Path | None:
    """Return the file of a batch and note who took it; None when it is there no more."""
    path = batches.file(batch)
    gone = batch.expires_at is None or batch.expires_at <= at or not path.exists()
    if gone:
        return None
    _note(batch, "documents.bulk.file", by, at, {"made": batch.made})
    return path


def drop_old(*, at: datetime) -> int:
    """Remove old batches, the files whose time is over and those of no batch; return how many files."""
    Batch.objects.filter(ended_at__lt=at - LISTED).delete()
    fresh = Batch.objects.filter(Q(expires_at__gt=at) | Q(state=WORKING))
    held = {str(pk) for pk in fresh.values_list("pk", flat=True)}
    old = [path for path in batches.folder().iterdir() if path.stem not in held]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _note(
    batch: Batch, act: str, by: AbstractBaseUser | None, at: datetime, said: dict[str, Any]
) -> None:
    name = by.get_username() if by else ""
    record(at=at, by=name, act=act, subject=f"batch:{batch.pk}", details=said)
