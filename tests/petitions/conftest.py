"""The commune An Hòa, where residents hand in petitions, and how a test hands one in."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from taonguon.organisations.models import Organisation
from taonguon.petitions.actions import box, handling
from taonguon.petitions.actions.handling import Said, Told
from tests import cast

WORDS = "Đường ra cánh đồng thôn 1 bị ngập, đề nghị nạo vét mương."


def told(**changed):
    """Return a petition as handed in; what a test does not name is as usual."""
    usual = {
        "through": "cell", "body": "", "kind": "roads", "text": WORDS, "on": date(2023, 4, 20),
        "publishable": True, "name": "", "reach": "",
    }  # fmt: skip
    return Told(**{**usual, **changed})


@pytest.fixture
def commune(db):
    return cast.commune()


@pytest.fixture
def cell(commune):
    return Organisation.objects.get(pk=cast.HAMLET_1)


@pytest.fixture
def do(commune, at):
    """Return what is done with a petition, each step on the day it is recorded unless told otherwise."""

    def receive(unit=cast.HAMLET_1, at=at, **changed):
        changed.setdefault("on", timezone.localdate(at))
        place = Organisation.objects.get(pk=unit)
        return handling.receive(told=told(**changed), organisation=place, by=None, at=at)

    def step(verb, petition, days=0, on=None, **said):
        moment = at + timedelta(days=days)
        what = Said(on or timezone.localdate(moment), **said)
        return getattr(handling, verb)(petition=petition, said=what, by=None, at=moment)

    def answered(days=0, **changed):
        return step("answer", receive(**changed), days, text="Đã nạo vét xong.")

    def published(days=0, **changed):
        shown = {"matter": "Mương thôn 1 bị tắc.", "text": "Đã nạo vét xong."}
        return step("publish", answered(days, **changed), days, **shown)

    def opened(unit=cast.COMMUNE):
        place = Organisation.objects.get(pk=unit)
        return box.switch(commune=place, opened=True, by=None, at=at)

    return SimpleNamespace(
        receive=receive, step=step, answered=answered, published=published, opened=opened
    )
