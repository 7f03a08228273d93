"""The pages of duties: the first page of each role, the list with its filters, sheets, letters, calendar."""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from taonguon.accounts.models import User
from taonguon.cases.models import Reminder
from taonguon.core.duties import URGENCIES
from taonguon.core.organisation import after
from taonguon.duties import engine
from taonguon.duties.models import FAILED, SENT, Letter, Wish
from taonguon.journal.models import JournalEntry
from taonguon.organisations.models import Organisation
from tests.pages import page
from tests.pages.conftest import USERS

pytestmark = pytest.mark.django_db
LETTERS = {
    "letters": "1", "wanted": "on", "address": "hoa@example.org", "days": ["1", "4"], "hour": "7",
    "language": "vi",
}  # fmt: skip


def mine(role, **more):
    user = User.objects.get(username=USERS[role])
    return engine.of_user(user, timezone.localdate(), **more)


def counted(node):
    """Return the counts of the groups as the page writes them."""
    (tallies,) = node.all("ul", "tallies")
    return [int(one.text) for one in tallies.all("b")]


def tallies(shown):
    told = Counter(one.urgency for one in shown)
    return [told[code] for code in URGENCIES]


def section(answer):
    (found,) = page.main(answer).all("section", "duties")
    return found


def listed(answer):
    return [
        item for part in page.main(answer).all("ul", "tasks") for item in part.all("li", "task")
    ]


@pytest.mark.parametrize("role", ["deputy", "office", "committee", "secretary", "superior"])
def test_the_first_page_opens_on_the_reader_s_own_duties_counts_first(role, signed_in):
    shown = mine(role)
    opening = section(signed_in(role).get("/"))
    assert opening.one("h2").text == "Việc cần làm"
    assert counted(opening) == tallies(shown)
    due = [one for one in shown if one.urgency != "waiting"][:3]
    links = [item.one("a")["href"] for item in opening.all("li", "task")]
    assert links == [reverse(one.duty.opens.name, args=one.duty.opens.args) + (
        f"?{one.duty.opens.query}" if one.duty.opens.query else "") for one in due]  # fmt: skip
    if not shown:
        assert "Không có việc nào quá hạn hay sắp đến hạn." in opening.text


@pytest.mark.parametrize("role", ["mass", "administrator"])
def test_who_sees_no_figures_begins_with_the_list_of_duties(role, signed_in):
    answer = signed_in(role).get("/", follow=True)
    assert answer.redirect_chain[-1][0] == reverse("duties")
    assert answer.status_code == 200
    assert len(listed(answer)) == len(mine(role))


def test_a_day_gone_by_has_figures_and_no_duties(office):
    assert not page.main(office.get("/", {"ngay": "21/4/2023"})).all("section", "duties")


def test_the_first_page_of_a_cell_tells_what_is_due_there(office, units):
    opening = section(office.get("/", {"to": units.hamlet.pk}))
    assert counted(opening) == tallies(mine("office", within=units.hamlet.path))
    (all_,) = [a["href"] for a in opening.all("a", "btn-quiet")]
    assert all_ == f"{reverse('duties')}?to={units.hamlet.pk}"


def test_the_list_shows_every_duty_in_its_group_with_day_and_place(office):
    answer, shown = office.get(reverse("duties")), mine("office")
    assert counted(page.main(answer)) == tallies(shown)
    assert len(listed(answer)) == min(len(shown), 100)
    titles = [h.text for h in page.main(answer).all("h2")]
    wanted = ["Quá hạn", "7 ngày tới", "31 ngày tới", "Đang chờ"]
    assert titles == wanted[: len(titles)]
    first, told = listed(answer)[0], shown[0].duty
    assert first.one("a").text == told.title
    assert told.place.name in first.text


@pytest.mark.parametrize("code", URGENCIES)
def test_a_count_leads_to_its_group(office, code):
    shown = [one for one in mine("office") if one.urgency == code]
    assert len(listed(office.get(reverse("duties"), {"loc": code}))) == len(shown)


def test_the_list_is_narrowed_by_cell_and_by_kind(office, units):
    answer = office.get(reverse("duties"), {"to": units.hamlet.pk, "loai": "data.request"})
    shown = [
        one
        for one in mine("office")
        if one.duty.place.organisation == units.hamlet.pk and one.duty.kind == "data.request"
    ]
    assert len(listed(answer)) == len(shown)
    alone = office.get(reverse("duties"), {"loai": "data.request"})
    assert {item.one("a")["href"].split("/")[1] for item in listed(alone)} == {"yeu-cau"}


def test_a_filter_that_means_nothing_is_told_and_all_is_shown(office):
    answer = office.get(reverse("duties"), {"to": "9999999", "loai": "khong"})
    assert page.errors(answer)
    assert len(listed(answer)) == min(len(mine("office")), 100)


def test_nothing_to_do_is_said_and_so_is_nothing_of_that_sort(signed_in):
    superior = signed_in("superior").get(reverse("duties"))
    assert "Không có việc nào quá hạn hay sắp đến hạn" in page.main(superior).text
    none = signed_in("secretary").get(reverse("duties"), {"loc": "late", "loai": "handover.accept"})
    assert "Không có việc nào như đã chọn" in page.main(none).text


def test_a_secretary_s_list_is_of_the_own_cell_alone(signed_in, units):
    answer = signed_in("secretary").get(reverse("duties"))
    places = {one.duty.place.organisation for one in mine("secretary")}
    assert places == {units.hamlet.pk}
    assert units.next_hamlet.name not in page.main(answer).text
    offered = page.main(answer).one("select", name="to").all("option")
    assert [one.text for one in offered] == ["Tất cả", units.hamlet.name]


def sheets(answer):
    return page.main(answer).all("article", "form-sheet")


def test_every_cell_with_something_to_do_has_one_sheet(office, units):
    answer = office.get(reverse("duty_sheets"))
    inside = Organisation.objects.within([(units.commune.path, after(units.commune.path))])
    cells = inside.filter(kind="cell", ended_on__isnull=True).order_by("path")
    shown = engine.of_cells([one.path for one in cells], timezone.localdate())
    busy = {one.duty.place.organisation for one in shown}
    heads = [sheet.one("header").one("b").text for sheet in sheets(answer)]
    assert heads == [one.name for one in cells if one.pk in busy]
    rows = sum(len(sheet.all("td")) // 3 for sheet in sheets(answer))
    assert rows == len(shown)


def test_the_sheet_of_one_cell_names_whom_it_is_about(office, units):
    (sheet,) = sheets(office.get(reverse("duty_sheets"), {"to": units.hamlet.pk}))
    told = [one.duty.about for one in mine("secretary") if one.duty.about]
    assert told
    assert all(name in sheet.text for name in told)
    assert "Không ghi nội dung thẩm tra" in sheet.text


@pytest.mark.parametrize("asked", ["khong", "9999999"])
def test_the_sheet_of_a_cell_one_does_not_see_is_empty(signed_in, units, asked):
    for to in (asked, units.next_hamlet.pk):
        answer = signed_in("secretary").get(reverse("duty_sheets"), {"to": to})
        assert sheets(answer) == []


def reminders(client, **told):
    return client.post(reverse("reminders"), told, follow=True)


def test_letters_are_off_until_asked_for_and_kept_as_asked(office):
    before = page.main(office.get(reverse("reminders")))
    assert "checked" not in before.one("input", name="wanted").attributes
    answer = reminders(office, **LETTERS)
    assert "Đã ghi lựa chọn nhắc việc." in page.notices(answer)
    kept = Wish.objects.get()
    assert (kept.wanted, kept.address, kept.days, kept.hour) == (True, "hoa@example.org", "14", 7)
    line = JournalEntry.objects.get(act="duties.letters")
    assert "hoa@" not in str(line.details)
    reminders(office, **{**LETTERS, "wanted": ""})
    assert not Wish.objects.get().wanted


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"address": ""}, "Hãy ghi địa chỉ thư"),
        ({"address": "hoa@"}, "Địa chỉ thư viết như"),
        ({"address": "a@example.org\nBcc: b@example.org"}, "Địa chỉ thư viết như"),
        ({"days": []}, "Hãy chọn ít nhất một ngày"),
        ({"hour": "25"}, "25"),
        ({"language": "fr"}, "fr"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_written(office, changed, why):
    answer = reminders(office, **{**LETTERS, **changed})
    assert any(why in told for told in page.errors(answer))
    assert not Wish.objects.exists()


def test_a_user_sees_only_the_own_wish_and_letters(office, signed_in):
    reminders(office, **LETTERS)
    user = User.objects.get(username=USERS["office"])
    told = {"duties": 3, "begun_at": timezone.now()}
    Letter.objects.create(user=user, day=timezone.localdate(), state=SENT, **told)
    assert "3 việc" in page.main(office.get(reverse("reminders"))).text
    other = page.main(signed_in("deputy").get(reverse("reminders"))).text
    assert "3 việc" not in other
    assert "hoa@example.org" not in other


def test_without_a_mail_server_the_page_says_how_to_set_one(office, settings):
    settings.EMAIL_HOST = ""
    reminders(office, **LETTERS)
    assert "TAONGUON_EMAIL_HOST" in page.main(office.get(reverse("reminders"))).text
    answer = office.post(reverse("reminder_trial"), follow=True)
    assert "TAONGUON_EMAIL_HOST" in page.notices(answer)[0]


def test_a_trial_goes_to_the_own_address_once_in_a_while(office, settings, mailoutbox):
    settings.EMAIL_HOST = "thu.example.vn"
    assert "Chưa ghi địa chỉ thư" in page.notices(trial(office))[0]
    reminders(office, **LETTERS)
    assert page.notices(trial(office)) == ["Đã gửi thư thử đến hoa@example.org."]
    (letter,) = mailoutbox
    assert letter.to == ["hoa@example.org"]
    assert "đợi 60 giây" in page.notices(trial(office))[0]
    assert len(mailoutbox) == 1
    assert office.get(reverse("reminder_trial")).status_code == 405


def trial(client):
    return client.post(reverse("reminder_trial"), follow=True)


def test_the_administrator_is_told_of_letters_that_did_not_go_out(office, signed_in, settings):
    administrator = signed_in("administrator")
    assert listed(administrator.get(reverse("duties"))) == []
    user = User.objects.get(username=USERS["office"])
    told = {"state": FAILED, "duties": 3, "begun_at": timezone.now()}
    Letter.objects.create(user=user, day=timezone.localdate(), **told)
    settings.EMAIL_HOST = ""
    reminders(office, **LETTERS)
    told = [item.one("a").text for item in listed(administrator.get(reverse("duties")))]
    assert told == [
        "Có người nhận thư nhắc việc mà chưa đặt máy chủ thư",
        "1 thư nhắc việc trong 7 ngày qua không gửi được",
    ]


def feed_of(client):
    answer = reminders(client, calendar="1")
    return page.main(answer).one(of="address").one("a")["href"].partition("testserver")[2]


def test_the_private_calendar_is_of_its_owner_s_duties(signed_in, units):
    body = Client().get(feed_of(signed_in("secretary"))).content.decode().replace("\r\n ", "")
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)", body)
    assert len(days) == sum(one.duty.due is not None for one in mine("secretary", ahead=True))
    assert units.next_hamlet.name not in body


def test_the_calendar_of_who_was_dismissed_is_gone(signed_in):
    address = feed_of(signed_in("secretary"))
    User.objects.filter(username=USERS["secretary"]).update(is_active=False)
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("duty_feed", args=["khong-co"])).status_code == 404


def test_the_calendar_s_address_stays_until_another_is_asked_for(office):
    feed_of(office)
    key = Reminder.objects.get().key
    feed_of(office)
    assert Reminder.objects.get().key == key
    reminders(office, calendar="1", anew="1")
    assert Reminder.objects.get().key != key


@pytest.mark.parametrize(("name", "most"), [("duties", 53), ("duty_sheets", 44), ("reminders", 8)])
def test_a_page_is_a_fixed_number_of_queries(
    office, units, name, most, django_assert_max_num_queries
):
    with django_assert_max_num_queries(most):
        office.get(reverse(name))
