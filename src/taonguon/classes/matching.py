"""A workbook's lines against the roster: what would be written, what is known, what is in doubt."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from taonguon.classes import telling
from taonguon.classes.actions.holding import Given
from taonguon.classes.facts import Row
from taonguon.classes.reading import Line
from taonguon.core.days import show_day
from taonguon.core.names import plain
from taonguon.rules.classes import shipped

YEAR = 4  # characters of a year
NUMBER = 60  # characters of a certificate's number


@dataclass(frozen=True, slots=True)
class Match:
    """One line: whose it is, the result and certificate it would write, or why it is in doubt."""

    line: Line
    row: Row | None = None
    grade: str = ""
    given: Given | None = None
    doubt: str = ""

    @property
    def writes(self) -> bool:
        """Tell whether confirming would write something."""
        return not self.doubt and bool(self.grade or self.given)


def matched(lines: Sequence[Line], rows: Sequence[Row]) -> list[Match]:
    """Return each line with what it means, in the order of the workbook."""
    found = [_match(line, rows) for line in lines]
    seats = Counter(one.row.seat.pk for one in found if one.row)
    numbers = Counter(one.given for one in found if one.given)
    return [_once(one, seats, numbers) for one in found]


def _once(one: Match, seats: Counter[int], numbers: Counter[Given]) -> Match:
    if one.doubt or one.row is None:
        return one
    if seats[one.row.seat.pk] > 1:
        return Match(one.line, one.row, doubt=_("Người này có hai dòng trong tệp: bỏ một dòng."))
    if one.given and numbers[one.given] > 1:
        number = one.given.number
        return Match(
            one.line, one.row, doubt=_("Số %(number)s ghi cho hai người.") % {"number": number}
        )
    return one


def _match(line: Line, rows: Sequence[Row]) -> Match:
    named = [row for row in rows if plain(row.name) == plain(line.name)]
    if not named:
        return Match(line, doubt=_("Không có tên này trong danh sách lớp."))
    found = [row for row in named if _fits(line, row)]
    if not found:
        return Match(line, doubt=_("Ngày sinh khác trong sổ: xem lại có đúng người không."))
    if len(found) > 1:
        found = [row for row in found if plain(row.unit) == plain(line.unit)] or found
    if len(found) > 1:
        return Match(line, doubt=_("Lớp có nhiều người tên này: ghi ngày sinh và chi bộ."))
    return _told(line, found[0])


def _fits(line: Line, row: Row) -> bool:
    """Tell whether the births do not speak against it; a year alone is enough."""
    if not line.born or not row.born:
        return True
    if YEAR in (len(line.born), len(row.born)):
        return line.born[:YEAR] == row.born[:YEAR]
    return line.born == row.born


def _told(line: Line, row: Row) -> Match:
    """Return what a line says of a person, beyond what is recorded; or why it is in doubt."""
    grade = shipped().grade_called(line.result) if line.result else ""
    if line.result and not grade:
        names = ", ".join(telling.grade_name(code) for code in shipped().grades)
        told = {"text": line.result, "names": names}
        return Match(
            line, row, doubt=_("Kết quả “%(text)s” không rõ; ghi một trong: %(names)s.") % told
        )
    doubt = _doubt(line, row, grade)
    if doubt:
        return Match(line, row, doubt=doubt)
    given = None
    if line.certificate and line.certified_on and row.certificate is None:
        given = Given(line.certificate, line.certified_on)
    return Match(line, row, grade if grade != row.seat.grade else "", given)


def _doubt(line: Line, row: Row, grade: str) -> str:
    """Return what is wrong with the certificate a line names, empty for nothing."""
    held = row.certificate
    if line.wrong:
        return _("“%(text)s” không phải là ngày; viết như 21/4/2023.") % {"text": line.wrong}
    if len(line.certificate) > NUMBER:
        return _("Số giấy dài quá %(n)d chữ: xem lại cột Số GCN.") % {"n": NUMBER}
    if not line.certificate:
        return _("Có ngày cấp nhưng không có số giấy.") if line.certified_on else ""
    if held is not None and held.number != line.certificate:
        told = {"number": held.number, "day": show_day(held.on)}
        return _("Sổ đã ghi giấy số %(number)s ngày %(day)s.") % told
    if held is not None:
        return ""
    if line.certified_on is None:
        return _("Có số giấy nhưng không có ngày cấp.")
    code = grade or row.seat.grade
    if not code:
        return _("Có số giấy nhưng chưa có kết quả.")
    return "" if shipped().grades[code].passes else _("Không đạt thì không có giấy chứng nhận.")
