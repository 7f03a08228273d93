"""The pages of papers made in bulk: those asked for, one under way, its file."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taonguon.core.access import PEOPLE
from taonguon.documents import background, batches, kept, telling
from taonguon.documents.actions import bulk
from taonguon.documents.forms import BulkForm
from taonguon.documents.models import WORKING, Batch
from taonguon.documents.views import book, reach
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused

SHOWN = 30
SILENT = 180  # seconds: a paper takes less, binding a thousand does too


def start(request: HttpRequest, asked: bulk.Asked) -> HttpResponse:
    """Begin a batch for a page of a higher room, and lead to where its progress is told."""
    batch = bulk.begin_batch(asked=asked, by=request.user, at=timezone.now())
    return _make(batch)


def _make(batch: Batch) -> HttpResponse:
    tell = background.tell(batches.work(batch), SILENT)
    at = timezone.now()
    background.start(
        batches.work(batch),
        lambda: bulk.make(batch=batch, at=at, clock=timezone.now, tell=tell),
    )
    return redirect("batch", pk=batch.pk)


@needs(PEOPLE)
def batch_new(request: HttpRequest) -> HttpResponse:
    """Ask in which files the documents of the book, as filtered, are wanted; then make them."""
    rows = book.asked(request)
    count = rows.count()
    form = BulkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        top = Organisation.objects.within(ranges(request, PEOPLE)).order_by("path").first()
        if top is not None and 0 < count <= kept.MOST:
            chosen = rows.order_by("on", "pk").values_list("pk", flat=True)
            told = {kept.DOCUMENTS: list(chosen)}
            title = _("%(n)d văn bản trong sổ") % {"n": count}
            return start(
                request, bulk.Asked(kept.CODE, title, top.pk, form.cleaned_data["wanted"], told)
            )
        words = _("Chỉ tạo được từ 1 đến %(most)d văn bản một lần: lọc lại sổ rồi làm tiếp.")
        form.add_error(None, words % {"most": kept.MOST})
    context = {
        "title": _("Tạo %(n)d văn bản đang lọc") % {"n": count},
        "lede": _("mỗi văn bản được tạo lại đúng như lúc lập"),
        "crumbs": telling.crumbs(),
        "form": form,
        "act": _("Bắt đầu tạo"),
        "links": [{"label": _("Các lần trước"), "url": reverse("batches")}],
        "back": f"{reverse('documents')}?{request.GET.urlencode()}",
    }
    return render(request, "documents/form.html", context)


@needs(PEOPLE)
def documents_in_bulk(request: HttpRequest) -> HttpResponse:
    """List the batches of the reader's part, the newest first."""
    bulk.drop_old(at=timezone.now())
    inside = Organisation.objects.within(ranges(request, PEOPLE)).values("pk")
    rows = Batch.objects.filter(organisation__in=inside).select_related("started_by")
    context = {
        "title": _("Văn bản tạo hàng loạt"),
        "lede": _("tệp được giữ 24 giờ rồi xóa; cần thì làm lại"),
        "crumbs": telling.crumbs(),
        "rows": [{"batch": one, **_state(one)} for one in rows.order_by("-pk")[:SHOWN]],
    }
    return render(request, "documents/batches.html", context)


def _state(one: Batch) -> dict[str, Any]:
    under_way = one.state == WORKING and background.progress(batches.work(one)) is not None
    there = one.expires_at is not None and one.expires_at > timezone.now()
    return {
        **telling.state(one, under_way=under_way, there=there and batches.file(one).exists()),
        "under_way": under_way,
        "there": there and batches.file(one).exists(),
    }


@needs(PEOPLE)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one batch: under way, or what came of it."""
    one = reach.batch(request, pk)
    told = _state(one)
    context = {
        "title": one.title,
        "lede": telling.WANTED[one.wanted](),
        "crumbs": [*telling.crumbs(), {"label": _("Tạo hàng loạt"), "url": reverse("batches")}],
        "batch": one,
        **told,
        "again": not told["there"] and not told["under_way"] and one.kind in batches.KINDS,
        "interrupted": one.state == WORKING and not told["under_way"],
    }
    if told["under_way"]:
        return render(request, "documents/working.html", {**context, **_progress(one)})
    return render(request, "documents/batch.html", context)


def _progress(one: Batch) -> dict[str, Any]:
    words, done, total = background.progress(batches.work(one)) or ("", 0, 0)
    return {
        "words": _("Đang tạo %(what)s") % {"what": words or "…"}
        + (f" · {done}/{total}" if total else ""),
        "done": done,
        "total": total or 1,
        "running": True,
        "url": reverse("batch_progress", args=[one.pk]),
    }


@needs(PEOPLE)
def batch_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far a batch is; when it has ended, tell the page to show the outcome."""
    one = reach.batch(request, pk)
    if one.state == WORKING and background.progress(batches.work(one)) is not None:
        return render(request, "_parts/progress.html", _progress(one))
    answer = HttpResponse()
    answer["HX-Redirect"] = reverse("batch", args=[pk])
    return answer


@needs(PEOPLE)
@require_POST
def batch_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop making a batch."""
    one = reach.batch(request, pk)
    if bulk.stop_batch(batch=one, by=request.user, at=timezone.now()):
        messages.success(request, _("Đã dừng; văn bản đã lấy số thì vẫn còn trong sổ."))
    return redirect("batch", pk=pk)


@needs(PEOPLE)
@require_POST
def batch_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a batch again that was interrupted, stopped, or whose file was dropped."""
    one = reach.batch(request, pk)
    told = _state(one)
    if told["under_way"] or told["there"]:
        return redirect("batch", pk=pk)
    try:
        return _make(bulk.begin_again(batch=one, by=request.user, at=timezone.now()))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("batch", pk=pk)


@needs(PEOPLE)
def batch_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Give the file of a batch while it is kept."""
    one = reach.batch(request, pk)
    path = bulk.take(batch=one, by=request.user, at=timezone.now())
    if path is None:
        messages.error(request, _("Tệp không còn: đã quá 24 giờ hoặc chưa tạo xong. Hãy làm lại."))
        return redirect("batch", pk=pk)
    name = f"{batches.safe(one.title)}.{batches.ending(one)}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
