"""Who sees which part of the tree: the stated right of each page, and one range for its queries."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse

from taonguon.accounts.clock import this_day
from taonguon.core import access
from taonguon.core.access import Grant
from taonguon.organisations.models import Organisation

View = Callable[..., HttpResponse]


def needs(act: str) -> Callable[[View], View]:
    """State what right a page needs; without any range for it the page answers 403."""

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not ranges(request, act):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.needs = act  # type: ignore[attr-defined]
        return checked

    return mark


def grants(user: AbstractBaseUser) -> list[Grant]:
    """Return a user's grants with the present paths of their organisations, in two queries."""
    prefetch_related_objects([user], "grants")  # the navigation asks for them again
    rows = list(user.grants.all())  # type: ignore[attr-defined]
    ids = [row.organisation for row in rows]
    paths = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "path"))
    return [
        Grant(row.role, paths[row.organisation], row.start_on, row.end_on, row.body)
        for row in rows
        if row.organisation in paths
    ]


def _held(request: HttpRequest) -> list[Grant]:
    if not hasattr(request, "_grants"):
        request._grants = grants(request.user)  # type: ignore[attr-defined]
    return request._grants  # type: ignore[attr-defined,no-any-return]


def ranges(request: HttpRequest, act: str) -> list[tuple[str, str]]:
    """Return the ranges of paths in which the signed-in user may do `act` today."""
    return access.ranges(_held(request), act, this_day())


def bodies(request: HttpRequest, act: str) -> frozenset[str] | None:
    """Return the mass organisations for which the user may do `act` today; None when for all."""
    return access.bodies(_held(request), act, this_day())


def read_anew(request: HttpRequest) -> None:
    """Forget the rights read for this request: the tree has changed, and the paths with it."""
    if hasattr(request, "_grants"):
        del request._grants


def may(request: HttpRequest, act: str, organisation: Organisation) -> bool:
    """Tell whether the signed-in user may do `act` at an organisation."""
    return any(low <= organisation.path < high for low, high in ranges(request, act))


def visible(request: HttpRequest, act: str, pk: int) -> Organisation:
    """Return an organisation in which the user may do `act`; Http404 for all others."""
    found = Organisation.objects.within(ranges(request, act)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def chosen(request: HttpRequest, act: str) -> Organisation:
    """Return the organisation named in the address (`to`), else the highest the user may see."""
    asked = request.GET.get("to", "")
    if asked.isdecimal():
        return visible(request, act, int(asked))
    rows = Organisation.objects.within(ranges(request, act))
    found = rows.order_by("path").first()
    if found is None:
        raise Http404
    return found
