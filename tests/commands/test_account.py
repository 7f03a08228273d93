"""`taonguon account`: a password asked for, a role given, the commune founded in an empty register."""

from datetime import timedelta

import pytest
from django.utils import timezone

from taonguon.accounts.models import RoleGrant, User
from taonguon.core.access import ROLES
from taonguon.organisations.models import Organisation
from tests.commands import khanh_nhac
from tests.imports import an_hoa
from tests.imports.an_hoa import COMMUNE

pytestmark = pytest.mark.django_db

STRONG = "gạo-mới-đầu-mùa"


@pytest.fixture
def account(taonguon, answer):
    """Return how to give an account, the password coming through a pipe."""

    def give(*words, name="vanphong", password=STRONG, role="office", of=COMMUNE):
        answer(f"{password}\n", terminal=False)
        return taonguon("account", name, "--role", role, "--organisation", of, *words)

    return give


def nobody():
    return not User.objects.exists() and not RoleGrant.objects.exists()


def test_the_account_signs_in_with_the_password_of_the_pipe(begun, account):
    answer = account("--full-name", "Trần Văn Phòng")
    assert (answer.code, answer.out) == (0, f"vanphong: {ROLES['office'].vi}, {COMMUNE}.\n")
    user = User.objects.get(username="vanphong")
    assert user.check_password(STRONG)
    assert user.full_name == "Trần Văn Phòng"
    grant = user.grants.get()
    assert (grant.role, grant.organisation) == ("office", begun.organisation_id)
    assert grant.start_on == timezone.localdate()


@pytest.fixture
def begun(tmp_path):
    """Return the load that founded the commune."""
    return an_hoa.found(tmp_path)


@pytest.mark.parametrize("weak", ["ngắn", "", "1234567890", "vanphong123", "password123"])
def test_a_weak_password_is_refused_in_one_sentence(begun, account, weak):
    answer = account(password=weak)
    assert (answer.code, answer.out) == (1, "")
    (sentence,) = answer.err.splitlines()
    assert "mật khẩu yếu" in sentence
    assert "ít nhất 10 ký tự" in sentence
    assert nobody()


def test_a_known_user_keeps_the_password_and_gets_the_role(begun, account):
    account()
    answer = account(password="", role="secretary", of="Chi bộ thôn 1")
    assert answer.code == 0
    user = User.objects.get(username="vanphong")
    assert user.check_password(STRONG)
    assert sorted(user.grants.values_list("role", flat=True)) == ["office", "secretary"]


def test_on_a_terminal_the_password_is_asked_for_twice(begun, taonguon, answer, monkeypatch):
    answer("")
    typed = iter([STRONG, STRONG])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(typed))
    said = taonguon("account", "bithu", "--role", "office", "--organisation", COMMUNE)
    assert said.code == 0
    assert User.objects.get().check_password(STRONG)


def test_two_different_passwords_give_no_account(begun, taonguon, answer, monkeypatch):
    answer("")
    typed = iter([STRONG, STRONG + "!"])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(typed))
    said = taonguon("account", "bithu", "--role", "office", "--organisation", COMMUNE)
    assert (said.code, said.err) == (1, "Hai lần nhập mật khẩu khác nhau; chưa cấp tài khoản.\n")
    assert nobody()


def test_an_unknown_organisation_in_a_register_that_has_some_is_refused(begun, account):
    answer = account(of="Đảng bộ xã Bình Minh")
    assert answer.code == 1
    assert f"Đang có: {COMMUNE}." in answer.err
    assert nobody()


def test_an_unknown_role_is_misuse(begun, account):
    answer = account(role="king")
    assert answer.code == 2
    assert nobody()


def test_in_an_empty_register_the_commune_is_founded_and_told(account):
    answer = account(of="  Đảng bộ xã  An Hòa")
    today = timezone.localdate()
    assert answer.code == 0
    assert answer.out.splitlines()[0] == (
        f"Sổ còn trống: đã lập “{COMMUNE}”, "
        f"bắt đầu dùng sổ từ {today.day}/{today.month}/{today.year}."
    )
    commune = Organisation.objects.get()
    assert (commune.name, commune.kind, commune.use_begins_on) == (COMMUNE, "commune", today)
    assert RoleGrant.objects.get().organisation == commune.pk


@pytest.mark.parametrize("name", ["Chi bộ xóm 6", " "])
def test_an_empty_register_does_not_begin_with_a_cell(account, name):
    answer = account(of=name)
    assert answer.code == 1
    assert "không phải tên đầy đủ của một đảng bộ xã" in answer.err
    assert nobody()
    assert not Organisation.objects.exists()


def test_a_weak_password_founds_nothing(account):
    assert account(password="ngắn").code == 1
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("days", [0, 40], ids=["the same day", "forty days later"])
def test_lists_loaded_after_the_account_give_every_figure(account, taonguon, monkeypatch, days):
    account(of=khanh_nhac.COMMUNE)
    moment = timezone.now() + timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    answer = khanh_nhac.load(taonguon).values
    assert (answer["founded"], answer["rows"]["doubtful"]) == (False, 0)
    assert khanh_nhac.told(taonguon) == khanh_nhac.TRUTH
    known = khanh_nhac.figures(taonguon, "--known-at", "2999-01-01")
    assert {**known, "known_at": None} == khanh_nhac.figures(taonguon)


def test_who_acts_for_a_mass_organisation_is_given_the_role_for_that_one(begun, account):
    assert account("--mass-organisation", "women", name="phunu", role="mass").code == 0
    grant = User.objects.get(username="phunu").grants.get()
    assert (grant.role, grant.body) == ("mass", "women")


@pytest.mark.parametrize(
    ("role", "words"), [("mass", ()), ("office", ("--mass-organisation", "women"))]
)
def test_a_mass_organisation_goes_with_its_role_and_with_no_other(begun, account, role, words):
    answer = account(*words, role=role)
    assert (answer.code, answer.out) == (1, "")
    assert "phải kèm --mass-organisation" in answer.err
    assert nobody()
