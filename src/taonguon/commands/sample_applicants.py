"""The sample's requests and a way long ended, so that the pages of the person's own view open on them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from taonguon.applicants import actions
from taonguon.applicants.models import Request
from taonguon.core.prospects import AGREEMENT, INTRODUCTION, REMARK, WITHDRAWN
from taonguon.core.requests import CARRIED_OUT, COMPLAINT, CORRECTION, SEE
from taonguon.ledger import actions as ledger
from taonguon.ledger import store
from taonguon.organisations.models import Organisation
from taonguon.people import actions as people
from taonguon.people.models import Person

HAMLET = "Chi bộ xóm 6"
LINKED = "Trần Ngọc Yến"
ASKED = (
    (LINKED, HAMLET, CORRECTION, "Ngày sinh đúng là 12/7/1994, không phải 21/7/1994.", 3),
    ("Nguyễn Thị Dịu", "Chi bộ xóm 8", SEE, "", 13),
    (
        "Bùi Minh Thơm",
        "Chi bộ xóm 10",
        COMPLAINT,
        "Nhận xét tháng trước chưa đúng việc tôi làm.",
        1,
    ),
)
ANSWERED = ("Nguyễn Thị Dịu", "Chi bộ xóm 8", SEE, "", 40)
REMARKS = (
    (45, "Tham gia đều các buổi dọn vệ sinh đường làng."),
    (15, "Đã nhận việc ở tổ phụ nữ xóm."),
)
GONE, INTRODUCED, WITHDREW = "Trần Văn Mẫn", 400, 45  # days before


def load(at: datetime) -> None:
    """Record the requests, a link, remarks, and somebody due for erasing; days counted back from `at`."""
    one = _named(LINKED, HAMLET)
    for before, text in REMARKS:
        on = timezone.localdate(at) - timedelta(days=before)
        said = (one.cell_id, {"text": text})
        people.note(person=one.pk, kind=REMARK, on=on, said=said, by=None, at=at)
    actions.make_link(person=one, days=30, by=None, at=at)
    answered = _ask(*ANSWERED, at=at)
    actions.answer(
        request=answered, outcome=CARRIED_OUT, ground="Đã in phiếu và đưa tận tay.", by=None,
        at=answered.asked_at + timedelta(days=4),
    )  # fmt: skip
    for asked in ASKED:
        _ask(*asked, at=at)
    _somebody_who_withdrew(at)


def _named(name: str, cell: str) -> Person:
    rows = Person.objects.select_related("cell")
    return rows.get(name=name, cell__name=cell, standing="prospect")


def _ask(name: str, cell: str, kind: str, text: str, before: int, *, at: datetime) -> Request:
    return actions.ask(
        link=None, person=_named(name, cell), kind=kind, text=text, by=None,
        at=at - timedelta(days=before),
    )  # fmt: skip


@transaction.atomic
def _somebody_who_withdrew(at: datetime) -> None:
    cell = Organisation.objects.get(name=HAMLET)
    today = timezone.localdate(at)
    number = store.reserve(Person, 1)
    begun = today - timedelta(days=INTRODUCED)
    act = ledger.open_act(kind="sample", source="", by=None, at=at)
    for kind, on, data in (
        ("description", begun, {"name": GONE, "born": "1991-02-10"}),
        (AGREEMENT, begun, {}),
        (INTRODUCTION, begun, {"by": "Hội Nông dân xóm 6", "body": "farmers"}),
        (WITHDRAWN, today - timedelta(days=WITHDREW), {}),
    ):
        about = (number, None if kind == "description" else cell.pk)
        ledger.append(act=act, kind=kind, on=on, about=about, data=data)
    people.project([number])
