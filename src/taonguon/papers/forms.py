"""Forms of the pages of papers: what is typed when one is made, a wording, a comparison."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.ratio import Ratio, Rounding, percent
from taonguon.documents.actions.keeping import HIGHEST
from taonguon.forms import vocabulary
from taonguon.forms.form import Form
from taonguon.organisations.forms import DayField
from taonguon.papers.filled import asked, numbered

DAY = "document.on"
SHARE = "share"
MOST = 100_000  # people counted on a paper
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
        self.typed = [key for key in asked(form) if key != DAY]
        for key in self.typed:
            if not self._reckoned(key):
                self.fields[key] = _field(key, language)

    def _reckoned(self, key: str) -> bool:
        """Tell whether a share follows from two numbers that are typed, and so is never typed."""
        body, _dot, last = key.rpartition(".")
        return last == SHARE and {f"{body}.favour", f"{body}.total"} <= set(self.typed)

    def clean(self) -> dict[str, Any]:
        """Refuse votes that are more than those who gave them."""
        told = super().clean() or {}
        for key in [one for one in self.typed if one.endswith(".total")]:
            body, total = key.removesuffix(".total"), told.get(key)
            for first, second in (("favour", "against"), ("present", "absent")):
                parts = [told.get(f"{body}.{part}") or 0 for part in (first, second)]
                if total is not None and sum(parts) > total and f"{body}.{first}" in self.fields:
                    words = _("%(sum)d nhiều hơn tổng số %(total)d: kiểm tra lại các số.")
                    self.add_error(f"{body}.{first}", words % {"sum": sum(parts), "total": total})
        return told

    def values(self) -> dict[str, Any]:
        """Return what was typed as values of the paper, its day among them; None for nothing."""
        told = self.cleaned_data
        typed = {key: told.get(key) for key in self.typed if not self._reckoned(key)}
        shares = {key: self._share(key) for key in self.typed if self._reckoned(key)}
        return {
            DAY: told["on"],
            **{key: None if one == "" else one for key, one in typed.items()},
            **shares,
        }

    def _share(self, key: str) -> str | None:
        body = key.removesuffix(f".{SHARE}")
        favour, total = (self.cleaned_data.get(f"{body}.{part}") for part in ("favour", "total"))
        if favour is None or not total:
            return None
        return percent(Ratio(favour, total), Rounding(2)).removesuffix("%")


def _field(key: str, language: str) -> forms.Field:
    """Return the field in which a value of a paper is typed."""
    label = vocabulary.shipped().values[key].name.said(language)
    label = label[:1].upper() + label[1:]
    if vocabulary.is_day(key):
        return DayField(label=label, required=False)
    if vocabulary.is_count(key):
        return forms.IntegerField(
            label=label, required=False, min_value=0, max_value=MOST,
            error_messages={
                "invalid": _("Ghi bằng chữ số, ví dụ 15."),
                "min_value": _("Không ghi số âm."),
                "max_value": _("Nhiều nhất %(limit_value)s."),
            },
        )  # fmt: skip
    return forms.CharField(label=label, max_length=200, required=False)


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
