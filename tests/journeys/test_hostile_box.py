"""The public form attacked through the real server: many senders, broken bodies, a page sent by many."""

import http.client
import re
import socket
import sqlite3
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from random import Random
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pytest

from taonguon.config import home

FORM = "application/x-www-form-urlencoded"
BOX = "/hop-thu/1/"
SENDINGS, SENDERS, AT_ONCE, WAIT, SEED = 400, 40, 8, 6, 20261125
WORDS = "Bài thử máy chủ: đèn đường ngõ 9 tắt đã mười hôm, xin thay bóng."
BODIES = (
    b"", b"&" * 5000, b"text=%FF%FE%ED%A0%80", b"\x00" * 200, b"a=" + b"b" * 40_000, b"{}",
    b"tem=%00&kind=land&text=" + b"%E2%80%AE" * 200, b"--x\r\n", bytes(range(256)),
)  # fmt: skip
KINDS = (
    FORM, FORM, FORM, "multipart/form-data; boundary=x", "application/json", "text/xml",
    f"{FORM}; charset=utf-16", "",
)  # fmt: skip


class Sender:
    """Somebody at an address of their own on this machine."""

    def __init__(self, address, number):
        to = urlsplit(address)
        self.host, self.port, self.own = to.hostname, to.port, (f"127.1.0.{number}", 0)

    def ask(self, method, body=None, kind=None, path=BOX):
        """Return the status and the words of an answer."""
        headers = {"Content-Type": kind} if kind else {}
        with closing(
            http.client.HTTPConnection(self.host, self.port, timeout=30, source_address=self.own)
        ) as line:
            line.request(method, path, body=body, headers=headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()

    def page(self):
        """Open the form; return its stamp."""
        status, words = self.ask("GET")
        assert status == 200
        return re.search(r'<input[^>]*name="tem"[^>]*value="([^"]+)"', words)[1]


def asked(sample, sql, *values):
    """Ask the database of the running product, without writing."""
    file = (sample.home / home.DATABASE).as_posix()
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as base:
        return base.execute(sql, values).fetchall()


def count(sample):
    return asked(sample, "select count(*) from petitions_petition where through = 'form'")[0][0]


@pytest.fixture(scope="module")
def attacked(sample):
    """Flood the form with what is no petition; then let many send one page at once, and again."""
    chance, first = Random(SEED), Sender(sample.address, 1)
    stamp, before, opened = first.page(), count(sample), time.monotonic()
    jobs = [
        (
            Sender(sample.address, chance.randint(10, 10 + SENDERS)),
            chance.choice(BODIES),
            chance.choice(KINDS),
        )
        for _ in range(SENDINGS)
    ]
    with ThreadPoolExecutor(AT_ONCE) as many:
        answers = list(many.map(lambda job: job[0].ask("POST", *job[1:])[0], jobs))
        flooded = count(sample)
        time.sleep(max(0, WAIT - (time.monotonic() - opened)))
        told = urlencode({"kind": "roads", "text": WORDS, "tem": stamp})
        sent = list(
            many.map(
                lambda n: Sender(sample.address, 100 + n).ask("POST", told, FORM)[0], range(AT_ONCE)
            )
        )
    return SimpleNamespace(
        codes=Counter(answers), before=before, flooded=flooded, sent=sent, stamp=stamp,
        after=count(sample),
    )  # fmt: skip


def test_what_is_no_petition_is_refused_by_the_server_without_a_fault(attacked):
    assert sum(attacked.codes.values()) == SENDINGS
    assert set(attacked.codes) <= {200, 400, 429}
    assert attacked.flooded == attacked.before


def test_one_page_sent_by_many_at_once_is_kept_once_and_all_are_thanked(attacked, sample):
    assert attacked.sent == [302] * AT_ONCE
    assert attacked.after == attacked.before + 1
    assert asked(sample, "select count(*) from petitions_petition where text = ?", WORDS) == [(1,)]


def test_the_page_used_up_sends_nothing_else(attacked, sample):
    told = urlencode({"kind": "roads", "text": f"{WORDS} Việc khác nữa.", "tem": attacked.stamp})
    status, words = Sender(sample.address, 200).ask("POST", told, FORM)
    assert status == 200
    assert "đã gửi một kiến nghị rồi" in words
    assert count(sample) == attacked.after


def test_who_sends_without_end_is_told_to_wait_and_others_are_not(attacked, sample):
    endless = Sender(sample.address, 201)
    codes = [endless.ask("POST", b"a=b", FORM)[0] for _ in range(35)]
    assert codes[-1] == 429
    assert codes.count(429) == 5
    assert Sender(sample.address, 202).ask("POST", b"a=b", FORM)[0] == 200


def test_a_line_that_is_no_web_breaks_nothing(attacked, sample):
    to = urlsplit(sample.address)
    for said in (
        b"\x00" * 100,
        b"POST / HTTP/9\r\n\r\n",
        b"GET " + b"x" * 20_000,
        b"\xff\xfe\r\n\r\n",
    ):
        with closing(socket.create_connection((to.hostname, to.port), timeout=10)) as line:
            line.sendall(said)
    assert Sender(sample.address, 203).ask("GET")[0] == 200


def test_no_address_of_a_sender_lies_in_the_database(attacked, sample):
    tables = [
        name
        for (name,) in asked(
            sample,
            "select name from sqlite_master where type = 'table' and name like 'petitions_%'",
        )
    ]
    assert tables
    for table in tables:
        assert "127.1.0." not in str(asked(sample, f"select * from {table}"))


def test_a_flood_leaves_no_fault_in_the_servers_book(attacked, sample):
    said = (sample.home / "served.log").read_text("utf-8", errors="replace")
    assert "Internal Server Error" not in said
    assert "OperationalError" not in said
