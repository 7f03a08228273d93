"""The sample's prospects who work away, are about to enlist, or are being handed over."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from taonguon.core.whereabouts import REFUSED, Away
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.prospects.actions import away, handover

# who, of which cell, gone how many days ago, where, when home (days from now), phone
AWAY: tuple[tuple[Any, ...], ...] = (
    ("Nguyễn Thị Mơ", "Chi bộ xóm 6", 210, "Khu công nghiệp Khánh Phú", 26, "0900 000 601"),
    ("Nguyễn Hữu Hòa", "Chi bộ xóm 9", 95, "Bắc Ninh, công ty điện tử", None, ""),
    ("Phạm Thanh Mơ", "Chi bộ xóm 15", 400, "Bình Dương, may mặc", -12, "0900 000 615"),
    ("Nguyễn Kim Loan", "Chi bộ xóm 13", 60, "Hà Nội, bán hàng", 74, "0900 000 613"),
)
# who, of which cell, enlisting in how many days
ENLISTING = (
    ("Nguyễn Đức Hải", "Chi bộ Trường Tiểu học A", 88),
    ("Hoàng Xuân Hòa", "Chi bộ Hợp tác xã nông nghiệp", 88),
    ("Vũ Hữu Tùng", "Chi bộ xóm 8", 40),
)
# who, from which cell, to which, days ago, the certificate's number, why refused
SENT = (
    ("Phạm Kim Liên", "Chi bộ xóm 10", "Chi bộ xóm 6", 6, "02-GCN/CB", ""),
    ("Nguyễn Kim Hằng", "Chi bộ xóm 13", "Chi bộ xóm 11", 3, "01-GCN/CB", ""),
    ("Vũ Thùy Loan", "Chi bộ xóm 12", "Chi bộ xóm 7", 30, "04-GCN/CB", "chưa đến ở, vẫn về xóm 12"),
)


def load(at: datetime) -> None:
    """Record who is away, enlisting and handed over, the days counted from `at`."""
    day = timezone.localdate(at)
    for name, cell, gone, place, home, phone in AWAY:
        person = _of(name, cell)
        visit = day + timedelta(days=home) if home is not None else None
        told = Away(day - timedelta(days=gone), place, phone, None, person.prospect.helper)
        away.record_away(person=person, told=told, by=None, at=at - timedelta(days=30))
        if visit is not None:
            news = told._replace(visit=visit)
            away.record_away(person=person, told=news, by=None, at=at)
    for name, cell, days in ENLISTING:
        on = day + timedelta(days=days)
        away.record_enlistment(person=_of(name, cell), on=on, by=None, at=at)
    for name, cell, receiver, ago, number, because in SENT:
        person = _of(name, cell)
        unit = Organisation.objects.get(name=receiver)
        sending = handover.Sending(number, day - timedelta(days=ago), unit)
        handover.start_handover(person=person, sending=sending, by=None, at=at)
        if because:
            handover.end_handover(person=person, answer=REFUSED, because=because, by=None, at=at)


def _of(name: str, cell: str) -> Person:
    rows = Person.objects.select_related("cell", "prospect")
    return rows.get(name=name, cell__name=cell, standing="prospect")
