"""What an address asks of the lists of people."""

from itertools import pairwise

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.organisations.forms import DayField


class MembersForm(forms.Form):
    """Whom the members' list shows."""

    q = forms.CharField(label=_("Tìm tên"), required=False, max_length=100)
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(
        label=_("Loại"),
        required=False,
        choices=[
            ("", _("Đang là đảng viên")),
            ("official", _("Chính thức")),
            ("probationary", _("Dự bị")),
            ("former", _("Đã ra khỏi, chuyển đi, từ trần")),
        ],
    )

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]


class ProspectsForm(forms.Form):
    """Whom the prospects' list shows."""

    q = forms.CharField(label=_("Tìm tên"), required=False, max_length=100)
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]


EVENTS = [
    ("move", _("Chuyển sinh hoạt sang chi bộ khác trong đảng bộ")),
    ("transfer_out", _("Chuyển đi nơi khác")),
    ("transfer_in", _("Chuyển về lại từ nơi khác")),
    ("exemption", _("Miễn sinh hoạt")),
    ("death", _("Từ trần")),
    ("resignation", _("Xin ra khỏi Đảng")),
    ("deletion", _("Xóa tên")),
    ("expulsion", _("Khai trừ")),
    ("recognition", _("Công nhận chính thức")),
]


class EventForm(forms.Form):
    """What happened to a member, on which day, by which paper."""

    kind = forms.ChoiceField(
        label=_("Việc"),
        choices=EVENTS,
        error_messages={"required": _("Hãy chọn việc đã xảy ra.")},
    )
    on = DayField(label=_("Ngày"))
    cell = forms.TypedChoiceField(
        label=_("Chi bộ mới"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Chỉ chọn khi chuyển sinh hoạt sang chi bộ khác hoặc chuyển về lại."),
    )
    document = forms.CharField(
        label=_("Số, ngày văn bản"),
        max_length=120,
        required=False,
        help_text=_("Chỉ ghi số, ngày, nơi ban hành; không ghi nội dung thẩm tra."),
    )

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader may write in."""
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = [("", "–"), *cells]

    def clean(self) -> dict[str, object]:
        """Ask for the new cell when, and only when, somebody moves or returns."""
        told = super().clean() or {}
        leads_to_a_cell = told.get("kind") in {"move", "transfer_in"}
        if leads_to_a_cell and not told.get("cell"):
            self.add_error("cell", _("Chuyển sinh hoạt thì cần chọn chi bộ mới."))
        if not leads_to_a_cell and told.get("cell"):
            self.add_error("cell", _("Chỉ chọn chi bộ mới khi chuyển sinh hoạt."))
        return told


class TransferForm(forms.Form):
    """A member who came from elsewhere: who, from which day, since when in the Party, by what."""

    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=150,
        error_messages={"required": _("Hãy ghi họ và tên.")},
    )
    sex = forms.ChoiceField(
        label=_("Giới tính"),
        choices=[("", "–"), ("male", _("nam")), ("female", _("nữ"))],
        error_messages={"required": _("Hãy chọn nam hoặc nữ.")},
    )
    born = DayField(label=_("Ngày sinh"))
    cell = forms.TypedChoiceField(
        label=_("Chi bộ"),
        coerce=int,
        error_messages={"required": _("Hãy chọn chi bộ nơi đến.")},
    )
    on = DayField(label=_("Ngày chuyển đến"))
    admitted = DayField(label=_("Ngày vào Đảng"))
    official = DayField(
        label=_("Ngày chính thức"),
        required=False,
        help_text=_("Để trống khi còn dự bị."),
    )
    document = forms.CharField(
        label=_("Số, ngày giấy giới thiệu sinh hoạt đảng"),
        max_length=120,
        help_text=_("Chỉ ghi số, ngày, nơi ban hành; không ghi nội dung thẩm tra."),
        error_messages={"required": _("Hãy ghi số, ngày giấy giới thiệu sinh hoạt đảng.")},
    )

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader may write in."""
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = [("", "–"), *cells]

    def clean(self) -> dict[str, object]:
        """Ask for days in the order of a life."""
        told = super().clean() or {}
        names = ("born", "admitted", "official", "on")
        given = [(name, told[name]) for name in names if told.get(name)]
        for (before, earlier), (name, later) in pairwise(given):
            strictly = before == "born" or (before, name) == ("admitted", "on")
            if later < earlier or (strictly and later == earlier):
                words = {"name": self.fields[name].label, "before": self.fields[before].label}
                self.add_error(name, _("%(name)s phải sau %(before)s.") % words)
        return told


class CorrectionForm(forms.Form):
    """What is wrong with a fact, and what stands in its place."""

    on = DayField(label=_("Ngày đúng"), required=False)
    withdraw = forms.BooleanField(
        label=_("Rút hẳn ghi chép này: việc đó không xảy ra"), required=False
    )
    because = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do sửa, ví dụ: gõ nhầm năm.")},
    )

    def clean(self) -> dict[str, object]:
        """Ask for one of the two."""
        told = super().clean() or {}
        if bool(told.get("on")) == bool(told.get("withdraw")) and "on" not in self.errors:
            self.add_error("on", _("Ghi ngày đúng, hoặc chọn rút ghi chép; chỉ một trong hai."))
        return told
