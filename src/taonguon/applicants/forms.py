"""What the office and the person fill in: a link's days, a request, its answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.applicants.models import GROUND_LENGTH, TEXT_LENGTH
from taonguon.applicants.telling import kind_name
from taonguon.core.requests import CARRIED_OUT, REFUSED
from taonguon.rules import applicant

AREA = forms.Textarea(attrs={"rows": 5})


class LinkForm(forms.Form):
    """For how many days a private link is to hold."""

    days = forms.IntegerField(
        label=_("Dùng được trong (ngày)"),
        min_value=1,
        error_messages={
            "required": _("Hãy ghi số ngày, ví dụ 30."),
            "invalid": _("Số ngày phải là một số, ví dụ 30."),
            "min_value": _("Số ngày phải từ 1 trở lên."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Open with the usual days, and refuse more than the most."""
        super().__init__(*args, **kwargs)
        told = applicant.link()
        self.fields["days"].initial = told.days
        self.fields["days"].help_text = _("Nhiều nhất %(longest)d ngày. Thu hồi được bất cứ lúc nào.") % {
            "longest": told.longest
        }  # fmt: skip


class TextForm(forms.Form):
    """What a person says in a request of a kind known already."""

    text = forms.CharField(
        label=_("Nội dung"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=AREA,
        error_messages={"max_length": _("Nội dung dài quá %(limit_value)d chữ: viết gọn lại.")},
    )

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        """Ask for the words where nothing can be done without them."""
        super().__init__(*args, **kwargs)
        self.fields["text"].required = needed
        self.fields["text"].error_messages["required"] = _(
            "Hãy ghi rõ: chỗ nào sai, đúng ra là gì; hoặc khiếu nại điều gì."
        )


class TakeForm(forms.Form):
    """A request told to the office, typed there."""

    kind = forms.ChoiceField(
        label=_("Người này yêu cầu"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn người này yêu cầu điều gì.")},
    )
    text = forms.CharField(
        label=_("Nội dung"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=AREA,
        help_text=_("Ghi lời của người yêu cầu. Sửa và khiếu nại thì phải ghi rõ nội dung."),
        error_messages={"max_length": _("Nội dung dài quá %(limit_value)d chữ: viết gọn lại.")},
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        """Offer the kinds a person in this standing may ask for."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, kind_name(kind)) for kind in kinds]


class AnswerForm(forms.Form):
    """How a request was answered: carried out, or refused with the ground."""

    outcome = forms.ChoiceField(
        label=_("Trả lời"),
        widget=forms.RadioSelect,
        choices=[(CARRIED_OUT, _("Thực hiện")), (REFUSED, _("Từ chối, có căn cứ"))],
        error_messages={"required": _("Hãy chọn: thực hiện, hoặc từ chối.")},
    )
    ground = forms.CharField(
        label=_("Căn cứ, hoặc đã làm gì"),
        max_length=GROUND_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Từ chối thì phải ghi theo quy định nào, vì sao. Người yêu cầu đọc được câu này."
        ),
        error_messages={"max_length": _("Dài quá %(limit_value)d chữ: viết gọn lại.")},
    )

    def clean(self) -> dict[str, Any]:
        """A refusal names its ground."""
        told = super().clean() or {}
        if told.get("outcome") == REFUSED and not (told.get("ground") or "").strip():
            self.add_error("ground", _("Từ chối thì phải ghi căn cứ: theo quy định nào, vì sao."))
        return told
