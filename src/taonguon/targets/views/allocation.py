"""Dividing a year's target among those below: the proposal and its reasons, edited by hand, adopted."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import TARGETS
from taonguon.core.days import show_day
from taonguon.organisations import drawing
from taonguon.organisations.visibility import chosen, needs
from taonguon.people.actions import Refused
from taonguon.regulations.book import in_use
from taonguon.targets import actions, charts, reasons
from taonguon.targets.allocating import Divided, divide
from taonguon.targets.facts import COUNTED, Materials, materials
from taonguon.targets.forms import AllocationForm, YearForm
from taonguon.targets.telling import CATEGORIES, allocation_words, plain, text
from taonguon.targets.views import rows

COUNT, SEEN, AGAIN, ANEW = "tinh-lai", "da-xem", "sua-lai", "de-xuat"
PLANNING_FROM = 10  # from this month on the year to come is divided
WIDTHS = (drawing.NARROW, drawing.MIDDLE, drawing.WIDE, drawing.BROAD)


@needs(TARGETS)
def allocation(request: HttpRequest) -> HttpResponse:
    """Propose how a year's target is divided; count what is typed, show it to be checked, adopt it."""
    root, today = chosen(request, TARGETS), timezone.localdate()
    asking = YearForm(request.GET or None)
    asked = asking.cleaned_data if asking.is_bound and asking.is_valid() else {}
    year = asked.get("nam") or (today.year + (today.month >= PLANNING_FROM))
    told = materials(root, year, today, in_use())
    total, guess = _total(told, asked.get("tong"))
    divided = divide(told, total)
    form = _form(request, told, divided, today)
    context = {
        "title": _("Phân bổ chỉ tiêu năm %(year)d") % {"year": year},
        "lede": root.name,
        "crumbs": _crumbs(),
        "asking": _shown(asking, year, total, root.pk),
        "empty": not told.grounds,
        "here": request.get_full_path(),
        "back": _url(root.pk, year),
    }
    writes = form.is_bound and not {COUNT, AGAIN} & set(request.POST)
    if writes and form.is_valid():
        answer = _checked(request, told, form, context)
        if answer is not None:
            return answer
    numbers = _numbers(form, told)
    context |= {
        "form": form,
        "guess": guess,
        **rows.whole(told, divided, total, numbers),
        "rows": rows.rows(told, divided, form, numbers),
        **_picture(told, numbers),
    }
    return render(request, "targets/allocation.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("Chỉ tiêu kết nạp"), "url": reverse("targets")}]


def _url(root: int, year: int) -> str:
    return reverse("allocation") + "?" + urlencode({"to": root, "nam": year})


def _shown(asking: YearForm, year: int, total: int, root: int) -> YearForm:
    if asking.is_bound and not asking.is_valid():
        return asking
    return YearForm(initial={"nam": year, "tong": total, "to": root})


def _total(told: Materials, asked: int | None) -> tuple[int, str]:
    """Return what is divided, and where a guess stands for a headline that is not there, whence."""
    if asked is not None:
        return asked, ""
    if "" in told.headlines:
        return told.headlines[""], ""
    if told.latest is None:
        return 0, _("Đảng bộ chưa có chỉ tiêu chung năm %(year)d: ghi tổng số cần chia.") % {
            "year": told.year
        }
    words = _("Chưa có chỉ tiêu chung năm %(year)d: tạm chia %(n)d, bằng chỉ tiêu năm %(latest)d.")
    total = int(told.latest.low)
    return total, words % {"year": told.year, "n": total, "latest": told.latest.start.year}


def _form(request: HttpRequest, told: Materials, divided: Divided, today: date) -> AllocationForm:
    """Return the form: as typed, else with what is assigned already, else with the proposal."""
    wanted = {
        "units": {one.unit.pk: one.unit.name for one in told.grounds},
        "categories": [code for code in told.headlines if code in COUNTED],
    }
    if request.method == "POST":
        return AllocationForm(request.POST, counting=COUNT in request.POST, **wanted)
    anew = ANEW in request.GET or not any("" in one.now for one in told.grounds)
    initial: dict[str, Any] = {"set_on": today}
    for code in ("", *wanted["categories"]):
        proposal = divided.categories[code] if code else divided.whole
        for one in told.grounds:
            now = one.now.get(code)
            number = proposal.by_unit[one.unit.pk].number if anew else int(now.low) if now else 0
            initial[f"{code or 'so'}_{one.unit.pk}"] = number
    return AllocationForm(initial=initial, **wanted)


def _numbers(form: AllocationForm, told: Materials) -> dict[tuple[int, str], int]:
    """Return the numbers that the page shows: as typed where they can be read."""
    if form.is_bound:
        form.is_valid()
        return form.numbers()
    codes = ("", *form.categories)
    return {
        (one.unit.pk, code): form.initial[f"{code or 'so'}_{one.unit.pk}"]
        for one in told.grounds
        for code in codes
    }


def _checked(
    request: HttpRequest, told: Materials, form: AllocationForm, context: dict[str, Any]
) -> HttpResponse | None:
    """Adopt what was seen, else show it to be checked; None where it is refused."""
    numbers = form.numbers()
    order = actions.Order(
        told.root, told.year, form.cleaned_data["document"], form.cleaned_data["set_on"], numbers
    )
    stands = rows.against(told, numbers)
    if SEEN in request.POST:
        try:
            count = actions.adopt(order=order, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error("set_on", str(refusal))
            return None
        words = _(
            "Đã giao chỉ tiêu năm %(year)d cho %(n)d chi bộ theo %(document)s: cộng %(sum)s, %(words)s."
        )
        messages.success(request, words % {
            "year": told.year, "n": count, "document": order.document,
            "sum": plain(stands.allocated), "words": allocation_words(stands),
        })  # fmt: skip
        return redirect(_url(told.root.pk, told.year))
    context |= {
        "title": _("Xem lại trước khi giao chỉ tiêu năm %(year)d") % {"year": told.year},
        "form": form,
        "answers": _answers(told, form, numbers),
        "stands": _stands(told, numbers),
        "warnings": rows.warnings(told, numbers),
        "differs": stands.difference != 0,
    }
    return render(request, "targets/allocation_check.html", context)


def _stands(told: Materials, numbers: Mapping[tuple[int, str], int]) -> str:
    stands = rows.against(told, numbers)
    said = {"sum": plain(stands.allocated), "words": allocation_words(stands)}
    if stands.headline is None:
        return _("Các chi bộ cộng lại %(sum)s: %(words)s.") % said
    words = _("Các chi bộ cộng lại %(sum)s, chỉ tiêu chung %(own)s: %(words)s.")
    return words % {**said, "own": plain(stands.headline)}


def _answers(
    told: Materials, form: AllocationForm, numbers: Mapping[tuple[int, str], int]
) -> list[dict[str, str]]:
    """Return the paper, and each organisation's numbers beside those in force."""
    names = dict(CATEGORIES)
    answers = [
        {"label": _("Số, ký hiệu văn bản"), "value": form.cleaned_data["document"]},
        {"label": _("Ngày văn bản"), "value": show_day(form.cleaned_data["set_on"])},
    ]
    for one in told.grounds:
        said = [str(numbers[one.unit.pk, ""])]
        said += [
            f"{names[code]} {numbers[one.unit.pk, code]}"
            for code in form.categories
            if numbers[one.unit.pk, code]
        ]
        now = one.now.get("")
        before = text(now) if now and text(now) != said[0] else ""
        answers.append({"label": one.unit.name, "value": ", ".join(said), "before": before})
    return answers


def _picture(told: Materials, numbers: Mapping[tuple[int, str], int]) -> dict[str, Any]:
    years = (told.year, told.year - 1)
    bars = [
        charts.Bars(
            one.unit.name.removeprefix(reasons.CELL),
            float(numbers[one.unit.pk, ""]),
            float(one.last_needed or Fraction(0)),
        )
        for one in told.grounds
    ]
    drawn = any(bar.now or bar.last for bar in bars)
    return {
        "chart": [
            {"width": width, "svg": drawing.draw(charts.bars(bars, years, width))}
            for width in WIDTHS
        ]
        if drawn
        else [],
        "chart_head": [_("Chi bộ"), *(_("Năm %(year)d") % {"year": year} for year in years)],
        "chart_rows": [
            [one.unit.name, numbers[one.unit.pk, ""], text(one.last) if one.last else "–"]
            for one in told.grounds
        ],
    }
