"""The fields a column may hold, for each kind of list, in the words of the office."""

from django.utils.translation import gettext as _


def label(field: str) -> str:
    """Return the heading of a field."""
    part = next((part for part in _PARTS if field.endswith(part)), "")
    if part:
        return f"{label(field.removesuffix(part))}, {_part(part)}"
    return {
        "name": _("Họ và tên"), "alias": _("Tên gọi khác"), "sex": _("Giới tính"),
        "born": _("Ngày sinh"), "male": _("Ngày sinh (cột Nam)"),
        "female": _("Ngày sinh (cột Nữ)"), "ethnicity": _("Dân tộc"),
        "religion": _("Tôn giáo"), "hometown": _("Quê quán"), "birthplace": _("Nơi sinh"),
        "residence": _("Nơi cư trú"), "schooling": _("Văn hóa"),
        "qualification": _("Chuyên môn"), "theory": _("LLCT"), "occupation": _("Nghề nghiệp"),
        "youth_union": _("Đoàn viên"), "admitted_on": _("Ngày vào Đảng"),
        "official_on": _("Ngày chính thức"), "card": _("Số thẻ đảng viên"),
        "national_id": _("Số định danh cá nhân"), "phone": _("Điện thoại"), "cell": _("Chi bộ"),
        "state": _("Trạng thái"), "came_on": _("Ngày chuyển đến"),
        "left_on": _("Ngày rời khỏi"), "note": _("Ghi chú"),
        "number": _("STT"), "category": _("Loại hình"), "founded_on": _("Ngày thành lập"),
        "households": _("Số hộ"), "population": _("Số nhân khẩu"),
        "catholic_percent": _("Tỷ lệ đồng bào Công giáo (%)"),
        "youth_away": _("Thanh niên đi làm ăn xa"), "members_stated": _("Số đảng viên"),
        "youth_present": _("Thanh niên có mặt ở địa phương"),
        "industrial_workers": _("Công nhân ở khu công nghiệp"),
        "religious": _("Số người có đạo"), "distance": _("Cách trung tâm xã (km)"),
        "unit": _("Đơn vị"), "value": _("Chỉ tiêu"), "class_period": _("Thời gian lớp"),
        "introduced_by": _("Tổ chức giới thiệu"),
        "introduced_on": _("Ngày giới thiệu"), "helper": _("Người giúp đỡ"),
        "class_opened_on": _("Ngày mở lớp"), "certificate": _("Số GCN lớp nhận thức về Đảng"),
        "certified_on": _("Ngày cấp GCN"),
    }.get(field, field)  # fmt: skip


def _part(part: str) -> str:
    return {
        "_country": _("nước"),
        "_province": _("tỉnh, thành"),
        "_detail": _("địa chỉ chi tiết"),
        "_marked": _("cột đánh dấu"),
    }[part]


_PARTS = ("_country", "_province", "_detail", "_marked")
_PERSON = (
    "number", "name", "sex", "born", "male", "female", "ethnicity", "religion", "schooling",
    "schooling_marked", "qualification", "qualification_marked", "occupation", "phone", "cell",
)  # fmt: skip
_PLACES = tuple(
    f"{place}{part}"
    for place in ("hometown", "birthplace", "residence")
    for part in ("", "_country", "_province", "_detail")
)
OF_KIND = {
    "cells": (
        "number", "name", "category", "founded_on", "households", "population",
        "catholic_percent", "youth_away", "youth_present", "industrial_workers", "religious",
        "distance", "members_stated", "note",
    ),
    "members": (
        *_PERSON, "theory", "theory_marked", "youth_union", "admitted_on", "official_on", "card",
        "national_id", "alias", *_PLACES, "state", "came_on", "left_on", "note",
    ),
    "targets": ("number", "unit", "value", "note"),
    "prospects": (
        *_PERSON, "introduced_by", "introduced_on", "helper", "class_opened_on", "class_period",
        "certificate", "certified_on", "note",
    ),
}  # fmt: skip
OF_KIND["csdl"] = OF_KIND["members"]


def choices(kind: str) -> list[tuple[str, str]]:
    """Return the fields to choose from for a column of a kind of list, with none first."""
    return [("", _("không dùng cột này")), *((name, label(name)) for name in OF_KIND[kind])]
