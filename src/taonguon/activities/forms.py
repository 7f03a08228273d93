"""The forms of activities: what a list shows, one activity, who took part."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.cases.fields import language
from taonguon.organisations.forms import DayField
from taonguon.people.models import Person
from taonguon.rules.activities import kinds, roles

Choices = Sequence[tuple[Any, Any]]


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds of activities to choose from."""
    return [(code, text.said(language())) for code, text in kinds().items()]


def role_choices() -> list[tuple[str, str]]:
    """Return the roles to choose from."""
    return [(code, text.said(language())) for code, text in roles().items()]


class ActivitiesForm(forms.Form):
    """Which activities the list shows."""

    to = forms.TypedChoiceField(label=_("Ở đâu"), required=False, coerce=int, empty_value=None)
    doan = forms.ChoiceField(label=_("Đoàn thể"), required=False)
    loai = forms.ChoiceField(label=_("Loại"), required=False)

    def __init__(self, *args: object, units: Choices, bodies: Choices, **kwargs: object) -> None:
        """Offer the reader's organisations and mass organisations, and the kinds."""
        super().__init__(*args, **kwargs)
        whole = ("", _("Tất cả"))
        self.fields["to"].choices = [whole, *units]
        self.fields["doan"].choices = [whole, *bodies]
        self.fields["loai"].choices = [whole, *kind_choices()]


class ActivityForm(forms.Form):
    """One activity that was held."""

    body = forms.ChoiceField(
        label=_("Đoàn thể tổ chức"), error_messages={"required": _("Hãy chọn đoàn thể.")}
    )
    kind = forms.ChoiceField(
        label=_("Loại"), error_messages={"required": _("Hãy chọn loại hoạt động.")}
    )
    title = forms.CharField(
        label=_("Tên hoạt động"),
        max_length=150,
        error_messages={"required": _("Hãy ghi tên, ví dụ: Ngày chủ nhật xanh.")},
    )
    on = DayField(label=_("Ngày tổ chức"))
    place = forms.CharField(label=_("Địa điểm"), max_length=120, required=False)
    organisation = forms.TypedChoiceField(
        label=_("Của chi bộ, đảng bộ nào"),
        coerce=int,
        error_messages={"required": _("Hãy chọn nơi tổ chức.")},
    )

    def __init__(self, *args: object, units: Choices, bodies: Choices, **kwargs: object) -> None:
        """Offer what the reader may record for; what is alone is chosen already."""
        super().__init__(*args, **kwargs)
        for name, choices in (("body", bodies), ("organisation", units)):
            self.fields[name].choices = choices if len(choices) == 1 else [("", "–"), *choices]
        self.fields["kind"].choices = [("", "–"), *kind_choices()]


class TickForm(forms.Form):
    """Who took part, each in what role: a line for each person."""

    def __init__(self, *args: object, people: Sequence[Person], **kwargs: object) -> None:
        """Ask of each person."""
        super().__init__(*args, **kwargs)
        self.people = list(people)
        choices = [("", _("Không tham gia")), *role_choices()]
        for person in self.people:
            self.fields[f"role_{person.pk}"] = forms.ChoiceField(
                label=person.name, choices=choices, required=False
            )

    def lines(self) -> list[dict[str, Any]]:
        """Return each person with the field that asks."""
        return [{"person": one, "field": self[f"role_{one.pk}"]} for one in self.people]

    def roles(self) -> dict[int, str]:
        """Return the role of each who took part."""
        told = self.cleaned_data
        return {one.pk: role for one in self.people if (role := told[f"role_{one.pk}"])}
