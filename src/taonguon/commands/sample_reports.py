"""The sample's target of the present year, so that the plan backwards has something to reach."""

from datetime import date, datetime

from django.utils import timezone

from taonguon.organisations.models import Organisation
from taonguon.targets import actions

LOW, DOCUMENT = 6, "03-CTr/ĐU (mẫu)"


def load(at: datetime) -> None:
    """Set the commune's target of the year of `at`, by a paper of its first days."""
    place = Organisation.objects.filter(kind="commune").order_by("path").first()
    if place is None:
        return
    today = timezone.localdate(at)
    year = today.year
    data = {
        "start": f"{year}-01-01", "end": f"{year}-12-31", "category": "", "source": "assigned",
        "form": "exact", "low": str(LOW), "document": DOCUMENT,
    }  # fmt: skip
    actions.set_target(
        organisation=place.pk, on=min(date(year, 1, 15), today), data=data, by=None, at=at
    )
