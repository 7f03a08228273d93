"""The forms of difficulties: what the list shows, raising one, what was done, the end of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.difficulty import CELL, LEVELS, SEVERITIES, Turn
from taonguon.difficulties import telling
from taonguon.difficulties.actions import Handling, Raised, Said
from taonguon.organisations.forms import DayField
from taonguon.organisations.models import Organisation
from taonguon.rules.difficulties import kinds

Choices = Sequence[tuple[Any, Any]]
OPEN, LATE, REMOVED, ALL = "mo", "qua-han", "da-go", "tat-ca"
SHORT, LONG = 150, 300
NARROW = forms.Select(attrs={"class": "narrow"})  # so that the main act stands on the same line
TOO_LONG = _("Dài %(show_value)d chữ cái, nhiều nhất %(limit_value)d: hãy viết gọn lại.")


def words(label: Any, required: Any = "", length: int = LONG, **more: Any) -> forms.CharField:
    """Return a field for some words; `required` is what to say when there are none."""
    told = {"max_length": TOO_LONG, **({"required": required} if required else {})}
    rows = {"rows": 2} if length > SHORT else None
    widget = forms.Textarea(attrs=rows) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=length, required=bool(required), error_messages=told,
        widget=widget, **more,
    )  # fmt: skip


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of difficulties to choose from."""
    return [(code, telling.kind(code)) for code in kinds()]


class DifficultiesForm(forms.Form):
    """Which difficulties the list shows."""

    tt = forms.ChoiceField(
        label=_("Xem"),
        required=False,
        choices=[
            ("", _("Đang mở")), (LATE, _("Quá hạn")), ("commune", _("Đảng ủy xã gỡ")),
            ("superior", _("Cấp trên gỡ")), (REMOVED, _("Đã gỡ")), (ALL, _("Tất cả")),
        ],
    )  # fmt: skip
    loai = forms.ChoiceField(label=_("Loại"), required=False, widget=NARROW)
    to = forms.TypedChoiceField(
        label=_("Chi bộ"), required=False, coerce=int, empty_value=None, widget=NARROW
    )

    def __init__(self, *args: Any, cells: Choices, **kwargs: Any) -> None:
        """Offer the cells the reader sees, and the kinds."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]
        self.fields["loai"].choices = [("", _("Tất cả")), *kind_choices()]


class HandlingForm(forms.Form):
    """Who removes a difficulty, by which day, how grave it is, at which level."""

    owner = words(
        _("Người, đơn vị chủ trì gỡ"),
        _("Hãy ghi ai chủ trì, ví dụ: Đoàn xã; đồng chí Kiều Văn Tỏ."),
        120,
    )
    due = DayField(label=_("Hạn gỡ xong"))
    severity = forms.ChoiceField(label=_("Mức độ"))
    level = forms.ChoiceField(
        label=_("Cấp gỡ"),
        help_text=_("Quá hạn thì tự chuyển lên Đảng ủy xã, quá lâu thì lên cấp trên."),
    )

    def __init__(self, *args: Any, now: Turn | None = None, **kwargs: Any) -> None:
        """Offer gravities and levels; begin with whose it is now."""
        if now is not None:
            told = {"owner": now.owner, "due": now.due, "severity": now.severity}
            kwargs["initial"] = {**told, "level": now.level, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["owner"].widget.attrs["list"] = "owners"
        self.fields["severity"].choices = [(code, telling.severity(code)) for code in SEVERITIES]
        self.fields["level"].choices = [(code, telling.level(code)) for code in LEVELS]

    def handling(self) -> Handling:
        """Return what was told."""
        told = self.cleaned_data
        return Handling(told["owner"], told["due"], told["severity"], told["level"])


class RaiseForm(HandlingForm):
    """A difficulty as raised, and who removes it."""

    cell = forms.TypedChoiceField(
        label=_("Chi bộ"), coerce=int, error_messages={"required": _("Hãy chọn chi bộ.")}
    )
    kind = forms.ChoiceField(
        label=_("Loại khó khăn"), error_messages={"required": _("Hãy chọn loại khó khăn.")}
    )
    task = words(
        _("Nhiệm vụ bị vướng"),
        _("Hãy ghi nhiệm vụ, ví dụ: kết nạp 1 đảng viên năm 2026."),
        SHORT,
    )
    bottleneck = words(
        _("Vướng ở đâu"),
        _("Hãy ghi vướng mắc, ví dụ: 12 thanh niên đi làm ở Bắc Ninh, chỉ về dịp Tết."),
        help_text=_("Viết về việc, không ghi ý kiến hay đời sống riêng của ai."),
    )
    proposal = words(_("Đề xuất gỡ"))
    raised_by = words(_("Ai nêu"), _("Hãy ghi ai nêu, ví dụ: bí thư chi bộ; hội nghị chi bộ."), 120)
    on = DayField(label=_("Ngày nêu"))
    field_order = (
        "cell", "kind", "task", "bottleneck", "proposal", "raised_by", "on", "severity", "owner",
        "due", "level",
    )  # fmt: skip

    def __init__(self, *args: Any, cells: Choices, **kwargs: Any) -> None:
        """Offer the cells in which the reader may raise one; the only one is chosen already."""
        super().__init__(*args, **kwargs)
        self.fields["cell"].choices = cells if len(cells) == 1 else [("", "–"), *cells]
        self.fields["kind"].choices = [("", "–"), *kind_choices()]
        self.fields["level"].initial = CELL

    def raised(self, cell: Organisation) -> Raised:
        """Return what was told of a cell."""
        told = self.cleaned_data
        names = ("kind", "task", "bottleneck", "proposal", "raised_by", "on")
        return Raised(cell, *(told[name] for name in names))


class ActForm(HandlingForm):
    """What was done on a day, and whose the difficulty is from then on."""

    text = words(
        _("Đã làm gì"),
        _("Hãy ghi việc đã làm, ví dụ: Đoàn xã đã gặp 5 thanh niên về quê."),
    )
    on = DayField(label=_("Ngày làm"))
    field_order = ("text", "on", "owner", "due", "severity", "level")

    def said(self) -> Said:
        """Return what happened and when."""
        return Said(self.cleaned_data["on"], self.cleaned_data["text"])


class ReopenForm(ActForm):
    """Why a removed difficulty is there again, and who removes it."""

    text = words(_("Vì sao mở lại"), _("Hãy ghi vì sao mở lại."))
    on = DayField(label=_("Ngày mở lại"))


class CloseForm(forms.Form):
    """With what result a difficulty was removed."""

    text = words(_("Kết quả"), _("Hãy ghi kết quả, ví dụ: lớp đã mở ngày 12/10, 4 người được học."))
    on = DayField(label=_("Ngày gỡ xong"))

    def said(self) -> Said:
        """Return what happened and when."""
        return Said(self.cleaned_data["on"], self.cleaned_data["text"])


class WithdrawForm(forms.Form):
    """Why a difficulty is taken away."""

    text = words(_("Lý do rút"), _("Hãy ghi lý do, ví dụ: ghi nhầm chi bộ; ghi hai lần."))


def today_first(day: date) -> dict[str, date]:
    """Return what the day of a form begins with."""
    return {"on": day}
