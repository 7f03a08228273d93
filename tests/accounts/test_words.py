"""What is wrong with a form of sign-in is said in Vietnamese."""

import pytest
from django.core.exceptions import ValidationError

from taonguon.accounts import forms
from taonguon.accounts.models import User
from taonguon.accounts.passwords import LongEnough
from taonguon.imports.forms import UndoForm, UploadForm
from taonguon.targets.forms import TargetForm


def errors(form):
    return {name: list(words) for name, words in form.errors.items()}


def test_an_empty_sign_in_says_what_to_type():
    assert errors(forms.LoginForm({})) == {
        "login": ["Hãy gõ tên đăng nhập."],
        "password": ["Hãy gõ mật khẩu."],
    }


def test_two_new_passwords_that_differ_are_told_apart():
    user = User(username="ai-do")
    user.set_password("Mot mat khau cu")
    told = {"oldpassword": "Mot mat khau cu", "password1": "hoa gạo tháng ba",
            "password2": "hoa gạo tháng tư"}  # fmt: skip
    assert errors(forms.ChangePasswordForm(user, told)) == {
        "password2": ["Hai lần gõ mật khẩu mới chưa giống nhau."]
    }


def test_an_empty_change_of_password_names_each_field():
    told = errors(forms.ChangePasswordForm(User(username="ai-do"), {}))
    assert told["password1"] == ["Hãy gõ mật khẩu mới."]
    assert told["password2"] == ["Hãy gõ lại mật khẩu mới."]


def test_a_short_password_is_refused_in_vietnamese():
    with pytest.raises(ValidationError, match="cần ít nhất 10 ký tự"):
        LongEnough(10).validate("ngắn")
    assert LongEnough(10).get_help_text() == "Ít nhất 10 ký tự."


def test_a_load_without_files_is_no_load():
    told = errors(UploadForm({"organisation": ""}, {}))
    assert told == {
        "organisation": ["Hãy ghi tên đảng bộ xã, phường."],
        "files": ["Hãy chọn ít nhất một tệp."],
    }


def test_undoing_without_a_reason_asks_for_one():
    assert errors(UndoForm({}))["because"][0].startswith("Hãy ghi lý do hoàn tác")


def test_a_target_says_of_each_field_what_to_write():
    told = errors(TargetForm({"first": "hai", "low": "", "set_on": ""}, units=[(1, "Đảng bộ xã")]))
    assert told["unit"] == ["Hãy chọn tổ chức đảng được giao."]
    assert told["first"] == ["Năm ghi bằng bốn chữ số, ví dụ 2023."]
    assert told["low"] == ["Hãy ghi số chỉ tiêu, ví dụ 18."]
