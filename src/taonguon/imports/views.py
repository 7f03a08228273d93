"""Loading lists on the page: upload, preview against the register, confirm, undo."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from taonguon.core.access import LOAD
from taonguon.documents import background
from taonguon.imports import actions, columns, rest, showing, telling
from taonguon.imports.forms import HeadingsForm, UndoForm, UploadForm
from taonguon.imports.models import READING, READY, REFUSED, WRITTEN, Load, LoadFile, LoadRow
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.views import page_links

SHOWN = 50


@needs(LOAD)
def imports(request: HttpRequest) -> HttpResponse:
    """Take files to load, and list the loads so far."""
    own = list(Organisation.objects.within(ranges(request, LOAD)).filter(kind="commune"))
    form = UploadForm(request.POST or None, request.FILES or None, fixed=own[0].name if own else "")
    if request.method == "POST" and form.is_valid():
        asked = actions.commune_named(form.cleaned_data["organisation"])
        if asked in own:
            return _begin(request, asked.name, form.cleaned_data["files"])
        told = {"name": ", ".join(one.name for one in own)}
        form.add_error("organisation", _("Bạn chỉ nạp được danh sách của %(name)s.") % told)
    loads = _loads(request).order_by("-pk").prefetch_related("files")[:20]
    context = {
        "title": _("Nạp danh sách"),
        "lede": _("đọc và xem trước; xác nhận rồi mới ghi vào sổ"),
        "form": form,
        "loads": [{"load": load, **telling.state(load)} for load in loads],
    }
    return render(request, "imports/imports.html", context)


def _begin(request: HttpRequest, name: str, files: list[Any]) -> HttpResponse:
    load = actions.begin(organisation=name, by=request.user, at=timezone.now())
    folder = _folder(load)
    folder.mkdir(parents=True)
    for number, file in enumerate(files):
        path = folder / f"{number:02d}" / Path(file.name).name
        path.parent.mkdir()
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
    _read(load)
    return redirect("load", pk=load.pk)


def _folder(load: Load) -> Path:
    return Path(settings.UPLOADS) / str(load.pk)


def _work(pk: int) -> str:
    return f"load-{pk}"


def _read(load: Load) -> None:
    paths = sorted(path for path in _folder(load).rglob("*") if path.is_file())
    tell = background.tell(_work(load.pk))

    def work() -> None:
        actions.preview(load=load, paths=paths, at=timezone.now(), tell=tell)
        if load.state == REFUSED:
            shutil.rmtree(_folder(load), ignore_errors=True)

    background.start(_work(load.pk), work)


def _loads(request: HttpRequest) -> Any:
    rows = Load.objects.select_related(
        "organisation", "started_by", "act__recorded_by", "act__undone_by"
    )
    inside = Organisation.objects.within(ranges(request, LOAD))
    return rows.filter(organisation__in=inside)


def _load(request: HttpRequest, pk: int) -> Load:
    found: Load | None = _loads(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@needs(LOAD)
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one load: under way, its preview, its refusal, or its record."""
    one = _load(request, pk)
    context = {
        "title": _("Lần nạp số %(n)d") % {"n": one.pk},
        "crumbs": [{"label": _("Nạp danh sách"), "url": reverse("imports")}],
        "load": one,
        "files": list(one.files.order_by("pk")),
        **telling.state(one),
    }
    if background.progress(_work(pk)) is not None:
        return render(request, "imports/working.html", {**context, **_progress(one)})
    if one.state == READING:
        return render(request, "imports/interrupted.html", context)
    return render(request, "imports/load.html", {**context, **_shown(request, one)})


def _shown(request: HttpRequest, one: Load) -> dict[str, Any]:
    counts = telling.totals(one)
    view = showing.view(request.GET.get("xem", ""), counts)
    rows = LoadRow.objects.filter(file__load=one).select_related("file").order_by("pk")
    rows = rows.filter(effect=view) if view in telling.EFFECTS else rows.filter(verdict=view)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("trang"))
    return {
        "tiles": showing.tiles(counts),
        "counts": showing.kinds(counts),
        "outcome": [] if one.state in {READY, REFUSED} else showing.outcome(one, counts),
        "to_write": showing.total(counts, "new") + showing.total(counts, "changed"),
        "doubtful": showing.total(counts, "doubtful"),
        "tabs": telling.tabs(counts, view),
        "page": page,
        "rows": showing.rows(one, page),
        "pages": page_links(request, page),
        "undo_form": UndoForm() if one.state == WRITTEN and one.act_id else None,
    }


def _progress(one: Load) -> dict[str, Any]:
    words, done, total = background.progress(_work(one.pk)) or ("", 0, 0)
    doing = _("Đang đọc %(file)s") if one.state == READING else _("Đang ghi %(file)s")
    return {
        "words": doing % {"file": words} + (f" · {done}/{total}" if total else ""),
        "done": done,
        "total": total or 1,
        "running": True,
        "url": reverse("load_progress", args=[one.pk]),
    }


@needs(LOAD)
def load_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far a load is; when it has ended, tell the page to show the outcome."""
    one = _load(request, pk)
    if background.progress(_work(pk)) is not None:
        return render(request, "_parts/progress.html", _progress(one))
    answer = HttpResponse()
    answer["HX-Redirect"] = reverse("load", args=[pk])
    return answer


@needs(LOAD)
@require_POST
def load_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was previewed."""
    one = _load(request, pk)
    if background.progress(_work(pk)) is not None:  # pressed twice: the first is at work
        return redirect("load", pk=pk)
    tell, by = background.tell(_work(pk)), request.user
    told: list[str] = []

    def work() -> None:
        try:
            actions.write(load=one, by=by, at=timezone.now(), tell=tell)
            shutil.rmtree(_folder(one), ignore_errors=True)
        except actions.NotNow as refusal:
            told.append(str(refusal))

    background.start(_work(pk), work)
    for words in told:
        messages.error(request, words)
    return redirect("load", pk=pk)


@needs(LOAD)
@require_POST
def load_reread(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the files again, against the register as it now stands."""
    one = _load(request, pk)
    if one.state not in {READING, READY} or background.progress(_work(pk)) is not None:
        raise Http404
    _read(one)
    return redirect("load", pk=pk)


@needs(LOAD)
@require_POST
def load_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a preview unwritten."""
    one = _load(request, pk)
    if background.progress(_work(pk)) is not None:
        return redirect("load", pk=pk)
    try:
        actions.drop(load=one, by=request.user, at=timezone.now())
        shutil.rmtree(_folder(one), ignore_errors=True)
        messages.success(request, _("Đã bỏ, không ghi gì vào sổ."))
    except actions.NotNow as refusal:
        messages.error(request, str(refusal))
    return redirect("imports")


@needs(LOAD)
@require_POST
def load_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a written load."""
    one, form = _load(request, pk), UndoForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi lý do hoàn tác."))
        return redirect("load", pk=pk)
    try:
        because = form.cleaned_data["because"]
        actions.undo(load=one, by=request.user, at=timezone.now(), because=because)
        messages.success(request, _("Đã hoàn tác lần nạp số %(n)d.") % {"n": pk})
    except actions.NotNow as refusal:
        messages.error(request, str(refusal))
    return redirect("load", pk=pk)


@needs(LOAD)
def load_rest(request: HttpRequest, pk: int) -> FileResponse:
    """Give the rows not accepted as a workbook, to correct and load again."""
    one = _load(request, pk)
    return FileResponse(rest.workbook(one), as_attachment=True, filename=f"can-sua-{pk}.xlsx")


@needs(LOAD)
def load_headings(request: HttpRequest, pk: int, file: int, place: int) -> HttpResponse:
    """Correct what the columns of a sheet mean; remembered for files of the same shape."""
    one = _load(request, pk)
    found = LoadFile.objects.filter(load=one, pk=file).first()
    if found is None or one.state != "ready" or place >= len(found.layouts):
        raise Http404
    layout = found.layouts[place]
    form = HeadingsForm(request.POST or None, layout=layout, fields=columns.choices(layout["kind"]))
    if request.method == "POST" and form.is_valid():
        actions.remember_headings(shape=layout["shape"], fields=form.chosen())
        _read(one)
        return redirect("load", pk=pk)
    context = {
        "title": _("Các cột của %(sheet)s") % {"sheet": layout["sheet"]},
        "lede": _("sửa cột nào hiểu sai; lần sau tệp cùng mẫu sẽ được hiểu như vậy"),
        "crumbs": [{"label": _("Lần nạp số %(n)d") % {"n": pk}, "url": reverse("load", args=[pk])}],
        "form": form,
        "back": reverse("load", args=[pk]),
    }
    return render(request, "imports/headings.html", context)
