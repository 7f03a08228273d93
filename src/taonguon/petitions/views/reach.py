"""Which petitions and places a reader may reach, and the way back from a page."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import ranges
from taonguon.petitions.models import Petition


def seen(request: HttpRequest, act: str) -> QuerySet[Petition]:
    """Return the petitions with which the reader may do `act`."""
    return Petition.objects.within(ranges(request, act)).select_related("organisation")


def reached(request: HttpRequest, act: str, pk: int) -> Petition:
    """Return a petition with which the reader may do `act`. Raises Http404."""
    found = seen(request, act).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def places(request: HttpRequest, act: str) -> list[tuple[int, str]]:
    """Return the communes and cells where the reader may do `act`, in the tree's order."""
    rows = Organisation.objects.within(ranges(request, act)).filter(ended_on__isnull=True)
    return list(
        rows.filter(kind__in=["commune", "cell"]).order_by("path").values_list("pk", "name")
    )


def crumbs(petition: Petition | None = None) -> list[dict[str, str]]:
    """Return the way back: the list, and the petition a page is about."""
    found = [{"label": _("Kiến nghị"), "url": reverse("petitions")}]
    if petition is not None:
        words = _("Số %(number)d") % {"number": petition.pk}
        found.append({"label": words, "url": reverse("petition", args=[petition.pk])})
    return found
