"""Setting a target: whom, which year or term, what number, by which paper; dividing one."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taonguon.core.targets import PERCENT, RANGE
from taonguon.organisations.forms import DayField
from taonguon.outlook.allocation import Terms
from taonguon.rules.allocation import criteria
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


def _digits() -> forms.TextInput:
    """Return a field for a number that keeps what was typed, even where it is none."""
    return forms.TextInput(attrs={"inputmode": "numeric"})


class YearForm(forms.Form):
    """Which year is divided, and how many; kept in the address."""

    nam = forms.IntegerField(
        label=_("Năm"),
        required=False,
        min_value=1930,
        max_value=2199,
        widget=_digits(),
        error_messages=_YEAR_WORDS,
    )
    tong = forms.IntegerField(
        label=_("Tổng số chia"),
        required=False,
        min_value=0,
        max_value=99999,
        widget=_digits(),
        error_messages={
            "invalid": _("Tổng số chia ghi bằng chữ số, ví dụ 18."),
            "min_value": _("Tổng số chia không nhỏ hơn %(limit_value)s."),
            "max_value": _("Tổng số chia không quá %(limit_value)s."),
        },
    )
    to = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NumberField(forms.IntegerField):
    """A number of admissions of one organisation, 0 or more."""

    def __init__(self, *, name: str, required: bool = True) -> None:
        """Say in each refusal which number it is."""
        said, safe = {"name": name}, {"name": str(name).replace("%", "%%")}
        super().__init__(
            label=name,
            required=required,
            min_value=0,
            max_value=9999,
            widget=_digits(),
            error_messages={
                "required": format_lazy(_("{name}: hãy ghi số, không giao thì ghi 0."), **said),
                "invalid": format_lazy(_("{name}: ghi bằng chữ số, ví dụ 2."), **said),
                "min_value": format_lazy(_("{name}: số không nhỏ hơn 0."), **safe),
                "max_value": format_lazy(_("{name}: số không quá 9999."), **safe),
            },
        )


class AllocationForm(forms.Form):
    """The number of each organisation, in all and of each category, and the paper that gives them."""

    document = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        max_length=120,
        error_messages={"required": _("Hãy ghi số văn bản giao chỉ tiêu, ví dụ 05-NQ/ĐU.")},
    )
    set_on = DayField(
        label=_("Ngày văn bản"),
        help_text=_("Ngày của văn bản giao; chỉ tiêu có hiệu lực từ ngày này."),
    )

    def __init__(
        self,
        *args: Any,
        units: Mapping[int, str],
        categories: Sequence[str],
        counting: bool = False,
        **kwargs: Any,
    ) -> None:
        """Ask for a number of each unit; `counting` asks for the numbers alone, without the paper."""
        super().__init__(*args, **kwargs)
        self.units, self.categories, words = units, categories, dict(CATEGORIES)
        for unit, name in units.items():
            self.fields[f"so_{unit}"] = NumberField(name=name)
            for code in categories:
                label = format_lazy("{name}, {of}", name=name, of=words[code])
                self.fields[f"{code}_{unit}"] = NumberField(name=label, required=False)
        if counting:
            for name in ("document", "set_on"):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse more of a category than there are in all."""
        told = super().clean() or {}
        for unit, name in self.units.items():
            whole = told.get(f"so_{unit}")
            for code in self.categories:
                part = told.get(f"{code}_{unit}") or 0
                if whole is not None and part > whole:
                    words = _("%(name)s: %(of)s %(part)d nhiều hơn số được giao %(whole)d.")
                    said = {
                        "name": name,
                        "of": dict(CATEGORIES)[code],
                        "part": part,
                        "whole": whole,
                    }
                    self.add_error(f"{code}_{unit}", words % said)
        return told

    def numbers(self) -> dict[tuple[int, str], int]:
        """Return the numbers that could be read, by unit and category."""
        told = self.cleaned_data
        return {
            (unit, code): told.get(f"{code or 'so'}_{unit}") or 0
            for unit in self.units
            for code in ("", *self.categories)
        }


class TermsForm(forms.Form):
    """The weights of the criteria, the bounds of all, and the bounds of single organisations."""

    minimum = forms.IntegerField(
        label=_("Ít nhất cho mỗi chi bộ"),
        min_value=0,
        max_value=99,
        widget=_digits(),
        help_text=_("Ghi 0 khi không đặt mức ít nhất."),
        error_messages={
            "required": _("Ít nhất cho mỗi chi bộ: hãy ghi số, không đặt thì ghi 0."),
            "invalid": _("Ít nhất cho mỗi chi bộ: ghi bằng chữ số, ví dụ 1."),
            "min_value": _("Ít nhất cho mỗi chi bộ: số không nhỏ hơn 0."),
            "max_value": _("Ít nhất cho mỗi chi bộ: số không quá 99."),
        },
    )
    allowance = forms.IntegerField(
        label=_("Phần cho người mới ở mỗi chi bộ"),
        min_value=0,
        max_value=99,
        widget=_digits(),
        help_text=_(
            "Ngoài số nguồn còn kịp kết nạp trong năm, mỗi chi bộ có thể được giao thêm bấy nhiêu người "
            "chưa có trong danh sách."
        ),
        error_messages={
            "required": _("Phần cho người mới: hãy ghi số, không đặt thì ghi 0."),
            "invalid": _("Phần cho người mới: ghi bằng chữ số, ví dụ 1."),
            "min_value": _("Phần cho người mới: số không nhỏ hơn 0."),
            "max_value": _("Phần cho người mới: số không quá 99."),
        },
    )

    def __init__(self, *args: Any, terms: Terms, units: Mapping[int, str], **kwargs: Any) -> None:
        """Open with the terms in force."""
        told = {"minimum": terms.minimum, "allowance": terms.allowance}
        super().__init__(*args, initial=told, **kwargs)
        self.units, tongue = units, get_language() or "vi"
        for one in criteria().values():
            field = NumberField(name=one.name.said(tongue))
            field.help_text, field.initial = one.help.said(tongue), terms.weights.get(one.code, 0)
            self.fields[f"weight_{one.code}"] = field
        for unit, name in units.items():
            for what, said, held in (
                ("low", _("{name}, ít nhất"), terms.lows),
                ("high", _("{name}, nhiều nhất"), terms.highs),
            ):
                field = NumberField(name=format_lazy(said, name=name), required=False)
                field.initial = held.get(unit)
                self.fields[f"{what}_{unit}"] = field

    def clean(self) -> dict[str, Any]:
        """Refuse weights of nothing, and a least above a most."""
        told = super().clean() or {}
        weights = [told.get(f"weight_{code}") for code in criteria()]
        if None not in weights and not any(weights):
            self.add_error(None, _("Ít nhất một tiêu chí phải có trọng số lớn hơn 0."))
        for unit, name in self.units.items():
            low, high = told.get(f"low_{unit}"), told.get(f"high_{unit}")
            if low is not None and high is not None and low > high:
                words = _("%(name)s: mức ít nhất %(low)d cao hơn mức nhiều nhất %(high)d.")
                self.add_error(f"low_{unit}", words % {"name": name, "low": low, "high": high})
        return told

    def terms(self) -> Terms:
        """Return the terms as typed."""
        told = self.cleaned_data
        ends: dict[str, dict[int, int]] = {
            what: {
                unit: told[f"{what}_{unit}"]
                for unit in self.units
                if told[f"{what}_{unit}"] is not None
            }
            for what in ("low", "high")
        }
        return Terms(
            weights={code: told[f"weight_{code}"] for code in criteria()},
            minimum=told["minimum"],
            allowance=told["allowance"],
            lows=ends["low"],
            highs=ends["high"],
        )
