"""The sample's petitions at every point of their way, and the commune's public form, which is open."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from taonguon.core.petitions import BODY, CELL, FORM, MEMBER
from taonguon.organisations.models import Organisation
from taonguon.petitions.actions import box, handling
from taonguon.petitions.actions.handling import Said, Told
from taonguon.petitions.models import Petition

COMMUNE = "Đảng bộ xã Khánh Nhạc"
HAMLET = "Chi bộ xóm 6"


class Asked(NamedTuple):
    """One petition of the sample: days ago, where, how it came, what about, its words, and from whom."""

    ago: int
    cell: str
    through: str
    kind: str
    text: str
    body: str = ""
    name: str = ""
    reach: str = ""


LAMPS = Asked(
    52, HAMLET, MEMBER, "roads",
    "Đoạn đường từ nhà văn hóa xóm 6 ra cầu Rào tối quá, ba bóng đèn cháy từ tháng trước. Buổi tối "
    "các cháu đi học thêm về rất nguy hiểm. Đề nghị thay bóng.",
)  # fmt: skip
DITCH = Asked(
    41, HAMLET, CELL, "environment",
    "Mương tiêu sau xóm bị bèo và rác lấp, mưa là nước tràn vào sân nhà dân.",
    name="Bà Hoàn", reach="xóm 6, cạnh nhà văn hóa",
)  # fmt: skip
ALLOWANCE = Asked(
    12, HAMLET, BODY, "policy",
    "Hai hội viên nuôi con nhỏ một mình chưa được hướng dẫn làm hồ sơ vay vốn. Đề nghị xã cử người về "
    "hướng dẫn tại nhà văn hóa.",
    body="women",
)  # fmt: skip
MARKET = Asked(
    3, "Chi bộ xóm 8", FORM, "order",
    "Chợ chiều họp lấn ra lòng đường trước cổng trường, giờ tan học xe không đi được.",
)  # fmt: skip
CLINIC = Asked(
    27, "Chi bộ xóm 10", CELL, "services",
    "Trạm y tế chiều thứ Sáu hay đóng cửa sớm, người già đi lại nhiều lần. Đề nghị niêm yết giờ làm "
    "việc và số người trực.",
    name="Ông Thuận", reach="xóm 10",
)  # fmt: skip
NOTICE = Asked(
    70, "Chi bộ xóm 7", CELL, "papers",
    "Xin hỏi làm giấy khai sinh cho cháu mất mấy ngày, phải mang những gì?",
)  # fmt: skip
JUNK = Asked(9, COMMUNE, FORM, "other", "Cho vay tiền nhanh, không cần thế chấp, gọi là có ngay.")


def load(at: datetime) -> None:
    """Record the petitions and open the form, the days counted back from `at`."""
    commune = Organisation.objects.get(name=COMMUNE)
    box.switch(commune=commune, opened=True, by=None, at=at - timedelta(days=60))
    _answered_and_published(at)
    _waiting(at)
    junk = _receive(JUNK, at)
    handling.set_aside(
        petition=junk, said=Said(_day(at, 8), text="Quảng cáo, không nêu việc gì."), by=None, at=at
    )


def _day(at: datetime, ago: int) -> date:
    return timezone.localdate(at) - timedelta(days=ago)


def _receive(asked: Asked, at: datetime) -> Petition:
    unit = Organisation.objects.get(name=asked.cell)
    told = Told(
        asked.through, asked.body, asked.kind, asked.text, _day(at, asked.ago), True,
        asked.name, asked.reach,
    )  # fmt: skip
    return handling.receive(told=told, organisation=unit, by=None, at=at)


def _answered_and_published(at: datetime) -> None:
    lamps = _receive(LAMPS, at)
    _route(lamps, "authority", 50, at, "08-CV/ĐU (mẫu)")
    reply = "Đã thay ba bóng và lắp thêm một cột ở đầu cầu; xóm cử người trông coi."
    _answer(lamps, reply, 35, at)
    shown = Said(_day(at, 34), text=reply, matter="Đường ra cầu Rào, xóm 6 thiếu đèn chiếu sáng.")
    handling.publish(petition=lamps, said=shown, by=None, at=at)
    notice = _receive(NOTICE, at)
    reply = "Mang giấy chứng sinh và căn cước của cha mẹ; làm trong ngày, không mất lệ phí."
    _answer(notice, reply, 66, at)
    shown = Said(_day(at, 65), text=reply, matter="Làm giấy khai sinh mất mấy ngày, cần mang gì?")
    handling.publish(petition=notice, said=shown, by=None, at=at)
    clinic = _receive(CLINIC, at)
    _route(clinic, "authority", 25, at)
    _answer(clinic, "Trạm đã niêm yết giờ làm việc và người trực từng buổi.", 6, at)


def _waiting(at: datetime) -> None:
    _route(_receive(DITCH, at), "authority", 39, at, "11-CV/ĐU (mẫu)")
    _route(_receive(ALLOWANCE, at), "farmers", 10, at)
    _receive(MARKET, at)


def _route(petition: Petition, to: str, ago: int, at: datetime, document: str = "") -> None:
    said = Said(_day(at, ago), to=to, document=document)
    handling.route(petition=petition, said=said, by=None, at=at)


def _answer(petition: Petition, text: str, ago: int, at: datetime) -> None:
    handling.answer(petition=petition, said=Said(_day(at, ago), text=text), by=None, at=at)
