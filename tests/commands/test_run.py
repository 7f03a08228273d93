"""Starting the product: everything made ready once, the sample on the first start, one clear refusal."""

import argparse
import json
import socket

import pytest
from django.contrib.auth import authenticate

from taonguon.accounts.models import RoleGrant, User
from taonguon.commands import run, sample
from taonguon.commands.speech import Stop
from taonguon.core.access import ROLES
from taonguon.organisations.models import Organisation
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path, settings):
    """Return a folder of this test's own for what starting leaves behind."""
    settings.HOME = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    return tmp_path


@pytest.fixture
def served(monkeypatch):
    """Return what would be served, instead of serving it for ever."""
    asked = []

    class Server:
        def __init__(self, target, **how):
            asked.append((target, how))

        def serve(self):
            asked.append("served")

    monkeypatch.setattr(run, "Granian", Server)
    return asked


def start(**changed):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"host": "127.0.0.1", "port": port, "empty": False, "workers": 1, **changed}
    return run.do(argparse.Namespace(**told))


def test_the_first_start_loads_the_sample_and_prints_address_and_accounts(home, served, capsys):
    assert start() == 0
    said = capsys.readouterr().out
    assert "http://127.0.0.1:" in said
    assert all(username in said for username, *_ in sample.ACCOUNTS)
    assert Organisation.objects.filter(kind="cell").count() == 28


def test_the_next_start_loads_nothing_more(home, served, capsys):
    start()
    capsys.readouterr()
    start()
    assert "Đang nạp xã mẫu" not in capsys.readouterr().out
    assert Organisation.objects.filter(kind="commune").count() == 1


def test_an_office_may_begin_with_an_empty_register(home, served, capsys):
    start(empty=True)
    assert not Organisation.objects.exists()
    assert "taonguon account" in capsys.readouterr().out


def test_it_serves_the_application_where_it_was_asked_to(home, served):
    start(empty=True, workers=2)
    target, how = served[0]
    assert target == "taonguon.config.wsgi:application"
    assert (how["address"], how["workers"]) == ("127.0.0.1", 2)
    assert served[1] == "served"


def test_a_taken_port_is_refused_before_anything_is_made(home, served):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Stop, match="--port"):
            start(port=taken.getsockname()[1])
    assert served == []
    assert not Organisation.objects.exists()


def test_static_files_are_gathered_once_for_a_version(home, served, monkeypatch):
    gathered = []
    monkeypatch.setattr(run, "call_command", lambda *words, **_: gathered.append(words[0]))
    start(empty=True)
    start(empty=True)
    assert gathered == ["collectstatic"]
    (home / "static" / ".version").write_text("0.0.1")
    start(empty=True)
    assert len(gathered) == 2


@pytest.fixture
def accounts(home):
    """Return the sample's accounts with their passwords, as the first start leaves them."""
    given.sample()
    return json.loads(sample.file().read_text("utf-8"))


def test_each_sample_account_signs_in_with_a_password_of_its_own(accounts):
    assert len(set(accounts.values())) == len(sample.ACCOUNTS)
    for username, password in accounts.items():
        assert authenticate(username=username, password=password).username == username


def test_each_sample_account_has_its_role_in_its_unit(accounts):
    for username, _, role, unit in sample.ACCOUNTS:
        grant = RoleGrant.objects.get(user__username=username)
        assert (grant.role, Organisation.objects.get(pk=grant.organisation).name) == (role, unit)
        assert role in ROLES


def test_an_account_that_was_removed_is_no_longer_printed(accounts):
    User.objects.get(username="captren").delete()
    assert not any("captren" in line for line in sample.lines())
    assert any("vanphong" in line for line in sample.lines())


def test_without_the_sample_no_accounts_are_printed(home):
    assert sample.lines() == []
