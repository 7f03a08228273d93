"""What each change of the tree asks: the day, the paper, and what will be."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core import names
from taonguon.organisations.forms import DayField
from taonguon.organisations.telling import kind_name

Choices = Sequence[tuple[int | str, str]]


class ChangeForm(forms.Form):
    """The day and the paper of any change."""

    on = DayField(label=_("Có hiệu lực từ ngày"))
    document = forms.CharField(
        label=_("Số, ngày văn bản"),
        max_length=120,
        help_text=_("Ví dụ: 12-QĐ/ĐU ngày 5/1/2024. Không còn văn bản thì ghi rõ như vậy."),
        error_messages={"required": _("Hãy ghi số, ngày văn bản; không còn thì ghi rõ như vậy.")},
    )

    def __init__(
        self, *args: Any, kinds: Iterable[str] = (), offered: Choices = (), **kwargs: Any
    ) -> None:
        """Offer the kinds, and the organisations or people, one may choose from."""
        super().__init__(*args, **kwargs)
        if "unit_kind" in self.fields:
            self.fields["unit_kind"].choices = [(kind, kind_name(kind)) for kind in kinds]
        for name in ("parent", "into", "people"):
            if name in self.fields:
                self.fields[name].choices = offered

    def clean_name(self) -> str:
        """Keep the name as names are kept: single spaces, no cry of capitals."""
        return names.tidy(self.cleaned_data["name"])

    def told(self) -> dict[str, Any]:
        """Return what the ledger keeps of an organisation that begins."""
        said = self.cleaned_data
        told = {"name": said["name"], "document": said["document"]}
        if "unit_kind" in said:
            told["kind"] = said["unit_kind"]
        if said.get("category"):
            told["category"] = said["category"]
        return told


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Tên"),
        max_length=200,
        help_text=_("Tên đầy đủ như trong văn bản, ví dụ: Chi bộ xóm 6."),
        error_messages={"required": _("Hãy ghi tên đầy đủ.")},
    )


def _kind() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Cấp"))


def _category() -> forms.CharField:
    return forms.CharField(
        label=_("Loại hình"),
        max_length=80,
        required=False,
        help_text=_("Ví dụ: thôn, trường học, doanh nghiệp; có thể để trống."),
    )


class FoundForm(ChangeForm):
    """A new organisation under this one."""

    name, unit_kind, category = _name(), _kind(), _category()
    field_order = ("name", "unit_kind", "category", "on", "document")


class ReceiveForm(FoundForm):
    """An organisation that comes from elsewhere."""

    on = DayField(label=_("Tiếp nhận từ ngày"))
    founded_on = DayField(
        label=_("Thành lập ngày"),
        help_text=_(
            "Ngày thành lập ở nơi cũ; trước ngày tiếp nhận sổ không tính tổ chức này ở đây."
        ),
    )
    field_order = ("name", "unit_kind", "category", "founded_on", "on", "document")


class SuperiorForm(ChangeForm):
    """The superior of an organisation that has none in the register."""

    on = DayField(
        label=_("Trực thuộc từ ngày"),
        help_text=_("Số liệu trước ngày này không tính vào cấp trên."),
    )
    name, unit_kind = _name(), _kind()
    field_order = ("name", "unit_kind", "on", "document")


class RenameForm(ChangeForm):
    """Another name."""

    name = _name()
    field_order = ("name", "on", "document")


class MoveForm(ChangeForm):
    """Another place in the tree."""

    parent = forms.TypedChoiceField(
        label=_("Trực thuộc"),
        coerce=int,
        error_messages={"required": _("Hãy chọn nơi trực thuộc mới.")},
    )
    field_order = ("parent", "on", "document")


class SplitForm(ChangeForm):
    """A new cell, and who goes there."""

    name, category = _name(), _category()
    people = forms.TypedMultipleChoiceField(
        label=_("Đảng viên chuyển sang chi bộ mới"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        error_messages={"required": _("Hãy chọn những đảng viên chuyển sang chi bộ mới.")},
    )
    field_order = ("name", "category", "on", "document", "people")


class MergeForm(ChangeForm):
    """The cell that takes over."""

    into = forms.TypedChoiceField(
        label=_("Sáp nhập vào"),
        coerce=int,
        error_messages={"required": _("Hãy chọn chi bộ nhận.")},
    )
    field_order = ("into", "on", "document")


class CorrectForm(forms.Form):
    """What is wrong with a recorded change, and what stands in its place."""

    on = DayField(label=_("Ngày đúng"), required=False)
    document = forms.CharField(
        label=_("Số, ngày văn bản đúng"),
        max_length=120,
        required=False,
        help_text=_("Để trống khi văn bản đã ghi đúng."),
    )
    withdraw = forms.BooleanField(
        label=_("Rút hẳn ghi chép này: việc đó không xảy ra"), required=False
    )
    because = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do sửa, ví dụ: gõ nhầm năm.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the right day, or for the withdrawal, never for both."""
        told = super().clean() or {}
        if bool(told.get("on")) == bool(told.get("withdraw")) and "on" not in self.errors:
            self.add_error("on", _("Ghi ngày đúng, hoặc chọn rút ghi chép; chỉ một trong hai."))
        return told
