"""Giving files to load, and a reason to undo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taonguon.sources.rows import Limits

MOST_FILES = 12


class ManyFiles(forms.ClearableFileInput):
    """An input for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files."""

    widget = ManyFiles(attrs={"accept": ".xlsx,.xls,.ods,.csv"})
    default_error_messages = {
        "required": _("Hãy chọn ít nhất một tệp."),
        "empty": _("Có tệp không có gì bên trong: hãy chọn tệp có danh sách."),
    }

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files. Raises ValidationError for none or too many."""
        files = data if isinstance(data, list | tuple) else [data]
        if not any(files):
            raise forms.ValidationError(self.error_messages["required"], "required")
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("Mỗi lần nạp nhiều nhất %(n)d tệp."), params={"n": MOST_FILES}
            )
        single = super().clean
        return [single(file, initial) for file in files]


class UploadForm(forms.Form):
    """Into which commune, and which files."""

    organisation = forms.CharField(
        label=_("Đảng bộ xã, phường"),
        max_length=200,
        help_text=_(
            "Tên đầy đủ, ví dụ Đảng bộ xã Khánh Nhạc. Chưa có trong sổ thì sẽ được lập mới."
        ),
        error_messages={"required": _("Hãy ghi tên đảng bộ xã, phường.")},
    )
    files = FilesField(
        label=_("Các tệp danh sách"),
        help_text=_(
            "Excel (.xlsx, .xls), .ods hoặc .csv; có thể chọn nhiều tệp một lần, thứ tự nào cũng được. "
            "Mỗi lần nhiều nhất %(files)d tệp, mỗi tệp nặng nhất %(size)d MB và %(rows)s dòng."
        ),
    )

    def __init__(self, *args: Any, fixed: str = "", **kwargs: Any) -> None:
        """Say the limits; fix the commune when the reader works in one."""
        super().__init__(*args, **kwargs)
        most = Limits()
        files = self.fields["files"]
        files.help_text = str(files.help_text) % {
            "files": MOST_FILES,
            "size": most.max_bytes // 2**20,
            "rows": f"{most.max_rows:,}".replace(",", "\xa0"),  # read alike in both languages
        }
        if fixed:
            self.fields["organisation"].initial = fixed


class UndoForm(forms.Form):
    """Why a load is undone."""

    because = forms.CharField(
        label=_("Lý do hoàn tác"),
        max_length=300,
        help_text=_("Ví dụ: nạp nhầm tệp năm trước."),
        error_messages={"required": _("Hãy ghi lý do hoàn tác, ví dụ: nạp nhầm tệp.")},
    )


class HeadingsForm(forms.Form):
    """What each column of a file means, corrected by the reader."""

    def __init__(self, *args: Any, layout: dict[str, Any], fields: Any, **kwargs: Any) -> None:
        """Ask one question for each column of the layout."""
        super().__init__(*args, **kwargs)
        for column in layout["columns"]:
            self.fields[f"c{column['index']}"] = forms.ChoiceField(
                label=f"{column['letter']} · {column['heading'] or '–'}",
                choices=fields,
                required=False,
                initial=column["field"] or "",
            )

    def chosen(self) -> dict[int, str]:
        """Return the field chosen for each column."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}
