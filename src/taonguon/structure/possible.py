"""Which changes of the tree an organisation lets its reader make, and among what they choose."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taonguon.core.access import CORRECT
from taonguon.core.organisation import KINDS
from taonguon.core.restructuring import kinds_below
from taonguon.organisations.models import Organisation
from taonguon.organisations.visibility import may, ranges
from taonguon.people.models import Person
from taonguon.structure import forms

ABOVE_A_COMMUNE = ("province", "district")


@dataclass(frozen=True)
class Act:
    """One change by its word in the address: what it is called, what it does, what it asks."""

    slug: str
    title: Promise
    detail: Promise
    form: type[forms.ChangeForm]
    button: Promise


ACTS = (
    Act("lap", _("Thành lập tổ chức trực thuộc"), _("Một chi bộ hoặc tổ chức mới, trực thuộc nơi này."),
        forms.FoundForm, _("Ghi thành lập")),
    Act("tiep-nhan", _("Tiếp nhận từ nơi khác"), _("Một tổ chức đã có, từ đảng bộ khác chuyển về đây."),
        forms.ReceiveForm, _("Ghi tiếp nhận")),
    Act("cap-tren", _("Ghi cấp trên trực tiếp"), _("Đặt đảng bộ này dưới một cấp trên chưa có trong sổ."),
        forms.SuperiorForm, _("Ghi cấp trên")),
    Act("doi-ten", _("Đổi tên"), _("Tên mới từ một ngày; tên cũ còn trong lịch sử."),
        forms.RenameForm, _("Ghi đổi tên")),
    Act("chuyen", _("Chuyển nơi trực thuộc"), _("Đặt dưới một tổ chức khác đã có trong sổ."),
        forms.MoveForm, _("Ghi chuyển")),
    Act("tach", _("Tách chi bộ"), _("Lập chi bộ mới từ một phần đảng viên ở đây."),
        forms.SplitForm, _("Ghi tách chi bộ")),
    Act("sap-nhap", _("Sáp nhập vào chi bộ khác"), _("Mọi đảng viên sang chi bộ kia; chi bộ này kết thúc."),
        forms.MergeForm, _("Ghi sáp nhập")),
    Act("giai-the", _("Giải thể"), _("Khi không còn đảng viên, nguồn và tổ chức trực thuộc."),
        forms.ChangeForm, _("Ghi giải thể")),
)  # fmt: skip
BY_SLUG = {act.slug: act for act in ACTS}


def acts(request: HttpRequest, unit: Organisation) -> list[Act]:
    """Return what the reader may record of an organisation as it stands."""
    if unit.ended_on or not may(request, CORRECT, unit):
        return []
    cell = unit.kind == "cell"
    allowed = {"doi-ten", "giai-the", *(("tach", "sap-nhap") if cell else ("lap", "tiep-nhan"))}
    if unit.parent_id is None and not cell:
        allowed.add("cap-tren")
    if parents(request, unit):
        allowed.add("chuyen")
    return [act for act in ACTS if act.slug in allowed]


def parents(request: HttpRequest, unit: Organisation) -> list[tuple[int | str, str]]:
    """Return where an organisation may be placed: in the reader's part, or under a superior."""
    over = [kind for kind in KINDS if unit.kind in kinds_below(kind)]
    rows = Organisation.objects.filter(ended_on__isnull=True, kind__in=over)
    rows = rows.exclude(pk__in=[unit.pk, unit.parent_id or 0])
    near = rows.within(ranges(request, CORRECT))
    if unit.kind == "commune":
        near |= rows.filter(kind__in=ABOVE_A_COMMUNE)
    return list(near.order_by("path").values_list("pk", "name"))


def offered(request: HttpRequest, unit: Organisation, slug: str) -> list[tuple[int | str, str]]:
    """Return the organisations or people a change chooses from."""
    if slug == "chuyen":
        return [("", "–"), *parents(request, unit)]
    if slug == "sap-nhap":
        rows = Organisation.objects.within(ranges(request, CORRECT))
        rows = rows.filter(kind="cell", ended_on__isnull=True).exclude(pk=unit.pk)
        return [("", "–"), *rows.order_by("path").values_list("pk", "name")]
    if slug == "tach":
        rows = Person.objects.filter(cell=unit, standing__in=["official", "probationary"])
        return list(rows.order_by("sort_key", "pk").values_list("pk", "name"))
    return []


def kinds(unit: Organisation, slug: str) -> tuple[str, ...]:
    """Return the kinds a new organisation may be of, the cell first: it is the usual one."""
    if slug == "cap-tren":
        return tuple(k for k in reversed(KINDS) if unit.kind in kinds_below(k))
    return tuple(reversed(kinds_below(unit.kind)))
