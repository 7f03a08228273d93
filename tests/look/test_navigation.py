"""The places shown in the shell."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from django.utils import timezone, translation

from taonguon.config import navigation
from taonguon.core import access

NAMES = {"year": "", "duties": "viec/", "organisations": "chi-bo/", "members": "dang-vien/", "cases": "ho-so/",
         "prospect_board": "nguon/", "introductions": "gioi-thieu/", "meetings": "sinh-hoat/",
         "classes": "lop/", "documents": "van-ban/", "targets": "chi-tieu/", "rules": "quy-dinh/",
         "imports": "nap/"}  # fmt: skip
ELSEWHERE = {"duties", "introductions"}  # reached from the year and from the prospects
urlpatterns = [path(at, lambda request: HttpResponse(), name=name) for name, at in NAMES.items()]


@dataclass(frozen=True)
class Grant:
    role: str
    start_on: date
    end_on: date | None = None


def asked(at, *, signed_in=True, role="office"):
    request = RequestFactory().get(at)
    request.user = SimpleNamespace(is_authenticated=signed_in)
    request._grants = [access.Grant(role, "000001", date(2020, 1, 1))]
    return request


@pytest.fixture(autouse=True)
def _addresses(settings):
    settings.ROOT_URLCONF = __name__


def test_nobody_sees_a_place_before_signing_in():
    assert navigation.entries(asked("/", signed_in=False)) == []
    assert navigation.navigation(RequestFactory().get("/")) == {"entries": [], "role_names": []}


def test_the_places_stand_in_their_order():
    places = [f"/{at}" for name, at in NAMES.items() if name not in ELSEWHERE]
    assert [e.url for e in navigation.entries(asked("/"))] == places


def test_introductions_are_a_place_for_those_who_do_not_see_the_prospects():
    assert "/gioi-thieu/" not in [e.url for e in navigation.entries(asked("/"))]
    assert "/gioi-thieu/" in [e.url for e in navigation.entries(asked("/", role="mass"))]


@pytest.mark.parametrize(
    ("role", "places"),
    [
        ("office", [name for name in NAMES if name not in ELSEWHERE]),
        ("deputy", [name for name in NAMES if name not in ELSEWHERE | {"imports"}]),
        (
            "secretary",
            [name for name in NAMES if name not in ELSEWHERE | {"imports"}],
        ),
        ("mass", ["duties", "introductions"]),
        ("superior", ["year", "organisations", "targets", "rules"]),
        ("administrator", ["duties"]),
    ],
)
def test_a_place_is_shown_to_those_who_may_go_there(role, places):
    shown = [entry.url for entry in navigation.entries(asked("/", role=role))]
    assert shown == [f"/{NAMES[name]}" for name in places]


def test_the_column_is_no_longer_than_eleven_places():
    assert len(navigation.entries(asked("/"))) <= 11


def test_a_phone_has_room_for_four():
    assert sum(e.in_tabs for e in navigation.entries(asked("/"))) == 4


def test_a_phone_shows_other_places_where_there_is_room():
    shown = [e.url for e in navigation.entries(asked("/", role="mass")) if e.in_tabs]
    assert shown == ["/viec/", "/gioi-thieu/"]


@pytest.mark.parametrize(
    ("at", "active"), [("/", "/"), ("/chi-bo/", "/chi-bo/"), ("/chi-bo/6/", "/chi-bo/")]
)
def test_one_place_is_marked(at, active):
    assert [e.url for e in navigation.entries(asked(at)) if e.active] == [active]


def test_no_place_is_marked_elsewhere():
    assert not any(e.active for e in navigation.entries(asked("/tai-khoan/")))


def test_a_role_is_named_once_while_it_is_held():
    today = timezone.localdate()
    grants = [
        Grant("office", today),
        Grant("office", today - timedelta(days=9)),
        Grant("deputy", today + timedelta(days=1)),
        Grant("secretary", today - timedelta(days=9), today),
    ]
    with translation.override("vi"):
        assert navigation.role_names(grants) == ["Văn phòng, ban xây dựng Đảng"]
    with translation.override("en"):
        assert navigation.role_names(grants) == ["Office, party building"]
