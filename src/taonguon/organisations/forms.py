"""Fields that several rooms' forms share: a day and a month typed as on paper."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.days import NotADay, parse_day, show_day
from taonguon.core.month import Month, NotAMonth

FIRST_YEAR, LAST_YEAR = 1930, 2199  # the Party's founding; a typing error beyond


class DayField(forms.Field):
    """A day typed as on paper: 21/4/2023."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "21/4/2023"})
    default_error_messages = {
        "invalid": _("“%(text)s” không phải là ngày; viết như 21/4/2023."),
        "year": _("Năm trong “%(text)s” không hợp lý; viết như 21/4/2023."),
        "required": _("Hãy ghi ngày, ví dụ 21/4/2023."),
    }

    def to_python(self, value: object) -> date | None:
        """Return the day. Raises ValidationError for what is none."""
        text = str(value or "").strip()
        if not text or isinstance(value, date):
            return value if isinstance(value, date) else None
        try:
            told = parse_day(text)
        except NotADay:
            raise forms.ValidationError(
                self.error_messages["invalid"], "invalid", {"text": text}
            ) from None
        if not FIRST_YEAR <= told.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["year"], "year", {"text": text})
        return told

    def prepare_value(self, value: object) -> object:
        """Write a day as on paper."""
        return show_day(value) if isinstance(value, date) else value


class MonthField(forms.Field):
    """A month typed as 11/2026."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "11/2026"})
    default_error_messages = {
        "invalid": _("“%(text)s” không phải là tháng; viết như 11/2026."),
        "required": _("Hãy ghi tháng, ví dụ 11/2026."),
    }

    def to_python(self, value: object) -> Month | None:
        """Return the month. Raises ValidationError for what is none."""
        text = str(value or "").strip()
        if not text or isinstance(value, Month):
            return value if isinstance(value, Month) else None
        try:
            return Month.read(text)
        except NotAMonth:
            raise forms.ValidationError(
                self.error_messages["invalid"], "invalid", {"text": text}
            ) from None

    def prepare_value(self, value: object) -> object:
        """Write a month as on paper."""
        return str(value) if isinstance(value, Month) else value
