"""What is sent out: the private calendar address and the digest."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import actions, feed, worklist
from taonguon.cases.forms import ReminderForm
from taonguon.cases.models import Reminder
from taonguon.cases.views.reach import crumbs
from taonguon.core.access import PEOPLE
from taonguon.organisations.visibility import needs
from taonguon.regulations.book import in_use


@needs(PEOPLE)
def reminders(request: HttpRequest) -> HttpResponse:
    """Show the reader's private calendar address, and ask whether to send the digest."""
    kept = Reminder.objects.filter(user=request.user).first()
    form = ReminderForm(
        request.POST if request.method == "POST" else None,
        initial={"digest": bool(kept and kept.digest)},
    )
    if request.method == "POST" and form.is_valid():
        actions.ask_reminders(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi lựa chọn nhắc việc."))
        return redirect("case_reminders")
    address = reverse("case_feed", args=[kept.key]) if kept else ""
    context = {
        "title": _("Nhắc việc"),
        "crumbs": crumbs(),
        "form": form,
        "address": request.build_absolute_uri(address) if address else "",
    }
    return render(request, "cases/reminders.html", context)


@login_not_required
def case_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Give the deadlines of a user's cells as a calendar, under the private address."""
    kept = Reminder.objects.filter(key=key, user__is_active=True).select_related("user").first()
    if kept is None:
        raise Http404
    day, book = timezone.localdate(), in_use()
    found = worklist.of_user(kept.user, book, day)
    body = feed.calendar(found, book, timezone.now())
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
