"""Forms of the pages of papers: what is typed when one is made, a wording, a comparison."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.documents.actions.keeping import HIGHEST
from taonguon.forms import vocabulary
from taonguon.forms.form import Form
from taonguon.organisations.forms import DayField
from taonguon.papers.filled import asked, numbered

DAY = "document.on"
LONGEST = 60_000  # characters of a form's file


class MakeForm(forms.Form):
    """What a paper asks when it is made: its day, its number if it bears one, the row, what is typed."""

    def __init__(self, form: Form, rows: list[str], language: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["on"] = DayField(label=_("Ngày của văn bản"))
        if rows:
            self.fields["row"] = forms.TypedChoiceField(
                label=_("Lập cho"),
                coerce=lambda told: int(told.partition(" ")[0]),
                choices=[(f"{n} {name}", name) for n, name in enumerate(rows)],
                error_messages={
                    "invalid_choice": _("Vào ngày của văn bản danh sách đã khác: chọn lại."),
                    "required": _("Hãy chọn lập cho ai."),
                },
            )
        if numbered(form):
            self.fields["number"] = forms.IntegerField(
                label=_("Số đã ghi trong sổ giấy"),
                required=False,
                min_value=1,
                max_value=HIGHEST,
                help_text=_("Để trống thì lấy số tiếp theo của nhiệm kỳ."),
                error_messages={
                    "invalid": _("Số ghi bằng chữ số, ví dụ 5."),
                    "min_value": _("Số nhỏ nhất là 1."),
                    "max_value": _("Số lớn nhất là %(limit_value)s."),
                },
            )
        known = vocabulary.shipped().values
        self.typed = [key for key in asked(form) if key != DAY]
        for key in self.typed:
            label = known[key].name.said(language)
            label = label[:1].upper() + label[1:]
            self.fields[key] = (
                DayField(label=label, required=False)
                if vocabulary.is_day(key)
                else forms.CharField(label=label, max_length=200, required=False)
            )

    def values(self) -> dict[str, Any]:
        """Return what was typed as values of the paper, its day among them."""
        told = self.cleaned_data
        return {DAY: told["on"], **{key: told[key] or None for key in self.typed}}


class WordingForm(forms.Form):
    """A form's file, to be changed."""

    text = forms.CharField(
        label=_("Nội dung mẫu"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "class": "code"}),
    )
    why = forms.CharField(
        label=_("Sửa vì"),
        max_length=300,
        error_messages={"required": _("Hãy ghi vì sao sửa, ví dụ: theo mẫu mới của tỉnh.")},
    )


class CompareForm(forms.Form):
    """A comparison with the official document."""

    on = DayField(label=_("Ngày đối chiếu"))
    against = forms.CharField(
        label=_("Đối chiếu với văn bản"),
        max_length=300,
        help_text=_(
            "Số, ngày và nơi giữ bản chính thức, ví dụ: phụ lục Hướng dẫn 38-HD/BTCTW, tủ 2."
        ),
        error_messages={"required": _("Hãy ghi đã đối chiếu với văn bản nào.")},
    )
