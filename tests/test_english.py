"""English is the second language: pages and commands speak it whole when asked to."""

import argparse
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone

from taonguon.accounts import actions as accounts
from taonguon.commands.main import NAMES, main
from tests import cast

VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.I
)
DATA = re.compile(r"Tạo Nguồn|Tiếng Việt|Đảng bộ xã An Hòa|Đảng bộ xã Khánh Nhạc|Chi bộ [^<“”]*")
PLACES = ["/", "/to-chuc/", "/dang-vien/", "/nguon/", "/chi-tieu/", "/chi-tieu/giao/", "/nap/"]


class Said(HTMLParser):
    """The words of a page's navigation, headings, labels and buttons."""

    LISTENED = {"h1", "h2", "label", "button", "th", "summary", "nav", "legend"}

    def __init__(self):
        super().__init__()
        self.inside, self.words = 0, []

    def handle_starttag(self, tag, attrs):
        self.inside += tag in self.LISTENED

    def handle_endtag(self, tag):
        self.inside -= tag in self.LISTENED

    def handle_data(self, data):
        if self.inside and data.strip():
            self.words.append(data.strip())


@pytest.fixture
def office(db):
    """Return a browser of the office of An Hòa, switched to English."""
    root = cast.commune()
    cast.record(cast.admission(cast.LAN, cast.HAMLET_1, "2022-05-19", sex="female"))
    user = accounts.give_account(
        username="vanphong", full_name="Office", password="mot-mat-khau-dai", at=cast.MORNING
    )
    accounts.give_role(
        user=user, role="office", organisation=root.pk, on=timezone.localdate(), at=cast.MORNING
    )
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    browser.cookies["django_language"] = "en"
    return browser


@pytest.mark.parametrize("address", PLACES)
def test_a_page_speaks_english_when_switched(office, address):
    page = Said()
    page.feed(office.get(address).content.decode())
    assert page.words
    left = [words for words in page.words if VIETNAMESE.search(DATA.sub("", words))]
    assert not [words for words in left if "Nguyễn" not in words]


def test_the_same_page_is_vietnamese_when_not_switched(office):
    del office.cookies["django_language"]
    assert "Bức tranh năm" in office.get("/").content.decode()


@pytest.fixture
def help_of(capsys, monkeypatch):
    """Return the help of a command in a language."""
    monkeypatch.setattr(argparse, "_", argparse._)

    def told(name, language):
        with pytest.raises(SystemExit):
            main([*([name] if name else []), "--lang", language, "--help"])
        return capsys.readouterr().out

    return told


@pytest.mark.parametrize("name", [*NAMES, ""])
def test_help_is_english_when_asked_for(help_of, name):
    told = DATA.sub("", help_of(name, "en"))
    told = re.sub(r"Văn phòng|= [^;]*", "", told)
    assert "usage: " in told
    assert not VIETNAMESE.search(told.replace("–", "")), told


@pytest.mark.parametrize("name", [*NAMES, ""])
def test_help_is_vietnamese_otherwise(help_of, name):
    told = help_of(name, "vi")
    assert "cách dùng: " in told
    assert "show this help" not in told
