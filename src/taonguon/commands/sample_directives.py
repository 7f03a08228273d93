"""The sample's directives: public documents, passed to the cells, with what each has told of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from taonguon.directives.actions import passing, registering
from taonguon.directives.actions.passing import Answer, Sent, Told
from taonguon.directives.actions.registering import Paper
from taonguon.directives.models import Directive, Passing, Task
from taonguon.organisations.models import Organisation

COMMUNE, FIRST_CELL = "Đảng bộ xã Khánh Nhạc", "Chi bộ xóm 6"
POLITBURO, SECRETARIAT = "Bộ Chính trị", "Ban Bí thư"
BEFORE = Paper(
    "03-CT/TW", date(2011, 5, 14), POLITBURO,
    "Tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh", date(2011, 5, 14),
)  # fmt: skip
FOLLOWING = Paper(
    "05-CT/TW", date(2016, 5, 15), POLITBURO,
    "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh", date(2016, 5, 15),
)  # fmt: skip
ADMITTING = Paper(
    "28-CT/TW", date(2019, 1, 21), SECRETARIAT,
    "Nâng cao chất lượng kết nạp đảng viên và rà soát, sàng lọc, đưa những đảng viên không còn đủ tư "
    "cách ra khỏi Đảng", date(2019, 1, 21),
)  # fmt: skip
CELLS = Paper(
    "21-NQ/TW", date(2022, 6, 16), "Ban Chấp hành Trung ương",
    "Tăng cường củng cố, xây dựng tổ chức cơ sở đảng và nâng cao chất lượng đội ngũ đảng viên trong "
    "giai đoạn mới", date(2022, 6, 16),
)  # fmt: skip
HIDDEN = Paper("00-TB/TU (mẫu)", date(2023, 3, 6), secret=True, kept_at="Két của văn phòng, ngăn 2")
WAYS = ("meeting", "meeting", "group", "meeting", "single")
NOTES = ("25/27 đảng viên dự", "", "chia 2 tổ đảng", "biên bản số 04", "đảng viên cao tuổi tại nhà")


class Way(NamedTuple):
    """How a directive went: days ago it was sent, days until the answer was due, its tasks by days."""

    ago: int
    within: int
    tasks: Sequence[tuple[str, int]]


def load(at: datetime) -> None:
    """Register the directives and what became of them, the days counted back from `at`."""
    commune = Organisation.objects.get(name=COMMUNE)
    cells = list(
        Organisation.objects.below(commune.path)
        .filter(kind="cell", ended_on__isnull=True)
        .order_by("path")
    )
    cells.sort(key=lambda unit: unit.name != FIRST_CELL)
    day = timezone.localdate(at)
    old = _register(commune, BEFORE, None, at)
    following = _register(commune, FOLLOWING, old, at)
    tasks = (("Mỗi đảng viên đăng ký một việc làm theo trong năm", -20),
             ("Báo cáo gương điển hình của chi bộ", 9))  # fmt: skip
    _send(following, cells, Way(120, 45, tasks), day, at)
    admitting = _register(commune, ADMITTING, None, at)
    tasks = (("Rà soát đảng viên, báo cáo danh sách", 12),)
    _send(admitting, cells, Way(60, 40, tasks), day, at)
    _send(_register(commune, CELLS, None, at), cells[:20], Way(25, 35, ()), day, at)
    _send(_register(commune, HIDDEN, None, at), cells[:1], Way(10, 20, ()), day, at)


def _register(
    commune: Organisation, paper: Paper, replaces: Directive | None, at: datetime
) -> Directive:
    return registering.register(
        organisation=commune, paper=paper, replaces=replaces, by=None, at=at
    )


def _send(one: Directive, cells: Sequence[Organisation], way: Way, day: date, at: datetime) -> None:
    on = day - timedelta(days=way.ago)
    ids = [unit.pk for unit in cells]
    sent = Sent(ids, on, on + timedelta(days=way.within))
    passing.pass_on(directive=one, sent=sent, among=ids, by=None, at=at)
    tasks = [
        registering.give_task(
            directive=one, text=text, due_on=day + timedelta(days=due), by=None, at=at
        )
        for text, due in way.tasks
    ]
    for place, held in enumerate(Passing.objects.filter(directive=one).order_by("pk")):
        if (place + way.ago) % 6 != 1:
            told = Answer(
                on + timedelta(days=3 + place % 6),
                WAYS[place % len(WAYS)],
                NOTES[place % len(NOTES)],
            )
            passing.acknowledge(passing=held, answer=told, by=None, at=at)
            _tell(tasks, held.cell, place, day, at)


def _tell(tasks: Sequence[Task], cell: int, place: int, day: date, at: datetime) -> None:
    """Let a cell tell of its tasks: most have done the first, some are held up."""
    for number, task in enumerate(tasks):
        state = ("done", "done", "doing", "stuck", "done")[(place + 2 * number) % 5]
        note = "chờ đảng viên đi làm xa về" if state == "stuck" else ""
        told = Told(day - timedelta(days=8 - number), state, note)
        passing.tell_progress(task=task, cell=cell, told=told, by=None, at=at)
