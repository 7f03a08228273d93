"""Papers made in bulk: all of one matter, a meeting's ballots, a class's certificates, the cells' sheets."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from taonguon.classes.models import StudyClass
from taonguon.core.rulebook import Text
from taonguon.documents.batches import Item, Kind, register
from taonguon.documents.models import Batch
from taonguon.forms import filling
from taonguon.forms.form import Form
from taonguon.forms.paper import Paper
from taonguon.organisations.models import Organisation
from taonguon.papers import book, filled, matters, telling
from taonguon.papers.book import Book
from taonguon.papers.matters import Matter
from taonguon.papers.values import cells, classes
from taonguon.people.actions import Refused

MATTER, BALLOTS, CERTIFICATES, MONTH = "matter", "ballots", "certificates", "month"
BALLOT, MONTH_SHEET = "phieu-bieu-quyet", "phieu-thang"
MOST = 2_000  # papers of one job


def ready() -> None:
    """Register every kind under the name that its jobs keep."""
    register(MATTER, Kind(Text("Mọi giấy tờ của một hồ sơ", "All papers of a case"), _of_matter))
    register(BALLOTS, Kind(Text("Phiếu biểu quyết của cuộc họp", "A meeting's ballots"), _ballots))
    register(
        CERTIFICATES, Kind(Text("Giấy chứng nhận của lớp", "A class's certificates"), _certificates)
    )
    register(MONTH, Kind(Text("Phiếu tháng của các chi bộ", "The cells' month sheets"), _months))


def _of_matter(batch: Batch, at: datetime) -> Sequence[Item]:
    """Plan the papers kept of a matter in the order of their forms, after an index of them.

    A form nothing was made of is listed as not made, with what it lacks.
    """
    matter = _found(batch)
    forms, day, documents = book.in_use(), timezone.localdate(at), matters.kept(matter)
    told = filled.values(matter, day, documents, forms)
    standing = [one for one in documents if one.cancelled_at is None]
    items: list[Item] = []
    for form in forms.of(matter.subject, day):
        made = [one for one in reversed(standing) if one.form == form.code]
        items += [
            Item(f"{telling.short(form)} {one.printed}".strip(), _same(one.paper)) for one in made
        ]
        if not made and form.key != filled.INDEX and matter.issues(form.issuer):
            items.append(Item(telling.short(form), _refusing(_not_made(form, told, day))))
    listing = forms.forms.get(filled.INDEX)
    if listing is not None and told["index.papers"]:
        items.insert(0, Item(listing.name.vi, _filled(listing, told, day, forms)))
    return items


def _found(batch: Batch) -> Matter:
    matter = matters.find(str(batch.arguments["subject"]), int(batch.arguments["pk"]))
    if matter is None:
        raise Refused(_("Hồ sơ này không còn trong sổ."))
    return matter


def _not_made(form: Form, told: dict[str, Any], day: date) -> str:
    if form.per and not filled.rows(form, told):
        return _("Chưa có việc nào để lập giấy này.")
    if why := telling.stopped(form, told):
        return why
    lacks = filling.missing(form, filled.with_row(form, told, 0), on=day)
    if not lacks:
        return _("Chưa lập: mở trang giấy tờ của hồ sơ để lập.")
    return _("Chưa lập được, còn thiếu: %(what)s.") % {"what": telling.named(lacks)}


def _ballots(batch: Batch, at: datetime) -> Sequence[Item]:
    """Plan as many ballots for each person as there are official members to vote."""
    forms, day = book.in_use(), date.fromisoformat(batch.arguments["on"])
    form, copies = forms.forms[BALLOT], int(batch.arguments["copies"])
    items: list[Item] = []
    for pk in batch.arguments["people"]:
        matter = matters.find(matters.CASE, int(pk))
        if matter is None:
            items.append(Item(str(pk), _refusing(_("Người này không còn trong sổ."))))
            continue
        told = filled.values(matter, day, (), forms)
        make = _filled(form, told, day, forms)
        items += [Item(f"{matter.title} {n}", make) for n in range(1, copies + 1)]
    return _no_more_than_most(items)


def _certificates(batch: Batch, at: datetime) -> Sequence[Item]:
    """Plan the certificate of everybody who was given one, in the order of the roster."""
    one = StudyClass.objects.get(pk=batch.arguments["class"])
    forms, code = book.in_use(), classes.form_of(one)
    form = next((found for found in forms.forms.values() if found.code == code), None)
    if form is None:
        raise Refused(_("Loại lớp này không có mẫu giấy chứng nhận."))
    return [
        Item(f"{told['certificate.number']} {told['person.name']}",
             _filled(form, told, told["certificate.on"], forms))
        for told in classes.certificates(one).values()
    ]  # fmt: skip


def _months(batch: Batch, at: datetime) -> Sequence[Item]:
    """Plan the month's sheet of every cell below an organisation."""
    place = Organisation.objects.get(pk=batch.organisation)
    day = date.fromisoformat(batch.arguments["on"])
    rows = Organisation.objects.below(place.path).filter(kind="cell", ended_on__isnull=True)
    below = list(rows.order_by("path"))
    forms = book.in_use()
    form = forms.forms[MONTH_SHEET]
    told = cells.of_cells(below, day)
    return [Item(cell.name, _filled(form, told[cell.pk], day, forms)) for cell in below]


def _no_more_than_most(items: Iterable[Item]) -> Sequence[Item]:
    told = list(items)
    if len(told) > MOST:
        raise Refused(
            _("Một lần in nhiều nhất %(most)d tờ, đang xin %(n)d: bớt người hoặc bớt số phiếu.")
            % {"most": MOST, "n": len(told)}
        )
    return told


def _same(paper: Paper) -> Any:
    return lambda: paper


def _filled(form: Form, values: dict[str, Any], on: date, forms: Book) -> Any:
    """Return the maker of a sheet that is not numbered; it says what it lacks."""
    checked = forms.checked(form)

    def make() -> Paper:
        try:
            return filling.fill(form, values, on=on, checked=checked)
        except filling.Missing as lacking:
            names = ", ".join(map(telling.name_of, lacking.keys))
            raise Refused(_("Còn thiếu: %(what)s.") % {"what": names}) from None

    return make


def _refusing(why: str) -> Any:
    def make() -> Paper:
        raise Refused(why)

    return make
