"""The forms of duties: which to show, and what one wishes to be sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.duties import URGENCIES
from taonguon.duties import telling
from taonguon.duties.actions.wishes import Asked
from taonguon.duties.models import ADDRESS_LENGTH, LAST_HOUR, Wish

WORKING_DAYS, MORNING = "12345", 7


class DutiesForm(forms.Form):
    """Of which cell, of which kind and of which group; kept in the address."""

    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(label=_("Loại việc"), required=False)
    loc = forms.ChoiceField(label=_("Hạn"), required=False)

    def __init__(
        self, *args: Any, cells: list[tuple[int, str]], kinds: set[str], **kwargs: Any
    ) -> None:
        """Offer the cells and kinds there are duties of."""
        super().__init__(*args, **kwargs)
        every = [("", _("Tất cả"))]
        named = sorted((telling.kind(code), code) for code in kinds)
        self.fields["to"].choices = [*every, *cells]
        self.fields["loai"].choices = [*every, *((code, name) for name, code in named)]
        self.fields["loc"].choices = [*every, *((code, telling.group(code)) for code in URGENCIES)]


class WishForm(forms.Form):
    """Whether, where and when to be reminded by letter."""

    wanted = forms.BooleanField(label=_("Gửi thư nhắc việc cho tôi"), required=False)
    address = forms.EmailField(
        label=_("Địa chỉ thư"),
        max_length=ADDRESS_LENGTH,
        required=False,
        error_messages={"invalid": _("Địa chỉ thư viết như ten@co-quan.vn.")},
    )
    days = forms.MultipleChoiceField(
        label=_("Những ngày nhận thư"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hour = forms.TypedChoiceField(
        label=_("Từ giờ nào"),
        coerce=int,
        choices=[(hour, f"{hour}:00") for hour in range(LAST_HOUR + 1)],
        help_text=_("Thư đi vào lần chạy đầu tiên sau giờ này, mỗi ngày nhiều nhất một thư."),
    )
    language = forms.ChoiceField(
        label=_("Ngôn ngữ của thư"), choices=[("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
    )

    def __init__(self, *args: Any, kept: Wish | None, **kwargs: Any) -> None:
        """Begin with what is kept, or with working days in the morning."""
        first = {"days": list(WORKING_DAYS), "hour": MORNING, "language": telling.language()}
        if kept is not None:
            first = {name: getattr(kept, name) for name in Asked._fields} | {
                "days": list(kept.days)
            }
        super().__init__(*args, initial=first, **kwargs)
        self.fields["days"].choices = telling.weekdays()

    def clean(self) -> dict[str, Any]:
        """Ask for an address and a day where letters are wanted."""
        told = super().clean() or {}
        if told.get("wanted"):
            if not told.get("address") and "address" not in self.errors:
                self.add_error("address", _("Hãy ghi địa chỉ thư để nhận nhắc việc."))
            if not told.get("days") and "days" not in self.errors:
                self.add_error("days", _("Hãy chọn ít nhất một ngày."))
        return told

    def asked(self) -> Asked:
        """Return what was asked for."""
        told = self.cleaned_data
        days = "".join(sorted(told["days"]))
        return Asked(told["wanted"], told["address"], days, told["hour"], told["language"])
