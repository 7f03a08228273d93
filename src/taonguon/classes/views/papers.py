"""The pages of papers: certificates given, printed and running out; the roster as a workbook."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.classes import facts, matching, reading, telling, workbook
from taonguon.classes.actions import holding
from taonguon.classes.forms import CertifyForm, ExpiringForm, ResultsForm, WorkbookForm
from taonguon.classes.models import Certificate, StudyClass
from taonguon.classes.views.planning import attempt
from taonguon.classes.views.reach import crumbs, managed, saved
from taonguon.core.access import CLASSES, PEOPLE
from taonguon.core.days import NotADay, add_months, parse_day, show_day
from taonguon.core.numbering import NotANumber, after, series
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.people.views import cells, page_links
from taonguon.regulations.book import in_use
from taonguon.rules.classes import shipped
from taonguon.sources.rows import Unreadable

SHOWN = 50
CONFIRMED = "da-xem"


@needs(CLASSES)
def class_certify(request: HttpRequest, pk: int) -> HttpResponse:
    """Number the certificates of all who passed: ask, show who gets which, then record."""
    one = managed(request, pk)
    data = request.POST if request.method == "POST" else None
    form = CertifyForm(data, initial={"on": max(one.end_on, timezone.localdate())})
    sure = data is not None and form.is_valid()
    if sure and CONFIRMED in request.POST:
        told = form.cleaned_data
        done = attempt(
            form,
            lambda: holding.certify(study_class=one, by=request.user, at=timezone.now(), **told),
        )
        if done:
            messages.success(request, saved())
            return redirect("study_class", pk=pk)
    elif data is None:
        form.initial["first"] = _next(one)
    rows = holding.awaiting(facts.roster(one))
    numbered = _numbered(form, rows) if sure else []
    context = {
        "title": _("Cấp giấy chứng nhận"),
        "lede": telling.in_class(one),
        "crumbs": crumbs(one),
        "one": one,
        "form": form,
        "count": len(rows),
        "numbered": numbered,
        "back": reverse("study_class", args=[pk]),
    }
    return render(request, "classes/certify.html", context)


def _numbered(form: CertifyForm, rows: Sequence[facts.Row]) -> list[tuple[facts.Row, str]]:
    try:
        numbers = islice(series(form.cleaned_data["first"]), len(rows))
    except NotANumber:
        form.add_error("first", _("Số đầu tiên phải có chữ số, ví dụ 103/GCN-TTCT."))
        return []
    return list(zip(rows, numbers, strict=True))


def _next(one: StudyClass) -> str:
    """Return the number after the last given this year for the kind, else the first of its series."""
    rows = Certificate.objects.filter(kind=one.kind, year=timezone.localdate().year)
    last = rows.order_by("-pk").values_list("number", flat=True).first()
    return after(last) if last else f"01{shipped().kinds[one.kind].series}"


@needs(CLASSES)
def class_certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the certificates given, ready to be printed as papers."""
    one = managed(request, pk)
    rows = [row for row in facts.roster(one) if row.certificate]
    context = {
        "title": _("In giấy chứng nhận"),
        "lede": telling.in_class(one),
        "crumbs": crumbs(one),
        "one": one,
        "rows": [{"row": row, "grade": telling.grade_name(row.seat.grade)} for row in rows],
    }
    return render(request, "classes/certificates.html", context)


@needs(PEOPLE)
def class_expiring(request: HttpRequest) -> HttpResponse:
    """Show whose certificates have run out or soon will, those first."""
    form = ExpiringForm(request.GET, cells=cells(request))
    to = form.cleaned_data.get("to") if form.is_valid() else None
    day, book = timezone.localdate(), in_use()
    kind = next(one for one in shipped().kinds.values() if one.validity)
    rule = book.value(kind.validity, day)
    soon = add_months(day, kind.remind - int(rule.value))
    asked = Person.objects.within(ranges(request, PEOPLE)).filter(
        standing="prospect", prospect__certified_on__lte=soon
    )
    asked = asked.filter(cell=to) if to else asked
    rows = facts.running_out(asked, kind, book, day)
    page = Paginator(rows, SHOWN).get_page(request.GET.get("trang"))
    context = {
        "title": _("Giấy chứng nhận sắp hết hạn"),
        "lede": _("giấy có giá trị %(months)d tháng theo %(source)s; nhắc trước %(soon)d tháng")
        % {"months": rule.value, "source": rule.source, "soon": kind.remind},
        "as_of": day,
        "crumbs": crumbs(),
        "form": form,
        "page": page,
        "pages": page_links(request, page),
        "rows": [{"person": one, "last": last, "pill": _left(last, day)} for one, last in page],
    }
    return render(request, "classes/expiring.html", context)


def _left(last: Any, day: Any) -> dict[str, str]:
    if last < day:
        return {"status": "late", "words": _("đã hết hạn, phải học lại")}
    return {"status": "due", "words": _("còn %(n)d ngày") % {"n": (last - day).days}}


@needs(CLASSES)
def class_export(request: HttpRequest, pk: int) -> FileResponse:
    """Give the roster as a workbook with the office's headings."""
    one = managed(request, pk)
    rows = facts.roster(one)
    place = Organisation.objects.filter(pk=one.organisation).first()
    told = workbook.Told(
        place.name if place else "",
        facts.introducers(rows),
        facts.proposals(rows, shipped().kinds[one.kind]),
    )
    book = workbook.roster(one, rows, told)
    return FileResponse(book, as_attachment=True, filename=f"danh-sach-lop-{pk}.xlsx")


@needs(CLASSES)
def class_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read results and certificates from a workbook: show what would be written, then write."""
    one = managed(request, pk)
    rows = facts.roster(one)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    found: list[matching.Match] = []
    if request.method == "POST" and CONFIRMED in request.POST:
        return _take_in(request, one, rows)
    if request.method == "POST" and form.is_valid():
        try:
            found = matching.matched(_read(form.cleaned_data["file"]), rows)
        except Unreadable as unreadable:
            form.add_error("file", _unreadable(unreadable.code))
    context = {
        "title": _("Đọc kết quả từ Excel"),
        "lede": telling.in_class(one),
        "crumbs": crumbs(one),
        "one": one,
        "form": form,
        "tiles": _tiles(found),
        "doubtful": [match for match in found if match.doubt],
        "written": [_shown(match) for match in found if match.writes],
        "found": bool(found),
        "back": reverse("study_class", args=[pk]),
    }
    return render(request, "classes/read.html", context)


def _read(file: Any) -> list[reading.Line]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(file.name).name or "danh-sach")
        with path.open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
        return reading.read(path)


def _unreadable(code: str) -> str:
    return {
        "encrypted": _("Tệp có mật khẩu: bỏ mật khẩu rồi chọn lại."),
        "no_list": _(
            "Không thấy cột Họ và tên cùng cột Kết quả hoặc Số GCN: xuất lại danh sách lớp."
        ),
        "empty": _("Tệp không có gì bên trong: hãy chọn tệp có danh sách."),
        "too_large": _("Tệp quá lớn so với một danh sách lớp."),
        "too_many_rows": _("Tệp quá nhiều dòng so với một danh sách lớp."),
    }.get(
        code, _("Không đọc được tệp này như một danh sách Excel: lưu lại dạng .xlsx rồi chọn lại.")
    )


def _tiles(found: Sequence[matching.Match]) -> list[dict[str, Any]]:
    writing = [match for match in found if match.writes]
    known = [match for match in found if not match.doubt and not match.writes]
    return [
        {"label": _("Kết quả sẽ ghi"), "value": sum(bool(match.grade) for match in writing)},
        {"label": _("Giấy sẽ ghi"), "value": sum(bool(match.given) for match in writing)},
        {"label": _("Nghi ngờ, không ghi"), "value": sum(bool(match.doubt) for match in found)},
        {"label": _("Đã có, không đổi"), "value": len(known)},
    ]


def _shown(match: matching.Match) -> dict[str, Any]:
    given = match.given
    return {
        "match": match,
        "seat": match.row.seat.pk if match.row else 0,
        "old": telling.grade_name(match.row.seat.grade) if match.row else "",
        "grade": telling.grade_name(match.grade),
        "number": given.number if given else "",
        "on": show_day(given.on) if given else "",
    }


def _take_in(request: HttpRequest, one: StudyClass, rows: Sequence[facts.Row]) -> HttpResponse:
    """Write what was shown; the values travel with the form and are judged again."""
    results = ResultsForm(request.POST, rows=rows)
    if not results.is_valid():
        messages.error(request, _("Có kết quả không rõ: đọc lại tệp."))
        return redirect("class_read", pk=one.pk)
    grades = {seat: code for seat, code in results.grades().items() if code}
    try:
        given = _given(request, rows)
        graded, certified = holding.take_in(
            study_class=one, grades=grades, given=given, by=request.user, at=timezone.now()
        )
    except NotADay as wrong:
        messages.error(
            request, _("“%(text)s” không phải là ngày; viết như 21/4/2023.") % {"text": wrong.text}
        )
        return redirect("class_read", pk=one.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("class_read", pk=one.pk)
    told = _("Đã ghi %(graded)d kết quả, %(certified)d giấy chứng nhận.")
    messages.success(request, told % {"graded": graded, "certified": certified} + " " + saved())
    return redirect("study_class", pk=one.pk)


def _given(request: HttpRequest, rows: Sequence[facts.Row]) -> dict[int, holding.Given]:
    found = {}
    for row in rows:
        number = request.POST.get(f"number_{row.seat.pk}", "").strip()[:60]
        if number:
            on = parse_day(request.POST.get(f"on_{row.seat.pk}", ""))
            found[row.seat.pk] = holding.Given(number, on)
    return found
