"""The forms of classes: the class itself, its places, list, sessions, results, numbers, a workbook."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.classes import telling
from taonguon.classes.facts import Row
from taonguon.classes.models import AFTERNOON, EVENING, MORNING, Session, StudyClass
from taonguon.core.names import tidy
from taonguon.organisations.forms import DayField
from taonguon.rules.classes import Length, shipped

SPARE = 2  # empty lines for further sessions
ID = 18  # digits of an id
MOST = 2_000  # places of a class: a typing error beyond
_COUNT = {
    "invalid": _("Số chỗ ghi bằng chữ số, ví dụ 12."),
    "min_value": _("Số chỗ không nhỏ hơn %(limit_value)s."),
    "max_value": _("Số chỗ không quá %(limit_value)s."),
}


def _places(label: Any, least: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=MOST, error_messages=_COUNT, **more
    )


class ClassForm(forms.Form):
    """A class: its kind, days, place, centre and the decision that opens it."""

    kind = forms.ChoiceField(label=_("Loại lớp"))
    name = forms.CharField(
        label=_("Tên lớp"),
        max_length=160,
        help_text=_("Ví dụ: Lớp bồi dưỡng nhận thức về Đảng khóa II năm 2026."),
        error_messages={"required": _("Hãy ghi tên lớp.")},
    )
    centre = forms.CharField(
        label=_("Cơ quan mở lớp"),
        max_length=160,
        help_text=_("Trung tâm chính trị, hoặc cấp ủy nơi không có trung tâm; in trên giấy."),
        error_messages={"required": _("Hãy ghi cơ quan mở lớp.")},
    )
    place = forms.CharField(
        label=_("Địa điểm"),
        max_length=160,
        error_messages={"required": _("Hãy ghi địa điểm học.")},
    )
    start_on = DayField(label=_("Khai giảng ngày"))
    end_on = DayField(label=_("Bế giảng ngày"))
    places = _places(_("Số chỗ"), 1, help_text=_("Để trống khi không giới hạn."))
    decision_number = forms.CharField(
        label=_("Số quyết định mở lớp"),
        max_length=60,
        required=False,
        help_text=_("Ghi khi đã có; khi duyệt danh sách thì bắt buộc."),
    )
    decision_on = DayField(label=_("Ngày quyết định"), required=False)

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        """Offer the kinds; the kind of a class that is there stays what it is."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k, telling.kind_name(k)) for k in shipped().kinds]
        if fixed:
            del self.fields["kind"]


class QuotaForm(forms.Form):
    """How many places go to each cell, and to units of neighbours."""

    units = forms.CharField(
        label=_("Đơn vị bạn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một đơn vị: tên; số chỗ. Ví dụ: Đảng bộ xã Khánh Hội; 15"),
    )

    def __init__(self, *args: Any, cells: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Ask for the places of each cell."""
        super().__init__(*args, **kwargs)
        for pk, name in cells:
            self.fields[f"cell_{pk}"] = _places(name, 0)
        self.order_fields([f"cell_{pk}" for pk, _name in cells])

    def clean_units(self) -> dict[str, int]:
        """Return places by unit. Raises ValidationError for a line without a number."""
        told: dict[str, int] = {}
        for name, count in _pairs(self.cleaned_data["units"]):
            if not (name and count.isdecimal() and 0 < int(count) <= MOST):
                raise forms.ValidationError(
                    _("“%(line)s”: viết như Đảng bộ xã Khánh Hội; 15"),
                    params={"line": f"{name}; {count}" if count else name},
                )
            told[name] = int(count)
        return told

    def cells(self) -> dict[int, int]:
        """Return the places of the cells that have any."""
        return {
            int(name.removeprefix("cell_")): value
            for name, value in self.cleaned_data.items()
            if name.startswith("cell_") and value is not None
        }


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the two parts of each line: `Nguyễn Văn A; Đảng bộ xã B`."""
    lines = [line for line in text.splitlines() if line.strip()]
    parts = [line.partition(";") for line in lines]
    return [(" ".join(one.split()), " ".join(two.split())) for one, _, two in parts]


class PeopleField(forms.Field):
    """People ticked, by id; whether they may be there is for the action to say."""

    widget = forms.SelectMultiple

    def to_python(self, value: Any) -> list[int]:
        """Return the ids. Raises ValidationError for what is none."""
        told = [str(one) for one in value or ()]
        if not all(one.isdecimal() and one.isascii() and len(one) <= ID for one in told):
            raise forms.ValidationError(_("Có dòng không rõ là ai: mở lại trang rồi chọn lại."))
        return [int(one) for one in told]


class NominationForm(forms.Form):
    """Who is on the list: people of the register ticked, guests typed."""

    people = PeopleField(label=_("Người được cử"), required=False)
    guests = forms.CharField(
        label=_("Học viên của đơn vị bạn"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Mỗi dòng một người: họ và tên; đơn vị. Ví dụ: Lê Thị Hoa; Đảng bộ xã Khánh Hội"
        ),
    )

    def clean_guests(self) -> list[tuple[str, str]]:
        """Return name and unit of each guest. Raises ValidationError for a line without both."""
        told = []
        for name, unit in _pairs(self.cleaned_data["guests"]):
            if not (name and unit) or len(name) > 150 or len(unit) > 160:
                raise forms.ValidationError(
                    _("“%(line)s”: viết như Lê Thị Hoa; Đảng bộ xã Khánh Hội"),
                    params={"line": (name or unit)[:60]},
                )
            told.append((tidy(name), unit))
        return told


class ApprovalForm(forms.Form):
    """The decision by which the list is approved."""

    number = forms.CharField(
        label=_("Số quyết định mở lớp"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số quyết định, ví dụ 45-QĐ/ĐU.")},
    )
    on = DayField(label=_("Ngày quyết định"))


class ReopenForm(forms.Form):
    """Why an approved list is opened again."""

    because = forms.CharField(
        label=_("Lý do mở lại danh sách"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do, ví dụ: bổ sung hai người.")},
    )


class SessionsForm(forms.Form):
    """The sessions of a class, a line each; a line without a day is none."""

    def __init__(
        self,
        *args: Any,
        study_class: StudyClass,
        sessions: Sequence[Session],
        length: Length | None,
        **kwargs: Any,
    ) -> None:
        """Open with the sessions there are, else with those the programme asks for."""
        super().__init__(*args, **kwargs)
        told = [(one.on, one.part, one.subject) for one in sessions]
        told = told or proposed(study_class, length)
        self.lines = len(told) + SPARE
        for number in range(self.lines):
            on, part, subject = told[number] if number < len(told) else (None, MORNING, "")
            self.fields[f"on_{number}"] = DayField(label=_("Ngày"), required=False, initial=on)
            self.fields[f"part_{number}"] = forms.TypedChoiceField(
                label=_("Buổi"), coerce=int, initial=part, choices=PARTS
            )
            self.fields[f"subject_{number}"] = forms.CharField(
                label=_("Bài, nội dung"), max_length=200, required=False, initial=subject
            )

    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """Return number, day, part and subject of each line, as fields."""
        names = ("on", "part", "subject")
        return [(n + 1, *[self[f"{name}_{n}"] for name in names]) for n in range(self.lines)]

    def told(self) -> list[tuple[date, int, str]]:
        """Return the lines with a day."""
        data = self.cleaned_data
        lines = [
            (data[f"on_{n}"], data[f"part_{n}"], data[f"subject_{n}"]) for n in range(self.lines)
        ]
        return [line for line in lines if line[0]]


PARTS = [(MORNING, _("sáng")), (AFTERNOON, _("chiều")), (EVENING, _("tối"))]


def proposed(study_class: StudyClass, length: Length | None) -> list[tuple[date, int, str]]:
    """Return as many sessions as the programme has, two a day from the first day to the last."""
    days = (study_class.end_on - study_class.start_on).days + 1
    wanted = length.sessions if length else 0
    slots = [
        (study_class.start_on + timedelta(days=n), part, "")
        for n in range(days)
        for part in (MORNING, AFTERNOON)
    ]
    return slots[:wanted]


class PresenceForm(forms.Form):
    """Who was there; `before` are those ticked when the list was shown."""

    present = forms.TypedMultipleChoiceField(required=False, coerce=int)
    before = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, *args: Any, seats: Sequence[int], **kwargs: Any) -> None:
        """Take the seats of the roster."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.choices = [(pk, "") for pk in seats]


class ResultsForm(forms.Form):
    """The results of all; those left empty may be given one result together."""

    rest = forms.ChoiceField(label=_("Kết quả cho những người còn để trống"), required=False)

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        """Ask for the result of each."""
        super().__init__(*args, **kwargs)
        grades = [(code, telling.grade_name(code)) for code in shipped().grades]
        self.fields["rest"].choices = [("", _("để trống")), *grades]
        for row in rows:
            self.fields[f"seat_{row.seat.pk}"] = forms.ChoiceField(
                label=row.name, required=False, choices=[("", "–"), *grades], initial=row.seat.grade
            )

    def grades(self) -> dict[int, str]:
        """Return the result of each seat."""
        told: Mapping[str, str] = self.cleaned_data
        return {
            int(name.removeprefix("seat_")): value or told["rest"]
            for name, value in told.items()
            if name.startswith("seat_")
        }


class CertifyForm(forms.Form):
    """The first number and the day of the certificates."""

    first = forms.CharField(
        label=_("Số đầu tiên"),
        max_length=60,
        help_text=_("Ví dụ 103/GCN-TTCT; các số sau tự nối tiếp, không trùng."),
        error_messages={"required": _("Hãy ghi số đầu tiên, ví dụ 103/GCN-TTCT.")},
    )
    on = DayField(label=_("Ngày cấp"))


class WorkbookForm(forms.Form):
    """A roster filled in elsewhere."""

    file = forms.FileField(
        label=_("Tệp danh sách lớp"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
        help_text=_("Tệp Excel đã xuất ở đây, điền cột Kết quả và cột Số GCN, ngày cấp."),
        error_messages={
            "required": _("Hãy chọn tệp danh sách lớp."),
            "empty": _("Tệp không có gì bên trong: hãy chọn tệp có danh sách."),
        },
    )


class ExpiringForm(forms.Form):
    """Whose certificates are shown."""

    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, cells: list[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]


class PeriodForm(forms.Form):
    """From which day to which classes count."""

    tu = DayField(label=_("Lớp kết thúc từ ngày"))
    den = DayField(label=_("Đến ngày"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Know which days are still to come."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Refuse a day to come, and an end before the beginning."""
        told = super().clean() or {}
        first, last = told.get("tu"), told.get("den")
        if last is not None and last > self.today:
            self.add_error("den", _("Ngày này còn ở tương lai."))
        elif first is not None and last is not None and last < first:
            self.add_error("den", _("Ngày cuối trước ngày đầu: kiểm tra lại hai ngày."))
        return told
