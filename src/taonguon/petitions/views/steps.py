"""What is done with one petition: passed on, answered, set aside, reopened, published, taken down."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taonguon.core import petitions as core
from taonguon.core.access import RECORD, RECORD_CELL
from taonguon.organisations.visibility import needs
from taonguon.people.actions import Refused
from taonguon.petitions import telling
from taonguon.petitions.actions import handling
from taonguon.petitions.actions.handling import Said
from taonguon.petitions.forms import AnswerForm, PublishForm, RouteForm, WhyForm
from taonguon.petitions.models import Petition, Step
from taonguon.petitions.views.reach import crumbs, reached

CONFIRMED = "da-xem"


class Act(NamedTuple):
    """One thing that is done: the step it takes, its title, its button, its form, its action."""

    step: str
    title: Promise
    button: Promise
    form: type[forms.Form]
    do: Callable[..., Petition]
    why: Promise | str = ""


ASIDE_WHY = gettext_lazy(
    "Chỉ xếp lại thư rác, thư không nêu việc gì. Vẫn còn trong sổ và mở lại được."
)
REOPEN_WHY = gettext_lazy(
    "Thời hạn trả lời tính lại từ ngày mở. Câu trả lời đã công bố thôi hiện trên trang."
)
ACTS = {
    "chuyen": Act(core.ROUTED, gettext_lazy("Chuyển kiến nghị"), gettext_lazy("Ghi đã chuyển"),
                  RouteForm, handling.route),
    "tra-loi": Act(core.ANSWERED, gettext_lazy("Trả lời kiến nghị"), gettext_lazy("Ghi câu trả lời"),
                   AnswerForm, handling.answer),
    "xep-lai": Act(core.SET_ASIDE, gettext_lazy("Xếp lại"), gettext_lazy("Xếp lại, không giải quyết"),
                   WhyForm, handling.set_aside, ASIDE_WHY),
    "mo-lai": Act(core.REOPENED, gettext_lazy("Mở lại kiến nghị"), gettext_lazy("Mở lại"),
                  WhyForm, handling.reopen, REOPEN_WHY),
}  # fmt: skip
DOWN = Act(core.TAKEN_DOWN, gettext_lazy("Gỡ câu trả lời đã công bố"), gettext_lazy("Gỡ xuống"),
           WhyForm, handling.take_down)  # fmt: skip


@needs(RECORD_CELL)
def petition_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Record that a petition was passed on, answered, set aside or opened anew."""
    if step not in ACTS:
        raise Http404
    return _ask(request, reached(request, RECORD_CELL, pk), ACTS[step])


@needs(RECORD)
def petition_take_down(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a published answer no more."""
    return _ask(request, reached(request, RECORD, pk), DOWN)


def _ask(request: HttpRequest, kept: Petition, act: Act) -> HttpResponse:
    if not core.may_follow(kept.state, act.step):
        return _not_now(request, kept)
    form = act.form(request.POST or None, initial={"on": timezone.localdate()})
    refusals = []
    if request.method == "POST" and form.is_valid():
        try:
            act.do(
                petition=kept, said=Said(**form.cleaned_data), by=request.user, at=timezone.now()
            )
        except Refused as refused:
            refusals.append(str(refused))
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("petition", kept.pk)
    context = _page(kept, act.title) | {
        "form": form,
        "refusals": refusals,
        "act": act.button,
        "why": act.why,
    }
    return render(request, "petitions/form.html", context)


def _page(kept: Petition, title: Any) -> dict[str, Any]:
    return {
        "title": title,
        "crumbs": crumbs(kept),
        "asked": kept.text,
        "back": reverse("petition", args=[kept.pk]),
    }


def _not_now(request: HttpRequest, kept: Petition) -> HttpResponse:
    words = _("Kiến nghị đang ở bước “%(state)s”: chỉ làm được những việc có nút dưới đây.")
    messages.warning(request, words % {"state": telling.state_words(kept)})
    return redirect("petition", kept.pk)


@needs(RECORD)
def petition_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an answer on the public page: the words without anybody in them, one look, then it is shown."""
    kept = reached(request, RECORD, pk)
    if not core.may_follow(kept.state, core.PUBLISHED) or not kept.publishable:
        return _not_now(request, kept)
    last = Step.objects.filter(petition=kept, step=core.ANSWERED).order_by("-pk").first()
    form = PublishForm(request.POST or None, initial={"text": last.text if last else ""})
    context = _page(kept, _("Công bố câu trả lời")) | {"form": form, "refusals": []}
    if request.method == "POST" and form.is_valid():
        return _published(request, kept, context)
    context["act"] = _("Xem lại trước khi công bố")
    context["why"] = _publish_why()
    return render(request, "petitions/form.html", context)


def _publish_why() -> str:
    return _(
        "Ai cũng đọc được lời dưới đây. Viết lại cho gọn và bỏ hết những gì cho biết ai đã gửi."
    )


def _published(request: HttpRequest, kept: Petition, context: dict[str, Any]) -> HttpResponse:
    told = context["form"].cleaned_data
    if CONFIRMED not in request.POST:
        context |= {
            "title": _("Xem lại trước khi công bố"),
            "matter": told["matter"],
            "text": told["text"],
            "back": reverse("petition_publish", args=[kept.pk]),
        }
        return render(request, "petitions/publish.html", context)
    said = Said(on=timezone.localdate(), **told)
    try:
        handling.publish(petition=kept, said=said, by=request.user, at=timezone.now())
    except Refused as refused:
        context |= {"refusals": [str(refused)], "act": _("Xem lại trước khi công bố")}
        context["why"] = _publish_why()
        return render(request, "petitions/form.html", context)
    messages.success(request, _("Đã công bố câu trả lời."))
    return redirect("petition", kept.pk)
