"""The forms of the committee's register, of charges, and of the proposal of who takes which cell."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.cells import telling
from taonguon.cells.actions import Given, Seat
from taonguon.cells.forms import Choices
from taonguon.core.days import show_day
from taonguon.organisations.forms import DayField
from taonguon.organisations.models import Organisation
from taonguon.outlook.assignment import Weights
from taonguon.people.models import Person
from taonguon.rules.assignment import start
from taonguon.rules.training import shipped as training

NOBODY = "khong"
NOT_LISTED = "0"
MANY = 60  # cells one person could be said to have
PAPER = {
    "label": _("Số, ký hiệu văn bản"),
    "max_length": 120,
    "help_text": _("Ví dụ: 12-QĐ/ĐU ngày 5/1/2026. Không còn văn bản thì ghi rõ như vậy."),
    "error_messages": {"required": _("Hãy ghi số, ngày văn bản; không còn thì ghi rõ như vậy.")},
}


class SeatForm(forms.Form):
    """Somebody's seat on a committee."""

    organisation = forms.TypedChoiceField(
        label=_("Cấp ủy"), coerce=int, error_messages={"required": _("Hãy chọn cấp ủy.")}
    )
    name = forms.CharField(
        label=_("Họ và tên"), max_length=120, error_messages={"required": _("Hãy ghi họ và tên.")}
    )
    person = forms.ChoiceField(
        label=_("Trong sổ đảng viên, đó là"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Trong sổ có người cùng tên: hãy chọn.")},
    )
    post = forms.CharField(
        label=_("Chức vụ"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: Ủy viên ban thường vụ; có thể để trống."),
    )
    since = DayField(label=_("Tham gia cấp ủy từ ngày"))
    until = DayField(
        label=_("Thôi từ ngày"), required=False, help_text=_("Để trống khi còn tham gia.")
    )
    document = forms.CharField(**PAPER)

    def __init__(self, *args: Any, units: Choices, alike: Sequence[Person], **kwargs: Any) -> None:
        """Offer the committees, and the members of the register who bear the name that was typed."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = units if len(units) == 1 else [("", "–"), *units]
        if not alike:
            del self.fields["person"]
            return
        told = [(str(one.pk), _who(one)) for one in alike]
        self.fields["person"].choices = [*told, (NOT_LISTED, _("Không phải ai trong số này"))]

    def seat(self) -> Seat:
        """Return what was told."""
        told = self.cleaned_data
        return Seat(
            told["name"], told["post"], told["since"], told["until"], told["document"],
            int(told.get("person") or 0) or None,
        )  # fmt: skip


class PostForm(SeatForm):
    """Somebody's seat on a cell's committee, in one of its posts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the cell and the post by name."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].label = _("Chi bộ")
        self.fields["organisation"].error_messages["required"] = _("Hãy chọn chi bộ.")
        posts = [(code, telling.post(code)) for code in training().posts]
        self.fields["post"] = forms.ChoiceField(
            label=_("Chức vụ"),
            choices=[("", "–"), *posts],
            error_messages={"required": _("Hãy chọn chức vụ.")},
        )
        self.fields["since"].label = _("Giữ chức vụ từ ngày")
        self.fields["until"].help_text = _("Để trống khi còn giữ chức vụ.")


def _who(person: Person) -> str:
    born = f", {person.born[:4]}" if person.born else ""
    cell = f", {person.cell.name}" if person.cell else ""
    return f"{person.name}{born}{cell}"


class ChargeForm(forms.Form):
    """Some cells in the charge of one committee member, or of nobody, from a day."""

    member = forms.ChoiceField(
        label=_("Người phụ trách"), error_messages={"required": _("Hãy chọn người phụ trách.")}
    )
    cells = forms.TypedMultipleChoiceField(
        label=_("Chi bộ"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một chi bộ.")},
    )
    on = DayField(label=_("Phụ trách từ ngày"))
    document = forms.CharField(**PAPER)

    def __init__(self, *args: Any, members: Choices, cells: Choices, **kwargs: Any) -> None:
        """Offer who sits on the committee, and the cells the reader may give."""
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [
            ("", "–"), *members, (NOBODY, _("Không ai (thôi phân công)")),
        ]  # fmt: skip
        self.fields["cells"].choices = cells

    def taker(self) -> int | None:
        """Return the member, None for nobody."""
        said = self.cleaned_data["member"]
        return None if said == NOBODY else int(said)


class ChargeMendForm(forms.Form):
    """Another member, day or paper of one charge, and why."""

    member = forms.ChoiceField(label=_("Người phụ trách"))
    on = DayField(label=_("Phụ trách từ ngày"))
    document = forms.CharField(**PAPER)
    because = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do, ví dụ: gõ nhầm ngày.")},
    )

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        """Offer who sits on the committee."""
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members

    def given(self) -> Given:
        """Return what was told."""
        told = self.cleaned_data
        return Given(int(told["member"]), told["on"], told["document"])


def _weight(label: Any, help_text: Any = "") -> forms.IntegerField:
    most = start().heaviest_weight
    words = {
        "required": _("Hãy ghi một số từ 0."),
        "invalid": _("Ghi bằng số nguyên từ 0 đến %(n)d.") % {"n": most},
        "min_value": _("Nhỏ nhất là %(limit_value)s."),
        "max_value": _("Lớn nhất là %(limit_value)s."),
    }
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        error_messages=words,
        help_text=help_text,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class WeighingForm(forms.Form):
    """What counts for the proposal and how much, and between which numbers of cells."""

    cells = _weight(_("Trọng số: số chi bộ"))
    members = _weight(_("Trọng số: số đảng viên"))
    distance = _weight(_("Trọng số: đường xa"))
    difficulty = _weight(_("Trọng số: đặc thù, lâu chưa kết nạp"))
    continuity = _weight(_("Trọng số: giữ người đang phụ trách"))
    least = forms.IntegerField(label=_("Mỗi người ít nhất"), min_value=0, max_value=MANY)
    most = forms.IntegerField(label=_("Mỗi người nhiều nhất"), min_value=1, max_value=MANY)
    years = forms.IntegerField(label=_("Lâu chưa kết nạp: từ (năm)"), min_value=1, max_value=20)

    @classmethod
    def starting(cls) -> dict[str, int]:
        """Return the numbers as shipped."""
        told = start()
        return {
            **told.weights, "least": told.least, "most": told.most, "years": told.years_without,
        }  # fmt: skip

    def weights(self) -> Weights:
        """Return how much each thing counts."""
        return Weights(**{name: self.cleaned_data[name] for name in start().weights})


class AdoptForm(forms.Form):
    """Who takes which cell, as adopted: a line for each cell, the day and the paper."""

    on = DayField(label=_("Phụ trách từ ngày"))
    document = forms.CharField(**PAPER)

    def __init__(
        self,
        *args: Any,
        units: Sequence[Organisation],
        members: Choices,
        proposed: Mapping[int, int],
        today: date,
        **kwargs: Any,
    ) -> None:
        """Offer for each cell who sits on the committee, the proposed one chosen."""
        super().__init__(*args, **kwargs)
        self.units = list(units)
        self.fields["on"].initial = show_day(today)
        for unit in self.units:
            told = {"cell": unit.name}
            self.fields[f"cell_{unit.pk}"] = forms.TypedChoiceField(
                label=unit.name,
                coerce=int,
                choices=members,
                initial=proposed.get(unit.pk),
                error_messages={
                    "required": _("Hãy chọn người phụ trách %(cell)s.") % told,
                    "invalid_choice": _("Người chọn cho %(cell)s không còn trong cấp ủy.") % told,
                },
            )

    def chosen(self) -> dict[int, int]:
        """Return the member for each cell, as far as it was chosen."""
        told = {unit.pk: self.cleaned_data.get(f"cell_{unit.pk}") for unit in self.units}
        return {cell: member for cell, member in told.items() if member}
