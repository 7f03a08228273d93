"""How sign-in behaves here: accounts are given by the office, and refusals speak Vietnamese."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):
    """Closed sign-up, and our own words for what goes wrong."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "too_many_login_attempts": _("Gõ sai nhiều lần. Đợi ít phút rồi thử lại."),
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "account_inactive": _("Tài khoản này đã ngừng."),
        "same_as_current": _("Mật khẩu mới phải khác mật khẩu đang dùng."),
        "rate_limited": _("Làm quá nhiều lần trong chốc lát. Đợi ít phút rồi thử lại."),
        "incorrect_code": _("Mã chưa đúng."),
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng."),
        "username_taken": _("Tên đăng nhập này đã có người dùng."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: an office gives its accounts itself."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Our own words for the second step of sign-in."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã chưa đúng. Xem lại mã đang hiện trên điện thoại."),
        "rate_limited": _("Gõ sai nhiều lần. Đợi ít phút rồi thử lại."),
        "cannot_delete_authenticator": _("Chưa tắt được lớp thứ hai."),
        "cannot_generate_recovery_codes": _("Bật lớp thứ hai trước, rồi mới lập mã dự phòng."),
    }
