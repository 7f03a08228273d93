"""What an address asks of a page of figures: the day, the first year, the organisation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.days import show_day
from taonguon.organisations.forms import DayField


class DayForm(forms.Form):
    """The day figures are of: any up to today, for nobody has counted a day to come."""

    ngay = DayField(label=_("Tính đến ngày"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Take the present day: none later is taken."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_ngay(self) -> date | None:
        """Refuse a day to come."""
        asked: date | None = self.cleaned_data["ngay"]
        if asked is not None and asked > self.today:
            words = _(
                "Ngày %(day)s còn ở tương lai, chưa có số liệu: ghi hôm nay hoặc một ngày đã qua."
            )
            raise forms.ValidationError(words % {"day": show_day(asked)})
        return asked


class CoursesKnownForm(forms.Form):
    """Since when the register has every course, also of who gave up, and from which papers."""

    since = DayField(
        label=_("Từ ngày"),
        help_text=_(
            "Mọi người được giới thiệu từ ngày này đều đã có trong sổ, kể cả người đã thôi."
        ),
    )
    document = forms.CharField(
        label=_("Đã ghi từ sổ sách nào"),
        max_length=120,
        help_text=_("Ví dụ: sổ nghị quyết các chi bộ 2020–2025."),
        error_messages={"required": _("Hãy nêu sổ sách đã dùng để ghi.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Take the present day: none later is taken."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_since(self) -> date:
        """Refuse a day to come."""
        asked: date = self.cleaned_data["since"]
        if asked > self.today:
            words = _("Ngày %(day)s còn ở tương lai: kiểm tra lại ngày.")
            raise forms.ValidationError(words % {"day": show_day(asked)})
        return asked


class YearForm(DayForm):
    """The day the picture is of, and since which year admissions are added up."""

    tu = forms.IntegerField(
        label=_("Cộng dồn từ năm"), required=False, min_value=1930, max_value=9999,
        error_messages={
            "invalid": _("Năm cộng dồn ghi bằng bốn chữ số, ví dụ 2021."),
            "min_value": _("Năm cộng dồn phải từ %(limit_value)s trở đi."),
            "max_value": _("Năm cộng dồn không quá %(limit_value)s."),
        },
    )  # fmt: skip
    le = forms.ChoiceField(
        label=_("Ghi phần trăm"),
        required=False,
        choices=[
            ("2", _("2 số lẻ, làm tròn")),
            ("1", _("1 số lẻ, làm tròn")),
            ("0", _("không số lẻ, làm tròn")),
            ("2c", _("2 số lẻ, cắt")),
            ("1c", _("1 số lẻ, cắt")),
            ("0c", _("không số lẻ, cắt")),
        ],
    )
    to = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PlanForm(forms.Form):
    """Which goal a plan backwards leads to, in which year, and of which cell."""

    dich = forms.ChoiceField(
        label=_("Đích"),
        required=False,
        choices=[
            ("", _("Đạt chỉ tiêu đến 31/12")),
            ("enlistment", _("Kết nạp trước khi nhập ngũ")),
            ("age", _("Trước khi quá tuổi")),
            ("certificate", _("Trước khi giấy chứng nhận hết hạn")),
            ("paper", _("Trước khi giấy tờ hết hạn")),
        ],
        error_messages={"invalid_choice": _("Đích này không có: chọn một đích trong danh sách.")},
    )
    nam = forms.TypedChoiceField(
        label=_("Năm"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Chỉ lập kế hoạch cho năm nay hoặc năm sau.")},
    )
    to = forms.TypedChoiceField(
        label=_("Chi bộ"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Chi bộ này không có trong danh sách: chọn lại.")},
    )

    def __init__(self, *args: Any, cells: list[tuple[int, str]], year: int, **kwargs: Any) -> None:
        """Offer the cells the reader sees, and this year and the next."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]
        self.fields["nam"].choices = [("", str(year)), (year + 1, str(year + 1))]
