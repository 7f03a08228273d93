"""One letter a day against a real mail server: sent once, never twice, and what is told when it is not."""

import re
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from importlib import import_module
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from django.db import IntegrityError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from taonguon.accounts import actions as accounts
from taonguon.commands import main as program
from taonguon.commands import remind as command
from taonguon.core.duties import Duty, Link, Place, Shown
from taonguon.duties import letter, posting
from taonguon.duties.actions import letters, wishes
from taonguon.duties.actions.wishes import Asked
from taonguon.duties.models import BEGUN, FAILED, REFUSED, SENT, UNSURE, Letter, Wish
from taonguon.journal.models import JournalEntry as Entry
from taonguon.people.actions import Refused
from tests import cast

NOW = datetime(2023, 4, 21, 2, 0, tzinfo=cast.UTC)
HERE = datetime(2023, 4, 21, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # a Friday
EVERY_DAY = "1234567"
ADDRESS = "https://so.example.vn"


class Box:
    """A mail server's behaviour: keeps what it accepts, and says what it is told to say."""

    def __init__(self):
        self.kept, self.to_recipient, self.to_data = [], "250 OK", "250 OK"
        self.refuses = ""

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address == self.refuses:
            return "550 nobody of that name"
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server, _session, envelope):
        if self.to_data == "break off":
            server.transport.abort()
            return "250 OK"
        if self.to_data.startswith("250"):
            told = message_from_bytes(envelope.content, policy=policy.default)
            self.kept.append((envelope.rcpt_tos, told))
        return self.to_data


@pytest.fixture
def box(settings):
    """Run a real mail server on a port of its own; letters go there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT, settings.ADDRESS = "127.0.0.1", 5, ADDRESS
    told = Box()
    with listening(told, settings):
        yield told


@contextmanager
def listening(told, settings):
    server = Controller(told, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_PORT = server.port
    try:
        yield
    finally:
        server.stop()


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def reader(db):
    """The deputy of a commune without targets and with cells never visited, who wishes letters."""
    cast.commune()
    return wishing("hoa", "deputy")


def wishing(name, role, **more):
    user = accounts.give_account(username=name, full_name=name, password="không đoán", at=NOW)
    accounts.give_role(user=user, role=role, organisation=cast.COMMUNE, on=date(2021, 1, 1), at=NOW)
    wish(user, **more)
    return user


def wish(user, **more):
    told = {
        "wanted": True, "address": f"{user.username}@example.org", "days": EVERY_DAY, "hour": 0,
        "language": "vi",
    }  # fmt: skip
    return wishes.wish(asked=Asked(**{**told, **more}), by=user, at=NOW)


def run(*arguments):
    return program.main(["remind", *arguments])


def state():
    return list(Letter.objects.values_list("state", flat=True))


@pytest.mark.django_db
def test_a_letter_tells_how_much_is_due_and_where_and_names_nobody(reader, box, capsys):
    assert run() == 0
    ((to, told),) = box.kept
    assert to == ["hoa@example.org"]
    assert told["Subject"].strip().startswith("Tạo Nguồn, ")
    assert told["Subject"].endswith("9 việc cần làm")
    plain = told.get_body(("plain",)).get_content()
    page = told.get_body(("html",)).get_content()
    for part in (plain, page):
        assert "Chi bộ lâu chưa ai dự sinh hoạt" in part
        assert "Chỉ tiêu năm chưa giao" in part
        assert f"{ADDRESS}/viec-can-lam/" in part
        assert "thôn" not in part  # neither cells nor people
    assert "Quá hạn: 9" in plain
    assert "Chi bộ lâu chưa ai dự sinh hoạt: 4" in plain
    assert "{#" not in plain + page
    assert "1 thư" in capsys.readouterr().out
    (kept,) = Letter.objects.all()
    assert (kept.state, kept.duties, kept.why) == (SENT, 9, "")
    assert Entry.objects.filter(act="duties.letter").count() == 1


@pytest.mark.django_db
def test_a_letter_in_english_for_who_chose_it(reader, box):
    wish(reader, language="en")
    with translation.override("en"):
        name = letter.telling.kind("visit.cell")
    run("--lang", "vi")
    ((_to, told),) = box.kept
    assert name in told.get_body(("plain",)).get_content()


@pytest.mark.django_db
def test_without_an_address_of_the_pages_a_letter_has_no_links(reader, box, settings):
    settings.ADDRESS = ""
    run()
    ((_to, told),) = box.kept
    assert "http" not in told.get_body(("plain",)).get_content()
    assert "List-Unsubscribe" not in told


@pytest.mark.django_db
def test_a_second_run_on_the_same_day_sends_nothing(reader, box):
    assert run() == run() == 0
    assert len(box.kept) == 1
    assert state() == [SENT]


@pytest.mark.django_db
def test_the_next_day_has_a_letter_of_its_own(reader, box):
    (asked,), at = Wish.objects.all(), timezone.localtime()
    for days in (0, 0, 1):
        command.remind(asked, at + timedelta(days=days), dry=False)
    assert len(box.kept) == 2
    assert Letter.objects.count() == 2


@pytest.mark.django_db
def test_with_nothing_due_nothing_is_sent(box):
    cast.commune()
    wishing("la", "committee", address="la@example.org")
    accounts.give_account(username="khac", full_name="Khác", password="không đoán", at=NOW)
    wishing("cap", "superior")
    (mine,) = Wish.objects.filter(user__username="cap")
    assert command.remind(mine, HERE.replace(month=1, day=1), dry=False) is None
    assert box.kept == []
    assert state() == []


@pytest.mark.parametrize(
    ("days", "hour", "sent"), [("5", 8, 1), ("5", 9, 1), ("5", 10, 0), ("46", 0, 0), ("45", 0, 1)]
)
@pytest.mark.django_db
def test_a_letter_waits_for_its_day_and_hour(reader, days, hour, sent):
    wish(reader, days=days, hour=hour)
    friday = HERE
    assert len(command.waiting(friday)) == sent


@pytest.mark.django_db
def test_who_does_not_wish_letters_or_signs_in_no_more_gets_none(reader, box):
    wish(reader, wanted=False)
    run()
    wish(reader)
    reader.is_active = False
    reader.save()
    run()
    assert box.kept == []


@pytest.mark.django_db
def test_a_server_that_is_down_is_told_and_the_next_run_sends(reader, box, settings, capsys):
    settings.EMAIL_PORT = down = free_port()  # nobody listens there
    assert run() == 1
    assert f"Không nối được máy chủ thư 127.0.0.1, cổng {down}." in capsys.readouterr().err
    assert state() == [FAILED]
    assert "chưa gửi được" in letter.telling.letter(Letter.objects.get())["words"]
    with listening(box, settings):
        assert run() == run() == 0
    assert len(box.kept) == 1
    assert (state(), Letter.objects.get().why) == ([SENT], "")


@pytest.mark.parametrize(
    ("told", "becomes", "later"),
    [
        ({"to_recipient": "550 no such user"}, REFUSED, 0),
        ({"to_recipient": "450 busy"}, FAILED, 1),
        ({"to_data": "451 try later"}, FAILED, 1),
        ({"to_data": "554 refused"}, FAILED, 1),
        ({"to_data": "break off"}, UNSURE, 0),
    ],
)
@pytest.mark.django_db
def test_only_what_was_certainly_not_accepted_is_sent_again(
    reader, box, capsys, told, becomes, later
):
    vars(box).update(told)
    assert run() == 1
    assert state() == [becomes]
    said = capsys.readouterr().err
    assert said.startswith("hoa@example.org: ")
    if code := re.search(r"\d{3}", next(iter(told.values()))):
        assert f"mã {code[0]}" in said
    box.to_recipient = box.to_data = "250 OK"
    run()
    assert len(box.kept) == later
    assert state() == [SENT if later else becomes]


@pytest.mark.django_db
def test_a_run_that_breaks_off_while_sending_is_not_made_up_for(reader, box, monkeypatch):
    def broken(_letter):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(posting, "post", broken)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert state() == [BEGUN]
    assert run() == 0
    assert box.kept == []


@pytest.fixture
def several(tmp_path, monkeypatch, transactional_db):
    """Let other threads reach the database: one in memory is copied into a file for them."""
    cast.commune()
    wishing("hoa", "deputy")
    if connection.vendor == "sqlite":
        path = tmp_path / "several.sqlite3"
        with sqlite3.connect(path) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    def run(work, times):
        with ThreadPoolExecutor(times) as workers:
            return list(workers.map(lambda _n: closing(work), range(times)))

    return run


def closing(work):
    try:
        return work()
    finally:
        connection.close()


def send():
    (asked,) = Wish.objects.select_related("user")
    answer = command.remind(asked, timezone.localtime(), dry=False)
    return answer.state if answer else ""


@pytest.mark.django_db(transaction=True)
def test_of_runs_at_once_one_sends(several, box):
    assert sorted(several(send, 6)) == ["", "", "", "", "", SENT]
    assert len(box.kept) == 1
    assert several(state, 1) == [[SENT]]


@pytest.mark.django_db
def test_the_database_holds_one_letter_a_day(reader):
    day = date(2023, 4, 21)
    assert letters.claim(user=reader, day=day, duties=1, at=NOW) is not None
    assert letters.claim(user=reader, day=day, duties=1, at=NOW) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(user=reader, day=day, state=SENT, duties=1, begun_at=NOW)


@pytest.mark.django_db
def test_one_reader_s_wrong_address_keeps_no_letter_from_the_others(reader, box, capsys):
    wishing("an", "office", address="an@example.org")
    wishing("binh", "deputy", address="binh@example.org", language="en")
    box.refuses = "an@example.org"
    assert run() == 1
    assert sorted(to for ((to,), _told) in box.kept) == ["binh@example.org", "hoa@example.org"]
    assert sorted(state()) == [REFUSED, SENT, SENT]
    assert capsys.readouterr().err.count("\n") == 1
    assert run() == 0  # nobody is written to twice, nor the wrong address again
    assert len(box.kept) == 2


@pytest.mark.django_db
def test_a_new_wish_keeps_the_key_by_which_letters_are_stopped(reader):
    key = Wish.objects.get().key
    wish(reader, hour=9, days="1")
    assert (Wish.objects.get().key, Wish.objects.get().hour) == (key, 9)
    wishes.stop(key=key, at=NOW)
    wishes.stop(key=key, at=NOW)  # pressed twice
    told = [one.details for one in Entry.objects.filter(act="duties.letters").order_by("pk")]
    assert told == [{"wanted": True}, {"wanted": True}, {"wanted": False}]


@pytest.mark.django_db
def test_a_claim_is_refused_inside_a_transaction_that_could_be_taken_back(reader):
    with pytest.raises(RuntimeError), transaction.atomic():
        letters.claim(user=reader, day=date(2023, 4, 21), duties=1, at=NOW)
    assert state() == []


def test_who_asked_for_the_digest_of_before_is_written_to_on_mondays():
    carried = []
    rows = [SimpleNamespace(user_id=7, user=SimpleNamespace(email="a@b.vn"), made_at=NOW)]
    found = SimpleNamespace(exclude=lambda **_asked: SimpleNamespace(select_related=lambda _: rows))
    models = {
        "Reminder": SimpleNamespace(objects=SimpleNamespace(filter=lambda **_asked: found)),
        "Wish": SimpleNamespace(
            objects=SimpleNamespace(create=lambda **told: carried.append(told))
        ),
    }
    step = import_module("taonguon.duties.migrations.0002_letters_asked_before")
    step.carry(SimpleNamespace(get_model=lambda _app, name: models[name]), None)
    (told,) = carried
    assert (told["user_id"], told["wanted"], told["address"]) == (7, True, "a@b.vn")
    assert (told["days"], told["hour"], len(told["key"])) == ("1", 7, 48)
    assert {field.name for field in Wish._meta.fields} >= set(told) - {"user_id"}


@pytest.mark.django_db
def test_without_a_mail_server_one_sentence_says_so(reader, settings, capsys):
    settings.EMAIL_HOST = ""
    assert run() == 1
    assert "đặt TAONGUON_EMAIL_HOST" in capsys.readouterr().err
    assert state() == []
    assert run("--dry-run") == 0
    assert "hoa@example.org: 9" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_wrong_password_is_told_and_not_shown(reader, box, settings, capsys):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "ten", "mat-khau-sai"
    assert run() == 1
    said = capsys.readouterr().err
    assert "mat-khau-sai" not in said
    assert state() == [FAILED]


@pytest.mark.parametrize(
    "address",
    ["a@example.org\nBcc: b@example.org", "a@example.org\r\n\r\nThư khác", "a b@example.org", "a@"],
)
@pytest.mark.django_db
def test_no_header_can_be_put_in_by_an_address(reader, box, address):
    with pytest.raises(Refused, match="không phải là địa chỉ thư"):
        wish(reader, address=address)
    assert Wish.objects.get().address == "hoa@example.org"
    Wish.objects.update(address=address)  # as if it had come in by another way
    run()
    assert not [told for to, told in box.kept if len(to) != 1 or told["Bcc"]]
    assert not [told for _to, told in box.kept if "Thư khác" in told.as_string()]
    assert state() == [SENT] or not box.kept


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"address": ""}, "Chưa ghi địa chỉ thư"),
        ({"days": ""}, "Chưa chọn ngày"),
        ({"days": "8"}, "Ngày hoặc giờ"),
        ({"hour": 24}, "Ngày hoặc giờ"),
    ],
)
@pytest.mark.django_db
def test_a_wish_that_cannot_be_kept_is_refused(reader, more, why):
    with pytest.raises(Refused, match=why):
        wish(reader, **more)


@pytest.mark.django_db
def test_the_database_holds_no_wish_without_an_address(reader):
    for broken in ({"address": ""}, {"days": ""}, {"hour": 24}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Wish.objects.update(**broken)


@pytest.mark.django_db
def test_letters_are_stopped_from_a_letter_without_signing_in(reader, box):
    run()
    ((_to, told),) = box.kept
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = told["List-Unsubscribe"].strip(" <>").removeprefix(ADDRESS)
    browser = Client(enforce_csrf_checks=True)
    assert "Thôi nhận thư" in browser.get(path).content.decode()
    assert Wish.objects.get().wanted  # opening it stops nothing: mail programs look ahead
    assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Wish.objects.get().wanted
    Letter.objects.all().delete()
    run()
    assert len(box.kept) == 1
    assert Client().get(reverse("reminders_stop", args=["khong-co"])).status_code == 404
    assert wishes.stop(key="khong-co", at=NOW) is None


@pytest.mark.django_db
def test_a_trial_is_no_letter_of_the_day_and_cannot_be_repeated_at_once(reader, box):
    kept = wishes.begin_trial(by=reader, at=NOW)
    assert posting.post(letter.trial(kept, NOW.date())).state == SENT
    ((_to, told),) = box.kept
    assert "Thư thử" in told.get_body(("plain",)).get_content()
    assert state() == []
    with pytest.raises(Refused, match="đợi 60 giây"):
        wishes.begin_trial(by=reader, at=NOW + timedelta(seconds=59))
    wishes.begin_trial(by=reader, at=NOW + timedelta(seconds=60))


def test_the_words_of_a_letter_carry_nothing_of_a_duty_but_its_kind(settings):
    settings.ADDRESS = ADDRESS
    place = Place("a", 1, "Chi bộ thôn 1")
    one = Duty("case.cell", "1", "Biểu quyết kết nạp", date(2023, 5, 1), place, Link("duties"),
               about="Lê Thị Mai", personal=True)  # fmt: skip
    asked = Wish(address="a@example.org", language="vi", key="k" * 48)
    told = letter.digest(asked, [Shown(one, "late")], date(2023, 5, 2))
    words = told.body + told.alternatives[0][0] + str(told.extra_headers) + told.subject
    assert not [part for part in ("Mai", "thôn", "Biểu quyết") if part in words]
    assert "Bước hồ sơ của chi bộ: 1" in told.body
    assert "loc=late&loai=case.cell" in told.body
