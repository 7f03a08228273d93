"""Which classes a reader reaches, and the way back to them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.classes.models import StudyClass
from taonguon.core.access import CLASSES, PEOPLE
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import ranges
from taonguon.people.models import Person


def run(request: HttpRequest) -> QuerySet[StudyClass]:
    """Return the classes the reader runs."""
    inside = Organisation.objects.within(ranges(request, CLASSES)).values("pk")
    return StudyClass.objects.filter(organisation__in=inside)


def seen(request: HttpRequest) -> QuerySet[StudyClass]:
    """Return the classes of the reader's organisations, and those with people of theirs."""
    reach = ranges(request, PEOPLE)
    inside = Organisation.objects.within(reach).values("pk")
    own = Person.objects.within(reach).values("pk")
    asked = Q(organisation__in=inside) | Q(seats__person__in=own)
    return StudyClass.objects.filter(asked).distinct()


def one_of(rows: QuerySet[StudyClass], pk: int) -> StudyClass:
    """Return a class among some. Raises Http404."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def managed(request: HttpRequest, pk: int) -> StudyClass:
    """Return a class the reader runs. Raises Http404."""
    return one_of(run(request), pk)


def crumbs(study_class: StudyClass | None = None) -> list[dict[str, Any]]:
    """Return the way back: all classes, and the class."""
    found = [{"label": _("Lớp học"), "url": reverse("classes")}]
    if study_class is not None:
        url = reverse("study_class", args=[study_class.pk])
        found.append({"label": study_class.name, "url": url})
    return found


def saved() -> str:
    """Return the line that says that something is kept."""
    return _("Đã lưu lúc %(at)s.") % {"at": f"{timezone.localtime():%H:%M}"}
