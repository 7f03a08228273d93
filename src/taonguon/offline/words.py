"""The words and addresses that the scripts of the phone are given, in the language of the page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taonguon.rules.offline import limits


def settings(request: HttpRequest) -> dict[str, Any]:
    """Return the addresses and numbers; nothing of who asks."""
    most, shell = limits(), reverse("offline_shell")
    return {
        "prepare": reverse("offline_prepare"),
        "take": reverse("offline_take"),
        "token": reverse("offline_token"),
        "send": reverse("offline_send"),
        "shell": shell,
        "worker": reverse("offline_worker"),
        "login": f"{reverse('account_login')}?next={shell}",
        "pin": most.pin,
        "records": most.records,
        "limits": {
            "rounds": most.rounds,
            "tries_most": most.tries,
            "wait_minutes": most.wait_minutes,
            "unsent_days": most.unsent_days,
            "idle_minutes": most.idle_minutes,
        },
    }


def _pin() -> dict[str, str]:
    """Return what both pages say about the PIN and about what is lost."""
    return {
        "wrong_pin": _("Mã PIN chưa đúng. Còn {n} lần thử."),
        "wait": _(
            "Sai quá nhiều lần: những gì mang theo đã bị xóa. Bản ghi chưa gửi vẫn còn, đã mã hóa; "
            "{n} phút nữa được thử lại một lần."
        ),
        "wiped": _(
            "Sai quá nhiều lần: những gì mang theo đã bị xóa khỏi máy này. Không có bản ghi nào chưa gửi."
        ),
        "lose": _(
            "{n} bản ghi chưa gửi sẽ mất hẳn nếu xóa. Gửi trước, hoặc bấm lần nữa nếu vẫn muốn xóa."
        ),
        "other_user": _(
            "Trên máy này có bản ghi chưa gửi của người khác: người ấy đăng nhập và gửi trước."
        ),
        "signed_out": _("Phiên làm việc đã hết. Bản ghi còn nguyên trên máy: đăng nhập rồi gửi."),
        "no_signal": _("Đang không có sóng. Bản ghi được giữ trên máy, có sóng thì gửi."),
    }


def prepare() -> dict[str, str]:
    """Return what the page of taking along says."""
    return {
        **_pin(),
        "weak_pin": _("Mã PIN cần ít nhất {n} chữ số, không phải 111111 hay 123456."),
        "pins_differ": _("Hai lần gõ mã PIN chưa giống nhau."),
        "no_signal": _("Đang không có sóng: chuẩn bị khi có sóng."),
        "signed_out": _(
            "Phiên làm việc đã hết hoặc máy chủ không nhận: tải lại trang rồi làm lại."
        ),
        "no_way": _(
            "Trình duyệt này không giữ được gì khi mất sóng: cần địa chỉ https và trình duyệt đời mới."
        ),
    }


def shell() -> dict[str, str]:
    """Return what the page without signal says."""
    return {**_pin(), **_about_records(), **_acts(), **_about_all()}


def _about_all() -> dict[str, str]:
    return {
        "title": _("Đã mang theo"),
        "nothing": _(
            "Trên máy này chưa mang theo gì. Khi có sóng, chọn những việc sẽ ghi ở nơi không có sóng."
        ),
        "pin": _("Mã PIN"),
        "kept_until": _("Bản ghi chưa gửi được giữ, mã hóa, nhiều nhất {days} ngày kể từ khi ghi."),
        "tries_rule": _(
            "Gõ sai {n} lần thì những gì mang theo bị xóa; bản ghi chưa gửi vẫn còn và {m} phút được "
            "thử một lần. Mã PIN chỉ có trên máy này: quên thì không ai mở được."
        ),
        "until": _("Của {name}. Tự xóa khỏi máy lúc {at}."),
        "time_over": _("Những gì mang theo đã hết hạn và đã xóa. Bản ghi chưa gửi vẫn còn."),
        "instead": _("Trang vừa hỏi cần có sóng. Đây là những gì đã mang theo."),
        "wipe_why": _("Xóa khỏi máy này mọi thứ đã mang theo?"),
        "all_wiped": _("Đã xóa hết khỏi máy này."),
        "lost": _("{n} bản ghi chưa gửi đã quá hạn giữ và bị xóa: cần ghi lại."),
        "unread": _("Máy chủ không đọc được bản ghi: tải lại trang khi có sóng rồi gửi lại."),
    }


def _about_records() -> dict[str, str]:
    return {
        "unsent": _("Chưa gửi: {n}"),
        "all_sent": _("Không có bản ghi nào chưa gửi"),
        "made_at": _("Ghi lúc {at}"),
        "is_waiting": _("Chờ gửi"),
        "is_tried": _("Đã gửi, chưa nhận được trả lời: sẽ hỏi lại, không ghi hai lần."),
        "is_changed": _("Trên máy chủ đã có thay đổi: xem cả hai bản rồi chọn."),
        "is_changed_title": _("Hai bản"),
        "is_refused": _("Máy chủ chưa nhận, cần sửa:"),
        "is_kept": _("Đã giữ trên máy này, chưa gửi."),
        "count_sent": _("Đã gửi {n} bản ghi."),
        "sent": _("Đã gửi"),
        "was_sent": _("Máy chủ nhận lúc {at}"),
        "was_dropped": _("Giữ bản trên máy chủ, chọn lúc {at}"),
        "filled": _("đã ghi, chưa gửi"),
        "remove_why": _("Xóa bản ghi “{what}” chưa gửi? Xóa rồi không lấy lại được."),
        "compare_why": _(
            "Trong lúc máy này không có sóng, nội dung trên máy chủ đã khác. Chưa bản nào bị bỏ: hãy chọn."
        ),
        "on_server": _("Bản trên máy chủ"),
        "mine": _("Bản của tôi"),
    }


def _acts() -> dict[str, str]:
    return {
        "unlock": _("Mở"),
        "open": _("Mở, sửa"),
        "remove": _("Xóa bản ghi"),
        "compare": _("Xem hai bản"),
        "send_now": _("Gửi ngay"),
        "take": _("Chọn việc mang theo"),
        "take_more": _("Chọn lại việc mang theo"),
        "lock": _("Khóa"),
        "wipe": _("Xóa khỏi máy này"),
        "surely": _("Xóa"),
        "not_so": _("Không xóa"),
        "seen": _("Đã rõ"),
        "keep": _("Giữ để gửi"),
        "back": _("Quay lại"),
        "later": _("Để sau"),
        "read_before": _("Đọc trước"),
        "keep_server": _("Giữ bản trên máy chủ"),
        "use_mine": _("Dùng bản của tôi"),
        "edit_mine": _("Sửa bản của tôi"),
        "sign_in": _("Đăng nhập"),
        "optional": _("không bắt buộc"),
        "missing": _("cần có câu trả lời."),
        "no_day": _("viết ngày như 21/4/2023."),
        "yes": _("có"),
    }
