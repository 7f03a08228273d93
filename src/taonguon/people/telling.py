"""What the pages say of people and of the facts about them, in the language of the page."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from taonguon.core.days import show_day
from taonguon.ledger.models import Fact
from taonguon.people.models import Person
from taonguon.rules.loading import national


def people_count(count: int) -> str:
    """Return `12 người`."""
    return ngettext("%(n)d người", "%(n)d người", count) % {"n": count}


def standing(code: str) -> str:
    """Return the words for where somebody stands."""
    return {
        "official": _("chính thức"),
        "probationary": _("dự bị"),
        "former": _("không còn sinh hoạt ở đây"),
        "prospect": _("nguồn"),
        "unlisted": _("không còn trong danh sách nguồn"),
    }.get(code, "–")


def ended(code: str) -> str:
    """Return the words for how a person's way to the Party ended."""
    return {
        "admitted": _("đã kết nạp"),
        "died": _("từ trần"),
        "withdrew": _("rút lại sự đồng ý"),
        "": _("ra khỏi danh sách"),
        "other_reason": _("ra khỏi danh sách, chưa ghi lý do"),
    }.get(code) or national().word(code, "en" if (get_language() or "").startswith("en") else "vi")


def fact_name(kind: str) -> str:
    """Return the name of a kind of fact."""
    return {
        "opening": _("Ghi mở sổ"),
        "admission": _("Kết nạp"),
        "readmission": _("Kết nạp lại"),
        "transfer_in": _("Chuyển đến"),
        "recognition": _("Công nhận chính thức"),
        "move": _("Chuyển sinh hoạt giữa các chi bộ"),
        "exemption": _("Miễn sinh hoạt"),
        "death": _("Từ trần"),
        "deletion": _("Xóa tên"),
        "expulsion": _("Khai trừ"),
        "resignation": _("Xin ra khỏi Đảng"),
        "transfer_out": _("Chuyển đi"),
        "description": _("Thông tin cá nhân"),
        "introduction": _("Được giới thiệu"),
        "certificate": _("Giấy chứng nhận lớp nhận thức"),
        "agreement": _("Đồng ý được xem xét"),
        "agreement_withdrawn": _("Rút lại sự đồng ý"),
        "remark": _("Nhận xét tháng"),
        "task": _("Việc được giao"),
        "activity": _("Tham gia hoạt động"),
        "away": _("Đi làm ăn xa"),
        "enlistment": _("Lên đường nhập ngũ"),
        "handover": _("Bàn giao người đang được giúp đỡ"),
        "same_person": _("Được nhận ra là một người"),
        "withdrawal": _("Rút lại"),
    }.get(kind) or _step_name(kind)


def _step_name(kind: str) -> str:
    """Return the name of a step of the admission case."""
    step = national().steps.get(kind.removeprefix("case."))
    return (
        step.name.said("en" if (get_language() or "").startswith("en") else "vi") if step else kind
    )


def event_name(row: Fact) -> str:
    """Return what happened: an opening by what it tells of, all others by their kind."""
    if row.kind != "opening":
        return fact_name(row.kind)
    return _("Kết nạp") if row.data.get("entry") == "admission" else _("Có tên khi mở sổ")


def told_apart(told: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Part the course of a life in the Party from what was noted about the person."""
    notes = [row for row in told if row["fact"].kind == "description"]
    return {"course": [row for row in told if row not in notes], "notes": notes}


def ways(person: Person, *, may_record: bool) -> list[dict[str, str]]:
    """Return where the matters of somebody on the way to the Party are read and recorded."""
    read = (
        ("case", _("Hồ sơ kết nạp"), _("Việc tiếp theo và vì sao")),
        ("applicant_sheet", _("Phiếu in cho người này"), _("Các bước, giấy tờ, quyền")),
        ("person_activities", _("Hoạt động đã tham gia"), _("Buổi nào, do ai tổ chức")),
        ("prospect_enlistment", _("Lên đường nhập ngũ"), _("Còn kịp làm gì trước ngày đi")),
    )
    record = (
        ("applicant_links", _("Liên kết riêng"), _("Để người này tự xem phần của mình")),
        ("request_take", _("Ghi yêu cầu của người này"), _("Xem, sửa, rút, xóa")),
        ("prospect_away", _("Đi làm ăn xa"), _("Nơi ở, liên hệ, lần về tới")),
        ("handover_start", _("Bàn giao"), _("Sang chi bộ hoặc xã khác")),
    )
    told = (*read, *(record if may_record else ()))
    return [
        {"title": title, "detail": detail, "url": reverse(name, args=[person.pk])}
        for name, title, detail in told
    ]


def papers(person: Person) -> list[dict[str, str]]:
    """Return where the papers about a person are made, and those kept are read."""
    kept = f"{reverse('documents')}?{urlencode({'nguoi': person.pk})}"
    made = reverse("papers", args=["case", person.pk]) if person.cell_id else ""
    told = [(_("Giấy tờ"), made), (_("Văn bản về người này"), kept)]
    return [{"label": label, "url": url} for label, url in told if url]


def feature_name(name: str) -> str:
    """Return the label of a feature of a person."""
    return {
        "name": _("Họ và tên"),
        "sex": _("Giới tính"),
        "born": _("Ngày sinh"),
        "ethnicity": _("Dân tộc"),
        "religion": _("Tôn giáo"),
        "hometown": _("Quê quán"),
        "schooling": _("Văn hóa"),
        "qualification": _("Chuyên môn"),
        "theory": _("Lý luận chính trị"),
        "occupation": _("Nghề nghiệp"),
        "card": _("Số thẻ đảng viên"),
        "national_id": _("Số định danh cá nhân"),
        "phone": _("Điện thoại"),
        "youth_union": _("Đoàn viên"),
        "alias": _("Tên gọi khác"),
        "residence": _("Nơi cư trú"),
        "birthplace": _("Nơi sinh"),
    }.get(name, name)


def value(name: str, said: Any) -> str:
    """Return a feature's value as a page writes it."""
    if name == "sex":
        return {"male": _("nam"), "female": _("nữ")}.get(str(said), "–")
    if name == "born" and len(str(said)) == 10:
        return show_day(date.fromisoformat(str(said)))
    if said is True:
        return _("có")
    return str(said) if said not in (None, "", False) else "–"


def known(person: Person) -> list[dict[str, str]]:
    """Return the person's features for the page, those known."""
    shown = (
        "sex", "born", "ethnicity", "religion", "hometown", "schooling", "qualification", "theory",
        "occupation", "card",
    )  # fmt: skip
    return [
        {"label": feature_name(name), "value": value(name, getattr(person, name))}
        for name in shown
        if getattr(person, name)
    ]


def facts(rows: Iterable[Fact], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return the course of facts: what, when, where, recorded when, by whom, from what."""
    rows = list(rows)
    corrected = {row.corrects_id for row in rows if row.corrects_id and not row.act.undone_at}
    return [
        {
            "fact": row,
            "name": event_name(row),
            "where": names.get(row.organisation or 0, ""),
            "details": details(row),
            "by": row.act.recorded_by.get_full_name() if row.act.recorded_by else _("dòng lệnh"),
            "fallen": bool(row.act.undone_at) or row.pk in corrected,
            "correctable": row.kind != "withdrawal"
            and not row.act.undone_at
            and row.pk not in corrected
            and not of_case(row),
            "why": _("đã hoàn tác") if row.act.undone_at else _("đã được sửa bởi ghi chép sau"),
        }
        for row in rows
    ]


def of_case(row: Fact) -> bool:
    """Tell whether a fact is a step of the case, or was brought about by one: mended there."""
    return row.kind.startswith("case.") or "case" in row.data


def before_its_cell(row: Fact) -> str:
    """Say where somebody counts who came into a cell before it was founded."""
    return _(
        "Ngày %(on)s trước ngày lập chi bộ: từ đó đến ngày lập chi bộ, người này được tính ở "
        "đảng bộ, chưa ở chi bộ nào."
    ) % {"on": show_day(row.happened_on)}


def details(row: Fact) -> str:
    """Return what a fact says beyond its name, in a line."""
    if row.kind == "description":
        told = [f"{feature_name(k)}: {value(k, v)}" for k, v in row.data.items() if k != "name"]
        return " · ".join(told)
    if row.kind == "certificate":
        return str(row.data.get("number", ""))
    if row.kind == "introduction":
        return str(row.data.get("by", ""))
    if row.kind in NOTED:
        return NOTED[row.kind](row.data)
    if row.data.get("on_paper"):
        told = row.data["on_paper"]
        return " · ".join(str(told[name]) for name in ("form", "number", "issued_by") if told[name])
    if row.data.get("document"):
        return str(row.data["document"])
    if row.kind == "opening":
        return _("ghi khi mở sổ, không kèm hồ sơ")
    return ""


def _away(said: Mapping[str, Any]) -> str:
    """Return where somebody works away; phone numbers stay on the page that needs them."""
    if said.get("back"):
        return _("đã trở về")
    visit = _("về tới %(day)s") % {"day": _said_day(said["visit"])} if said.get("visit") else ""
    return " · ".join(part for part in (str(said.get("place") or ""), visit) if part)


def _enlistment(said: Mapping[str, Any]) -> str:
    if said.get("called_off"):
        return _("hoãn, không đi")
    return _("ngày %(day)s") % {"day": _said_day(said.get("date"))}


def _handover(said: Mapping[str, Any]) -> str:
    words = {
        "sent": _("gửi đi, chờ tiếp nhận"),
        "accepted": _("đã được tiếp nhận"),
        "refused": _("nơi nhận từ chối"),
        "cancelled": _("nơi gửi rút lại"),
        "left": _("chuyển ra ngoài sổ"),
        "received": _("nhận từ ngoài sổ"),
    }.get(str(said.get("state")), "")
    told = (words, said.get("number"), said.get("outside"), said.get("because"))
    return " · ".join(str(part) for part in told if part)


def _activity(said: Mapping[str, Any]) -> str:
    return str(said.get("title") or "")


def _said_day(text: Any) -> str:
    return show_day(date.fromisoformat(str(text))) if text else "–"


NOTED: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "away": _away,
    "enlistment": _enlistment,
    "handover": _handover,
    "activity": _activity,
}
