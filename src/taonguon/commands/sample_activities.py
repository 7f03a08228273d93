"""The sample's activities of mass organisations, and which prospects took part."""

from datetime import datetime, timedelta

from django.utils import timezone

from taonguon.activities import actions
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person

COMMUNE = "Đảng bộ xã Khánh Nhạc"
HAMLET = "Chi bộ xóm 6"
# body, kind, title, days ago, place, of which organisation, roles by whom
HELD = (
    ("women", "voluntary", "Ngày chủ nhật xanh, dọn đường hoa xóm 6", 12, "Nhà văn hóa xóm 6",
     HAMLET, {"Trần Ngọc Yến": "core"}),
    ("women", "movement", "Gia đình 5 không, 3 sạch", 47, "các xóm", COMMUNE,
     {"Trần Ngọc Yến": "part", "Vũ Thùy Loan": "organiser", "Nguyễn Kim Hằng": "part"}),
    ("youth", "study", "Học tập Chỉ thị 05, chuyên đề tháng", 26, "Hội trường xã", COMMUNE,
     {"Đinh Ngọc Thắng": "speaker", "Hoàng Xuân Hòa": "part", "Nguyễn Hồng Yến": "part"}),
    ("farmers", "charity", "Giúp ngày công gặt lúa hộ neo đơn", 75, "xóm 3, xóm 10", COMMUNE,
     {"Đặng Minh Cường": "organiser", "Bùi Minh Thơm": "part"}),
)  # fmt: skip


def load(at: datetime) -> None:
    """Record the activities and who took part, the days counted back from `at`."""
    day = timezone.localdate(at)
    people = {
        one.name: one
        for one in Person.objects.filter(standing="prospect").select_related("cell", "prospect")
    }
    for body, kind, title, ago, place, unit, roles in HELD:
        organisation = Organisation.objects.get(name=unit)
        held = actions.Held(body, kind, title, day - timedelta(days=ago), place, organisation.pk)
        added = actions.add(held=held, by=None, at=at)
        taking = [people[name] for name in roles]
        told = {people[name].pk: role for name, role in roles.items()}
        actions.tick(activity=added, roles=told, among=taking, by=None, at=at)
