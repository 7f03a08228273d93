"""What an address asks of a page of figures: the day, the first year, the organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.organisations.forms import DayField


class YearForm(forms.Form):
    """The day the picture is of, and since which year admissions are added up."""

    ngay = DayField(label=_("Tính đến ngày"), required=False)
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
