"""What the page of one load shows: what became of it, its counts, its rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.imports import building, telling
from taonguon.imports.models import DROPPED, UNDONE, Load, LoadRow
from taonguon.ledger.models import Act, Fact
from taonguon.organisations.models import Organisation
from taonguon.people.models import Person

Counts = dict[str, dict[str, int]]


def outcome(load: Load, counts: Counts) -> list[str]:
    """Return, in sentences, what was written, when and by whom, and whether it still stands."""
    if load.state == DROPPED:
        return [_("Đã bỏ, không ghi gì vào sổ.")]
    act = load.act
    if act is None:
        return [_("Các tệp không có gì mới so với sổ, nên không ghi gì thêm.")]
    told = {
        **_moment(act.recorded_at),
        "by": _who(act.recorded_by),
        "new": total(counts, "new"),
        "changed": total(counts, "changed"),
    }
    words = _("Đã ghi vào sổ lúc %(time)s ngày %(day)s, người ghi: %(by)s. "
              "%(new)d dòng mới, %(changed)d dòng thay đổi.")  # fmt: skip
    return [words % told, *([_undone(act)] if load.state == UNDONE else [])]


def _undone(act: Act) -> str:
    words = _("Đã hoàn tác lúc %(time)s ngày %(day)s, người hoàn tác: %(by)s; lý do: %(because)s. "
              "Những gì lần nạp này ghi không còn hiệu lực.")  # fmt: skip
    told = _moment(act.undone_at) | {"by": _who(act.undone_by)}
    return words % {**told, "because": act.undone_because or "–"}


def _moment(at: Any) -> dict[str, str]:
    local = timezone.localtime(at)
    return {"time": f"{local:%H:%M}", "day": f"{local.day}/{local.month}/{local.year}"}


def _who(user: Any) -> str:
    return user.get_full_name() if user else _("dòng lệnh")


def total(counts: Counts, name: str) -> int:
    """Return how many rows of all lists have a verdict or an effect."""
    return sum(told[name] for told in counts.values())


def tiles(counts: Counts) -> list[dict[str, Any]]:
    """Return the four answers of a load; each that counts something leads to its rows."""
    words = {
        "new": (_("Dòng mới"), _("chưa có trong sổ")),
        "changed": (_("Dòng thay đổi"), _("khác với sổ")),
        "known": (_("Dòng đã có"), _("đúng như sổ, không ghi lại")),
        "doubtful": (_("Dòng nghi ngờ"), _("để riêng, không ghi vào sổ")),
    }
    return [
        {
            "label": label,
            "value": total(counts, name),
            "detail": detail,
            "url": f"?xem={name}#dong" if total(counts, name) else "",
        }
        for name, (label, detail) in words.items()
    ]


def view(asked: str, counts: Counts) -> str:
    """Return which rows to show: those asked for, else the first kind there is, doubts before all."""
    names = ("doubtful", "new", "changed", "known", "ignored")
    if asked in names:
        return asked
    return next((name for name in names if total(counts, name)), "doubtful")


def rows(load: Load, page: Iterable[LoadRow]) -> list[dict[str, Any]]:
    """Return the rows of one page; those already facts lead to whom or what they tell of."""
    staged = list(page)
    told = _subjects(load, staged)
    people = Person.objects.in_bulk({person for person, _ in told.values() if person})
    units = Organisation.objects.in_bulk({unit for _, unit in told.values() if unit})
    return [telling.row(row) | _of(row, *told[row.pk], people, units) for row in staged]


def _subjects(load: Load, staged: list[LoadRow]) -> dict[int, tuple[int | None, int | None]]:
    """Return the person and the organisation of each row: known when read, or from its facts."""
    places = {building.place(row.file.name, row.sheet, row.number): row for row in staged}
    told = {row.pk: (row.person, row.organisation) for row in staged}
    facts = Fact.objects.filter(act=load.act_id, place__in=places) if load.act_id else ()
    for fact in facts:
        row = places[fact.place]
        person, unit = told[row.pk]
        told[row.pk] = (person or fact.person, unit or (None if fact.person else fact.organisation))
    return told


def _of(
    row: LoadRow, person: int | None, unit: int | None,
    people: Mapping[int, Person], units: Mapping[int, Organisation],
) -> dict[str, str]:  # fmt: skip
    one, other = people.get(person or 0), units.get(unit or 0)
    nameless = row.verdict == "doubtful" and not (row.record.get("name") or row.record.get("unit"))
    if nameless:
        return {"label": _("(chưa có tên)")}
    if row.verdict == "accepted" and one:
        return {"label": one.name, "url": reverse("member", args=[one.pk])}
    if row.verdict == "accepted" and other and row.kind in {"cells", "targets"}:
        return {"label": other.name, "url": reverse("organisation", args=[other.pk])}
    return {}


def kinds(counts: Counts) -> list[dict[str, Any]]:
    """Return the counts of each kind of list that had rows to take."""
    return [
        {"name": telling.kind_name(kind), **told}
        for kind, told in counts.items()
        if told["accepted"] or told["doubtful"]
    ]
