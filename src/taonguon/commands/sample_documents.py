"""The sample's terms, and some documents of the commune and of hamlet 6 numbered in them."""

import json
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from taonguon.documents.actions import keeping, terms
from taonguon.documents.models import Document
from taonguon.forms import filling, look
from taonguon.forms.form import Form
from taonguon.forms.loading import load as read
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person

COMMUNE, HAMLET = "Đảng bộ xã Khánh Nhạc", "Chi bộ xóm 6"
CONGRESS, CELLS = 510, 560  # days ago
SUPERIOR = "Đảng bộ tỉnh Ninh Bình"
POSTS = {"committee": "PHÓ BÍ THƯ", "cell": "BÍ THƯ"}


class Sent(NamedTuple):
    """One document: who issues it, its type, title and what about, days ago, words; whom it is about."""

    issuer: str
    type: str
    title: str
    about: str
    ago: int
    words: tuple[str, ...]
    number: int | None = None
    person: str = ""


SENT = (
    Sent("committee", "KH", "Kế hoạch", "công tác tạo nguồn và phát triển đảng viên", 310, (
        "Mỗi chi bộ rà soát quần chúng ưu tú trong quý I, phân công đảng viên giúp đỡ từng người.",
        "Đoàn thể giới thiệu nguồn với chi bộ trước ngày 15 hằng tháng.",
    ), number=4),
    Sent("committee", "TB", "Thông báo", "mở lớp bồi dưỡng nhận thức về Đảng", 62, (
        "Chi bộ cử quần chúng ưu tú đã có trong danh sách cảm tình Đảng dự lớp.",
        "Danh sách gửi về Văn phòng Đảng ủy trước ngày khai giảng 10 ngày.",
    )),
    Sent("committee", "TB", "Thông báo", "kết quả rà soát nguồn phát triển đảng viên", 33, (
        "Đảng ủy đã rà soát đề nghị của các chi bộ; kết quả từng người được báo riêng với chi bộ.",
    )),
    Sent("cell", "NQ", "Nghị quyết", "đưa quần chúng vào danh sách cảm tình Đảng", 40, (
        "Chi bộ thống nhất đưa quần chúng có tên ở trích yếu vào danh sách cảm tình Đảng.",
        "Chi bộ phân công đảng viên chính thức giúp đỡ và nhận xét hằng tháng.",
    ), person="Trần Ngọc Yến"),
    Sent("cell", "TB", "Thông báo", "phân công đảng viên giúp đỡ quần chúng", 38, (
        "Đảng viên được phân công báo cáo chi bộ hằng tháng.",
    ), person="Trần Ngọc Yến"),
)  # fmt: skip
CANCELLED = ("phân công đảng viên giúp đỡ quần chúng", "ghi nhầm tên đảng viên được phân công")


def load(at: datetime) -> None:
    """Record the terms and issue the documents, the days counted back from `at`."""
    day = timezone.localdate(at)
    for kinds, ago in ((("commune",), CONGRESS), (("cell",), CELLS)):
        for one in Organisation.objects.filter(kind__in=kinds, ended_on=None).order_by("path"):
            on = max(day - timedelta(days=ago), one.founded_on)
            terms.begin_term(organisation=one, on=on, by=None, at=at)
    places = {one.name: one for one in Organisation.objects.filter(name__in=[COMMUNE, HAMLET])}
    for sent in SENT:
        _issue(sent, places, day - timedelta(days=sent.ago), at)
    about, why = CANCELLED
    kept = Document.objects.get(title=f"Thông báo {about}")
    keeping.cancel(document=kept, why=why, by=None, at=at)


def _issue(sent: Sent, places: dict[str, Organisation], on: date, at: datetime) -> Document:
    own = places[COMMUNE if sent.issuer == "committee" else HAMLET]
    person = Person.objects.filter(name=sent.person, standing="prospect").order_by("pk").first()
    form, values = _form(sent), _values(sent)
    draft = keeping.Draft(
        form=form.code,
        on=on,
        organisation=own.pk,
        write=lambda number: filling.fill(form, values, on=on, number=number),
        about=sent.person,
        cell=own.pk if sent.issuer == "cell" else None,
        person=person.pk if person else None,
        type=sent.type,
        mark=look.shipped().issuers[sent.issuer].mark,
        values=filling.used(form, values, on=on),
    )
    return keeping.issue(draft=draft, by=None, at=at, number=sent.number)


def _values(sent: Sent) -> dict[str, str]:
    return {
        "committee.superior": SUPERIOR,
        "committee.name": COMMUNE,
        "cell.superior": COMMUNE,
        "cell.name": HAMLET,
        "place": "Khánh Nhạc",
        "person.name": sent.person,
    }


def _form(sent: Sent) -> Form:
    """Return the document as a form of its own: its words stand in it whole."""
    about = sent.about + (": {person.name}" if sent.person else "")
    told = [
        ("code", sent.type), ("subject", "committee" if sent.issuer == "committee" else "cell"),
        ("issuer", sent.issuer), ("type", sent.type),
    ]  # fmt: skip
    lines = [f"{key} = {json.dumps(value)}" for key, value in told]
    lines.append(f'name = {{ vi = {json.dumps(f"{sent.title} {sent.about}")}, en = "Sample" }}')
    blocks = [{"kind": "title", "text": sent.title.upper(), "about": about}]
    blocks += [{"kind": "text", "text": words} for words in sent.words]
    for block in blocks:
        lines += ["[[block]]", *(f"{key} = {json.dumps(value)}" for key, value in block.items())]
    lines += [
        "[[block]]", 'kind = "sign"', f'columns = [{{ post = "{POSTS[sent.issuer]}" }}]',
        'recipients = ["Các chi bộ;"]' if sent.issuer == "committee" else 'recipients = ["Đảng ủy xã;"]',
    ]  # fmt: skip
    return read("sample", "\n".join(lines))
