"""What a terminal shows of a load before it is written: counts, doubts by their reason, examples."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taonguon.imports import telling
from taonguon.imports.models import Load, LoadFile, LoadRow
from taonguon.sources.rows import Reason

PLACES, EXAMPLES = 8, 3


@dataclass(slots=True)
class Doubt:
    """The rows in doubt for one reason: how many, the first sentence, where the first of them are."""

    sentence: str
    rows: int = 0
    alike: bool = True
    places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, sentence: str, sheet: str, number: int) -> None:
        """Count one more row; of the first ones keep the place."""
        self.alike = self.alike and sentence == self.sentence
        if self.rows < PLACES:
            self.places.setdefault(sheet, []).append(number)
        self.rows += 1

    def lines(self) -> Iterator[str]:
        """Say the reason with the number of rows, and where the first of them are."""
        where = "; ".join(
            f"{sheet} · {', '.join(map(str, numbers))}" for sheet, numbers in self.places.items()
        )
        if self.rows == 1:
            yield f"  {where}: {self.sentence}"
            return
        words = (
            ngettext("%(n)d dòng: %(sentence)s", "%(n)d dòng: %(sentence)s", self.rows)
            if self.alike
            else ngettext(
                "%(n)d dòng, như: %(sentence)s", "%(n)d dòng, như: %(sentence)s", self.rows
            )
        )
        yield "  " + words % {"n": self.rows, "sentence": self.sentence}
        yield f"    {where}" + (" …" if self.rows > PLACES else "")


def lines(load: Load) -> Iterator[str]:
    """Say what was understood: totals by kind, the doubts by their reason, some rows of each file."""
    for kind, told in telling.totals(load).items():
        if any(told[name] for name in ("accepted", "doubtful")):
            yield _(
                "%(kind)s: nhận %(accepted)d dòng (mới %(new)d, đổi %(changed)d, đã có %(known)d), "
                "nghi ngờ %(doubtful)d, bỏ qua %(ignored)d"
            ) % {"kind": telling.kind_name(kind).capitalize(), **told}
    for doubt in _doubts(load).values():
        yield from doubt.lines()
    for file in load.files.order_by("pk"):
        yield from _understood(file)


def _doubts(load: Load) -> dict[str, Doubt]:
    """Return the doubts by the code of their reason, in the order in which they first appear."""
    told: dict[str, Doubt] = {}
    rows = LoadRow.objects.filter(file__load=load, verdict="doubtful").order_by("pk")
    values = rows.values_list("file__name", "sheet", "number", "reasons")
    for name, sheet, number, reasons in values.iterator(chunk_size=2000):
        for reason in (Reason(*one) for one in reasons):
            sentence = telling.sentence(reason)
            doubt = told.setdefault(reason.code, Doubt(sentence))
            doubt.add(sentence, f"{name} · {sheet}", number)
    return told


def _understood(file: LoadFile) -> Iterator[str]:
    """Show how the first rows of a file were understood."""
    rows = LoadRow.objects.filter(file=file, verdict="accepted").order_by("pk")[:EXAMPLES]
    for n, staged in enumerate(rows):
        if n == 0:
            yield _("Đã hiểu %(name)s thế này:") % {"name": file.name}
        told = telling.row(staged)
        parts = [told["label"], told["where"], telling.said(staged.record)]
        yield f"  {staged.sheet} · {staged.number}: {' · '.join(part for part in parts if part)}"
