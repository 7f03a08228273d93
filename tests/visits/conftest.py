"""The commune An Hòa with its committee, and how visits and meetings of its cells are recorded."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from taonguon.cells import actions as cells
from taonguon.cells.actions import Seat
from taonguon.core.month import Month
from taonguon.organisations.models import Organisation
from taonguon.visits.actions import calendar
from taonguon.visits.actions import visiting as actions
from taonguon.visits.actions.calendar import Plan, Result
from taonguon.visits.actions.visiting import Promise, Went
from tests import cast

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
NOVEMBER = Month(2026, 11)


def day(text):
    return date.fromisoformat(text)


def unit(number=cast.HAMLET_1):
    return Organisation.objects.get(pk=number)


def seat(name, since="2020-01-01", until=None, commune=cast.COMMUNE):
    told = Seat(name, "Đảng ủy viên", day(since), day(until) if until else None, "12-QĐ", None)
    return cells.seat(organisation=unit(commune), told=told, by=None, at=NOW)


def charge(member, *numbers, on="2026-01-01"):
    cells.charge(
        cells=dict.fromkeys(numbers, member.pk), on=day(on), document="1-TB", by=None, at=NOW
    )


def go(member, on="2026-11-10", cell=cast.HAMLET_1, raised=(), promises=(), **said):
    """Let a member visit hamlet 1 or another cell."""
    key = said.pop("key", f"{member.pk} {on} {cell}")
    went = Went(unit(cell), member, day(on), said.get("attended", True), said.get("heard", ""), key)
    return actions.record_visit(
        went=went, raised=raised, promises=promises, by=None, at=said.get("at", NOW)
    )


def promise(text="Xin thêm chỗ học lớp", owner="Văn phòng", due="2026-11-20"):
    return Promise(text, owner, day(due))


def answer(one, kept=True, text=""):
    return actions.answer(agreement=one, kept=kept, text=text, by=None, at=NOW)


def plan(on="2026-11-05", cell=cast.HAMLET_1, at="19:30", month=NOVEMBER, **said):
    hour = time.fromisoformat(at) if at else None
    told = Plan(
        unit(cell), day(on), hour, said.get("place", "Nhà văn hóa"), said.get("form", "together")
    )
    return calendar.plan(month=month, plans=[told], by=None, at=NOW)


def result(on="2026-11-05", cell=cast.HAMLET_1, held=True, month=NOVEMBER, **said):
    counted = {"summoned": 20, "present": 18} if held else {}
    told = Result(held, day(on), said.pop("form", "together"), **{**counted, **said})
    return calendar.record_result(cell=unit(cell), month=month, result=told, by=None, at=NOW)


@pytest.fixture
def commune(db):
    return cast.commune()


@pytest.fixture
def do(commune):
    """Return what a test does, each with what it need not say filled in."""
    return SimpleNamespace(
        seat=seat, charge=charge, go=go, promise=promise, answer=answer, plan=plan, result=result,
        unit=unit, day=day, now=NOW, month=NOVEMBER,
    )  # fmt: skip


@pytest.fixture
def hoa(do):
    return do.seat("Trần Thị Hòa")
