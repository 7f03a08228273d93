"""What to take along."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.offline.taking import Offer, session_words
from taonguon.rules.offline import limits


class TakeForm(forms.Form):
    """Which cells, which work there, which sessions of classes."""

    cells = forms.TypedMultipleChoiceField(
        label=_("Chi bộ nào"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    works = forms.MultipleChoiceField(
        label=_("Việc gì ở các chi bộ ấy"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sessions = forms.TypedMultipleChoiceField(
        label=_("Điểm danh buổi học nào"), required=False, coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        """Offer what the reader may take."""
        super().__init__(*args, **kwargs)
        most = limits()
        self.fields["works"].choices = offer.works
        self.fields["cells"].choices = [(one.pk, one.name) for one in offer.cells]
        self.fields["cells"].help_text = _("Nhiều nhất %(n)d chi bộ một lần.") % {"n": most.cells}
        self.fields["sessions"].choices = [(one.pk, session_words(one)) for one in offer.sessions]
        for name in ("works", "cells", "sessions"):
            if not self.fields[name].choices:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Something is to be chosen, and not more than a phone should carry."""
        told, most = super().clean() or {}, limits()
        cells, works, sessions = (told.get(name) or [] for name in ("cells", "works", "sessions"))
        if cells and not works:
            self.add_error("works", _("Hãy chọn việc sẽ ghi ở các chi bộ đã chọn."))
        elif not cells and not sessions:
            self.add_error(None, _("Hãy chọn ít nhất một chi bộ hoặc một buổi học."))
        if len(cells) > most.cells:
            self.add_error("cells", _("Đã chọn quá %(n)d chi bộ: bỏ bớt.") % {"n": most.cells})
        if len(sessions) > most.sessions:
            words = _("Đã chọn quá %(n)d buổi học: bỏ bớt.") % {"n": most.sessions}
            self.add_error("sessions", words)
        return told
