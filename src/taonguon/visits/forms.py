"""The forms of visits: the visit itself, what was raised and promised there, what came of a promise."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from taonguon.cells.models import CommitteeMember
from taonguon.core.difficulty import CELL, LEVELS
from taonguon.difficulties import telling as difficulty
from taonguon.difficulties.actions import Handling, Raised
from taonguon.difficulties.forms import LONG, SHORT, kind_choices, words
from taonguon.organisations.forms import DayField
from taonguon.organisations.models import Organisation
from taonguon.visits.actions.visiting import Promise, Went

HEARD = 600
RAISED_SLOTS, PROMISE_SLOTS = 2, 3
GRAVE = "heavy"  # what a visitor brings home needs help, else it would not be told
Choices = Sequence[tuple[Any, Any]]


class VisitsForm(forms.Form):
    """Whose visits the page shows, of which year."""

    nam = forms.TypedChoiceField(label=_("Năm"), required=False, coerce=int, empty_value=None)
    nguoi = forms.TypedChoiceField(
        label=_("Cấp ủy viên"), required=False, coerce=int, empty_value=None
    )
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, years: Sequence[int], members: Choices, cells: Choices, **kwargs: Any
    ) -> None:
        """Offer the years, the committee members and the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [(year, str(year)) for year in years]
        self.fields["nguoi"].choices = [("", _("Tất cả")), *members]
        self.fields["to"].choices = [("", _("Tất cả")), *cells]


class VisitForm(forms.Form):
    """A visit: who went when, whether to the meeting, and what was heard."""

    member = forms.TypedChoiceField(
        label=_("Ai dự"), coerce=int, error_messages={"required": _("Hãy chọn cấp ủy viên đã dự.")}
    )
    on = DayField(label=_("Ngày dự"))
    attended = forms.BooleanField(
        label=_("Dự buổi sinh hoạt của chi bộ"), required=False, initial=True
    )
    heard = words(
        _("Nghe được gì"),
        length=HEARD,
        help_text=_(
            "Vài dòng về việc của chi bộ. Không ghi ai nói gì, không nhận xét về người nào."
        ),
    )
    key = forms.CharField(max_length=64, widget=forms.HiddenInput())

    def __init__(self, *args: Any, seats: Sequence[CommitteeMember], **kwargs: Any) -> None:
        """Offer who sits on the committees above the cell."""
        super().__init__(*args, **kwargs)
        self.seats = {seat.pk: seat for seat in seats}
        self.fields["member"].choices = [("", "–"), *((s.pk, s.name) for s in seats)]

    def went(self, cell: Organisation) -> Went:
        """Return the visit to a cell."""
        told = self.cleaned_data
        seat = self.seats[told["member"]]
        return Went(cell, seat, told["on"], told["attended"], told["heard"], told["key"])


class RaisedForm(forms.Form):
    """A difficulty raised at a visit; left empty there is none."""

    kind = forms.ChoiceField(
        label=_("Loại khó khăn"), error_messages={"required": _("Hãy chọn loại khó khăn.")}
    )
    task = words(_("Nhiệm vụ bị vướng"), _("Hãy ghi nhiệm vụ bị vướng."), SHORT)
    bottleneck = words(_("Vướng ở đâu"), _("Hãy ghi vướng ở đâu."), LONG)
    owner = words(_("Ai chủ trì gỡ"), _("Hãy ghi ai chủ trì gỡ."), 120)
    due = DayField(label=_("Hạn gỡ xong"))
    level = forms.ChoiceField(label=_("Cấp gỡ"), initial=CELL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds and levels."""
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.fields["kind"].choices = [("", "–"), *kind_choices()]
        self.fields["level"].choices = [(code, difficulty.level(code)) for code in LEVELS]
        self.fields["owner"].widget.attrs["list"] = "owners"

    def told(self, went: Went) -> tuple[Raised, Handling] | None:
        """Return the difficulty as raised at a visit, None when it was left empty."""
        if not self.has_changed():
            return None
        said = self.cleaned_data
        names = ("kind", "task", "bottleneck")
        by = _g("%(name)s, khi dự sinh hoạt") % {"name": went.member.name}
        raised = Raised(went.cell, *(said[name] for name in names), "", by, went.on)
        return raised, Handling(said["owner"], said["due"], GRAVE, said["level"])


class PromiseForm(forms.Form):
    """Something agreed at a visit; left empty there is nothing."""

    text = words(_("Việc đã thống nhất"), _("Hãy ghi việc đã thống nhất."), 200)
    owner = words(_("Ai làm"), _("Hãy ghi ai làm."), 120)
    due = DayField(label=_("Hạn"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let it be left empty."""
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.fields["owner"].widget.attrs["list"] = "owners"

    def told(self) -> Promise | None:
        """Return what was promised, None when it was left empty."""
        said = self.cleaned_data
        return Promise(said["text"], said["owner"], said["due"]) if self.has_changed() else None


class WholeVisit:
    """The visit's form with its slots for difficulties and promises, sent as one."""

    def __init__(self, data: Any, *, seats: Sequence[CommitteeMember], first: dict[str, Any]):
        """Bind all forms to what was sent, or begin them with `first`."""
        self.visit = VisitForm(data, seats=seats, initial=first)
        self.raised = [RaisedForm(data, prefix=f"kk{n}") for n in range(1, RAISED_SLOTS + 1)]
        self.promises = [PromiseForm(data, prefix=f"hua{n}") for n in range(1, PROMISE_SLOTS + 1)]

    def is_valid(self) -> bool:
        """Tell whether every form can be recorded; all are read, so that all is said at once."""
        forms_sent = (self.visit, *self.raised, *self.promises)
        return not [form for form in forms_sent if not form.is_valid()]

    def refusals(self) -> list[str]:
        """Return what is wrong in the slots, each with the slot it stands in."""
        slots = [
            *((_g("Khó khăn %(n)d") % {"n": n}, form) for n, form in enumerate(self.raised, 1)),
            *((_g("Việc thống nhất %(n)d") % {"n": n}, f) for n, f in enumerate(self.promises, 1)),
        ]
        return [
            f"{name}: {error}"
            for name, form in slots
            if form.is_bound
            for errors in form.errors.values()
            for error in errors
        ]


class AnswerForm(forms.Form):
    """Whether a promise was kept."""

    kept = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[("yes", _("Đã làm")), ("no", _("Chưa làm"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn đã làm hay chưa.")},
    )
    text = words(_("Ghi thêm"), length=200)


class WithdrawForm(forms.Form):
    """Why a visit is taken away."""

    because = words(_("Lý do rút"), _("Hãy ghi lý do, ví dụ: ghi nhầm chi bộ; ghi hai lần."))


def begun(seats: Sequence[CommitteeMember], name: str, holder: int | None) -> int | None:
    """Return whom the form begins with: the member who signed in, by name, else who has the cell."""
    same = [seat.pk for seat in seats if seat.name == name]
    known = {seat.pk for seat in seats}
    if same:
        return same[0]
    return holder if holder in known else None


def years(today: date, first: int | None) -> list[int]:
    """Return the years to choose from, the latest first."""
    return list(range(today.year, min(first or today.year, today.year) - 1, -1))
