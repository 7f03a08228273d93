"""What an address asks of the lists of people."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MembersForm(forms.Form):
    """Whom the members' list shows."""

    q = forms.CharField(label=_("Tìm tên"), required=False, max_length=100)
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)
    loai = forms.ChoiceField(
        label=_("Loại"),
        required=False,
        choices=[
            ("", _("Đang là đảng viên")),
            ("official", _("Chính thức")),
            ("probationary", _("Dự bị")),
            ("former", _("Đã ra khỏi, chuyển đi, từ trần")),
        ],
    )

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]


class ProspectsForm(forms.Form):
    """Whom the prospects' list shows."""

    q = forms.CharField(label=_("Tìm tên"), required=False, max_length=100)
    to = forms.TypedChoiceField(label=_("Chi bộ"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, cells: list[tuple[int, str]], **kwargs: object) -> None:
        """Offer the cells the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Tất cả")), *cells]
