"""One introduced person as the mass organisation sees them, and agreements recorded afterwards."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases.fields import language
from taonguon.core.access import INTRODUCE, PEOPLE, RECORD_CELL
from taonguon.core.prospects import REMARK
from taonguon.introductions import actions, asking, bodies, telling
from taonguon.introductions.forms import AgreedForm, RemarkForm
from taonguon.ledger.models import Fact
from taonguon.organisations.visibility import needs, ranges
from taonguon.people import actions as people
from taonguon.people import facts
from taonguon.people.actions import Refused
from taonguon.people.models import Person


@needs(INTRODUCE)
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an introduced person came, and take this month's remark."""
    person = asking.introduced(request, pk)
    form = RemarkForm(request.POST or None)
    ended = person.standing != "prospect"
    if request.method == "POST" and not ended and form.is_valid():
        said = {"text": form.cleaned_data["text"], "by": request.user.get_full_name()}
        on = timezone.localdate()
        people.note(
            person=pk, kind=REMARK, on=on, said=(person.cell_id, said), by=request.user,
            at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Đã ghi nhận xét; người được nhận xét đọc được."))
        return redirect("introduction", pk=pk)
    named = bodies.names(language())
    rows = asking.seen(request).filter(person=pk).order_by("on")
    status, words = telling.where(person)
    context = {
        "title": telling.shown_name(person),
        "crumbs": [{"label": _("Giới thiệu"), "url": reverse("introductions")}],
        "person": person,
        "rows": [telling.row(one, named) for one in rows],
        "status": status,
        "where": words,
        "way": telling.way(person),
        "remarks": _remarks(pk),
        "form": form,
        "ended": ended,
        "opens": person.cell is not None
        and any(low <= person.cell.path < high for low, high in ranges(request, PEOPLE)),
    }
    return render(request, "introductions/introduction.html", context)


def _remarks(person: int) -> list[dict[str, object]]:
    rows = Fact.objects.filter(
        person__in=facts.of_one(person), kind=REMARK, act__undone_at__isnull=True,
        corrected_by__isnull=True,
    )  # fmt: skip
    return [
        {"on": row.happened_on, "text": row.data.get("text", ""), "by": row.data.get("by", "")}
        for row in rows.order_by("-happened_on", "-pk")
    ]


@needs(RECORD_CELL)
def agreements(request: HttpRequest) -> HttpResponse:
    """Record that people of an older list agreed to be considered, several at once."""
    rows = Person.objects.within(ranges(request, RECORD_CELL)).filter(
        standing="prospect", prospect__agreed_on__isnull=True
    )
    without = list(rows.select_related("cell").order_by("cell__path", "sort_key"))
    choices = [(one.pk, f"{one.name}, {one.cell.name if one.cell else '–'}") for one in without]
    form = AgreedForm(request.POST or None, people=choices)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        version = telling.notice_of(told["agreed_on"])
        agreement = actions.Agreement(told["agreed_on"], told["asked_by"], version)
        try:
            number = actions.agree(
                people_=told["people"], agreement=agreement, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("agreed_on", str(refusal))
        else:
            messages.success(request, _("Đã ghi sự đồng ý của %(n)d người.") % {"n": number})
            return redirect("agreements")
    context = {
        "title": _("Ghi sự đồng ý"),
        "lede": _("%(n)d người trong sổ chưa có bản đồng ý") % {"n": len(without)},
        "crumbs": [{"label": _("Nguồn"), "url": reverse("prospects")}],
        "form": form,
        "back": reverse("prospects"),
        "any": bool(without),
    }
    return render(request, "introductions/agreements.html", context)
