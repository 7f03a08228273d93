"""The sample's criteria of dividing the year's target: the weights its committee has set."""

from datetime import datetime

from django.utils import timezone

from taonguon.organisations.models import Organisation
from taonguon.outlook.allocation import Terms
from taonguon.targets import actions

COMMUNE = "Đảng bộ xã Khánh Nhạc"
WEIGHTS = {
    "members": 30, "households": 20, "youth_present": 20, "certified": 20, "admitted": 10,
    "special": 10,
}  # fmt: skip
AT_MOST = {"Chi bộ Trạm Y tế": 1}


def load(at: datetime) -> None:
    """Set the criteria of the sample commune, one more for each cell beyond its prospects."""
    commune = Organisation.objects.get(name=COMMUNE)
    cells = dict(Organisation.objects.filter(name__in=AT_MOST).values_list("name", "pk"))
    terms = Terms(WEIGHTS, allowance=1, highs={cells[name]: n for name, n in AT_MOST.items()})
    day = timezone.localdate(at)
    actions.set_terms(organisation=commune.pk, terms=terms, on=day, by=None, at=at)
