"""The list of introductions, and introducing somebody."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import telling as cases_telling
from taonguon.cases.actions import ManyBlocked
from taonguon.cases.fields import language
from taonguon.core.access import INTRODUCE, PEOPLE, RECORD_CELL
from taonguon.introductions import actions, asking, bodies, telling
from taonguon.introductions.forms import DeclineForm, FilterForm, IntroduceForm
from taonguon.introductions.models import Declined
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import bodies as bodies_of
from taonguon.organisations.visibility import needs, ranges
from taonguon.people import likeness
from taonguon.people.actions import Refused
from taonguon.people.models import Introduction, Person
from taonguon.people.views import page_links
from taonguon.regulations.book import in_use

SHOWN = 50
CHECKED, KNOWN, NEW, AGAIN = "da-xem", "nguoi", "moi", "sua"


@needs(INTRODUCE)
def introductions(request: HttpRequest) -> HttpResponse:
    """Show the introductions of the mass organisations the reader acts for, the latest first."""
    rows, named = asking.seen(request), bodies.names(language())
    own = bodies.choices(request, language())
    years = [day.year for day in rows.order_by("-on").dates("on", "year", order="DESC")]
    form = FilterForm(request.GET, bodies=own, years=years)
    asked = form.cleaned_data if form.is_valid() else {}
    found = asking.narrowed(rows, asked) if form.is_valid() else rows.none()
    page = Paginator(found.order_by("-on", "-pk"), SHOWN).get_page(request.GET.get("trang"))
    links = [
        {"label": _("Phễu theo năm"), "url": reverse("funnel")},
        {"label": _("Hoạt động"), "url": reverse("activities")},
    ]
    if bodies_of(request, INTRODUCE) is not None:
        links.append({"label": _("Kiến nghị đoàn thể nhận"), "url": reverse("petitions_own")})
    if ranges(request, PEOPLE):
        links += [
            {"label": _("Có thể là một người"), "url": reverse("doubles")},
            {"label": _("Đoàn thể"), "url": reverse("mass_organisations")},
        ]
    context = {
        "title": _("Giới thiệu của đoàn thể"),
        "lede": telling.count(page.paginator.count),
        "form": form,
        "page": page,
        "rows": [telling.row(one, named) for one in page],
        "pages": page_links(request, page),
        "links": links,
        "without": _without(rows),
        "agreements": reverse("agreements") if ranges(request, RECORD_CELL) else "",
    }
    return render(request, "introductions/introductions.html", context)


def _without(rows: QuerySet[Introduction]) -> int:
    """Count the people still considered of whom an introduction lacks the agreement."""
    lacking = rows.filter(agreed_on__isnull=True, person__standing="prospect")
    return lacking.order_by().values("person").distinct().count()


@needs(INTRODUCE)
def introduce(request: HttpRequest) -> HttpResponse:
    """Introduce somebody who agreed: the form, what will be recorded, then the record."""
    own, cells = bodies.choices(request, language()), asking.cells(request)
    form = IntroduceForm(request.POST or None, bodies=own, cells=cells)
    if len(own) == 1:
        form.fields["body"].initial = own[0][0]
    context = {
        "title": _("Giới thiệu một người"),
        "crumbs": [{"label": _("Giới thiệu"), "url": reverse("introductions")}],
        "form": form,
        "back": reverse("introductions"),
    }
    if request.method == "POST" and form.is_valid() and AGAIN not in request.POST:
        return _checked(request, form, dict(own), context)
    return render(request, "introductions/introduce.html", context)


def _checked(
    request: HttpRequest, form: IntroduceForm, own: dict[str, str], context: dict[str, Any]
) -> HttpResponse:
    """Show what will be recorded, with who looks alike; record it once that was seen."""
    told = _told(form.cleaned_data, own)
    alike = _alike(request, told)
    known = _chosen(request, alike)
    if CHECKED in request.POST and (known is not None or not alike or KNOWN in request.POST):
        try:
            actions.introduce(
                told=told, agreement=_agreement(form.cleaned_data), known=known,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return render(request, "introductions/introduce.html", context)
        except ManyBlocked as blocked:
            _tell_blocked(form, blocked)
            return render(request, "introductions/introduce.html", context)
        messages.success(
            request, _("Đã ghi lời giới thiệu %(name)s.") % {"name": form.cleaned_data["name"]}
        )
        return redirect("introductions")
    context |= {
        "title": _("Xem lại trước khi ghi"),
        "answers": telling.answers(form, own),
        "alike": alike,
        "unchosen": CHECKED in request.POST,
    }
    return render(request, "introductions/check.html", context)


def _told(told: dict[str, Any], own: dict[str, str]) -> actions.Introduced:
    features = ("name", "sex", "born", "occupation", "phone")
    return actions.Introduced(
        cell=Organisation.objects.get(pk=told["cell"]),
        on=told["on"],
        body=told["body"],
        by=own[told["body"]],
        unit=told["unit"],
        about={name: told[name] for name in features if told[name]},
    )


def _agreement(told: dict[str, Any]) -> actions.Agreement:
    return actions.Agreement(
        told["agreed_on"], told["asked_by"], telling.notice_of(told["agreed_on"])
    )


def _alike(request: HttpRequest, told: actions.Introduced) -> list[likeness.Like]:
    """Return who looks alike, to those who see the cells' people; nobody else is told of any."""
    someone = Person(
        name=told.about["name"],
        name_key=telling.key(told.about["name"]),
        born=told.about["born"],
        cell=told.cell,
    )
    return likeness.of(someone, Person.objects.within(ranges(request, PEOPLE)))


def _chosen(request: HttpRequest, alike: list[likeness.Like]) -> int | None:
    chosen = request.POST.get(KNOWN, "")
    return next((like.other.pk for like in alike if str(like.other.pk) == chosen), None)


def _tell_blocked(form: IntroduceForm, blocked: ManyBlocked) -> None:
    book = in_use()
    for _person, _step, findings in blocked.refused:
        for one in findings:
            words = cases_telling.message(one, book)
            form.add_error(None, f"{words} ({cases_telling.clause(one.rule)})")


@needs(INTRODUCE)
def introduction_declined(request: HttpRequest) -> HttpResponse:
    """Count somebody who was asked and did not agree; no name is asked for."""
    own, cells = bodies.choices(request, language()), asking.cells(request)
    form = DeclineForm(request.POST or None, bodies=own, cells=cells)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if told["on"] > timezone.localdate():
            form.add_error("on", _("Ngày này còn ở tương lai: kiểm tra lại ngày."))
        else:
            actions.decline(
                body=told["body"], cell=Organisation.objects.get(pk=told["cell"]), on=told["on"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("Đã ghi một lượt chưa đồng ý; không ghi tên ai."))
            return redirect("introductions")
    counted = Declined.objects.filter(
        body__in=[code for code, _name in own], cell__in=[pk for pk, _name in cells]
    ).count()
    context = {
        "title": _("Ghi một lượt chưa đồng ý"),
        "lede": _("đã ghi %(n)d lượt; chỉ đếm, không ghi tên") % {"n": counted},
        "crumbs": [{"label": _("Giới thiệu"), "url": reverse("introductions")}],
        "form": form,
        "back": reverse("introductions"),
        "act": _("Ghi một lượt"),
    }
    return render(request, "introductions/form.html", context)
