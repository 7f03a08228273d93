"""What the pages of a month and a year must show, counted from a story's plain values alone."""

from calendar import monthrange
from collections import Counter
from datetime import date
from itertools import combinations

from tests.visits.replay import CELLS, MEMBERS, member_of, name_of

APART = 150  # minutes between two meetings that one person can both attend
MONTHS_WITHOUT = 3
WORDS = {
    "held": "đã họp", "not_held": "không họp hoãn vì bão", "planned": "đã có lịch",
    "late": "chưa ghi kết quả", "none": "chưa có lịch",
}  # fmt: skip
WAYS = {"together": "Họp tập trung", "online": "Trực tuyến", "groups": "Theo tổ"}


def said(day):
    return f"{day.day}/{day.month}/{day.year}"


def holder(told, cell, day):
    """Return who has a cell on a day: the last who was given it by then."""
    since = [
        (start, n, who)
        for n, (one, who, start) in enumerate(told.charges)
        if one == cell and start <= day
    ]
    return max(since)[2] if since else None


def state(one, today):
    if one is None:
        return "none"
    return "late" if one.state == "planned" and one.on < today else one.state


def month_rows(told, month):
    """Return the lines of the month's table, cell by cell, as its reader finds them."""
    held = {one.cell: one for one in told.meetings[month]}
    last = date(month.year, month.month, monthrange(month.year, month.month)[1])
    rows = []
    for cell in range(CELLS):
        one = held.get(cell)
        member = member_of(holder(told, cell, one.on if one else last))
        words = WORDS[state(one, told.today)]
        if one is None:
            rows.append([name_of(cell), "–", "", member, "–", "–", words])
            continue
        hour = f", {one.at.hour}:{one.at.minute:02}" if one.at else ""
        came = "–" if one.summoned is None else f"{one.present}/{one.summoned}"
        place = f"Nhà văn hóa {cell} {WAYS[one.form]}"
        rows.append(
            [name_of(cell), said(one.on) + hour, place, member, came, one.minutes or "–", words]
        )
    return rows


def clashes(told, month, member=None):
    """Return the pairs of cells whose meetings one member cannot both attend, going through all pairs."""
    there = [one for one in told.meetings[month] if one.state != "not_held"]
    found = set()
    for a, b in combinations(there, 2):
        who = holder(told, a.cell, a.on)
        if a.on != b.on or who != holder(told, b.cell, b.on) or member not in (None, who):
            continue
        if None in (a.at, b.at) or abs(minutes(a.at) - minutes(b.at)) < APART:
            found.add(frozenset((a.cell, b.cell)))
    return found


def minutes(at):
    return at.hour * 60 + at.minute


def month_tiles(told, month, member=None):
    """Return the four answers of a month, for all cells or for those of one member."""
    rows = month_rows(told, month)
    own = [n for n in range(CELLS) if member is None or rows[n][3] == member_of(member)]
    held = [one for one in told.meetings[month] if one.cell in own]
    met = [one for one in held if one.state == "held"]
    return {
        "Chi bộ đã có lịch": f"{len(held)}/{len(own)}",
        "Đã họp": f"{len(met)}/{len(own)}",
        "Có mặt": f"{sum(one.present for one in met)}/{sum(one.summoned for one in met)}",
        "Một người phải dự hai nơi": str(len(clashes(told, month, member))),
    }


def trips_of(told, day):
    """Return the visits of the year up to a day, without those taken away."""
    return [
        one
        for one in told.trips
        if not one.taken_away and one.on.year == day.year and one.on <= day
    ]


def waiting(told, day):
    """Return the cells whose last visit is three months old or older on a day, the longest first."""
    found = []
    for cell in range(CELLS):
        made = [
            one.on
            for one in told.trips
            if one.cell == cell and not one.taken_away and one.on <= day
        ]
        last = max(made, default=date(2000, 1, 1))
        if later(last, MONTHS_WITHOUT) <= day:
            found.append((last, cell))
    return [cell for _last, cell in sorted(found)]


def later(day, months):
    """Return the day some months on, the last of its month where that has none such."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def overdue(told, day):
    return [one for one in told.trips if not one.taken_away and not one.kept and one.due < day]


def year_tiles(told, day):
    made = trips_of(told, day)
    return {
        "Lần dự trong năm": str(len(made)),
        "Chi bộ đã có người dự": f"{len({one.cell for one in made})}/{CELLS}",
        "Quá 3 tháng chưa ai dự": str(len(waiting(told, day))),
        "Việc đã hứa quá hạn": str(len(overdue(told, day))),
    }


def member_rows(told, day):
    """Return a line for each member: name, cells in charge, visits, cells reached, the last day."""
    rows = []
    for member in range(MEMBERS):
        made = [one for one in trips_of(told, day) if one.member == member]
        own = sum(holder(told, cell, day) == member for cell in range(CELLS))
        last = said(max(one.on for one in made)) if made else "–"
        reached = len({one.cell for one in made})
        rows.append([member_of(member), str(own), str(len(made)), str(reached), last])
    return rows


def troubles(told):
    return [one for one in told.troubles if not one.mistake]


def is_open(one):
    return one.removed is None or one.again is not None


def median(days):
    """Return the middle of some numbers of days as the page writes it."""
    told, half = sorted(days), len(days) // 2
    if len(told) % 2:
        return str(told[half])
    twice = told[half - 1] + told[half]
    return str(twice // 2) if twice % 2 == 0 else f"{twice // 2},5"


def trouble_tiles(told):
    gone = [
        one for one in troubles(told) if not is_open(one) and one.removed.year == told.today.year
    ]
    still = [one for one in troubles(told) if is_open(one)]
    return {
        "Đang mở": str(len(still)),
        "Quá hạn": str(sum(one.due < told.today for one in still)),
        "Đã gỡ trong năm": str(len(gone)),
        "Số ngày để gỡ": median([(one.removed - one.on).days for one in gone]) if gone else "–",
    }


def recurring(told):
    """Return kind -> cells and difficulties, of the kinds that two cells or more have now."""
    still = [one for one in troubles(told) if is_open(one)]
    cells = Counter(kind for kind, _cell in {(one.kind, one.cell) for one in still})
    count = Counter(one.kind for one in still)
    return {kind: (cells[kind], count[kind]) for kind in cells if cells[kind] >= 2}
