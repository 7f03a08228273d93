"""Why a file or a row was not taken: one sentence each that says what, where and how to mend."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taonguon.sources.rows import Reason, Unreadable

Sentences = Mapping[str, str | Promise]

FIELDS: Sentences = {
    "name": gettext_lazy("họ và tên"),
    "born": gettext_lazy("ngày sinh"),
    "male": gettext_lazy("ngày sinh (nam)"),
    "female": gettext_lazy("ngày sinh (nữ)"),
    "sex": gettext_lazy("giới tính"),
    "admitted_on": gettext_lazy("ngày vào Đảng"),
    "official_on": gettext_lazy("ngày chính thức"),
    "came_on": gettext_lazy("ngày chuyển đến"),
    "left_on": gettext_lazy("ngày rời khỏi"),
    "founded_on": gettext_lazy("ngày thành lập"),
    "introduced_on": gettext_lazy("ngày giới thiệu"),
    "class_opened_on": gettext_lazy("ngày mở lớp"),
    "class_period": gettext_lazy("thời gian lớp"),
    "certified_on": gettext_lazy("ngày cấp giấy chứng nhận"),
    "card": gettext_lazy("số thẻ đảng viên"),
    "national_id": gettext_lazy("số định danh cá nhân"),
    "households": gettext_lazy("số hộ"),
    "population": gettext_lazy("số nhân khẩu"),
    "catholic_percent": gettext_lazy("tỷ lệ đồng bào Công giáo"),
    "youth_away": gettext_lazy("thanh niên đi làm ăn xa"),
    "youth_present": gettext_lazy("thanh niên có mặt ở địa phương"),
    "industrial_workers": gettext_lazy("công nhân ở khu công nghiệp"),
    "religious": gettext_lazy("số người có đạo"),
    "distance": gettext_lazy("khoảng cách đến trung tâm xã"),
    "members_stated": gettext_lazy("số đảng viên"),
    "value": gettext_lazy("chỉ tiêu"),
    "cell": gettext_lazy("chi bộ"),
}

REFUSALS: Sentences = {
    "not_found": gettext_lazy(
        "Không tìm thấy tệp “%(name)s”: xem lại đường dẫn hoặc chọn lại tệp."
    ),
    "not_a_workbook": gettext_lazy(
        "Tệp “%(name)s” không phải bảng tính: hãy chọn tệp .xlsx, .xls, .ods hoặc .csv."
    ),
    "encrypted": gettext_lazy(
        "Tệp “%(name)s” có mật khẩu: mở bằng Excel, bỏ mật khẩu, lưu lại rồi nạp lại."
    ),
    "truncated": gettext_lazy(
        "Tệp “%(name)s” bị hỏng hoặc chép thiếu: chép lại từ bản gốc, hoặc mở bằng Excel rồi lưu lại."
    ),
    "too_large": gettext_lazy(
        "Tệp “%(name)s” nặng %(size)s MB, quá mức %(limit)s MB: bỏ ảnh hoặc chia thành nhiều tệp."
    ),
    "too_many_rows": gettext_lazy(
        "Tệp “%(name)s” có hơn %(limit)s dòng: xóa các dòng trống có định dạng hoặc chia thành nhiều tệp."
    ),
    "zip_bomb": gettext_lazy(
        "Tệp “%(name)s” bung ra lớn bất thường nên không mở: lưu lại danh sách sang một tệp mới."
    ),
    "empty": gettext_lazy("Tệp “%(name)s” không có gì bên trong: hãy chọn tệp có danh sách."),
    "no_list": gettext_lazy(
        "Không nhận ra danh sách nào trong tệp “%(name)s” (trang: %(sheets)s): "
        "cần một dòng tiêu đề cột, như “Họ và tên”, “Ngày vào Đảng” hoặc “Tên chi bộ”."
    ),
}

SENTENCES: Sentences = {
    # doubts of reading
    "date_unreadable": gettext_lazy(
        "%(where)s: không đọc được %(field)s “%(value)s”; ghi theo dạng ngày/tháng/năm, như 19/5/2023."
    ),
    "date_impossible": gettext_lazy(
        "%(where)s: %(field)s “%(value)s” không có trong lịch; xem lại ngày, tháng, năm."
    ),
    "date_range": gettext_lazy(
        "%(where)s: %(field)s “%(value)s” là một khoảng ngày; ghi một ngày."
    ),
    "name_missing": gettext_lazy("Dòng không có tên: điền tên, hoặc xóa dòng nếu thừa."),
    "only_a_name": gettext_lazy(
        "Dòng chỉ có tên: điền thêm ngày sinh và các cột khác, hoặc xóa dòng nếu thừa."
    ),
    "born_after_admission": gettext_lazy(
        "Ngày sinh %(value)s không trước ngày vào Đảng %(admitted_on)s: xem lại hai ngày này."
    ),
    "recognised_before_admission": gettext_lazy(
        "Ngày chính thức %(value)s trước ngày vào Đảng %(admitted_on)s: xem lại hai ngày này."
    ),
    "formula_error": gettext_lazy(
        "%(where)s: công thức hỏng (%(value)s) ở %(field)s; gõ thẳng giá trị vào ô."
    ),
    "number_unreadable": gettext_lazy(
        "%(where)s: %(field)s “%(value)s” không phải số như cần có; ghi lại bằng chữ số."
    ),
    "number_too_long": gettext_lazy(
        "%(where)s: %(field)s “%(value)s” dài quá %(length)s chữ số; xem lại số này."
    ),
    "sex_unclear": gettext_lazy(
        "%(where)s: chưa rõ giới tính; ghi “Nam” hoặc “Nữ”, hoặc chỉ điền một trong hai cột."
    ),
    "cell_missing": gettext_lazy(
        "Chưa rõ người này thuộc chi bộ nào: thêm cột “Chi bộ”, hoặc dòng tên chi bộ phía trên."
    ),
    "range_reversed": gettext_lazy(
        "%(where)s: %(field)s “%(value)s” có số đầu lớn hơn số cuối; đổi lại hai số."
    ),
    # rows passed over
    "letterhead": gettext_lazy("Phần đầu văn bản, không phải dòng danh sách; không cần làm gì."),
    "title": gettext_lazy("Tiêu đề của danh sách; không cần làm gì."),
    "header": gettext_lazy("Dòng tiêu đề cột; không cần làm gì."),
    "number_row": gettext_lazy("Dòng đánh số cột; không cần làm gì."),
    "group": gettext_lazy("Dòng tên nhóm hoặc tên chi bộ của các dòng dưới; không cần làm gì."),
    "total": gettext_lazy("Dòng cộng: số liệu được tự đếm nên không lấy; không cần làm gì."),
    "signature": gettext_lazy("Phần ký tên hoặc ghi chú cuối danh sách; không cần làm gì."),
    "blank_form_row": gettext_lazy("Dòng mẫu chưa điền; xóa đi nếu thừa."),
    "not_a_list": gettext_lazy(
        "Trang này không phải danh sách; nếu phải, thêm một dòng tiêu đề cột, như “Họ và tên”."
    ),
    "hidden_sheet": gettext_lazy("Trang ẩn nên không đọc; bỏ ẩn trong Excel nếu cần nạp."),
}  # fmt: skip

_DAY = 10


class _Told(dict[str, str]):
    """What a sentence may name; what was not told shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def sentence(reason: Reason) -> str:
    """Return one sentence that says what is the matter with a row, where, and how to mend it."""
    told = {name: _shown(name, value) for name, value in reason.params.items()}
    told["value"] = _shown("value", reason.value) if reason.value else "–"
    told["where"] = _("Cột %(column)s") % {"column": reason.column or "–"}
    known = SENTENCES.get(reason.code)
    if known is None:
        return _("Chưa nhận dòng này (%(code)s): xem lại dòng trong tệp.") % {"code": reason.code}
    text = str(known) % _Told(told)
    return text[:1].upper() + text[1:]


def refusal(unreadable: Unreadable) -> str:
    """Return one sentence that says why a file cannot be read and how to mend it."""
    return str(REFUSALS[unreadable.code]) % _Told(unreadable.details)


def _shown(name: str, value: str) -> str:
    """Return a detail as people write it: a field by its name, a day as 19/5/2023."""
    if name == "field":
        return str(FIELDS.get(value, value))
    parts = value.split("-")
    if len(value) == _DAY and len(parts) == 3 and all(part.isdecimal() for part in parts):
        return f"{int(parts[2])}/{int(parts[1])}/{parts[0]}"
    return value
