"""What waits for a second officer: confirm it or set it aside."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.core.access import RULES_EDIT
from taonguon.organisations.visibility import needs
from taonguon.regulations import actions, telling
from taonguon.regulations.book import in_use
from taonguon.regulations.forms import RefusalForm
from taonguon.regulations.models import DayChange, ValueChange
from taonguon.regulations.views.rules import crumbs

KINDS = {"gia-tri": ValueChange, "ngay": DayChange}


@needs(RULES_EDIT)
def proposals(request: HttpRequest) -> HttpResponse:
    """Show the proposals that wait."""
    changes = [
        *ValueChange.objects.pending().select_related("proposed_by"),
        *DayChange.objects.pending().select_related("proposed_by"),
    ]
    context = {
        "title": _("Đề nghị chờ xác nhận"),
        "crumbs": crumbs(),
        "proposals": telling.pending(changes, in_use()),
    }
    return render(request, "regulations/proposals.html", context)


@needs(RULES_EDIT)
def decide(request: HttpRequest, what: str, pk: int) -> HttpResponse:
    """Show one proposal; confirm it, or set it aside with the reason."""
    model = KINDS.get(what)
    change = model.objects.pending().filter(pk=pk).first() if model else None
    if change is None:
        raise Http404
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            words = _decide(request, change, form.cleaned_data["because"])
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, words)
            return redirect("proposals")
    context = {
        "title": _("Xác nhận đề nghị"),
        "crumbs": [*crumbs()],
        "proposal": telling.proposal(change, in_use()),
        "own": change.proposed_by_id == request.user.pk,
        "form": form,
    }
    return render(request, "regulations/decide.html", context)


def _decide(request: HttpRequest, change: ValueChange | DayChange, because: str) -> str:
    if "refuse" in request.POST:
        actions.refuse(change=change, because=because, by=request.user, at=timezone.now())
        return _("Đã ghi: không đồng ý với đề nghị.")
    actions.confirm(change=change, by=request.user, at=timezone.now())
    return _("Đã xác nhận; giá trị mới có hiệu lực từ ngày đã ghi.")
