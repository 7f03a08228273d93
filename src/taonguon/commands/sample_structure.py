"""The sample commune's superior: the province, above it since the district level ended."""

from datetime import date, datetime

from taonguon.organisations.models import Organisation
from taonguon.structure import actions

COMMUNE, PROVINCE = "Đảng bộ xã Khánh Nhạc", "Đảng bộ tỉnh Ninh Bình"
SINCE = date(2025, 7, 1)
PAPER = "Quyết định mẫu số 01-QĐ/TU"


def load(at: datetime) -> None:
    """Found the province's organisation above the commune."""
    actions.found_above(
        unit=Organisation.objects.get(name=COMMUNE),
        on=SINCE,
        data={"name": PROVINCE, "kind": "province", "category": "", "document": PAPER},
        by=None,
        at=at,
    )
