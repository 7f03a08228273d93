"""The forms of the calendar: a month of meetings in one table, and the result of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.month import Month
from taonguon.core.visiting import FORMS
from taonguon.organisations.forms import DayField, MonthField
from taonguon.organisations.models import Organisation
from taonguon.visits import telling
from taonguon.visits.actions.calendar import Plan, Result

Choices = Sequence[tuple[Any, Any]]
MOST = 2000
COUNTED = {
    "invalid": _("Ghi bằng chữ số, ví dụ 21."),
    "min_value": _("Số không nhỏ hơn 0."),
    "max_value": _("Số không quá %(limit_value)s: kiểm tra lại."),
}


class CalendarForm(forms.Form):
    """Which month the calendar shows, and whose cells."""

    thang = MonthField(label=_("Tháng"), required=False)
    nguoi = forms.TypedChoiceField(
        label=_("Người phụ trách"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        """Offer the committee members."""
        super().__init__(*args, **kwargs)
        self.fields["nguoi"].choices = [("", _("Tất cả")), *members]


class HourField(forms.Field):
    """An hour typed as people write it: 19:30, 19h30, 7h."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "19:30"})
    default_error_messages = {"invalid": _("“%(text)s” không phải là giờ; viết như 19:30.")}

    def to_python(self, value: object) -> time | None:
        """Return the hour. Raises ValidationError for what is none."""
        text = str(value or "").strip().lower()
        if not text or isinstance(value, time):
            return value if isinstance(value, time) else None
        hours, _mark, minutes = text.replace("h", ":").replace(".", ":").partition(":")
        try:
            return time(int(hours), int(minutes or 0))
        except ValueError:
            raise forms.ValidationError(
                self.error_messages["invalid"], "invalid", {"text": text}
            ) from None

    def prepare_value(self, value: object) -> object:
        """Write an hour as people do."""
        return telling.hour(value) if isinstance(value, time) else value


def form_choices() -> list[tuple[str, str]]:
    """Return the ways a cell meets to choose from."""
    return [(code, telling.form(code)) for code in FORMS]


@dataclass(frozen=True)
class Row:
    """The fields of one cell in the table."""

    unit: Organisation
    on: forms.BoundField
    at: forms.BoundField
    place: forms.BoundField
    form: forms.BoundField
    suggested: bool


class PlanForm(forms.Form):
    """A month of meetings: a day, an hour, a place and a form for each cell; no day, no meeting."""

    def __init__(
        self,
        *args: Any,
        month: Month,
        units: Sequence[Organisation],
        first: Mapping[int, Mapping[str, Any]],
        **kwargs: Any,
    ) -> None:
        """Ask for each cell, beginning with what `first` says by cell."""
        super().__init__(*args, **kwargs)
        self.month, self.units, self.first = month, units, first
        for unit in units:
            said = first.get(unit.pk, {})
            self._add(unit, "on", DayField(required=False), said, _("ngày"))
            self._add(unit, "at", HourField(required=False), said, _("giờ"))
            place = forms.CharField(max_length=120, required=False)
            self._add(unit, "place", place, said, _("nơi họp"))
            way = forms.ChoiceField(choices=form_choices(), required=False)
            self._add(unit, "form", way, said, _("hình thức"))

    def _add(
        self, unit: Organisation, name: str, field: forms.Field, said: Mapping[str, Any], what: Any
    ) -> None:
        label = f"{unit.name}, {what}"
        field.label, field.initial = label, said.get(name)
        field.widget.attrs["aria-label"] = label
        self.fields[f"{name}_{unit.pk}"] = field

    def clean(self) -> dict[str, Any]:
        """Refuse a day outside the month, and an hour or place without a day."""
        told = super().clean() or {}
        for unit in self.units:
            name = f"on_{unit.pk}"
            on: date | None = told.get(name)
            if on is not None and not self.month.contains(on):
                words = _("%(cell)s: ngày này không thuộc tháng %(month)s.")
                self.add_error(name, words % {"cell": unit.name, "month": self.month})
            elif on is None and name not in self.errors and told.get(f"at_{unit.pk}"):
                self.add_error(name, _("%(cell)s: có giờ mà chưa có ngày.") % {"cell": unit.name})
        return told

    def rows(self) -> list[Row]:
        """Return the fields cell by cell."""
        names = ("on", "at", "place", "form")
        return [
            Row(unit, *(self[f"{name}_{unit.pk}"] for name in names),
                suggested=bool(self.first.get(unit.pk, {}).get("suggested")))
            for unit in self.units
        ]  # fmt: skip

    def plans(self) -> list[Plan]:
        """Return the meetings of the cells with a day."""
        told = self.cleaned_data
        return [
            Plan(unit, on, told[f"at_{unit.pk}"], told[f"place_{unit.pk}"],
                 told[f"form_{unit.pk}"] or FORMS[0])
            for unit in self.units
            if (on := told.get(f"on_{unit.pk}")) is not None
        ]  # fmt: skip


class ResultForm(forms.Form):
    """Whether a cell met, and with how many."""

    held = forms.ChoiceField(
        label=_("Buổi sinh hoạt"),
        choices=[("yes", _("Đã họp")), ("no", _("Không họp"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn đã họp hay không họp.")},
    )
    on = DayField(label=_("Ngày"), help_text=_("Không họp thì ghi ngày lẽ ra phải họp."))
    form = forms.ChoiceField(label=_("Hình thức"))
    summoned = forms.IntegerField(
        label=_("Số triệu tập"), required=False, min_value=0, max_value=MOST, error_messages=COUNTED
    )
    present = forms.IntegerField(
        label=_("Số có mặt"), required=False, min_value=0, max_value=MOST, error_messages=COUNTED
    )
    minutes = forms.CharField(label=_("Số biên bản"), max_length=60, required=False)
    because = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        required=False,
        help_text=_("Vì sao không họp; hoặc vì sao sửa kết quả đã ghi."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the ways a cell meets."""
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = form_choices()

    def result(self) -> Result:
        """Return what was told."""
        told = self.cleaned_data
        names = ("on", "form", "summoned", "present", "minutes", "because")
        return Result(told["held"] == "yes", *(told[name] for name in names))
