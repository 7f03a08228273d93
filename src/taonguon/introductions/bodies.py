"""The mass organisations as pages name them: the shipped ones and those the office added."""

from collections.abc import Mapping

from django.http import HttpRequest

from taonguon.core.access import INTRODUCE
from taonguon.introductions.models import MassOrganisation
from taonguon.organisations.visibility import bodies
from taonguon.rules.bodies import CELL, shipped


def names(language: str) -> Mapping[str, str]:
    """Return the name of each mass organisation by its code; the cell's own finds come last."""
    told = {code: body.name.said(language) for code, body in shipped().items()}
    added = dict(MassOrganisation.objects.order_by("pk").values_list("code", "name"))
    own = "the cell itself" if language == "en" else "Chi bộ tự phát hiện"
    return {**told, **added, CELL: own}


def choices(request: HttpRequest, language: str) -> list[tuple[str, str]]:
    """Return the mass organisations the reader may act for: code and name."""
    held = bodies(request, INTRODUCE)
    told = names(language).items()
    return [(code, name) for code, name in told if held is None or code in held]
