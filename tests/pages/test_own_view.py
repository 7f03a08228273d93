"""The private page: guessed, expired, revoked, replayed, too often, kept by nobody, telling of nobody else."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taonguon.applicants import actions
from taonguon.applicants.models import Link, Request
from taonguon.cases import facts as cases
from taonguon.journal.models import JournalEntry
from taonguon.people.models import Person
from tests.pages import page

pytestmark = pytest.mark.django_db

LINKED, VOTED = "Trần Ngọc Yến", "Trần Thu Hạnh"
SEALED = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
GUESSES = ["a", "A" * 43, "0" * 43, "-_-", "xem"]


@pytest.fixture(autouse=True)
def _room_enough(settings):
    settings.LINK_LIMITS = {"address": (1000, 600), "link": (1000, 600), "asking": (1000, 600)}


@pytest.fixture
def person():
    return Person.objects.get(name=LINKED, standing="prospect")


def given(person, days=30, at=None):
    return actions.make_link(person=person, days=days, by=None, at=at or timezone.now())


def address(key, kind=None):
    return reverse("own_ask", args=[key, kind]) if kind else reverse("own_view", args=[key])


def opened(key, kind=None, **more):
    return Client().get(address(key, kind), **more)


def same(one, other):
    """Tell whether two answers are alike to whoever compares them."""
    return (one.status_code, one.content, dict(one.headers)) == (
        other.status_code, other.content, dict(other.headers),
    )  # fmt: skip


def test_the_page_opens_without_an_account_and_shows_the_person(person):
    _link, key = given(person)
    answer = opened(key)
    assert answer.status_code == 200
    told = page.main(answer).text
    for words in (LINKED, "Việc tiếp theo", "Giấy tờ cần có", "Quyền của anh/chị", "Chi bộ xóm 6"):
        assert words in told


@pytest.mark.parametrize("guess", GUESSES)
@pytest.mark.parametrize("kind", [None, "correction", "withdrawal"])
def test_guessing_gives_one_answer_whatever_is_guessed(guess, kind):
    assert same(opened(guess, kind), opened("b" * 43))
    assert opened(guess, kind).status_code == 404


def test_an_expired_link_answers_as_one_never_given_from_its_moment_on(person):
    at = timezone.now() - timedelta(days=3)
    _, live = given(person, days=4, at=at)
    _, over = given(person, days=3, at=at)
    assert opened(live).status_code == 200
    for kind in (None, "correction"):
        assert same(opened(over, kind), opened("b" * 43))


def test_a_revoked_link_answers_as_one_never_given(person):
    link, key = given(person)
    assert opened(key).status_code == 200
    actions.revoke_link(link=link, by=None, at=timezone.now())
    for kind in (None, "correction"):
        assert same(opened(key, kind), opened("b" * 43))


@pytest.mark.parametrize("end", ["expired", "revoked", "erased"])
def test_replaying_a_form_after_the_end_is_refused_and_keeps_nothing(person, end):
    link, key = given(person)
    browser, said = Client(), {"text": "Sai tên", "da-xem": "1"}
    assert browser.post(address(key, "correction"), said).status_code == 302
    kept = Request.objects.filter(person=person.pk).count()
    if end == "expired":
        past = timezone.now() - timedelta(seconds=1)
        Link.objects.filter(pk=link.pk).update(made_at=past - timedelta(days=1), expires_at=past)
    elif end == "revoked":
        actions.revoke_link(link=link, by=None, at=timezone.now())
    else:
        erased(person)
        kept = Request.objects.filter(person=person.pk).count()
    replayed = browser.post(address(key, "correction"), {**said, "text": "Sai nữa"})
    assert same(replayed, opened("b" * 43))
    assert Request.objects.filter(person=person.pk).count() == kept
    assert opened(key).status_code == 404


def erased(person):
    """Answer what waits of a person and erase what is kept, as asked for."""
    now = timezone.now()
    for waiting in Request.objects.waiting().filter(person=person.pk):
        actions.answer(request=waiting, outcome="refused", ground="thử", by=None, at=now)
    asked = actions.ask(link=None, person=person, kind="delete", text="", by=None, at=now)
    actions.answer(request=asked, outcome="carried_out", ground="", by=None, at=now)


def test_the_key_of_another_link_shows_another_person(person):
    other = Person.objects.get(name=VOTED, standing="prospect")
    assert VOTED not in opened(given(person)[1]).content.decode()
    assert LINKED not in opened(given(other)[1]).content.decode()


@pytest.mark.parametrize("limit", ["address", "link", "asking"])
def test_too_often_is_refused_whatever_the_key_and_says_when_to_come_again(person, settings, limit):
    settings.LINK_LIMITS = {**settings.LINK_LIMITS, limit: (3, 600)}
    _link, key = given(person)
    for tried in (key, "b" * 43):
        where = address(tried, "correction")
        visitor = {"REMOTE_ADDR": "192.0.2.1" if tried == key else "192.0.2.2"}
        codes = [Client().post(where, {"text": ""}, **visitor).status_code for _ in range(5)]
        assert codes[3:] == [429, 429]
        assert codes[:3] == [200 if tried == key else 404] * 3
        refused = Client().post(where, {"text": ""}, **visitor)
        assert refused.headers["Retry-After"] == "600"
        assert refused.headers["Cache-Control"] == SEALED["Cache-Control"]


def test_one_address_that_guesses_is_stopped_and_another_goes_on(person, settings):
    settings.LINK_LIMITS = {**settings.LINK_LIMITS, "address": (4, 600)}
    _link, key = given(person)
    for guess in GUESSES:
        opened(guess, REMOTE_ADDR="192.0.2.1")
    assert opened(key, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert opened(key, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_one_link_opened_by_many_is_stopped_and_another_goes_on(person, settings):
    settings.LINK_LIMITS = {**settings.LINK_LIMITS, "link": (2, 600)}
    key, other = given(person)[1], given(person)[1]
    codes = [opened(key, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(3)]
    assert codes == [200, 200, 429]
    assert opened(other).status_code == 200


def test_the_limits_of_the_installation_are_set():
    assert set(configured.LINK_LIMITS) == {"address", "link", "asking"}
    assert all(times > 0 and seconds > 0 for times, seconds in configured.LINK_LIMITS.values())


@pytest.mark.parametrize("kind", [None, "correction", "withdrawal"])
@pytest.mark.parametrize("known", [True, False])
def test_nobody_keeps_lists_or_passes_on_the_page(person, kind, known):
    key = given(person)[1] if known else "b" * 43
    answer = opened(key, kind)
    assert {name: answer.headers[name] for name in SEALED} == SEALED
    policy = "strict-origin" if known and kind else "no-referrer"
    assert answer.headers["Referrer-Policy"] == policy
    assert page.read(answer).one("meta", name="robots")["content"].startswith("noindex")


def test_the_page_asks_no_foreign_host_and_sets_no_cookie(person):
    answer = opened(given(person)[1])
    loaded = re.findall(r'(?:src|href|action)="([^"]+)"', answer.content.decode())
    assert loaded
    assert all(one.startswith(("/", "#")) and not one.startswith("//") for one in loaded)
    assert not answer.cookies


def test_the_key_stands_in_no_link_but_those_that_ask(person):
    key = given(person)[1]
    links = [one["href"] for one in page.read(opened(key)).all("a")]
    assert {one for one in links if key not in one} <= {"#main"}
    assert all(one.startswith(address(key)) for one in links if key in one)


def test_every_visit_is_journalled_without_the_key(person):
    link, key = given(person)
    before = JournalEntry.objects.count()
    opened(key), opened(key), opened("b" * 43)
    lines = JournalEntry.objects.order_by("-pk")[: JournalEntry.objects.count() - before]
    assert [(one.act, one.subject, one.details) for one in lines] == [
        ("link.open", f"person:{person.pk}", {"link": link.pk})
    ] * 2
    assert key not in str(list(JournalEntry.objects.values()))
    link.refresh_from_db()
    assert link.visits == 2


def test_the_page_names_nobody_but_the_person_and_the_helper():
    voted = Person.objects.select_related("prospect").get(name=VOTED, standing="prospect")
    named = {
        str(one["name"])
        for event in cases.one(voted).events
        for one in (event.data, *event.data.get("voters", ()))
        if one.get("name")
    }
    assert len(named) > 2
    told = page.main(opened(given(voted)[1])).text
    assert {name for name in named if name in told} == {voted.prospect.helper}


def test_numbers_that_identify_show_their_last_digits_alone(person):
    Person.objects.filter(pk=person.pk).update(national_id="037094001234", phone="0912345678")
    told = page.main(opened(given(person)[1])).text
    assert "037094001234" not in told
    assert "0912345678" not in told
    assert "•••••••••234" in told


def test_a_remark_is_read_by_whom_it_is_about(person):
    assert "tổ phụ nữ xóm" in page.main(opened(given(person)[1])).text


def test_a_form_without_its_token_is_refused(person):
    _link, key = given(person)
    browser = Client(enforce_csrf_checks=True)
    said = {"text": "Sai tên", "da-xem": "1"}
    assert browser.post(address(key, "correction"), said).status_code == 403
    token = page.read(browser.get(address(key, "correction"))).one(
        "input", name="csrfmiddlewaretoken"
    )["value"]
    answer = browser.post(
        address(key, "correction"), {**said, "csrfmiddlewaretoken": token},
        HTTP_ORIGIN="http://testserver",
    )  # fmt: skip
    assert answer.status_code == 302


def test_a_correction_is_asked_for_looked_at_once_more_and_sent(person):
    _link, key = given(person)
    browser, where = Client(), address(key, "correction")
    before = Request.objects.count()
    assert page.errors(browser.post(where, {"text": " "}))
    looked = browser.post(where, {"text": "Tên đệm là Ngọc"})
    assert "Tên đệm là Ngọc" in page.main(looked).text
    assert Request.objects.count() == before
    sent = browser.post(where, {"text": "Tên đệm là Ngọc", "da-xem": "1"}, follow=True)
    assert any("Yêu cầu sửa thông tin" in line for line in page.notices(sent))
    kept = Request.objects.latest("pk")
    assert (kept.through, kept.text, kept.kind) == ("link", "Tên đệm là Ngọc", "correction")


def test_the_same_words_sent_twice_are_kept_once_and_told_of(person):
    _link, key = given(person)
    said = {"text": "Sai năm sinh", "da-xem": "1"}
    Client().post(address(key, "correction"), said)
    again = Client().post(address(key, "correction"), said)
    assert any("chờ trả lời" in line for line in page.errors(again))
    assert Request.objects.filter(text="Sai năm sinh").count() == 1


@pytest.mark.parametrize("text", ["x" * 1001, "<script>alert(1)</script>"])
def test_what_is_typed_badly_does_no_harm(person, text):
    _link, key = given(person)
    answer = Client().post(address(key, "complaint"), {"text": text})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert bool(page.errors(answer)) is (len(text) > 1000)


def test_what_one_in_this_standing_cannot_ask_for_is_not_there(units, person_of):
    member = person_of(units.hamlet)
    _link, key = given(member)
    assert opened(key, "withdrawal").status_code == 404
    assert opened(key, "vote").status_code == 404
    assert opened(key, "see").status_code == 200


def test_a_withdrawal_says_what_will_happen_before_it_is_sent(person):
    told = page.main(opened(given(person)[1], "withdrawal")).text
    assert "sẽ dừng" in told
    assert "20 ngày" in told


def test_the_page_is_only_read(person):
    assert Client().post(address(given(person)[1])).status_code == 405
