"""The forms of documents: what the book shows, a term's day, a reason, what is checked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.documents import telling
from taonguon.documents.models import BOUND, Term
from taonguon.organisations.forms import DayField
from taonguon.organisations.models import Organisation

Choices = Sequence[tuple[Any, str]]


class BookForm(forms.Form):
    """Which documents the book shows."""

    q = forms.CharField(
        label=_("Tìm số, tên, người"),
        required=False,
        max_length=100,
        error_messages={"max_length": _("Chữ để tìm dài quá %(limit_value)d chữ: ghi ngắn hơn.")},
    )
    to = forms.TypedChoiceField(
        label=_("Nơi ban hành"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={
            "invalid_choice": _(
                "Nơi ban hành trong địa chỉ không có trong phần việc của đồng chí: chọn lại."
            ),
        },
    )
    nhiem_ky = forms.TypedChoiceField(
        label=_("Nhiệm kỳ"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Không có nhiệm kỳ này ở nơi ban hành: chọn lại.")},
    )
    loai = forms.ChoiceField(
        label=_("Loại"),
        required=False,
        error_messages={"invalid_choice": _("Chưa có văn bản loại “%(value)s”: chọn lại.")},
    )
    nguoi = forms.IntegerField(
        label=_("Người"), required=False, min_value=1, max_value=10**15, widget=forms.HiddenInput
    )
    nam = forms.TypedChoiceField(
        label=_("Năm"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("Chưa có văn bản năm “%(value)s”: chọn lại.")},
    )

    def __init__(self, *args: object, offered: dict[str, Choices], **kwargs: object) -> None:
        """Offer the organisations, terms, types and years there are documents of."""
        super().__init__(*args, **kwargs)
        for name, choices in offered.items():
            self.fields[name].choices = [("", _("Tất cả")), *choices]


class TermsForm(forms.Form):
    """The day on which the congress closed, for each organisation that has no term yet."""

    def __init__(self, *args: object, without: Sequence[Organisation], **kwargs: object) -> None:
        """Ask of each organisation."""
        super().__init__(*args, **kwargs)
        self.without = list(without)
        for one in self.without:
            self.fields[f"on_{one.pk}"] = DayField(label=one.name, required=False)

    def days(self) -> list[tuple[Organisation, Any]]:
        """Return the organisations for which a day was given, with it."""
        told = self.cleaned_data
        return [(one, day) for one in self.without if (day := told[f"on_{one.pk}"])]


class TermForm(forms.Form):
    """When a congress closed: of a new term, or mended for the last."""

    on = DayField(
        label=_("Ngày bế mạc đại hội"),
        help_text=_("Từ ngày này mỗi loại văn bản đánh số lại từ 01, hết nhiệm kỳ mới thôi."),
    )


class MendTermForm(TermForm):
    """The right day of the last term."""

    def __init__(self, *args: object, term: Term, **kwargs: object) -> None:
        """Begin with the day as it is recorded."""
        super().__init__(*args, initial={"on": term.begins_on}, **kwargs)


class CancelForm(forms.Form):
    """Why a document is cancelled."""

    why = forms.CharField(
        label=_("Lý do hủy"),
        max_length=300,
        help_text=_("Số của văn bản vẫn giữ trong sổ, không cấp cho văn bản khác."),
        error_messages={"required": _("Hãy ghi lý do hủy, ví dụ: ghi nhầm ngày sinh.")},
    )


class BulkForm(forms.Form):
    """In which files many papers are wanted."""

    wanted = forms.ChoiceField(
        label=_("Tạo thành"),
        widget=forms.RadioSelect,
        initial=BOUND,
        error_messages={"required": _("Hãy chọn một cách.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the ways."""
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = [(code, said()) for code, said in telling.WANTED.items()]


class CheckForm(forms.Form):
    """What is checked: the number and seal as printed, or the file."""

    said = forms.CharField(
        label=_("Số và mã kiểm tra"),
        required=False,
        max_length=120,
        help_text=_("In cạnh mã QR ở chân trang đầu, ví dụ 05-NQ/CB 1a2b3c4d5e6f."),
    )
    file = forms.FileField(
        label=_("Hoặc tệp PDF, Word của văn bản"),
        required=False,
        help_text=_("Nhiều nhất 10 MB. Tệp chỉ được đọc để so, không lưu lại."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
        error_messages={"empty": _("Tệp không có gì bên trong: chọn tệp khác.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        told = super().clean() or {}
        if bool(told.get("said")) == bool(told.get("file")) and not self.errors:
            self.add_error("said", _("Gõ số và mã kiểm tra, hoặc chọn tệp; chỉ một trong hai."))
        return told
