"""A year of directives made up at random: every number of the roll-ups against a count of the test's own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taonguon.accounts import actions as accounts
from taonguon.directives.actions import passing, registering
from taonguon.directives.actions.passing import Answer, Sent, Told
from taonguon.directives.actions.registering import Paper
from taonguon.directives.models import Passing
from taonguon.organisations.models import Organisation
from tests import cast, given
from tests.pages import page

pytestmark = pytest.mark.django_db
SEEDS, CELLS, COUNT, NOTICE = (3, 50, 2026), 10, 8, 15
COMMUNE, FIRST_CELL = 200, 300
SUMMARIES = (
    "Đẩy mạnh học tập tư tưởng Hồ Chí Minh", "Phòng, chống tham nhũng, lãng phí",
    "Nâng cao chất lượng sinh hoạt chi bộ", "Kết nạp đảng viên trong vùng đồng bào có đạo",
)  # fmt: skip
WORDS = {"doing": "đang làm", "stuck": "đang vướng", "done": "đã xong", None: "chưa báo"}


@dataclass
class Passed:
    """A directive at one cell: until when it is to be acknowledged, when it was, each task's last state."""

    answer_by: date | None
    acknowledged: date | None
    states: list


@dataclass
class Sheet:
    """One directive: its number, its end, its tasks' days, the cells it went to."""

    number: str
    summary: str
    issued: date
    until: date | None
    dues: list
    cells: dict = field(default_factory=dict)
    pk: int = 0


def make(seed, today):
    """Make up the directives of a year and what the cells did with them."""
    chance, found = Random(seed), []
    for n in range(COUNT):
        issued = today - timedelta(days=chance.randint(30, 300))
        until = today - timedelta(days=chance.randint(-20, 20)) if chance.random() < 0.3 else None
        dues = [
            today + timedelta(days=chance.randint(-20, 40)) for _ in range(chance.randint(0, 2))
        ]
        one = Sheet(f"{n + 1}-CT/TU", chance.choice(SUMMARIES), issued, until, dues)
        for cell in chance.sample(range(CELLS), chance.randint(2, CELLS)):
            by = today + timedelta(days=chance.randint(-20, 40)) if chance.random() < 0.8 else None
            when = issued + timedelta(days=20) if chance.random() < 0.6 else None
            states = [chance.choice([None, "doing", "stuck", "done", "done"]) for _ in dues]
            one.cells[cell] = Passed(by, when, states)
        found.append(one)
    return found


def record(told, now):
    """Record them with the product's actions."""
    who = {"by": None, "at": now}
    cast.record([
        cast.founding(COMMUNE, name="Đảng bộ xã Diễn Lại", kind="commune"),
        *(cast.founding(FIRST_CELL + n, name=name_of(n), kind="cell", parent=COMMUNE) for n in range(CELLS)),
    ])  # fmt: skip
    commune = Organisation.objects.get(pk=COMMUNE)
    for one in told:
        paper = Paper(one.number, one.issued, "Tỉnh ủy", one.summary, one.issued)
        row = registering.register(organisation=commune, paper=paper, replaces=None, **who)
        one.pk = row.pk
        tasks = [
            registering.give_task(
                directive=row, text=f"Việc {n} của {one.number}", due_on=due, **who
            )
            for n, due in enumerate(one.dues, 1)
        ]
        sent = one.issued + timedelta(days=1)
        for cell, what in one.cells.items():
            pk = FIRST_CELL + cell
            passing.pass_on(directive=row, sent=Sent([pk], sent, what.answer_by), among=[pk], **who)
            answer(row, pk, what, tasks, who)
        if one.until:
            registering.end(directive=row, on=one.until, paper="Kết luận", **who)


def answer(row, pk, what, tasks, who):
    if what.acknowledged:
        held = Passing.objects.get(directive=row, cell=pk)
        passing.acknowledge(passing=held, answer=Answer(what.acknowledged, "meeting", ""), **who)
    for task, state in zip(tasks, what.states, strict=True):
        if state:
            for said in ("doing", state):  # the last word counts
                on = row.issued_on + timedelta(days=25)
                passing.tell_progress(task=task, cell=pk, told=Told(on, said, ""), **who)


def name_of(cell):
    return f"Chi bộ xóm {cell:02}"


@pytest.fixture(scope="module", params=SEEDS)
def replayed(request, django_db_setup, django_db_blocker):
    """Record a made-up year once for its tests."""
    today, now = timezone.localdate(), timezone.now()
    with given.to_a_module(django_db_blocker):
        told = make(request.param, today)
        record(told, now)
        user = accounts.give_account(
            username="vanphong", full_name="Văn phòng", password="không ai dùng đâu", at=now
        )
        begun = today - timedelta(days=1)
        accounts.give_role(user=user, role="office", organisation=COMMUNE, on=begun, at=now)
        yield SimpleNamespace(told=told, user=user, today=today)


@pytest.fixture
def office(replayed):
    client = Client()
    client.force_login(replayed.user)
    return client


def ended(one, today):
    return one.until is not None and one.until <= today


def late(one, what, today):
    """Return how many duties of a cell are overdue: what is due today itself is not."""
    if ended(one, today):
        return 0
    unread = what.acknowledged is None and what.answer_by is not None and what.answer_by < today
    undone = sum(
        due < today and state != "done" for due, state in zip(one.dues, what.states, strict=True)
    )
    return unread + undone


def values(answer):
    return {label: value for label, (value, _detail) in page.tiles(answer).items()}


def test_every_answer_above_a_directive_is_counted_right(office, replayed):
    for one in replayed.told:
        told = values(office.get(reverse("directive", args=[one.pk])))
        held = list(one.cells.values())
        read = sum(what.acknowledged is not None for what in held)
        done = sum(state == "done" for what in held for state in what.states)
        expected = {"Chi bộ đã quán triệt": f"{read}/{len(held)}"}
        if one.dues:
            expected["Việc đã xong"] = f"{done}/{len(held) * len(one.dues)}"
        expected["Quá hạn"] = str(sum(late(one, what, replayed.today) for what in held))
        assert told == expected, one.number


def test_every_cell_s_line_of_a_directive_says_what_it_did(office, replayed):
    for one in replayed.told:
        table = (
            page.main(office.get(reverse("directive", args=[one.pk]))).one(id="chi-bo").one("table")
        )
        rows = {row[0]: row[1:] for row in page.texts(table)}
        assert set(rows) == {name_of(cell) for cell in one.cells}
        for cell, what in one.cells.items():
            said = rows[name_of(cell)]
            if what.acknowledged:
                day = what.acknowledged
                assert said[0].startswith(f"{day.day}/{day.month}/{day.year} Tại buổi sinh hoạt")
            else:
                assert said[0].startswith("chưa quán triệt")
            for state in what.states:
                assert WORDS[state] in said[2]


def test_every_line_of_the_list_is_counted_right(office, replayed):
    answer = office.get(reverse("directives"), {"loc": "tat-ca"})
    rows = {row[0].split()[0]: row for row in page.texts(page.main(answer).one("table"))}
    assert set(rows) == {one.number for one in replayed.told}
    for one in replayed.told:
        read = sum(what.acknowledged is not None for what in one.cells.values())
        assert rows[one.number][3] == f"{read}/{len(one.cells)}"


def test_those_that_ended_are_apart_and_open_ones_are_those_with_something_owed(office, replayed):
    def shown(loc):
        tables = page.main(office.get(reverse("directives"), {"loc": loc})).all("table")
        return {row[0].split()[0] for table in tables for row in page.texts(table)}

    over = {one.number for one in replayed.told if ended(one, replayed.today)}
    assert shown("het") == over
    assert shown("") == {one.number for one in replayed.told} - over
    owed = {
        one.number
        for one in replayed.told
        if any(w.acknowledged is None or set(w.states) - {"done"} for w in one.cells.values())
    }
    assert shown("dang-lam") == owed - over


def test_every_line_by_cell_is_counted_right(office, replayed):
    answer, today = office.get(reverse("directives_by_cell")), replayed.today
    rows = {row[0]: row[1:] for row in page.texts(page.main(answer).one("table"))}
    live = [one for one in replayed.told if not ended(one, today)]
    assert set(rows) == {name_of(cell) for cell in range(CELLS)}
    for cell in range(CELLS):
        own = [(one, one.cells[cell]) for one in live if cell in one.cells]
        states = [state for _one, what in own for state in what.states]
        read = sum(what.acknowledged is not None for _one, what in own)
        overdue = sum(late(one, what, today) for one, what in own)
        told = rows[name_of(cell)]
        assert (told[0], told[1]) == (str(len(own)), str(read))
        assert told[3] == f"{states.count('done')}/{len(states)}"
        assert told[4] == (f"{overdue} quá hạn" if overdue else "–")


def owed(replayed):
    """Return what is due within the days of notice or overdue: cell -> days due, of what is in effect."""
    last, found = replayed.today + timedelta(days=NOTICE), {}
    for one in replayed.told:
        for cell, what in one.cells.items() if not ended(one, replayed.today) else ():
            days = [
                due for due, state in zip(one.dues, what.states, strict=True) if state != "done"
            ]
            days += [what.answer_by] if what.acknowledged is None and what.answer_by else []
            found.setdefault(cell, []).extend(day for day in days if day <= last)
    return {cell: sorted(days) for cell, days in found.items() if days}


def test_what_is_due_is_counted_right_and_stands_under_its_cell(office, replayed):
    answer, expected = office.get(reverse("directives_due")), owed(replayed)
    overdue = sum(day < replayed.today for days in expected.values() for day in days)
    every = sum(map(len, expected.values()))
    assert values(answer) == {
        "Quá hạn": str(overdue),
        "Sắp đến hạn": str(every - overdue),
        "Chi bộ còn việc": f"{len(expected)}/{CELLS}",
    }
    heads = [one.text for one in page.main(answer).all("h2")]
    assert heads == [name_of(cell) for cell in sorted(expected)]
    listed = page.main(answer).all("ul", "tasks")
    assert [len(one.all("a")) for one in listed] == [
        len(expected[cell]) for cell in sorted(expected)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "chi bo",
        "CHI BỘ",
        "sinh hoat",
        "tham nhung",
        "đồng bào",
        "dong bao",
        "tinh uy",
        "viec 1",
        "khong co",
    ],
)
def test_the_search_finds_what_holds_the_words_with_or_without_their_marks(office, replayed, words):
    def bare(text):
        return text.lower().translate(str.maketrans(MARKS))

    answer = office.get(reverse("directives"), {"q": words, "loc": "tat-ca"})
    tables = page.main(answer).all("table")
    found = {row[0].split()[0] for table in tables for row in page.texts(table)}
    expected = set()
    for one in replayed.told:
        tasks = [f"Việc {n} của {one.number}" for n in range(1, len(one.dues) + 1)]
        held = (
            bare(" ".join([one.number, "Tỉnh ủy", one.summary, *tasks])).replace(",", " ").split()
        )
        if all(any(word.startswith(part) for word in held) for part in bare(words).split()):
            expected.add(one.number)
    assert found == expected


MARKS = {
    **dict.fromkeys("áàảãạăắằẳẵặâấầẩẫậ", "a"), **dict.fromkeys("éèẻẽẹêếềểễệ", "e"), "đ": "d",
    **dict.fromkeys("íìỉĩị", "i"), **dict.fromkeys("óòỏõọôốồổỗộơớờởỡợ", "o"),
    **dict.fromkeys("úùủũụưứừửữự", "u"), **dict.fromkeys("ýỳỷỹỵ", "y"),
}  # fmt: skip
