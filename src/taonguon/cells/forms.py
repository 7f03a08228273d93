"""The forms of profiles and lines: what a cell's area is like, and what makes a cell a special one."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.cells import telling
from taonguon.core.days import show_day
from taonguon.core.profile import PEOPLE, RELIGIOUS, Profile
from taonguon.organisations.forms import DayField
from taonguon.rules.profile import Field, fields

Choices = Sequence[tuple[Any, Any]]
MOST = 10_000_000
WORDS = {
    "invalid": _("Ghi bằng chữ số, ví dụ 259; tỷ lệ có thể ghi 12,5."),
    "min_value": _("Số không nhỏ hơn 0."),
    "max_value": _("Số không quá %(limit_value)s: kiểm tra lại."),
    "max_decimal_places": _("Nhiều nhất %(max)s số lẻ."),
}


class NumberField(forms.DecimalField):
    """A number as an office types it: `1.250` or `12,5`, a dot before three digits being no comma."""

    def to_python(self, value: object) -> Decimal | None:
        """Return the number. Raises ValidationError for what is none."""
        text = str(value or "").strip().removesuffix("%").replace(" ", "")
        whole, dot, thousands = text.rpartition(".")
        if dot and "," not in text and len(thousands) == 3 and whole.replace(".", "").isdecimal():
            text = text.replace(".", "")
        return super().to_python(text.replace(",", "."))


def number_field(field: Field, **more: Any) -> NumberField:
    """Return what asks for one number of a profile."""
    return NumberField(
        label=field.name.said(telling.language()) + (" (%)" if field.percent else ""),
        min_value=0,
        max_value=100 if field.percent else MOST,
        decimal_places=1 if field.percent else 0,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=WORDS,
        **more,
    )


def _text(value: Decimal) -> str:
    """Return a number as a fact keeps it: without needless places."""
    return format(value.normalize(), "f")


class SourceForm(forms.Form):
    """The day that numbers describe, and where they are from."""

    on = DayField(label=_("Số liệu tính đến ngày"))
    source = forms.CharField(
        label=_("Nguồn số liệu"),
        max_length=150,
        help_text=_("Ví dụ: Thống kê xã, biểu dân số 31/12/2025; trưởng xóm báo."),
        error_messages={"required": _("Hãy ghi nguồn: số này lấy ở đâu.")},
    )


class ProfileForm(SourceForm):
    """The numbers of one day and one source; those left empty are not told."""

    def __init__(self, *args: Any, known: Profile | None, **kwargs: Any) -> None:
        """Ask for each number, with what was known last beside it."""
        super().__init__(*args, **kwargs)
        self.known = known
        for code, field in fields().items():
            if not field.derived:
                last = known.numbers.get(code) if known else None
                help_text = ""
                if last is not None:
                    told = {"value": telling.said(code, last.value), "on": show_day(last.on)}
                    help_text = _("Lần trước: %(value)s (%(on)s).") % told
                self.fields[code] = number_field(field, required=False, help_text=help_text)

    def clean(self) -> dict[str, Any]:
        """Refuse more religious people than people."""
        told = super().clean() or {}
        people = told.get(PEOPLE)
        if people is None and self.known is not None:
            people = self.known.people
        if told.get(RELIGIOUS) is not None and people is not None and told[RELIGIOUS] > people:
            words = _("Số người có đạo không thể nhiều hơn số nhân khẩu (%(n)s).")
            self.add_error(RELIGIOUS, words % {"n": people})
        return told

    def numbers(self) -> dict[str, str]:
        """Return what was told, by code, as a fact keeps it."""
        told = {code: self.cleaned_data.get(code) for code in fields()}
        return {code: _text(value) for code, value in told.items() if value is not None}


class MendForm(SourceForm):
    """Another value, day or source of one number, and why."""

    because = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do, ví dụ: gõ nhầm, xã báo lại.")},
    )
    field_order = ("value", "on", "source", "because")

    def __init__(self, *args: Any, field: Field, **kwargs: Any) -> None:
        """Ask for the number by its own name."""
        super().__init__(*args, **kwargs)
        self.fields["value"] = number_field(field)
        self.fields["value"].error_messages["required"] = _("Hãy ghi số đúng, hoặc rút số này.")
        self.order_fields(self.field_order)

    def value(self) -> str:
        """Return the number as a fact keeps it."""
        return _text(self.cleaned_data["value"])


class BecauseForm(forms.Form):
    """Why something is taken away."""

    because = forms.CharField(
        label=_("Lý do rút"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do rút, ví dụ: gõ nhầm, chưa có văn bản.")},
    )


class LineForm(forms.Form):
    """Above which number a cell is a special one, from which day, by which paper."""

    organisation = forms.TypedChoiceField(
        label=_("Cấp ủy đặt mức"),
        coerce=int,
        error_messages={"required": _("Hãy chọn cấp ủy đặt mức.")},
    )
    code = forms.ChoiceField(label=_("Số liệu"))
    above = NumberField(
        label=_("Đặc thù khi lớn hơn"),
        required=False,
        min_value=0,
        max_value=MOST,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text=_("Ví dụ 30. Để trống thì thôi không xét số liệu này nữa."),
        error_messages=WORDS,
    )
    on = DayField(label=_("Áp dụng từ ngày"))
    document = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        max_length=120,
        help_text=_("Ví dụ: 05-NQ/ĐU ngày 10/1/2026."),
        error_messages={"required": _("Hãy ghi văn bản đặt mức này.")},
    )

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        """Offer the committees whose lines the reader may draw, and the numbers that may mark."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = units if len(units) == 1 else [("", "–"), *units]
        self.fields["code"].choices = [
            (code, field.name.said(telling.language()) + (" (%)" if field.percent else ""))
            for code, field in fields().items()
            if field.line
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a share above the whole."""
        told = super().clean() or {}
        field = fields().get(told.get("code", ""))
        if field and field.percent and told.get("above") is not None and told["above"] >= 100:
            self.add_error("above", _("Tỷ lệ phải nhỏ hơn 100."))
        return told

    def above_text(self) -> str:
        """Return the number as a fact keeps it, empty for none."""
        value = self.cleaned_data["above"]
        return _text(value) if value is not None else ""


class CellsForm(forms.Form):
    """Which profiles the list shows, as of which day."""

    to = forms.TypedChoiceField(label=_("Ở đâu"), required=False, coerce=int, empty_value=None)
    ngay = DayField(label=_("Tính đến ngày"), required=False)
    loai = forms.ChoiceField(
        label=_("Chi bộ"),
        required=False,
        choices=[
            ("", _("Tất cả")), ("dac-thu", _("Đặc thù")), ("chua-co", _("Chưa có số liệu")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, units: Mapping[int, str], today: date, **kwargs: Any) -> None:
        """Offer the organisations above cells that the reader may see."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(units.items())
        if len(units) < 2:
            self.fields["to"].widget = forms.HiddenInput()
        self.today = today

    def clean_ngay(self) -> date | None:
        """Refuse a day to come."""
        day: date | None = self.cleaned_data.get("ngay")
        if day is not None and day > self.today:
            raise forms.ValidationError(_("Ngày này còn ở tương lai."))
        return day
