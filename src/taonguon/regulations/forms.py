"""Asking for the rules of a day, proposing a value or a day, refusing a proposal."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.core.case import LEVELS
from taonguon.core.rulebook import VERIFIED, Rule, Rulebook
from taonguon.core.working import DAYS
from taonguon.organisations.forms import DayField
from taonguon.regulations.telling import day_kind, language, mark
from taonguon.rules.building import STARTS


class RulesForm(forms.Form):
    """Which rules the page shows, of which day, against which other."""

    q = forms.CharField(label=_("Tìm"), required=False, max_length=100)
    ngay = DayField(label=_("Hiệu lực ngày"), required=False)
    so_voi = DayField(label=_("So với ngày"), required=False)


NUMBER = {
    "required": _("Hãy ghi giá trị mới."),
    "invalid": _("Giá trị ghi bằng chữ số, ví dụ 45."),
    "min_value": _("Giá trị ít nhất là 1."),
}


def _number(rule: Rule, book: Rulebook) -> forms.Field:
    return forms.IntegerField(label=_("Giá trị mới"), min_value=1, error_messages=NUMBER)


def _majority(rule: Rule, book: Rulebook) -> forms.Field:
    shares = ["> 1/2", ">= 1/2", ">= 3/5", ">= 2/3", ">= 3/4", ">= 4/5"]
    words = [(share, share.replace(">=", "≥")) for share in shares]
    return forms.ChoiceField(label=_("Giá trị mới"), choices=words)


def _yes_no(rule: Rule, book: Rulebook) -> forms.Field:
    return forms.TypedChoiceField(
        label=_("Giá trị mới"),
        choices=[("1", _("có")), ("", _("không"))],
        coerce=bool,
        empty_value=False,
        required=False,
    )


def _level(rule: Rule, book: Rulebook) -> forms.Field:
    words = [(code, book.word(code, language())) for code in LEVELS]
    return forms.ChoiceField(label=_("Giá trị mới"), choices=words)


def _option(rule: Rule, book: Rulebook) -> forms.Field:
    """Offer what the rule has said before: another option would need new code."""
    used = dict.fromkeys(one.value for one in rule.values)
    words = [(code, book.word(code, language())) for code in used]
    return forms.ChoiceField(label=_("Giá trị mới"), choices=words)


def _one(rule: Rule, book: Rulebook) -> forms.Field:
    words = [(code, book.word(code, language())) for code in _codes(rule.unit, book)]
    return forms.ChoiceField(label=_("Giá trị mới"), choices=words)


def _several(rule: Rule, book: Rulebook) -> forms.Field:
    words = [(code, book.word(code, language())) for code in _codes(rule.unit, book)]
    return forms.MultipleChoiceField(
        label=_("Giá trị mới"),
        choices=words,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một mục.")},
    )


def _codes(unit: str, book: Rulebook) -> list[str]:
    """Return the codes that rules of this unit use anywhere."""
    found: dict[str, None] = {}
    for rule in book.rules.values():
        if rule.unit == unit:
            for value in rule.values:
                listed = value.value if isinstance(value.value, list) else [value.value]
                found.update(dict.fromkeys(listed))
    return list(found)


def _coded(book: Rulebook, codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, book.word(code, language())) for code in codes]


def _left_out(book: Rulebook, label: Any) -> forms.Field:
    """Ask who is left out of a vote: any of those whom a rule of votes names somewhere."""
    named: dict[str, None] = {}
    for rule in book.rules.values():
        for value in rule.values if rule.unit == EXCUSES else ():
            named.update(dict.fromkeys([*value.value["always"], *value.value["if_absent"]]))
    return forms.MultipleChoiceField(
        label=label,
        choices=_coded(book, named),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _value_fields(rule: Rule, book: Rulebook) -> dict[str, forms.Field]:
    """Return the inputs of a rule's value: one, two for who is left out, a start for a deadline."""
    if rule.unit == EXCUSES:
        return {
            "always": _left_out(book, _("Luôn không tính vào mẫu số")),
            "if_absent": _left_out(book, _("Không tính khi vắng")),
        }
    found = {"value": FIELDS[rule.unit](rule, book)}
    if rule.step:
        found["counted_from"] = forms.ChoiceField(
            label=_("Tính từ"), choices=_coded(book, [*sorted(STARTS), *book.steps])
        )
    return found


EXCUSES = "excuses"
FIELDS: Mapping[str, Callable[[Rule, Rulebook], forms.Field]] = {
    "years": _number,
    "months": _number,
    "working days": _number,
    "days": _number,
    "count": _number,
    "majority": _majority,
    "yes-no": _yes_no,
    "level": _level,
    "body": _one,
    "option": _option,
    "papers": _several,
    "persons": _several,
    "grounds": _several,
    "host": _several,
}


class ValueForm(forms.Form):
    """The value a rule is to have, from when, after which clause."""

    start_on = DayField(label=_("Có hiệu lực từ ngày"))
    instrument = forms.ChoiceField(label=_("Văn bản"))
    new_instrument = forms.CharField(
        label=_("Ký hiệu văn bản mới"),
        required=False,
        max_length=80,
        help_text=_("Chỉ ghi khi văn bản chưa có trong danh sách, ví dụ 210-QĐ/TW."),
    )
    new_name = forms.CharField(label=_("Tên văn bản mới"), required=False, max_length=300)
    new_on = DayField(label=_("Ngày ban hành văn bản mới"), required=False)
    clause = forms.CharField(
        label=_("Điều khoản"),
        max_length=80,
        help_text=_("Ví dụ 4.3.1."),
        error_messages={"required": _("Hãy ghi điều khoản, ví dụ 4.3.1.")},
    )
    verified = forms.ChoiceField(
        label=_("Đã đối chiếu đến đâu"),
        help_text=_("Chỉ chọn “đã đối chiếu văn bản” khi có toàn văn trong tay."),
        error_messages={"required": _("Hãy chọn đã đối chiếu văn bản đến đâu.")},
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)

    def __init__(self, *args: Any, rule: Rule, book: Rulebook, **kwargs: Any) -> None:
        """Offer an input that fits the rule's unit, and the known instruments, latest first."""
        super().__init__(*args, **kwargs)
        known = sorted(book.instruments.values(), key=lambda one: one.on, reverse=True)
        named = [(one.symbol, f"{one.symbol} · {one.name.said(language())}") for one in known]
        self.fields["instrument"].choices = [*named, ("", _("Văn bản khác (ghi ở dưới)"))]
        self.fields["instrument"].required = False
        marks = [(one, mark(one)["words"]) for one in VERIFIED]
        self.fields["verified"].choices = [("", _("chọn")), *marks]
        self.fields = {**_value_fields(rule, book), **self.fields}

    def clean(self) -> dict[str, Any]:
        """Ask for either a known instrument or a new one with name and day."""
        told = super().clean() or {}
        if "always" in self.fields:
            self._clean_left_out(told)
        new = [told.get(name) for name in ("new_instrument", "new_name", "new_on")]
        if not told.get("instrument") and not all(new):
            self.add_error("new_instrument", _("Văn bản mới cần đủ ký hiệu, tên và ngày ban hành."))
        if told.get("instrument") and any(new):
            self.add_error("instrument", _("Chọn văn bản đã có, hoặc ghi văn bản mới; chỉ một."))
        return told

    def _clean_left_out(self, told: dict[str, Any]) -> None:
        """Make one value of the two answers; nobody is in both."""
        always, absent = told.pop("always", []), told.pop("if_absent", [])
        if set(always) & set(absent):
            self.add_error("if_absent", _("Ai luôn không tính thì không ghi lại ở đây."))
        told["value"] = {"always": always, "if_absent": absent}


def opening(rule: Rule) -> dict[str, Any]:
    """Return what the form opens with: the latest value, and what its days are counted from."""
    latest = rule.values[-1]
    if rule.unit == EXCUSES:
        return dict(latest.value)
    return {"value": latest.value, "counted_from": latest.counted_from}


class DayForm(forms.Form):
    """What a day of the calendar is to be."""

    on = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Là"))
    name = forms.CharField(
        label=_("Lý do nghỉ"), required=False, max_length=120,
        help_text=_("Ví dụ: nghỉ bù Quốc khánh."),
    )  # fmt: skip
    document = forms.CharField(
        label=_("Theo thông báo"),
        max_length=200,
        error_messages={"required": _("Hãy ghi số, ngày của thông báo.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds of days."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one, day_kind(one)) for one in (*DAYS, "announced")]


class RefusalForm(forms.Form):
    """Why a proposal is set aside; not needed to confirm it."""

    because = forms.CharField(label=_("Lý do, nếu không đồng ý"), required=False, max_length=300)
