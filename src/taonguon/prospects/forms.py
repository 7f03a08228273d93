"""The forms of where prospects are and go."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.days import NotADay, parse_day
from taonguon.organisations.forms import FIRST_YEAR, LAST_YEAR, DayField

Choices = Sequence[tuple[Any, Any]]
Likeness = Callable[[str, str], Choices]
YEAR = 4  # digits of a year
NOBODY = "new"


class CellForm(forms.Form):
    """Which cell a list shows."""

    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, cells: Choices, **kwargs: object) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]


class AwayForm(forms.Form):
    """Where somebody works away, and when home next."""

    since = DayField(label=_("Đi từ ngày"))
    place = forms.CharField(
        label=_("Nơi đang làm"),
        max_length=120,
        error_messages={"required": _("Hãy ghi nơi đang làm, ví dụ: KCN Khánh Phú.")},
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        help_text=_("Chỉ ghi khi người này đồng ý cho liên lạc."),
    )
    visit = DayField(
        label=_("Lần về tới"), required=False, help_text=_("Ghi ngày dự kiến, ví dụ dịp Tết.")
    )
    meets = forms.CharField(
        label=_("Ai gặp khi về"),
        max_length=150,
        required=False,
        help_text=_("Thường là đảng viên được phân công giúp đỡ."),
    )


class ReturnForm(forms.Form):
    """The day on which somebody came back for good."""

    on = DayField(label=_("Trở về ngày"))


class EnlistmentForm(forms.Form):
    """The day of enlistment, or that it was called off."""

    on = DayField(label=_("Ngày nhập ngũ"), required=False)
    called_off = forms.BooleanField(label=_("Hoãn, không đi đợt này"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        told = super().clean() or {}
        if bool(told.get("on")) == bool(told.get("called_off")) and "on" not in self.errors:
            self.add_error("on", _("Ghi ngày nhập ngũ, hoặc chọn hoãn; chỉ một trong hai."))
        return told


class SendForm(forms.Form):
    """To whom somebody is handed over, by which certificate."""

    number = forms.CharField(
        label=_("Số giấy chứng nhận người đang được giúp đỡ"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số giấy, ví dụ 03-GCN/CB.")},
    )
    on = DayField(label=_("Ngày của giấy"))
    receiver = forms.TypedChoiceField(
        label=_("Nơi nhận có trong sổ"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Sang đảng bộ khác thì chọn đảng bộ; nơi đó chọn chi bộ."),
    )
    outside = forms.CharField(
        label=_("Hoặc nơi nhận ngoài sổ"),
        max_length=150,
        required=False,
        help_text=_(
            "Ghi tên tổ chức đảng. In giấy đưa người này mang theo; sổ này thôi theo dõi từ ngày đó."
        ),
    )
    resolution = forms.CharField(
        label=_("Số nghị quyết chi bộ đưa ra khỏi danh sách"),
        max_length=60,
        required=False,
        help_text=_("Chỉ ghi khi chuyển ra ngoài sổ."),
    )

    def __init__(self, *args: object, receivers: Choices, **kwargs: object) -> None:
        """Offer the other cells of the commune and the other communes."""
        super().__init__(*args, **kwargs)
        self.fields["receiver"].choices = [("", "–"), *receivers]

    def clean(self) -> dict[str, Any]:
        """Ask for one receiver."""
        told = super().clean() or {}
        if (
            bool(told.get("receiver")) == bool(told.get("outside"))
            and "receiver" not in self.errors
        ):
            self.add_error(
                "receiver", _("Chọn một nơi nhận trong sổ, hoặc ghi tên nơi nhận ngoài sổ.")
            )
        return told


class AcceptForm(forms.Form):
    """Into which cell somebody is taken, from which day, and who helps there."""

    cell = forms.TypedChoiceField(
        label=_("Về chi bộ"),
        coerce=int,
        error_messages={"required": _("Hãy chọn chi bộ tiếp nhận.")},
    )
    on = DayField(label=_("Tiếp nhận từ ngày"))
    helper = forms.CharField(
        label=_("Đảng viên giúp đỡ ở nơi mới"),
        max_length=150,
        required=False,
        help_text=_(
            "Chi bộ mới phải cử đảng viên chính thức giúp đỡ trước khi biểu quyết; chưa cử thì để trống."
        ),
    )
    official_since = DayField(label=_("Người đó là đảng viên chính thức từ ngày"), required=False)
    resolution = forms.CharField(
        label=_("Số nghị quyết cử người giúp đỡ"), max_length=60, required=False
    )

    def __init__(self, *args: object, cells: Choices, **kwargs: object) -> None:
        """Offer the cells it may have been sent to; one alone is chosen already."""
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = cells if len(cells) == 1 else [("", "–"), *cells]

    def clean(self) -> dict[str, Any]:
        """Ask of a helper since when official."""
        told = super().clean() or {}
        unsaid = told.get("helper") and not told.get("official_since")
        if unsaid and "official_since" not in self.errors:
            self.add_error(
                "official_since", _("Hãy ghi ngày công nhận chính thức của người giúp đỡ.")
            )
        return told


class EndForm(forms.Form):
    """Why a hand-over is refused or taken back."""

    because = forms.CharField(
        label=_("Lý do"),
        max_length=200,
        error_messages={"required": _("Hãy ghi lý do, ví dụ: người này không chuyển nữa.")},
    )


class BirthField(forms.CharField):
    """A day of birth typed as on paper, or its year alone."""

    def clean(self, value: Any) -> str:
        """Return an ISO day or a year. Raises ValidationError for what is neither."""
        text = super().clean(value).strip()
        if (
            text.isascii()
            and text.isdecimal()
            and len(text) == YEAR
            and FIRST_YEAR <= int(text) <= LAST_YEAR
        ):
            return text
        try:
            return parse_day(text).isoformat()
        except NotADay:
            raise forms.ValidationError(
                _("“%(text)s” không phải ngày sinh; viết như 21/4/1996 hoặc 1996.") % {"text": text}
            ) from None


class ArrivalForm(forms.Form):
    """Somebody taken in from outside the register."""

    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=150,
        error_messages={"required": _("Hãy ghi họ và tên như trên giấy chứng nhận.")},
    )
    born = BirthField(
        label=_("Ngày sinh hoặc năm sinh"),
        max_length=12,
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": _("Hãy ghi ngày sinh, ví dụ 21/4/1996, hoặc năm sinh.")},
    )
    sex = forms.ChoiceField(
        label=_("Giới tính"),
        choices=[("female", _("Nữ")), ("male", _("Nam"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn giới tính.")},
    )
    came_from = forms.CharField(
        label=_("Từ tổ chức đảng nào chuyển đến"),
        max_length=80,
        error_messages={"required": _("Hãy ghi tên nơi đã giúp đỡ người này.")},
    )
    number = forms.CharField(
        label=_("Số giấy chứng nhận người đang được giúp đỡ"),
        max_length=60,
        error_messages={"required": _("Hãy ghi số của giấy chứng nhận mang đến.")},
    )
    given_on = DayField(label=_("Ngày của giấy"))
    cell = forms.TypedChoiceField(
        label=_("Về chi bộ"),
        coerce=int,
        error_messages={"required": _("Hãy chọn chi bộ tiếp nhận.")},
    )
    on = DayField(label=_("Tiếp nhận ngày"))
    agreed_on = DayField(
        label=_("Người này đồng ý được xem xét và ghi vào sổ ngày"),
        help_text=_("Không có sự đồng ý thì không ghi ai vào sổ."),
    )
    known = forms.CharField(
        label=_("Sổ đã có người giống như vậy"), widget=forms.HiddenInput, required=False
    )

    def __init__(self, *args: object, cells: Choices, likeness: Likeness, **kwargs: object) -> None:
        """Offer the cells the reader writes in; `likeness` finds who is known by name and birth."""
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = cells if len(cells) == 1 else [("", "–"), *cells]
        self.likeness = likeness

    def clean(self) -> dict[str, Any]:
        """Ask whether the person is one of those alike, when nobody has said so yet."""
        told = super().clean() or {}
        like = self.likeness(told.get("name") or "", told.get("born") or "")
        if not like:
            return {**told, "known": None}
        choices = [*like, (NOBODY, _("Không phải ai trong số này"))]
        self.fields["known"].widget = forms.RadioSelect(choices=choices)
        if told.get("known") not in dict(choices):
            self.add_error("known", _("Hãy chọn: có phải là người đã có trong sổ không."))
            return told
        known = None if told["known"] == NOBODY else int(told["known"])
        return {**told, "known": known}
