"""What rows say, for the core and the pages: a history, the switch of a form, the tree above a cell."""

import hashlib
from collections.abc import Iterable

from taonguon.core.organisation import SEGMENT
from taonguon.core.petitions import Entry, bare
from taonguon.organisations.models import Organisation
from taonguon.petitions.models import Petition, Step, Switch


def history(petition: Petition) -> list[Entry]:
    """Return what happened to a petition, oldest first."""
    rows = Step.objects.filter(petition=petition).order_by("pk")
    return [Entry(*row) for row in rows.values_list("step", "on", "to", "due_on")]


def fingerprint(text: str) -> str:
    """Return what stands for the words of a text, whatever their marks, case and stops."""
    return hashlib.sha256(bare(text).encode()).hexdigest()


def commune_of(organisation: Organisation) -> int:
    """Return the id of the commune an organisation is or stands under; its own when under none."""
    path = organisation.path
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    rows = Organisation.objects.filter(path__in=above, kind="commune")
    found = rows.order_by("path").values_list("pk", flat=True).first()
    return found if found is not None else organisation.pk


def waiting_twin(commune: int, text: str, besides: int = 0) -> Petition | None:
    """Return the petition of the same words that still waits in a commune, None for none."""
    rows = Petition.objects.filter(
        commune=commune, fingerprint=fingerprint(text), answered_on__isnull=True
    )
    return rows.exclude(pk=besides).first()


def switches(communes: Iterable[int]) -> dict[int, Switch]:
    """Return the last switch of each commune's public form; those never opened have none."""
    rows = Switch.objects.filter(commune__in=list(communes)).select_related("by").order_by("pk")
    return {one.commune: one for one in rows}


def opened(pk: int) -> Organisation | None:
    """Return a commune whose public form is open, None for every other."""
    rows = Organisation.objects.filter(kind="commune", ended_on__isnull=True)
    commune: Organisation | None = rows.filter(pk=pk).first()
    last = Switch.objects.filter(commune=pk).order_by("-pk").first() if commune else None
    return commune if last is not None and last.opened else None
