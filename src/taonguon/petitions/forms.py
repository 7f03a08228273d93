"""What is filled in: a petition as received, its steps, the filters of the list, the public form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from taonguon.core.petitions import BODY, CELL, MEMBER, bare
from taonguon.organisations.forms import DayField
from taonguon.petitions import telling
from taonguon.petitions.models import (
    NAME_LENGTH,
    NOTE_LENGTH,
    PAPER_LENGTH,
    REACH_LENGTH,
    TEXT_LENGTH,
)
from taonguon.rules.petitions import box

Choices = Sequence[tuple[Any, Any]]
ALL, WAITING, LATE, DONE = "tat-ca", "", "qua-han", "da-tra-loi"
NO_SECRETS = _(
    "Ghi việc cần giải quyết. Không ghi bí mật nhà nước. Khiếu nại, tố cáo theo luật thì gửi nơi tiếp "
    "công dân, không ghi ở đây."
)
TOO_LONG = _("Dài quá %(limit_value)d chữ: viết gọn lại.")


def _area(label: Any, missing: Any, rows: int = 5, **more: Any) -> forms.CharField:
    more.setdefault("max_length", TEXT_LENGTH)
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **more,
    )


def _line(label: Any, longest: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        help_text=help_text,
        error_messages={"max_length": TOO_LONG},
    )


class _Kinds(forms.Form):
    """Offers the kinds of petitions in the language of the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "–"), *telling.kind_choices()]


class ReceiveForm(_Kinds):
    """A petition handed in at a cell, to a mass organisation or to a member."""

    organisation = forms.TypedChoiceField(
        label=_("Nhận ở"), coerce=int, error_messages={"required": _("Hãy chọn nơi nhận.")}
    )
    through = forms.ChoiceField(
        label=_("Nhận qua"),
        widget=forms.RadioSelect,
        choices=[(CELL, _("Chi bộ, văn phòng")), (MEMBER, _("Một đảng viên chuyển lời")),
                 (BODY, _("Một đoàn thể"))],
        initial=CELL,
        error_messages={"required": _("Hãy chọn nhận qua đâu.")},
    )  # fmt: skip
    body = forms.ChoiceField(
        label=_("Đoàn thể nào"), required=False, help_text=_("Chỉ chọn khi nhận qua đoàn thể.")
    )
    on = DayField(label=_("Ngày nhận"))
    kind = forms.ChoiceField(
        label=_("Về việc gì"), error_messages={"required": _("Hãy chọn về việc gì.")}
    )
    text = _area(_("Nội dung"), _("Hãy ghi nội dung kiến nghị."), help_text=NO_SECRETS)
    publishable = forms.BooleanField(
        label=_("Người gửi đồng ý công bố câu trả lời, không nêu tên ai"), required=False
    )
    name = _line(
        _("Tên người gửi (không bắt buộc)"), NAME_LENGTH,
        _("Chỉ ghi khi người gửi muốn được trả lời riêng; xóa sau khi trả lời."),
    )  # fmt: skip
    reach = _line(_("Liên hệ (không bắt buộc)"), REACH_LENGTH, _("Điện thoại hoặc xóm."))

    def __init__(self, *args: Any, units: Choices, bodies: Choices, **kwargs: Any) -> None:
        """Offer the places and the mass organisations; with one body alone nothing else is asked."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = units if len(units) == 1 else [("", "–"), *units]
        self.fields["body"].choices = [("", "–"), *bodies]

    def clean(self) -> dict[str, Any]:
        """A mass organisation is named where the petition came through one, and only there."""
        told = super().clean() or {}
        if told.get("through") == BODY and not told.get("body"):
            self.add_error("body", _("Hãy chọn đoàn thể nào nhận."))
        elif told.get("through") != BODY:
            told["body"] = ""
        return told


class OwnReceiveForm(ReceiveForm):
    """A petition that the reader's own mass organisation received."""

    def __init__(self, *args: Any, units: Choices, bodies: Choices, **kwargs: Any) -> None:
        """Offer only the mass organisations acted for."""
        super().__init__(*args, units=units, bodies=bodies, **kwargs)
        del self.fields["through"]
        self.fields["body"].choices = bodies if len(bodies) == 1 else [("", "–"), *bodies]
        self.fields["body"].required = True
        self.fields["body"].help_text = ""
        self.fields["body"].error_messages["required"] = _("Hãy chọn đoàn thể nào nhận.")

    def clean(self) -> dict[str, Any]:
        """It came through a mass organisation."""
        return {**(forms.Form.clean(self) or {}), "through": BODY}


class RouteForm(forms.Form):
    """To whom a petition is passed on."""

    to = forms.ChoiceField(
        label=_("Chuyển đến"), error_messages={"required": _("Hãy chọn nơi giải quyết.")}
    )
    on = DayField(label=_("Ngày chuyển"))
    text = _line(_("Ghi chú (không bắt buộc)"), NOTE_LENGTH)
    document = _line(_("Số, ký hiệu văn bản (không bắt buộc)"), PAPER_LENGTH)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the places of the rules."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "–"), *telling.route_choices()]


class AnswerForm(forms.Form):
    """The answer that was given."""

    text = _area(
        _("Câu trả lời"), _("Hãy ghi câu trả lời: đã làm gì, hoặc vì sao chưa làm được."),
        help_text=_("Lời này giữ trong sổ. Muốn đưa lên trang công khai thì làm ở bước Công bố."),
    )  # fmt: skip
    on = DayField(label=_("Ngày trả lời"))
    document = _line(_("Số, ký hiệu văn bản (không bắt buộc)"), PAPER_LENGTH)


class WhyForm(forms.Form):
    """The reason of a step, and its day."""

    text = _area(_("Lý do"), _("Hãy ghi lý do."), rows=3, max_length=NOTE_LENGTH)
    on = DayField(label=_("Ngày"))


class PublishForm(forms.Form):
    """What everybody may read: the matter and the answer, without a word about anybody."""

    matter = _area(
        _("Việc được hỏi"), _("Hãy ghi việc được hỏi."), rows=3, max_length=NOTE_LENGTH,
        help_text=_("Viết lại bằng lời của văn phòng: không tên, số điện thoại, địa chỉ nhà của ai."),
    )  # fmt: skip
    text = _area(_("Câu trả lời"), _("Hãy ghi câu trả lời."))


class FilterForm(forms.Form):
    """Which petitions the list shows."""

    loc = forms.ChoiceField(
        label=_("Đang ở"),
        required=False,
        choices=[(WAITING, _("Chưa trả lời")), (LATE, _("Quá hạn")), (DONE, _("Đã trả lời, đã xếp")),
                 (ALL, _("Tất cả"))],
    )  # fmt: skip
    loai = forms.ChoiceField(label=_("Về việc"), required=False)
    chi_bo = forms.ChoiceField(label=_("Nhận ở"), required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        """Offer the kinds, and the places the reader may see."""
        super().__init__(*args, **kwargs)
        self.fields["loai"].choices = [("", _("Mọi việc")), *telling.kind_choices()]
        self.fields["chi_bo"].choices = [("", _("Mọi nơi")), *units]


class BoxForm(_Kinds):
    """The public form. `trang_nha` is left empty by people; `tem` tells when the page was opened."""

    kind = forms.ChoiceField(
        label=_("Về việc gì"), error_messages={"required": _("Hãy chọn về việc gì.")}
    )
    place = forms.ChoiceField(label=_("Ở đâu (không bắt buộc)"), required=False)
    text = _area(_("Điều anh/chị muốn nói"), _("Hãy viết điều anh/chị muốn nói."), rows=8)
    publishable = forms.BooleanField(
        label=_("Tôi đồng ý đăng câu trả lời lên trang công khai, không nêu tên ai"), required=False
    )
    name = _line(_("Tên (không bắt buộc)"), NAME_LENGTH)
    reach = _line(
        _("Điện thoại hoặc địa chỉ (không bắt buộc)"), REACH_LENGTH,
        _("Chỉ cần khi anh/chị muốn được trả lời riêng."),
    )  # fmt: skip
    trang_nha = forms.CharField(
        label=_("Ô này để trống"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    tem = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        """Offer the places of the commune, and tell how long the words may be."""
        super().__init__(*args, **kwargs)
        told, text = box(), self.fields["text"]
        self.fields["place"].choices = [("", _("Không nêu")), *places]
        text.help_text = _(
            "Từ %(shortest)d đến %(longest)d chữ cái. Khiếu nại, tố cáo theo luật thì gửi nơi tiếp "
            "công dân."
        ) % {"shortest": told.shortest, "longest": told.longest}
        text.widget.attrs["maxlength"] = told.longest

    def clean_text(self) -> str:
        """The words are long enough to say something, and short enough to be read."""
        told, text = box(), str(self.cleaned_data["text"])
        if len(bare(text)) < told.shortest:
            raise ValidationError(_("Viết thêm một chút cho rõ: việc gì, ở đâu."))
        if len(text) > told.longest:
            raise ValidationError(
                _("Dài quá %(limit_value)d chữ: viết gọn lại.") % {"limit_value": told.longest}
            )
        return text

    def clean_trang_nha(self) -> str:
        """Whoever fills in what nobody sees is a machine; a person is told what to do."""
        if self.cleaned_data["trang_nha"]:
            raise ValidationError(_("Ô cuối cùng phải để trống: xóa chữ trong ô đó rồi gửi lại."))
        return ""
