"""What an address asks of the lists of people."""

from itertools import pairwise

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taonguon.core.prospects import STAGES
from taonguon.organisations.forms import DayField
from taonguon.rules.bodies import CELL, name_of, shipped


class _Asked(forms.Form):
    """What every list of people may be asked for; each fault in one sentence."""

    q = forms.CharField(
        label=_("Tìm tên"),
        required=False,
        max_length=100,
        error_messages={"max_length": _("Tên để tìm dài quá %(limit_value)d chữ: ghi ngắn hơn.")},
    )
    to = forms.TypedChoiceField(
        label=_("Chi bộ"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={
            "invalid_choice": _(
                "Chi bộ trong địa chỉ không có trong phần việc của đồng chí: chọn lại."
            ),
        },
    )

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]


class MembersForm(_Asked):
    """Whom the members' list shows."""

    loai = forms.ChoiceField(
        label=_("Loại"),
        required=False,
        choices=[
            ("", _("Đang là đảng viên")),
            ("official", _("Chính thức")),
            ("probationary", _("Dự bị")),
            ("former", _("Đã ra khỏi, chuyển đi, từ trần")),
        ],
        error_messages={"invalid_choice": _("Không có loại đảng viên “%(value)s”: chọn lại.")},
    )


STAGE_NAMES = dict(
    zip(
        STAGES,
        (
            _("Được giới thiệu"),
            _("Trong danh sách cảm tình"),
            _("Được đề nghị học lớp"),
            _("Có giấy chứng nhận lớp"),
            _("Được làm hồ sơ"),
        ),
        strict=True,
    )
)


def bodies() -> list[tuple[str, str]]:
    """Return the mass organisations that introduce people, and the cell itself, to choose from."""
    language = "en" if (get_language() or "").startswith("en") else "vi"
    return [(code, name_of(code, language)) for code in (*shipped(), CELL)]


class ProspectsForm(_Asked):
    """Whom the prospects' list and board show."""

    doan = forms.ChoiceField(label=_("Nơi giới thiệu"), required=False)
    buoc = forms.ChoiceField(label=_("Đang ở bước"), required=False)

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader sees, the mass organisations and the stages."""
        super().__init__(*args, cells=cells, **kwargs)
        self.fields["doan"].choices = [("", _("Tất cả")), *bodies()]
        self.fields["buoc"].choices = [("", _("Tất cả")), *STAGE_NAMES.items()]

    def narrowed(self) -> bool:
        """Tell whether anything was asked for."""
        return self.is_valid() and any(self.cleaned_data.values())


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
