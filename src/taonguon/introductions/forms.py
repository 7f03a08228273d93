"""What the pages of introductions ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.names import tidy
from taonguon.organisations.forms import DayField
from taonguon.sources import values

Choices = list[tuple[Any, Any]]


def _cell_field(label: Any, **more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        error_messages={
            "required": _("Hãy chọn chi bộ."),
            "invalid_choice": _("Hãy chọn một chi bộ trong danh sách."),
        },
        **more,
    )


def _body_field(**more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Đoàn thể giới thiệu"),
        error_messages={
            "required": _("Hãy chọn đoàn thể."),
            "invalid_choice": _("Hãy chọn một đoàn thể trong danh sách."),
        },
        **more,
    )


class FilterForm(forms.Form):
    """Which introductions the list shows."""

    q = forms.CharField(label=_("Tìm tên"), required=False, max_length=100)
    doan_the = forms.ChoiceField(label=_("Đoàn thể"), required=False)
    nam = forms.TypedChoiceField(label=_("Năm"), required=False, coerce=int, empty_value=None)
    den = forms.ChoiceField(
        label=_("Đã đến bước"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("introduced", _("Được giới thiệu")),
            ("listed", _("Vào danh sách cảm tình")),
            ("class", _("Có giấy chứng nhận lớp")),
            ("dossier", _("Được làm hồ sơ")),
            ("admitted", _("Đã kết nạp")),
        ],
    )

    def __init__(self, *args: Any, bodies: Choices, years: list[int], **kwargs: Any) -> None:
        """Offer the mass organisations and the years there are."""
        super().__init__(*args, **kwargs)
        self.fields["doan_the"].choices = [("", _("Tất cả")), *bodies]
        self.fields["nam"].choices = [("", _("Mọi năm")), *((year, year) for year in years)]


class AgreementForm(forms.Form):
    """That somebody agreed: when, and who asked."""

    agreed_on = DayField(label=_("Ngày người đó đồng ý"))
    asked_by = forms.CharField(
        label=_("Người đã hỏi và đưa bản thông báo"),
        max_length=150,
        error_messages={"required": _("Hãy ghi họ và tên người đã hỏi.")},
    )
    agreed = forms.BooleanField(
        label=_("Đã đưa bản thông báo, và người đó đồng ý"),
        error_messages={
            "required": _(
                "Chưa có sự đồng ý thì không ghi tên: hãy hỏi trước, hoặc chỉ ghi một lượt chưa đồng ý."
            )
        },
    )


class IntroduceForm(AgreementForm):
    """Who is introduced, into which cell, by which mass organisation, with what agreement."""

    body = _body_field()
    unit = forms.CharField(label=_("Chi hội, chi đoàn"), max_length=80, required=False)
    on = DayField(label=_("Ngày giới thiệu"))
    cell = _cell_field(_("Chi bộ"))
    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=150,
        error_messages={"required": _("Hãy ghi họ và tên.")},
    )
    sex = forms.ChoiceField(
        label=_("Giới tính"),
        choices=[("female", _("Nữ")), ("male", _("Nam"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn giới tính.")},
    )
    born = forms.CharField(
        label=_("Ngày sinh"),
        max_length=10,
        help_text=_("Viết như 8/3/1996; chỉ biết năm thì ghi năm."),
        error_messages={"required": _("Hãy ghi ngày sinh hoặc năm sinh.")},
    )
    occupation = forms.CharField(label=_("Nghề nghiệp"), max_length=120, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)

    field_order = [
        "body", "unit", "cell", "on", "name", "sex", "born", "occupation", "phone", "agreed_on",
        "asked_by", "agreed",
    ]  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices, cells: Choices, **kwargs: Any) -> None:
        """Offer what the reader may introduce for, and where."""
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies
        self.fields["cell"].choices = [("", "–"), *cells]

    def clean_born(self) -> str:
        """Read a birth as lists write it: a day, or a year alone."""
        text = str(self.cleaned_data["born"])
        try:
            return str(values.birth(text) or "")
        except values.Wrong:
            raise forms.ValidationError(
                _("“%(text)s” không phải là ngày sinh; viết như 8/3/1996 hoặc 1996.")
                % {"text": text}
            ) from None

    def clean_name(self) -> str:
        """Write a name with single spaces."""
        return tidy(str(self.cleaned_data["name"]))


class DeclineForm(forms.Form):
    """One person asked who did not agree: the count, by mass organisation and cell."""

    body = _body_field()
    cell = _cell_field(_("Chi bộ"))
    on = DayField(label=_("Ngày hỏi"))

    def __init__(self, *args: Any, bodies: Choices, cells: Choices, **kwargs: Any) -> None:
        """Offer what the reader may ask for, and where."""
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies
        self.fields["cell"].choices = [("", "–"), *cells]


class RemarkForm(forms.Form):
    """What a mass organisation says of somebody this month; the person may read it."""

    text = forms.CharField(
        label=_("Nhận xét tháng này"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Việc đã làm, sự tham gia; người được nhận xét đọc được. Không ghi nội dung thẩm tra, "
            "không ghi quan điểm chính trị, tôn giáo."
        ),
        error_messages={"required": _("Hãy ghi nhận xét, một hai câu.")},
    )


class AgreedForm(AgreementForm):
    """Which people of an older list agreed."""

    people = forms.TypedMultipleChoiceField(
        label=_("Những người đã đồng ý"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một người.")},
    )

    field_order = ["agreed_on", "asked_by", "agreed", "people"]

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        """Offer the people without an agreement."""
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = people
        self.fields["agreed"].label = _("Đã đưa bản thông báo, và từng người được chọn đồng ý")


class BodyForm(forms.Form):
    """A mass organisation to add."""

    name = forms.CharField(
        label=_("Tên đoàn thể"),
        max_length=80,
        error_messages={"required": _("Hãy ghi tên đoàn thể.")},
    )


class UnitForm(forms.Form):
    """A unit of a mass organisation in a cell's area."""

    body = _body_field()
    cell = _cell_field(_("Ở địa bàn của"))
    name = forms.CharField(
        label=_("Tên chi hội, chi đoàn"),
        max_length=80,
        error_messages={"required": _("Hãy ghi tên, ví dụ: Chi hội Phụ nữ xóm 6.")},
    )

    def __init__(self, *args: Any, bodies: Choices, cells: Choices, **kwargs: Any) -> None:
        """Offer the mass organisations and the cells."""
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies
        self.fields["cell"].choices = [("", "–"), *cells]


class MergeForm(forms.Form):
    """Why two entries are one person, or are two after all."""

    because = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Ví dụ: đã hỏi chi bộ, cùng ngày sinh và nơi ở."),
        error_messages={"required": _("Hãy ghi căn cứ, một câu.")},
    )
