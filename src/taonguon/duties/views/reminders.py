"""What is sent out: the private calendar, the wish for letters, a trial letter, stopping them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from taonguon.cases.actions import draw_address
from taonguon.cases.models import Reminder
from taonguon.core.access import DUTIES
from taonguon.duties import engine, feed, letter, posting, telling
from taonguon.duties.actions import wishes
from taonguon.duties.forms import WishForm
from taonguon.duties.models import SENT, Letter, Wish
from taonguon.organisations.visibility import needs
from taonguon.people.actions import Refused

LAST = 7  # letters shown


@needs(DUTIES)
def reminders(request: HttpRequest) -> HttpResponse:
    """Show the reader's private calendar and wish for letters; keep a new wish or address."""
    kept = Wish.objects.filter(user=request.user).first()
    form = WishForm(request.POST if "letters" in request.POST else None, kept=kept)
    if request.method == "POST" and "calendar" in request.POST:
        draw_address(by=request.user, anew="anew" in request.POST, at=timezone.now())
        messages.success(request, _("Đã cấp địa chỉ lịch riêng."))
        return redirect("reminders")
    if form.is_bound and form.is_valid():
        try:
            wishes.wish(asked=form.asked(), by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi lựa chọn nhắc việc."))
            return redirect("reminders")
    return render(request, "duties/reminders.html", _context(request, form, kept))


def _context(request: HttpRequest, form: WishForm, kept: Wish | None) -> dict[str, Any]:
    drawn = Reminder.objects.filter(user=request.user).first()
    feed_path = reverse("duty_feed", args=[drawn.key]) if drawn else ""
    sent = Letter.objects.filter(user=request.user).order_by("-day")[:LAST]
    return {
        "title": _("Nhắc việc qua thư"),
        "lede": _("và lịch việc đến hạn trên điện thoại"),
        "crumbs": [{"label": _("Việc cần làm"), "url": reverse("duties")}],
        "form": form,
        "kept": kept,
        "address": request.build_absolute_uri(feed_path) if feed_path else "",
        "no_server": "" if posting.configured() else posting.not_configured(),
        "letters": [telling.letter(one) for one in sent],
    }


@require_POST
@needs(DUTIES)
def reminder_trial(request: HttpRequest) -> HttpResponse:
    """Send one trial letter to the reader's own address and say what became of it."""
    if not posting.configured():
        messages.error(request, posting.not_configured())
        return redirect("reminders")
    try:
        kept = wishes.begin_trial(by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reminders")
    answer = posting.post(letter.trial(kept, timezone.localdate()))
    if answer.state == SENT:
        messages.success(request, _("Đã gửi thư thử đến %(to)s.") % {"to": kept.address})
    else:
        messages.error(request, answer.why)
    return redirect("reminders")


@csrf_exempt
@login_not_required
def reminders_stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop somebody's letters by the link of a letter; a page with one button where it is only opened.

    No cookie is asked for: a mail program presses the button by itself.
    """
    found = Wish.objects.filter(key=key).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        wishes.stop(key=key, at=timezone.now())
    stopped = request.method == "POST" or not found.wanted
    context = {"title": _("Thôi nhận thư nhắc việc"), "stopped": stopped}
    return render(request, "duties/stop.html", context)


@login_not_required
def duty_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Give a user's duties as a calendar, under the private address."""
    kept = Reminder.objects.filter(key=key, user__is_active=True).select_related("user").first()
    if kept is None:
        raise Http404
    shown = engine.of_user(kept.user, timezone.localdate(), ahead=True)
    body = feed.calendar(shown, timezone.now())
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
