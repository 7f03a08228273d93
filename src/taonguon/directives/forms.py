"""The forms of directives: the list's filters, one directive, sending it on, and what a cell tells."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.directives import telling
from taonguon.directives.actions.attaching import MEGABYTE
from taonguon.directives.actions.passing import Answer, Sent, Told
from taonguon.directives.actions.registering import Paper
from taonguon.directives.models import Directive
from taonguon.organisations.forms import DayField
from taonguon.rules.directives import shipped

Choices = Sequence[tuple[Any, Any]]
IN_EFFECT, OPEN, ENDED, ALL = "", "dang-lam", "het", "tat-ca"


class DirectivesForm(forms.Form):
    """Which directives the list shows."""

    q = forms.CharField(
        label=_("Số, trích yếu, việc"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    loc = forms.ChoiceField(
        label=_("Văn bản"),
        required=False,
        choices=[
            (IN_EFFECT, _("Còn hiệu lực")), (OPEN, _("Còn việc chưa xong")),
            (ENDED, _("Hết hiệu lực")), (ALL, _("Tất cả")),
        ],
    )  # fmt: skip
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, cells: Choices, **kwargs: Any) -> None:
        """Offer the cells that the reader may see."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]
        if len(cells) < 2:
            self.fields["to"].widget = forms.HiddenInput()


class DirectiveForm(forms.Form):
    """One directive; of a secret one number, day and where the paper lies alone."""

    organisation = forms.TypedChoiceField(
        label=_("Cấp ủy nhận"), coerce=int, error_messages={"required": _("Hãy chọn cấp ủy.")}
    )
    secret = forms.BooleanField(
        label=_("Văn bản mật"),
        required=False,
        help_text=_("Nếu mật: chỉ ghi số, ngày ban hành và nơi để giấy, bỏ trống các ô khác."),
    )
    number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=60,
        help_text=_("Ví dụ: 05-CT/TW."),
        error_messages={"required": _("Hãy ghi số, ký hiệu, ví dụ 05-CT/TW.")},
    )
    issued_on = DayField(label=_("Ngày ban hành"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=120, required=False)
    summary = forms.CharField(
        label=_("Trích yếu"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    effect_on = DayField(label=_("Có hiệu lực từ ngày"), required=False)
    until_on = DayField(
        label=_("Hết hiệu lực từ ngày"), required=False, help_text=_("Để trống khi chưa định.")
    )
    replaces = forms.ModelChoiceField(
        label=_("Thay thế văn bản"),
        queryset=Directive.objects.none(),
        required=False,
        empty_label=_("Không thay thế văn bản nào"),
    )
    kept_at = forms.CharField(
        label=_("Nơi để giấy"),
        max_length=150,
        required=False,
        help_text=_("Ví dụ: tủ văn bản đến, cặp số 3. Văn bản mật thì phải ghi."),
    )

    def __init__(self, *args: Any, units: Choices, others: Any, **kwargs: Any) -> None:
        """Offer the committees the reader records for, and what may be replaced; None asks neither."""
        super().__init__(*args, **kwargs)
        if others is None:
            del self.fields["organisation"], self.fields["replaces"]
            return
        self.fields["organisation"].choices = units if len(units) == 1 else [("", "–"), *units]
        if len(units) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = units[0][0]
        replaces = self.fields["replaces"]
        replaces.queryset = others
        replaces.label_from_instance = telling.named

    def clean(self) -> dict[str, Any]:
        """Ask of a secret one where it lies and nothing else; of another its issuer, summary and day."""
        told = super().clean() or {}
        if told.get("secret"):
            for name in ("issuer", "summary", "effect_on", "replaces"):
                if told.get(name):
                    self.add_error(name, _("Văn bản mật: bỏ trống ô này."))
            if not told.get("kept_at"):
                self.add_error("kept_at", _("Văn bản mật phải ghi nơi để giấy."))
            return told
        missing = {
            "issuer": _("Hãy ghi cơ quan ban hành."),
            "summary": _("Hãy ghi trích yếu."),
            "effect_on": _("Hãy ghi ngày có hiệu lực, ví dụ 21/4/2023."),
        }
        for name, words in missing.items():
            if not told.get(name) and name not in self.errors:
                self.add_error(name, words)
        return told

    def paper(self) -> Paper:
        """Return what was told."""
        return Paper(**{name: self.cleaned_data[name] for name in Paper._fields})


class PassForm(forms.Form):
    """To which cells a directive is passed, on which day, and by when they are to acknowledge it."""

    cells = forms.TypedMultipleChoiceField(
        label=_("Chuyển đến chi bộ"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chi bộ đã quán triệt hay đã báo việc thì bỏ chọn cũng không rút lại được."),
    )
    everyone = forms.BooleanField(label=_("Mọi chi bộ dưới đây"), required=False)
    on = DayField(label=_("Ngày chuyển"))
    answer_by = DayField(
        label=_("Quán triệt xong trước ngày"),
        required=False,
        help_text=_("Để trống khi không đặt hạn."),
    )
    field_order = ("on", "answer_by", "everyone", "cells")

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        """Offer the cells to which the reader may pass it."""
        super().__init__(*args, **kwargs)
        self.fields["cells"].choices = units
        self.every = [pk for pk, _name in units]

    def sent(self) -> Sent:
        """Return what was told."""
        told = self.cleaned_data
        cells = self.every if told["everyone"] else told["cells"]
        return Sent(cells, told["on"], told["answer_by"])


class EndForm(forms.Form):
    """From which day a directive is no longer in effect, and by which paper; empty: it still is."""

    on = DayField(
        label=_("Hết hiệu lực từ ngày"),
        required=False,
        help_text=_("Để trống thì văn bản còn hiệu lực."),
    )
    paper = forms.CharField(label=_("Theo văn bản nào, lý do gì"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the paper when there is a day."""
        told = super().clean() or {}
        if told.get("on") and not told.get("paper"):
            self.add_error("paper", _("Hãy ghi văn bản hay lý do làm hết hiệu lực."))
        return told


class TaskForm(forms.Form):
    """What is asked of the cells, by a day."""

    text = forms.CharField(
        label=_("Việc chi bộ phải làm"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi việc phải làm.")},
    )
    due_on = DayField(label=_("Hạn làm xong"))


class AnswerForm(forms.Form):
    """How a cell acknowledged a directive."""

    on = DayField(label=_("Ngày quán triệt"))
    way = forms.ChoiceField(
        label=_("Hình thức"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn hình thức quán triệt.")},
    )
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: biên bản số 04, 25/27 đảng viên dự. Không ghi nội dung mật."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the ways."""
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(code, telling.way(code)) for code in shipped().ways]

    def answer(self) -> Answer:
        """Return what was told."""
        return Answer(**self.cleaned_data)


class ProgressForm(forms.Form):
    """How far a cell is with a task."""

    state = forms.ChoiceField(
        label=_("Tình trạng"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn tình trạng.")},
    )
    on = DayField(label=_("Tính đến ngày"))
    note = forms.CharField(
        label=_("Kết quả, vướng mắc"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the states."""
        super().__init__(*args, **kwargs)
        states = shipped().states
        self.fields["state"].choices = [
            (code, text.said(telling.language())) for code, text in states.items()
        ]

    def told(self) -> Told:
        """Return what was told."""
        return Told(**self.cleaned_data)


class FileForm(forms.Form):
    """A file of a directive."""

    file = forms.FileField(
        label=_("Tệp đính kèm"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.xlsx"}),
        error_messages={
            "required": _("Hãy chọn tệp."),
            "empty": _("Tệp này không có gì bên trong."),
            "max_length": _("Tên tệp dài quá %(max)d chữ: đặt lại tên ngắn hơn."),
        },
        max_length=250,
        help_text="",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say what may be attached."""
        super().__init__(*args, **kwargs)
        words = _(
            "PDF, Word (.docx) hoặc Excel (.xlsx), nặng nhất %(size)d MB. Không bao giờ đính kèm văn bản mật."
        )
        self.fields["file"].help_text = str(words) % {"size": shipped().bytes // MEGABYTE}
