"""An installation's folder and key, and the language of its pages."""

import stat
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from taonguon.config import home
from taonguon.config.language import LanguageMiddleware
from taonguon.config.words import birth, day
from tests import cast


def test_the_folder_is_the_one_named_and_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("TAONGUON_HOME", str(tmp_path / "so" / "xa"))
    assert home.folder() == tmp_path / "so" / "xa"
    assert home.folder().is_dir()


def test_without_a_name_it_is_the_users_own_data_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("TAONGUON_HOME")
    monkeypatch.setattr(home.platformdirs, "user_data_dir", lambda *_, **__: tmp_path / "rieng")
    assert home.folder() == tmp_path / "rieng"


def test_the_key_is_drawn_once_and_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("TAONGUON_HOME", str(tmp_path))
    first = home.secret_key()
    assert len(first) >= 50
    assert home.secret_key() == first


def test_two_installations_have_two_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("TAONGUON_HOME", str(tmp_path / "a"))
    first = home.secret_key()
    monkeypatch.setenv("TAONGUON_HOME", str(tmp_path / "b"))
    assert home.secret_key() != first


def test_the_key_is_readable_by_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("TAONGUON_HOME", str(tmp_path))
    home.secret_key()
    mode = stat.S_IMODE((tmp_path / "secret-key").stat().st_mode)
    assert mode == (0o600 if sys.platform != "win32" else mode)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folder closed")


@POSIX
def test_the_folder_and_the_database_are_readable_by_their_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("TAONGUON_HOME", str(tmp_path / "so"))
    home.make_database()
    assert (mode(tmp_path / "so"), mode(tmp_path / "so" / home.DATABASE)) == (0o700, 0o600)


@POSIX
def test_what_an_earlier_version_left_open_is_closed(tmp_path, monkeypatch):
    monkeypatch.setenv("TAONGUON_HOME", str(tmp_path))
    home.secret_key()
    (tmp_path / home.DATABASE).touch()
    (tmp_path / home.DATABASE).chmod(0o644)
    tmp_path.chmod(0o755)
    home.make_database()
    assert (mode(tmp_path), mode(tmp_path / home.DATABASE)) == (0o700, 0o600)


@POSIX
def test_a_folder_that_is_no_installation_yet_keeps_its_mode(tmp_path, monkeypatch):
    monkeypatch.setenv("TAONGUON_HOME", str(tmp_path))
    tmp_path.chmod(0o755)
    home.folder()
    assert mode(tmp_path) == 0o755


@pytest.mark.parametrize(
    ("cookie", "browser", "language"),
    [
        (None, "en-US,en", "vi"),
        (None, "vi", "vi"),
        ("en", "vi", "en"),
        ("vi", "en-US", "vi"),
        ("fr", "fr", "vi"),
    ],
)
def test_a_page_is_vietnamese_unless_the_reader_has_switched(cookie, browser, language):
    request = RequestFactory().get("/", headers={"accept-language": browser})
    if cookie:
        request.COOKIES["django_language"] = cookie
    heard = []

    def page(_):
        heard.append(translation.get_language())
        return HttpResponse()

    answer = LanguageMiddleware(page)(request)
    assert heard == [language]
    assert answer["Content-Language"] == language


def test_the_switch_of_one_page_does_not_stay_for_the_next():
    before = translation.get_language()
    request = RequestFactory().get("/")
    request.COOKIES["django_language"] = "en"
    LanguageMiddleware(lambda _: HttpResponse())(request)
    assert translation.get_language() == before


def test_days_and_births_are_written_as_on_paper():
    assert day(cast.date(2023, 4, 1)) == "1/4/2023"
    assert day(None) == "–"
    assert [birth("1980-05-01"), birth("1980"), birth("")] == ["1/5/1980", "1980", "–"]
