"""Why a row stays out when it is compared with the register, each in one sentence."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from taonguon.core.days import show_day
from taonguon.imports import columns
from taonguon.sources.rows import Reason

SENTENCES = {
    "cell_unknown": _(
        "Chi bộ “%(value)s” chưa có trong sổ: nạp danh sách chi bộ trước, hoặc sửa tên chi bộ."
    ),
    "other_founding_day": _(
        "Sổ ghi chi bộ thành lập ngày %(known)s, danh sách ghi %(value)s: kiểm tra lại ngày."
    ),
    "cell_twice": _(
        "“%(value)s” đã có ở dòng khác của lần nạp này với số liệu khác: giữ lại một dòng."
    ),
    "twice_in_list": _("“%(value)s” đã có ở %(place)s của lần nạp này: chỉ nhận một lần."),
    "member_is_prospect": _(
        "“%(value)s” đang là nguồn ở %(cell)s; ngày vào Đảng phải qua hồ sơ kết nạp."
    ),
    "member_has_left": _(
        "“%(value)s” đã ra khỏi %(cell)s theo sổ; ghi chuyển đến hoặc kết nạp lại trước."
    ),
    "list_says_left": _(
        "Danh sách ghi “%(value)s” đã rời khỏi (trạng thái: %(state)s): không nạp là đảng viên; "
        "nếu sổ còn ghi là đảng viên thì ghi việc rời khỏi ở hồ sơ của người đó."
    ),
    "not_on_earlier_list": _(
        "“%(value)s” chưa có trong sổ, mà danh sách của %(cell)s đã nạp trước đây: nếu mới chuyển "
        "đến, ghi cột “Ngày chuyển đến”; nếu sót ở lần nạp trước và vào Đảng tại đây, ghi ngày "
        "chuyển đến bằng ngày vào Đảng."
    ),
    "other_cell": _(
        "Sổ ghi người này ở %(known)s, danh sách ghi %(value)s: ghi chuyển sinh hoạt trước."
    ),
    "admitted_on_in_use": _(
        "Kết nạp ngày %(value)s là từ ngày bắt đầu dùng sổ (%(first_day)s): "
        "phải ghi qua hồ sơ kết nạp, không nạp bằng danh sách."
    ),
    "official_on_in_use": _(
        "Công nhận chính thức ngày %(value)s là từ ngày bắt đầu dùng sổ (%(first_day)s): "
        "phải ghi qua hồ sơ, không nạp bằng danh sách."
    ),
    "other_admission_day": _(
        "Sổ ghi ngày vào Đảng %(known)s, danh sách ghi %(value)s: kiểm tra quyết định kết nạp."
    ),
    "other_recognition_day": _(
        "Sổ ghi ngày chính thức %(known)s, danh sách ghi %(value)s: kiểm tra quyết định."
    ),
    "prospect_is_member": _("“%(value)s” đã là đảng viên ở %(cell)s, không còn là nguồn."),
    "number_of_another": _(
        "Số %(value)s trong sổ là của %(name)s: kiểm tra số thẻ hoặc số định danh."
    ),
    "looks_known": _(
        "“%(value)s” giống %(name)s, sinh %(born)s, %(cell)s đã có: "
        "nếu là một người, ghi họ tên và ngày sinh cho khớp; nếu là người khác, ghi đủ ngày sinh "
        "và số thẻ hoặc số định danh."
    ),
    "target_twice": _(
        "Chỉ tiêu năm %(year)s đã có ở dòng khác của lần nạp này với số khác: giữ lại một dòng."
    ),
    "too_long": _("%(field)s “%(value)s” dài quá %(length)s chữ: viết gọn lại."),
    "day_in_future": _("%(field)s %(value)s còn ở tương lai: kiểm tra lại năm."),
}


def sentence(reason: Reason) -> str:
    """Return a doubt as one sentence with its values."""
    told = {name: _shown(value) for name, value in reason.params.items()}
    if "field" in told:
        told["field"] = columns.label(told["field"])
    return str(SENTENCES[reason.code]) % {**told, "value": _shown(reason.value or "–")}


def _shown(value: str) -> str:
    """Write a day as on paper, anything else as it is."""
    if len(value) == 10 and value[4] == value[7] == "-":
        return show_day(date.fromisoformat(value))
    return value
