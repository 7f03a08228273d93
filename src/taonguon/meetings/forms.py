"""The forms of a meeting, of the review and of the list."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.cases.fields import language
from taonguon.core.month import Month
from taonguon.core.rulebook import Rulebook
from taonguon.meetings.facts import Member, Standing, helper_data
from taonguon.meetings.resolving import Resolved
from taonguon.organisations.forms import DayField, MonthField
from taonguon.rules.unlisting import reasons

REMARK_LENGTH, TASK_LENGTH = 300, 150
TOO_LONG = _("Dài %(show_value)d chữ cái, nhiều nhất %(limit_value)d: hãy viết gọn lại.")
NO_NUMBER = _("Có việc cần nghị quyết của chi bộ: hãy ghi số nghị quyết.")
YES, BACK, LATER = "yes", "back", "later"


class SittingForm(forms.Form):
    """The meeting itself: its day and its papers."""

    held_on = DayField(label=_("Ngày họp"))
    resolution = forms.CharField(
        label=_("Số nghị quyết"),
        max_length=60,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    minutes = forms.CharField(
        label=_("Số biên bản"),
        max_length=60,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, month: Month, today: date, **kwargs: Any) -> None:
        """Take the month that the day must lie in."""
        super().__init__(*args, **kwargs)
        self.month, self.today = month, today

    def clean_held_on(self) -> date:
        """Return the day. Refuses one outside the month or to come."""
        day: date = self.cleaned_data["held_on"]
        if not self.month.contains(day):
            raise forms.ValidationError(
                _("Ngày này không thuộc tháng %(month)s: sửa ngày, hoặc chọn tháng khác.")
                % {"month": self.month}
            )
        if day > self.today:
            raise forms.ValidationError(_("Ngày này còn ở tương lai: kiểm tra lại ngày."))
        return day


class CorrectForm(SittingForm):
    """Other papers or another day for a meeting, and why."""

    because = forms.CharField(
        label=_("Lý do sửa"),
        max_length=300,
        error_messages={"required": _("Hãy ghi lý do sửa."), "max_length": TOO_LONG},
    )


class PersonForm(forms.Form):
    """What the meeting resolves and notes of one person: only what can be resolved now."""

    listed = forms.BooleanField(label=_("a) Đưa vào danh sách cảm tình Đảng"), required=False)
    off = forms.ChoiceField(label=_("b) Đưa ra khỏi danh sách, vì"), required=False)
    helper = forms.TypedChoiceField(
        label=_("c) Người giúp đỡ"), required=False, coerce=int, empty_value=None
    )
    classed = forms.BooleanField(
        label=_("d) Đề nghị cử đi học lớp nhận thức về Đảng"), required=False
    )
    dossier = forms.BooleanField(label=_("đ) Đề nghị cho làm hồ sơ"), required=False)
    done = forms.TypedMultipleChoiceField(
        label=_("e) Việc đã giao, nay đã làm xong"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    remark = forms.CharField(
        label=_("g) Nhận xét tháng của người giúp đỡ"),
        required=False,
        max_length=REMARK_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Nhiều nhất 300 chữ cái; người này được đọc. Không ghi nội dung thẩm tra, không ghi "
            "ý kiến về chính trị, tôn giáo."
        ),
        error_messages={"max_length": TOO_LONG},
    )
    task = forms.CharField(
        label=_("h) Giao việc mới"),
        required=False,
        max_length=TASK_LENGTH,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(
        self, *args: Any, standing: Standing, members: Sequence[Member], book: Rulebook,
        day: date, **kwargs: Any,
    ) -> None:  # fmt: skip
        """Offer what can be resolved of somebody who stands so at the end of a day."""
        super().__init__(*args, prefix=f"p{standing.person.pk}", **kwargs)
        self.standing = standing
        self.members = {one.pk: one for one in members}
        self._offer(book, day)

    def _offer(self, book: Rulebook, day: date) -> None:
        one = self.standing
        offered = {
            "listed": one.may_list(),
            "classed": one.may_propose(book, day),
            "dossier": one.may_ask(),
            "done": bool(one.tasks),
        }
        for name, may in offered.items():
            if not may:
                del self.fields[name]
        keep = _("Giữ nguyên: %(who)s") % {"who": one.helper} if one.helper else _("Chưa phân công")
        self.fields["helper"].choices = [
            ("", keep),
            *((pk, member.name) for pk, member in self.members.items()),
        ]
        stay = _("Giữ trong danh sách") if not one.may_list() else _("Tiếp tục xem xét")
        said = [(code, name.said(language())) for code, name in reasons().items()]
        self.fields["off"].choices = [("", stay), *said]
        if one.tasks:
            self.fields["done"].choices = [(task.fact, task.text) for task in one.tasks]

    def clean(self) -> dict[str, Any]:
        """Somebody taken off is not resolved upon otherwise."""
        told = super().clean() or {}
        others = [told.get(name) for name in ("listed", "helper", "classed", "dossier", "task")]
        if told.get("off") and any(others):
            self.add_error(
                "off",
                _("Đã đưa ra khỏi danh sách thì không quyết định việc khác: bỏ bớt một bên."),
            )
        return told

    def resolved(self) -> Resolved:
        """Return what was resolved of the person."""
        told, one = self.cleaned_data, self.standing
        chosen = self.members.get(told.get("helper") or 0)
        done = told.get("done") or []
        return Resolved(
            person=one.person,
            listed=bool(told.get("listed")),
            off=told.get("off") or "",
            helper=helper_data(chosen, one) if chosen else None,
            classed=bool(told.get("classed")),
            dossier=bool(told.get("dossier")),
            remark=told.get("remark") or "",
            remark_by=chosen.name if chosen else one.helper,
            task=told.get("task") or "",
            done=tuple(task for task in one.tasks if task.fact in done),
        )


class MeetingsForm(forms.Form):
    """Which month, and which cell, the page of meetings shows."""

    thang = MonthField(label=_("Tháng"), required=False)
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, cells: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]


class MonthForm(forms.Form):
    """Which month a page shows."""

    thang = MonthField(label=_("Tháng"), required=False)


class ListForm(forms.Form):
    """Whose list, of which day, and since which other day its changes are told."""

    ngay = DayField(label=_("Vào ngày"), required=False)
    so_voi = DayField(label=_("So với ngày"), required=False)
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, cells: Sequence[tuple[int, str]], today: date, **kwargs: Any):
        """Offer the cells the reader sees; no day to come."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["to"].choices = [("", _("Tất cả")), *cells]

    def clean(self) -> dict[str, Any]:
        """A list of a day to come is not known; changes run forward."""
        told = super().clean() or {}
        day = told.get("ngay") or self.today
        if day > self.today:
            self.add_error("ngay", _("Ngày này còn ở tương lai."))
        before = told.get("so_voi")
        if before is not None and before >= day:
            self.add_error("so_voi", _("Ngày để so phải trước ngày đang xem."))
        return told


class ReviewForm(forms.Form):
    """The committee's review: its day, its resolution, and what it says to each proposal."""

    held_on = DayField(label=_("Ngày đảng ủy họp"))
    resolution = forms.CharField(
        label=_("Số nghị quyết của đảng ủy"),
        max_length=60,
        error_messages={
            "required": _("Hãy ghi số nghị quyết của đảng ủy."),
            "max_length": TOO_LONG,
        },
    )

    def __init__(self, *args: Any, proposals: Mapping[int, str], today: date, **kwargs: Any):
        """Ask about each proposal; unanswered it waits for the next review."""
        super().__init__(*args, **kwargs)
        self.today = today
        for pk, label in proposals.items():
            self.fields[f"answer_{pk}"] = forms.ChoiceField(
                label=label,
                required=False,
                initial=LATER,
                choices=[(YES, _("Nhất trí")), (BACK, _("Trả lại")), (LATER, _("Để sau"))],
                widget=forms.RadioSelect,
            )

    def clean_held_on(self) -> date:
        """Return the day. Refuses one to come."""
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(_("Ngày này còn ở tương lai: kiểm tra lại ngày."))
        return day

    def answers(self) -> dict[int, bool]:
        """Return the proposals answered, each with whether it was approved."""
        told = {
            int(name.removeprefix("answer_")): said
            for name, said in self.cleaned_data.items()
            if name.startswith("answer_")
        }
        return {pk: said == YES for pk, said in told.items() if said in (YES, BACK)}
