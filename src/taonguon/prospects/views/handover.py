"""Handing people over: who waits, the certificate, sending, accepting, refusing, taking back."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.cases import telling as cases
from taonguon.cases.actions import ManyBlocked
from taonguon.cases.views.reach import reached
from taonguon.core import whereabouts
from taonguon.core.access import PEOPLE, RECORD_CELL
from taonguon.core.assessment import Blocked
from taonguon.core.facts import Fact
from taonguon.core.organisation import SEGMENT, after
from taonguon.core.whereabouts import CANCELLED, REFUSED, Handover
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may, needs, ranges
from taonguon.people.actions import Refused
from taonguon.people.models import Person
from taonguon.prospects import facts, telling
from taonguon.prospects.actions import handover as actions
from taonguon.prospects.forms import AcceptForm, EndForm, SendForm
from taonguon.prospects.views.away import crumbs
from taonguon.regulations.book import in_use

CERTIFICATE_FORM = (
    "giay-chung-nhan-dang-duoc-giup-do"  # the form of the certificate, by its address
)


class Waiting(NamedTuple):
    """A hand-over that waits: whom it is about, the facts that stand, the receiver."""

    person: Person
    told: list[Fact]
    handover: Handover
    receiver: Organisation


def here() -> list[dict[str, str]]:
    """Return the way back to the hand-overs."""
    return [*crumbs(), {"label": _("Bàn giao"), "url": reverse("handovers")}]


@needs(RECORD_CELL)
def handover_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand somebody over: the certificate's number and day, and to whom."""
    person = reached(request, RECORD_CELL, pk)
    data = request.POST if request.method == "POST" else None
    initial = {"on": timezone.localdate()}
    form = SendForm(data, receivers=_receivers(person), initial=initial)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        if told["receiver"]:
            told["receiver"] = Organisation.objects.get(pk=told["receiver"])
        try:
            actions.start_handover(
                person=person, sending=actions.Sending(**{**told, "receiver": told["receiver"]}),
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except (Refused, Blocked) as refusal:
            tell(form, refusal)
        else:
            return redirect("handover_certificate", pk=pk)
    context = {
        "title": _("Bàn giao %(name)s") % {"name": person.name},
        "lede": person.cell.name if person.cell else "",
        "crumbs": here(),
        "form": form,
        "act": _("Bàn giao và in giấy"),
        "back": reverse("handovers"),
        "answers": telling.certificate(person, facts.one(pk), _names()),
        "heading": _("Giấy chứng nhận sẽ ghi"),
    }
    return render(request, "prospects/record.html", context)


def tell(form: Any, refusal: Exception) -> None:
    """Put into the form why nothing was written."""
    findings: list[Any] = []
    if isinstance(refusal, Blocked):
        findings = list(refusal.findings)
    elif isinstance(refusal, ManyBlocked):
        findings = [finding for _pk, _step, found in refusal.refused for finding in found]
    else:
        form.add_error(None, str(refusal))
    book = in_use()
    for one in findings:
        form.add_error(None, f"{cases.message(one, book)} ({cases.clause(one.rule)})")


def _receivers(person: Person) -> list[tuple[Any, Any]]:
    """Return the other cells of the commune, and the other communes of the register."""
    path = person.cell.path if person.cell else ""
    units = list(
        Organisation.objects.filter(kind__in=["cell", "commune"], ended_on__isnull=True)
        .order_by("path")
        .values_list("pk", "name", "kind", "path")
    )
    above = [path[:end] for end in range(SEGMENT, len(path), SEGMENT)]
    own = next((p for _pk, _name, kind, p in units if kind == "commune" and p in above), "")
    inside = [
        (pk, name)
        for pk, name, kind, p in units
        if kind == "cell" and own and own <= p < after(own) and pk != person.cell_id
    ]
    others = [(pk, name) for pk, name, kind, p in units if kind == "commune" and p != own]
    groups = [(_("Chi bộ trong đảng bộ"), inside), (_("Đảng bộ khác trong sổ"), others)]
    return [(label, choices) for label, choices in groups if choices]


def _names() -> dict[int, str]:
    return dict(Organisation.objects.values_list("pk", "name"))


@needs(PEOPLE)
def handover_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the certificate of somebody being helped, to print: for the sender and the receiver."""
    person = Person.objects.select_related("cell", "prospect").filter(pk=pk).first()
    told = facts.one(pk)
    last = next(reversed(whereabouts.handovers(told)), None)
    if person is None or last is None or not _may_read(request, person, last):
        raise Http404
    names = _names()
    context = {
        "title": _("Giấy chứng nhận người đang được giúp đỡ"),
        "crumbs": here(),
        "person": person,
        "handover": last,
        "pill": telling.handover_state(last),
        "sender": names.get(last.sender or 0, last.outside),
        "receiver": names.get(last.receiver or 0) or last.outside,
        "lines": telling.certificate(person, told, names),
        "links": _paper(request, person),
    }
    return render(request, "prospects/certificate.html", context)


def _paper(request: HttpRequest, person: Person) -> list[dict[str, str]]:
    """Return where the certificate is made as a document, to those who see the person."""
    if person.cell is None or not may(request, PEOPLE, person.cell):
        return []
    url = reverse("paper", args=["case", person.pk, CERTIFICATE_FORM])
    return [{"label": _("Lập giấy theo thể thức"), "url": url}]


def _may_read(request: HttpRequest, person: Person, last: Handover) -> bool:
    """Tell whether the reader sees the person, or is asked to take the person over."""
    if person.cell is not None and may(request, PEOPLE, person.cell):
        return True
    asked = Organisation.objects.within(ranges(request, PEOPLE)).filter(pk=last.receiver)
    return last.state == whereabouts.SENT and asked.exists()


def _waiting(request: HttpRequest, pk: int) -> Waiting:
    """Return a hand-over that waits for an answer the reader may give. Raises Http404."""
    person = Person.objects.select_related("cell").filter(pk=pk).first()
    told = facts.one(pk)
    waiting = whereabouts.pending(told)
    if person is None or waiting is None:
        raise Http404
    units = Organisation.objects.within(ranges(request, RECORD_CELL))
    receiver = units.filter(pk=waiting.receiver).first()
    if receiver is None:
        raise Http404
    return Waiting(person, told, waiting, receiver)


@needs(RECORD_CELL)
def handover_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over somebody into a cell, with who helps there from now on."""
    asked = _waiting(request, pk)
    person = asked.person
    cells = Organisation.objects.below(asked.receiver.path).filter(kind="cell", ended_on=None)
    choices = list(cells.order_by("path").values_list("pk", "name"))
    data = request.POST if request.method == "POST" else None
    form = AcceptForm(data, cells=choices, initial={"on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        helper = actions.Helper(told["helper"], told["official_since"], told["resolution"])
        try:
            actions.accept_handover(
                person=person, cell=Organisation.objects.get(pk=told["cell"]), on=told["on"],
                helper=helper if told["helper"] else None, by=request.user, at=timezone.now(),
            )  # fmt: skip
        except (Refused, ManyBlocked) as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Đã tiếp nhận %(name)s.") % {"name": person.name})
            return redirect("member", pk=pk)
    context = {
        "title": _("Tiếp nhận %(name)s") % {"name": person.name},
        "lede": _("từ %(cell)s") % {"cell": person.cell.name if person.cell else "–"},
        "crumbs": here(),
        "form": form,
        "act": _("Tiếp nhận"),
        "back": reverse("handovers"),
        "answers": telling.certificate(person, asked.told, _names()),
        "heading": _("Giấy số %(number)s ghi") % {"number": asked.handover.number},
    }
    return render(request, "prospects/record.html", context)


@needs(RECORD_CELL)
def handover_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse to take somebody over, with the reason."""
    person = _waiting(request, pk).person
    title = _("Từ chối tiếp nhận %(name)s") % {"name": person.name}
    return _end(request, person, REFUSED, title, _("Từ chối tiếp nhận"))


@needs(RECORD_CELL)
def handover_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a hand-over that waits, with the reason."""
    person = reached(request, RECORD_CELL, pk)
    if whereabouts.pending(facts.one(pk)) is None:
        raise Http404
    title = _("Rút lại việc bàn giao %(name)s") % {"name": person.name}
    return _end(request, person, CANCELLED, title, _("Rút lại bàn giao"))


def _end(request: HttpRequest, person: Person, answer: str, title: str, act: str) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.end_handover(
                person=person, answer=answer, because=form.cleaned_data["because"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": title})
            return redirect("handovers")
    context = {
        "title": title,
        "lede": _("người này ở lại %(cell)s") % {"cell": person.cell.name if person.cell else "–"},
        "crumbs": here(),
        "form": form,
        "act": act,
        "back": reverse("handovers"),
    }
    return render(request, "prospects/record.html", context)
