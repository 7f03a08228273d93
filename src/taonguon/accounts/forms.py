"""The forms of sign-in, each saying in our own words what is missing."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

PASSWORD = _("Hãy gõ mật khẩu.")
CODE = _("Hãy gõ mã đang hiện trên điện thoại.")


class Worded(forms.Form):
    """A form that says of each empty field what to type there."""

    missing: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the fields their words."""
        super().__init__(*args, **kwargs)
        for name, words in self.missing.items():
            self.fields[name].error_messages["required"] = words


class SamePasswordTwice(Worded):
    """A form that sets a password, typed twice."""

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        told: dict[str, Any] = forms.Form.clean(self) or {}
        first, second_ = told.get("password1"), told.get("password2")
        if first and second_ and first != second_:
            self.add_error("password2", _("Hai lần gõ mật khẩu mới chưa giống nhau."))
        return told


NEW = {
    "password1": _("Hãy gõ mật khẩu mới."),
    "password2": _("Hãy gõ lại mật khẩu mới."),
}


class LoginForm(Worded, account.LoginForm):
    missing = {"login": _("Hãy gõ tên đăng nhập."), "password": PASSWORD}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    missing = {"password": PASSWORD}


class ChangePasswordForm(SamePasswordTwice, account.ChangePasswordForm):
    missing = {"oldpassword": _("Hãy gõ mật khẩu đang dùng."), **NEW}


class SetPasswordForm(SamePasswordTwice, account.SetPasswordForm):
    missing = NEW


class SecondStepForm(Worded, second.AuthenticateForm):
    missing = {"code": CODE}


class SecondStepAgainForm(Worded, second.ReauthenticateForm):
    missing = {"code": CODE}


class ActivateForm(Worded, totp.ActivateTOTPForm):
    missing = {"code": _("Hãy gõ mã 6 số đang hiện trong ứng dụng.")}
