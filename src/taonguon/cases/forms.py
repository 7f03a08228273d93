"""The form of one step: its day, its paper, what it asks; the worklist's filters."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.cases.fields import FIELDS, RELATIVES, TRAITS, language
from taonguon.core.case import Case
from taonguon.core.days import show_day
from taonguon.core.rulebook import Rulebook, StepValue
from taonguon.organisations.forms import DayField

Cells = Sequence[tuple[int, str]]
YES_NO = ("qualified", "approved")
DAYS = ("official_since", "together_since", "left_on", "cleared_on")
NO_PAPER = ("profile", "moved", "supplement_given", "introduction")


class StepForm(forms.Form):
    """One step: when, on what paper, and what the step itself asks."""

    on = DayField(label=_("Ngày"))

    def __init__(
        self, *args: Any, how: StepValue, book: Rulebook, case: Case, cells: Cells,
        today: date, **kwargs: Any,
    ) -> None:  # fmt: skip
        """Offer the fields of the step, the paper last. No day after `today` is taken."""
        super().__init__(*args, **kwargs)
        self.step = step = how.key
        self.today = today
        if step in FIELDS:
            self.fields.update(FIELDS[step](book, case))
        if "cell" in self.fields:
            self.fields["cell"].choices = [("", "–"), *cells]
        if step == "profile":
            self._ask_relatives(book)
        if step not in NO_PAPER:
            self._ask_paper(how)

    def _ask_paper(self, how: StepValue) -> None:
        needed = how.key == "consent"
        self.fields["number"] = forms.CharField(
            label=_("Số, ký hiệu"),
            max_length=60,
            required=needed,
            error_messages={"required": _("Hãy ghi số, ký hiệu của văn bản đồng ý.")},
        )
        if len(how.papers) > 1:
            self.fields["form"] = forms.ChoiceField(
                label=_("Mẫu"), choices=[(form, form) for form in how.papers]
            )
        self.fields["issued_by"] = forms.CharField(
            label=_("Cơ quan ban hành"),
            max_length=150,
            required=needed,
            error_messages={"required": _("Hãy ghi cơ quan ban hành văn bản đồng ý.")},
        )
        self.fields["kept_at"] = forms.CharField(
            label=_("Bản gốc lưu ở"),
            max_length=150,
            required=False,
            help_text=_(
                "Ví dụ: tủ hồ sơ số 2, văn phòng. Không chụp, không ghi nội dung thẩm tra."
            ),
        )
        self.paper_form = how.papers[0] if how.papers else ""

    def _ask_relatives(self, book: Rulebook) -> None:
        for key, relation in RELATIVES:
            name = book.word(relation, language())
            number = f" {key[-1]}" if relation == "child" else ""
            self.fields[f"relative_{key}"] = forms.MultipleChoiceField(
                label=f"{name[:1].upper()}{name[1:]}{number}",
                choices=[("there", _("Phải kê")), *TRAIT_WORDS],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    def clean_on(self) -> date:
        """Refuse a day to come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(
                _("Ngày %(on)s còn ở tương lai: kiểm tra lại ngày."),
                "to_come",
                {"on": show_day(on)},
            )
        return on

    def clean(self) -> dict[str, Any]:
        """A relative with a trait is there; one who is a member is no minor."""
        told = super().clean() or {}
        for key, _relation in RELATIVES:
            traits = told.get(f"relative_{key}") or []
            if "member" in traits and "minor" in traits:
                self.add_error(
                    f"relative_{key}", _("Đảng viên không thể là người chưa thành niên.")
                )
        return told

    def data_of_fact(self) -> dict[str, Any]:
        """Return what the ledger keeps of the step."""
        told = dict(self.cleaned_data)
        told.pop("on")
        paper = {
            "form": told.pop("form", "") or getattr(self, "paper_form", ""),
            "number": told.pop("number", ""),
            "issued_by": told.pop("issued_by", ""),
            "kept_at": told.pop("kept_at", ""),
        }
        if self.step == "profile":
            told["relatives"] = _relatives(told)
        if "paper_kind" in told:
            told["paper"] = told.pop("paper_kind")
            return {**_plain(told), "on_paper": paper}
        data = _plain(told)
        return data if self.step in NO_PAPER else {**data, "on_paper": paper}


TRAIT_WORDS = [
    ("member", _("đảng viên, lý lịch đã được xác nhận")),
    ("same_commune", _("ở xã từ đời ông bà")),
    ("armed_forces", _("quân đội, công an")),
    ("abroad", _("ở nước ngoài")),
    ("minor", _("chưa thành niên")),
]


def _relatives(told: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for key, relation in RELATIVES:
        traits = told.pop(f"relative_{key}", None) or []
        if traits:
            found.append(
                {"key": key, "relation": relation, **{one: one in traits for one in TRAITS}}
            )
    return found


def typed(step: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form of a step would hold had it kept this: `data_of_fact` the other way."""
    paper = data.get("on_paper", {})
    told = {**data, **paper, "number": paper.get("number") or data.get("number", "")}
    for name in YES_NO:
        if name in told:
            told[name] = "yes" if told[name] else "no"
    for name in DAYS:
        if told.get(name):
            told[name] = date.fromisoformat(told[name])
    if step == "special_paper":
        told["paper_kind"] = data.get("paper", "")
    for one in data.get("relatives", ()):
        traits = [name for name in TRAITS if one.get(name)]
        told[f"relative_{one['key']}"] = ["there", *traits]
    return told


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON keeps them; empty ones are left out."""
    found: dict[str, Any] = {}
    for name, value in told.items():
        if name in YES_NO:
            found[name] = value == "yes"
        elif isinstance(value, date):
            found[name] = value.isoformat()
        elif value not in (None, ""):
            found[name] = value
    return found


class ReasonForm(forms.Form):
    """Why a record is put right."""

    because = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do sửa, ví dụ: gõ nhầm năm.")},
    )


class WorkForm(forms.Form):
    """What the worklist shows."""

    q = forms.CharField(label=_("Tìm tên"), required=False, max_length=100)
    loc = forms.ChoiceField(
        label=_("Xem"),
        required=False,
        choices=[
            ("", _("Tất cả hồ sơ")),
            ("late", _("Quá hạn")),
            ("week", _("Đến hạn trong 7 ngày")),
            ("blocked", _("Bị chặn")),
            ("waiting", _("Chờ trả lời")),
            ("expiring", _("Sắp hết hạn trong 90 ngày")),
            ("faults", _("Bước đã ghi cần xem lại")),
        ],
    )
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]
