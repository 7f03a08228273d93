"""The sample's introductions: agreements, units of the mass organisations, somebody entered twice."""

from datetime import datetime, timedelta

from django.utils import timezone

from taonguon.introductions import actions
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person
from taonguon.rules.bodies import shipped

UNITS = (
    ("women", "Chi bộ xóm 6", "Chi hội Phụ nữ xóm 6"),
    ("youth", "Chi bộ xóm 6", "Chi đoàn xóm 6"),
    ("farmers", "Chi bộ xóm 5", "Chi hội Nông dân xóm 5"),
    ("veterans", "Chi bộ xóm 7", "Chi hội Cựu chiến binh xóm 7"),
)
WITHOUT = 5  # who have not been asked yet
ASKED_BY = "Nguyễn Thị Mẫu, chi hội trưởng"


def load(at: datetime) -> None:
    """Record agreements of all prospects but a few, units, a refusal, and one entry made twice."""
    on = timezone.localdate(at) - timedelta(days=30)
    people = Person.objects.filter(standing="prospect").order_by("pk")
    asked = list(people.values_list("pk", flat=True))[:-WITHOUT]
    agreement = actions.Agreement(on, ASKED_BY, "")
    actions.agree(people_=asked, agreement=agreement, by=None, at=at)
    for body, cell, name in UNITS:
        unit = Organisation.objects.get(name=cell)
        actions.add_unit(body=body, cell=unit, name=name, by=None, at=at)
    hamlet = Organisation.objects.get(name="Chi bộ xóm 6")
    actions.decline(body="women", cell=hamlet, on=on, by=None, at=at)
    twice = people.get(name="Trần Ngọc Yến", cell=hamlet)
    told = actions.Introduced(
        cell=hamlet,
        on=on,
        body="youth",
        by=shipped()["youth"].name.vi,
        unit="Chi đoàn xóm 6",
        about={"name": "Trần Ngọc Yên", "sex": twice.sex, "born": twice.born[:4]},
    )
    actions.introduce(told=told, agreement=agreement, known=None, by=None, at=at)
