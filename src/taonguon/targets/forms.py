"""Setting a target: whom, which year or term, what number, by which paper."""

from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.targets import PERCENT, RANGE
from taonguon.organisations.forms import DayField
from taonguon.targets.telling import CATEGORIES, SOURCES

FORMS = [
    ("exact", _("đúng số này")),
    ("at_least", _("ít nhất")),
    ("range", _("từ … đến …")),
    ("percent", _("% đảng viên đầu kỳ")),
]

_YEAR_WORDS = {
    "required": _("Hãy ghi năm, ví dụ 2023."),
    "invalid": _("Năm ghi bằng bốn chữ số, ví dụ 2023."),
    "min_value": _("Năm phải từ %(limit_value)s trở đi."),
    "max_value": _("Năm không quá %(limit_value)s."),
}
_NUMBER_WORDS = {
    "required": _("Hãy ghi số chỉ tiêu, ví dụ 18."),
    "invalid": _("Chỉ tiêu ghi bằng chữ số, ví dụ 18; theo phần trăm thì có thể 2,5."),
    "min_value": _("Chỉ tiêu không nhỏ hơn %(limit_value)s."),
    "max_digits": _("Chỉ tiêu nhiều nhất %(max)s chữ số."),
    "max_decimal_places": _("Chỉ tiêu nhiều nhất %(max)s số lẻ."),
    "max_whole_digits": _("Chỉ tiêu nhiều nhất %(max)s chữ số trước dấu phẩy."),
}


class TargetForm(forms.Form):
    """One target."""

    unit = forms.TypedChoiceField(
        label=_("Tổ chức đảng"),
        coerce=int,
        error_messages={
            "required": _("Hãy chọn tổ chức đảng được giao."),
            "invalid_choice": _("Tổ chức đảng này không thuộc phần việc của đồng chí."),
        },
    )
    source = forms.ChoiceField(label=_("Loại chỉ tiêu"), choices=SOURCES)
    category = forms.ChoiceField(label=_("Tính cho"), choices=CATEGORIES, required=False)
    first = forms.IntegerField(
        label=_("Năm, hoặc năm đầu nhiệm kỳ"),
        min_value=1930,
        max_value=2200,
        error_messages=_YEAR_WORDS,
    )
    last = forms.IntegerField(
        label=_("Năm cuối nhiệm kỳ"),
        required=False,
        min_value=1930,
        max_value=2200,
        help_text=_("Để trống khi chỉ tiêu là của một năm."),
        error_messages=_YEAR_WORDS,
    )
    form = forms.ChoiceField(label=_("Cách giao"), choices=FORMS)
    low = forms.DecimalField(
        label=_("Số"), min_value=0, max_digits=7, decimal_places=2, localize=True,
        error_messages=_NUMBER_WORDS,
    )  # fmt: skip
    high = forms.DecimalField(
        label=_("Đến"), required=False, min_value=0, max_digits=7, decimal_places=2, localize=True,
        help_text=_("Chỉ ghi khi giao trong một khoảng, ví dụ từ 90 đến 100."),
        error_messages=_NUMBER_WORDS,
    )  # fmt: skip
    set_on = DayField(
        label=_("Ngày văn bản"),
        help_text=_("Ngày của văn bản giao; chỉ tiêu có hiệu lực từ ngày này."),
    )
    document = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=120, required=False)

    def __init__(self, *args: object, units: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the organisations whose targets the reader may set."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units

    def clean(self) -> dict[str, Any]:
        """Check what no field can check alone."""
        told = super().clean() or {}
        if told.get("form") == RANGE and told.get("high") is None:
            self.add_error("high", _("Giao trong khoảng thì cần ghi cả số đến."))
        if told.get("high") is not None and told.get("low") is not None:
            if told.get("form") != RANGE:
                self.add_error("high", _("Chỉ ghi số đến khi cách giao là “từ … đến …”."))
            elif told["high"] < told["low"]:
                self.add_error("high", _("Số đến phải từ số đầu trở lên."))
        if told.get("last") and told.get("first") and told["last"] < told["first"]:
            self.add_error("last", _("Năm cuối phải từ năm đầu trở đi."))
        for name in ("low", "high"):
            said = told.get(name)
            if said is not None and told.get("form") != PERCENT and said != int(said):
                self.add_error(
                    name, _("Số người là số nguyên; chỉ tiêu theo phần trăm mới có số lẻ.")
                )
        return told

    def data_of_fact(self) -> dict[str, Any]:
        """Return what the ledger keeps of the target."""
        told = self.cleaned_data
        last = told["last"] or told["first"]
        data = {
            "start": date(told["first"], 1, 1).isoformat(),
            "end": date(last, 12, 31).isoformat(),
            "category": told["category"],
            "source": told["source"],
            "form": told["form"],
            "low": str(Fraction(told["low"])),
            "document": told["document"],
        }
        return data if told["high"] is None else {**data, "high": str(Fraction(told["high"]))}


class WithdrawalForm(forms.Form):
    """Why a target is withdrawn."""

    because = forms.CharField(
        label=_("Lý do rút"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do rút, ví dụ: gõ nhầm năm.")},
    )
